"""python -m benchmarks.load [--pages 20000] [--hosts 250] [--kilobytes 2] [--workers 1 2 4] [--new]

A scheduler and so many workers are started, and then all pages become due at the same moment. The site is a process of
its own that answers 304; with --new the first round is that of pages never seen, each of which is read and stored.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import func, select, update

import storage
from monitor.types import FoundLink, Outcome
from storage import SqlStore
from storage.models import CheckRow, PageRow, columns, table
from tests.databases import PostgresServer
from tests.storage.results import a_result, a_source

SOURCES = """\
defaults: {{allow_private: true, delay: 0s, recheck: 12h, retire: 0s}}
sources:
  - {{id: list, name: list, kind: listing, every: 1w, url: '{url}'}}
"""
C, P = columns(CheckRow), columns(PageRow)
#: Long enough for all processes to be ready, in seconds.
READY_S = 12


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of one round."""

    pages: int
    took_s: float
    late_p50_s: float
    late_p95_s: float
    connections: int
    outcomes: dict[str, int]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--hosts", type=int, default=250, help="one host is asked one page at a time")
    parser.add_argument("--kilobytes", type=int, default=2)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--new", action="store_true", help="begin with a round of pages never seen")
    options = parser.parse_args()
    server = PostgresServer(durable=True)
    command = [sys.executable, "-m", "benchmarks.crawl.site", str(options.pages), str(options.kilobytes)]
    with subprocess.Popen([*command, str(options.hosts)], stdout=subprocess.PIPE, text=True) as site:
        try:
            assert site.stdout is not None
            _measure(server, json.loads(site.stdout.readline())["port"], options)
        finally:
            site.kill()
            server.stop()


def _measure(server: PostgresServer, port: int, options: argparse.Namespace) -> None:
    url = server.create()
    store = storage.open_store(url)
    _fill(store, port, options.pages, options.hosts)
    print(f"{options.pages} pages of {options.kilobytes} KB on {options.hosts} hosts, {os.cpu_count()} cores")
    print(f"{'':<14}{'pages/s':>9}{'late p50':>10}{'late p95':>10}{'connections':>13}  outcomes")
    with tempfile.TemporaryDirectory() as directory:
        environ = _environ(Path(directory), url, port)
        rounds = [("new", options.workers[-1])] if options.new else []
        rounds += [("unchanged", workers) for workers in options.workers]
        if not options.new:
            # What is not measured still has to be there: the first round makes the Versions.
            _round(store, url, environ, options.workers[-1])
        for name, workers in rounds:
            found = _round(store, url, environ, workers)
            print(
                f"{name + f', {workers}':<14}{found.pages / found.took_s:>9.0f}{found.late_p50_s:>9.1f}s"
                f"{found.late_p95_s:>9.1f}s{found.connections:>13}  {found.outcomes}",
                flush=True,
            )
    store.close()


def _fill(store: SqlStore, port: int, pages: int, hosts: int) -> None:
    """The register as it is after a listing was read that leads to all pages; none of them is due yet."""
    now = datetime.now(UTC)
    listing = a_source(id="list", name="list", url=f"http://127.0.0.1:{port}/list")
    store.register([listing], now)
    index = store.pages(url=listing.url)[0]
    links = tuple(
        FoundLink(url=f"http://127.0.0.{number % hosts + 1}:{port}/p/{number}.html") for number in range(pages)
    )
    later = now + timedelta(days=7)
    store.record([a_result(index, Outcome.NEW, found=links, checked_at=now, next_check_at=later)])
    _set_due(store, later)


def _set_due(store: SqlStore, moment: datetime) -> None:
    with store.database.writing() as connection:
        connection.execute(update(table(PageRow)).where(P.role == "document").values(next_check_at=moment))


def _environ(directory: Path, url: str, port: int) -> dict[str, str]:
    sources = directory / "sources.yaml"
    sources.write_text(SOURCES.format(url=f"http://127.0.0.1:{port}/list"), encoding="utf-8")
    return {
        **os.environ,
        "MONITOR_DATA_DIR": str(directory),
        "MONITOR_DATABASE_URL": url,
        "MONITOR_SOURCES": str(sources),
        "MONITOR_LOG_LEVEL": "warning",
    }


def _round(store: SqlStore, url: str, environ: dict[str, str], workers: int) -> Figures:
    """All pages due at once, checked by so many workers."""
    with _running(["scheduler", *["worker"] * workers], environ):
        time.sleep(READY_S)
        due = datetime.now(UTC)
        _set_due(store, due)
        began = time.monotonic()
        connections = 0
        while True:
            time.sleep(0.5)
            connections = max(connections, _connections(url))
            with store.database.reading() as connection:
                query = select(func.count(), func.count().filter(P.last_checked_at >= due)).where(P.role == "document")
                total, done = connection.execute(query).one()
            if done == total:
                break
        took_s = time.monotonic() - began
    with store.database.reading() as connection:
        rows = connection.execute(select(C.at, C.took_s, C.outcome).where(C.at >= due)).all()
    late = sorted(max(0.0, (row.at - due).total_seconds() - row.took_s) for row in rows)
    outcomes: dict[str, int] = {}
    for row in rows:
        outcomes[row.outcome] = outcomes.get(row.outcome, 0) + 1
    return Figures(
        pages=total,
        took_s=took_s,
        late_p50_s=late[len(late) // 2],
        late_p95_s=late[int(len(late) * 0.95)],
        connections=connections,
        outcomes=outcomes,
    )


def _connections(url: str) -> int:
    """Those of the service; the one that asks and that of this benchmark are not counted."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    return int(row[0]) - 1 if row else 0


@contextmanager
def _running(roles: Sequence[str], environ: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "monitor", "run", "--role"]
    processes = [subprocess.Popen([*command, role], env=environ) for role in roles]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(60)


if __name__ == "__main__":
    main()

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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import bindparam, func, select, update

import storage
from benchmarks.crawl.site import Site
from monitor.types import FoundLink, Outcome
from storage import SqlStore
from storage.models import CheckRow, PageRow, columns, table
from tests.databases import PostgresServer
from tests.storage.results import a_result, an_index

SOURCES = """\
defaults: {{allow_private: true, delay: 0s, recheck: 12h, retire: 0s}}
sources:
  - {{id: list, name: list, kind: listing, every: 1w, url: '{url}'}}
"""
C, P = columns(CheckRow), columns(PageRow)
#: Pages that each worker has before it is measured, about: what it needs for the first is loaded by then.
WARM_UP = 50


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of one round."""

    pages: int
    took_s: float
    late_p50_s: float
    late_p95_s: float
    connections: int
    #: Milliseconds of a core for each page: of the workers, the scheduler and the database.
    worker_ms: float
    scheduler_ms: float
    database_ms: float
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
    print(
        f"{'':<14}{'pages/s':>9}{'late p50':>10}{'late p95':>10}{'connections':>13}"
        f"{'ms of a core a page: work, schedule, database':>48}  outcomes"
    )
    with tempfile.TemporaryDirectory() as directory:
        environ = _environ(Path(directory), url, port)
        rounds = [("new", options.workers[-1])] if options.new else []
        rounds += [("unchanged", workers) for workers in options.workers]
        if not options.new:
            _know(store, Site(options.pages, options.kilobytes))
        for name, workers in rounds:
            found = _round(store, url, environ, workers)
            print(
                f"{name + f', {workers}':<14}{found.pages / found.took_s:>9.0f}{found.late_p50_s:>9.1f}s"
                f"{found.late_p95_s:>9.1f}s{found.connections:>13}"
                f"{f'{found.worker_ms:.1f}  {found.scheduler_ms:.1f}  {found.database_ms:.1f}':>48}  {found.outcomes}",
                flush=True,
            )
    store.close()


def _fill(store: SqlStore, port: int, pages: int, hosts: int) -> None:
    """The register as it is after a listing was read that leads to all pages; none of them is due yet."""
    now = datetime.now(UTC)
    listing = an_index(url=f"http://127.0.0.1:{port}/list")
    store.register([listing], now)
    index = store.pages(url=listing.url)[0]
    links = tuple(
        FoundLink(url=f"http://127.0.0.{number % hosts + 1}:{port}/p/{number}.html") for number in range(pages)
    )
    later = now + timedelta(days=7)
    store.record([a_result(index, Outcome.NEW, found=links, checked_at=now, next_check_at=later)])
    _set_due(store, later)


def _know(store: SqlStore, site: Site) -> None:
    """Every document as if it had been fetched before: the site answers 304 to the ETag that it gave."""
    with store.database.writing() as connection:
        rows = connection.execute(select(P.id, P.url).where(P.role == "document")).all()
        known = [
            {"page_id": row.id, "known_by": site.page(int(row.url.rpartition("/")[2].removesuffix(".html")))[1]}
            for row in rows
        ]
        query = update(table(PageRow)).where(P.id == bindparam("page_id"))
        connection.execute(query.values(etag=bindparam("known_by"), state="active"), known)


def _set_due(store: SqlStore, moment: datetime, most: int | None = None) -> int:
    """Let documents be due, all of them or so many; how many those are."""
    some = select(P.id).where(P.role == "document").order_by(P.id).limit(most)
    with store.database.writing() as connection:
        done = connection.execute(update(table(PageRow)).where(P.id.in_(some)).values(next_check_at=moment))
    return done.rowcount


def _check_all(store: SqlStore, most: int | None = None) -> tuple[datetime, int]:
    """Let documents be due now, and wait until they are checked; the moment, and how many those are."""
    due = datetime.now(UTC)
    total = _set_due(store, due, most)

    def is_done() -> bool:
        with store.database.reading() as connection:
            checked = select(func.count()).where(P.role == "document", P.last_checked_at >= due)
            return bool(connection.execute(checked).scalar_one() >= total)

    _wait_until(is_done)
    return due, total


def _wait_until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(0.25)


def _workers(url: str) -> int:
    """Those that take jobs."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT count(*) FROM procrastinate.procrastinate_workers").fetchone()
    return int(row[0]) if row else 0


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
    with _running(["scheduler", *["worker"] * workers], environ) as processes:
        _wait_until(lambda: _workers(url) == workers)
        _check_all(store, WARM_UP * workers)
        scheduler, crew = processes[:1], processes[1:]
        before = [_core_s(pids) for pids in (crew, scheduler, _backends(url))]
        began = time.monotonic()
        due, total = _check_all(store)
        took_s = time.monotonic() - began
        connections = len(_backends(url)) - 1  # not that of this benchmark
        after = [_core_s(pids) for pids in (crew, scheduler, _backends(url))]
    worker_ms, scheduler_ms, database_ms = (
        (now - then) / total * 1000 for then, now in zip(before, after, strict=True)
    )
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
        worker_ms=worker_ms,
        scheduler_ms=scheduler_ms,
        database_ms=database_ms,
        outcomes=outcomes,
    )


def _backends(url: str) -> list[int]:
    """The processes of the server that serve this database, but for the one that answers here."""
    query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return [pid for (pid,) in connection.execute(query)]


def _core_s(pids: Sequence[int]) -> float:
    """Seconds of a core that processes have had, those together that still live."""
    total_s = 0.0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            total_s += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total_s


@contextmanager
def _running(roles: Sequence[str], environ: dict[str, str]) -> Iterator[list[int]]:
    command = [sys.executable, "-m", "monitor", "run", "--role"]
    processes = [subprocess.Popen([*command, role], env=environ) for role in roles]
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(60)


if __name__ == "__main__":
    main()

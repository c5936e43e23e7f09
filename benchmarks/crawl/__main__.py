"""python -m benchmarks.crawl [--pages 1000] [--kilobytes 63] [--hosts 50] [--phases 5] [--database URL]

The monitor on one core, the site on the other (where there are two). Every figure is the whole path: fetch, judge,
extract, read, compare, record. Start-up of the interpreter is not counted; opening the parts is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from monitor.app import App
from monitor.check import Checked
from monitor.cli.output import set_up_logging
from monitor.clock import SystemClock
from monitor.config import load_settings
from monitor.ports import Store


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--kilobytes", type=int, default=63)
    parser.add_argument("--hosts", type=int, default=50, help="one host is asked one page at a time")
    parser.add_argument("--phases", type=int, default=5, help="only the first so many, as 2 for memory alone")
    parser.add_argument("--database", help="a PostgreSQL address; SQLite by default")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory, _site(wanted.pages, wanted.kilobytes, wanted.hosts) as port:
        _pin(0)
        set_up_logging("warning", "console")
        _measure(Path(directory), port, wanted)


def _measure(directory: Path, port: int, wanted: argparse.Namespace) -> None:
    (directory / "sources.yaml").write_text(_sources(port, wanted.pages, wanted.hosts), encoding="utf-8")
    environ = {
        "MONITOR_DATA_DIR": str(directory),
        "MONITOR_SOURCES": str(directory / "sources.yaml"),
        "MONITOR_CONCURRENCY": "64",
        **({"MONITOR_DATABASE_URL": wanted.database} if wanted.database else {}),
    }
    app = App(settings=load_settings(environ), environ=environ, clock=SystemClock())
    app.upgrade()
    sizes: list[int] = []
    print(f"{wanted.pages} pages of {wanted.kilobytes} KB on {wanted.hosts} hosts")
    print(f"{'':<22}{'pages/s':>9}  outcomes")
    for name, generation, etags in (
        ("first crawl", 1, 1),
        ("unchanged, 304", 1, 1),
        ("unchanged, same bytes", 1, 0),
        ("all changed", 2, 1),
        ("all changed again", 3, 1),
    )[: wanted.phases]:
        _set(port, generation, etags)
        with app.store() as store:
            counts, seconds = asyncio.run(_crawl(app, store))
        print(f"{name:<22}{sum(counts.values()) / seconds:>9.0f}  {dict(counts)}", flush=True)
        sizes.append(_size(app.settings.database_url))
    print(f"database: {sizes[0] / 1e6:.1f} MB after the first crawl")
    if wanted.phases == 5:
        print(f"a changed version: {(sizes[4] - sizes[3]) / wanted.pages / 1000:.2f} KB")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


async def _crawl(app: App, store: Store) -> tuple[Counter[str], float]:
    counts: Counter[str] = Counter()

    def done(checked: Checked) -> None:
        counts[checked.outcome] += 1

    started = time.perf_counter()
    async with app.parts(store) as parts:
        await parts.serial(store.register, list(parts.sources.values()), app.clock.now())
        pages = await parts.serial(store.pages, sources=list(parts.sources))
        await app.crawl(parts, pages, on_checked=done)
    return counts, time.perf_counter() - started


def _size(url: str) -> int:
    """Bytes of the closed database: SQLite's files, or what PostgreSQL says."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return sum(part.stat().st_size for part in path.parent.glob(path.name + "*"))
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute("select pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def _sources(port: int, pages: int, hosts: int) -> str:
    """Every page a source of its own: no listing is in the way of the figure."""
    lines = ["defaults: {allow_private: true, every: 1d, delay: 0s}", "sources:"]
    lines += [
        f"  - {{id: p{number}, name: Page {number}, url: 'http://127.0.0.{number % hosts + 1}:{port}/p/{number}.html'}}"
        for number in range(pages)
    ]
    return "\n".join(lines) + "\n"


@contextmanager
def _site(pages: int, kilobytes: int, hosts: int) -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.crawl.site", str(pages), str(kilobytes), str(hosts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=lambda: _pin(1)) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["port"]
        finally:
            process.kill()


def _set(port: int, generation: int, etags: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/set?generation={generation}&etags={etags}") as answer:
        answer.read()


def _pin(core: int) -> None:
    """Stay on one core, where the system can do that and has it."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > core:
        os.sched_setaffinity(0, {core})


if __name__ == "__main__":
    main()

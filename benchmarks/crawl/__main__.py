"""python -m benchmarks.crawl [--pages 1000] [--kilobytes 63] [--hosts 50] [--phases 5] [--peers VENV] [--database URL]

`monitor crawl --all` on one core, the site on the other (where there are two). Every figure is the whole command, from
its start to its end: start-up, fetch, judge, extract, read, compare, record. `--peers` does the same with the tools of
a virtual environment: webchanges, urlwatch, changedetection.io, Scrapy.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.crawl.peers import peers_in
from benchmarks.crawl.timing import Timed, pin, timed

#: Name, generation of the pages, whether ETags are sent.
PHASES = (
    ("first crawl", 1, 1),
    ("unchanged, 304", 1, 1),
    ("unchanged, same bytes", 1, 0),
    ("all changed", 2, 1),
    ("all changed again", 3, 1),
)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--kilobytes", type=int, default=63)
    parser.add_argument("--hosts", type=int, default=50, help="one host is asked one page at a time")
    parser.add_argument("--phases", type=int, default=5, help="only the first so many, as 2 for memory alone")
    parser.add_argument("--database", help="a PostgreSQL address; SQLite by default")
    parser.add_argument("--peers", type=Path, help="a virtual environment with other tools")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory, _site(wanted.pages, wanted.kilobytes, wanted.hosts) as port:
        print(f"{wanted.pages} pages of {wanted.kilobytes} KB on {wanted.hosts} hosts")
        print(f"{'':<36}{'pages/s':>9}{'a CPU second':>14}{'MB':>7}  outcomes")
        _measure(Path(directory), port, wanted)
        for peer in peers_in(wanted.peers.absolute()) if wanted.peers else ():
            place = Path(directory) / peer.name.replace(" ", "-")
            peer.prepare(place, _urls(port, wanted.pages, wanted.hosts))
            for name, generation, etags in PHASES[: wanted.phases]:
                if name in peer.phases:
                    _set(port, generation, etags)
                    _say(f"{peer.name}: {name}", wanted.pages, peer.run(place), peer.settings)


def _measure(directory: Path, port: int, wanted: argparse.Namespace) -> None:
    urls = _urls(port, wanted.pages, wanted.hosts)
    (directory / "sources.yaml").write_text(_sources(urls), encoding="utf-8")
    database = wanted.database or f"sqlite:///{directory}/monitor.db"
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MONITOR_")},
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "MONITOR_DATA_DIR": str(directory),
        "MONITOR_SOURCES": str(directory / "sources.yaml"),
        "MONITOR_CONCURRENCY": "64",
        "MONITOR_DATABASE_URL": database,
    }

    def monitor(*arguments: str) -> Timed:
        return timed([sys.executable, "-m", "monitor", *arguments], directory=directory, environ=environ)

    monitor("db", "upgrade")
    sizes: list[int] = []
    for name, generation, etags in PHASES[: wanted.phases]:
        _set(port, generation, etags)
        run = monitor("crawl", "--all", "--json")
        counts = Counter(json.loads(line)["outcome"] for line in run.out.splitlines())
        if sum(counts.values()) != wanted.pages:
            raise SystemExit((directory / "errors.log").read_text(encoding="utf-8", errors="replace"))
        _say(f"monitor: {name}", wanted.pages, run, str(dict(counts)))
        sizes.append(_size(database))
    start = monitor("crawl", "p0", "--json")  # unchanged
    print(f"start-up: {start.cpu_s:.2f} CPU seconds for one page by 304, {start.wall_s:.2f} by the clock")
    print(f"database: {sizes[0] / 1e6:.1f} MB after the first crawl")
    if wanted.phases == len(PHASES):
        print(f"a changed version: {(sizes[4] - sizes[3]) / wanted.pages / 1000:.2f} KB")


def _say(name: str, pages: int, run: Timed, note: str) -> None:
    trouble = f"  ended with {run.code}" if run.code else ""
    figures = f"{pages / run.wall_s:>9.1f}{pages / run.cpu_s:>14.1f}{run.peak_mb:>7.0f}"
    print(f"{name:<36}{figures}  {note}{trouble}", flush=True)


def _size(url: str) -> int:
    """Bytes of the closed database: SQLite's files, or what PostgreSQL says."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return sum(part.stat().st_size for part in path.parent.glob(path.name + "*"))
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute("select pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def _urls(port: int, pages: int, hosts: int) -> list[str]:
    return [f"http://127.0.0.{number % hosts + 1}:{port}/p/{number}.html" for number in range(pages)]


def _sources(urls: list[str]) -> str:
    """Every page a source of its own: no listing is in the way of the figure."""
    lines = ["defaults: {allow_private: true, every: 1d, delay: 0s}", "sources:"]
    lines += [f"  - {{id: p{number}, name: Page {number}, url: '{url}'}}" for number, url in enumerate(urls)]
    return "\n".join(lines) + "\n"


@contextmanager
def _site(pages: int, kilobytes: int, hosts: int) -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.crawl.site", str(pages), str(kilobytes), str(hosts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=lambda: pin(1)) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["port"]
        finally:
            process.kill()


def _set(port: int, generation: int, etags: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/set?generation={generation}&etags={etags}") as answer:
        answer.read()


if __name__ == "__main__":
    main()

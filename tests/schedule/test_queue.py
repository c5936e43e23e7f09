"""What enters the queue on PostgreSQL, what leaves it, and the tables it needs."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.schema import SchemaManager
from sqlalchemy import event

import storage
from monitor.errors import SchemaError, StorageError
from monitor.schedule.engine import opened
from monitor.schedule.timing import Timing
from monitor.types import Outcome
from monitor.types.host import DuePage
from monitor.types.job import CHECK
from storage import SharedState, SqlStore, queue_schema
from storage.engine import Database
from storage.queries import jobs as queries
from storage.queries.queue_schema import run, set_comment
from storage.queue_schema import expected
from tests.storage.results import (
    HOUR,
    START,
    a_change,
    a_changed_result,
    a_page,
    a_result,
    a_snapshot,
    a_version,
    an_alert,
)
from tests.storage.test_query_plans import scans

DAY = timedelta(days=1)


def jobs(store: SqlStore) -> list[Any]:
    """Rows of the queue, as they will be taken."""
    with store.database.reading() as connection:
        query = "SELECT * FROM procrastinate.procrastinate_jobs ORDER BY priority DESC, id"
        return list(connection.exec_driver_sql(query).all())


def say(store: SqlStore, sql: str) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql("SET LOCAL search_path = public, procrastinate")  # for the triggers
        connection.exec_driver_sql(sql)


def due(*numbers: int, revision: int = 0, host: str = "city.example") -> list[DuePage]:
    return [DuePage(id=number, revision=revision, host=host) for number in numbers]


def found(state: SharedState, **filters: Any) -> list[int]:
    asked: dict[str, Any] = {"sources": ["city"], "full_hosts": [], "most": 100} | filters
    return [page.id for page in state.due_pages(START + HOUR, **asked)]


def test_a_job_says_which_page_in_which_state_and_locks_its_host(store: SqlStore, state: SharedState) -> None:
    assert state.defer_checks(due(7, revision=3)) == 1
    (job,) = jobs(store)
    assert (job.queue_name, job.task_name, job.status) == ("checks", "check", "todo")
    assert (job.lock, job.queueing_lock) == ("host:city.example", "page:7")
    assert job.args == {"page": 7, "revision": 3}


def test_jobs_keep_their_order(store: SqlStore, state: SharedState) -> None:
    state.defer_checks(due(3, 1, 2))
    assert [job.args["page"] for job in jobs(store)] == [3, 1, 2]


def test_a_page_is_never_queued_twice(store: SqlStore, state: SharedState) -> None:
    assert state.defer_checks(due(1, 2)) == 2
    assert state.defer_checks(due(2, 3, 1)) == 1
    assert [job.args["page"] for job in jobs(store)] == [1, 2, 3]


def test_pages_with_a_job_are_not_due_again_until_it_is_done(store: SqlStore, state: SharedState) -> None:
    numbers = [a_page(store, f"https://city.example/{number}").id for number in range(6)]
    assert found(state) == numbers
    state.defer_checks(due(*numbers[:4]))
    for number, status in zip(numbers[:4], ("doing", "failed", "aborted", "todo"), strict=True):
        say(
            store,
            f"UPDATE procrastinate.procrastinate_jobs SET status = '{status}' WHERE queueing_lock = 'page:{number}'",
        )
    assert found(state) == [numbers[2], *numbers[4:]], "one that failed waits until that is forgotten"
    state.prune(ended_s=-1)
    assert found(state) == [numbers[1], numbers[2], *numbers[4:]]


def test_what_is_due_is_found_by_time_source_and_host(store: SqlStore, state: SharedState) -> None:
    one = a_page(store, "https://city.example/a")
    two = a_page(store, "https://other.example:8080/b")
    store.record([a_result(one, next_check_at=START + 2 * HOUR)])
    three = a_page(store, "https://city.example/c")
    assert found(state) == [two.id, three.id]
    assert found(state, most=1) == [two.id]
    assert found(state, sources=["elsewhere"]) == []
    assert found(state, full_hosts=["other.example:8080"]) == [three.id]
    assert found(state, full_hosts=["other.example"]) == [two.id, three.id]


def test_an_alert_and_its_job_are_recorded_together(store: SqlStore) -> None:
    results = [a_changed(store, number, due_at=START) for number in range(3)]
    store.record(results)
    (job,) = jobs(store)
    assert (job.queue_name, job.task_name, job.args) == ("alerts", "deliver", {"channel": "desk"})
    assert (job.lock, job.queueing_lock) == ("channel:desk", "channel:desk")


def test_without_the_alert_there_is_no_job(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise RuntimeError("power cut")

    result = a_changed(store, 1, due_at=START)
    defer = queries.defer

    def defer_and_fail(*args: Any, **facts: Any) -> int:
        assert defer(*args, **facts) == 1
        return fail()

    monkeypatch.setattr(queries, "defer", defer_and_fail)
    with pytest.raises(RuntimeError, match="power cut"):
        store.record([result])
    assert (jobs(store), list(store.alerts())) == ([], [])


def test_an_alert_for_later_is_woken_when_it_is_due(store: SqlStore, state: SharedState) -> None:
    store.record([a_changed(store, 1, due_at=START + 5 * HOUR)])
    assert jobs(store) == []
    assert state.wake_channels(START + HOUR, horizon=DAY) == 0
    assert state.wake_channels(START + 6 * HOUR, horizon=DAY) == 1
    assert state.wake_channels(START + 6 * HOUR, horizon=DAY) == 0
    assert len(jobs(store)) == 1


def test_an_alert_beyond_any_horizon_is_woken(store: SqlStore, state: SharedState) -> None:
    store.record([a_changed(store, 1, due_at=START + 30 * DAY)])
    assert state.wake_channels(START, horizon=9 * DAY) == 1


def test_a_stale_result_wakes_nobody(store: SqlStore) -> None:
    result = a_changed(store, 1, due_at=START)
    store.record([a_result(a_page(store, "https://city.example/1"), Outcome.UNCHANGED)])
    assert store.record([result])[0].stale
    assert jobs(store) == []


def test_a_delivery_under_way_is_followed_by_another(store: SqlStore, state: SharedState) -> None:
    store.record([a_changed(store, 1, due_at=START)])
    say(store, "UPDATE procrastinate.procrastinate_jobs SET status = 'doing'")
    assert state.wake_channels(START, horizon=DAY) == 0, "the scheduler looks again soon enough"
    store.record([a_changed(store, 2, due_at=START)])
    assert [job.status for job in jobs(store)] == ["doing", "todo"], "it may have looked before the second alert"


def test_the_queue_tells_how_full_it_is(store: SqlStore, state: SharedState) -> None:
    state.defer_checks([*due(1, 2), *due(3, host="b.example:81"), *due(4)])
    say(store, "UPDATE procrastinate.procrastinate_jobs SET status = 'doing' WHERE queueing_lock = 'page:1'")
    say(store, "UPDATE procrastinate.procrastinate_jobs SET status = 'failed' WHERE queueing_lock = 'page:4'")
    figures = state.figures()
    assert figures.checks == {"city.example": 2, "b.example:81": 1}
    assert (figures.failed, figures.workers) == (1, 0)


def test_a_page_may_be_hastened_but_not_held_up(store: SqlStore, state: SharedState) -> None:
    page = a_page(store, "https://city.example/a")
    store.record([a_result(page, next_check_at=START + 2 * HOUR)])
    state.hasten([page.id], START + HOUR)
    state.hasten([page.id], START + 3 * HOUR)
    again = store.page(page.id)
    assert again is not None
    assert again.next_check_at == START + HOUR


def test_the_looks_of_every_second_use_an_index(store: SqlStore, state: SharedState) -> None:
    looks: list[Callable[[], object]] = [
        lambda: found(state),
        lambda: found(state, full_hosts=["city.example"]),
        lambda: state.take_turns(["city.example"], lease_s=1),
        lambda: state.robots("https://city.example/robots.txt"),
        lambda: state.take_lease("scheduler", lease_s=1),
        lambda: state.wake_channels(START, horizon=DAY),
    ]
    said: list[tuple[str, Any]] = []

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters))

    event.listen(state._database._engine, "before_cursor_execute", listen)
    for look in looks:
        look()
    event.remove(state._database._engine, "before_cursor_execute", listen)
    assert len(said) >= len(looks)
    with store.database.reading() as connection:
        wrong = [steps for statement, parameters in said if (steps := scans(connection, statement.strip(), parameters))]
    assert wrong == []


# -- the tables


def set_revision(url: str, name: str) -> None:
    database = Database(url)
    with database.writing() as connection:
        set_comment(connection, name)
    database.close()


def test_newer_tables_are_refused_in_one_line(postgresql_url: str) -> None:
    set_revision(postgresql_url, "99.00.00_01_of_tomorrow")
    for refuse in (storage.open_store, storage.upgrade):
        with pytest.raises(SchemaError, match=r"newer release .*upgrade the program") as caught:
            refuse(postgresql_url)
        assert "\n" not in str(caught.value)


def test_missing_tables_want_an_upgrade_and_get_it(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP SCHEMA procrastinate CASCADE")
    database.close()
    with pytest.raises(SchemaError, match="no tables for jobs yet; run `monitor db upgrade`"):
        storage.open_store(postgresql_url)
    storage.upgrade(postgresql_url)
    storage.open_store(postgresql_url).close()


def test_older_tables_get_the_migrations_in_between(postgresql_url: str) -> None:
    """The tables as an earlier release of Procrastinate made them, with a job in them."""
    before = "03.03.00_01_pre_priority_lock_fetch_job"
    database = Database(postgresql_url)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP SCHEMA procrastinate CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA procrastinate")
        older = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
        for path in older[: [path.stem for path in older].index(before) + 1]:
            run(connection, path.read_text(encoding="utf-8"))
        queries.defer(connection, CHECK, [{"lock": "host:a", "once": "page:1", "args": {"page": 1}}])
    set_revision(postgresql_url, before)
    with pytest.raises(SchemaError, match=f"older .*{before}.*run `monitor db upgrade`"):
        storage.open_store(postgresql_url)
    storage.upgrade(postgresql_url)
    with database.reading() as connection:
        count = "SELECT count(*) FROM pg_proc WHERE proname = 'procrastinate_retry_job_v2'"
        assert connection.exec_driver_sql(count).scalar() == 1
        assert queue_schema.current(connection) == expected()
    database.close()
    store = storage.open_store(postgresql_url)
    assert [job.args for job in jobs(store)] == [{"page": 1}]
    store.close()


def test_our_own_tables_and_theirs_do_not_meet(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'procrastinate')"
        ).all()
    database.close()
    assert {name.startswith("procrastinate_") for schema, name in rows if schema == "procrastinate"} == {True}
    assert {name.startswith("procrastinate_") for schema, name in rows if schema == "public"} == {False}


def a_changed(store: SqlStore, number: int, **alert: Any) -> Any:
    """A check that makes a Version and an Alert."""
    page = a_page(store, f"https://city.example/{number}")
    snapshot = a_snapshot(f"new {number}".encode())
    version = a_version(f"New {number}.", snapshot)
    return a_changed_result(page, version, snapshot, changes=(a_change(),), alerts=(an_alert(**alert),))


async def test_a_worker_that_was_taken_for_dead_says_so(store: SqlStore, state: SharedState) -> None:
    async def task(**_arguments: Any) -> None:
        """A job that has nothing to do."""

    known = "SELECT count(*) FROM procrastinate.procrastinate_workers"
    async with opened(state.jobs, timing=Timing(poll_s=0.1)) as engine:
        working = asyncio.create_task(engine.work(asyncio.Event(), CHECK, task, concurrency=1, grace_s=1, prompt=False))
        for _ in range(200):
            if _one(store, known):
                break
            await asyncio.sleep(0.05)
        say(store, "DELETE FROM procrastinate.procrastinate_workers")
        state.defer_checks(due(1))
        with pytest.raises(StorageError, match="no sign of life"):
            await asyncio.wait_for(working, 20)


async def test_a_job_whose_end_cannot_be_noted_leaves_no_exception_behind(
    store: SqlStore, state: SharedState, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[dict[str, Any]] = []
    ended, stop = asyncio.Event(), asyncio.Event()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))

    async def refuse(*_arguments: Any, **_named: Any) -> None:
        ended.set()
        raise ConnectorException("no connection")

    async def task(**_arguments: Any) -> None:
        """A job that has nothing to do."""

    monkeypatch.setattr("monitor.schedule.claims.Claims.finish_job", refuse)
    state.defer_checks(due(1))
    async with opened(state.jobs, timing=Timing(poll_s=0.1)) as engine:
        working = asyncio.create_task(engine.work(stop, CHECK, task, concurrency=1, grace_s=1, prompt=False))
        await asyncio.wait_for(ended.wait(), 20)
        await asyncio.sleep(0)
        stop.set()
        await asyncio.wait_for(working, 20)
    gc.collect()
    assert complaints == []


def _one(store: SqlStore, query: str) -> Any:
    with store.database.reading() as connection:
        return connection.exec_driver_sql(query).scalar()

"""The plans of the queries that run all the time: each uses an index, on both databases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

import storage
from monitor.types import AlertState, Change, ChangeKind, CheckResult, FoundLink, Outcome, PageState
from storage import SqlStore
from storage.engine import Database
from tests.storage.results import (
    HOUR,
    START,
    a_change,
    a_changed_result,
    a_mention,
    a_page,
    a_plan,
    a_result,
    a_snapshot,
    a_source,
    a_statement,
    a_version,
    an_alert,
    record_text,
)

TEXT = "By 2025 the output of 700 billion yuan is exceeded with ECMO."
PAGES = 60


@pytest.fixture
def filled(database_url: str, store: SqlStore) -> SqlStore:
    """Enough rows for a planner to prefer an index where there is one."""
    index = a_page(store, "https://city.example/list/")
    links = tuple(FoundLink(url=f"https://city.example/{number}.html") for number in range(PAGES))
    store.record([a_result(index, Outcome.NEW, found=links)])
    for hour in range(2):
        results = []
        for page in store.pages(after=index.id):
            at = START + hour * HOUR + page.id * HOUR / 1000
            text = f"{TEXT} {page.id} {hour}"
            snapshot = a_snapshot(text.encode(), url=page.url, final_url=page.url, fetched_at=at)
            version = a_version(
                text,
                snapshot,
                statements=(a_statement(text),),
                equipment=(a_mention(text),),
                plans=(a_plan(text, name="Plan", key=f"plan {page.id % 20}"),),
            )
            change = a_change(f"{hour}", kind=ChangeKind.PAGE_NEW)
            alerts = (an_alert(f"{hour}", due_at=at),)
            results.append(a_changed_result(page, version, snapshot, changes=(change,), alerts=alerts))
        store.record(results)
    sent = [alert.id for alert in store.alerts(limit=10_000) if alert.page_id % 10]
    store.settle_alerts(sent, state=AlertState.SENT, at=START)
    database = Database(database_url)
    with database.writing() as connection:
        connection.exec_driver_sql("ANALYZE")
    database.close()
    return store


@contextmanager
def statements_of(store: SqlStore) -> Iterator[list[tuple[str, Any]]]:
    """Everything the store says to its database in the block, with parameters."""
    said: list[tuple[str, Any]] = []
    engine = store.database._engine

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        said.append((statement, parameters[0] if many and isinstance(parameters, list) else parameters))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", listen)


def scans(connection: Connection, statement: str, parameters: Any) -> list[str]:
    """Steps of the plan that read a table from end to end."""
    if not re.match(r"(SELECT|UPDATE|WITH)\b", statement):
        return []
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        steps = [str(row[3]) for row in rows]
        by_id = re.search(r"ORDER BY \w+[.]id( DESC)?\s+LIMIT", statement)
        if by_id and not sorts(connection, statement, parameters):
            # The table itself is in the order of ids, and is read until there are enough rows.
            steps = steps[1:]
        # No table, two tables that have some rows, the common table expression has those of one chain, and `few` are
        # the rows that a limit has let through.
        return [
            step
            for step in steps
            if re.match(r"SCAN (?!CONSTANT ROW|chain\b|few\b|recipes\b|sources\b)", step) and "USING" not in step
        ]
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).all()
    return [str(row[0]).strip() for row in rows if "Seq Scan" in str(row[0])]


def sorts(connection: Connection, statement: str, parameters: Any) -> list[str]:
    """Steps of the plan that put rows in order."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        return [str(row[3]) for row in rows if "TEMP B-TREE" in str(row[3])]
    connection.exec_driver_sql("SET LOCAL enable_sort = off")
    rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).all()
    return [str(row[0]).strip() for row in rows if re.search(r"\bSort\b", str(row[0]))]


def unchanged(store: SqlStore) -> None:
    store.record([a_result(page, checked_at=START + 9 * HOUR) for page in store.pages(after=10, limit=5)])


def new_version(store: SqlStore) -> None:
    record_text(store, store.pages(after=5, limit=1)[0], TEXT + " Again.", START + 9 * HOUR, statements=())


def walled(store: SqlStore) -> None:
    wall = a_snapshot(b"wall", status=403)
    page = store.pages(after=7, limit=1)[0]
    store.record([a_result(page, Outcome.BLOCKED, state=PageState.BLOCKED, snapshot=wall)])


def found(store: SqlStore) -> None:
    page = store.pages(limit=1)[0]
    store.record([a_result(page, Outcome.CHANGED, found=(FoundLink(url="https://city.example/new.html"),))])


HOT: dict[str, Callable[[SqlStore], Any]] = {
    "due pages": lambda store: store.pages(due_at=START, limit=20),
    "due pages of sources": lambda store: store.pages(due_at=START, sources=["city", "list"], limit=20),
    "pages by key": lambda store: store.pages(after=10, limit=20),
    "pages of a source": lambda store: store.pages(sources=["other"], limit=20),
    "page by address": lambda store: store.pages(url="https://city.example/7.html"),
    "page by id": lambda store: store.page(7),
    "latest version": lambda store: store.version(7),
    "one version": lambda store: store.version(7, 1),
    "history": lambda store: store.history(7),
    "checks": lambda store: store.checks(7),
    "snapshot": lambda store: store.snapshot(a_snapshot(f"{TEXT} 7 1".encode()).sha256, page_id=7),
    "due alerts": lambda store: store.due_alerts(START + HOUR, limit=20),
    "alerts by key": lambda store: store.alerts(before=100, limit=20),
    "settle": lambda store: store.settle_alerts([7, 8], state=AlertState.SENT, at=START),
    "changes": lambda store: store.changes(limit=20),
    "changes by key": lambda store: store.changes(before=70, limit=20),
    "changes of a page": lambda store: store.changes(page_id=7),
    "changes since": lambda store: store.changes(since=START + HOUR + 59 * HOUR / 1000),
    "targets of a page": lambda store: store.targets(page_id=7),
    "targets by key": lambda store: store.targets(after=10, limit=20),
    "targets that are due": lambda store: store.targets(due=("2030", "2031")),
    "targets as they stood": lambda store: store.targets(page_id=7, as_of=START + HOUR),
    "what other pages tell of a plan": lambda store: store.told(["plan 7"], except_page=7),
    "what other pages tell of a plan of any place": lambda store: store.told(["2026-2030|*|device"], except_page=7),
    "who tells of a plan": lambda store: store.tellers(["plan 7"], except_page=7),
    "who tells of a plan of any place": lambda store: store.tellers(["2026-2030|*|device"], except_page=7),
    "what pages ever said": lambda store: store.stood([7, 8]),
    "one statement of the register": lambda store: store.standing(7),
    "pages of the same plans": lambda store: store.pages_beside([7, 8]),
    "what is learned of a host": lambda store: store.learned_host("city.example"),
    "what pages of a host showed": lambda store: store.seen_pages("city.example"),
    "what a page showed": lambda store: store.seen_page(7),
    "revision of a mask": lambda store: store.mask_revision("city.example"),
    "equipment": lambda store: store.equipment(limit=20),
    "forget old checks": lambda store: list(storage.prune(store, unchanged_before=START)),
    "figures for metrics": lambda store: store.figures([a_source()], START),
    "add a page": lambda store: store.add_page("city", "https://city.example/more.html", START),
    "record unchanged": unchanged,
    "record a version": new_version,
    "record a wall": walled,
    "record links": found,
}
#: Those whose order must come from the index as well, since they stop after a few of many rows.
ORDERED = ("due pages", "pages by key", "due alerts", "alerts by key", "changes", "changes by key", "targets by key")


def test_hot_queries_use_an_index(filled: SqlStore, database_url: str) -> None:
    wrong: list[str] = []
    database = Database(database_url)
    for name, call in HOT.items():
        with statements_of(filled) as said:
            call(filled)
        assert said, name
        with database.writing() as connection:
            for statement, parameters in said:
                steps = scans(connection, statement, parameters)
                if name in ORDERED:
                    steps += sorts(connection, statement, parameters) if statement.startswith("SELECT") else []
                if steps:
                    wrong.append(f"{name}: {steps} in {statement}")
    database.close()
    assert not wrong, "\n\n".join(wrong)


def test_a_whole_page_is_recorded_with_few_statements(filled: SqlStore) -> None:
    with statements_of(filled) as said:
        unchanged(filled)
    writes = [statement for statement, _ in said if not statement.startswith(("SELECT", "BEGIN"))]
    assert len(writes) == 2, "one update of pages, one insert of checks, however many results"


def test_the_details_of_many_changes_are_read_with_few_statements(filled: SqlStore) -> None:
    with statements_of(filled) as said:
        changes: list[Change] = [entry.change for entry in filled.changes(limit=100)]
    assert len(changes) == 100
    assert len(said) <= 3


def test_many_versions_are_recorded_with_the_statements_of_one(filled: SqlStore) -> None:
    def results(after: int, count: int) -> list[CheckResult]:
        made = []
        for page in filled.pages(after=after, limit=count):
            text = f"{TEXT} {page.id} once more"
            snapshot = a_snapshot(text.encode(), url=page.url, final_url=page.url, fetched_at=START + 9 * HOUR)
            version = a_version(text, snapshot, statements=(a_statement(text),), equipment=(a_mention(text),))
            changes = (a_change("9"), a_change("10"))
            alerts = (an_alert("9"), an_alert("10"))
            made.append(a_changed_result(page, version, snapshot, changes=changes, alerts=alerts))
        return made

    with statements_of(filled) as one:
        filled.record(results(5, 1))
    with statements_of(filled) as many:
        filled.record(results(10, 40))
    assert len(filled.history(20)) == 3
    assert len(many) == len(one) <= 30

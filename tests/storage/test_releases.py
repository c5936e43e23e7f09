"""Databases as earlier releases wrote them, byte for byte, brought up to date: nothing in them is lost or misread.

The files were made by the code of their time (`tests.storage.release_dump`).
"""

from __future__ import annotations

import json
import sqlite3

import psycopg
import pytest

import storage
from monitor.errors import SchemaError
from storage.schema import EXPECTED, REVISIONS
from tests.storage.release_dump import RELEASES, facts
from tests.storage.results import START, a_page, a_statement, record_text


def load(url: str, revision: str) -> None:
    """Make the database that a release left behind."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.executescript((RELEASES / f"{revision}.sqlite.sql").read_text(encoding="utf-8"))
        connection.close()
        return
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute((RELEASES / f"{revision}.postgresql.sql").read_bytes())


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_earlier_release_is_brought_up_to_date(empty_database_url: str, revision: str) -> None:
    load(empty_database_url, revision)
    with pytest.raises(SchemaError, match=f"older release.*{revision}.*run `monitor db upgrade`"):
        storage.open_store(empty_database_url)
    done = storage.upgrade(empty_database_url)
    assert (done.before, done.after) == (revision, EXPECTED)
    store = storage.open_store(empty_database_url)
    expected = json.loads((RELEASES / f"{revision}.json").read_text(encoding="utf-8"))
    found = facts(store)
    for name, values in expected.items():
        assert found[name] == values, name
    assert list(storage.verify(store)) == []
    # And work goes on: numbers follow on, and the next version is told from the last.
    page = a_page(store, "https://city.example/new.html")
    record_text(store, page, "New.", statements=(a_statement("New."),))
    first = store.pages()[0]
    assert record_text(store, first, "A later text.", START).number == first.version + 1
    assert list(storage.verify(store)) == []
    store.close()


def test_every_earlier_schema_is_kept_with_data() -> None:
    kept = {path.name.split(".")[0] for path in RELEASES.glob("*.json")}
    assert kept >= set(REVISIONS[:-1]), "run `python -m tests.storage.release_dump` before adding a migration"
    for revision in kept:
        text = (RELEASES / f"{revision}.sqlite.sql").read_text(encoding="utf-8")
        for table in ("pages", "checks", "versions", "blobs", "changes", "alerts", "statements", "equipment", "plans"):
            assert f'INSERT INTO "{table}"' in text, f"{revision} has no rows in {table}"

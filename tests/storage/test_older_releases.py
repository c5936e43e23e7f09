"""Databases and backups of every earlier schema, with data in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, inspect, select, text

import storage
from monitor.errors import SchemaError
from storage import SqlStore
from storage.declaring import Base
from storage.engine import Database
from storage.schema import EXPECTED, REVISIONS, migrate
from tests.storage.results import HOUR, START, a_mention, a_page, a_plan, a_statement, record_text

OLDER = REVISIONS[:-1]


def fill(store: SqlStore) -> None:
    """Two pages with a history."""
    for number in range(2):
        page = a_page(store, f"https://city.example/{number}.html")
        for hour in range(3):
            said = f"The output of {hour} is exceeded with ECMO by the Equipment Plan."
            statements = (a_statement(said, quote=f"output of {hour}"),)
            facts: dict[str, Any] = {"equipment": (a_mention(said),), "plans": (a_plan(said),)}
            record_text(store, page, said, START + hour * HOUR, statements=statements, **facts)


def everything(store: SqlStore) -> list[object]:
    pages = store.pages()
    versions = [store.version(page.id, entry.number) for page in pages for entry in store.history(page.id)]
    return [pages, versions, store.targets(), store.equipment(), [store.checks(page.id) for page in pages]]


def make_older(database: Database, revision: str, like: SqlStore) -> None:
    """The tables of an older revision, with the rows of `like` as far as they had a place then."""
    database.prepare()
    with database.writing() as connection:
        migrate(connection, revision)
        columns = {name: {one["name"] for one in inspect(connection).get_columns(name)} for name in _tables(connection)}
        with like.database.reading() as rows:
            for table in Base.metadata.sorted_tables:
                known = [column for column in table.columns if column.name in columns.get(table.name, ())]
                values = [dict(row) for row in rows.execute(select(*known)).mappings()] if known else []
                if values:
                    connection.execute(insert(table), values)


def _tables(connection: Any) -> list[str]:
    return inspect(connection).get_table_names()


@pytest.fixture
def model(sqlite_url: str) -> Any:
    store = storage.open_store(sqlite_url)
    fill(store)
    yield store
    store.close()


@pytest.mark.parametrize("revision", OLDER)
def test_an_upgrade_keeps_everything(empty_database_url: str, model: SqlStore, revision: str) -> None:
    database = Database(empty_database_url)
    make_older(database, revision, model)
    database.close()
    with pytest.raises(SchemaError, match=f"older release.*{revision}.*run `monitor db upgrade`"):
        storage.open_store(empty_database_url)
    done = storage.upgrade(empty_database_url)
    assert (done.before, done.after) == (revision, EXPECTED)
    store = storage.open_store(empty_database_url)
    assert everything(store) == everything(model)
    assert list(storage.verify(store)) == []
    store.close()


@pytest.mark.parametrize("revision", OLDER)
def test_a_backup_of_an_older_release_is_restored(tmp_path: Path, model: SqlStore, revision: str) -> None:
    path = tmp_path / "old.backup"
    database = Database(f"sqlite:///{path}")
    make_older(database, revision, model)
    with database._engine.execution_options(sqlite_begin=None).connect() as connection:
        connection.execute(text("PRAGMA journal_mode=DELETE"))
    database.close()
    before = path.read_bytes()
    storage.restore(path, f"sqlite:///{tmp_path}/monitor.db")
    assert path.read_bytes() == before
    store = storage.open_store(f"sqlite:///{tmp_path}/monitor.db")
    assert everything(store) == everything(model)
    store.close()

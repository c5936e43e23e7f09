"""How a database comes to its tables, and which ones are refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import storage
from monitor.errors import ConfigError, SchemaError, StorageError
from storage.declaring import Base
from storage.engine import Database
from storage.schema import EXPECTED, MIGRATIONS, REVISIONS


def run(url: str, sql: str) -> None:
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text(sql))
    database.close()


def test_upgrade_makes_a_database_that_opens(empty_database_url: str) -> None:
    assert storage.schema_state(empty_database_url).current is None
    done = storage.upgrade(empty_database_url)
    assert (done.before, done.after) == (None, EXPECTED)
    assert storage.schema_state(empty_database_url).is_current
    storage.open_store(empty_database_url).close()
    again = storage.upgrade(empty_database_url)
    assert (again.before, again.after) == (EXPECTED, EXPECTED)


def test_migrated_tables_are_those_of_the_models(database_url: str) -> None:
    database = Database(database_url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, Base.metadata)
    database.close()
    assert differences == []


def test_the_program_knows_every_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(scripts)) == REVISIONS


def test_a_database_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/missing.db"
    assert storage.is_missing(url)
    with pytest.raises(SchemaError, match="run `monitor db upgrade`"):
        storage.open_store(url)
    assert list(tmp_path.iterdir()) == []


def test_upgrade_makes_the_directory(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/some/where/monitor.db"
    storage.upgrade(url)
    assert not storage.is_missing(url)


def test_an_older_database_wants_an_upgrade(database_url: str) -> None:
    run(database_url, "DELETE FROM alembic_version")
    with pytest.raises(SchemaError, match="run `monitor db upgrade`"):
        storage.open_store(database_url)


def test_a_newer_database_is_refused(database_url: str) -> None:
    run(database_url, "UPDATE alembic_version SET version_num = '9999'")
    assert storage.schema_state(database_url).is_newer
    for refuse in (storage.open_store, storage.upgrade):
        with pytest.raises(SchemaError, match="written by a newer release") as caught:
            refuse(database_url)
        assert "\n" not in str(caught.value)
        assert "upgrade the program" in str(caught.value)


def test_a_database_of_something_else_is_refused(empty_database_url: str) -> None:
    run(empty_database_url, "CREATE TABLE recipes_of_my_grandmother (id INTEGER)")
    for refuse in (storage.open_store, storage.upgrade, storage.schema_state):
        with pytest.raises(SchemaError, match="recipes_of_my_grandmother"):
            refuse(empty_database_url)


def test_an_upgrade_that_fails_leaves_nothing_behind(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_way(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer._insert_version", half_way)
    with pytest.raises(RuntimeError, match="power cut"):
        storage.upgrade(empty_database_url)
    assert storage.schema_state(empty_database_url).current is None
    monkeypatch.undo()
    storage.upgrade(empty_database_url)
    storage.open_store(empty_database_url).close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, this is no database at all. " * 100)
    for refuse in (storage.open_store, storage.upgrade):
        with pytest.raises(StorageError, match="not a SQLite database") as caught:
            refuse(f"sqlite:///{path}")
        assert str(path) in str(caught.value)
    assert path.read_text().startswith("Dear diary")


@pytest.mark.parametrize(
    ("url", "meaning"),
    [
        ("", "cannot be read"),
        ("monitor.db", "cannot be read"),
        ("mysql://host/db", "not a database this program can use"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_an_address_that_cannot_be_used_is_a_matter_of_configuration(url: str, meaning: str) -> None:
    with pytest.raises(ConfigError, match=meaning) as caught:
        storage.open_store(url)
    assert "\n" not in str(caught.value)


def test_a_password_stands_in_no_message() -> None:
    url = "postgresql://someone:hunter2@127.0.0.1:1/monitor"
    with pytest.raises(StorageError) as caught:
        storage.open_store(url)
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_connections_to_sqlite_are_set_up_to_lose_nothing(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.reading() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]
    database.close()
    assert found == ["wal", 2, 1]


def test_migrations_work_from_an_installed_wheel(tmp_path: Path) -> None:
    """The packages as a wheel has them, imported from elsewhere than the source tree."""
    root = MIGRATIONS.parents[1]
    wheel = tmp_path / "wheel.zip"
    with zipfile.ZipFile(wheel, "w") as archive:
        for package in ("monitor", "storage"):
            for path in (root / package).rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts:
                    archive.write(path, path.relative_to(root))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = f"import storage; print(storage.__file__); storage.upgrade('sqlite:///{tmp_path}/x.db')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "site") in done.stdout
    with sqlite3.connect(tmp_path / "x.db") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (EXPECTED,)
    connection.close()

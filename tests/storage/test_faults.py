"""A disk, a server or another process that does not do its part: one clear line, nothing half written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text

import storage
from monitor.errors import StorageBusyError, StorageError
from monitor.types import Outcome
from storage.engine import Database
from storage.faults import explain
from tests.databases import PostgresServer
from tests.storage.results import START, a_page, a_result, record_text

ROOT = Path(__file__).parents[2]

FULL_DISK = """
import resource, sys, storage
from monitor.errors import StorageError
from tests.storage.results import a_page, record_text, START
import random
store = storage.open_store(sys.argv[1])
page = a_page(store)
record_text(store, page, "One.")
# Files of this process may grow no further than this: what is larger fails as it does on a full disk.
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
chance = random.Random(1)
try:
    for _ in range(100):
        record_text(store, page, chance.randbytes(20_000).hex())
except StorageError as error:
    print(error)
kept = len(store.history(page.id))
assert len(store.checks(page.id)) == kept == store.page(page.id).version == store.page(page.id).revision
assert all(store.version(page.id, number) for number in range(1, kept + 1))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
record_text(store, page, "There is room again.")
assert store.version(page.id).document.text == "There is room again."
assert len(store.history(page.id)) == kept + 1
print(kept)
"""


def test_a_full_disk_is_one_clear_line_and_the_store_goes_on_when_there_is_room(sqlite_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, sqlite_url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    line, kept = done.stdout.splitlines()
    assert sqlite_url.removeprefix("sqlite:///") in line
    assert "disk" in line
    # Not "nothing was written": the checks before this one are in the database, as the script has seen.
    assert "this was not written, what was recorded before is safe" in line
    assert "nothing was written" not in line
    assert 1 < int(kept) < 100
    path = sqlite_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_writer_waits_for_another_and_then_says_who_is_in_the_way(sqlite_url: str) -> None:
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = storage.open_store(sqlite_url, busy_timeout_s=0.05)
    assert store.pages() == []
    with pytest.raises(StorageBusyError, match="locked by another process"):
        a_page(store)
    other.execute("COMMIT")
    assert a_page(store).id == 1
    other.close()
    store.close()


def test_readers_see_one_state_while_another_process_writes(sqlite_url: str) -> None:
    store, other = storage.open_store(sqlite_url), storage.open_store(sqlite_url)
    page = a_page(store)
    record_text(other, page, "One.")
    record_text(store, page, "Two.")
    assert len(other.history(page.id)) == 2
    store.close()
    other.close()


READ_ONLY = """
import os, sys, storage
from monitor.errors import StorageError
from tests.storage.results import a_page
url, directory = sys.argv[1:]
a_page(storage.open_store(url))  # loads all that a user without rights may not read any more
for path in (directory, *(os.path.join(directory, name) for name in os.listdir(directory))):
    os.chmod(path, 0o555 if path == directory else 0o444)
if os.geteuid() == 0:
    os.setuid(65534)
try:
    a_page(storage.open_store(url), "https://city.example/other.html")
except StorageError as error:
    print(error)
"""


def test_a_database_that_may_not_be_written_is_one_clear_line(sqlite_url: str) -> None:
    # Not pytest's directory, which is closed to other users.
    with tempfile.TemporaryDirectory(prefix="mpm-") as directory:
        Path(directory).chmod(0o755)
        path = Path(directory, "monitor.db")
        path.write_bytes(Path(sqlite_url.removeprefix("sqlite:///")).read_bytes())
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, f"sqlite:///{path}", directory],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        Path(directory).chmod(0o755)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert str(path) in line
    assert "may this user write there" in line or "cannot be written to" in line


def test_a_directory_in_place_of_the_file_is_one_clear_line(tmp_path: Path) -> None:
    for refuse in (storage.open_store, storage.upgrade):
        with pytest.raises(StorageError, match="cannot be opened") as caught:
            refuse(f"sqlite:///{tmp_path}")
        assert "\n" not in str(caught.value)


def test_a_data_directory_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be made"):
        storage.upgrade(f"sqlite:///{tmp_path}/file/data/monitor.db")


def test_a_damaged_file_is_one_clear_line(sqlite_url: str) -> None:
    store = storage.open_store(sqlite_url)
    page = a_page(store)
    for number in range(20):
        record_text(store, page, f"{number} " * 2000)
    store.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = os.urandom(len(content) - 4096 * 2)
    path.write_bytes(content)
    with (
        pytest.raises(StorageError, match="damaged; restore a backup"),
        contextlib.closing(storage.open_store(sqlite_url)) as damaged,
    ):
        damaged.pages()


def test_a_lost_connection_costs_one_call(postgresql_url: str, postgresql_server: PostgresServer) -> None:
    store = storage.open_store(postgresql_url)
    page = a_page(store)
    postgresql_server.cut_connections()
    record_text(store, page, "One.")
    database = Database(postgresql_url)

    def write_half() -> None:
        with database.writing() as connection:
            connection.execute(text("UPDATE pages SET title = 'half'"))
            postgresql_server.cut_connections()
            connection.execute(text("UPDATE pages SET title = 'whole'"))

    with pytest.raises(StorageError) as caught:
        write_half()
    assert "\n" not in str(caught.value)
    assert (store.page(page.id) or page).title == "Notice"
    store.record([a_result(store.page(page.id) or page, Outcome.UNCHANGED, checked_at=START)])
    database.close()
    store.close()


def test_a_server_that_is_not_there_is_one_clear_line() -> None:
    with pytest.raises(StorageError) as caught:
        storage.open_store("postgresql+psycopg://someone@127.0.0.1:1/monitor")
    assert "127.0.0.1" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_database_that_is_not_on_the_server_is_one_clear_line(postgresql_server: PostgresServer) -> None:
    with pytest.raises(StorageError, match="does not exist") as caught:
        storage.open_store(postgresql_server.address("nowhere"))
    assert "\n" not in str(caught.value)


def test_every_error_names_the_database_and_hides_what_was_written(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with pytest.raises(StorageError) as caught, database.writing() as connection:
        connection.execute(
            text("INSERT INTO sources (id, name) VALUES ('a', :secret), ('a', 'b')"), {"secret": "s3cr3t"}
        )
    assert "s3cr3t" not in str(caught.value)
    assert str(database.location) in str(caught.value)
    assert caught.value.__cause__ is not None
    database.close()


def test_an_error_that_is_not_the_database_s_is_explained_too() -> None:
    from sqlalchemy.exc import NoResultFound

    assert str(explain(NoResultFound("no row\nwas found"), "monitor.db")) == "monitor.db: no row"

"""The whole database in one file, and back.

    SQLite      ── backup API ──┐                          ┌── SQLite
                                ├─> FILE (SQLite) ── rows ─┤
    PostgreSQL  ── rows ────────┘                          └── PostgreSQL

A backup is a SQLite database without its write-ahead log, taken in one snapshot beside a running service, and verified
after it is written. It is restored row by row into tables of our own making, whatever the file says of its own: so it
moves an installation from one kind of database to the other as well, and a file that somebody tampered with brings
rows, not code.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import zstandard
from sqlalchemy import Connection

from monitor.errors import SchemaError, StorageError
from storage.blobs import MAX_CONTENT_BYTES
from storage.engine import Database
from storage.faults import explained_file
from storage.packing import claimed_size
from storage.queries import copying
from storage.queries import verification as checking
from storage.schema import EXPECTED, REVISIONS, current_revision, require_current, require_revision, upgrade
from storage.store import SqlStore
from storage.verification import Finding, verify

MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What became of a backup or of its restoration."""

    #: The file, or the database restored to, for people.
    location: str
    #: Of the file.
    file_bytes: int
    #: Rows by table.
    rows: dict[str, int]
    #: What is wrong with the data; it was copied as it is.
    findings: tuple[Finding, ...]


def backup(url: str, path: Path) -> BackedUp:
    """Write the database to a file, beside a running service; an earlier backup of that name is replaced at the end.

    Raises:
        SchemaError: there is no database, or it is not of this release.
        StorageError: it cannot be read, the file cannot be written, or does not hold what the database holds.
    """
    database = Database(url)
    try:
        require_current(database)
        _refuse_target(database, path)
        with _unfinished(path) as unfinished:
            if database.path is not None:
                _copy_file(database, unfinished)
            else:
                upgrade(f"sqlite:///{unfinished}")
                copy = Database(f"sqlite:///{unfinished}")
                copy.location = str(path)
                try:
                    _copy_rows(database, copy)
                finally:
                    copy.close()
            _without_log(unfinished)
            copied = Database(f"sqlite:///{unfinished}", read_only=True)
            copied.location = str(path)
            try:
                rows, findings = _looked_at(copied)
            finally:
                copied.close()
            size = unfinished.stat().st_size
        return BackedUp(location=str(path), file_bytes=size, rows=rows, findings=findings)
    finally:
        database.close()


def restore(path: Path, url: str) -> BackedUp:
    """Fill a new or empty database from a backup, in one transaction.

    A SQLite database that is not there yet appears when it is whole.

    Raises:
        StorageError: the file is no backup of this program, damaged, or of a newer release; or the database already
            holds data, or cannot be written.
    """
    target = Database(url)
    try:
        with _opened(path) as source, _filled(target) as filled:
            _copy_rows(source, filled)
            rows, findings = _looked_at(filled)
        return BackedUp(location=target.location, file_bytes=path.stat().st_size, rows=rows, findings=findings)
    finally:
        target.close()


# -- writing


def _refuse_target(database: Database, path: Path) -> None:
    if database.path is not None and path.exists() and path.samefile(database.path):
        raise StorageError(f"{path} is the database itself; give the backup another name")
    if path.is_dir():
        raise StorageError(f"{path} is a directory; give the backup a file name")


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place, on disk, when the block ends well, and goes when it does not."""
    with explained_file(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    unfinished = Path(name)
    try:
        # Tables are made in a file that is not there.
        unfinished.unlink()
        yield unfinished
        with explained_file(path):
            with unfinished.open("rb") as file:
                os.fsync(file.fileno())
            unfinished.replace(path)
            _sync_directory(path.parent)
    finally:
        for leftover in (unfinished, *(Path(name + end) for end in ("-wal", "-shm", "-journal", ".prepare.lock"))):
            leftover.unlink(missing_ok=True)


def _sync_directory(directory: Path) -> None:
    """Put a new name on disk; Windows does so by itself and lets no one open a directory."""
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copy_file(database: Database, path: Path) -> None:
    """One step of SQLite's backup API: one state of the database, whoever writes meanwhile."""
    with database.reading() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with explained_file(path):
            target = sqlite3.connect(path)
            try:
                source.backup(target)
            finally:
                target.close()


def _without_log(path: Path) -> None:
    """Make a file whole by itself."""
    with explained_file(path):
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        finally:
            connection.close()


def _copy_rows(source: Database, target: Database) -> None:
    with source.reading() as rows, target.writing() as empty:
        with _values_of_ours(source.location):
            copying.copy_all(rows, empty)
        if copying.rows_kept(rows) != copying.rows_kept(empty):
            raise StorageError(f"{target.location} does not hold what {source.location} holds; nothing was written")


@contextmanager
def _values_of_ours(location: str) -> Iterator[None]:
    """Refuse what no column of ours holds, as text where a number belongs."""
    try:
        yield
    except (TypeError, ValueError, ArithmeticError) as error:
        raise StorageError(f"{location} holds a value that is none of ours: {error}") from error


def _looked_at(database: Database) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """Rows by table, and what is wrong with them. A damaged file is an error."""
    findings = tuple(verify(SqlStore(database)))
    broken = [finding for finding in findings if finding.kind == "file"]
    if broken:
        raise StorageError(f"{database.location}: {broken[0].message}")
    with database.reading() as connection:
        return copying.rows_kept(connection), findings


# -- reading


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    """A backup that has our tables and nothing else; of one of an older release, a copy that was brought up to date."""
    _require_file(path)
    source = Database(f"sqlite:///{path}", read_only=True)
    try:
        with source.reading() as connection:
            is_older = _require_ours(connection, path)
        if not is_older:
            yield source
            return
    finally:
        source.close()
    with tempfile.TemporaryDirectory(prefix="monitor-restore-") as directory:
        copy = Path(directory, "backup.db")
        with explained_file(copy):
            shutil.copyfile(path, copy)
        upgrade(f"sqlite:///{copy}")
        _without_log(copy)
        with _opened(copy) as upgraded:
            yield upgraded


def _require_file(path: Path) -> None:
    if path.is_fifo():  # to open it would wait for whoever writes
        raise StorageError(f"{path} is not a backup of this program")
    with explained_file(path), path.open("rb") as file:
        magic = file.read(len(MAGIC))
    if magic != MAGIC:
        raise StorageError(f"{path} is not a backup of this program")
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        raise StorageError(f"{path} is a database in use, not a backup; make one with `monitor backup`")


def _require_ours(connection: Connection, path: Path) -> bool:
    """Refuse a file that is damaged, newer, or not ours; whether it is of an older release."""
    damage = checking.file_damage(connection)
    if damage:
        raise StorageError(f"{path} is damaged: {damage[0]}")
    strange = copying.strange_objects(connection)
    if strange:
        raise StorageError(f"{path} is not a backup of this program: it has the {strange[0]}")
    revision = _revision(connection)
    if revision is None:
        raise StorageError(f"{path} is not a backup of this program: it does not say of which release it is")
    broken = checking.broken_references(connection)
    if broken:
        raise StorageError(
            f"{path} is damaged: rows of {broken[0][0]} belong to rows of {broken[0][1]} it does not have"
        )
    if revision in REVISIONS and revision != EXPECTED:
        return True
    require_revision(revision, str(path))
    strange = copying.strange_columns(connection)
    if strange:
        raise StorageError(f"{path} is not a backup of this program: it has the {strange[0]}")
    _refuse_bombs(connection, path)
    return False


def _refuse_bombs(connection: Connection, path: Path) -> None:
    """Refuse content that says it is larger than any that was ever kept, before any of it is unpacked."""
    with _values_of_ours(str(path)):
        for size, head in copying.sizes(connection):
            claimed = size
            with suppress(zstandard.ZstdError):  # no frame at all: it is looked at after it was copied
                claimed = max(size, claimed_size(head) or 0)
            if claimed > MAX_CONTENT_BYTES:
                raise StorageError(
                    f"{path} is not a backup of this program: it has content that claims to have {claimed} bytes"
                )


def _revision(connection: Connection) -> str | None:
    try:
        return current_revision(connection)
    except SchemaError:  # tables that nobody numbered
        return None


@contextmanager
def _filled(target: Database) -> Iterator[Database]:
    """An empty database to fill: the target itself, or a file that becomes it when the block ends well."""
    if target.path is not None and not target.exists:
        target.path.parent.mkdir(parents=True, exist_ok=True)
        with _unfinished(target.path) as unfinished:
            url = f"sqlite:///{unfinished}"
            upgrade(url)
            filled = Database(url)
            # Nobody knows the file under the name that it has until it is whole.
            filled.location = target.location
            yield filled
            filled.close()
            _without_log(unfinished)
        target.prepare()
        return
    upgrade(target.url)
    with target.reading() as connection:
        if copying.holds_anything(connection):
            raise StorageError(f"{target.location} already holds data; restore into a new database")
    yield target

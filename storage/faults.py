"""What a database error means to the person at the terminal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from monitor.errors import StorageBusyError, StorageError

#: What a fault leaves behind: its own transaction is undone, those before it stand.
NOT_WRITTEN = "this was not written, what was recorded before is safe"

#: By the extended or primary result code of SQLite (https://www.sqlite.org/rescode.html): what happened, what to do.
SQLITE_FAULTS: dict[str, str] = {
    "SQLITE_FULL": f"the disk is full; {NOT_WRITTEN}. Free some space",
    "SQLITE_IOERR": f"the disk refused to read or write ({{code}}); {NOT_WRITTEN}. Is it full or failing?",
    "SQLITE_READONLY": "it cannot be written to: the file, its directory or the disk is read-only",
    "SQLITE_CANTOPEN": "it cannot be opened: does its directory exist, and may this user write there?",
    "SQLITE_NOTADB": "the file is not a SQLite database",
    "SQLITE_CORRUPT": "the file is damaged; restore a backup",
    "SQLITE_PERM": "this user may not open it",
    "SQLITE_NOMEM": "there is not enough memory",
    "SQLITE_TOOBIG": "a value is larger than the database can hold",
}

#: By the first characters of PostgreSQL's SQLSTATE, the longest that fits
#: (https://www.postgresql.org/docs/current/errcodes-appendix.html).
POSTGRESQL_FAULTS: dict[str, str] = {
    "53100": f"the server's disk is full; {NOT_WRITTEN}. Free some space there",
    "53300": "the server takes no more connections; raise max_connections or stop some workers",
    "53": "the server is short of resources",
    "25006": "the server is read-only",
    "42501": "this user lacks the permission",
    "57P": "the server is stopping or starting; try again",
    "08": f"the connection to the server was lost; {NOT_WRITTEN}",
    "XX": "the server reports damage; see its log",
}

#: Two transactions were in each other's way and this one gave up: nothing was written, and it can be tried again.
LOST_RACES = ("40P01", "40001")


def is_lost_race(error: StorageBusyError) -> bool:
    """Whether PostgreSQL ended a transaction so that another could go on."""
    return getattr(getattr(error.__cause__, "orig", None), "sqlstate", None) in LOST_RACES


def _first_line(error: BaseException | None) -> str:
    lines = str(error or "").strip().splitlines()
    return lines[0].strip() if lines else type(error).__name__


def _sqlite(error: DBAPIError, code: str, location: str) -> StorageError:
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StorageBusyError(f"{location} is locked by another process; try again when it has finished")
    for name, meaning in SQLITE_FAULTS.items():
        if code.startswith(name):
            return StorageError(f"{location}: {meaning.format(code=code)}")
    return StorageError(f"{location}: {_first_line(error.orig)} ({code})")


def _postgresql(error: DBAPIError, state: str | None, location: str) -> StorageError:
    if state in ("55P03", *LOST_RACES):
        return StorageBusyError(f"{location} is locked by another process; try again when it has finished")
    if state is not None:
        known = [prefix for prefix in POSTGRESQL_FAULTS if state.startswith(prefix)]
        if known:
            return StorageError(f"{location}: {POSTGRESQL_FAULTS[max(known, key=len)]}")
        return StorageError(f"{location}: {_first_line(error.orig)} ({state})")
    if error.connection_invalidated:
        return StorageError(f"{location}: {POSTGRESQL_FAULTS['08']} ({_first_line(error.orig)})")
    # Before there is a connection there is no state, only the words of libpq: "connection failed: … failed: FATAL: …".
    why = _first_line(error.orig).rsplit("failed: ", maxsplit=1)[-1].removeprefix("FATAL:").strip()
    return StorageError(f"{location}: cannot connect to the server: {why}")


def explain(error: SQLAlchemyError, location: str) -> StorageError:
    """The one line that says what failed and what to do; the parameters of the statement never stand in it."""
    if isinstance(error, DBAPIError):
        code = getattr(error.orig, "sqlite_errorname", None)
        if code is not None:
            return _sqlite(error, code, location)
        if error.orig is not None and hasattr(error.orig, "sqlstate"):
            return _postgresql(error, error.orig.sqlstate, location)
        return StorageError(f"{location}: {_first_line(error.orig)}")
    return StorageError(f"{location}: {_first_line(error)}")


@contextmanager
def explained(location: str) -> Iterator[None]:
    """Raise every database error inside as a StorageError with its cause."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error, location) from error


@contextmanager
def explained_file(path: Path) -> Iterator[None]:
    """Raise every error that a file gives inside as a StorageError with its cause."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror or error}") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "")
        meaning = next((line for name, line in SQLITE_FAULTS.items() if code.startswith(name)), _first_line(error))
        raise StorageError(f"{path}: {meaning.format(code=code)}") from error

"""Whether the database can be worked with right now."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from monitor.errors import StorageError
from storage.engine import Database
from storage.queries import figures
from storage.schema import current_revision, require_revision
from storage.store import SqlStore

#: What is written to see whether the disk takes it: a page of the database.
PROBE = b"\0" * 4096


def unready(store: SqlStore) -> dict[str, str]:
    """What stands in the way of work, by what was looked at: `database`, `schema`, `storage`; empty when nothing does.

    Safe to call from another thread than the Store's. Never raises for what it finds.
    """
    database = store.database
    try:
        with database.reading() as connection:
            revision = current_revision(connection)
            read_only = not database.is_sqlite and figures.is_read_only(connection)
    except StorageError as error:
        return {"database": str(error)}
    found: dict[str, str] = {}
    try:
        require_revision(revision, database.location)
    except StorageError as error:
        found["schema"] = str(error)
    trouble = "the server is read-only" if read_only else _disk_trouble(database)
    if trouble:
        found["storage"] = trouble
    return found


def _disk_trouble(database: Database) -> str:
    """Why a file beside a SQLite database cannot be written; "" when it can. A server looks after its own disk."""
    if database.path is None:
        return ""
    if not os.access(database.path, os.W_OK):
        return f"{database.path} cannot be written to"
    try:
        _write_probe(database.path.parent)
    except OSError as error:
        return f"{database.path.parent} cannot be written to: {error.strerror or error}"
    return ""


def _write_probe(directory: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=".monitor-", suffix=".probe", dir=directory)
    try:
        try:
            os.write(handle, PROBE)
            os.fsync(handle)
        finally:
            os.close(handle)
    finally:
        os.unlink(name)

"""One service at a time on one SQLite database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock, Timeout

from monitor.errors import StorageBusyError, StorageError
from storage.engine import Database

ServiceLock: TypeAlias = AbstractContextManager[None]


@contextmanager
def service_lock(url: str) -> Iterator[None]:
    """Hold the right to be the service of a SQLite database while the block runs.

    It is a file beside the database, `monitor.db.service.lock`, locked by the operating system and so free again when
    the process ends, however it ends. On PostgreSQL any number of processes serve together (`storage.SharedState`).

    Raises:
        StorageBusyError: another process has it; says which.
        StorageError: the lock cannot be had: the directory cannot be written.
    """
    database = Database(url)
    database.close()
    assert database.path is not None
    with _file_lock(database.path):
        yield


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    # The same lock, whichever way leads to the database.
    path = path.resolve()
    lock_path = path.with_name(f"{path.name}.service.lock")
    # Beside the lock, not in it: Windows lets no one read a locked file.
    pid_path = lock_path.with_suffix(".pid")
    lock = FileLock(lock_path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
        pid_path.write_text(str(os.getpid()))
    except Timeout as error:
        raise StorageBusyError(
            f"{path} is already served by {_process(pid_path)}; stop it or use `monitor crawl` beside it"
        ) from error
    except OSError as error:
        lock.release()
        raise StorageError(f"the lock {lock_path} cannot be had: {error.strerror or error}") from error
    try:
        yield
    finally:
        pid_path.unlink(missing_ok=True)
        lock.release()


def _process(pid_path: Path) -> str:
    try:
        return f"process {int(pid_path.read_text())}"
    except (OSError, ValueError):
        return "another process"

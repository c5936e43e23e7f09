"""What the processes at work on one SQLite database tell each other of the hosts they ask: turns, rests and holds.

A service and a `monitor crawl` beside it ask a host one after the other, and what one was told holds for the next. A
turn is a file locked by the operating system, so it ends with its process, however that ends; nothing here is the
database's business, so no transaction waits for it. On PostgreSQL this is `storage.SharedState`.

monitor.db.hosts/3f2a…    locked by who asks the host now, who alone reads and writes it: how it is to be treated, and
                          since when. It is written over and never cut: file systems wait for the disk when one is.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime

from monitor.errors import StorageError
from monitor.types.host import HostState, HostTurn
from storage.engine import Database

#: How soon it is worth looking again whether another process is done with a host.
LOOK_AGAIN_S = 0.5
#: More than anything that is written of a host.
MOST_BYTES = 1024


class HostTurns:
    """One process's view of the turns, by the file locks of POSIX.

    Lives in one event loop: a call is a few system calls and waits for nobody.
    """

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        """Nothing is touched before the first turn.

        Args:
            url: the address of the SQLite database.
            now: the time of day, the same for all processes.
        """
        database = Database(url)
        database.close()
        assert database.path is not None
        path = database.path.resolve()
        self._folder = path.with_name(f"{path.name}.hosts")
        self._now = now
        self._held: dict[str, int] = {}

    async def take(self, host: str) -> HostTurn:
        """Take the turn of a host, if it is to be had; it is kept until it is given back.

        Raises:
            StorageError: the folder beside the database cannot be written.
        """
        try:
            file = self._open(host)
        except OSError as error:
            raise StorageError(f"{self._folder} cannot be written: {error.strerror or error}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return HostTurn(taken=False, state=HostState(), busy_s=LOOK_AGAIN_S)
        known = self._known(os.pread(file, MOST_BYTES, 0))
        if known.rest_s > 0 or known.held_s > 0:
            os.close(file)
            return HostTurn(taken=False, state=known)
        self._held[host] = file
        return HostTurn(taken=True, state=known)

    async def give_back(self, host: str, state: HostState) -> None:
        """End the turn and say how the host is to be treated.

        Raises:
            StorageError: it cannot be written; the turn has ended all the same.
        """
        file = self._held.pop(host)
        told = json.dumps({"at": self._now().timestamp(), **asdict(state)}).encode()
        try:
            os.pwrite(file, told.ljust(MOST_BYTES), 0)
        except OSError as error:
            raise StorageError(f"{self._folder} cannot be written: {error.strerror or error}") from error
        finally:
            os.close(file)

    def _open(self, host: str) -> int:
        path = self._folder / hashlib.sha256(host.encode()).hexdigest()[:32]
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        try:
            return os.open(path, flags, 0o600)
        except FileNotFoundError:
            self._folder.mkdir(exist_ok=True)
            return os.open(path, flags, 0o600)

    def _known(self, content: bytes) -> HostState:
        """What is known of a host by now. What cannot be read was cut off while it was written, and is learned anew."""
        try:
            told = json.loads(content)
            since_s = self._now().timestamp() - told.pop("at")
            state = HostState(**told)
        except (ValueError, LookupError, TypeError, AttributeError):
            return HostState()
        # A clock that was set back makes no rest longer than it was.
        return _after(state, max(0.0, since_s))


def _after(state: HostState, seconds: float) -> HostState:
    """How a host is to be treated some time later."""
    return replace(state, rest_s=max(0.0, state.rest_s - seconds), held_s=max(0.0, state.held_s - seconds))

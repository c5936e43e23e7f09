"""A right that one process of many has at a time: to be the scheduler, to send on a channel."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Protocol

import structlog

from monitor.errors import StorageError
from monitor.serial import Serial

log = structlog.get_logger("monitor.schedule")


class Leases(Protocol):
    """Where rights are written down; synchronous (`storage.SharedState`)."""

    def take_lease(self, name: str, *, lease_s: float) -> bool:
        """Take a right, or go on with it; whether this process has it now."""
        ...

    def release(self, name: str) -> None:
        """Give a right back."""
        ...


class Lease:
    """One right, kept as long as the block runs: `if await lease.take(): async with lease: ...`.

    It ends by itself when its process is gone, or cut off from the database for `lease_s`.
    """

    def __init__(self, leases: Leases, serial: Serial, name: str, *, lease_s: float) -> None:
        self._leases = leases
        self._serial = serial
        self._name = name
        self._lease_s = lease_s
        self._keeper: asyncio.Task[None] | None = None
        #: Set when another process has the right, or nobody can say who has it.
        self.lost = asyncio.Event()
        #: Why nobody can say.
        self.trouble: StorageError | None = None

    async def take(self) -> bool:
        """Take the right, if nobody has it.

        Raises:
            StorageError: nobody can say who has it.
        """
        return await self._serial(self._leases.take_lease, self._name, lease_s=self._lease_s)

    async def __aenter__(self) -> Lease:
        self._keeper = asyncio.create_task(self._keep(), name=f"keep {self._name}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._keeper is not None
        self._keeper.cancel()
        await asyncio.wait([self._keeper])
        if self.trouble is None and not isinstance(error, StorageError):
            await self._serial(self._leases.release, self._name)

    async def _keep(self) -> None:
        while not self.lost.is_set():
            await asyncio.sleep(self._lease_s / 3)
            try:
                if await self.take():
                    continue
                log.warning("lease lost", lease=self._name)
            except StorageError as error:
                self.trouble = error
            self.lost.set()

"""Group commit: decisions that arrive together are written in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.ports import Recorded, Store
from monitor.serial import Serial
from monitor.types import CheckResult

#: Decisions in one transaction at most: a transaction stays short enough for other writers.
BATCH = 100
#: So many are written while others are on their way, and so long they are waited for: what a transaction costs is
#: shared, and no decision that takes long holds up those that are made.
ENOUGH = 24
LINGER_S = 0.1


class Recorder:
    """Collects CheckResults while the database is busy and writes them together.

    `await recorder.record(result)` returns when that result is committed. A batch waits, for a moment, for decisions
    that are being made (`expecting`) and for nothing else: one that comes alone is written at once.
    """

    def __init__(self, store: Store, serial: Serial) -> None:
        self._store = store
        self._serial = serial
        self._waiting: list[tuple[CheckResult, asyncio.Future[Recorded]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._expected = 0
        self._arrival = asyncio.Event()

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """A decision is being made that will be recorded right behind the block."""
        self._expected += 1
        try:
            yield
        finally:
            self._expected -= 1
            self._arrival.set()

    async def record(self, result: CheckResult) -> Recorded:
        """Write one decision.

        Raises:
            StorageError: nothing of the batch was written.
        """
        future: asyncio.Future[Recorded] = asyncio.get_running_loop().create_future()
        self._waiting.append((result, future))
        self._arrival.set()
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        # A caller that is cancelled must not take the others' transaction with it.
        return await asyncio.shield(future)

    async def close(self) -> None:
        """Wait until everything handed in is written or has failed."""
        while self._writer is not None and not self._writer.done():
            await asyncio.wait([self._writer])

    async def _write(self) -> None:
        while self._waiting:
            await self._gather()
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            futures = [future for _, future in batch]
            try:
                recorded = await self._serial(self._store.record, [result for result, _ in batch])
            except Exception as error:  # handed to every caller of the batch, who decide
                for future in futures:
                    future.set_exception(error)
                    future.exception()  # a caller that went away leaves no "never retrieved" behind
                continue
            for future, one in zip(futures, recorded, strict=True):
                future.set_result(one)

    async def _gather(self) -> None:
        """Let those arrive that are expected any moment now."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LINGER_S
        while self._expected and len(self._waiting) < ENOUGH and (left_s := until - loop.time()) > 0:
            self._arrival.clear()
            try:
                await asyncio.wait_for(self._arrival.wait(), left_s)
            except TimeoutError:
                return

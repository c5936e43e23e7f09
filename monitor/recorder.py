"""Group commit: decisions that arrive together are written in one transaction."""

from __future__ import annotations

import asyncio

from monitor.ports import Recorded, Store
from monitor.serial import Serial
from monitor.types import CheckResult

#: Decisions in one transaction at most: a transaction stays short enough for other writers.
BATCH = 100


class Recorder:
    """Collects CheckResults while the database is busy and writes them together.

    `await recorder.record(result)` returns when that result is committed. Nothing waits for a batch to fill: an idle
    database gets each result at once.
    """

    def __init__(self, store: Store, serial: Serial) -> None:
        self._store = store
        self._serial = serial
        self._waiting: list[tuple[CheckResult, asyncio.Future[Recorded]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def record(self, result: CheckResult) -> Recorded:
        """Write one decision.

        Raises:
            StorageError: nothing of the batch was written.
        """
        future: asyncio.Future[Recorded] = asyncio.get_running_loop().create_future()
        self._waiting.append((result, future))
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

"""Group commit: decisions that arrive together are written in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.grouped import Grouped
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
        self._grouped = Grouped[CheckResult, Recorded](
            lambda results: serial(store.record, results), most=BATCH, gather=self._gather
        )
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
        self._arrival.set()
        return await self._grouped(result)

    async def close(self) -> None:
        """Wait until everything handed in is written or has failed."""
        await self._grouped.close()

    async def _gather(self) -> None:
        """Let those arrive that are expected any moment now."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LINGER_S
        while self._expected and self._grouped.waiting < ENOUGH and (left_s := until - loop.time()) > 0:
            self._arrival.clear()
            try:
                await asyncio.wait_for(self._arrival.wait(), left_s)
            except TimeoutError:
                return

"""Group commit: what arrives together is written together, and nothing waits for what takes long."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import cast

from monitor.ports import Recorded, Store
from monitor.recorder import BATCH, ENOUGH, Recorder
from monitor.serial import Serial
from monitor.types import CheckResult, Outcome, PageState

NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Batches:
    """A Store that only counts what is written together."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def record(self, results: Sequence[CheckResult]) -> list[Recorded]:
        """Take a batch."""
        self.sizes.append(len(results))
        return [Recorded(page_id=result.page_id) for result in results]


def a_result(page_id: int) -> CheckResult:
    return CheckResult(
        page_id=page_id,
        revision=0,
        checked_at=NOW,
        outcome=Outcome.UNCHANGED,
        state=PageState.ACTIVE,
        failures=0,
        title="",
        next_check_at=NOW,
    )


@asynccontextmanager
async def recording() -> AsyncIterator[tuple[Recorder, Batches]]:
    batches, serial = Batches(), Serial()
    recorder = Recorder(cast(Store, batches), serial)
    try:
        yield recorder, batches
    finally:
        await recorder.close()
        serial.close()


async def test_one_that_comes_alone_is_written_at_once() -> None:
    async with recording() as (recorder, batches), asyncio.timeout(1):
        assert (await recorder.record(a_result(7))).page_id == 7
        assert batches.sizes == [1]


async def test_decisions_that_are_being_made_are_waited_for() -> None:
    async with recording() as (recorder, batches):

        async def check(page_id: int) -> int:
            with recorder.expecting():
                for _ in range(page_id):
                    await asyncio.sleep(0)
            return (await recorder.record(a_result(page_id))).page_id

        assert await asyncio.gather(*map(check, range(ENOUGH - 1))) == list(range(ENOUGH - 1))
        assert batches.sizes == [ENOUGH - 1]


async def test_a_decision_that_takes_long_holds_up_no_other() -> None:
    async with recording() as (recorder, batches), asyncio.timeout(5):
        with recorder.expecting():
            await recorder.record(a_result(1))
            assert batches.sizes == [1]


async def test_a_decision_that_fails_is_not_waited_for() -> None:
    async with recording() as (recorder, batches):
        loop = asyncio.get_running_loop()
        began = loop.time()

        async def failing() -> None:
            with recorder.expecting():
                await asyncio.sleep(0)
                raise ValueError

        await asyncio.gather(recorder.record(a_result(1)), failing(), return_exceptions=True)
        assert batches.sizes == [1]
        assert loop.time() - began < 0.09


async def test_many_are_cut_into_batches() -> None:
    async with recording() as (recorder, batches):
        await asyncio.gather(*(recorder.record(a_result(page_id)) for page_id in range(2 * BATCH + 1)))
        assert batches.sizes == [BATCH, BATCH, 1]

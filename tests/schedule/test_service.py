"""The end of the embedded service while its jobs are under way."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

import storage
from monitor.clock import SystemClock
from monitor.schedule.service import Service
from monitor.serial import Serial


async def nothing() -> int:
    return 0


class StuckSweep(Serial):
    """The Store's thread, in which the look for overdue pages does not end; it is under way when `began` is set."""

    def __init__(self, began: asyncio.Event) -> None:
        super().__init__("test")
        self._began = began

    async def __call__(self, work: Callable[..., Any], /, *args: Any, **options: Any) -> Any:
        if "due_at" in options:
            self._began.set()
            await asyncio.Event().wait()
        return await super().__call__(work, *args, **options)


@pytest.fixture
def serve(sqlite_url: str) -> Iterator[Callable[..., Awaitable[None]]]:
    """Serves no sources until `stop` is set."""
    store = storage.open_store(sqlite_url)

    async def run(stop: asyncio.Event, serial: Serial, housekeeping: Callable[[], Awaitable[int]] = nothing) -> None:
        service = Service(
            checker=None,  # type: ignore[arg-type]  # without sources there is nothing to check
            store=store,
            serial=serial,
            clock=SystemClock(),
            sources={},
            deliver=nothing,
            housekeeping=housekeeping,
            concurrency=1,
            grace_s=30.0,
        )
        try:
            await service.run(stop)
        finally:
            serial.close()

    yield run
    store.close()


def troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_daily_work_that_the_end_cuts_off_is_no_error(
    serve: Callable[..., Awaitable[None]], caplog: pytest.LogCaptureFixture
) -> None:
    stop, cut_off = asyncio.Event(), asyncio.Event()

    async def endless() -> int:
        stop.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut_off.set()
        return 0

    await serve(stop, Serial("test"), endless)
    assert cut_off.is_set()
    assert troubles(caplog) == []


async def test_a_look_for_overdue_pages_that_the_end_cuts_off_is_no_error(
    serve: Callable[..., Awaitable[None]], caplog: pytest.LogCaptureFixture
) -> None:
    stop = asyncio.Event()
    await serve(stop, StuckSweep(began=stop))
    assert stop.is_set()
    assert troubles(caplog) == []

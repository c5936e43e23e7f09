"""One process of the service on PostgreSQL: the roles it has, around one engine.

scheduler   puts what is due into the queue; one of many is active
worker      checks pages
alerts      sends alerts
all         the three of them
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from monitor.check import Checker
from monitor.errors import StorageError
from monitor.ports import Clock, Store
from monitor.schedule.duties import CheckDuty, Deliver, DeliverDuty, Failing
from monitor.schedule.role import Role
from monitor.schedule.scheduler import Queue, Scheduler
from monitor.schedule.service import ServiceReport
from monitor.schedule.timing import Timing
from monitor.serial import Serial
from monitor.types import Page, Source
from monitor.types.host import JobTable
from monitor.types.job import CHECK, DELIVER

if TYPE_CHECKING:  # only PostgreSQL needs it
    from monitor.schedule.engine import Engine

log = structlog.get_logger("monitor.schedule")

#: Channels that one process sends on at a time.
CHANNELS = 8


class State(Queue, Protocol):
    """What all processes see, and where their queue is (`storage.SharedState`)."""

    @property
    def jobs(self) -> JobTable:
        """Where the jobs are."""
        ...

    def pages(self, page_ids: Sequence[int]) -> Sequence[Page | None]:
        """Pages that jobs name, as they stand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """The parts of one process; which of them run is up to its role."""

    engine: Engine
    scheduler: Scheduler
    check: CheckDuty
    deliver: DeliverDuty
    fail: Failing
    concurrency: int
    grace_s: float

    async def run(self, role: Role) -> ServiceReport:
        """Serve until told to stop, then finish what is in hand.

        Raises:
            StorageError: the database cannot be used.
        """
        works = [asyncio.create_task(work, name=name) for name, work in self._works(role).items()]
        told = asyncio.create_task(self.fail.stop.wait(), name="wait for the end")
        log.info("serving")
        try:
            await asyncio.wait([*works, told], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.fail.stop.set()
            log.info("stopping", grace_s=self.grace_s)
            await asyncio.wait([*works, told])
        errors = [error for work in works if (error := work.exception()) is not None]
        failure = self.fail.error or next((error for error in errors if isinstance(error, StorageError)), None)
        if failure is not None:
            raise failure
        if errors:
            raise errors[0]
        log.info("stopped", checks=self.check.done)
        return ServiceReport(checks=self.check.done)

    def _works(self, role: Role) -> dict[str, Coroutine[Any, Any, None]]:
        stop = self.fail.stop
        work = partial(self.engine.work, stop, grace_s=self.grace_s)
        works: dict[str, Coroutine[Any, Any, None]] = {}
        if role in (Role.ALL, Role.SCHEDULER):
            works["scheduler"] = self.scheduler.run(stop)
        if role in (Role.ALL, Role.WORKER):
            works["worker"] = work(CHECK, self.check, concurrency=self.concurrency, prompt=False)
        if role in (Role.ALL, Role.ALERTS):
            works["alerts"] = work(DELIVER, self.deliver, concurrency=CHANNELS, prompt=True)
        return works


async def serve_together(
    role: Role,
    stop: asyncio.Event,
    *,
    checker: Checker,
    store: Store,
    serial: Serial,
    state: State,
    shared: Serial,
    clock: Clock,
    sources: Mapping[str, Source],
    deliver: Deliver,
    housekeeping: Callable[[], Awaitable[int]],
    concurrency: int,
    grace_s: float,
    timing: Timing,
    beat: Callable[[str, float], None],
) -> ServiceReport:
    """Be one process of many until `stop` is set. `shared` is the thread of `state`.

    Raises:
        StorageError: the database cannot be used; what was recorded is safe, what was in hand is done by others.
    """
    # Beside SQLite, Procrastinate is not loaded.
    from monitor.schedule.engine import opened

    fail = Failing(stop)
    async with opened(state.jobs, timing=timing, beat=beat) as engine:
        fleet = Fleet(
            engine=engine,
            scheduler=Scheduler(
                store=store,
                serial=serial,
                queue=state,
                shared=shared,
                clock=clock,
                sources=sources,
                rescue=engine.rescue,
                housekeeping=housekeeping,
                timing=timing,
                beat=beat,
            ),
            check=CheckDuty(checker=checker, pages=state.pages, serial=shared, sources=sources, fail=fail),
            deliver=DeliverDuty(deliver=deliver, leases=state, shared=shared, timing=timing, fail=fail),
            fail=fail,
            concurrency=concurrency,
            grace_s=grace_s,
        )
        return await fleet.run(role)

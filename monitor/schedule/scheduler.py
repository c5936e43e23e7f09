"""The scheduler of many workers: puts what is due into the queue. One is active, the others wait to take over.

    every second ------> pages that are due become jobs (as many as the queue has places), channels with due alerts too
    every few seconds -> jobs of dead workers are given to others
    every minute ------> jobs that ended are forgotten
    once a day --------> deadlines that come up or pass, old lines of the check log

What is due stands in the register and in the outbox; jobs only say where to look. So two schedulers at once, or none
for a while, do no harm, and what a queue loses enters it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from monitor.deliver import HORIZON
from monitor.errors import StorageError
from monitor.ports import Clock, Store
from monitor.schedule.lease import Lease, Leases
from monitor.schedule.plan import PLACES, Places, choose, shortened
from monitor.schedule.timing import Timing
from monitor.serial import Serial
from monitor.types import Page, Source
from monitor.types.host import DuePage, QueueFigures

log = structlog.get_logger("monitor.schedule")

#: What the active one has.
SCHEDULER_LEASE = "scheduler"
#: Looks into the register in one tick: each leaves out the hosts that the one before has filled.
LOOKS = 5
HOUSEKEEPING_EVERY_S = 86_400.0
#: Jobs that are many, and how often they are counted while they are. On a queue of 2,000 that the planner believes to
#: be empty, taking a job costs 25 ms, and 0.4 ms when it knows better.
LONG, RECOUNT = 100, timedelta(seconds=10)


class Queue(Leases, Protocol):
    """What the scheduler writes to; synchronous (`storage.SharedState`)."""

    def figures(self) -> QueueFigures:
        """How full the queue is."""
        ...

    def due_pages(
        self, now: datetime, *, sources: Collection[str], full_hosts: Collection[str], most: int
    ) -> Sequence[Page]:
        """Pages that are due, have no job, and whose host has room in the queue; the longest overdue first."""
        ...

    def defer_checks(self, due: Sequence[DuePage]) -> int:
        """Put checks into the queue, in that order; how many were not in it yet."""
        ...

    def wake_channels(self, now: datetime, *, horizon: timedelta) -> int:
        """Have alerts delivered that have become due, or whose time is beyond any horizon."""
        ...

    def hasten(self, page_ids: Collection[int], due: datetime) -> None:
        """Let pages be due no later than that."""
        ...

    def count_again(self) -> None:
        """Let the database know how long the queue is."""
        ...

    def prune(self, *, ended_s: float) -> int:
        """Forget jobs that ended so long ago, and what has expired."""
        ...


class Scheduler:
    """Runs until told to stop; active while it has the lease."""

    def __init__(
        self,
        *,
        store: Store,
        serial: Serial,
        queue: Queue,
        shared: Serial,
        clock: Clock,
        sources: Mapping[str, Source],
        rescue: Callable[[], Awaitable[int]],
        housekeeping: Callable[[], Awaitable[int]],
        timing: Timing,
        beat: Callable[[str, float], None] = lambda _loop, _every_s: None,
    ) -> None:
        """`rescue` gives the jobs of dead workers to others; `shared` is the thread of the queue.

        `beat` is told, with its seconds, whenever the loop goes round.
        """
        self._beat = beat
        self._store = store
        self._serial = serial
        self._queue = queue
        self._shared = shared
        self._clock = clock
        self._sources = sources
        self._rescue = rescue
        self._keep_house = housekeeping
        self._timing = timing
        self._places = Places()
        self._counted_at = clock.now() - RECOUNT

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set.

        Raises:
            StorageError: the database cannot be used.
        """
        is_told = False
        while not stop.is_set():
            self._beat("schedule", self._timing.standby_s)
            lease = Lease(self._queue, self._shared, SCHEDULER_LEASE, lease_s=self._timing.lease_s)
            if await lease.take():
                is_told = False
                async with lease:
                    await self._serve(stop, lease)
            elif not is_told:
                is_told = True
                log.info("another scheduler is active; waiting to take over")
            await _pause(self._timing.standby_s, stop)

    async def _serve(self, stop: asyncio.Event, lease: Lease) -> None:
        """What the active scheduler does."""
        log.info("scheduling", sources=len(self._sources))
        await self._begin()
        times: list[tuple[float, Callable[[], Awaitable[object]]]] = [
            (self._timing.tick_s, self._tick),
            (self._timing.look_for_stalled_every_s, self._look_for_stalled),
            (self._timing.prune_every_s, self._prune),
            (HOUSEKEEPING_EVERY_S, self._keep_house),
        ]
        duties = [asyncio.create_task(self._every(seconds, duty)) for seconds, duty in times]
        ends = [asyncio.create_task(stop.wait()), asyncio.create_task(lease.lost.wait())]
        try:
            done, _ = await asyncio.wait([*duties, *ends], return_when=asyncio.FIRST_COMPLETED)
            for duty in done.intersection(duties):
                duty.result()  # a duty only ends by an error
        finally:
            for task in (*duties, *ends):
                task.cancel()
            await asyncio.wait([*duties, *ends])
        if lease.trouble is not None:
            raise lease.trouble

    async def _begin(self) -> None:
        """Make the register know today's sources and schedules."""
        await self._serial(self._store.register, list(self._sources.values()), self._clock.now())
        pages = await self._serial(self._store.pages, sources=list(self._sources))
        for page_id, due in shortened(pages, self._sources).items():
            await self._shared(self._queue.hasten, [page_id], due)

    async def _every(self, seconds: float, duty: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await duty()
            except StorageError:
                raise
            except Exception:
                log.exception("a duty of the scheduler failed")  # the others go on; the next time tries again
            await asyncio.sleep(seconds)

    async def _tick(self) -> None:
        """Put into the queue what is due and has a place."""
        self._beat("schedule", self._timing.tick_s)
        now = self._clock.now()
        queued = dict((await self._shared(self._queue.figures)).checks)
        self._places.look(queued)
        added = 0
        for _ in range(LOOKS):
            most = PLACES - sum(queued.values())
            if most <= 0:
                break
            full = self._places.full(queued)
            due = await self._shared(
                self._queue.due_pages, now, sources=list(self._sources), full_hosts=full, most=most
            )
            chosen = choose(due, queued=queued, places=self._places, sources=self._sources, now=now)
            added += await self._shared(self._queue.defer_checks, chosen)
            for page in chosen:
                queued[page.host] = queued.get(page.host, 0) + 1
            if len(due) < most or not chosen:
                break
        self._places.filled(queued)
        await self._count_again(sum(queued.values()))
        channels = await self._shared(self._queue.wake_channels, now, horizon=HORIZON)
        if added or channels:
            log.debug("queued", checks=added, channels=channels)

    async def _count_again(self, jobs: int) -> None:
        """Let the database know that the queue is long, or each look for a job goes through all of it."""
        now = self._clock.now()
        if jobs >= LONG and now - self._counted_at > RECOUNT:
            self._counted_at = now
            await self._shared(self._queue.count_again)

    async def _look_for_stalled(self) -> None:
        rescued = await self._rescue()
        if rescued:
            log.warning("jobs of dead workers taken up", jobs=rescued)

    async def _prune(self) -> None:
        await self._shared(self._queue.prune, ended_s=self._timing.failed_s)


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)

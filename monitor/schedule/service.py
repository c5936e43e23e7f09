"""The embedded engine: APScheduler starts each source by its own schedule, in one process.

    one job a source (interval or cron, with jitter) --> its start page, and its documents that are due
    sweep, every half minute ------------------------->  retries, documents just found, whatever a stopped
                                                         service left overdue
    deliver, every few seconds ----------------------->  alerts that are due
housekeeping, once a day ------------------------->  deadlines that come up or pass, old lines of the check log

What is due stands in the database; a job only looks there. So a kill loses nothing, and the next start carries on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from monitor.check import Checked, Checker
from monitor.decide.next_check import cron_trigger, is_start_page, next_start
from monitor.errors import StorageError
from monitor.ports import Clock, Store
from monitor.schedule.round import Round
from monitor.serial import Serial
from monitor.types import Page, Source

log = structlog.get_logger("monitor.schedule")

#: Seconds between looks for retries and overdue pages.
SWEEP_EVERY_S = 30
#: Seconds between looks for due alerts; a check that wrote alerts asks at once.
DELIVER_EVERY_S = 10
#: Pages taken from the database at a time.
SWEEP_LIMIT = 500
#: A start page this late (seconds, beyond its jitter) was missed by its own job: the service stood still.
MISSED_AFTER_S = 60


@dataclass(slots=True, kw_only=True)
class ServiceReport:
    """What a run of the service did."""

    checks: int = 0
    #: Cut off at the end of the grace period.
    cut_off: int = 0


class Service:
    """Runs until told to stop."""

    def __init__(
        self,
        *,
        checker: Checker,
        store: Store,
        serial: Serial,
        clock: Clock,
        sources: Mapping[str, Source],
        deliver: Callable[[], Awaitable[object]],
        housekeeping: Callable[[], Awaitable[int]],
        concurrency: int,
        grace_s: float,
        beat: Callable[[str, float], None] = lambda _loop, _every_s: None,
    ) -> None:
        self._beat = beat
        self._store = store
        self._serial = serial
        self._clock = clock
        self._sources = sources
        self._deliver_due = deliver
        self._keep_house = housekeeping
        self._grace_s = grace_s
        self._report = ServiceReport()
        self._round = Round(checker, limit=concurrency, on_checked=self._checked, on_failure=lambda: self._stop.set())
        self._stop = asyncio.Event()
        self._wake_delivery = asyncio.Event()
        self._failure: StorageError | None = None

    async def run(self, stop: asyncio.Event) -> ServiceReport:
        """Serve until `stop` is set, then finish the checks in hand within the grace period.

        Raises:
            StorageError: the database cannot be used; what was recorded is safe, what was in hand stays due.
        """
        self._stop = stop
        await self._serial(self._store.register, list(self._sources.values()), self._clock.now())
        scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
        await self._plan(scheduler)
        delivery = asyncio.create_task(self._deliver_loop(), name="deliver")
        scheduler.start()
        log.info("serving", sources=len(self._sources))
        try:
            await stop.wait()
        finally:
            scheduler.shutdown(wait=False)
            log.info("stopping", checks_in_hand=self._round.in_hand, grace_s=self._grace_s)
            self._report.cut_off = await self._round.close(self._grace_s)
            self._wake_delivery.set()
            await asyncio.wait([delivery], timeout=self._grace_s)
            delivery.cancel()
        failure = self._round.failure or self._failure
        if failure is not None:
            raise failure
        log.info("stopped", checks=self._report.checks, cut_off=self._report.cut_off)
        return self._report

    async def _plan(self, scheduler: AsyncIOScheduler) -> None:
        pages = await self._serial(self._store.pages, sources=list(self._sources))
        start_pages = {page.source: page for page in pages if is_start_page(page, self._sources[page.source])}
        now = self._clock.now()
        # Overdue since the last stop, the longest first: a service that is killed again and again gets round to all.
        overdue = sorted(
            (page for page in pages if self._due_of(page, now) <= now), key=lambda page: page.next_check_at
        )
        taken = {page.id for page in overdue[:SWEEP_LIMIT]}
        self._round.start(overdue[:SWEEP_LIMIT])
        for source in self._sources.values():
            page = start_pages.get(source.id)
            due = _due(page, source, now)
            is_taken = page is not None and page.id in taken
            first = next_start(source.schedule, now) if is_taken else max(due, now)
            job = scheduler.add_job(
                self._start_source, _trigger(source, first), args=[source.id], id=source.id, name=source.name
            )
            if due <= now and not is_taken:
                job.modify(next_run_time=now)
        scheduler.add_job(
            self._sweep, IntervalTrigger(seconds=SWEEP_EVERY_S, timezone="UTC"), id="sweep", next_run_time=now
        )
        scheduler.add_job(
            self._housekeeping, IntervalTrigger(days=1, timezone="UTC"), id="housekeeping", next_run_time=now
        )

    def _due_of(self, page: Page, now: datetime) -> datetime:
        source = self._sources[page.source]
        return _due(page, source, now) if is_start_page(page, source) else page.next_check_at

    async def _housekeeping(self) -> None:
        """What is due once a day; alerts that it made leave at once."""
        try:
            if await self._keep_house():
                self._wake_delivery.set()
        except StorageError as error:
            self._fail(error)
        except asyncio.CancelledError:
            """The service stops: the next start does the rest."""

    async def _start_source(self, source_id: str) -> None:
        """The source's own schedule has come: check its start page, and its documents that are due."""
        now = self._clock.now()
        pages = await self._read_pages(sources=[source_id])
        source = self._sources[source_id]
        self._round.start(
            page
            for page in pages
            # A page in trouble waits for its own, longer retry time.
            if page.next_check_at <= now or (is_start_page(page, source) and page.failures == 0)
        )

    async def _sweep(self) -> None:
        self._beat("sweep", SWEEP_EVERY_S)
        now = self._clock.now()
        pages = await self._read_pages(sources=list(self._sources), due_at=now, limit=SWEEP_LIMIT)
        self._round.start(page for page in pages if self._is_for_the_sweep(page, now))

    def _is_for_the_sweep(self, page: Page, now: datetime) -> bool:
        source = self._sources[page.source]
        if not is_start_page(page, source) or page.failures or page.last_checked_at is None:
            return True
        return page.next_check_at + timedelta(seconds=source.schedule.jitter_s + MISSED_AFTER_S) <= now

    async def _read_pages(self, **filters: object) -> list[Page]:
        try:
            return list(await self._serial(self._store.pages, **filters))  # type: ignore[arg-type]
        except StorageError as error:
            self._fail(error)
            return []
        except asyncio.CancelledError:  # the service stops
            return []

    def _checked(self, checked: Checked) -> None:
        self._report.checks += 1
        if checked.recorded.alerts_added:
            self._wake_delivery.set()
        if checked.recorded.pages_added and not self._stop.is_set():
            task = asyncio.create_task(self._sweep(), name="sweep")
            task.add_done_callback(lambda done: done.exception())

    async def _deliver_loop(self) -> None:
        """Deliver what is due, whenever something may be; a last time at the end."""
        while True:
            stopping = self._stop.is_set()
            self._beat("delivery", DELIVER_EVERY_S)
            try:
                await self._deliver_due()
            except StorageError as error:
                self._fail(error)
            except Exception:
                log.exception("delivery failed")  # the alerts stay due; the next round tries again
            if stopping:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake_delivery.wait(), DELIVER_EVERY_S)
            self._wake_delivery.clear()

    def _fail(self, error: StorageError) -> None:
        self._failure = self._failure or error
        self._stop.set()


def _due(page: Page | None, source: Source, now: datetime) -> datetime:
    """When the source is next due; a schedule that was made shorter meanwhile counts from the last check."""
    if page is None or page.last_checked_at is None:
        return now
    if page.failures:
        return page.next_check_at
    return min(page.next_check_at, next_start(source.schedule, page.last_checked_at))


def _trigger(source: Source, first: datetime) -> BaseTrigger:
    """The source's schedule as an APScheduler trigger; an interval counts from when the source is due."""
    schedule = source.schedule
    jitter = schedule.jitter_s or None
    if schedule.every_s is not None:
        return IntervalTrigger(seconds=schedule.every_s, start_date=first, jitter=jitter, timezone="UTC")
    trigger: CronTrigger = cron_trigger(schedule)
    trigger.jitter = jitter
    return trigger

"""What the jobs of the two queues do: one check, one delivery."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

import structlog

from monitor.check import Checker
from monitor.deliver import DeliveryReport
from monitor.errors import StorageError
from monitor.grouped import Grouped
from monitor.schedule.lease import Lease, Leases
from monitor.schedule.timing import Timing
from monitor.serial import Serial
from monitor.types import Page, Source

log = structlog.get_logger("monitor.schedule")

#: Seconds between tries for a channel that another process is sending on.
CHANNEL_BUSY_S = 1.0
#: Sends what is due on a channel, once around.
Deliver = Callable[[str], Awaitable[DeliveryReport]]
#: Pages by their numbers as they stand, None for one that is not there.
ReadPages = Callable[[Sequence[int]], Sequence[Page | None]]


class Failing:
    """Remembers the failure that ends a process, and tells all of its parts to stop."""

    def __init__(self, stop: asyncio.Event) -> None:
        self.stop = stop
        self.error: StorageError | None = None

    def __call__(self, error: StorageError) -> None:
        """The database cannot be used: end."""
        if self.error is None:
            self.error = error
        self.stop.set()


class CheckDuty:
    """Jobs of the queue `checks`."""

    def __init__(
        self, *, checker: Checker, pages: ReadPages, serial: Serial, sources: Mapping[str, Source], fail: Failing
    ) -> None:
        """`serial` is the thread that `pages` is called in."""
        self._checker = checker
        self._page = Grouped[int, Page | None](lambda ids: serial(pages, ids))
        self._sources = sources
        self._fail = fail
        #: How many were done.
        self.done = 0

    async def __call__(self, page: int, revision: int) -> None:
        """Check a page, unless somebody has since the job was made.

        When the database cannot be used, the process ends and the page stays due; the job ends as if it were done, so
        that the page is queued again as soon as there is a database: a failed job would keep it back.
        """
        try:
            found = await self._page(page)
            if found is None or found.revision != revision:
                return
            if found.source not in self._sources:
                log.warning("not checked: this worker's sources.yaml has no such source", source=found.source)
                return
            await self._checker.check(found)
            self.done += 1
        except StorageError as error:
            self._fail(error)
        except Exception:
            # The job ends as failed; the page stays due, and the traceback says where the bug is.
            log.exception("check failed", page=page)
            raise


class DeliverDuty:
    """Jobs of the queue `alerts`."""

    def __init__(self, *, deliver: Deliver, leases: Leases, shared: Serial, timing: Timing, fail: Failing) -> None:
        self._deliver = deliver
        self._leases = leases
        self._shared = shared
        self._timing = timing
        self._fail = fail

    async def __call__(self, channel: str) -> None:
        """Send what is due on a channel, when nobody else does.

        When the database cannot be used, the process ends, and what was not settled is sent again under the same id.
        """
        try:
            while not await deliver_alone(
                channel, deliver=self._deliver, leases=self._leases, shared=self._shared, timing=self._timing
            ):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._fail.stop.wait(), CHANNEL_BUSY_S)
                    return
        except StorageError as error:
            self._fail(error)
        except Exception:
            log.exception("delivery failed", channel=channel)  # the alerts stay due; the scheduler wakes them again
            raise


async def deliver_alone(
    channel: str, *, deliver: Deliver, leases: Leases, shared: Serial, timing: Timing
) -> DeliveryReport | None:
    """Send what is due on a channel; None when another process is sending on it.

    A process that loses the channel in the middle of a message stops there: the message may have been sent, and is
    sent again by whoever has the channel now, under the same id.

    Raises:
        StorageError: the database cannot be used.
    """
    lease = Lease(leases, shared, f"channel:{channel}", lease_s=timing.lease_s)
    if not await lease.take():
        return None
    async with lease:
        lost = asyncio.create_task(lease.lost.wait(), name=f"lose {channel}")
        sending = asyncio.create_task(_send_all(channel, deliver), name=f"send on {channel}")
        try:
            await asyncio.wait([lost, sending], return_when=asyncio.FIRST_COMPLETED)
        finally:
            lost.cancel()
            if not sending.done():
                sending.cancel()
                await asyncio.wait([sending])
            if not sending.cancelled():
                sending.exception()  # looked at here, since the lease may end in trouble of its own
    if lease.trouble is not None:
        raise lease.trouble
    return None if sending.cancelled() else sending.result()


async def _send_all(channel: str, deliver: Deliver) -> DeliveryReport:
    """Pass after pass until nothing more goes out; what they came to together."""
    total = DeliveryReport()
    while True:
        report = await deliver(channel)
        total.add(report)
        if not report.sent:
            return total

"""One check, one delivery: what jobs do, and what becomes of them when processes meet."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

import storage
from monitor.check import Checker
from monitor.clock import SystemClock
from monitor.decide import Rules
from monitor.deliver import DeliveryReport
from monitor.errors import StorageError
from monitor.fetch import HttpFetcher
from monitor.ports import Recorded
from monitor.schedule.duties import CheckDuty, DeliverDuty, Failing, deliver_alone
from monitor.schedule.timing import Timing
from monitor.serial import Serial
from monitor.types import Page
from storage import SharedState, SqlStore
from tests.making import a_notice, a_rule, a_source
from tests.schedule.hosts import Host, serving_host

QUICK = Timing(lease_s=1.0)


@pytest.fixture
def host() -> Iterator[Host]:
    with serving_host() as host:
        host.pages["/notice.html"] = a_notice()
        yield host


@dataclass
class Process:
    """The parts of one process that checks pages."""

    store: SqlStore
    serial: Serial
    checker: Checker
    duty: CheckDuty
    fail: Failing

    async def page(self) -> Page:
        pages: list[Page] = list(await self.serial(self.store.pages))
        return pages[0]


@asynccontextmanager
async def a_process(url: str, host: Host) -> AsyncIterator[Process]:
    store = storage.open_store(url)
    serial = Serial("store")
    source = a_source(url=f"{host.address}/notice.html", allow_private=True, min_delay_s=0.0)
    sources = {source.id: source}
    await serial(store.register, [source], SystemClock().now())
    fetcher = HttpFetcher(clock=SystemClock(), user_agent="monitor-test/1", obey_robots=False)
    checker = Checker(
        fetcher=fetcher,
        store=store,
        serial=serial,
        clock=SystemClock(),
        sources=sources,
        rules=Rules(alerts=(a_rule(),), channels=("desk",)),
        chance=lambda: 0.5,
    )
    fail = Failing(asyncio.Event())
    duty = CheckDuty(
        checker=checker, pages=lambda ids: [store.page(one) for one in ids], serial=serial, sources=sources, fail=fail
    )
    try:
        yield Process(store, serial, checker, duty, fail)
    finally:
        await checker.close()
        await fetcher.close()
        serial.close()
        store.close()


async def test_two_checks_at_the_same_moment_make_one_version_and_one_alert(database_url: str, host: Host) -> None:
    """A worker that was believed dead and the one that took its job; or a worker and a manual crawl."""
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(a_process(database_url, host))
        two = await stack.enter_async_context(a_process(database_url, host))
        await one.checker.check(await one.page())
        host.pages["/notice.html"] = a_notice("到2027年，全市医疗装备产业规模达到800亿元。")
        host.open.clear()
        page = await one.page()
        checks = [asyncio.create_task(process.checker.check(page)) for process in (one, two)]
        await until(lambda: host.in_hand["/notice.html"] == 2)
        host.open.set()
        checked = await asyncio.gather(*checks)
        assert sorted(one.recorded.stale for one in checked) == [False, True]
        assert len(await one.serial(one.store.history, page.id)) == 2
        alerts = await one.serial(one.store.alerts)
        assert len({alert.change_id for alert in alerts}) == len(alerts) > 0
        assert len({alert.idempotency_key for alert in alerts}) == len(alerts)
        assert len(await one.serial(one.store.checks, page.id)) == 2


async def test_two_reports_of_one_plan_at_the_same_moment_are_one_piece_of_news(
    database_url: str, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither process knows what the other has decided, until one of them has recorded it."""
    plan = "《临江市康复器械产业行动计划（2026—2029年）》"
    for name in ("north", "south"):
        says = f"临江市印发{plan}，到2029年，康复器械产业规模达到45亿元。{name}"
        host.pages[f"/{name}.html"] = a_notice(says)
    both = threading.Barrier(2)
    decided = threading.Event()

    def record(write: Callable[..., Any], results: Any) -> Any:
        if not decided.is_set():
            both.wait(20)
            decided.set()
        return write(results)

    async with AsyncExitStack() as stack:
        processes = [await stack.enter_async_context(a_process(database_url, host)) for _ in range(2)]
        now = SystemClock().now()
        addresses = [f"{host.address}/{name}.html" for name in ("north", "south")]
        pages = [
            await one.serial(one.store.add_page, "city", address, now)
            for one, address in zip(processes, addresses, strict=True)
        ]
        for one in processes:
            monkeypatch.setattr(one.store, "record", partial(record, one.store.record))
        checked = await asyncio.gather(*(one.checker.check(page) for one, page in zip(processes, pages, strict=True)))
        assert [one.recorded.stale for one in checked] == [False, False]
        told = await processes[0].serial(processes[0].store.changes, kinds=["target_new"])
        by_page = {entry.page_url: entry.change.also for entry in told}
        assert sorted(by_page) == addresses
        assert sorted(by_page.values(), key=len) in ([(), (address,)] for address in addresses)


async def test_a_job_for_a_page_that_has_moved_on_is_void(sqlite_url: str, host: Host) -> None:
    async with a_process(sqlite_url, host) as process:
        page = await process.page()
        await process.duty(page=page.id, revision=page.revision)
        await process.duty(page=page.id, revision=page.revision)
        await process.duty(page=page.id + 1000, revision=0)
        assert host.asked == {"/notice.html": 1}
        assert process.duty.done == 1


async def test_a_page_of_an_unknown_source_is_left_to_others(sqlite_url: str, host: Host) -> None:
    async with a_process(sqlite_url, host) as process:
        other = a_source(id="other", url=f"{host.address}/other.html")
        await process.serial(process.store.register, [other], SystemClock().now())
        (page,) = await process.serial(process.store.pages, sources=["other"])
        await process.duty(page=page.id, revision=0)
        assert host.asked == {}


async def test_a_database_in_trouble_ends_the_process(
    sqlite_url: str, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> list[Recorded]:
        raise StorageError("the disk is full")

    async with a_process(sqlite_url, host) as process:
        page = await process.page()
        monkeypatch.setattr(process.store, "record", full)
        # The job does not end as failed, which would keep the page back: it is queued again with the next database.
        await process.duty(page=page.id, revision=0)
        assert process.fail.stop.is_set()
        assert str(process.fail.error) == "the disk is full"


async def test_a_bug_fails_the_job_and_nothing_else(
    sqlite_url: str, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stumble(*_: object) -> None:
        raise ZeroDivisionError

    async with a_process(sqlite_url, host) as process:
        page = await process.page()
        monkeypatch.setattr(process.checker, "check", stumble)
        with pytest.raises(ZeroDivisionError):
            await process.duty(page=page.id, revision=0)
        assert not process.fail.stop.is_set()


# -- delivery


class Sender:
    """Sends on a channel: notes when, and takes as long as the test wants."""

    def __init__(self) -> None:
        self.at_work = 0
        self.most = 0
        self.passes = 0
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.left = 1

    async def __call__(self, channel: str) -> DeliveryReport:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        self.passes += 1
        try:
            await self.go_on.wait()
            sent, self.left = min(self.left, 1), max(0, self.left - 1)
            return DeliveryReport(sent=sent)
        finally:
            self.at_work -= 1


@pytest.fixture
def states(postgresql_url: str) -> Iterator[list[SharedState]]:
    made = [SharedState(postgresql_url, holder=f"process {number}") for number in range(2)]
    yield made
    for state in made:
        state.close()


@pytest.fixture
def serials() -> Iterator[list[Serial]]:
    made = [Serial("shared"), Serial("shared")]
    yield made
    for serial in made:
        serial.close()


async def until(condition: Any) -> None:
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.01)
    pytest.fail("waited too long")


async def test_one_process_sends_on_a_channel_at_a_time(states: list[SharedState], serials: list[Serial]) -> None:
    sender = Sender()
    sender.go_on.clear()
    sender.left = 4

    async def send(number: int, channel: str) -> DeliveryReport | None:
        return await deliver_alone(channel, deliver=sender, leases=states[number], shared=serials[number], timing=QUICK)

    first = asyncio.create_task(send(0, "desk"))
    await until(lambda: sender.at_work == 1)
    await asyncio.sleep(1.5)  # longer than the lease, which is kept
    assert await send(1, "desk") is None
    sender.go_on.set()
    report = await first
    assert report is not None
    assert report.sent == 4
    assert sender.most == 1
    assert sender.passes == 5, "pass after pass until nothing more goes out"
    again = await send(1, "desk")
    assert again is not None


async def test_a_process_that_loses_the_channel_stops_sending(states: list[SharedState], serials: list[Serial]) -> None:
    sender = Sender()
    sender.go_on.clear()
    sending = asyncio.create_task(
        deliver_alone("desk", deliver=sender, leases=states[0], shared=serials[0], timing=QUICK)
    )
    await until(lambda: sender.at_work == 1)
    with states[1]._database.writing() as connection:  # as after a pause in which the lease ended
        connection.exec_driver_sql("UPDATE leases SET holder = 'process 1', until = now() + interval '1 minute'")
    assert await sending is None
    assert sender.at_work == 0
    assert states[1].lease_holder("channel:desk") == "process 1"


async def test_a_job_waits_for_a_channel_that_is_busy(states: list[SharedState], serials: list[Serial]) -> None:
    assert states[1].take_lease("channel:desk", lease_s=60)
    sender, fail = Sender(), Failing(asyncio.Event())
    duty = DeliverDuty(deliver=sender, leases=states[0], shared=serials[0], timing=QUICK, fail=fail)
    job = asyncio.create_task(duty(channel="desk"))
    await asyncio.sleep(0.3)
    assert sender.passes == 0
    states[1].release("channel:desk")
    await job
    assert sender.passes == 2


async def test_a_job_that_waits_ends_with_its_process(states: list[SharedState], serials: list[Serial]) -> None:
    assert states[1].take_lease("channel:desk", lease_s=60)
    sender, fail = Sender(), Failing(asyncio.Event())
    duty = DeliverDuty(deliver=sender, leases=states[0], shared=serials[0], timing=QUICK, fail=fail)
    job = asyncio.create_task(duty(channel="desk"))
    fail.stop.set()
    await job
    assert sender.passes == 0

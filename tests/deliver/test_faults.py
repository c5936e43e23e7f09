"""Faults with real servers: whatever happens, the alert arrives, and the receiver can tell a repeat by its id."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import storage
from monitor.clock import SystemClock
from monitor.notify import MailNotifier, Notifiers, WebhookNotifier
from monitor.serial import Serial
from monitor.types import AlertState, ChangeKind, EmailChannel, WebhookChannel
from tests.deliver.outbox import FakeClock, Outbox
from tests.making import a_source
from tests.notify.servers import PostOffice, Receiver, plain_client, post_office, receiver

DAY = timedelta(days=1)


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    async with receiver() as told:
        yield told


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as opened:
        yield opened


def notifiers_to(office: PostOffice, clock: FakeClock) -> Notifiers:
    """As a process makes them when it begins."""
    return Notifiers(
        mail=MailNotifier(
            host="127.0.0.1",
            port=office.port,
            from_address="monitor@watch.example",
            clock=clock,
            security="none",
            timeout_s=0.5,
        ),
        webhook=WebhookNotifier(clock=clock, client=plain_client, timeout_s=0.5),
    )


@pytest.fixture
async def notifiers(office: PostOffice, clock: FakeClock) -> AsyncIterator[Notifiers]:
    made = notifiers_to(office, clock)
    yield made
    await made.close()


@pytest.fixture
def both(outbox: Outbox, hook: Receiver) -> Outbox:
    outbox.channels = {
        "hook": WebhookChannel(name="hook", url=hook.url),
        "desk": EmailChannel(name="desk", to=("a@city.example", "b@city.example")),
    }
    return outbox


def ids(hook: Receiver) -> list[str]:
    return [headers["webhook-id"] for headers, _ in hook.asked]


async def test_a_receiver_that_is_down_for_a_day_gets_everything(
    both: Outbox, hook: Receiver, office: PostOffice, notifiers: Notifiers
) -> None:
    hook.status = 503
    office.to_data = "451 down for maintenance"
    for _ in range(3):
        both.put(ChangeKind.TARGET_RAISED, ChangeKind.TEXT_CHANGED, to=("hook", "desk"))
    await both.run_for(DAY, notifiers, step=timedelta(minutes=20))
    assert set(both.states().values()) == {AlertState.PENDING}
    refused = len(hook.asked)
    hook.status, office.to_data = 200, ""
    await both.run_for(DAY, notifiers, step=timedelta(minutes=20))
    assert set(both.states().values()) == {AlertState.SENT}
    assert len(hook.asked) == refused + 3
    assert set(ids(hook)[:refused]) <= set(ids(hook)[refused:])
    assert len({mail["Message-ID"] for mail in office.mails}) == len(office.mails) == 3


async def test_a_hanging_receiver_holds_up_no_mail(
    both: Outbox, hook: Receiver, office: PostOffice, notifiers: Notifiers
) -> None:
    hook.hangs = True
    for _ in range(5):
        both.put(to=("hook", "desk"))
    report = await both.run(notifiers)
    assert len(office.mails) == report.sent == 5
    assert len(hook.asked) == 2
    hook.hangs = False
    hook._done.set()
    await both.run_for(timedelta(hours=1), notifiers)
    assert len(set(ids(hook))) == 5


async def test_a_receiver_that_is_busy_is_asked_when_it_said(
    both: Outbox, hook: Receiver, notifiers: Notifiers
) -> None:
    hook.status, hook.headers = 429, {"Retry-After": "5400"}
    both.put(to=("hook",))
    await both.run(notifiers)
    await both.run_for(timedelta(minutes=85), notifiers, step=timedelta(minutes=5))
    assert len(hook.asked) == 1
    hook.status = 200
    await both.run_for(timedelta(minutes=10), notifiers, step=timedelta(minutes=5))
    assert len(hook.asked) == 2
    assert both.alert().state is AlertState.SENT


async def test_a_receiver_that_drops_the_line_after_taking_gets_a_repeat_it_can_tell(
    both: Outbox, hook: Receiver, office: PostOffice, notifiers: Notifiers
) -> None:
    hook.drops = True
    office.drops_after_data = True
    both.put(to=("hook", "desk"))
    await both.run(notifiers)
    hook.drops = office.drops_after_data = False
    await both.run_for(timedelta(minutes=10), notifiers)
    assert set(both.states().values()) == {AlertState.SENT}
    assert len(hook.asked) == 2
    assert len(set(ids(hook))) == 1
    items = [[change["id"] for change in json.loads(body)["data"]["pages"][0]["changes"]] for _, body in hook.asked]
    assert items[0] == items[1]
    assert [mail["Message-ID"] for mail in office.mails] == [office.mails[0]["Message-ID"]] * 2


async def test_a_greylisting_server_gets_each_mail_once(both: Outbox, office: PostOffice, notifiers: Notifiers) -> None:
    office.to_recipient = {"b@city.example": "450 4.2.0 greylisted, try again in 5 minutes"}
    both.put(to=("desk",))
    await both.run(notifiers)
    assert "greylisted" in both.alert().trouble
    office.to_recipient = {}
    await both.run_for(timedelta(minutes=10), notifiers)
    assert office.recipients == [["a@city.example"], ["b@city.example"]]
    assert both.alert().state is AlertState.SENT


async def test_another_process_greylisted_before_sends_no_mail_twice(
    both: Outbox, office: PostOffice, clock: FakeClock
) -> None:
    both.put(to=("desk",))
    for greylisted, to_data in (({"b@city.example": "451 greylisted"}, ""), ({}, "451 busy"), ({}, "")):
        office.to_recipient, office.to_data = greylisted, to_data
        process = notifiers_to(office, clock)
        await both.run(process)
        await process.close()
        if greylisted or to_data:
            assert both.alert().trouble.startswith("not sent again to a@city.example; ")
        clock.time += timedelta(minutes=30)
    assert [mailboxes for mailboxes in office.recipients if "a@city.example" in mailboxes] == [["a@city.example"]]
    assert office.recipients[-1] == ["b@city.example"]
    assert both.alert().state is AlertState.SENT


async def test_a_message_refused_for_good_is_a_dead_letter_at_once(
    both: Outbox, office: PostOffice, notifiers: Notifiers
) -> None:
    office.to_data = "554 5.7.1 we do not take this"
    both.put(to=("desk",))
    await both.run(notifiers)
    assert both.alert().state is AlertState.DEAD
    assert "554 5.7.1" in both.alert().trouble


async def test_a_process_killed_between_send_and_settle_sends_again_under_the_same_id(
    sqlite_url: str, hook: Receiver
) -> None:
    clock = SystemClock()
    store = storage.open_store(sqlite_url)
    store.register([a_source()], clock.now())
    serial = Serial("test")
    channels = {"hook": WebhookChannel(name="hook", url=hook.url)}
    outbox = Outbox(store, serial, FakeClock(clock.now()), dict(channels))
    outbox.put(ChangeKind.TARGET_REMOVED, to=("hook",))
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.deliver.killed", sqlite_url, hook.url, cwd=Path(__file__).parents[2]
    )
    assert await child.wait() == 9
    assert len(hook.asked) == 1
    assert outbox.alert().state is AlertState.PENDING
    notifier = Notifiers(webhook=WebhookNotifier(clock=clock, client=plain_client))
    await outbox.run(notifier)
    await notifier.close()
    assert outbox.alert().state is AlertState.SENT
    assert len(ids(hook)) == 2
    assert len(set(ids(hook))) == 1
    serial.close()
    store.close()


async def test_no_mail_server_is_set_and_then_it_is(both: Outbox, hook: Receiver, clock: FakeClock) -> None:
    without = Notifiers(webhook=WebhookNotifier(clock=clock, client=plain_client))
    both.put(to=("desk",))
    await both.run(without)
    assert "MONITOR_SMTP_HOST" in both.alert().trouble
    assert both.alert().state is AlertState.PENDING
    await without.close()

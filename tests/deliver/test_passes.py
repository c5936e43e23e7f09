"""One pass over the outbox: what becomes one message, what waits, what is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from monitor.deliver import deliver
from monitor.deliver.holding import BURST
from monitor.deliver.settling import RETRY_WAITS
from monitor.ports import Store
from monitor.serial import Serial
from monitor.types import Alert, AlertState, ChangeKind, EmailChannel, SendFailure, WebhookChannel
from tests.deliver.outbox import FakeClock, Outbox, Recorder, a_change
from tests.making import a_source

DESK = EmailChannel(name="desk", to=("desk@city.example",))
HOOK = WebhookChannel(name="hook", url="https://hook.example/in")
DAY = timedelta(days=1)


async def test_both_databases_hand_out_and_settle(store: Store, serial: Serial, clock: FakeClock) -> None:
    store.register([a_source()], clock.now())
    outbox = Outbox(store, serial, clock, {"desk": DESK})
    outbox.put(ChangeKind.TARGET_RAISED, ChangeKind.TEXT_CHANGED)
    recorder = Recorder(clock)
    report = await outbox.run(recorder)
    assert (report.sent, report.alerts("sent"), report.failed) == (1, 2, 0)
    assert set(outbox.states().values()) == {AlertState.SENT}
    assert (await outbox.run(recorder)).sent == 0
    assert len(recorder.taken) == 1


async def test_the_changes_of_one_check_are_one_message(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    outbox.put(ChangeKind.PAGE_NEW, *[ChangeKind.TARGET_NEW, ChangeKind.EQUIPMENT_NAMED])
    outbox.put(ChangeKind.TEXT_CHANGED)
    await outbox.run(recorder)
    assert sorted(len(message.alert_ids) for message in recorder.taken) == [1, 3]
    assert len({message.thread for message in recorder.taken}) == 2


async def test_two_checks_of_one_page_are_two_messages_in_one_thread(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    outbox.put(url="https://city.example/a.html")
    outbox.clock.time += timedelta(minutes=5)
    outbox.put(ChangeKind.TEXT_CHANGED, url="https://city.example/a.html")
    await outbox.run(recorder)
    assert len({message.id for message in recorder.taken}) == 2
    assert len({message.thread for message in recorder.taken}) == 1


async def test_gathered_alerts_leave_as_one_digest_when_they_are_due(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    eight = outbox.clock.now() + timedelta(hours=20)
    for _ in range(3):
        outbox.put(due_at=eight)
        outbox.clock.time += timedelta(hours=1)
    await outbox.run(recorder)
    assert recorder.taken == []
    outbox.clock.time = eight
    await outbox.run(recorder)
    (digest,) = recorder.taken
    assert digest.subject.startswith("3 changes on 3 pages")
    assert digest.thread is None


async def test_a_site_that_changes_everywhere_becomes_one_digest(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    for _ in range(BURST + 5):
        outbox.put(ChangeKind.TEXT_CHANGED)
    report = await outbox.run(recorder)
    assert report.sent == 1
    assert len(recorder.taken[0].alert_ids) == BURST + 5


async def test_a_burst_after_a_few_messages_is_one_digest_at_once(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    for _ in range(2):
        outbox.put()
    await outbox.run(recorder)
    outbox.clock.time += timedelta(minutes=2)
    for _ in range(50):
        outbox.put(ChangeKind.TEXT_CHANGED)
    report = await outbox.run(recorder)
    assert (report.sent, report.alerts("sent")) == (1, 50)


async def test_a_digest_is_one_message_of_the_hour(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    for _ in range(15):
        outbox.put()
    assert (await outbox.run(recorder)).sent == 1
    outbox.clock.time += timedelta(minutes=2)
    for _ in range(3):
        outbox.put(ChangeKind.TEXT_CHANGED)
    report = await outbox.run(recorder)
    assert (report.sent, report.alerts("held")) == (3, 0)


async def test_what_leaves_late_counts_from_when_it_left(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    for minute in range(BURST):
        outbox.put(due_at=outbox.clock.time + timedelta(hours=2, minutes=minute))
    await outbox.run_for(timedelta(hours=2, minutes=BURST), recorder)
    assert len(recorder.taken) == BURST
    outbox.put()
    assert (await outbox.run(recorder)).alerts("held") == 1


async def test_five_hundred_pages_are_one_digest_on_each_of_many_channels(outbox: Outbox, recorder: Recorder) -> None:
    names = [f"desk-{number}" for number in range(8)]
    outbox.channels = {name: EmailChannel(name=name, to=("desk@city.example",)) for name in names}
    full_hour = outbox.clock.now() + timedelta(hours=1)
    for _ in range(500):
        outbox.put(ChangeKind.TARGET_RAISED, ChangeKind.TEXT_CHANGED, to=tuple(names), due_at=full_hour)
    outbox.clock.time = full_hour
    report = await outbox.run(recorder)
    assert sorted(message.channel for message in recorder.taken) == names
    assert {len(message.alert_ids) for message in recorder.taken} == {1000}
    assert report.alerts("sent") == 8000
    assert (await outbox.run(recorder)).sent == 0


async def test_a_digest_of_more_than_fits_cuts_no_check_in_two(
    outbox: Outbox, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.deliver.parcels.DIGEST_ALERTS", 5)
    outbox.channels = {"desk": DESK}
    for _ in range(BURST + 2):
        outbox.put(ChangeKind.TARGET_RAISED, ChangeKind.TEXT_CHANGED)
    await outbox.run(recorder)
    assert [len(message.alert_ids) for message in recorder.taken] == [4] * 6
    data: list[Any] = [message.payload["data"] for message in recorder.taken]
    assert [[len(page["changes"]) for page in one["pages"]] for one in data] == [[2, 2]] * 6


async def test_a_digest_that_is_tried_again_is_never_sent_in_part(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    for _ in range(2):
        outbox.clock.time += timedelta(hours=1)
        for _ in range(4):
            outbox.put(due_at=outbox.clock.now() + timedelta(hours=3))
    outbox.clock.time += timedelta(hours=4)
    recorder.answers["desk"] = SendFailure(at=outbox.clock.now(), message="down", retryable=True)
    await outbox.run(recorder)
    tried = {message_id for _, message_id in recorder.asked}
    del recorder.answers["desk"]
    outbox.clock.time += timedelta(hours=1)
    for _ in range(2):
        await outbox.run(recorder, limit=6)
    assert {message.id for message in recorder.taken} == tried


async def test_a_burst_over_many_passes_waits_for_the_full_hour(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    outbox.clock.time = outbox.clock.time.replace(minute=5)
    for _ in range(40):
        outbox.put(ChangeKind.TEXT_CHANGED)
        await outbox.run(recorder)
        outbox.clock.time += timedelta(minutes=1)
    assert len(recorder.taken) == BURST
    outbox.clock.time = outbox.clock.time.replace(hour=outbox.clock.time.hour + 1, minute=0)
    report = await outbox.run(recorder)
    assert (report.sent, report.alerts("sent")) == (1, 30)
    assert set(outbox.states().values()) == {AlertState.SENT}


async def test_a_message_that_fails_is_tried_for_three_days_then_given_up(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    outbox.put()
    first = outbox.clock.now()
    recorder.answers["desk"] = SendFailure(at=first, message="mailbox is on fire", retryable=True)
    waits = []
    while outbox.alert().state is AlertState.PENDING:
        recorder.answers["desk"] = SendFailure(at=outbox.clock.now(), message="mailbox is on fire", retryable=True)
        await outbox.run(recorder)
        alert = outbox.alert()
        waits.append(alert.due_at - outbox.clock.now())
        outbox.clock.time = max(alert.due_at, outbox.clock.now())
    assert waits[:-1] == list(RETRY_WAITS)
    assert timedelta(days=2.9) < outbox.clock.now() - first < timedelta(days=3.1)
    assert (alert.state, alert.trouble) == (AlertState.DEAD, "mailbox is on fire")
    assert len({message_id for _, message_id in recorder.asked}) == 1


async def test_the_next_digest_reports_what_was_given_up(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK, "hook": HOOK}
    outbox.put(to=("hook",))
    recorder.answers["hook"] = SendFailure(at=outbox.clock.now(), message="550 never", retryable=False)
    await outbox.run(recorder)
    later = outbox.clock.now() + timedelta(hours=2)
    outbox.put(due_at=later)
    outbox.put(due_at=later)
    outbox.clock.time = later
    await outbox.run(recorder)
    assert "hook: 1 alert: 550 never" in recorder.taken[0].text
    assert "550 never" in recorder.taken[0].html


async def test_a_dead_letter_sent_again_by_hand_has_the_whole_schedule_before_it(
    outbox: Outbox, recorder: Recorder
) -> None:
    outbox.channels = {"desk": DESK}
    outbox.put()
    recorder.answers["desk"] = SendFailure(at=outbox.clock.now(), message="down", retryable=True)
    await outbox.run_for(4 * DAY, recorder, step=timedelta(hours=1))
    assert outbox.alert().state is AlertState.DEAD
    now = outbox.clock.now()
    outbox.store.settle_alerts([outbox.alert().id], state=AlertState.PENDING, at=now, next_due_at=now)
    recorder.answers["desk"] = SendFailure(at=now, message="down", retryable=True)
    await outbox.run(recorder)
    assert outbox.alert().due_at == now + RETRY_WAITS[0]


async def test_one_broken_channel_holds_up_no_other(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK, "hook": HOOK}
    for _ in range(4):
        outbox.put(to=("desk", "hook"))
    recorder.answers["hook"] = RuntimeError("a bug")
    report = await outbox.run(recorder)
    assert report.sent == 4
    assert {alert.state for alert in outbox.store.alerts(channel="desk")} == {AlertState.SENT}
    assert {alert.state for alert in outbox.store.alerts(channel="hook")} == {AlertState.PENDING}
    assert [name for name, _ in recorder.asked].count("hook") == 2
    assert "bug" in report.troubles["hook"]


async def test_messages_that_failed_together_stay_apart(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"hook": HOOK}
    for _ in range(4):
        outbox.put(to=("hook",))
    recorder.answers["hook"] = SendFailure(at=outbox.clock.now(), message="down", retryable=True)
    await outbox.run(recorder)
    first = {message_id for _, message_id in recorder.asked}
    del recorder.answers["hook"]
    outbox.clock.time += timedelta(hours=1)
    await outbox.run(recorder)
    assert len(recorder.taken) == 4
    assert first <= {message.id for message in recorder.taken}


async def test_a_retry_after_is_honoured(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"hook": HOOK}
    outbox.put(to=("hook",))
    outbox.put(to=("hook",))
    now = outbox.clock.now()
    recorder.answers["hook"] = SendFailure(at=now, message="429", retryable=True, retry_after_s=7200)
    await outbox.run(recorder)
    assert len(recorder.asked) == 1
    assert all(alert.due_at >= now + timedelta(hours=2) for alert in outbox.store.alerts())


async def test_a_channel_that_is_gone_is_named_and_its_alerts_kept(outbox: Outbox, recorder: Recorder) -> None:
    outbox.put(to=("old",))
    await outbox.run(recorder)
    alert = outbox.alert()
    assert alert.state is AlertState.PENDING
    assert 'no channel "old"' in alert.trouble
    outbox.channels = {"old": EmailChannel(name="old", to=("x@city.example",))}
    outbox.clock.time = alert.due_at
    await outbox.run(recorder)
    assert outbox.alert().state is AlertState.SENT


@pytest.fixture
async def disabled(outbox: Outbox, recorder: Recorder) -> Outbox:
    """An outbox whose one alert found that the endpoint wants no more."""
    outbox.channels = {"hook": HOOK}
    outbox.put(to=("hook",))
    recorder.answers["hook"] = SendFailure(at=outbox.clock.now(), message="410 Gone", retryable=False, disable=True)
    await outbox.run(recorder)
    return outbox


async def test_an_endpoint_that_wants_no_more_is_disabled_until_a_person_retries(
    disabled: Outbox, recorder: Recorder
) -> None:
    outbox = disabled
    assert outbox.alert().state is AlertState.DEAD
    assert "410" in outbox.alert().trouble
    del recorder.answers["hook"]
    outbox.put(to=("hook",))
    await outbox.run(recorder)
    assert len(recorder.asked) == 1
    assert outbox.alert().state is AlertState.DEAD
    now = outbox.clock.now()
    outbox.store.settle_alerts(list(outbox.states()), state=AlertState.PENDING, at=now, next_due_at=now)
    await outbox.run(recorder)
    assert set(outbox.states().values()) == {AlertState.SENT}


async def test_what_was_held_for_a_digest_does_not_ask_a_disabled_endpoint_again(
    disabled: Outbox, recorder: Recorder
) -> None:
    outbox = disabled
    outbox.put(to=("hook",))
    now = outbox.clock.now()
    waiting = [id for id, state in outbox.states().items() if state is AlertState.PENDING]
    trouble = "held for the digest of 12:00 UTC: more than 10 messages within the hour"
    outbox.store.settle_alerts(waiting, state=AlertState.PENDING, at=now, trouble=trouble, next_due_at=now)
    await outbox.run(recorder)
    assert len(recorder.asked) == 1
    assert set(outbox.states().values()) == {AlertState.DEAD}


async def test_another_address_is_another_endpoint(disabled: Outbox, recorder: Recorder) -> None:
    outbox = disabled
    del recorder.answers["hook"]
    outbox.channels = {"hook": WebhookChannel(name="hook", url="https://other.example/in")}
    outbox.put(to=("hook",))
    await outbox.run(recorder)
    assert outbox.alert().state is AlertState.SENT


async def test_alerts_made_while_the_clock_was_ahead_are_not_kept_for_a_year(
    outbox: Outbox, recorder: Recorder
) -> None:
    outbox.channels = {"desk": DESK}
    real = outbox.clock.now()
    outbox.clock.time = real + timedelta(days=365)
    outbox.put()
    outbox.clock.time = real
    await outbox.run(recorder)
    assert outbox.alert().state is AlertState.SENT


async def test_a_clock_set_back_an_hour_loses_nothing(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    outbox.put()
    outbox.clock.time -= timedelta(hours=1)
    await outbox.run_for(timedelta(hours=2), recorder, step=timedelta(minutes=10))
    assert len(recorder.taken) == 1


async def test_languages_are_not_mixed_in_one_message(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    later = outbox.clock.now() + timedelta(hours=3)
    outbox.put(due_at=later, language="zh")
    outbox.put(due_at=later, language="en")
    outbox.clock.time = later
    await outbox.run(recorder)
    assert sorted(message.language for message in recorder.taken) == ["en", "zh"]


async def test_more_than_one_read_of_the_outbox_misses_nothing(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    for _ in range(7):
        outbox.put(ChangeKind.TARGET_NEW, ChangeKind.TEXT_CHANGED)
    for _ in range(7):
        await deliver(outbox.store, outbox.serial, recorder, outbox.clock, outbox.channels, limit=3)
    sent: list[int] = [number for message in recorder.taken for number in message.alert_ids]
    assert len(sent) == len(set(sent)) == 14
    assert all(len(message.alert_ids) == 2 for message in recorder.taken)


def test_the_idempotency_key_does_not_depend_on_the_attempt(outbox: Outbox) -> None:
    outbox.put()
    before: Alert = outbox.alert()
    now = outbox.clock.now()
    outbox.store.settle_alerts([before.id], state=AlertState.PENDING, at=now, next_due_at=now)
    assert outbox.alert().idempotency_key == before.idempotency_key != ""


async def test_the_log_of_a_retry_says_the_moment_in_iso_form(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    outbox.put()
    recorder.answers["desk"] = SendFailure(at=outbox.clock.now(), message="down", retryable=True)
    with structlog.testing.capture_logs() as lines:
        await outbox.run(recorder)
    (line,) = [line for line in lines if line["event"] == "alert not sent"]
    assert datetime.fromisoformat(line["again_at"]) == outbox.clock.now() + RETRY_WAITS[0]


async def test_a_digest_names_the_pages_that_change_at_every_check(outbox: Outbox, recorder: Recorder) -> None:
    outbox.channels = {"desk": DESK}
    eight = outbox.clock.now() + timedelta(hours=20)
    quiet = a_change(ChangeKind.TEXT_CHANGED, significance=0.0, why=("a passage that changes at every check",))
    outbox.record("https://city.example/ticker.html", quiet, due_at=eight)
    outbox.put(due_at=eight)
    outbox.clock.time = eight
    await outbox.run(recorder)
    (digest,) = recorder.taken
    for body in (digest.text, digest.html):
        assert "Pages that change at every check" in body
        assert "https://city.example/ticker.html" in body.partition("Pages that change at every check")[2]

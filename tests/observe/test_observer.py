"""What is counted, and which loops are called stuck."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from monitor.check import Checked
from monitor.deliver import DeliveryReport
from monitor.errors import StorageError
from monitor.observe import Gauges, Observer, Pulse
from monitor.ports import Recorded, StartPage, StoreFigures, Waiting
from monitor.types import CheckResult, Outcome, PageState
from tests.making import NOON, a_page


class Seconds:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class AtNoon:
    """A Clock at noon."""

    def now(self) -> Any:
        return NOON

    async def sleep(self, seconds: float) -> None: ...


def a_checked(
    outcome: Outcome = Outcome.UNCHANGED, *, late_s: float = 0, took_s: float = 0.2, **recorded: Any
) -> Checked:
    page = a_page(next_check_at=NOON)
    result = CheckResult(
        page_id=page.id,
        revision=0,
        checked_at=NOON + timedelta(seconds=late_s + took_s),
        outcome=outcome,
        took_s=took_s,
        state=PageState.ACTIVE,
        failures=0,
        title="",
        next_check_at=NOON + timedelta(hours=6),
    )
    return Checked(page=page, result=result, recorded=Recorded(page_id=page.id, **recorded))


def value(observer: Observer, name: str, **labels: str) -> float | None:
    return observer.registry.get_sample_value(name, labels)


def test_checks_are_counted_by_source_and_outcome() -> None:
    observer = Observer()
    observer.checked(a_checked())
    observer.checked(a_checked())
    observer.checked(a_checked(Outcome.CHANGED, version=2, alerts_added=3))
    observer.checked(a_checked(Outcome.CHANGED, stale=True))
    assert value(observer, "monitor_checks_total", source="city", outcome="unchanged") == 2
    assert value(observer, "monitor_checks_total", source="city", outcome="changed") == 1
    assert value(observer, "monitor_checks_total", source="city", outcome="stale") == 1
    assert value(observer, "monitor_versions_total", source="city") == 1
    assert value(observer, "monitor_alerts_made_total") == 3


def test_lateness_and_fetching_are_measured_apart() -> None:
    observer = Observer()
    observer.checked(a_checked(late_s=45, took_s=3))
    observer.checked(a_checked(late_s=-600, took_s=0.2))  # by hand, before its time
    observer.checked(a_checked(Outcome.NOTED, late_s=10, took_s=0))
    assert value(observer, "monitor_check_lateness_seconds_count") == 2
    assert value(observer, "monitor_check_lateness_seconds_sum") == pytest.approx(55)
    assert value(observer, "monitor_check_lateness_seconds_bucket", le="30.0") == 1
    assert value(observer, "monitor_fetch_seconds_count") == 2
    assert value(observer, "monitor_fetch_seconds_sum") == pytest.approx(3.2)


def test_alerts_are_counted_by_channel_and_outcome() -> None:
    observer = Observer()
    observer.delivered(DeliveryReport(settled=Counter({("desk", "sent"): 3, ("chat", "dead"): 1})))
    observer.delivered(DeliveryReport(settled=Counter({("desk", "sent"): 2})))
    assert value(observer, "monitor_alerts_total", channel="desk", outcome="sent") == 5
    assert value(observer, "monitor_alerts_total", channel="chat", outcome="dead") == 1


def test_a_loop_is_stuck_when_it_stands_still_for_long() -> None:
    seconds = Seconds()
    pulse = Pulse(seconds)
    pulse.beat("delivery", 10)
    pulse.beat("housekeeping", 86_400)
    seconds.now += 299
    assert pulse.late() == {}
    seconds.now += 2
    assert pulse.late() == {"delivery": 301}
    pulse.beat("delivery", 10)
    assert pulse.late() == {}
    assert pulse.ages() == {"delivery": 0, "housekeeping": 301}


FIGURES = StoreFigures(
    due_pages=7,
    due_since=NOON - timedelta(minutes=5),
    waiting={
        "desk": Waiting(alerts=3, first_due_at=NOON - timedelta(minutes=2)),
        "digest": Waiting(alerts=9, first_due_at=NOON + timedelta(hours=3)),
    },
    start_pages=[
        StartPage(source="city", state=PageState.ACTIVE, failures=0, last_checked_at=NOON, last_changed_at=None),
        StartPage(source="wall", state=PageState.BLOCKED, failures=4, last_checked_at=NOON, last_changed_at=NOON),
    ],
)


def test_the_database_is_asked_at_a_scrape_and_not_again_for_a_while() -> None:
    observer, seconds, asked = Observer(), Seconds(), []

    def read() -> StoreFigures:
        asked.append(seconds.now)
        return FIGURES

    observer.registry.register(Gauges(read, AtNoon(), observer.pulse, seconds))
    assert asked == []
    assert value(observer, "monitor_queue_pages") == 7
    assert value(observer, "monitor_queue_age_seconds") == 300
    assert value(observer, "monitor_outbox_alerts", channel="digest") == 9
    assert value(observer, "monitor_outbox_age_seconds", channel="desk") == 120
    assert value(observer, "monitor_outbox_age_seconds", channel="digest") == 0, "not due yet"
    assert value(observer, "monitor_source_up", source="city") == 1
    assert value(observer, "monitor_source_up", source="wall") == 0
    assert value(observer, "monitor_source_failures", source="wall") == 4
    assert value(observer, "monitor_source_last_check_timestamp_seconds", source="city") == NOON.timestamp()
    assert value(observer, "monitor_source_last_change_timestamp_seconds", source="city") is None
    assert asked == [1000]
    seconds.now += 11
    assert value(observer, "monitor_database_up") == 1
    assert asked == [1000, 1011]


def test_a_database_that_does_not_answer_is_said_to_be_down() -> None:
    observer = Observer()

    def read() -> StoreFigures:
        raise StorageError("the server is stopping")

    observer.registry.register(Gauges(read, AtNoon(), observer.pulse, Seconds()))
    assert value(observer, "monitor_database_up") == 0
    assert value(observer, "monitor_queue_pages") is None

"""When alerts leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts import departure, out_of_quiet
from monitor.types import SendPolicy

SHANGHAI = "Asia/Shanghai"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("policy", "now", "leaves"),
    [
        (SendPolicy(), "2026-03-02 12:34", "2026-03-02 12:34"),
        (SendPolicy(when="hourly"), "2026-03-02 12:34", "2026-03-02 13:00"),
        (SendPolicy(when="hourly"), "2026-03-02 12:00", "2026-03-02 13:00"),
        (SendPolicy(when="hourly", timezone="Asia/Kolkata"), "2026-03-02 12:00", "2026-03-02 12:30"),
        (SendPolicy(when="daily", at="08:00", timezone=SHANGHAI), "2026-03-02 12:00", "2026-03-03 00:00"),
        (SendPolicy(when="daily", at="08:00", timezone=SHANGHAI), "2026-03-02 00:00", "2026-03-03 00:00"),
        (SendPolicy(when="daily", at="08:00", timezone=SHANGHAI), "2026-03-01 23:59", "2026-03-02 00:00"),
        # 2 March 2026 is a Monday.
        (SendPolicy(when="weekly", weekday=0, at="09:00"), "2026-03-02 08:59", "2026-03-02 09:00"),
        (SendPolicy(when="weekly", weekday=0, at="09:00"), "2026-03-02 09:00", "2026-03-09 09:00"),
        (SendPolicy(when="weekly", weekday=4, at="09:00", timezone=SHANGHAI), "2026-03-02 12:00", "2026-03-06 01:00"),
        # Summer time begins on 29 March 2026 in Berlin: 08:00 stays 08:00, and 02:30 does not exist.
        (SendPolicy(when="daily", at="08:00", timezone="Europe/Berlin"), "2026-03-28 12:00", "2026-03-29 06:00"),
        (SendPolicy(when="daily", at="02:30", timezone="Europe/Berlin"), "2026-03-28 12:00", "2026-03-29 01:30"),
        (SendPolicy(quiet=("22:00", "07:00"), timezone=SHANGHAI), "2026-03-02 15:00", "2026-03-02 23:00"),
        (SendPolicy(quiet=("22:00", "07:00"), timezone=SHANGHAI), "2026-03-02 22:59", "2026-03-02 23:00"),
        (SendPolicy(quiet=("22:00", "07:00"), timezone=SHANGHAI), "2026-03-02 23:00", "2026-03-02 23:00"),
        (SendPolicy(quiet=("12:00", "13:30")), "2026-03-02 12:10", "2026-03-02 13:30"),
        (SendPolicy(when="daily", at="06:00", quiet=("22:00", "07:00")), "2026-03-02 12:00", "2026-03-03 07:00"),
    ],
)
def test_departures(policy: SendPolicy, now: str, leaves: str) -> None:
    assert departure(policy, at(now)) == at(leaves)


POLICIES = st.builds(
    SendPolicy,
    when=st.sampled_from(["now", "hourly", "daily", "weekly"]),
    at=st.sampled_from(["00:00", "02:30", "08:00", "23:59"]),
    weekday=st.integers(0, 6),
    timezone=st.sampled_from(["UTC", SHANGHAI, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    quiet=st.none() | st.sampled_from([("22:00", "07:00"), ("12:00", "13:00"), ("00:00", "23:59")]),
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(POLICIES, MOMENTS)
def test_nothing_leaves_in_the_past_or_in_quiet_hours_or_later_than_a_week_and_a_day(
    policy: SendPolicy, now: datetime
) -> None:
    leaves = departure(policy, now)
    assert now <= leaves <= now + timedelta(days=8, hours=2)
    assert out_of_quiet(policy, leaves) == leaves
    if policy.when != "now":
        assert leaves > now

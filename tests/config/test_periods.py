"""Lengths of time, cron expressions and times to send."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.periods import parse_cron, parse_duration, parse_send, parse_timezone
from monitor.types import SendPolicy

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def first_fires(cron: str, count: int, start: datetime, zone: str = "UTC") -> list[datetime]:
    """What APScheduler makes of the normalised expression."""
    trigger = CronTrigger.from_crontab(cron, timezone=ZoneInfo(zone))
    fires: list[datetime] = []
    last, now = None, start
    while len(fires) < count:
        last = trigger.get_next_fire_time(last, now)
        if last is None:
            break
        fires.append(last)
        now = last + timedelta(seconds=1)
    return fires


@pytest.mark.parametrize(
    ("text", "seconds"), [("0s", 0), ("45s", 45), ("30m", 1800), ("6h", 21_600), ("1d", 86_400), ("2w", 1_209_600)]
)
def test_durations(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "6", "h", "6 h", "-6h", "1.5h", "06h", "6H", "1h30m", "6h\n", "٦h", "99999999w"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="as in 6h"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("0 8 * * 0", "sun"),
        ("0 8 * * 7", "sun"),
        ("0 8 * * 1", "mon"),
        ("0 8 * * 1-5", "mon tue wed thu fri"),
        ("0 8 * * 5-7", "fri sat sun"),
        ("0 8 * * 0-2", "sun mon tue"),
        ("0 8 * * MON-FRI", "mon tue wed thu fri"),
        ("0 8 * * sat,sun", "sat sun"),
        ("0 8 * * */2", "sun tue thu sat"),
        ("0 8 * * 1-5/2", "mon wed fri"),
        ("0 8 * * 2/2", "tue thu sat"),
    ],
)
def test_weekdays_are_counted_as_cron_does(text: str, weekdays: str) -> None:
    """Cron: 0 and 7 are Sunday. APScheduler 3 alone would read 0 as Monday (its issue 286)."""
    fires = first_fires(parse_cron(text), 14, datetime(2026, 11, 1, tzinfo=UTC))
    assert {DAYS[fire.isoweekday() % 7] for fire in fires} == set(weekdays.split())
    assert {(fire.hour, fire.minute) for fire in fires} == {(8, 0)}


def listed(values: set[int]) -> str:
    return ",".join(str(value) for value in sorted(values))


@given(
    minutes=st.sets(st.integers(0, 59), min_size=1, max_size=4),
    hours=st.sets(st.integers(0, 23), min_size=1, max_size=4),
    days=st.none() | st.sets(st.integers(1, 28), min_size=1, max_size=4),
    months=st.none() | st.sets(st.integers(1, 12), min_size=1, max_size=3),
    weekdays=st.none() | st.sets(st.integers(0, 7), min_size=1, max_size=7),
)
def test_fires_exactly_when_cron_would(
    minutes: set[int],
    hours: set[int],
    days: set[int] | None,
    months: set[int] | None,
    weekdays: set[int] | None,
) -> None:
    if days is not None:
        weekdays = None
    text = " ".join(
        [listed(minutes), listed(hours), *("*" if s is None else listed(s) for s in (days, months, weekdays))]
    )
    start = datetime(2026, 2, 20, tzinfo=UTC)
    fires = first_fires(parse_cron(text), 12, start)
    expected: list[datetime] = []
    day = start
    while len(expected) < 12:
        if (
            (days is None or day.day in days)
            and (months is None or day.month in months)
            and (weekdays is None or day.isoweekday() in weekdays or day.isoweekday() % 7 in weekdays)
        ):
            expected.extend(day.replace(hour=h, minute=m) for h in sorted(hours) for m in sorted(minutes))
        day += timedelta(days=1)
    assert fires == expected[:12]


@given(st.text(alphabet="0123456789*/-,adefmnorstu ", max_size=24))
def test_what_is_accepted_can_be_scheduled(text: str) -> None:
    try:
        cron = parse_cron(text)
    except ValueError:
        return
    assert first_fires(cron, 1, datetime(2026, 1, 1, tzinfo=UTC))
    assert parse_cron(cron) == cron


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has 0"),
        ("0 8 * * 1-5 2026", "has 6"),
        ("@daily", "has 1"),
        ("60 8 * * *", '"60" is not a valid minute'),
        ("0 24 * * *", '"24" is not a valid hour: 0 to 23'),
        ("0 8 0 * *", "day of the month"),
        ("0 8 32 * *", "day of the month: 1 to 31"),
        ("0 8 1-5/5 * *", "a step is from 1 to 4 here"),
        ("0 8 5-5/2 * *", "a step is from 1 to 1 here"),
        ("0 8 * jane *", "month: 1 to 12 or jan to dec"),
        ("0 8 * 13 *", "month: 1 to 12"),
        ("0 8 * * 8", "day of the week"),
        ("0 8 * * fri-mon", "comes after"),
        ("0 8 last * *", '"last"'),
        ("*/0 8 * * *", "a step is"),
        ("0 8 * janx *", '"janx"'),
        ("0 8 30 2 *", "no such day"),
        ("0 8 1 * mon", "not both"),
        ("0 8 * * 1,,2", '""'),
    ],
)
def test_what_is_no_cron_expression(text: str, says: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_cron(text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("0 8 1 feb *", {2}),
        ("0 8 1 Nov-Dec *", {11, 12}),
        ("0 8 1 jan-jun/2 *", {1, 3, 5}),
        ("0 8 1 */5 *", {1, 6, 11}),
    ],
)
def test_months_by_name_and_step(text: str, months: set[int]) -> None:
    fires = first_fires(parse_cron(text), 6, datetime(2026, 1, 1, tzinfo=UTC))
    assert {fire.month for fire in fires} == months


def test_weekdays_are_written_from_monday() -> None:
    assert parse_cron("0 8 * * 7,2,0,mon") == "0 8 * * mon,tue,sun"
    assert parse_cron("0 8 * * 0-6") == "0 8 * * *"


def test_leap_day_is_a_day() -> None:
    (fire,) = first_fires(parse_cron("0 8 29 feb *"), 1, datetime(2026, 1, 1, tzinfo=UTC))
    assert fire.date().isoformat() == "2028-02-29"


@pytest.mark.parametrize("name", ["", "Asia", "asia/shanghaii", "../etc/passwd", "/etc/localtime", "Beijing", "UTC+8"])
def test_unknown_time_zones(name: str) -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        parse_timezone(name)


@pytest.mark.parametrize(
    ("send", "quiet", "policy"),
    [
        ("now", None, SendPolicy()),
        ("hourly", "22:00-06:30", SendPolicy(when="hourly", quiet=("22:00", "06:30"))),
        ("daily at 07:15", None, SendPolicy(when="daily", at="07:15")),
        (
            "daily at 07:15 Asia/Shanghai",
            "12:00-13:00 Asia/Shanghai",
            SendPolicy(when="daily", at="07:15", timezone="Asia/Shanghai", quiet=("12:00", "13:00")),
        ),
        ("weekly on friday at 23:59", None, SendPolicy(when="weekly", at="23:59", weekday=4)),
    ],
)
def test_times_to_send(send: str, quiet: str | None, policy: SendPolicy) -> None:
    assert parse_send(send, quiet) == policy


@pytest.mark.parametrize(
    ("send", "quiet", "says"),
    [
        ("", None, "is not a time to send"),
        ("later", None, "is not a time to send"),
        ("now Asia/Shanghai", None, "is not a time to send"),
        ("daily", None, "is not a time to send"),
        ("daily at 08:00 Asia Shanghai", None, "is not a time to send"),
        ("weekly on monday at 08:00 Asia Shanghai", None, "is not a time to send"),
        ("daily at 24:00", None, "is not a time of day"),
        ("daily at 08:00 Mars/Base", None, "unknown time zone"),
        ("weekly on mon at 08:00", None, "is not a day of the week"),
        ("daily at 08:00 Asia/Tokyo", "22:00-07:00 Asia/Shanghai", "same time zone"),
        ("now", "", "is not a quiet time"),
        ("now", "22:00", "is not a quiet time"),
        ("now", "22:00 - 07:00", "is not a quiet time"),
        ("now", "22:00-07:00 Asia Shanghai", "is not a quiet time"),
        ("now", "22-7", "is not a time of day"),
        ("now", "08:00-08:00", "ends when it begins"),
    ],
)
def test_what_is_no_time_to_send(send: str, quiet: str | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_send(send, quiet)

"""Times as people write them in sources.yaml: `6h`, `0 8 * * 1-5`, `daily at 08:00 Asia/Shanghai`.

Only parsing; when the next moment comes is computed by `monitor.schedule` and `monitor.alerts`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from zoneinfo import ZoneInfo, available_timezones

from monitor.config.problem import suggestion
from monitor.types import SendPolicy

_UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(0|[1-9][0-9]{0,6})(s|m|h|d|w)\Z")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Cron's order: 0 is Sunday.
_CRON_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_duration(text: str) -> int:
    """Seconds of `0s`, `90s`, `30m`, `6h`, `1d`, `2w`.

    Raises:
        ValueError: not a whole number with one of those units.
    """
    match = _DURATION.match(text)
    if match is None:
        raise ValueError(f'"{text}" is not a length of time; write a whole number and s, m, h, d or w, as in 6h')
    return int(match[1]) * _UNITS_S[match[2]]


def parse_keep(text: str) -> int | None:
    """Seconds of `90d of unchanged checks`; None of `everything`.

    Raises:
        ValueError: it is neither, or less than a day.
    """
    if text == "everything":
        return None
    duration, separator, what = text.partition(" of ")
    if not separator or what != "unchanged checks":
        raise ValueError(f'"{text}" is no policy; write "90d of unchanged checks" or "everything"')
    seconds = parse_duration(duration)
    if seconds < _UNITS_S["d"]:
        raise ValueError("the checks of the last day are always kept; give 1d or more")
    return seconds


def parse_timezone(name: str) -> str:
    """The name, when the IANA database has it.

    Raises:
        ValueError: unknown name.
    """
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f'unknown time zone "{name}"{suggestion(name, available_timezones())}') from error
    return name


def parse_cron(text: str) -> str:
    """A five-field cron expression with standard meaning, in a form that APScheduler reads with the same meaning.

    Days of the week become names: cron counts from 0 = Sunday (7 as well), APScheduler 3 from 0 = Monday, and both
    agree on names. A day of the month together with a day of the week means "either" to cron and "both" to
    APScheduler, and is refused.

    Raises:
        ValueError: what is wrong, one line.
    """
    fields = text.lower().split()
    if len(fields) != 5:
        raise ValueError(
            f'a cron expression has five fields (minute hour day month weekday), "{text}" has {len(fields)}'
        )
    _cron_values("minute", fields[0], 0, 59)
    _cron_values("hour", fields[1], 0, 23)
    days = _cron_values("day of the month", fields[2], 1, 31)
    months = _cron_values("month", fields[3], 1, 12, names=_MONTHS)
    weekdays = {day % 7 for day in _cron_values("day of the week", fields[4], 0, 7, names=_CRON_DAYS)}
    if fields[2] != "*" and fields[4] != "*":
        raise ValueError("give a day of the month or a day of the week, not both")
    # 2024 has a 29 February.
    if not any(day <= monthrange(2024, month)[1] for month in months for day in days):
        raise ValueError("there is no such day in the year")
    month = fields[3]
    if re.search("[a-z]", month):
        month = ",".join(str(number) for number in sorted(months))
    weekday = "*"
    if len(weekdays) < 7:
        weekday = ",".join(_CRON_DAYS[day] for day in sorted(weekdays, key=lambda day: (day - 1) % 7))
    return " ".join([*fields[:3], month, weekday])


def _cron_values(field: str, text: str, low: int, high: int, *, names: Sequence[str] = ()) -> set[int]:
    """The values that one field allows: `*`, `5`, `1-5`, `*/2`, `10-20/5`, `mon-fri`, and lists of these."""
    values: set[int] = set()
    for part in text.split(","):
        match = re.match(r"(?:(\*)|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:/([0-9]+))?\Z", part)
        if match is None:
            raise ValueError(f'"{part}" is not a valid {field}')
        star, first_text, last_text, step_text = match.groups()
        if star:
            first, last = low, high
        else:
            first = _cron_number(field, first_text, low, high, names)
            last = _cron_number(field, last_text, low, high, names) if last_text else first
            if step_text and not last_text:
                last = high
        if first > last:
            raise ValueError(f'"{part}": the first {field} of a range comes after the last')
        step = int(step_text) if step_text else 1
        if step_text and not 1 <= step <= max(last - first, 1):
            raise ValueError(f'"{part}": a step is from 1 to {max(last - first, 1)} here')
        values.update(range(first, last + 1, step))
    return values


def _cron_number(field: str, text: str, low: int, high: int, names: Sequence[str]) -> int:
    if text in names:
        return names.index(text) + (1 if low == 1 else 0)
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    hint = f" or {names[0]} to {names[-1]}" if names else ""
    raise ValueError(f'"{text}" is not a valid {field}: {low} to {high}{hint}')


def parse_send(send: str, quiet: str | None) -> SendPolicy:
    """When alerts leave, from `send:` and `quiet:` of a rule.

    Raises:
        ValueError: neither `now`, `hourly`, `daily at HH:MM [ZONE]` nor `weekly on DAY at HH:MM [ZONE]`; or a quiet
            time that is not `HH:MM-HH:MM [ZONE]`; or two different zones.
    """
    words = send.split()
    zone = ""
    at, weekday = "08:00", 0
    match words:
        case ["now" | "hourly"]:
            pass
        case ["daily", "at", time, *rest] if len(rest) <= 1:
            at, zone = _clock(time), "".join(rest)
        case ["weekly", "on", day, "at", time, *rest] if len(rest) <= 1:
            if day.lower() not in WEEKDAYS:
                raise ValueError(f'"{day}" is not a day of the week{suggestion(day.lower(), WEEKDAYS)}')
            at, zone, weekday = _clock(time), "".join(rest), WEEKDAYS.index(day.lower())
        case _:
            raise ValueError(
                f'"{send}" is not a time to send; write now, hourly, "daily at 08:00 Asia/Shanghai" '
                'or "weekly on monday at 08:00 Asia/Shanghai"'
            )
    span, quiet_zone = _quiet(quiet)
    if zone and quiet_zone and zone != quiet_zone:
        raise ValueError(f'"send" and "quiet" of one rule must name the same time zone, not {zone} and {quiet_zone}')
    timezone = parse_timezone(zone or quiet_zone or "UTC")
    return SendPolicy(when=words[0], at=at, weekday=weekday, timezone=timezone, quiet=span)


def _quiet(text: str | None) -> tuple[tuple[str, str] | None, str]:
    if text is None:
        return None, ""
    words = text.split()
    begin, dash, end = words[0].partition("-") if words else ("", "", "")
    if not dash or len(words) > 2:
        raise ValueError(f'"{text}" is not a quiet time; write it as 22:00-07:00 Asia/Shanghai')
    span = (_clock(begin), _clock(end))
    if span[0] == span[1]:
        raise ValueError(f'quiet time "{text}" ends when it begins')
    return span, words[1] if len(words) == 2 else ""


def _clock(text: str) -> str:
    if not _CLOCK.match(text):
        raise ValueError(f'"{text}" is not a time of day; write it as 08:00')
    return text

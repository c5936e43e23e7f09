"""Dates as listings write them, as ISO dates."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from monitor.text.months import MONTH_NAMES, MONTHS

_YEAR_FIRST = re.compile(
    r"(?<!\d)(20\d\d|19[89]\d)\s*(?:[-/.年]\s*)(0?[1-9]|1[0-2])\s*(?:[-/.月]\s*)(0?[1-9]|[12]\d|3[01])(?!\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w.])(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[\s.-]+({MONTH_NAMES})\b\.?,?[\s-]+(20\d\d)\b", re.I
)
_MONTH_FIRST = re.compile(rf"\b({MONTH_NAMES})\b\.?\s+(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,?\s+(20\d\d)\b", re.I)
#: Day above month and year, as Chinese listings set them: 13 2024-05, 13 2024/05, 13 2024.05.
_DAY_APART = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])\s+(20\d\d)\s*[-/.年]\s*(0?[1-9]|1[0-2])(?:月)?(?![-/.\d])")
#: 09/11/2026 is read only where one reading is possible or the language decides; see `in_text`.
_NUMBERS = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](20\d\d)(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6}|\d{9})?(?!\d)")

#: In addresses: t20240513_1, /20240513/, /2024/5/13/, /2024-05-13/, /202405/13/, /2024-05/13/, a 17-digit stamp.
_IN_PATH = (
    re.compile(r"/t?(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[_/.]|\d{9}\b|\d{6}\b)"),
    re.compile(r"/(20\d\d)[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"/(20\d\d)-?(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=/)"),
)


def _iso(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def in_text(text: str, *, day_first: bool | None = None) -> str | None:
    """The first date in a row's text, or None. `day_first` reads 09/11/2026 as 9 November; None refuses to guess."""
    if found := _YEAR_FIRST.search(text):
        return _iso(found[1], int(found[2]), found[3])
    if found := _DAY_FIRST.search(text):
        return _iso(found[3], MONTHS[found[2].lower()], found[1])
    if found := _MONTH_FIRST.search(text):
        return _iso(found[3], MONTHS[found[1].lower()], found[2])
    if found := _DAY_APART.search(text):
        return _iso(found[2], int(found[3]), found[1])
    if found := _NUMBERS.search(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 or (day_first is True and second <= 12):
            return _iso(found[3], second, found[1])
        if second > 12 or day_first is False:
            return _iso(found[3], first, found[2])
        return None
    if found := _COMPACT.search(text):
        return _iso(found[1], int(found[2]), found[3])
    return None


def in_address(url: str) -> str | None:
    """The day that an address is filed under, or None."""
    for pattern in _IN_PATH:
        if found := pattern.search(url):
            return _iso(found[1], int(found[2]), found[3])
    return None


def of_value(value: object) -> str | None:
    """The day of a field of a feed or of JSON: ISO 8601, RFC 822, a stamp in seconds or milliseconds, or free text."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _of_stamp(float(value))
    text = str(value).strip()
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return _of_stamp(float(text))
    if re.match(r"\d{4}-\d\d-\d\d(?:[T ]|$)", text):
        return _iso(text[:4], int(text[5:7]), text[8:10])
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return in_text(text)


def _of_stamp(seconds: float) -> str | None:
    """Unix time, UTC+8 taken as the day's border: Chinese publishers stamp midnight of their own day."""
    if seconds > 1e11:
        seconds /= 1000
    if not 5e8 < seconds < 4e9:
        return None
    return date.fromordinal(date(1970, 1, 1).toordinal() + int((seconds + 8 * 3600) // 86_400)).isoformat()

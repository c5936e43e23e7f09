"""Dates as pages write them, as ISO text: `2026-01-06`, `2026-01-06T09:30`, `2026-01-06T08:00:00+08:00`.

A time is given as the page gives it, and an offset only when the page does; midnight without an offset is a date.
"""

from __future__ import annotations

import re
from datetime import date

from monitor.text.months import MONTH_NAMES, MONTHS

_MONTH = "(?:" + MONTH_NAMES + r")\b\.?"
_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "O": 0}
_HAN = "〇○Ｏ零一二三四五六七八九"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:20\d\d|19[89]\d)"

#: A time of day right after a date: T09:30, 09:30:15.000Z, " 09:30 +0800", ", 9:30 pm", 09时30分.
_TIME = (
    r"(?:(?:T|[\s,，|·-]|&nbsp;|at\b|上午|星期.|周.|[(（]星期.[)）])*"
    r"(?P<hour>[01]?\d|2[0-3])\s?[:：时點点]\s?(?P<minute>[0-5]\d)(?:[:：分]\s?(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?P<offset>Z\b|UTC\b|GMT\b(?![+-])|(?:UTC|GMT)?[+-](?:0\d|1[0-4]):?[0-5]\d\b))?)?"
)
_WRITTEN = re.compile(
    "(?:"
    rf"(?<![\d年])(?P<y1>{_YEAR})\s?[-/.年－]\s?(?P<m1>1[0-2]|0?[1-9])\s?[-/.月－]\s?(?P<d1>{_DAY})(?!\d)日?"
    rf"|(?<![\d.])(?P<d2>{_DAY})(?:st|nd|rd|th)?[\s.-]*(?:of\s)?(?P<m2>{_MONTH})[\s,.-]*(?P<y2>{_YEAR})(?!\d)"
    rf"|\b(?P<m3>{_MONTH})\s?(?P<d3>{_DAY})(?:st|nd|rd|th)?\s?[,，]?\s?(?P<y3>{_YEAR})(?!\d)"
    rf"|(?P<y4>二[{_HAN}]{{3}})\s?年\s?(?P<m4>十[一二]?|[一二三四五六七八九])\s?月\s?(?P<d4>[一二三]?十?[一二三四五六七八九]?)\s?日"
    rf"|民[国國]\s?(?P<y5>\d{{2,3}})\s?年\s?(?P<m5>1[0-2]|0?[1-9])\s?月\s?(?P<d5>{_DAY})\s?日"
    r"|(?<![\d/.])(?P<n1>\d{1,2})(?P<dot>[/.])(?P<n2>\d{1,2})(?P=dot)(?P<y6>20\d\d)(?!\d)"
    ")" + _TIME,
    re.IGNORECASE,
)
#: 20260106, 20260106093000: in fields for machines.
_COMPACT = re.compile(
    r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(Z|\b)"
)
#: Unix time in seconds or milliseconds: in fields for machines.
_STAMP = re.compile(r"1\d{9}(?:\d{3})?")
#: In addresses: t20240513_1, P020240513371122.pdf, /20240513/, /2024/5/13/, /2024-05-13/, /202405/13/, /2024-05/13/.
_IN_PATH = (
    re.compile(r"/(?:t|[PW]0)?(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[_/.-]|\d{3,14}\b)"),
    re.compile(r"/(20\d\d)[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"/(20\d\d)-?(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=/)"),
)


def first_date(text: str) -> tuple[str, int, int] | None:
    """(ISO date or date and time, where it begins, where it ends) of the first real date in a line of text.

    03/04/2026 is left alone: it is two different days in two countries. With dots, the day always comes first.
    """
    for match in _WRITTEN.finditer(text):
        day = _day_of(match)
        if day is not None:
            return day + _clock_of(match), match.start(), match.end()
    return None


def date_in_field(value: str) -> str | None:
    """The date of a field written for machines: <meta>, JSON-LD, <time datetime>; stamps and 20260106 are read too."""
    value = value.strip()[:80]
    if _STAMP.fullmatch(value):
        seconds = int(value[:10])
        # Publishers stamp midnight of their own day, and those that use stamps are Chinese: UTC+8.
        return date.fromordinal(date(1970, 1, 1).toordinal() + (seconds + 8 * 3600) // 86_400).isoformat()
    found = first_date(value)
    if found is not None:
        return found[0]
    match = _COMPACT.match(value)
    if match is None:
        return None
    day = _iso(int(match[1]), int(match[2]), int(match[3]))
    if day is None or match[4] is None:
        return day
    return day + _clock(int(match[4]), int(match[5]), int(match[6] or 0), "Z" if match[7] else None)


def date_in_address(url: str) -> str | None:
    """The day that an address is filed under, or None."""
    for pattern in _IN_PATH:
        if found := pattern.search(url):
            return _iso(int(found[1]), int(found[2]), int(found[3]))
    return None


def _day_of(match: re.Match[str]) -> str | None:
    if match["y1"]:
        return _iso(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["y2"]:
        return _iso(int(match["y2"]), _month(match["m2"]), int(match["d2"]))
    if match["y3"]:
        return _iso(int(match["y3"]), _month(match["m3"]), int(match["d3"]))
    if match["y4"]:
        year = int("".join(str(_HAN_DIGITS[char]) for char in match["y4"]))
        return _iso(year, _han_number(match["m4"]), _han_number(match["d4"]))
    if match["y5"]:
        return _iso(int(match["y5"]) + 1911, int(match["m5"]), int(match["d5"]))
    first, second = int(match["n1"]), int(match["n2"])
    if first > 12 or match["dot"] == ".":
        return _iso(int(match["y6"]), second, first)
    return _iso(int(match["y6"]), first, second) if second > 12 or first == second else None


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _han_number(text: str) -> int:
    """一 to 三十一; 0 when it is none."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN_DIGITS.get(ones, 0) if len(ones) == 1 else 0
    return 10 * (_HAN_DIGITS[tens] if tens else 1) + (_HAN_DIGITS[ones] if ones else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock_of(match: re.Match[str]) -> str:
    if match["hour"] is None:
        return ""
    hour = int(match["hour"])
    half = (match["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _clock(hour, int(match["minute"]), int(match["second"] or 0), match["offset"])


def _clock(hour: int, minute: int, second: int, offset: str | None) -> str:
    """`T09:30`, with seconds when there are some, with an offset when there is one; "" for a bare midnight."""
    if offset is None:
        if hour == minute == second == 0:
            return ""
        zone = ""
    else:
        digits = offset.upper().removeprefix("UTC").removeprefix("GMT").replace(":", "")
        zone = "+00:00" if digits in ("", "Z") else f"{digits[:3]}:{digits[3:]}"
    return f"T{hour:02}:{minute:02}" + (f":{second:02}" if second or zone else "") + zone

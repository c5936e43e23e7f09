"""Dates as pages write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

_ISO = re.compile(
    r"\b((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?:[T ]{1,2}(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?",
    re.I,
)
_CHINESE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CHINESE_WORDS = re.compile(
    r"(二[〇○零0Oo][一二三四五六七八九〇○零]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_SLASHED = re.compile(r"\b((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})\b")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6})?$")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b", re.I)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+((?:19|20)\d\d)\b", re.I)
_DIGITS = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "0": 0, "O": 0, "o": 0}


def iso_date(text: str) -> str | None:
    """The first date in a text as `2021-12-20`, or `2021-12-20T10:00:00+08:00` when time and offset are given.

    A time without an offset is left out: nobody knows when it was. Width has to be folded by the caller.
    """
    if not text:
        return None
    text = text.strip()
    match = _ISO.search(text)
    if match is not None:
        day = _day(match[1], match[2], match[3])
        if day is not None and match[4] and match[7]:
            return _moment(day, match) or day
        return day
    for pattern in (_CHINESE, _SLASHED, _COMPACT):
        match = pattern.search(text)
        if match is not None:
            return _day(match[1], match[2], match[3])
    match = _CHINESE_WORDS.search(text)
    if match is not None:
        year = "".join(str(_DIGITS[char]) for char in match[1])
        return _day(year, _number(match[2]), _number(match[3]))
    match = _MONTH_FIRST.search(text)
    if match is not None:
        return _day(match[3], _MONTHS.index(match[1].lower()) + 1, match[2])
    match = _DAY_FIRST.search(text)
    if match is not None:
        return _day(match[3], _MONTHS.index(match[2].lower()) + 1, match[1])
    return None


def _day(year: str, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _moment(day: str, match: re.Match[str]) -> str | None:
    offset = "+00:00" if match[7] in "Zz" else match[7] if ":" in match[7] else match[7][:3] + ":" + match[7][3:]
    try:
        return datetime.fromisoformat(f"{day}T{int(match[4]):02}:{match[5]}:{match[6] or '00'}{offset}").isoformat()
    except ValueError:
        return None


def _number(words: str) -> int:
    """十二 is 12, 二十 is 20, 三十一 is 31."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS[words[-1]]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)

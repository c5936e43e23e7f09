"""English dates that the calendar gives and no year: by Q3, at the end of the month, by this time next year.

by the end of the third quarter          of this year, or of the next when it is over
in the first half of next year           its sixth month
in the next 100 days                     the month in which they end
has an execution period of 30 months     as within 30 months
by 2027 and, three years later           counted from the date before
"""

from __future__ import annotations

from datetime import date, timedelta

from monitor.targets.english.relative import Found, is_wanted, month_of, small_number
from monitor.targets.isodates import iso_end, iso_month, iso_months_on
from monitor.targets.marks import DateMark
from monitor.targets.setting import Setting
from monitor.text import late as re

#: One of them stands in every match of `_SPOKEN`, or one of each pair; most lines hold none.
_HELD = (" quarter", "Q1", "Q2", "Q3", "Q4", "first half", "second half", "course of", "this month", "next month",
         "the month", "time next", "after next", "Easter", "Christmas", "period of", "time of", "years later",
         "year later", "years after that", "year after that")  # fmt: skip
_COMING, _COUNTED = ("next ", "coming "), ("days", "weeks")
_SPOKEN = re.compile(
    r"(?:\b(?P<lead>(?i:by|before|until|till|in|during|within|over|at|from|since))\s)?(?:the\s)?(?:start\sof\s(?:the\s)?)?"
    r"(?P<end>(?:end|close)\sof\s(?:the\s)?)?"
    r"(?:"
    r"(?P<part>Q(?P<q>[1-4])|(?P<qw>first|second|third|fourth|final)\squarter|(?P<hw>first|second)\shalf)"
    r"(?:(?:\sof)?\s(?P<of>this|next|last|the)\syear)?(?!\s(?:of\s)?(?:FY|fiscal|the\s|20\d\d|\d|[a-z]+-)|[-/])"
    r"|course\sof\s(?P<course>this|the|next)\syear"
    r"|(?P<month>this|next|the)\smonth(?!\s(?:of|in)\b)"
    r"|(?P<now>this\stime\snext\syear)"
    r"|(?P<second>year\safter\snext)"
    r"|(?P<feast>Easter|Christmas)(?!\s(?:20\d\d|[A-Z]))"
    r"|(?:next|coming)\s(?P<n>\d{1,3}|[a-z]{3,9})\s(?P<unit>days|weeks)"
    r"|(?P<later>\d{1,2}|[a-z]{1,6})\syears?\s(?:later|after\sthat)"
    r"|(?:gestation|execution|construction|implementation|completion|delivery|project)\s(?:period|time)\sof\s"
    r"(?:about\s|some\s)?(?P<term>\d{1,2}|[a-z]{3,9})\s(?P<span>months|years)"
    r")\b"
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
#: The month in which a feast falls.
_FEASTS = {"Easter": 4, "Christmas": 12}
_MARCH = 3
#: What only a lead makes a date: the third quarter (of its profit), the end of the month.
_LED = ("q", "qw", "month", "feast")


def with_calendar(text: str, marks: list[DateMark], setting: Setting) -> list[DateMark]:
    """The dates of a line with those that name no year, in order; they take the place of the parts they hold.

    `in Q1 next year` holds `next year`.
    """
    day = setting.today.day
    if day is None or not _may_speak(text):
        return marks
    for match in _SPOKEN.finditer(text):
        earlier = [mark for mark in marks if mark.end <= match.start()]
        found = _years_on(match, earlier) if match["later"] else _found(match, day, setting)
        if found is None or any(
            mark.start < match.end() and mark.end > match.start() and not _holds(match, mark) for mark in marks
        ):
            continue
        lead = (match["lead"] or "").lower()
        marks = [mark for mark in marks if not _holds(match, mark)]
        marks.append(
            DateMark.at(
                *match.span(),
                found[:4],
                by=lead in ("by", "before", "until", "till", "within") or bool(match["end"]),
                past=found[4] == "last",
                starts=lead in ("from", "since"),
                relative=found[4] == "relative",
            )
        )
    return sorted(marks, key=lambda mark: mark.start)


def _may_speak(text: str) -> bool:
    """Whether a line holds what `_SPOKEN` cannot do without."""
    plain = " ".join(text.split())
    if any(held in plain for held in _HELD):
        return True
    return any(unit in plain for unit in _COUNTED) and any(word in plain for word in _COMING)


def _holds(match: re.Match[str], mark: DateMark) -> bool:
    return match.start() <= mark.start and mark.end <= match.end()


def _found(match: re.Match[str], day: date, setting: Setting) -> Found | None:
    """First year, last year, deadline, date of a fact and kind of a match."""
    lead = (match["lead"] or "").lower()
    if not lead and any(match[name] for name in _LED) and not match["of"]:
        return None
    wanted = is_wanted(match.string, match.start())
    if match["part"]:
        return _part(match, day, lead, wanted=wanted, april=setting.fiscal_month == _MARCH)
    if match["feast"]:
        found = month_of(_FEASTS[match["feast"]], lead, day, wanted=wanted or lead in ("by", "before"))
        return (found[0], found[1], str(found[1]), str(found[1]), found[4]) if found else None
    if match["month"]:
        ahead = match["month"] == "next"
        return _months_on(day, ahead, "point") if match["end"] or ahead else None
    if match["course"] or match["second"]:
        year = day.year + (2 if match["second"] else match["course"] == "next")
        return year, year, str(year), str(year), "point"
    if match["now"]:
        return _months_on(day, 12, "point")
    number = small_number((match["n"] or match["term"] or "").lower())
    if not number or (setting.period is not None and match["term"]):
        # what lasts for years in a plan lasts as long as the plan
        return None
    if match["n"]:
        due = day + timedelta(days=number * (7 if match["unit"] == "weeks" else 1))
        month = iso_month(due.year, due.month)
        return day.year, due.year, month, month, "relative"
    return _months_on(day, number * (12 if match["span"] == "years" else 1), "relative")


def _years_on(match: re.Match[str], marks: list[DateMark]) -> Found | None:
    """So many years after the date before: by 2027 and, three years later."""
    number = 1 if match["later"] == "a" else small_number(match["later"].lower())
    if not marks or not number or len(marks[-1].due) > 4:
        return None
    year = int(marks[-1].due) + number
    return year, year, str(year), str(year), "point"


def _part(match: re.Match[str], day: date, lead: str, *, wanted: bool, april: bool) -> Found | None:
    """A quarter or half of a year: of the one named, else of that which fits the tense.

    Where fiscal years begin in `april`, so does Q1; the first quarter may be either and is taken for the calendar's.
    """
    half = match["hw"]
    if half and not match["of"]:
        return None
    quarter = int(match["q"] or 0) or _QUARTERS.get(match["qw"] or "", 0)
    if april and match["q"]:
        quarter = quarter % 4 + 1
    month = (6 if half == "first" else 12) if half else 3 * quarter
    if match["of"] in (None, "the"):
        low, high, due, as_of, kind = month_of(month, lead or "in", day, wanted=wanted or lead in ("by", "before"))
        return low, high, due if april else due.removesuffix("-12"), as_of, kind
    year = day.year + {"this": 0, "next": 1, "last": -1}[match["of"]]
    due = iso_end(year, month)
    return year, year, due, due, "last" if match["of"] == "last" else "point"


def _months_on(day: date, months: int, kind: str) -> Found:
    """So many months from a day on."""
    year, due = iso_months_on(day, months)
    return day.year if kind == "relative" else year, year, due, due, kind

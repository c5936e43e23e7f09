"""English dates that are counted from the day of writing: this year, by March, within five years, the last fiscal year.

will open in March        of this year, or of the next when March is over
was opened in March       of this year, or of the last
within 12 months          no date where it says how long something may take each time
"""

from __future__ import annotations

from datetime import date

from monitor.targets.english.numbers import number_words
from monitor.targets.isodates import iso_end, iso_month, iso_months_on
from monitor.targets.setting import Setting
from monitor.text import late as re
from monitor.text.months import MONTHS

#: The groups of a date's expression.
Groups = dict[str, str | None]
#: First year, last year, as a deadline, as the date of a fact, kind.
Found = tuple[int, int, str, str, str]

#: What is done to one after the other, and takes its time each time.
_PROCESS = re.compile(
    r"\b(?:must|shall|should|(?:is|are) to|have to|has to|will|to be|required to|obliged to|"
    r"within)\b[^.;]*\b(?:certif\w+|"
    r"decid\w+|decisions?|review(?:s|ed)?|process(?:es|ed)?|approv\w+|answer(?:ed|s)?|respon\w+|pa(?:y|id|yments?)|"
    r"assess\w*|issued?|repair(?:s|ed)?|treat(?:ed|ment)?|seen|receive|diagnos\w+|evaluat\w+|examin\w+|licen[cs]ed|"
    r"reimburs\w+|registered)\b[^.;]{0,40}$"
)
_HAS_TIME = re.compile(r"\b(?:has|have|had|gives?|gave|given|gets?|leaves?)\s(?:[\w’'-]+\s){0,4}?$")
_OTHER = re.compile(r"\d")
#: The last month of a season.
_SEASONS = {"winter": 12, "spring": 5, "summer": 8, "autumn": 11, "fall": 11}
#: What is still to come, before a date without a year.
_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are|was) (?:to|due|set|scheduled|expected|planned|slated)|should|due|going to|plans? to|"
    r"starting|scheduled|expected)\b[^.;]*$"
)


def is_term(text: str, match: re.Match[str]) -> bool:
    """Whether `within 12 months` is how long something may take, each time: bodies are to certify devices within it."""
    if (match["pre"] or "").lower() != "within" or not (match["u"] or "").lower().startswith("month"):
        return False
    begin = max(text.rfind(mark, 0, match.start()) for mark in (". ", "; ", "(")) + 1
    return _PROCESS.search(text, max(begin, match.start() - 80), match.start()) is not None and not _OTHER.search(
        text, begin, match.start()
    )


def is_given(text: str, start: int) -> bool:
    """Whether a span of years is the time that somebody has: hospitals have two years to replace them."""
    return _HAS_TIME.search(text, max(0, start - 60), start) is not None


def is_wanted(text: str, start: int) -> bool:
    """Whether what a date without a year stands behind is still to come: will arrive in July."""
    return _TO_COME.search(text, max(0, start - 90), start) is not None


def _fiscal_now(word: str, day: date, month: int) -> Found:
    """This, the last or the next fiscal year, as of a day."""
    last = word in ("last", "previous", "the last", "the previous", "the past")
    step = -1 if last else 1 if "next" in word or "coming" in word or "following" in word else 0
    year = day.year + step + (day.month > month)
    due = iso_end(year, month)
    return year, year, due, due, "last" if last else "point"


def small_number(text: str | None) -> int:
    """A small number in figures or letters."""
    return int(text) if text and text.isdigit() else int(number_words(text or "") or 0)


def relative(group: Groups, setting: Setting, *, wanted: bool) -> Found | None:
    day = setting.today.day
    if day is None:
        return None
    if group["now"]:
        return day.year, day.year, str(day.year), str(day.year), "now"
    if group["bare"]:
        said = (group["bared"] or "").lower().split()
        if said:
            return _month_said(group["bare"], said[0], day)
        return _month(group["bare"], (group["lead"] or "").lower(), day, wanted=wanted)
    if group["both"] or group["ahead"]:
        ends = setting.fiscal_month if "f" in (group["both"] or "").lower() else 12
        year = day.year + 1 + (day.month > ends)
        due = iso_end(year, ends)
        return day.year, year, due, due, "point"
    if group["eod"]:
        year = day.year + -day.year % 10
        return year, year, str(year), str(year), "point"
    if group["eoy"]:
        return day.year, day.year, str(day.year), str(day.year), "point"
    if group["season"]:
        lead = (group["lead"] or "").lower()
        if lead == "to" or not (lead or group["the"]):
            return None
        over = day.month > _SEASONS[group["season"].lower()]
        year = day.year + (over and (wanted or lead in ("by", "before")))
        return year, year, str(year), str(year), "point"
    if group["rel"]:
        found = _named_year((group["rel"] or "").lower(), (group["relu"] or "").lower(), day, setting.fiscal_month)
        part = (group["the"] or "").lower()
        if found is not None and len(found[2]) == 4 and ("first half" in part or "mid" in part):
            # the first half of next year
            return *found[:2], f"{found[2]}-06", f"{found[2]}-06", found[4]
        return found
    return _from_now(group, day)


def _month(name: str, lead: str, day: date, *, wanted: bool) -> Found | None:
    """By March, in June."""
    if name == "may" or not lead:
        return None
    return month_of(MONTHS[name.lower()], lead, day, wanted=wanted)


def month_of(month: int, lead: str, day: date, *, wanted: bool) -> Found:
    """A month without a year: of this one, or of the last when it has not come; of the next in what is `wanted`."""
    if wanted and lead != "since":
        year = day.year + (month < day.month)
    else:
        year = day.year if month <= day.month or lead in ("by", "before", "until") else day.year - 1
    due = iso_month(year, month)
    return year, year, due, due, "point" if year != day.year or month > day.month else "last"


def _month_said(name: str, word: str, day: date) -> Found:
    """This April, next April, last April; the next one is that of this year as long as it is to come."""
    month = MONTHS[name.lower()]
    ahead = {"this": 0, "next": month <= day.month, "last": -(month >= day.month)}[word]
    year = day.year + ahead
    due = iso_month(year, month)
    return year, year, due, due, "last" if word == "last" else "point"


def _named_year(word: str, unit: str, day: date, fiscal_month: int) -> Found | None:
    """Next year, the last fiscal year, the coming decade."""
    if unit.startswith(("fiscal", "financial")):
        return _fiscal_now(word, day, fiscal_month)
    unit = unit.removeprefix("calendar ")
    ahead = word in ("next", "the next", "the following", "the coming")
    if unit == "decade" and ahead:
        return day.year, day.year + 10, str(day.year + 10), str(day.year + 10), "relative"
    if unit == "month" and word in ("next", "the next", "this", "the coming", "coming"):
        year, due = iso_months_on(day, word != "this")
        return year, year, due, due, "point"
    if unit in ("month", "quarter", "decade") or "same" in word:
        return None
    ahead = word in ("next", "the following", "the coming", "coming")
    step = 1 if ahead else -1 if word in ("last", "the previous", "previous", "the past") else 0
    year = day.year + step
    return year, year, str(year), str(year), "last" if step < 0 else "point"


def _from_now(group: Groups, day: date) -> Found | None:
    """Within three years, a five-year programme."""
    if group["span"]:
        year = day.year + small_number(group["span"])
        return day.year, year, str(year), str(year), "span"
    number = small_number(group["n"] or group["nn"] or group["xn"])
    unit = (group["u"] or group["nu"] or group["xu"] or "").lower()
    if not number:
        return None
    if unit.startswith("month"):
        year, due = iso_months_on(day, number)
        return day.year, year, due, due, "relative"
    year = day.year + number * (10 if unit.startswith("decade") else 1)
    return day.year, year, str(year), str(year), "relative"

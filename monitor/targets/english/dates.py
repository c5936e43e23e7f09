"""Dates in English texts: by end-2027, before 30 June 2026, FY2025, within five years, in the 14th Five-Year Plan."""

from __future__ import annotations

from dataclasses import replace

from monitor.targets.cues import Cues, cues_of
from monitor.targets.english.calendar import with_calendar
from monitor.targets.english.fiscal import split_month
from monitor.targets.english.relative import Found, Groups, is_given, is_term, is_wanted, relative, small_number
from monitor.targets.five_years import ENGLISH, five_years
from monitor.targets.isodates import iso_end, iso_month
from monitor.targets.marks import DateMark
from monitor.targets.setting import Setting
from monitor.text import late as re
from monitor.text.months import FULL_NAMES, MONTHS

_MONTH = (
    rf"{FULL_NAMES}|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
#: What makes `within three years of …` a span from the day of writing; others (of diagnosis) are no date.
_ISSUED = (
    r"(?:this\s[a-z]+|(?:(?:its|the|this|their)\s)?(?:(?:plan|strategy|policy|scheme|decree)(?:['’]s)?\s)?"
    r"(?:publication|signing|launch|ratification|issu(?:e|ance)|adoption|promulgation|announcement|"
    r"entry\sinto\sforce|coming\sinto\sforce))\b"
)
_COUNT = (
    r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|"
    r"twenty-four|twenty"
)
_YEAR = r"(?:19|20)\d\d"

_DATE = re.compile(
    r"(?P<lead>\b(?:by|come|before|no later than|not later than|until|till|through|up to and including|as of|as at|"
    r"since|from|starting in|beginning in|in|during|for|of|at|on|to|over|after|between|throughout))?\s*"
    r"(?P<the>\b(?:the\s+)?(?:(?:beginning|start|early|middle|mid|late|latter half|first half|"
    r"second half|first semester|second semester)(?:\s+of)?(?:\s+the)?[\s-]+)?)"
    r"(?P<end>(?:(?:the\s+)?(?:(?:very\s+)?end|close)(?:\s+of|"
    r"[\s-])(?:\s*the)?(?:\s*calendar)?(?:\s+year)?\s*(?:of\s+)?)?)"
    r"(?:"
    r"\b(?:FY ?)?(?P<fra>20\d\d)[-/](?:20)?\d\d (?:to|through|until|-) (?:FY "
    r"?)?(?P<frb>20\d\d)[-/](?:20)?(?P<frc>\d\d)\b(?!-)"
    rf"|(?<=between\s)(?:FY ?|(?:{_MONTH})\s)?(?P<ba>20\d\d)(?:[-/]\d\d)?\sand\s(?:FY ?|(?P<bm>{_MONTH})\s)?"
    r"(?P<bb>20\d\d)(?:[-/](?P<bc>\d\d))?\b"
    rf"|(?P<fy>\b(?:FY|fiscal(?:\s+years?)?|financial\s+years?|FYs))\s?-?'?(?P<fya>20\d\d|\d\d)(?:(?:\s?[-/]\s?|"
    rf"\s(?:to|through)\s(?:FY)?\s?)(?P<fyb>20\d\d|\d\d))?\b(?![,.]\d)"
    rf"|\b(?P<ra>20\d\d)(?:\s?[-/]\s?(?P<rb>20\d\d|\d\d)|(?:\sto\s|\sthrough\s|(?<=in\s20\d\d)\sand\s|"
    rf"—)(?P<rc>20\d\d))\b(?!\s?%|[,.]\d|-\d|,?\srespectively)"
    # 30.06.2026, 30/06/2026, 2026-06-30
    r"|\b(?P<nd>\d{1,2})(?P<ns>[./])(?P<nm>\d{1,2})(?P=ns)(?P<ny>20\d\d)\b(?![/-]\d)"
    r"|\b(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)\b"
    rf"|\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<dm>{_MONTH}),?(?:\s(?:of\s)?(?P<dy>{_YEAR}|this\syear|"
    rf"next\syear|last\syear))?\b"
    rf"|\b(?P<mm>{_MONTH})\s(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?:of\s)?(?P<my>{_YEAR}|this\syear|next\syear))?\b"
    r"(?!\s?%|[,.]\d)"
    rf"|\b(?P<om>{_MONTH}),?\s(?:of\s)?(?P<oy>{_YEAR}|['’]\d\d|this\syear|next\syear|last\syear)\b"
    r"|\b(?:Q(?P<q>[1-4])|(?P<qw>first|second|third|fourth|last|final)\squarter(?:\sof)?|quarter\s(?P<qn>[1-4])"
    rf"(?:\sof)?|H(?P<h>[12]))\s?(?P<qy>{_YEAR})\b"
    rf"|\b(?P<y>{_YEAR})\b(?!\s?(?:%|per\s?cent|percent|million|billion|beds|hospitals|people|patients)|[,.]\d|"
    rf"/\d|-\d)"
    r"|\b(?P<both>(?:this|the\scurrent)\s(?:(?:fiscal|financial)\s)?year\sand\s(?:the\s)?next(?:\sone)?)\b(?!\syear)"
    r"|\b(?P<ahead>the\syear\s(?:ahead|to\scome))\b"
    r"|\b(?P<rel>this|next|last|the\s(?:same|following|previous|past|coming|current)|previous|coming|"
    r"current)\s(?P<relu>(?:calendar\s)?year|fiscal\syear|financial\syear|decade|month|quarter|spring|summer|autumn|fall|winter)\b"
    r"|\b(?P<eod>(?:(?:the\s)?(?:end|close|turn)\sof\s)?(?:the|this)\sdecade(?:\sis\sout|[’']s\send)?)\b"
    r"|\b(?P<eoy>(?:the\s)?(?:end|close)\sof\s(?:the|this)\s(?:calendar\s)?year|year[\s-]end|"
    r"(?:the\s|this\s)?year(?:['’]s\send|\s(?:is\s(?:out|over)|ends)))\b"
    rf"|\b(?P<season>fall|autumn|spring|summer|winter)\b(?:,?\s(?:of\s)?(?P<sy>{_YEAR})(?P<syb>[-/]\d\d)?\b)?"
    rf"|\b(?P<pre>within(?:\sthe)?(?:\snext)?|in\sthe\snext|over\sthe\snext|over(?=\s\w+\syears)|in\sthe\scoming|"
    rf"over\sthe\scoming|"
    rf"during\sthe\snext|for\sthe\snext|the\snext|next|coming|in)\s(?P<n>{_COUNT})[\s-](?:to\s\w+\s)?(?P<u>years?|"
    rf"months?|decades?)\b(?!\sof\s(?!{_ISSUED})|\sold|\sago)"
    rf"|\b(?:the\s)?(?P<same>same\s(?:year|period|date)|that\s(?:date|year|time)|(?<=by\s)then)\b"
    rf"|\b(?P<fn>{_COUNT})\syears\s(?:from|starting(?:\sin|\sfrom)?|"
    rf"beginning(?:\sin)?)\s(?P<fs>20\d\d)(?P<fsy>[-/]\d\d)?\b"
    rf"|\b(?<!over )(?<!in )(?<!within )(?<!next )(?<!coming )(?<!for )(?<!past )(?<!last "
    rf")(?P<xn>{_COUNT})\s(?P<xu>years|months)(?=\sto\s[a-z])"
    rf"|\b(?P<nn>{_COUNT})\s(?P<nu>years?|months?)(?:\sfrom\s(?:now|today)|\shence|['’]\stime)\b"
    rf"|\b(?P<span>{_COUNT})[\s-]year\s(?:\w+\s)?(?:period|plan|program(?:me)?|project|budget|scheme|initiative|"
    rf"strategy|"
    r"package|investment|funding|roadmap)\b"
    r"|\bnow\s(?:and|to|until|till|through)\s(?:the\send\sof\s)?(?P<until>20\d\d)\b"
    rf"|(?P<fyp>\b(?:{ENGLISH})\sfive[- ]year)(?:\splan)?\"?(?P<fypp>\speriod|\send)?"
    rf"|\b(?P<bared>(?:this|next|last)\s(?:coming\s)?)?(?P<bare>{_MONTH.split('|Jan')[0]})\b(?!\s\d)"
    r"|\b(?P<now>(?<!announced )(?<!said )today(?! (?:announced|approved|launched|said|published|released|"
    r"unveiled))|currently|at\spresent|so\sfar|presently|to\sdate|right\snow|"
    r"(?<!will )(?<!shall )(?<!can )now|at\sthe\smoment|already)\b"
    r")"
    r"(?P<tail>\sonwards?|\sonward)?",
    re.IGNORECASE,
)
#: When a span of years ends: over five years to 2029-30.
_ENDS_IN = re.compile(r"\s(?:to|until|till|through|ending(?: in)?|up to)\s(?:the end of\s)?(?:FY\s?)?20\d\d")
#: By the end of this Parliament, before a year.
_BY_THE_END = re.compile(r"\b(?:by|before) (?:the )?(?:end|close) of [^,.;\d]{3,40}[ ,(]{1,2}$")
#: What a span of years is counted from: within three years of the launch in 2025.
_OF_START = re.compile(r"\sof\s[^,.;]{3,60}?\b(?:in|on)\s(?:[A-Z][a-z]+ )?(20\d\d)\b")
#: Between two years that are one span; words behind that part them again.
_AND = re.compile(r"\s(?:and|&)(?:\s(?:in|during))?\s?")
_EACH = " alike"
#: Before a year that is one of several: in 2026, 2027 and 2028.
_LISTED = re.compile(r"20\d\d,\s$")
#: Where a date may have its core: a year, a fiscal year, a quarter. Words are found by `Cues`.
_CORE = re.compile(r"(?:19|20)\d\d|FY|fy|Q[1-4]|H[12]|1[1-6]th")
#: Words that a date may hold before its core; one that is none of them ends the way back.
_HELD = (
    "by come before no later than until till through up to and including as of at since from starting in beginning "
    "during for on over after between throughout the start early middle mid late latter first second third fourth half "
    "very end close calendar year years month months decade decades fy fys fiscal financial quarter this next last "
    "same following previous past coming current fall autumn spring summer winter within now one two three four five "
    "six seven eight nine ten eleven eleventh twelve twelfth thirteen thirteenth fourteen fourteenth fifteenth fifteen "
    "sixteen sixteenth eighteen twenty final semester plan so far date present moment right"
)
_BEFORE_CORE = frozenset(_HELD.split()) | frozenset(MONTHS)
#: How many words before its core a date may begin: by the end of the fiscal year 2027.
_WORDS_BEFORE = 7


def find_english_dates(text: str, setting: Setting, words: Cues | None = None) -> list[DateMark]:
    """Dates in a line of English, in order. Relative ones need the day of writing.

    `words` are the cue words of the line in lower case, when they have been found already.
    """
    words = words if words is not None else cues_of(text.lower())
    cores = sorted({m.start() for m in _CORE.finditer(text)} | {start for start, _ in words.all("date")})
    marks: list[DateMark] = []
    position = 0
    for core in cores:
        if core < position:
            continue
        match = _match_around(text, core, position)
        if match is None or is_term(text, match) or (match["xn"] and not is_given(text, match.start())):
            continue
        if match["n"] and _ENDS_IN.match(text, match.end()):
            # over five years to 2029-30: when they end is said behind
            continue
        position = match.end()
        mark = _mark(match, setting, marks, wanted=is_wanted(text, match.start()))
        if mark is not None:
            if marks and _goes_on(text, marks[-1], mark):
                mark = replace(mark, start=marks[-1].start, low=marks[-1].low, by=marks[-1].by or mark.by)
                marks.pop()
            marks.append(mark)
            position = mark.end
    return with_calendar(text, marks, setting)


def _goes_on(text: str, one: DateMark, other: DateMark) -> bool:
    """Whether two years that follow each other are one span: during 2025-26 and 2026-27, this year and next."""
    if other.high != one.high + 1 or one.due[4:] != other.due[4:] or len(other.due) > 7 or one.past or one.relative:
        return False
    if _LISTED.search(text, max(0, one.start - 6), one.start) or "respectively" in text:
        return False
    return _AND.fullmatch(text, one.end, other.start) is not None and not text.startswith(_EACH, other.end)


def _match_around(text: str, core: int, floor: int) -> re.Match[str] | None:
    """The date that holds the core, begun as many words before it as fit."""
    starts = [core]
    at = core
    for _ in range(_WORDS_BEFORE):
        at = text.rfind(" ", floor, at - 1 if at > floor else floor) + 1 if at - 1 > floor else floor
        if at <= floor:
            if floor not in starts:
                starts.append(floor)
            break
        starts.append(at + (text[at] in '"“('))
        word = text[at : starts[-2]].strip(" ,.'\"-").lower()
        if len(starts) > 2 and word.isalpha() and word not in _BEFORE_CORE:
            break
    hyphen = text.rfind("-", floor, core)
    if hyphen >= 0 and core - hyphen == 1:
        starts.append(text.rfind(" ", floor, hyphen) + 1)
    for start in sorted(set(starts)):
        match = _DATE.match(text, start)
        if match is not None and match.end() > core:
            return match
    return None


def _mark(match: re.Match[str], setting: Setting, before: list[DateMark], *, wanted: bool) -> DateMark | None:
    group = match.groupdict()
    found = _years(group, setting, before, wanted=wanted)
    if found is None:
        return None
    kind, end = found[4], match.end()
    start_of = _OF_START.match(match.string, end) if group["n"] and kind == "relative" and len(found[2]) == 4 else None
    if start_of is not None and setting.today.day is not None:
        # within three years of the launch in 2025
        year = int(start_of[1]) + found[1] - setting.today.day.year
        found, end = (found[0], year, str(year), str(year), "point"), start_of.end()
    lead = (group["lead"] or "").lower()
    start = match.start()
    while match.string[start] == " ":
        start += 1
    return DateMark.at(
        start,
        end,
        found[:4],
        by=bool(group["until"])
        or _BY_THE_END.search(match.string, max(0, start - 60), start) is not None
        or lead in ("by", "come", "before", "no later than", "not later than", "until", "till", "through")
        or (bool(group["end"]) and lead != "at"),
        past=lead in ("as of", "as at", "since") or kind in ("now", "last"),
        starts=(
            not group["until"]
            and kind != "period"
            and lead in ("from", "since", "after", "starting in", "beginning in")
        )
        or bool(group["tail"]),
        relative=kind in ("relative", "span"),
        period=kind in ("period", "named"),
        named=kind in ("named", "span"),
    )


def _years(group: Groups, setting: Setting, before: list[DateMark], *, wanted: bool) -> Found | None:
    """(first year, last year, as a deadline, as the date of a fact, kind) of a match."""
    if group["frc"]:
        low, high = int(group["fra"] or 0), int((group["frb"] or "")[:2] + group["frc"])
        return low, high, iso_month(high, split_month(setting.fiscal_month)), f"{low}-{high}", "period"
    if group["bb"]:
        return _between(group, split_month(setting.fiscal_month))
    if group["fy"]:
        return _fiscal(group, setting)
    if group["ra"]:
        return _range(group, setting.fiscal_month)
    if group["ny"] or group["iy"]:
        return _in_figures(group, setting)
    for month, of_year, day in (("dm", "dy", "d"), ("mm", "my", "md"), ("om", "oy", "")):
        if group[month]:
            found = _dated(group[month] or "", group[of_year], group[day] if day else None, setting, group)
            return _next_of(found, setting) if wanted and group[of_year] is None else found
    if group["qy"]:
        return _quarter(int(group["qy"]), group)
    if group["y"] or group["until"] or group["sy"]:
        year = int(group["y"] or group["until"] or group["sy"] or 0) + bool(group["syb"])
        part = (group["the"] or "").lower()
        middle = "mid" in part or "first half" in part or "first semester" in part
        due = f"{year}-06" if middle else str(year)
        return year, year, due, due, "point"
    if group["fs"]:
        year = int(group["fs"])
        final = year + small_number(group["fn"]) - (not group["fsy"])
        until = iso_month(final, split_month(setting.fiscal_month)) if group["fsy"] else str(final)
        return year, final, until, f"{year}-{final}", "period"
    if group["fyp"]:
        low, high = five_years(group["fyp"].split()[0].lower())
        return low, high, str(high), f"{low}-{high}", "period" if group["fypp"] else "named"
    if group["same"]:
        if not before:
            return None
        last = before[-1]
        return last.low, last.high, last.due, last.as_of, "point"
    return relative(group, setting, wanted=wanted)


def _quarter(year: int, group: Groups) -> Found:
    """Q3 2026, H1 2026; what ends with the year is due in it."""
    words = {"first": 1, "second": 2, "third": 3}
    quarter = int(group["q"] or group["qn"] or 0) or words.get((group["qw"] or "").lower(), 4)
    month = 6 * int(group["h"]) if group["h"] else 3 * quarter
    due = iso_end(year, month)
    return year, year, due, due, "point"


def _in_figures(group: Groups, setting: Setting) -> Found | None:
    """30.06.2026; 6/30/2026 where dollars are American, or where there is no thirtieth month."""
    year, first = int(group["ny"] or group["iy"] or 0), int(group["nd"] or group["id"] or 0)
    second = int(group["nm"] or group["im"] or 0)
    if group["ns"] == "/" and first <= 12 and (second > 12 or setting.fiscal_month == 9):
        first, second = second, first
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return None
    day = f"{year}-{second:02d}-{first:02d}"
    return year, year, day, day, "point"


def _fiscal(group: Groups, setting: Setting) -> Found | None:
    month = setting.fiscal_month
    first = int(group["fya"] or 0)
    first += 2000 if first < 100 else 0
    if not group["fyb"] and setting.fiscal_begins:
        first += 1
    last = first
    if group["fyb"]:
        last = int(group["fyb"])
        last += 2000 if last < 100 else 0
    if not first <= last <= first + 20:
        return None
    if group["fyb"] and last == first + 1:
        month = split_month(month)
    end = iso_end(last, month)
    return last, last, end, end if first == last else f"{first}-{last}", "point"


def _between(group: Groups, month: int) -> Found | None:
    """Between 2025-26 and 2028-29, between 2023 and 2027."""
    low, high = int(group["ba"] or 0), int(group["bb"] or 0) + bool(group["bc"])
    due = iso_month(high, month) if group["bc"] else str(high)
    if group["bm"]:
        due = iso_month(high, MONTHS[group["bm"].lower().rstrip(".")])
    return (low, high, due, f"{low}-{high}", "period") if low < high <= low + 40 else None


def _range(group: Groups, month: int) -> Found | None:
    low, high = int(group["ra"] or 0), int(group["rb"] or group["rc"] or 0)
    if high < 100:
        if (low + 1) % 100 != high:
            # a plan's years: 2025-30
            high += low // 100 * 100
            return (low, high, str(high), f"{low}-{high}", "period") if low < high <= low + 20 else None
        end = iso_month(low + 1, split_month(month))
        return low, low + 1, end, f"{low}-{low + 1}", "point"
    return (low, high, str(high), f"{low}-{high}", "period") if low < high <= low + 40 else None


def _next_of(found: Found | None, setting: Setting) -> Found | None:
    """A day without a year that has passed by the day of writing, of the year to come: will open on 30 June."""
    day = setting.today.day
    if found is None or day is None or found[0] != day.year or found[2] >= day.isoformat()[: len(found[2])]:
        return found
    due = f"{day.year + 1}{found[2][4:]}"
    return day.year + 1, day.year + 1, due, due, "point"


def _dated(name: str, year: str | None, day: str | None, setting: Setting, group: Groups) -> Found | None:
    month = MONTHS[name.lower().rstrip(".")]
    if year is not None and not year[-1].isalpha() and len(year) == 3:
        number = 2000 + int(year[1:])
    elif year is None or not year[0].isdigit():
        if setting.today.day is None:
            return None
        step = {"this": 0, "next": 1, "last": -1}.get((year or "this").split()[0].lower(), 0)
        number = setting.today.day.year + step
    else:
        number = int(year)
    due = iso_month(number, month)
    if day is not None and 1 <= int(day) <= 31:
        due += f"-{int(day):02d}"
    elif month == 12 and group["end"]:
        due = str(number)
    return number, number, due, due, "point"

"""What an English text says of the years of its plan.

the Action Plan (2025-2027)                     a span of years behind or before the name of a plan
for the period 2025-26 to 2029-30               of fiscal years: due 2030-03
carried out between July 2024 and June 2029     due 2029-06
Vision 2030, production to 2030                 one year
approved a five-year programme                  counted from the day of writing
Budget 2026, Estimates for FY 2024/25           a year's plan
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.targets.english.fiscal import split_month
from monitor.targets.five_years import ENGLISH, five_years
from monitor.targets.isodates import iso_end, iso_month
from monitor.text import late as re
from monitor.text.months import FULL_NAMES, MONTHS

#: Characters of a text that are looked at.
_HEAD = 20_000
_PLAN = (
    r"(?:[Pp]lans?|[Pp]olic(?:y|ies)|[Ss]trateg(?:y|ies)|[Pp]rogram(?:me)?s?|[Ss]chemes?|[Rr]oad ?maps?|[Mm]easures|"
    r"[Oo]pinions|[Aa]genda|[Ff]rameworks?|[Bb]lueprint|[Ii]nitiatives?|[Mm]ission|[Gg]uidelines|[Vv]ision|[Cc]ompact|"
    r"[Mm]asterplan|[Pp]rojects?|[Tt]argets|[Gg]oals|"
    r"PLANS?|POLIC(?:Y|IES)|STRATEG(?:Y|IES)|PROGRAM(?:ME)?S?|SCHEMES?|ROAD ?MAPS?|AGENDA|FRAMEWORKS?|MISSION|"
    r"VISION|TARGETS)"
)
#: Two years, or two fiscal years, that may be the span of a plan.
_SPAN = re.compile(
    r"20\d\d(?:[-/]\d\d)? ?(?:-|—|–|/|to|through|until|and) ?(?:the )?(?:end of )?(?:FY ?|(?:fiscal|financial) year )?"
    rf"(?P<month>(?:{FULL_NAMES}) )?"
    r"(?P<b>20\d\d)(?P<bc>[-/]\d\d)?(?!\d|[-/]\d)"
)
#: Years in two figures in a title, and what they are those of.
_IN_TITLE = re.compile(r"\b(?P<a>20\d\d)[-/](?P<b>\d\d)\b(?![-/]\d| to)")
_TITLE_OF = re.compile(
    rf"[^\n.]*?\b(?:{_PLAN}|[Pp]riorities|[Gg]uidance|[Gg]rants|[Ee]stimates|[Bb]udget|[Aa]llocations?|[Pp]lanning)\b"
    r"[^\n.]*$"
)
_BEFORE = re.compile(rf"\b{_PLAN}\b[^.\n]{{0,100}}[( ]$")
_SPANNING = re.compile(
    r"\b(?:period|years|biennium|triennium|cycle|covering|spanning|(?:fiscal|financial) years?|FY|FYs)[,:]?\s?"
    r"(?:of |from )?$"
    r"|\b(?:between|from|(?:run|runs|running|last|lasts|lasting) from) "
    r"(?:(?:the )?(?:start of |end of )?[A-Z][a-z]+ )?(?:FY ?)?$"
)
_OF_PLAN = re.compile(
    rf"\b(?:{_PLAN}|[Ii]mplement\w*|[Cc]arried out|[Rr]uns?|[Rr]unning|[Ll]asts?|[Ff]inanced|[Pp]hase|[Pp]eriod|"
    rf"[Ff]unding|"
    r"[Bb]udget|[Ii]nvest\w*|[Ss]pend\w*|[Oo]ver the years)\b"
)
_BEHIND = re.compile(rf"[)]?\s(?:[\w-]+\s){{0,4}}{_PLAN}\b")
_FISCAL_LEAD = re.compile(r"\b(?:FYs?|(?:fiscal|financial) years?)\s?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b[^.\n]{0,24}$")
_YEAR = re.compile(r"20\d\d")
#: One that is no part of a date, a span or a figure.
_FREE_YEAR = re.compile(r"(?<![\d/-])20\d\d(?![\d/-]|[.,]\d)")
#: A plan that is named after its last year, or told to go on until then.
_UNTIL = re.compile(
    r"\b(?:(?:Vision|Agenda|Horizon|Mission|Made in China|Healthy [A-Z]\w+|Plan|Strategy|Road ?map|Framework|Blueprint|"
    r"Masterplan)|(?:[Tt]argets|[Gg]oals|[Pp]lans?|[Ss]trategy|[Rr]oad ?map|[Vv]ision|[Pp]rogram(?:me)?|[Pp]olicy)"
    r" (?:to|until|up to|towards|through)|now (?:through|to|until|and)) $"
)
#: As the last words before a year in a title.
_TITLE_UNTIL = re.compile(r"\b(?:to|until|towards|through) $")
_NAMED_AFTER = re.compile(r" (?:Agenda|Vision|Strategy|Plan|Road ?map|Framework|Blueprint|Goals|Targets)\b")
_FIVE_YEAR = re.compile(r"[Ff][Ii][Vv][Ee][- ][Yy][Ee][Aa][Rr]")
_ORDINAL = re.compile(rf"\b(?P<ord>{ENGLISH})\s+$", re.IGNORECASE)
#: Before and behind the year of a plan for one year.
_PLAN_FOR = re.compile(r"\b(?:plans?|programmes?|programs?|budget|projects) (?:for|in) $")
_NO_SPAN = re.compile(r"\b(?!-|/|—| ?to )")
_YEARS_PLAN = re.compile(
    r" (?:budget|(?:capital|service|work|action|annual) plan|agenda|(?:\w+ )?priorities|key (?:\w+ )?projects)\b"
)
#: The title of a budget.
_BUDGET = re.compile(
    r"\b(?:[Bb]udget|BUDGET|[Ee]stimates?|ESTIMATES|[Aa]ppropriations?|APPROPRIATIONS?)(?: (?:[Ss]peech|[Ss]tatement|"
    r"[Aa]ct|[Bb]ill|[Pp]roposals?|[Pp]aper|[Pp]lan|[Hh]ighlights|[Ss]ummary|"
    r"[Aa]t a [Gg]lance|[Ii]n [Bb]rief|of [Ee]xpenditure))?,? (?:for |of |in )?(?:the )?"
    r"(?P<fy>FY ?|(?:[Ff]iscal|[Ff]inancial) [Yy]ear )?(?P<a>20\d\d)(?P<b>[-/](?:20)?\d\d)?\b(?![-/])"
)
_YEARS_BUDGET = re.compile(
    r"\b(?P<fy>FY ?|(?:[Ff]iscal|[Ff]inancial) [Yy]ear )(?P<a>20\d\d)(?P<b>[-/](?:20)?\d\d)? (?:[A-Z]\w+ "
    r"){0,2}[Bb]udget\b"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_COUNT = r"two|three|four|five|six|seven|eight|ten|[2-9]|10"
_YEARS_LONG = re.compile(
    r"\b(?:approv|announc|launch|adopt|unveil|publish|present|releas|agree|issu|start|sign|endors|draw|drew|"
    r"roll|map|kick|set out|begin|began|embark|under)\w*[^.\n]{0,70}?\b"
    rf"(?P<n>{_COUNT})[- ]year (?:[\w-]+ ){{0,2}}(?:plan|program(?:me)?|strategy|scheme|project|initiative|roadmap|"
    r"action plan|framework|agreement|blueprint|drive|campaign|push|mission|effort)\b"
)
_LAST_YEAR = re.compile(r"\b(?:by|until|through|before|to|in) (?:the )?(?:end[ -](?:of )?)?(20\d\d)\b(?![-/]\d)")

_WHOLE_YEAR = re.compile(r"\b20\d\d\b(?P<day>(?=[-/]\d))?")
#: Until when a plan or its first stage runs, and what it is called by, in one sentence.
_RUNS_TO = re.compile(
    r"\b(?:until|till|through|up to|to run to) (?:the )?(?:end of )?"
    rf"(?P<month>(?:{FULL_NAMES}) )?$"
)
#: Until when all is to be done, in so many words.
_DEADLINE = re.compile(
    r"\b(?:[Tt]he (?:final |overall )?deadline|[Tt]arget date|[Cc]ompletion date|date by "
    r"which)\b[^.\n]{0,140}?\b(?:to|until|is) "
    r"(?:the end of |end-|(?P<mid>mid-))?"
    rf"(?P<month>(?:{FULL_NAMES}) )?"
    r"(?P<year>20\d\d)\b(?![-/]\d)"
)
#: One of them stands in all these words.
_OF_DEADLINE = ("deadline", "arget date", "ompletion date", "date by which")
#: What a plan is called by in a translated text.
_TRANSLATED_PLAN = re.compile(r"\b(?:[Pp]lan|[Oo]pinions|[Mm]easures|[Pp]rogram|[Ss]cheme|[Pp]olicies|[Aa]ction)\b")
_CALLED = re.compile(rf"\b(?:{_PLAN}|network|stage|phase)\b[^.\n]{{0,90}}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """The first and the last year of a plan, and its end as a deadline."""

    low: int
    high: int
    due: str


def plan_years(text: str, year: int | None, month: int, *, translated: bool) -> Years | None:
    """The years of the first plan an English text names that had not ended before the year of writing.

    `month` is the last one of a fiscal year.
    """
    head = text[:_HEAD]
    spans = (one for one in _spans(head, month) if year is None or one.high >= year)
    return (
        _titled(head, year, month)
        or next(spans, None)
        or _until(head, year)
        or _ordinal(head, year)
        or _of_one_year(head, year, month)
        or _years_long(head, year)
        or _told(head, year)
        or _only(head, year, translated=translated)
    )


def _spans(head: str, month: int) -> Iterator[Years]:
    """Spans of years that words make the period of a plan."""
    for match in _SPAN.finditer(head):
        low, high = int(match[0][:4]), int(match["b"])
        before = head[max(0, match.start() - 110) : match.start()]
        if match["bc"]:
            high = high // 100 * 100 + int(match["bc"][1:])
        if " and " in match[0] and not _BETWEEN.search(before):
            continue
        if not 0 < high - low <= 20:
            continue
        both = match["bc"] and match[0][4:5] in "-/" and match[0][5:7].isdigit()
        if not (both or _is_spanning(before) or _BEFORE.search(before) or _BEHIND.match(head, match.end())):
            continue
        fiscal = match["bc"] or "FY" in match[0] or _FISCAL_LEAD.search(before)
        if match["month"]:
            yield Years(low=low, high=high, due=iso_month(high, MONTHS[match["month"].strip().lower()]))
        else:
            yield Years(low=low, high=high, due=iso_end(high, split_month(month) if fiscal else 12))


def _is_spanning(before: str) -> bool:
    """Whether words before two years make them the span of a plan: of its period, or of what runs from one to one."""
    match = _SPANNING.search(before)
    if match is None:
        return False
    if not match[0].startswith(("between", "from")):
        return True
    return _OF_PLAN.search(before, max(before.rfind(". "), before.rfind("\n")) + 1) is not None


def _titled(head: str, year: int | None, month: int) -> Years | None:
    """The years that a title puts behind or before the name of a plan in two figures: 2025/26 guidance, (2025-30)."""
    for match in _IN_TITLE.finditer(head, 0, 400):
        low, high = int(match["a"]), int(match["a"][:2] + match["b"])
        if not 0 < high - low <= 20 or (year is not None and not low - 1 <= year <= high):
            continue
        before = head[max(0, match.start() - 60) : match.start()]
        if _TITLE_OF.search(before) or _TITLE_OF.match(head[match.end() : match.end() + 60].partition("\n")[0]):
            return Years(low=low, high=high, due=iso_end(high, split_month(month) if high == low + 1 else 12))
    return None


def _until(head: str, year: int | None) -> Years | None:
    """The year that a plan is named after, or that a title runs to."""
    for at in _YEAR.finditer(head):
        high = int(at[0])
        if (year is not None and high < year) or _FREE_YEAR.match(head, at.start()) is None:
            continue
        before = head[max(0, at.start() - 40) : at.start()]
        titled = at.start() < 160 and "\n" not in head[: at.start()].strip() and _TITLE_UNTIL.search(before)
        if titled or _UNTIL.search(before) or (high != year and _NAMED_AFTER.match(head, at.end())):
            return Years(low=year or high - 5, high=high, due=str(high))
    return None


def _ordinal(head: str, year: int | None) -> Years | None:
    """A five-year plan by its number."""
    if "five" not in head.lower():
        return None
    for at in _FIVE_YEAR.finditer(head):
        ordinal = _ORDINAL.search(head, max(0, at.start() - 24), at.start())
        if ordinal is None:
            continue
        low, high = five_years(ordinal["ord"].lower())
        if year is None or high >= year:
            return Years(low=low, high=high, due=str(high))
    return None


def _of_one_year(head: str, year: int | None, month: int) -> Years | None:
    """The year of a budget or a year's plan, when the head of a text names one that is not over."""
    if year is None:
        return None
    match = _BUDGET.search(head[:300]) or _YEARS_BUDGET.search(head[:300])
    if match is not None:
        last = int(match["a"]) + bool(match["b"])
        if year <= last <= year + 2:
            fiscal = match["fy"] or match["b"]
            return Years(low=last - bool(match["b"]), high=last, due=iso_end(last, month if fiscal else 12))
    found = next((int(at[0]) for at in _YEAR.finditer(head, 0, 1200) if _has_its_plan(head, *at.span())), 0)
    return Years(low=found, high=found, due=str(found)) if year <= found <= year + 1 else None


def _has_its_plan(head: str, start: int, end: int) -> bool:
    """Whether a year is that of a plan for one year: plans for 2026, the 2026 budget."""
    if _YEARS_PLAN.match(head, end) is not None:
        return not head[start - 1 : start].isalnum()
    return _PLAN_FOR.search(head, max(0, start - 24), start) is not None and _NO_SPAN.match(head, end) is not None


def _years_long(head: str, year: int | None) -> Years | None:
    """From the day of writing to the end of the four-year programme that the head of a text tells of.

    The year of writing may be the first of the four: then the text says that it runs to the year before.
    """
    match = _YEARS_LONG.search(head[:1500]) if "year " in head[:1500] else None
    if match is None or year is None:
        return None
    high = year + (_COUNTS.get(match["n"]) or int(match["n"]))
    last = {int(found[1]) for found in _LAST_YEAR.finditer(head)}
    if high not in last and high - 1 in last:
        high -= 1
    return Years(low=year, high=high, due=str(high))


def _told(head: str, year: int | None) -> Years | None:
    """The day that a text says everything is due by: the deadline is moved from 2024 to mid-2026."""
    is_said = year is not None and any(words in head for words in _OF_DEADLINE)
    match = _DEADLINE.search(head) if is_said else None
    if match is None or year is None or not year <= int(match["year"]) <= year + 20:
        return None
    month = 6 if match["mid"] else MONTHS[match["month"].strip().lower()] if match["month"] else 12
    return Years(low=year, high=int(match["year"]), due=iso_end(int(match["year"]), month))


def _only(head: str, year: int | None, *, translated: bool) -> Years | None:
    """The one day in years to come that a text speaks of, where a sentence sets it to a plan.

    A translated one does so by speaking of a plan at all.
    """
    if year is None:
        return None
    whole = [at for found in _YEAR.finditer(head) if (at := _WHOLE_YEAR.match(head, found.start())) is not None]
    ahead = {at[0] for at in whole if int(at[0]) > year}
    if len(ahead) != 1:
        return None
    if translated and _TRANSLATED_PLAN.search(head):
        [due] = ahead
        return Years(low=year, high=int(due), due=due)
    for at in whole:
        runs = _RUNS_TO.search(head, max(0, at.start() - 60), at.start()) if at["day"] is None else None
        if runs is not None and _CALLED.search(head, max(0, runs.start() - 110), runs.start()):
            high = int(at[0])
            month = MONTHS[runs["month"].strip().lower()] if runs["month"] else 12
            return Years(low=year, high=high, due=iso_end(high, month)) if high > year else None
    return None

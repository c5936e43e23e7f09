"""What the whole document says about its statements: its plan's period, its currency, how formal it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.targets.chinese.currency import TAIWAN, currency_of
from monitor.targets.chinese.genre import is_report
from monitor.targets.chinese.numbers import numeral
from monitor.targets.english.currencies import dollar_of
from monitor.targets.english.fiscal import fiscal_month
from monitor.targets.english.setting import plan_years
from monitor.targets.five_years import five_years
from monitor.targets.marks import Today
from monitor.targets.whole import Whole
from monitor.text import late as re

_PERIOD_ZH = re.compile(
    r"(?:规划|计划|方案|行动|纲要|意见|安排|清单|办法)[^。\n]{0,6}?[(《]?\s?(?P<a>20\d\d)年?[-—~至]+(?P<b>20\d\d)年"
    r"|[(](?P<c>20\d\d)年?[-—~至]+(?P<d>20\d\d)年?[)]"
    r"|\"?(?P<fyp>十[一二三四五六])五\"?[^。\n,;《》]{0,24}?(?:规划|计划|方案|期间|时期|目标)"
    r"|[(《,\s](?P<g>1[0-4]\d)年?(?:度)?[-—~至到](?P<h>1[0-4]\d)年"
    r"|(?P<e>20\d\d)年?[-—~至]+(?P<f>20\d\d)年[^。\n,;]{0,16}(?:规划|计划|方案|行动)"
)
#: How long a plan is for that names no years: 力争用三年时间.
_TERM_ZH = re.compile(r"用([两三四五2345])年(?:左右)?的?时间")
_FORMAL_ZH = re.compile(
    r"第[一二三四五六七八九十]+条|(?m:^[^\S\n]*(?:一、|二、|\([一二三]\)))|主要目标|发展目标|总体要求|工作目标|现将|征求意见|印发|工作要点|任务分[工解]|重点任务|工作方案"
)
_PLAN_ZH = re.compile(r"规划|计划|方案|行动|意见|办法|纲要|措施|目标|预算")
_PLAN_EN = (
    "plan",
    "policy",
    "strategy",
    "program",
    "scheme",
    "roadmap",
    "target",
    "goal",
    "budget",
    "commit",
    "mission",
    "initiative",
)


#: Where fiscal years are named after the year they begin in.
_FISCAL_BEGINS = ("Japan", "Prefecture", "Singapore", " S$")
_YEN = re.compile(r"\byen\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What holds for every statement of a document unless its clause says otherwise."""

    today: Today
    #: First and last year of the plan the document is about.
    period: tuple[int, int] | None
    #: Deadline of an undated goal: the end of the period.
    due: str | None
    #: Speaks of a plan at all.
    plan: bool
    #: Written as a plan (numbered sections or articles) rather than about one.
    formal: bool
    #: Of amounts that name none.
    currency: str
    #: A tender, a penalty, a job advertisement: its figures are nobody's goal.
    idle: bool
    #: About goods, shares, studies or markets rather than policy: it may report facts, but sets no targets.
    trade: bool
    #: A bulletin, a yearbook: what it counts is what was.
    report: bool
    #: Last month of a fiscal year: 9 in the United States, 3 in India, Hong Kong and Britain, else 12.
    fiscal_month: int
    #: Fiscal years are named after the year they begin in: fiscal 2026 ends in March 2027.
    fiscal_begins: bool = False
    #: Somebody who can set targets has the word in it.
    voiced: bool = True
    #: A text of rules in force: what it demands without a date is no goal.
    rules: bool = False


def setting(whole: Whole, published: str | None, *, chinese: bool) -> Setting:
    """Read the setting from a text; `published` is an ISO date or date and time."""
    return _chinese(whole, published) if chinese else _english(whole, published)


def _chinese(whole: Whole, published: str | None) -> Setting:
    text = whole.titled
    currency = currency_of(whole)
    today = _today(text, published, minguo=currency == "TWD" or TAIWAN.search(text) is not None)
    months = _months(text, today.year)
    period = months[0] if months else _chinese_period(text, today.year)
    due = months[1] if months else str(period[1]) if period else None
    return Setting(
        today=today,
        period=period,
        due=due or _term(text, today.day) or _only_year(text, today.year),
        plan=_PLAN_ZH.search(text) is not None,
        formal=_FORMAL_ZH.search(text) is not None,
        currency=currency,
        idle=whole.idle_zh,
        trade=whole.trade_zh,
        report=is_report(text),
        voiced=whole.voiced_zh,
        rules=whole.rules_zh,
        fiscal_month=3,
    )


def _english(whole: Whole, published: str | None) -> Setting:
    text = whole.titled
    today = _today(text, published, minguo=False)
    dollar = dollar_of(text)
    month = fiscal_month(text, dollar)
    years = plan_years(text, today.year, month, translated=whole.translated)
    return Setting(
        today=today,
        period=(years.low, years.high) if years is not None else None,
        due=years.due if years is not None else None,
        plan=any(word in whole.titled_lower for word in _PLAN_EN),
        formal=False,
        currency=dollar,
        idle=whole.kind == "idle",
        trade=whole.trade,
        report=False,
        fiscal_month=month,
        fiscal_begins=dollar == "SGD"
        or any(word in text for word in _FISCAL_BEGINS)
        or ("yen" in text and _YEN.search(text) is not None),
    )


def _today(text: str, published: str | None, *, minguo: bool) -> Today:
    """The day of writing, or the year that the text gives away."""
    day = _day(published)
    return Today(day=day, guessed_year=None if day is not None else _guessed_year(text), minguo=minguo)


def _chinese_period(text: str, year: int | None) -> tuple[int, int] | None:
    return _period(text, year) or _year_plan(text, year) or _only_span(text, year)


#: It begins with what `re` can search for; the look behind comes second.
_FUTURE = re.compile(r"(20(?<![\d-]20)\d\d)年(?!\d{1,2}月)")
_TO_YEAR = re.compile(r"(?<!等)[到至]$|力争$|[。\n,]$")
_PERIODIC = re.compile(r"规划|计划|行动|方案")


_YEAR_PLAN = re.compile(
    r"(20\d\d)年[^。\n]{0,40}?(?:预算|支出安排|工作要点|工作计划|重点工作|重点任务|工作任务|年度计划|绩效目标|实施计划|民生实事|行动计划|补助资金|专项资金|政府工作报告|财政拨款)"
)
#: A year's plan that leaves its year to the date.
_UNDATED_PLAN = re.compile(r"工作要点|年度(?:工作|重点)|重点任务分工|责任清单")


def _year_plan(text: str, year: int | None) -> tuple[int, int] | None:
    """The year of a budget or a year's plan, when the head of the text names one that is not over."""
    match = _YEAR_PLAN.search(text[:300])
    if match is None and year is not None and _UNDATED_PLAN.search(text[:120]):
        return year, year
    if match is None or year is None or not year <= int(match[1]) <= year + 1:
        return None
    return int(match[1]), int(match[1])


def _only_year(text: str, year: int | None) -> str | None:
    """The one future year that a plan without a period speaks of, when it speaks of no other."""
    if year is None or "办法" in text or not _PERIODIC.search(text):
        return None
    found = [match for match in _FUTURE.finditer(text[:20_000]) if int(match[1]) > year]
    if len({match[1] for match in found}) != 1:
        return None
    # a year that heads goals, rather than the date of one thing among others
    heads = len(found) > 1 or found[0].start() < 100 or _leads_to(text, found[0].start())
    return found[0][1] if heads else None


def _term(text: str, day: date | None) -> str | None:
    """The year in which the term of an issued plan is over, counted from the day of writing: 用三年时间."""
    found = _TERM_ZH.search(text, 0, 3000) if day is not None and "印发" in text[:300] else None
    return str(day.year + int(numeral(found[1]) or found[1])) if day is not None and found is not None else None


def _leads_to(text: str, year: int) -> bool:
    """Whether what stands before a year says that something is due by then, or that a sentence begins."""
    return _TO_YEAR.search(text, max(0, year - 4), year) is not None


#: A date that has come by the day of writing: since a year, as of a date, a day that is no deadline.
_COME = re.compile(
    r"(?P<a>20\d\d)年以来|截[至止]到?(?P<b>20\d\d)年"
    r"|(?<![到至前\d])(?P<c>20\d\d)年\d{1,2}月\d{1,2}日(?!之?前|底|以前|起|至|[—~-])"
    r"|(?<![\d/-])(?P<d>20\d\d)[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    r"|\b(?:[Aa]s of|[Ss]ince|[Aa]t) (?:the )?(?:end (?:of )?)?(?:[A-Z][a-z]+ )?(?:\d{1,2},? )?(?P<e>20\d\d)\b"
    r"|\b[Ii]n (?:[A-Z][a-z]+ )?(?P<f>20\d\d),? [^.\n]{0,60}?\b(?:was|were|had|has|reached|rose|fell|accounted)\b"
    r"|\bOn (?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? (?P<g>20\d\d)\b"
    r"|(?P<h>20\d\d)年[^。;\n]{0,24}?(?:已[经达有建完]|实现[^。,;\n]{0,12}达|同比)"
)


def _guessed_year(text: str) -> int | None:
    """The latest year that a text speaks of as come; None when it speaks of none."""
    years = [int(year) for match in _COME.finditer(text[:20_000]) for year in match.groups() if year]
    return max(years, default=None)


def _day(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


#: From one month to another, in brackets: (2024年9月—2026年8月).
_MONTHS_ZH = re.compile(r"[(](20\d\d)年\d{1,2}月[-—~至到]+(20\d\d)年(\d{1,2})月底?[)]")
#: Years from one to another that may be those of a plan.
_SPAN_ZH = re.compile(r"(?<!\d)(20\d\d)年?[-—~至]+(20\d\d)年(?!\d|以来)")


def _months(text: str, year: int | None) -> tuple[tuple[int, int], str] | None:
    """The years of what runs from a month to a month, and its end as a deadline."""
    match = _MONTHS_ZH.search(text[:3000])
    if match is None or (year is not None and int(match[2]) < year) or not 0 < int(match[2]) - int(match[1]) <= 20:
        return None
    return (int(match[1]), int(match[2])), f"{match[2]}-{int(match[3]):02d}"


def _only_span(text: str, year: int | None) -> tuple[int, int] | None:
    """The one span of years to come that a text speaks of; None when there are several."""
    if year is None:
        return None
    spans = {(int(m[1]), int(m[2])) for m in _SPAN_ZH.finditer(text[:20_000]) if int(m[2]) > year}
    found = {(low, high) for low, high in spans if year - 1 <= low < high <= low + 10}
    return found.pop() if len(found) == 1 == len(spans) else None


def _period(text: str, year: int | None) -> tuple[int, int] | None:
    """The period of the first plan named in Chinese that had not ended before the year of writing."""
    for match in _PERIOD_ZH.finditer(text[:20_000]):
        group = match.groupdict()
        if group.get("g"):
            low, high = 1911 + int(group["g"]), 1911 + int(group["h"])
        elif group["fyp"]:
            low, high = five_years(group["fyp"])
        else:
            low = next((int(group[n] or 0) for n in ("a", "c", "e") if group.get(n)), 0)
            high = next((int(group[n] or 0) for n in ("b", "d", "f") if group.get(n)), 0)
        if group.get("g") and not TAIWAN.search(text):
            continue
        if 0 < high - low <= 20 and (year is None or high >= year):
            return low, high
    return None

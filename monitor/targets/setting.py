"""What the whole document says about its statements: its plan's period, its currency, how formal it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.targets.marks import Today
from monitor.text import late as re
from monitor.text.sieve import sieved

_PERIOD_ZH = sieved(
    r"(?:规划|计划|方案|行动|纲要|意见|安排|清单|办法)[^。\n]{0,6}?[(《]?\s?(?P<a>20\d\d)年?[-—~至]+(?P<b>20\d\d)年"
    r"|[(](?P<c>20\d\d)年?[-—~至]+(?P<d>20\d\d)年?[)]"
    r"|\"?(?P<fyp>十[一二三四五六])五\"?[^。\n,;《》]{0,24}?(?:规划|计划|方案|期间)"
    r"|(?P<e>20\d\d)年?[-—~至]+(?P<f>20\d\d)年[^。\n,;]{0,16}(?:规划|计划|方案|行动)"
)
_PERIOD_EN = re.compile(
    r"(?:Plan|Policy|Strategy|Program|Programme|Scheme|Roadmap|plan|strategy|programme|period|"
    r"Vision)[^.\n]{0,100}?[( ](?P<a>20\d\d)\s?(?:-|—|to)\s?(?P<b>20\d\d)\b|"
    r"(?P<ga>20\d\d)-\d\d (?:to|through|-|—) (?:FY ?)?(?P<gb>20\d\d)-(?P<gc>\d\d)\b|\b(?:Vision|Agenda|Made in China|"
    r"Healthy \w+|Mission|(?:targets|goals|plans?|strategy|roadmap) "
    r"(?:to|until|up to|towards)|(?:from|between) now (?:through|to|until|and)) (?P<single>20\d\d)\b|"
    r"fiscal years? (?P<fa>20\d\d) (?:through|to|-|and) (?:fiscal year )?(?P<fb>20\d\d)|FY ?(?P<fc>20\d\d) ?(?:-|to|"
    r"through|—) ?(?:FY ?)?(?P<fd>20\d\d)|"
    r"(?P<c>\b20\d\d)\s?(?:-|—|to)\s?(?P<d>20\d\d)[)]?\s(?:\w+\s){0,4}(?:Plan|Policy|Strategy|Programme|plan|"
    r"strategy|programme|roadmap|Roadmap)|(?P<ord>\b1[1-6]th|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth)\s+five[- ]year",
    re.IGNORECASE,
)
_MAY_HAVE_PERIOD = re.compile(
    r"20\d\d(?:-\d\d)? ?(?:-|—|to|through)|[Ff]ive[- ][Yy]ear|Vision 20|Agenda 20|Made in China 20|Mission 20|"
    r"Healthy \w+ 20|(?:[Tt]argets|[Gg]oals|[Pp]lans?|[Ss]trategy|[Rr]oadmap) (?:to|until|up to|towards) 20|"
    r"now (?:through|to|until|and) 20"
)
_FISCAL_PERIOD = re.compile(
    r"20\d\d-\d\d (?:to|through|-|—) (?:FY ?)?20\d\d-\d\d|fiscal years? 20\d\d (?:through|to|-|and) |"
    r"FY ?20\d\d ?(?:-|to|through|—)",
    re.IGNORECASE,
)
_ORDINAL_EN = {"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16}
_ORDINAL_ZH = {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_FORMAL_ZH = re.compile(
    r"第[一二三四五六七八九十]+条|(?m:^\s*(?:一、|二、|\([一二三]\)))|主要目标|发展目标|总体要求|工作目标|现将|征求意见|印发|工作要点|任务分[工解]|重点任务|工作方案"
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
#: Whose dollar a bare $ is.
_DOLLARS = (
    ("Australian", "AUD"),
    ("Canadian", "CAD"),
    ("Hong Kong", "HKD"),
    ("Singapore", "SGD"),
    ("New Zealand", "NZD"),
    ("Fiji", "FJD"),
    ("Jamaica", "JMD"),
    ("Namibia", "NAD"),
    ("Trinidad", "TTD"),
)
#: Words that tell whose fiscal year is meant, with its last month.
_FISCAL = (
    (6, ("LAHORE", "Lahore", "ISLAMABAD", "Islamabad", "Karachi")),
    (
        3,
        (
            "India",
            "crore",
            "lakh",
            "Rs ",
            "Rs.",
            "INR",
            "NHS",
            "Hong Kong",
            " UK",
            "Britain",
            "England",
            "Japan",
            "₹",
            "£",
            "South Africa",
            "Gauteng",
            "Canad",
            "Ontario",
            "Singapore",
            " S$",
        ),
    ),
    (6, ("Australia", "TGA", "New Zealand", "Kenya", "Uganda", "Tanzania", "Pakistan", "Bangladesh")),
    (9, ("FDA", "MDUFA", "CDRH", "U.S.", "US$", "United States", "Congress", "HHS", "Medicare", "$")),
)
#: Offices of Taiwan, and its currency.
_TAIWAN = sieved(
    r"新?台币|行政院|立法院|卫福部|卫生福利部|国科会|国发会|产发署|健保署|食药署|国健署|长照|赖清德|蔡英文|台北|台中市|高雄|桃园市|中央社|健康台湾|民国1[0-4]\d年|我国1[01]\d年"
)
#: "(新台币,下同)", or offices that count in it.
_CURRENCY = (
    (_TAIWAN, "TWD"),
    (re.compile(r"(?:港元|港币)[,、)]?\s?下同|医管局|医院管理局|特区政府|财政司|港元"), "HKD"),
)


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


def setting(text: str, published: str | None, *, chinese: bool) -> Setting:
    """Read the setting from a view's text; `published` is an ISO date or date and time."""
    minguo = chinese and _TAIWAN.search(text) is not None
    today = Today(day=_day(published), minguo=minguo)
    if today.day is None:
        today = Today(day=None, guessed_year=_guessed_year(text), minguo=minguo)
    period = _period(text, today.year, chinese=chinese)
    if chinese:
        period = period or _year_plan(text, today.year)
        currency = next((code for words, code in _CURRENCY if words.search(text)), "CNY")
        return Setting(
            today=today,
            period=period,
            due=str(period[1]) if period else _only_year(text, today.year),
            plan=_PLAN_ZH.search(text) is not None,
            formal=_FORMAL_ZH.search(text) is not None,
            currency=currency,
            idle=_is_idle(text),
            trade=(_is_trade(text[:6000], _TRADE_ZH, _POLICY_ZH) or _is_market(text[:6000]))
            and _ISSUED.search(text[:6000]) is None,
            report=_REPORT.search(text[:160]) is not None,
            fiscal_month=3,
        )
    period = period or _year_plan_en(text, today.year) or _years_long(text, today.year)
    lower = text.lower()
    fiscal = period is not None and _FISCAL_PERIOD.search(text) is not None
    month = _fiscal_month(text)
    return Setting(
        today=today,
        period=period,
        due=(f"{period[1]}-{month:02d}" if fiscal and month < 12 else str(period[1])) if period else None,
        plan=any(word in lower for word in _PLAN_EN),
        formal=False,
        currency=next((code for word, code in _DOLLARS if word in text), ""),
        idle=False,
        trade=_is_trade(lower[:6000], _TRADE_EN, _POLICY_EN),
        report=False,
        fiscal_month=month,
        fiscal_begins="Japan" in text or "Singapore" in text or " S$" in text,
    )


_FUTURE = re.compile(r"(?<![\d-])(20\d\d)年(?!\d{1,2}月\d)")
_REPORT = sieved(
    r"统计(?:公报|快报|年报|数据)|事业发展统计|(?:年度|工作|注册|发展)(?:报告|公报|白皮书)发布|情况通报|(?<!目标)完成情况|运行(?:情况|分析)|工作总结|白皮书"
)
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


_YEAR_PLAN_EN = re.compile(
    r"\b(?:plans?|programmes?|programs?|budget|projects) (?:for|in) (20\d\d)\b(?!-|/|—| ?to )|"
    r"\b(20\d\d) (?:budget|(?:capital|service|work|action|annual) plan|key (?:\w+ )?projects)\b"
)


def _year_plan_en(text: str, year: int | None) -> tuple[int, int] | None:
    """The same for English."""
    match = _YEAR_PLAN_EN.search(text[:1200])
    found = int(match[1] or match[2]) if match is not None else 0
    return (found, found) if year is not None and year <= found <= year + 1 else None


_YEARS_LONG = re.compile(
    r"\b(?:approv|announc|launch|adopt|unveil|publish|present|releas|agree|issu|start)\w*[^.\n]{0,70}?\b"
    r"(?P<n>two|three|four|five|six|seven|eight|ten|[2-9]|10)[- ]year (?:\w+ )?(?:plan|program(?:me)?|strategy|scheme|"
    r"project|initiative|roadmap|action plan)\b"
)
_LONG = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}


def _years_long(text: str, year: int | None) -> tuple[int, int] | None:
    """From the day of writing to the end of the four-year programme that the head of a text tells of."""
    match = _YEARS_LONG.search(text[:1500])
    if match is None or year is None:
        return None
    return year, year + (_LONG.get(match["n"]) or int(match["n"]))


def _only_year(text: str, year: int | None) -> str | None:
    """The one future year that a plan without a period speaks of, when it speaks of no other."""
    if year is None or "办法" in text or not _PERIODIC.search(text):
        return None
    found = [match for match in _FUTURE.finditer(text[:20_000]) if int(match[1]) > year]
    if len({match[1] for match in found}) != 1:
        return None
    # a year that heads goals, rather than the date of one thing among others
    heads = len(found) > 1 or found[0].start() < 100 or _TO_YEAR.search(text, 0, found[0].start()) is not None
    return found[0][1] if heads else None


_TENDER = re.compile(
    r"中标|招标|采购(?:人|需求|内容|预算|项目|单位)|预算金额|最高限价|成交(?:金额|供应商|结果)|供应商|质疑|代理机构|评审专家|磋商|投标"
)
_PENALTY = re.compile(r"罚款|没收|违法所得|行政处罚|责令|飞行检查|召回|案件")


#: A plan that an office has issued: 印发《…行动计划》.
_ISSUED = sieved(
    r"(?:印发|下发|发布|出台|公布|通过|审议)[^。\n《]{0,10}《[^》\n]{0,60}(?:规划|计划|方案|意见|措施|纲要|办法)"
    r"|《[^》\n]{0,60}(?:规划|计划|方案|纲要)(?:\([^)\n]{0,20}\))?》(?:[^。\n]{0,16}(?:印发|发布|出台|公布|提出|明确|要求))"
)
#: The head of a page on a market, and who speaks on it.
_MARKET = re.compile(r"市场[^。\n]{0,8}(?:规模|展望|前景|预测|分析|报告|研究|洞察|将|达|突破)|^\s*机构:")
_ANALYSTS = re.compile(r"咨询|机构(?:预|统|发|测)|研究(?:报告|机构)|分析师|最新报告|券商|研报")


def _is_market(head: str) -> bool:
    """Whether a page tells what analysts make of a market."""
    return _MARKET.search(head[:80]) is not None and _ANALYSTS.search(head) is not None


#: What the notice of a tender or of its result is titled.
_NOTICE = sieved(
    r"(?:中标|成交|招标|采购|磋商|询价|比选|竞价|竞争性谈判|单一来源|遴选|流标|废标|更正|开标|合同|采购意向)(?:候选人|结果|意向|邀请|项目)?(?:公告|公示|公开)"
)


#: What guidance for applicants is titled: its figures are requirements.
_NO_POLICY = sieved(
    r"审[查评]指导原则|(?:注册|技术)指导原则|技术(?:规范|要求)|说明书|操作手册|(?:办事|服务|办理)指南"
    r"|(?:申报|申请|申领|征集|遴选)[^。\n,]{0,24}(?:通知|公告|指南|须知|启事)|申报(?:条件|指南|须知)|(?:补助|补贴)[^。\n,]{0,8}(?:说明|问答|申请)"
)


def goals_in(head: str) -> int:
    """How often the head of a text speaks of goals."""
    return len(_GOAL_WORDS.findall(head))


_GOAL_WORDS = re.compile(r"目标|力争|规划|到20\d\d年")


def _is_idle(text: str) -> bool:
    """Whether the head of a text is that of a tender or of penalties: four of their words, or three and no plan."""
    head = text[:4000]
    if _NO_POLICY.search(head[:150]) is not None and goals_in(head) < 2:
        return True
    if _NOTICE.search(head[:150]) is not None and len({m[0] for m in _TENDER.finditer(head)}) >= 1:
        return True
    tender = len({m[0] for m in _TENDER.finditer(head)})
    penalty = len({m[0] for m in _PENALTY.finditer(head)})
    goals = goals_in(head)
    return max(tender, penalty) >= 4 and goals < 2


#: Words of goods, shares, studies and market reports, and words of policy.
_TRADE_ZH = [
    "我司",
    "本公司",
    "净利润",
    "每股",
    "股价",
    "市值",
    "券商",
    "研报",
    "股东",
    "分红",
    "选购",
    "质保",
    "售后",
    "退换",
    "包邮",
    "厂家",
    "月销",
    "畅销",
    "五险一金",
    "包吃住",
    "年薪",
    "月薪",
    "招聘",
    "投资机会",
    "前景预测",
    "市场现状",
    "行业报告",
    "主动召回",
    "召回级别",
    "注册证号",
    "型号",
    "批次",
    "咨询电话",
    "在线订购",
    "促销",
]
_POLICY_ZH = [
    "政府",
    "国务院",
    "卫健委",
    "卫生健康",
    "工信",
    "药监局",
    "医保局",
    "发展改革",
    "规划",
    "行动方案",
    "实施方案",
    "行动计划",
    "印发",
    "指导意见",
    "部门",
    "全省",
    "全市",
    "全国",
]
_TRADE_EN = [
    "series a",
    "series b",
    "series c",
    "series d",
    "funding round",
    "total funding",
    "venture capital",
    "shareholders",
    "the company plans",
    "the company said",
    "nasdaq",
    "its chief executive",
    "revenue grew",
    "revenue of",
    "our company",
    "our products",
    "our customers",
    "full report",
    "cagr",
    "market size",
    "add to cart",
    "shipping",
    "warranty",
    "deductible",
    "prices range",
    "price from",
    "per unit",
    "free sample",
    "is recalling",
    "recalled",
    "researchers trained",
    "study finds",
    "the study",
    "et al",
    "in radiology",
    "shares rose",
    "shares fell",
    "earnings",
    "per share",
    "quarter revenue",
    "net profit",
    "dividend",
    "moq",
    "customers ask",
    "how to choose",
    "buy ",
]
_POLICY_EN = [
    "government",
    "ministry",
    "minister",
    "department of health",
    "commission",
    "parliament",
    "congress",
    "cabinet",
    "nhs",
    "fda",
    "regulator",
    "authority",
    "national plan",
    "strategy",
    "policy",
    "programme",
    "council",
    "state council",
    "five-year",
    "white house",
    "administration",
    "hospitals will",
    "budget",
]


def _is_trade(head: str, trade: list[str], policy: list[str]) -> bool:
    """Whether two words of trade stand in the head of a text, and hardly a word of policy."""
    return sum(word in head for word in trade) >= 2 and sum(word in head for word in policy) < 2


def is_trade(text: str) -> bool:
    """Whether an English text is about goods, shares, studies or markets rather than policy."""
    return _is_trade(text[:6000].lower(), _TRADE_EN, _POLICY_EN)


def _fiscal_month(text: str) -> int:
    for month, words in _FISCAL:
        if any(word in text for word in words):
            return month
    return 12


#: A date that has come by the day of writing: since a year, as of a date, a day that is no deadline.
_COME = sieved(
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


def _period(text: str, year: int | None, *, chinese: bool) -> tuple[int, int] | None:
    """The period of the first plan named that had not ended before the year of writing."""
    if not chinese and not _MAY_HAVE_PERIOD.search(text):
        return None
    for match in (_PERIOD_ZH if chinese else _PERIOD_EN).finditer(text[:20_000]):
        group = match.groupdict()
        if group.get("single"):
            high = int(group["single"])
            if year is None or high >= year:
                return year or high - 5, high
            continue
        if group.get("gc"):
            return int(group["ga"]), int(group["gb"][:2] + group["gc"])
        ordinal = _ORDINAL_ZH.get(group.get("fyp") or "") or _ordinal(group.get("ord"))
        if ordinal:
            low, high = 1951 + 5 * ordinal, 1955 + 5 * ordinal
        else:
            low = next((int(group[n] or 0) for n in ("a", "c", "e", "fa", "fc") if group.get(n)), 0)
            high = next((int(group[n] or 0) for n in ("b", "d", "f", "fb", "fd") if group.get(n)), 0)
        if 0 < high - low <= 20 and (year is None or high >= year):
            return low, high
    return None


def _ordinal(word: str | None) -> int | None:
    if not word:
        return None
    return int(word[:2]) if word[0].isdigit() else _ORDINAL_EN[word.lower()]

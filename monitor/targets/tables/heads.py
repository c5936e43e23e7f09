"""The head of a table of indicators: what the figures of each column are, of when, and in what unit.

Indicator | Baseline 2023 | Actual FY2025 | Target 2028 | Lead agency      -> name, baseline, baseline, target, nothing
项目 | 规模(亿元) | 完成时限                               -> name, figures of the plan, when they are due
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.targets.chinese.dates import find_dates
from monitor.targets.english.currencies import SIGN
from monitor.targets.english.dates import find_english_dates
from monitor.targets.marks import DateMark
from monitor.targets.setting import Setting
from monitor.targets.tables.cells import is_measure, money_called
from monitor.text import late as re

_GOAL = re.compile(
    r"目标|指标值|规划(?:数|值|配置|总数|期)|计划|预算(?!执行)|安排数|新增|到期|任务(?:数|量|$)|要求$|target|goal|plan|outlay|allocation|"
    r"allocated|budget|commitment|standard\b|approved|requested|milestone|\btask\b|est(?:imated|\.) cost|by 20",
    re.IGNORECASE,
)
#: A goal is one for ever.
_AIM = re.compile(r"目标|规划|指标|target|goal", re.IGNORECASE)
_FACT = re.compile(
    r"现状|基期|基数|现有|存量|实际|执行|决算|完成|上年|已配置|保有|改革前|baseline|\bbase$|^base\b|"
    r"\bbasis$|most recent|current|actual|latest|existing|present|achieved|outturn|audited|\breached|\bresults?\b|"
    r"\bnow$|\bhave$|to date|\bspent\b|expenditure|\bexp\.|\bdelivered$|\bstatus$|\bfinished\b|\brealised\b",
    re.IGNORECASE,
)
_SKIP = re.compile(
    r"属性|性质|类型|类别|序号|编号|责任|单位$|备注|说明|中标|成交|报价|单价|利率|费率|税率|分值|权重|扣分|评分|得分|期限|供应商|来源|牵头|部门|排名|剩余|缺口|结余|占比说明|^no\.?$|^#$|type|note|source|owner|lead|"
    r"unit cost|interest|tariff|\bfees?\b|\bscore\b|"
    r"average cost|price|winning|awarded|\bbids?\b|useful life|^life\b|weight|"
    r"indicator|^units?(?: of measure(?:ment)?)?$|指标$|名称|项目$|领域$",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"年均|年增|增减|增速|增长|增幅|累计|annual growth|growth rate|CAGR", re.IGNORECASE)
#: Heads of the column that says by when.
_DUE = re.compile(
    r"完成(?:时限|时间|期限|年限)|时间节点|时限(?!要求)|期限|截止|进度(?:安排|要求)|^by when|deadline|due date",
    re.IGNORECASE,
)
_PERCENT_IN = re.compile(r"(?<=[\u3400-\u9fff])\s?(?P<unit>%)$")
_UNIT_IN = re.compile(r"[(\[]\s?(?:单位[:：]?\s?)?(?P<unit>[^()\[\],]{1,24})(?:,[^()\[\]]{1,24})?[)\]]")
#: A unit at the end of a head, without brackets: Budget 24/25 £000.
_UNIT_LAST = re.compile(rf"(?:^|\s)(?P<unit>(?:{SIGN}|R)\s?['’]?(?:000s?|m|mn|million|bn|billion|crore|lakh)|%)$")
#: Heads of the column that says what is measured.
_NAMES = re.compile(
    r"指标(?!性质|属性|类)|项目|名称|内容|设备|indicator|component|item|measure|metric|index|\bname\b|^description$|"
    r"^schemes?$|^activity$",
    re.IGNORECASE,
)
_UNITS = re.compile(r"单位|units?(?: of measure(?:ment)?)?", re.IGNORECASE)
_CAPTION_UNIT = re.compile(
    r"(?:单位|\bunit|\b(?P<in>in)\b)\s?[:：]?\s?(?P<unit>(?:人民币|新台币|台币|港币|美|欧)?[百千]?万?亿?(?:元|美元)|台|个|%|"
    r"[A-Za-z$ ]{2,20})",
    re.IGNORECASE,
)
#: Heads of columns that only count.
_AMOUNT = re.compile(r"units|numbers?|quantity|machines|devices|total", re.IGNORECASE)
#: Such columns are not in the money of the rest.
_COUNTS = re.compile(r"(?:number|no\.?|qty|quantity|units|machines|devices|sites|beds|posts|数量|台数)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
#: Short for a year or its part: 24/25, Q1.
_SHORT = re.compile(r"\b(?:\d\d[/-]\d\d|[QH][1-4])\b")


@dataclass(slots=True)
class Column:
    """What the head says of a column."""

    name: str
    #: `target`, `baseline`, `value` (either, as the page is a plan or not), `unit`, `due`, `text`; "" for nothing.
    kind: str
    date: DateMark | None
    year: str | None
    unit: str
    #: Its cells name what is measured.
    metric: bool


def read_head(cells: list[str], captions: list[str], setting: Setting, *, chinese: bool) -> list[Column] | None:
    """The columns, when a row is a head: no figures but years, and one cell says when, what or in what unit.

    `captions` are the lines above, the nearest last: they may hold the unit or the year.
    """
    columns = []
    speaks = False
    above = None if chinese or not captions else _said_above(captions[-1], setting)
    # R thousand | 2023/24 | 2024/25: the first cell may say the unit of all
    first = cells[0].strip()
    common = first if money_called(first) else money_above([first]) or common_unit(captions)
    for index, cell in enumerate(cells):
        column = _column(index, cell, common, setting, chinese=chinese)
        if column is None:
            return None
        if index > 0 and above is not None and _AMOUNT.fullmatch(cell.strip()):
            column.kind, column.date = above
        speaks = speaks or (index > 0 and column.kind in ("target", "baseline", "value"))
        columns.append(column)
    if not speaks or len(columns) < 2:
        return None
    for column in columns[1:]:
        if not column.kind and _COUNTS.fullmatch(column.name):
            column.kind = "value"
    _want_this_year(columns, setting)
    _date_growth(columns)
    return columns


def _column(index: int, cell: str, common: str, setting: Setting, *, chinese: bool) -> Column | None:
    """What one cell of a head says; None when the row is no head."""
    unit = _UNIT_IN.search(cell) or _PERCENT_IN.search(cell) or _UNIT_LAST.search(cell)
    marks = find_dates(cell, setting.today) if chinese else find_english_dates(cell, setting)
    bare = _YEAR.search(cell)
    rest = cell[: unit.start()] + cell[unit.end() :] if unit is not None else cell
    if not marks and not bare and _DIGIT.search(_SHORT.sub("", rest)):
        return None
    kind = "text"
    if index > 0 and _DUE.search(cell) and "(" not in cell:
        kind = "due"
    elif index > 0 and not _SKIP.search(cell):
        kind = kind_of(cell, marks, int(bare[0]) if bare else None, setting)
        if not kind and _NAMES.search(cell):
            kind = "text"
        elif not kind and (unit or common):
            kind = "value"
    elif _UNITS.fullmatch(cell.strip()):
        kind = "unit"
    return Column(
        cell.strip(),
        kind,
        marks[0] if marks else None,
        bare[0] if bare else None,
        _unit_of(unit) or ("" if _COUNTS.fullmatch(cell.strip()) else common),
        _NAMES.search(cell) is not None and kind == "text",
    )


def money_above(captions: list[str]) -> str:
    """The money that brackets in the lines above a table say its figures are: Payments ($m), (Rs in million)."""
    for caption in reversed(captions):
        for brackets in _UNIT_IN.finditer(caption):
            if money_called(brackets["unit"].strip()) is not None and len(brackets["unit"]) > 1:
                return brackets["unit"].strip()
    return ""


def common_unit(captions: list[str]) -> str:
    """The unit that the lines above a table give all its figures: 单位:万元, in euros, Payments ($m)."""
    money = money_above(captions)
    if money:
        return money
    last = captions[-1] if captions else ""
    found = _CAPTION_UNIT.search(last) if len(last) < 60 else None
    if found is None or (found["in"] and found["unit"].isascii() and not is_measure(found["unit"])):
        return ""
    return found["unit"].strip()


def is_aim(words: str) -> bool:
    """Whether words above a table call what it lists goals."""
    return _AIM.search(words) is not None


def kind_of(cell: str, marks: list[DateMark], bare: int | None, setting: Setting) -> str:
    """What the figures of a column are by its head; "" when that says nothing of it."""
    kind = "target" if _GOAL.search(cell) else "baseline" if _FACT.search(cell) else ""
    if kind == "target" and marks and _is_over(marks[0], setting) and not _AIM.search(cell):
        kind = "baseline"
    year = max((mark.high for mark in marks), default=bare)
    if year is None or kind == "target":
        return kind
    known, period = setting.today.year, setting.period
    is_ahead = known is not None and (year > known or (year == known and period is not None and year == period[1]))
    return "target" if is_ahead else "baseline"


def _is_over(mark: DateMark, setting: Setting) -> bool:
    """Whether the year of a column has come to its end: what was planned or budgeted for it is a fact by now."""
    day = setting.today.day
    return day is not None and mark.due.ljust(7, "-").replace("---", "-12")[:7] < day.isoformat()[:7]


def _unit_of(brackets: re.Match[str] | None) -> str:
    """The unit that brackets in a head hold; "" for a year, or the word for one."""
    if brackets is None or _YEAR.search(brackets["unit"]) or brackets["unit"].lower() in ("year", "unit"):
        return ""
    return brackets["unit"]


def _date_growth(columns: list[Column]) -> None:
    """What is to grow or to be added grows until the year of the column of goals before it: 2027年目标 | 年均增速."""
    goal = None
    for column in columns:
        if column.kind == "target" and (column.date or column.year):
            goal = column
        elif goal is not None and column.kind in ("", "value", "target") and _GROWTH.search(column.name):
            column.kind, column.date, column.year = "target", goal.date, goal.year


def _said_above(caption: str, setting: Setting) -> tuple[str, DateMark] | None:
    """Whether a line above a table calls its amounts goals or facts, and of when: final target (June 2026)."""
    kind = "target" if _GOAL.search(caption) else "baseline" if _FACT.search(caption) else ""
    marks = find_english_dates(caption, setting) if kind else []
    return (kind, marks[-1]) if marks else None


def _want_this_year(columns: list[Column], setting: Setting) -> None:
    """Early in a year its own column is a target between a base and a goal: 2024年 | 2025年 | 2027年目标."""
    day = setting.today.day
    if day is None or day.month > 6:
        return
    for before, column, behind in zip(columns, columns[1:], columns[2:], strict=False):
        told = column.kind == before.kind == "baseline" and behind.kind == "target"
        if told and column.year == str(day.year) and before.year != column.year and not _FACT.search(column.name):
            column.kind = "target"

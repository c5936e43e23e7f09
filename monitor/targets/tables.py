"""Tables of indicators: a row's first cell says what, the head of a column says when, both may say in what unit.

    指标 | 2020年 | 2025年 | 属性
    康复救助(万人) | 0.9 | 累计6 | 预期性          -> baseline 9000 (2020), target 60000 by 2025

    Component | Outlay (Rs crore)
    Clinical studies | 100                        -> target 1_000_000_000 INR

A table begins with a head whose cells hold a date, a word for goal or present, or a unit; other lines with bars are
read as sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.targets.en_dates import find_english_dates
from monitor.targets.en_quantities import find_english_quantities
from monitor.targets.marks import DateMark, Quantity, Reading
from monitor.targets.setting import Setting
from monitor.targets.zh_dates import find_dates
from monitor.targets.zh_quantities import find_quantities
from monitor.text import late as re

_BAR = re.compile(r"\s*\|\s*")
#: Some tables are drawn: | a | b |, with a rule below the head.
_EDGE = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*$")
_GOAL = re.compile(
    r"目标|指标值|规划(?:数|值|配置|总数|期)|计划|预算(?!执行)|安排数|新增|到期|target|goal|plan|outlay|allocation|allocated|budget|commitment|"
    r"by 20",
    re.IGNORECASE,
)
#: A goal is one for ever.
_AIM = re.compile(r"目标|规划|指标|target|goal", re.IGNORECASE)
_FACT = re.compile(
    r"现状|基期|基数|现有|存量|实际|执行|决算|完成|上年|已配置|保有|baseline|"
    r"\bbasis$|most recent|current|actual|latest|existing|present|achieved",
    re.IGNORECASE,
)
_SKIP = re.compile(
    r"属性|性质|类型|类别|序号|编号|责任|单位$|备注|说明|中标|成交|报价|单价|供应商|来源|牵头|部门|排名|剩余|缺口|结余|占比说明|^no\.?$|^#$|type|note|source|owner|lead|"
    r"unit cost|average cost|price|"
    r"indicator|^units?(?: of measure(?:ment)?)?$|指标$|名称|项目$|领域$",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"年均|年增|增减|增速|增长|增幅|累计|annual growth|growth rate|CAGR", re.IGNORECASE)
#: The unit of a row behind its name: People who used one, %. The year of one cell: 24 (2021).
_UNIT_BEHIND = re.compile(
    r",\s?(?P<unit>%|per ?cent|days|months|weeks|(?:US\$|€|£|Rs)?\s?(?:million|billion|crore))\s*$"
)
_YEAR_BEHIND = re.compile(r"\s?\(((?:19|20)\d\d)\)\s*$")
#: Heads of the column that says by when.
_DUE = re.compile(
    r"完成(?:时限|时间|期限|年限)|时间节点|时限(?!要求)|期限|截止|进度(?:安排|要求)|^by when|deadline|due date",
    re.IGNORECASE,
)
_PERCENT_IN = re.compile(r"(?<=[\u3400-\u9fff])\s?(?P<unit>%)$")
_UNIT_IN = re.compile(r"[(\[]\s?(?:单位[:：]?\s?)?(?P<unit>[^()\[\]]{1,24})[)\]]")
#: Heads of the column that says what is measured.
_NAMES = re.compile(
    r"指标(?!性质|属性|类)|项目|名称|内容|设备|indicator|component|item|measure|metric|index|\bname\b", re.IGNORECASE
)
#: What may stand in brackets behind a metric as its unit; (PET/CT) is a name.
_IS_UNIT = re.compile(
    r"^(?:[\u3400-\u9fff‰%/]{1,6}|%|[^\u3400-\u9fff]*\d[^\u3400-\u9fff]*[\u3400-\u9fff]|"
    r"[A-Za-z$ ]*(?:million|billion|crore|lakh|thousand|percent|per cent|units?|pieces|number|items|people|"
    r"days|US\$|EUR|GBP|INR|Rs|"
    r"%)[A-Za-z$ ]*)$",
    re.IGNORECASE,
)
_CAPTION_UNIT = re.compile(
    r"(?:单位|\bunit|\bin\b)\s?[:：]?\s?(?P<unit>(?:人民币|新台币|台币|港币|美|欧)?[百千]?万?亿?(?:元|美元)|台|个|%|"
    r"[A-Za-z$ ]{2,20})",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"^(?P<before>不低于|不少于|不小于|至少|不超过|不高于|大于|小于|高于|低于|超过|超|突破|达到?|累计|约|左右|新增|控制在|力争|[≥≤><]=?|~|"
    r"at least|up to|"
    r"more than|over|less than|under|about|some|\+)?\s?"
    r"(?P<sign>US\$|R\$|[$£€₹¥]|Rs\.?)?\s?(?P<value>\[?\d[\d, ]*(?:\.\d+)?\]?)(?:\s?(?:-|~|—|至|"
    r"to)\s?(?P<high>\d[\d,]*(?:\.\d+)?))?\s?"
    r"(?P<unit>[^\d\s]{0,10}?)\s?(?P<after>以上|以下|以内|左右|\+|or more|or less)?$",
    re.IGNORECASE,
)
#: Heads of columns that only count.
_AMOUNT = re.compile(r"units|numbers?|quantity|machines|devices|total", re.IGNORECASE)
#: Units in words.
_CALLED = {
    "percentage": "%",
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "number": "",
    "no.": "",
    "#": "",
    "count": "",
}
_CURRENCY = re.compile(r"人民币|新?台币|港币")
#: What a bound word of a cell is in a sentence, so that the readers' own patterns read it.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class _Column:
    name: str
    kind: str
    date: DateMark | None
    year: str | None
    unit: str
    #: Its cells name what is measured.
    metric: bool


def is_row(line: str) -> bool:
    """Whether a line has cells."""
    return " | " in line or "\t|" in line or (line.count("|") >= 2 and ("| " in line or line.startswith("|")))


def read_table(
    rows: list[tuple[int, str]], caption: str, setting: Setting, *, due: str | None, chinese: bool
) -> list[Reading] | None:
    """Readings of consecutive rows (offset, line); None when they are no table of indicators.

    `caption` is the line above: it may hold the unit or the year. `due` is the deadline when no column says one.
    """
    if len(rows) < 2:
        return None
    columns = _head(rows[0][1], caption, setting, chinese=chinese)
    if columns is None:
        return None
    found: list[Reading] = []
    for offset, line in rows[1:]:
        if _RULE.match(line):
            continue
        found.extend(_row(offset, line, columns, setting, due, chinese=chinese))
    return found


def _cells(line: str) -> Iterator[tuple[int, str]]:
    edge = _EDGE.match(line)
    position = edge.end() if edge is not None else 0
    for bar in _BAR.finditer(line, position):
        if edge is not None and not line[bar.end() :].strip():
            yield position, line[position : bar.start()]
            return
        yield position, line[position : bar.start()]
        position = bar.end()
    yield position, line[position:]


def _bare(at: int, cell: str, name: str) -> tuple[int, str]:
    """Where a cell starts and what it holds, without the name of its column that extraction adds (`2025年: 12`)."""
    if name and cell.lstrip().startswith(f"{name}: "):
        skip = len(cell) - len(cell.lstrip()) + len(name) + 2
        return at + skip, cell[skip:]
    return at, cell


def _head(line: str, caption: str, setting: Setting, *, chinese: bool) -> list[_Column] | None:
    """The columns, when the line is a head: no figures but years, and one cell says when, what or in what unit."""
    columns = []
    speaks = False
    above = None if chinese else _said_above(caption, setting)
    caption_unit = _CAPTION_UNIT.search(caption)
    common = caption_unit["unit"].strip() if caption_unit and len(caption) < 60 else ""
    for index, (_, cell) in enumerate(_cells(line)):
        marks = find_dates(cell, setting.today) if chinese else find_english_dates(cell, setting)
        bare = _YEAR.search(cell)
        if not marks and re.search(r"\d", cell) and not bare:
            return None
        unit = _UNIT_IN.search(cell) or _PERCENT_IN.search(cell)
        kind = "text"
        if index > 0 and _DUE.search(cell) and "(" not in cell:
            kind = "due"
        elif index > 0 and not _SKIP.search(cell):
            kind = _kind(cell, marks, int(bare[0]) if bare else None, setting)
            if not kind and _NAMES.search(cell):
                kind = "text"
            elif not kind and (unit or common):
                kind = "value"
            speaks = speaks or kind not in ("", "text")
        elif re.search(r"^单位$|^units?(?: of measure(?:ment)?)?$", cell.strip(), re.IGNORECASE):
            kind = "unit"
        if index > 0 and above is not None and _AMOUNT.fullmatch(cell.strip()):
            kind, marks, speaks = above[0], [above[1]], True
        columns.append(
            _Column(
                cell.strip(),
                kind,
                marks[0] if marks else None,
                bare[0] if bare else None,
                _unit_of(unit) or common,
                _NAMES.search(cell) is not None and kind == "text",
            )
        )
    _want_this_year(columns, setting)
    _date_growth(columns)
    return columns if speaks and len(columns) > 1 else None


def _kind(cell: str, marks: list[DateMark], bare: int | None, setting: Setting) -> str:
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


def _date_growth(columns: list[_Column]) -> None:
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


def _want_this_year(columns: list[_Column], setting: Setting) -> None:
    """Early in a year its own column is a target between a base and a goal: 2024年 | 2025年 | 2027年目标."""
    day = setting.today.day
    if day is None or day.month > 6:
        return
    for before, column, behind in zip(columns, columns[1:], columns[2:], strict=False):
        told = column.kind == before.kind == "baseline" and behind.kind == "target"
        if told and column.year == str(day.year) and before.year != column.year and not _FACT.search(column.name):
            column.kind = "target"


def _row(
    offset: int, line: str, columns: list[_Column], setting: Setting, due: str | None, *, chinese: bool
) -> Iterator[Reading]:
    cells = [_bare(at, cell, columns[i].name if i < len(columns) else "") for i, (at, cell) in enumerate(_cells(line))]
    start, first = cells[0]
    if re.fullmatch(r"\d{1,3}[.、]?|[一二三四五六七八九十]{1,3}", first.strip()) and len(cells) > 2:
        cells, columns = cells[1:], columns[1:]
        start, first = cells[0]
    names = [i for i, c in enumerate(columns) if c.metric and i < len(cells)]
    # 一级指标 | 二级指标 | 三级指标: the last says what
    named = (names[-1] if columns[names[0]].name.startswith("一级") else names[0]) if names else 0
    if named:
        cells, columns = cells[named:], columns[named:]
        start, first = cells[0]
    # 每千人口执业(助理)医师(人): the last bracket
    row_unit = next((m for m in reversed([*_UNIT_IN.finditer(first)]) if _IS_UNIT.search(m["unit"])), None)
    if row_unit is not None and chinese and first[row_unit.end() :].strip():
        row_unit = None
    row_unit = row_unit or _UNIT_BEHIND.search(first)
    metric_end = start + (row_unit.start() if row_unit else len(first.rstrip()))
    own_due = next((found for found in _due_cells(cells, columns, setting, chinese=chinese)), None)
    unit_cells = [cell for (_, cell), column in zip(cells, columns, strict=False) if column.kind == "unit"]
    for (at, cell), column in zip(cells[1:], columns[1:], strict=False):
        if column.kind in ("text", "unit", "due"):
            continue
        unit = row_unit["unit"].rpartition(",")[2] if row_unit else unit_cells[0] if unit_cells else column.unit
        year = _YEAR_BEHIND.search(cell)
        quantity = _quantity(cell[: year.start()] if year else cell, unit, chinese=chinese)
        if quantity is None:
            continue
        if chinese and quantity.unit == "CNY" and "人民币" not in cell + unit:
            quantity.unit = setting.currency
        quantity.start, quantity.end = at, at + len(cell)
        quantity.figure_start, quantity.figure_end = quantity.start, quantity.end
        kind = column.kind if column.kind != "value" else "target" if setting.plan else "baseline"
        if not kind:
            continue
        date = column.date
        deadline = own_due or (date.due if date else column.year) or setting.due or due
        reading = Reading(
            kind,
            quantity,
            (start, metric_end),
            (0, len(line.rstrip())),
            deadline=deadline if kind == "target" else None,
            as_of=(year[1] if year else date.as_of if date else column.year) if kind == "baseline" else None,
            rule=f"{quantity.rule}/table",
        )
        yield reading.shifted(offset)


def _due_cells(
    cells: list[tuple[int, str]], columns: list[_Column], setting: Setting, *, chinese: bool
) -> Iterator[str]:
    """What the column that says by when says in a row: 2026年6月底前."""
    for (_, cell), column in zip(cells, columns, strict=False):
        if column.kind == "due":
            marks = find_dates(cell, setting.today) if chinese else find_english_dates(cell, setting)
            yield from (mark.due for mark in marks[-1:])


def _quantity(cell: str, unit: str, *, chinese: bool) -> Quantity | None:
    """A cell's value, in the unit of its row, column or caption when it names none."""
    match = _VALUE.match(cell.strip().strip("[]"))
    if match is None:
        found = find_quantities(cell, []) if chinese else find_english_quantities(cell, [])
        whole = [q for q in found if q.end - q.start >= 0.6 * len(cell.strip())]
        return whole[0] if len(found) == 1 and whole else None
    value = match["value"].strip("[] ").replace(" ", "").rstrip(",")
    if "," in value and not re.fullmatch(r"\d{1,3}(?:,\d{2,3})*", value.partition(".")[0]):
        return None
    own = match["unit"] or ""
    before = match["before"] or ""
    before = "" if before in ("累计", "新增", "达到", "达", "力争") else before
    figure = value + (f"-{match['high']}" if match["high"] else "")
    if chinese:
        counter = own or unit.removeprefix("1")
        named = _CURRENCY.match(counter)
        if named is not None:
            before, counter = before + named[0], counter[named.end() :]
        if counter in ("千", "万", "亿", "百万"):
            counter += "个"
        if len(counter) == 1 and counter not in "%‰元天年月日周":
            counter = "个"
        text = f"{before}{match['sign'] or ''}{figure}{counter or '个'}{match['after'] or ''}"
        found = find_quantities(text, [])
        if len(found) == 1 and counter == "个":
            found[0].counted = own or unit or "个"
    else:
        unit = _CALLED.get(unit.strip().lower(), unit)
        words = unit.split()
        currency = "".join(w for w in words if re.match(r"(?:Rs|US|INR|USD|EUR|GBP|SAR|R?\$|£|€|₹)", w))
        scale = " ".join(w for w in words if w != currency)
        sign = match["sign"] or currency
        text = f"{before} {sign}{' ' if currency else ''}{figure} {own or scale} {match['after'] or ''}".strip()
        found = find_english_quantities(text, [])
    if len(found) != 1:
        return None
    quantity = found[0]
    if quantity.unit == "count" and not chinese:
        quantity.counted = re.sub(r"\b(?:million|billion|thousand|crore|lakh)\b", "", own or unit).strip()
    if not chinese and quantity.value == Decimal(0):
        return None
    return quantity

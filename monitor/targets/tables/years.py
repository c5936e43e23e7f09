"""Tables with a year in each row: the heads of the columns say what, the first cells when.

年份 | 产值(亿元) | 企业数(家)
2024年 | 320 | 45                       -> baseline 产值 32_000_000_000, 企业数 45, as of 2024
2028年 | 700 | 90                       -> target, due 2028
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.targets.chinese.dates import find_dates
from monitor.targets.english.dates import find_english_dates
from monitor.targets.marks import DateMark, Quantity
from monitor.targets.setting import Setting
from monitor.targets.tables.cells import quantity_in, unit_in_name
from monitor.targets.tables.heads import Column, common_unit, is_aim, kind_of
from monitor.text import late as re

#: What heads a column of years.
_YEARS = re.compile(
    r"年[份度]?|时间|年限|(?:fiscal |financial |calendar )?years?|FY|by(?: (?:the )?end of)?|period|as at|due|date",
    re.IGNORECASE,
)
#: A cell that holds a year and no more: 2026, 2027年底, FY 2026/27, By end of 2030, 2028(目标).
_YEAR = re.compile(
    r"(?:到|至|by |in )?(?:the )?(?:end of |end-)?(?:FY ?)?(?:20\d\d)(?:[-/]\d\d)?(?:年?(?:底|末|前)?|年度)?"
    r"(?:\s?\((?:目标|实际|预计|计划|现状|target|actual|plan|planned|baseline)\)|目标| (?:target|actual))?",
    re.IGNORECASE,
)
#: Columns that are no measure.
_NO_MEASURE = re.compile(
    r"备注|说明|单位|来源|责任.*|牵头.*|notes?|remarks?|source|lead.*|owner|comment.*", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")

#: A cell and where it begins in its line.
Cell = tuple[int, str]
#: The figure of a cell, where its metric stands in the head, and what its row and column say of it.
Found = tuple[Quantity, tuple[int, int], Cell, str, Column]


def is_by_year(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row names columns and each of the others begins with its year."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    (_, first), *names = rows[0]
    said = _YEARS.fullmatch(first.strip()) is not None
    if not (said or (not first.strip() and len(rows) > 2)):
        return False
    if any(not name.strip() or _DIGIT.search(_BRACKETS.sub("", name)) for _, name in names):
        return False
    return all(_YEAR.fullmatch(_value(row[0][1], first)) is not None for row in rows[1:])


def figures_by_year(
    rows: Sequence[tuple[int, Sequence[Cell]]], captions: list[str], setting: Setting, *, chinese: bool
) -> Iterator[tuple[int, Found]]:
    """The figures of such a table, each with the number of its row; `rows` have the offsets of their lines."""
    offset, heads = rows[0]
    common = common_unit(captions)
    for number, (at, cells) in enumerate(rows[1:], 1):
        when = _value(cells[0][1], heads[0][1])
        marks = find_dates(when, setting.today) if chinese else find_english_dates(when, setting)
        for (start, head), (begin, cell) in zip(heads[1:], cells[1:], strict=False):
            name = head.strip()
            if _NO_MEASURE.fullmatch(name):
                continue
            named = unit_in_name(head, chinese=chinese)
            unit = named[0] if named is not None else common
            value = _value(cell, name)
            quantity = quantity_in(value, unit, chinese=chinese)
            if quantity is None or (chinese and quantity.value == 0):
                continue
            end = start + len(head[: named[1] if named is not None else None].rstrip())
            column = _column(name, when, marks, captions, setting, unit)
            where = begin + cell.index(value), value
            yield number, (quantity, (offset + start - at, offset + end - at), where, unit, column)


def _value(cell: str, name: str) -> str:
    """What a cell holds, without the name of its column that extraction adds."""
    return cell.strip().removeprefix(f"{name.strip()}: ").strip() if name.strip() else cell.strip()


def _column(name: str, when: str, marks: list[DateMark], captions: list[str], setting: Setting, unit: str) -> Column:
    """What head and first cell say together of a figure."""
    found = re.search(r"20\d\d", when)
    year = int(found[0]) if found is not None else None
    kind = kind_of(f"{name} {when}", marks, year, setting)
    known = setting.today.year
    if kind == "baseline" and (known is None or year == known) and (setting.plan or any(map(is_aim, captions[-1:]))):
        kind = "target"
    return Column(name, kind, marks[0] if marks else None, str(year) if year else None, unit, False)

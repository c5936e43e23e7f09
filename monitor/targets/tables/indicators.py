"""Tables of indicators: a row's first cell says what, the head of a column says when, both may say in what unit.

    指标 | 2020年 | 2025年 | 属性
    康复救助(万人) | 0.9 | 累计6 | 预期性          -> baseline 9000 (2020), target 60000 by 2025

    Component | Outlay (Rs crore)
    Clinical studies | 100                        -> target 1_000_000_000 INR

A table begins with a head whose cells hold a date, a word for goal or present, or a unit (`heads`), and a second
head may follow; rows without a head are key figures when they or the line above name a unit. A table with a year in
each row is read in `years`; other lines with bars are read as sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.targets.chinese.dates import find_dates
from monitor.targets.english.dates import find_english_dates
from monitor.targets.marks import Quantity, Reading
from monitor.targets.setting import Setting
from monitor.targets.tables.cells import quantity_in, unit_called, unit_in_name
from monitor.targets.tables.heads import Column, money_above, read_head
from monitor.targets.tables.years import figures_by_year, is_by_year
from monitor.text import late as re

#: Between cells; around them where a table is drawn: | a | b |, with a rule below the head.
_BAR = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*$")
#: The year of one cell: 24 (2021).
_YEAR_BEHIND = re.compile(r"\s?\(((?:19|20)\d\d)\)\s*$")
#: The number of a row: 3, 1183, 2.1a, T 5.11.
_NUMBER = re.compile(r"[A-Z]{0,3}\s?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?[.、)]?|[一二三四五六七八九十]{1,3}")
#: The head of the first column of a second table in the same rows.
_HEADS_AGAIN = re.compile(
    r"|(?:绩效|主要)?(?:指标|项目)(?:名称)?|indicator|measure|item|metric|component", re.IGNORECASE
)
#: In a column without a head only figures with a unit of their own count.
_OWN_UNIT = re.compile(r"\d\s?(?:%|[\u3400-\u9fff])")
_MONEY_ZH = re.compile(r"元|¥|￥")


@dataclass(frozen=True, slots=True)
class Table:
    """What holds for all rows of a table."""

    setting: Setting
    #: The deadline when no column says one.
    due: str | None
    chinese: bool
    #: What an ambiguous currency stands for in this text: its code, and the words that name it.
    currency: Callable[[str, str], str]


def is_row(line: str) -> bool:
    """Whether a line has cells."""
    return " | " in line or "\t|" in line or (line.count("|") >= 2 and ("| " in line or line.startswith("|")))


def read_table(rows: list[tuple[int, str]], captions: list[str], table: Table) -> list[Reading] | None:
    """Readings of consecutive rows (offset, line); None when they are no table of indicators.

    `captions` are the lines above, the nearest last: they may hold the unit or the year.
    """
    edged = all(line.lstrip().startswith("|") for _, line in rows)
    by_year = _by_year(rows, captions, table, edged=edged)
    if by_year is not None:
        return by_year
    columns: list[Column] | None = None
    found: list[Reading] = []
    for index, (offset, line) in enumerate(rows):
        if _RULE.match(line):
            continue
        cells = [*_cells(line, edged=edged)]
        if columns is None or _HEADS_AGAIN.fullmatch(cells[0][1].strip()):
            head = read_head([cell for _, cell in cells], captions, table.setting, chinese=table.chinese)
            if head is not None and index + 1 < len(rows):
                columns = head
                continue
        if columns is not None:
            found.extend(_row(offset, line, cells, columns, table))
        else:
            found.extend(_key_figure(offset, line, cells, captions, table))
    return found if columns is not None or found else None


def _by_year(rows: list[tuple[int, str]], captions: list[str], table: Table, *, edged: bool) -> list[Reading] | None:
    """Readings of a table that has a year in each row; None for any other."""
    kept = [(offset, line, [*_cells(line, edged=edged)]) for offset, line in rows if not _RULE.match(line)]
    if not is_by_year([cells for _, _, cells in kept]):
        return None
    found = []
    cells = [(offset, row) for offset, _, row in kept]
    for number, figure in figures_by_year(cells, captions, table.setting, chinese=table.chinese):
        quantity, metric, (at, cell), unit, column = figure
        row = kept[number][0], kept[number][1]
        found.append(_reading(quantity, metric, row, (at, cell, unit), column, (None, None), table))
    return found


def _cells(line: str, *, edged: bool) -> Iterator[tuple[int, str]]:
    """The cells of a row with their offsets; a drawn table has a bar at its edges."""
    edge = _BAR.match(line) if edged else None
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


def _key_figure(
    offset: int, line: str, cells: list[tuple[int, str]], captions: list[str], table: Table
) -> Iterator[Reading]:
    """A row of a name and one figure, without a head: 年度资金总额(万元) | 5,480, or in the unit of the line above."""
    if len(cells) != 2:
        return
    (start, name), (at, cell) = cells
    named = unit_in_name(name, chinese=table.chinese)
    unit = named[0] if named is not None and name[named[1] : named[1] + 1] in "([" else money_above(captions[-1:])
    quantity = quantity_in(cell, unit, chinese=table.chinese) if unit else None
    if quantity is None or quantity.value == 0:
        return
    yield _reading(
        quantity,
        (start, named[1] if named is not None else start + len(name.rstrip())),
        (offset, line),
        (at, cell, unit),
        Column("", "value", None, None, unit, False),
        (None, None),
        table,
    )


def _row(
    offset: int, line: str, found: list[tuple[int, str]], columns: list[Column], table: Table
) -> Iterator[Reading]:
    """Readings of a row below a head."""
    cells = [_bare(at, cell, columns[i].name if i < len(columns) else "") for i, (at, cell) in enumerate(found)]
    before = cells
    if _NUMBER.fullmatch(cells[0][1].strip()) and len(cells) > 2:
        cells, columns = cells[1:], columns[1:]
    names = [i for i, c in enumerate(columns) if c.metric and i < len(cells)]
    # 一级指标 | 二级指标 | 三级指标: the last says what
    named = (names[-1] if columns[names[0]].name.startswith("一级") else names[0]) if names else 0
    cells, columns = cells[named:], columns[named:]
    start, first = cells[0]
    own = unit_in_name(first, chinese=table.chinese)
    metric = start, start + own[1] if own is not None else start + len(first.rstrip())
    units = [own[0]] if own is not None else []
    units += [cell for (_, cell), column in zip(cells, columns, strict=False) if column.kind == "unit"]
    units += [said[0] for _, cell in before[: -len(cells)] if (said := unit_in_name(cell, chinese=table.chinese))]
    due = next(_due_cells(cells, columns, table), None)
    for (at, cell), column in zip(cells[1:], columns[1:], strict=False):
        if column.kind in ("text", "unit", "due") or (not column.kind and not _counts(cell)):
            continue
        unit = column.unit if _is_money(column.unit) and units and not _is_money(units[0]) else (*units, column.unit)[0]
        year = _YEAR_BEHIND.search(cell)
        quantity = quantity_in(cell[: year.start()] if year else cell, unit, chinese=table.chinese)
        if quantity is None or (quantity.value == Decimal(0) and (table.chinese or column.kind in ("", "value"))):
            continue
        yield _reading(
            quantity,
            metric,
            (offset, line),
            (at, cell, unit),
            column,
            (due, year[1] if year else None),
            table,
        )


def _is_money(unit: str) -> bool:
    return bool(_MONEY_ZH.search(unit)) or unit_called(unit).code.isupper()


def _counts(cell: str) -> bool:
    """Whether a cell says itself what its figure counts: 38种."""
    return _OWN_UNIT.search(cell) is not None and _MONEY_ZH.search(cell) is None


def _reading(
    quantity: Quantity,
    metric: tuple[int, int],
    row: tuple[int, str],
    where: tuple[int, str, str],
    column: Column,
    said: tuple[str | None, str | None],
    table: Table,
) -> Reading:
    """A cell's figure as a reading.

    `row` is the offset and the line, `where` the cell's place, text and unit, `said` the deadline that the row and the
    year that the cell says.
    """
    (offset, line), (at, cell, unit), setting = row, where, table.setting
    if table.chinese and quantity.unit == "CNY" and "人民币" not in cell + unit:
        quantity.unit = setting.currency
    quantity.unit = quantity.unit if table.chinese else table.currency(quantity.unit, f"{unit} {cell}")
    quantity.start, quantity.end = at, at + len(cell)
    quantity.figure_start, quantity.figure_end = quantity.start, quantity.end
    kind = column.kind if column.kind not in ("", "value") else "target" if setting.plan else "baseline"
    date = column.date
    deadline = said[0] or (date.due if date else column.year) or setting.due or table.due
    return Reading(
        kind,
        quantity,
        metric,
        (0, len(line.rstrip())),
        deadline=deadline if kind == "target" else None,
        as_of=(said[1] or (date.as_of if date else column.year)) if kind == "baseline" else None,
        rule=f"{quantity.rule}/table",
    ).shifted(offset)


_DECEMBER = re.compile(r"12月(?:底|末)?(?:之?前)?")


def _due_cells(cells: list[tuple[int, str]], columns: list[Column], table: Table) -> Iterator[str]:
    """What the column that says by when says in a row: 2026年6月底前, 10月, June."""
    for (_, cell), column in zip(cells, columns, strict=False):
        if column.kind == "due":
            # the head of the column is the word that a bare month lacks
            if table.chinese:
                # what is due in December is due in the year
                whole = _DECEMBER.fullmatch(cell.strip())
                found = find_dates("年底前" if whole else f"{cell.strip()}前", table.setting.today)
            else:
                found = find_english_dates(f"by {cell.strip()}", table.setting)
            yield from (mark.due for mark in found[-1:])

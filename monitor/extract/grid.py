"""A table as a grid: in which column a cell stands, which rows name the columns, and what a row then says.

    指标 | 产值 2025年 | 产值 2030年        two rows of headers, one of them over both years
    影像设备 | 产值 2025年: 700 | 产值 2030年: 900
    监护设备 |  | 产值 2030年: 90           an empty cell keeps its place

Rows of headers are those that are marked as such; else the first of a table that does not mark any, when their words
name columns, or all below them is figures. A cell that reaches down from above is said again in each of its rows, but
for figures: what several rows have together is not what each of them has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: A header is put before each value of its column when it is not longer than this.
HEADER_CHARS = 30
#: Rows above the headers (a caption, a unit), rows of headers, and rows below that are looked at for figures.
_CAPTION_ROWS = 4
_HEADER_ROWS = 3
_ROWS_BELOW = 12
#: Words that head columns, and do not stand as a value beside a label.
_HEADING = re.compile(
    r"(?:.{0,8}(?:序号|编号|指标|名称|类别|类型|项目|地区|单位|部门|设备|产品|内容|任务|领域|年份|数量|台数|金额|目标|目标值|现状|现值|现状值|"
    r"基期|基期值|属性|性质|备注|时限|比例|预算|规格|型号|产值|规模|合计|增速|品目|机构)|(?:19|20)\d\d\s?年?)(?:[(（].{1,10}[)）])?"
    r"|no\.?|#|(?:.{0,20}\s)?(?:item|name|indicator|metric|measure|target|value|unit|quantity|qty|amount|budget|year|type"
    r"|category|product|device|component|region|owner|baseline|outlay|deadline|notes?|remarks?|share|total)s?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIGURE = re.compile(r"[约近≥≤><=~±+\-$¥€£]{0,2}\s?\d[\d,.\s]*(?:[-~—至]\s?\d[\d,.]*)?\s?[^\d\s]{0,8}")
_NOTHING = re.compile(r"[-—–/]*")
_DATE = re.compile(r"(?:(?:19|20)\d\d\s?年|\d{4}-\d\d?-\d\d?|(?:19|20)\d\d$).{0,8}|.{0,16}\b(?:19|20)\d\d")


@dataclass(slots=True)
class Cell:
    """One cell as it stands in one row."""

    #: The first column it stands in, and how many it stands in.
    column: int
    span: int
    text: str
    #: Whether it is marked as a header.
    is_header: bool
    #: Whether it began in a row above.
    hangs: bool = False


Row = list[Cell]


class Grid:
    """The rows of a table, written out from the top down."""

    __slots__ = ("_names", "_unmarked", "at", "rows")

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        #: The next row to write.
        self.at = 0
        self._names: dict[int, list[str]] = {}
        self._unmarked = _unmarked_heads(rows)

    def write(self, at: int, said: Mapping[int, Sequence[str]]) -> list[str]:
        """The text in each column of the row `at`; `said` holds the lines of its own cells by their column.

        [] for a row of headers whose names the next one says too. Rows that were passed over are not written, but the
        headers among them count.
        """
        for number in range(self.at, at):
            if self._is_head(number):
                self._learn(number)
        self.at = at + 1
        row = self.rows[at]
        if self._is_head(at):
            self._learn(at)
            if self._goes_on(at):
                return []
            return [" ".join(self._names.get(column, ())) for column in range(_width(row))]
        texts = [""] * _width(row)
        first = min(said)
        for cell in row:
            if cell.hangs:
                text = " ".join(cell.text.split())
                if text not in self._names.get(cell.column, ()) and (cell.column < first or _is_said_again(text)):
                    texts[cell.column] = text if cell.column < first else self._named(cell, text)
            elif cell.column in said:
                texts[cell.column] = self._named(cell, " ".join(said[cell.column]))
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _is_head(self, at: int) -> bool:
        return at in self._unmarked or _is_marked(self.rows[at])

    def _goes_on(self, at: int) -> bool:
        """Whether the row below says more of the columns that this row of headers names."""
        if at in self._unmarked:
            return at + 1 in self._unmarked
        if at + 1 >= len(self.rows) or not _is_marked(self.rows[at + 1]):
            return False
        return any(cell.span > 1 for cell in self.rows[at]) or any(cell.hangs for cell in self.rows[at + 1])

    def _learn(self, at: int) -> None:
        """Take the names of the columns from a row of headers: those of the row above go on when they span it."""
        above = self._names if at and self._is_head(at - 1) and self._goes_on(at - 1) else {}
        names: dict[int, list[str]] = {}
        for cell in self.rows[at]:
            text = " ".join(cell.text.split())
            for column in range(cell.column, cell.column + cell.span):
                names[column] = list(above.get(column, ()))
                if text and text not in names[column]:
                    names[column].append(text)
        self._names = names

    def _named(self, cell: Cell, text: str) -> str:
        """`产值: 7000亿元`: a figure with the header of its column; the first column names the row."""
        names = {" ".join(self._names.get(column, ())) for column in range(cell.column, cell.column + cell.span)}
        name = names.pop()
        if names or not name or not cell.column or len(name) > HEADER_CHARS or name in text:
            return text
        return f"{name}: {text}" if any(char.isdigit() for char in text) else text


def _is_marked(row: Row) -> bool:
    """Whether a row holds nothing but cells that are marked as headers."""
    filled = [cell for cell in row if cell.text.strip()]
    return len(filled) > 1 and all(cell.is_header for cell in filled)


def _is_said_again(text: str) -> bool:
    """Whether a cell that reaches down is said in each of its rows: a label or a date, no figure."""
    if not text or len(text) > HEADER_CHARS:
        return False
    return not any(char.isdigit() for char in text) or _DATE.fullmatch(text) is not None


def _unmarked_heads(rows: list[Row]) -> range:
    """The rows that name the columns of a table that does not mark its headers."""
    filled = [sum(bool(cell.text.strip()) for cell in row) for row in rows[: _CAPTION_ROWS + 1]]
    start = next((at for at, count in enumerate(filled) if count > 1), len(rows))
    if any(map(_is_marked, rows[: start + _HEADER_ROWS + 1])):
        return range(0)
    end = start + 1
    hanging = {cell.column for cell in rows[start]} if start < len(rows) else set()
    while end < min(len(rows), start + _HEADER_ROWS):
        hanging &= {cell.column for cell in rows[end] if cell.hangs}
        if not hanging:
            break
        end += 1
    spans = end == start + 1 and any(cell.span > 1 for row in rows[start:end] for cell in row)
    ends = [end + 1, end] if spans else [end]
    for last in ends:
        if last < len(rows) and _name_columns(rows[start:last], rows[last : last + _ROWS_BELOW]):
            return range(start, last)
    return range(0)


def _name_columns(heads: list[Row], below: list[Row]) -> bool:
    """Whether rows without a mark are headers of those below."""
    own = [[cell for cell in row if not cell.hangs] for row in heads]
    texts = [["".join(cell.text.split()) for cell in row] for row in own]
    filled = [text for line in texts for text in line if text]
    if len(filled) < 2 or any(len(text) > HEADER_CHARS or _holds_figures(text) for text in filled):
        return False
    if len(heads) == 1 and len({*filled}) < len(filled):
        return False
    return _say_columns(own, filled, below) or _stand_over_figures(heads, below)


def _say_columns(own: list[Row], filled: list[str], below: list[Row]) -> bool:
    """Whether half of the cells are words that head columns, two of them side by side, and figures stand below."""
    named = [[_is_heading(cell.text) for cell in row] for row in own]
    if 2 * sum(map(sum, named)) < len(filled) or not any(a and b for row in named for a, b in pairwise(row)):
        return False
    return any(char.isdigit() for row in below for cell in row if cell.column for char in cell.text)


def _is_heading(text: str) -> bool:
    bare = " ".join(text.split())
    return any(_HEADING.fullmatch(one) is not None for one in (bare, bare.replace(" ", "")))


def _holds_figures(text: str) -> bool:
    """Whether a text holds figures other than years, those in brackets not counted."""
    return any(char.isdigit() for char in _YEAR.sub("", re.sub(r"[(（][^)）]*[)）]", "", text)))


def _stand_over_figures(heads: list[Row], below: list[Row]) -> bool:
    """Whether two columns side by side hold nothing but figures below, in two rows at least, under a name each.

    In a table of labels and values a column of figures stands beside one of labels.
    """
    headed = {cell.column for row in heads for cell in row if cell.text.strip() and cell.span == 1}
    columns: dict[int, list[bool]] = {}
    for row in below:
        for cell in row:
            text = " ".join(cell.text.split())
            if not cell.hangs and _NOTHING.fullmatch(text) is None:
                columns.setdefault(cell.column, []).append(_FIGURE.fullmatch(text) is not None)
    figures = {at for at, known in columns.items() if at and len(known) > 1 and all(known)} & headed
    return any(at + 1 in figures for at in figures)


def _width(row: Row) -> int:
    return max((cell.column + cell.span for cell in row), default=0)

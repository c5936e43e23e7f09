"""Tables of data as a reader sees them: in which column a cell stands, and what the header above it says.

The outline holds text alone: empty cells and spans are in the tree. A row of the outline is found there by what its
cells say, and is written out in its columns:

    指标 | 产值 2025年 | 产值 2030年        two rows of headers, one of them over both years
    影像设备 | 产值 2025年: 700 | 产值 2030年: 900
    监护设备 |  | 产值 2030年: 90           an empty cell keeps its place
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: A header is put before each value of its column when it is not longer than this.
HEADER_CHARS = 30
#: Wider and higher spans are errors of the page: the HTML standard stops at 1,000 columns.
_WIDEST_SPAN = 100
_LONGEST_SPAN = 1_000
#: Tables, and rows of a table, that are looked through for one of the outline.
_LOOK_AHEAD = 60
#: Words that head columns, and do not stand as a value beside a label.
_HEADING = re.compile(
    r"(?:.{0,8}(?:序号|编号|指标|名称|类别|类型|项目|地区|单位|部门|设备|产品|内容|任务|领域|年份|数量|台数|金额|目标|目标值|现状|现值|现状值|"
    r"基期|基期值|属性|性质|备注|时限|比例|预算|规格|型号|产值|规模|合计|增速|品目|机构)|(?:19|20)\d\d\s?年?)(?:[(（].{1,10}[)）])?"
    r"|no\.?|#|(?:.{0,20}\s)?(?:item|name|indicator|metric|measure|target|value|unit|quantity|qty|amount|budget|year|type"
    r"|category|product|device|component|region|owner|baseline|outlay|deadline|notes?|remarks?|share|total)s?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Cell:
    column: int
    span: int
    text: str
    is_header: bool
    #: It began in a row above.
    hangs: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]]
    #: The next row to look at, and the names of the columns so far.
    at: int = 0
    names: dict[int, list[str]] = field(default_factory=dict)


class Tables:
    """The tables of a page, asked for in the order of the page."""

    __slots__ = ("_at", "_nodes", "_open", "_tree")

    def __init__(self, tree: LexborHTMLParser | None) -> None:
        self._tree = tree
        self._nodes: list[tuple[LexborNode, str]] | None = None
        self._at = 0
        self._open: dict[int, _Table | None] = {}

    def place(self, table: int, cells: Sequence[Sequence[str]]) -> list[str] | None:
        """The texts, one for each column, of the row whose cells hold these lines; `table` is the same for its rows.

        None when the row cannot be found, [] when it is a row of headers that the next one says in full.
        """
        if table not in self._open:
            self._open[table] = self._find(cells)
        found = self._open[table]
        if found is None:
            return None
        for at in range(found.at, min(len(found.rows), found.at + _LOOK_AHEAD)):
            columns = _columns(found.rows[at], cells)
            if columns is not None:
                passed = found.at
                found.at = at + 1
                return _written(found, passed, at, dict(zip(columns, cells, strict=True)))
        return None

    def _find(self, cells: Sequence[Sequence[str]]) -> _Table | None:
        """The table, from the last one on, that holds these lines."""
        if self._nodes is None:
            tables = self._tree.css("table") if self._tree is not None else []
            self._nodes = [
                (node, _squeezed(node.text()))
                for node in tables
                if not any(inner != node for inner in node.css("table"))
            ]
        wanted = [_squeezed(lines[0]) for lines in cells]
        for at in range(self._at, min(len(self._nodes), self._at + _LOOK_AHEAD)):
            node, text = self._nodes[at]
            if all(one in text for one in wanted):
                rows = list(_rows(node))
                if any(_columns(row, cells) is not None for row in rows):
                    self._at = at + 1
                    return _Table(rows)
        return None


def _rows(table: LexborNode) -> Iterator[list[_Cell]]:
    """The rows of a table, each cell with its column; cells that reach down from above are in each row."""
    hanging: dict[int, tuple[_Cell, int]] = {}
    for row in table.css("tr"):
        cells: list[_Cell] = []
        left = dict(hanging)
        hanging = {}
        column = 0
        nodes = [node for node in row.iter() if node.tag in ("td", "th")]
        for node in [*nodes, None]:
            while column in left:
                above, more = left.pop(column)
                cells.append(_Cell(column, above.span, above.text, above.is_header, hangs=True))
                if more > 1:
                    hanging[column] = (above, more - 1)
                column += above.span
            if node is None:
                break
            span = _span(node, "colspan", _WIDEST_SPAN)
            cell = _Cell(column, span, node.text(), node.tag == "th")
            cells.append(cell)
            high = _span(node, "rowspan", _LONGEST_SPAN)
            if high > 1:
                hanging[column] = (cell, high - 1)
            column += span
        for start, (above, more) in left.items():
            cells.append(_Cell(start, above.span, above.text, above.is_header, hangs=True))
            if more > 1:
                hanging[start] = (above, more - 1)
        yield cells


def _span(node: LexborNode, name: str, most: int) -> int:
    value = (node.attributes.get(name) or "").strip()
    return max(1, min(most, int(value))) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _squeezed(text: str) -> str:
    return "".join(filter(str.isprintable, "".join(text.split())))


def _columns(row: list[_Cell], cells: Sequence[Sequence[str]]) -> list[int] | None:
    """For each cell of the outline its place in the row; None when it is not this row."""
    own = [cell for cell in row if not cell.hangs]
    if len(own) < len(cells):
        return None
    found: list[int] = []
    at = 0
    for lines in cells:
        wanted = _squeezed(lines[0])
        while at < len(own) and wanted not in _squeezed(own[at].text):
            at += 1
        if at == len(own):
            return None
        found.append(own[at].column)
        at += 1
    return found


def _heads(row: list[_Cell]) -> bool:
    """Whether a row holds nothing but names of columns."""
    filled = [cell for cell in row if cell.text.strip()]
    return len(filled) > 1 and all(cell.is_header for cell in filled)


def _heads_by_words(table: _Table, at: int) -> bool:
    """Whether the first full row of a table without <th> names the columns: by its words, and figures stand below."""
    row = table.rows[at]
    if table.names or len(row) < 2 or any(cell.span > 1 or cell.hangs for cell in row):
        return False
    if any(len(before) > 1 for before in table.rows[:at]):
        return False
    texts = [_squeezed(cell.text) for cell in row]
    named = [len(text) <= HEADER_CHARS and _HEADING.fullmatch(text) is not None for text in texts]
    if len(set(texts)) < len(texts) or sum(named) * 2 < len(named) or not any(map(_both, named, named[1:])):
        return False
    below = [cell.text for other in table.rows[at + 1 : at + 9] for cell in other if cell.column]
    return any(char.isdigit() for text in below for char in text)


def _both(one: bool, other: bool) -> bool:
    return one and other


def _written(table: _Table, passed: int, at: int, said: dict[int, Sequence[str]]) -> list[str]:
    """The row at `at`; of several rows of headers, the last with the names of all; the others are not written."""
    for number in range(passed, at):
        if _heads(table.rows[number]):
            _learn(table, number)
    row = table.rows[at]
    if _heads(row) or _heads_by_words(table, at):
        _learn(table, at)
        if at + 1 < len(table.rows) and _heads(row) and _heads(table.rows[at + 1]) and _continues(table, at):
            return []
        return [" ".join(table.names.get(column, ())) for column in range(_width(row))]
    texts = [""] * _width(row)
    first = min(said)
    for cell in row:
        if cell.hangs:
            if cell.column < first and not cell.is_header:
                texts[cell.column] = " ".join(cell.text.split())
        elif cell.column in said:
            texts[cell.column] = _named(table, cell, " ".join(said[cell.column]))
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _continues(table: _Table, at: int) -> bool:
    """Whether the row of headers below says more of the same columns: a header of this row spans columns or rows."""
    return any(cell.span > 1 for cell in table.rows[at]) or any(cell.hangs for cell in table.rows[at + 1])


def _width(row: list[_Cell]) -> int:
    return max((cell.column + cell.span for cell in row), default=0)


def _learn(table: _Table, at: int) -> None:
    """Take the names of the columns from a row of headers: those of the row above go on when they span it."""
    row = table.rows[at]
    above = table.names if at and _heads(table.rows[at - 1]) and _continues(table, at - 1) else {}
    names: dict[int, list[str]] = {}
    for cell in row:
        text = " ".join(cell.text.split())
        for column in range(cell.column, cell.column + cell.span):
            names[column] = list(above.get(column, ()))
            if text and text not in names[column]:
                names[column].append(text)
    table.names = names


def _named(table: _Table, cell: _Cell, text: str) -> str:
    """`产值: 7000亿元`: a figure with the header of its column; the first column names the row."""
    names = {" ".join(table.names.get(column, ())) for column in range(cell.column, cell.column + cell.span)}
    name = names.pop()
    if names or not name or not cell.column or len(name) > HEADER_CHARS or name in text:
        return text
    return f"{name}: {text}" if any(char.isdigit() for char in text) else text

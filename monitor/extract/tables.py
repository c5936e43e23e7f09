"""Tables of a page: rows of the outline are found in the tree, which knows of empty cells and spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.extract.grid import Cell, Grid, Row

#: Wider and higher spans are errors of the page: the HTML standard stops at 1,000 columns.
_WIDEST_SPAN = 100
_LONGEST_SPAN = 1_000
#: Cells further to the right span nothing: with spans in each row, every row would be wider than the one above.
_WIDEST_GRID = 200
#: Tables, and rows of a table, that are looked through for one of the outline.
_LOOK_AHEAD = 60


class Tables:
    """The tables of a page, asked for in the order of the page."""

    __slots__ = ("_at", "_nodes", "_open", "_tree")

    def __init__(self, tree: LexborHTMLParser | None) -> None:
        self._tree = tree
        self._nodes: list[tuple[LexborNode, str]] | None = None
        self._at = 0
        self._open: dict[int, Grid | None] = {}

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
                return found.write(at, dict(zip(columns, cells, strict=True)))
        return None

    def _find(self, cells: Sequence[Sequence[str]]) -> Grid | None:
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
                    return Grid(rows)
        return None


def _rows(table: LexborNode) -> Iterator[Row]:
    """The rows of a table, each cell with its column; cells that reach down from above are in each row."""
    hanging: dict[int, tuple[Cell, int]] = {}
    for row in table.css("tr"):
        cells: Row = []
        left = dict(hanging)
        hanging = {}
        column = 0
        nodes = [node for node in row.iter() if node.tag in ("td", "th")]
        for node in [*nodes, None]:
            while column in left:
                above, more = left.pop(column)
                cells.append(Cell(column, above.span, above.text, above.is_header, hangs=True))
                if more > 1:
                    hanging[column] = (above, more - 1)
                column += above.span
            if node is None:
                break
            span = _span(node, "colspan", _WIDEST_SPAN if column < _WIDEST_GRID else 1)
            cell = Cell(column, span, node.text(), node.tag == "th")
            cells.append(cell)
            high = _span(node, "rowspan", _LONGEST_SPAN if column < _WIDEST_GRID else 1)
            if high > 1:
                hanging[column] = (cell, high - 1)
            column += span
        for start, (above, more) in left.items():
            cells.append(Cell(start, above.span, above.text, above.is_header, hangs=True))
            if more > 1:
                hanging[start] = (above, more - 1)
        yield cells


def _span(node: LexborNode, name: str, most: int) -> int:
    value = (node.attributes.get(name) or "").strip()
    return max(1, min(most, int(value))) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _squeezed(text: str) -> str:
    return "".join(filter(str.isprintable, "".join(text.split())))


def _columns(row: Row, cells: Sequence[Sequence[str]]) -> list[int] | None:
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

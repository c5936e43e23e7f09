"""Pieces of text on a printed page to lines in reading order.

pieces ──> columns told from tables ──> rows from top to bottom ──> Lines

Lengths are points (1/72 inch), y grows upwards, as in PDF.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

#: A gap this many times as wide as the type is high parts cells or columns; justified words stand closer.
CELL_GAP = 1.6
#: Pieces that begin at one place, and end before it, for that place to be the edge of a second column.
MIN_COLUMN_LINES = 5
#: Lines of a column fill at least this share of its width; cells of a table do not.
COLUMN_FILL = 0.6
#: Columns are at least this wide, in units of the type's height.
MIN_COLUMN_EMS = 12
MAX_COLUMNS = 4
#: A place where this share of the lines end, and three at least, is a margin.
MARGIN_SHARE = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text on one baseline without a wide gap in it."""

    text: str
    left: float
    right: float
    #: Of the baseline's box.
    bottom: float
    #: Height of its box: about one em, by the font.
    size: float
    #: The size the type is set in. The boxes of one font's figures and words may differ in height.
    type_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page: one piece, or the cells of a row."""

    cells: tuple[str, ...]
    left: float
    right: float
    bottom: float
    size: float
    type_size: float
    #: Edges of the column the line stands in.
    column_left: float
    column_right: float
    page_height: float

    @property
    def text(self) -> str:
        """The cells as a reader would say them."""
        return " | ".join(self.cells)


def lines_of(pieces: Sequence[Piece], *, page_height: float) -> list[Line]:
    """The lines of a page in reading order: columns one after the other, rows of a table from left to right."""
    lines = _ordered([piece for piece in pieces if piece.text], MAX_COLUMNS) if pieces else ()
    return [replace(line, page_height=page_height) for line in lines]


def _ordered(pieces: list[Piece], columns: int) -> Iterator[Line]:
    gutter = _gutter(pieces) if columns > 1 else None
    if gutter is None:
        yield from _rows(pieces)
        return
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.bottom):
        if piece.left < gutter - 0.5 * piece.size and piece.right > gutter:
            # A line across both columns ends what stands above it.
            yield from _side_by_side(band, gutter, columns)
            yield from _rows([piece])
            band = []
        else:
            band.append(piece)
    yield from _side_by_side(band, gutter, columns)


def _side_by_side(pieces: list[Piece], gutter: float, columns: int) -> Iterator[Line]:
    for side in (
        [piece for piece in pieces if piece.left < gutter - 0.5 * piece.size],
        [piece for piece in pieces if piece.left >= gutter - 0.5 * piece.size],
    ):
        if side:
            yield from _ordered(side, columns - 1)


def _gutter(pieces: list[Piece]) -> float | None:
    """Where a second column begins, or None: many full lines begin there, and many full lines end before."""
    if len(pieces) < 2 * MIN_COLUMN_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    size = median(piece.size for piece in pieces)
    starts = Counter(round(piece.left / 3) for piece in pieces if piece.left > left + 0.2 * (right - left))
    for start, count in starts.most_common(3):
        if count < MIN_COLUMN_LINES:
            return None
        edge = 3.0 * start - 1.5
        after = [piece for piece in pieces if piece.left >= edge - size]
        before = [piece for piece in pieces if piece.right <= edge]
        if len(before) >= MIN_COLUMN_LINES and _fills(after, size) and _fills(before, size):
            return edge
    return None


def _fills(pieces: list[Piece], size: float) -> bool:
    """Whether pieces are the lines of running text: wide, and most as wide as the widest."""
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    return width >= MIN_COLUMN_EMS * size and median(p.right - p.left for p in pieces) >= COLUMN_FILL * width


def _rows(pieces: list[Piece]) -> Iterator[Line]:
    """Pieces of one column as lines: those on one baseline are the cells of a row."""
    left = _margin([piece.left for piece in pieces], outer=min)
    right = _margin([piece.right for piece in pieces], outer=max)
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.bottom, piece.left)):
        if row and row[0].bottom - piece.bottom > 0.4 * min(row[0].size, piece.size):
            yield _line(row, left, right)
            row = []
        row.append(piece)
    if row:
        yield _line(row, left, right)


def _margin(edges: list[float], *, outer: Callable[[Iterable[float]], float]) -> float:
    """The outermost place where many lines begin (or end): a running title or a table may be wider than the text."""
    counts = Counter(round(edge / 3) for edge in edges)
    shared = [3.0 * place for place, count in counts.items() if count >= max(3, MARGIN_SHARE * len(edges))]
    return outer(shared) if shared else outer(edges)


def _line(row: list[Piece], left: float, right: float) -> Line:
    row.sort(key=lambda piece: piece.left)
    cells = [row[0].text]
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        if gap > CELL_GAP * min(piece.size, before.size):
            cells.append(piece.text)
        else:
            spaced = gap > 0.15 * piece.size and cells[-1].isascii() and piece.text.isascii()
            cells[-1] += " " + piece.text if spaced else piece.text
    return Line(
        cells=tuple(cells),
        left=row[0].left,
        right=max(piece.right for piece in row),
        bottom=row[0].bottom,
        size=max(piece.size for piece in row),
        type_size=max(piece.type_size for piece in row),
        column_left=left,
        column_right=right,
        page_height=1.0,
    )

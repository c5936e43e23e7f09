"""Word files to Documents: paragraphs, lists and tables in the order they stand in.

package ──> body (insertions in, deletions out) ──> paragraphs and rows ──> Blocks
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from monitor.extract.grid import Cell, Row
from monitor.extract.office import MAX_COLUMNS, MAX_ROWS, is_sound, row_blocks
from monitor.extract.text_facts import document_of
from monitor.types import Block, BlockKind, Document

#: What comes later is not read.
MAX_BLOCKS = 50_000
#: A paragraph set in the middle, this long at most and this near the beginning, is the title of a file without styles.
MAX_TITLE_CHARS = 120
TITLE_BLOCKS = 6

#: Around content that counts as if they were not there; the others hold what was deleted.
_WRAPPERS = ("w:ins", "w:smartTag", "w:customXml", "w:moveTo")
_DELETED = ("w:del", "w:moveFrom")


def read_docx(content: bytes, *, url: str | None) -> Document:
    """The Document of a .docx; without blocks when it is damaged or unpacks to too much."""
    if not is_sound(content):
        return Document(url=url, title="")
    try:
        file = docx.Document(BytesIO(content))
        _accept_changes(file)
        centred: list[str] = []
        blocks = list(_docx_blocks(file, centred))
        named = " ".join((file.core_properties.title or "").split())
    except Exception:  # python-docx and lxml raise whatever a damaged file makes them stumble over
        return Document(url=url, title="")
    return document_of(blocks, url=url, title=_title(blocks, centred, named))


def _accept_changes(file: WordFile) -> None:
    """Read a file with tracked changes as if all were accepted, and content controls as their content."""
    body = file.element.body
    for name in _DELETED:
        for element in list(body.iter(qn(name))):
            element.getparent().remove(element)
    for element in list(body.iter(qn("w:sdt"))):
        held = element.find(qn("w:sdtContent"))
        _unwrap(element, held if held is not None else ())
    for name in _WRAPPERS:
        for element in list(body.iter(qn(name))):
            _unwrap(element, element)


def _unwrap(element: Any, children: Iterable[Any]) -> None:
    """Put children of an element (lxml) where it stands."""
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(children)


def _docx_blocks(file: WordFile, centred: list[str]) -> Iterator[Block]:
    """Blocks of a Word file; texts of paragraphs that are set in the middle are put into `centred`."""
    count = 0
    for part in file.iter_inner_content():
        if isinstance(part, Table):
            found = list(_docx_table(part))
        else:
            found = list(_paragraph(part))
            if found and count <= TITLE_BLOCKS and part.alignment == WD_ALIGN_PARAGRAPH.CENTER:
                centred.append(found[0].text)
        count += len(found)
        yield from found
        if count > MAX_BLOCKS:
            return


def _paragraph(paragraph: Paragraph) -> Iterator[Block]:
    """A paragraph as a Block, one more for each line break in it."""
    style = ((paragraph.style.name or "") if paragraph.style is not None else "").lower()
    kind, level = BlockKind.PARAGRAPH, 0
    if style == "title":
        kind, level = BlockKind.HEADING, 1
    elif style.startswith(("heading", "标题")):
        digits = "".join(char for char in style if char.isdigit())
        kind, level = BlockKind.HEADING, min(6, max(1, int(digits[:2] or 1)))
    elif style.startswith("list") or _is_numbered(paragraph):
        kind = BlockKind.LIST_ITEM
    for line in paragraph.text.split("\n"):
        text = " ".join(line.split())
        if text:
            yield Block(text=text, kind=kind, level=level)


def _is_numbered(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _docx_table(table: Table) -> Iterator[Block]:
    """A table as rows; one of a single column is a frame around text."""
    rows = [list(row) for row in _docx_rows(table)]
    if any(len(row) > 1 for row in rows):
        yield from row_blocks(rows)
        return
    for row, _ in zip(table.rows, range(MAX_ROWS), strict=False):
        for tc in row._tr.tc_lst:
            for part in _Cell(tc, table).iter_inner_content():
                yield from _docx_table(part) if isinstance(part, Table) else _paragraph(part)


def _docx_rows(table: Table) -> Iterator[Row]:
    """The cells of each row; one merged over rows is in each of them."""
    above: dict[int, Cell] = {}
    for row, _ in zip(table.rows, range(MAX_ROWS), strict=False):
        is_header = row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        column = row.grid_cols_before
        cells: Row = []
        for tc in row._tr.tc_lst[:MAX_COLUMNS]:
            span = min(MAX_COLUMNS, tc.grid_span)
            held = above.get(column) if tc.vMerge == "continue" else None
            if held is not None:
                cells.append(Cell(column, held.span, held.text, held.is_header, hangs=True))
            else:
                cells.append(Cell(column, span, _text_of(_Cell(tc, table)), is_header))
                above[column] = cells[-1]
            column += span
        yield cells


def _text_of(cell: _Cell) -> str:
    """All that stands in a cell, on one line."""
    parts = (
        " ".join(inner.text for row in _docx_rows(part) for inner in row) if isinstance(part, Table) else part.text
        for part in cell.iter_inner_content()
    )
    return " ".join(" ".join(parts).split())


def _title(blocks: list[Block], centred: list[str], named: str) -> str:
    """The first heading near the beginning; else the name in the file's properties when its text says it too; else
    what is set in the middle above the text."""
    for block in blocks[:TITLE_BLOCKS]:
        if block.kind is BlockKind.HEADING and block.level == 1:
            return block.text
    squashed = "".join(named.split())
    if len(squashed) > 3 and any(squashed in "".join(block.text.split()) for block in blocks[: 2 * TITLE_BLOCKS]):
        return named
    return next((text for text in centred if 4 <= len(text) <= MAX_TITLE_CHARS), "")

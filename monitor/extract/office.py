"""Word and Excel files to Documents: paragraphs, lists and tables in the order they stand in.

package ──sound?──> body (insertions in, deletions out) ──> paragraphs and rows ──> Blocks
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from monitor.extract.text_facts import document_of
from monitor.types import Block, BlockKind, Document

#: Packages that unpack to more are refused: no document is that large, archives made to exhaust memory are.
MAX_UNPACKED_BYTES = 200_000_000
#: The parts that are parsed as XML; a tree takes about ten times its text.
MAX_XML_BYTES = 60_000_000
MAX_PARTS = 5_000
#: Blocks of a Word file, sheets and cells of a workbook; what comes later is not read.
MAX_BLOCKS = 50_000
MAX_SHEETS = 60
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 600_000
#: A paragraph set in the middle, this long at most and this near the beginning, is the title of a file without styles.
MAX_TITLE_CHARS = 120
TITLE_BLOCKS = 6

_SHEET_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
#: Around content that counts as if they were not there; the others hold what was deleted.
_WRAPPERS = ("w:ins", "w:smartTag", "w:customXml", "w:moveTo")
_DELETED = ("w:del", "w:moveFrom")


def read_docx(content: bytes, *, url: str | None) -> Document:
    """The Document of a .docx; without blocks when it is damaged or unpacks to too much."""
    if not _is_sound(content):
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


def read_xlsx(content: bytes, *, url: str | None) -> Document:
    """The Document of an .xlsx: its visible sheets one after the other, one row one block."""
    if not _is_sound(content):
        return Document(url=url, title="")
    blocks: list[Block] = []
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it does not keep; only values are wanted here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
            cells = 0
            for sheet in sheets:
                rows = list(_xlsx_rows(sheet, MAX_CELLS - cells))
                cells += sum(map(len, rows))
                if rows and len(sheets) > 1 and not _SHEET_NAME.fullmatch(sheet.title):
                    blocks.append(Block(text=" ".join(sheet.title.split()), kind=BlockKind.HEADING, level=2))
                blocks += _row_blocks(rows)
            book.close()
    except Exception:  # as above
        return Document(url=url, title="")
    return document_of(blocks, url=url)


def _is_sound(content: bytes) -> bool:
    """Whether a package can be opened and does not unpack to an absurd size."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml")))
    return (
        len(parts) <= MAX_PARTS
        and xml <= MAX_XML_BYTES
        and sum(part.file_size for part in parts) <= MAX_UNPACKED_BYTES
        and not any(part.flag_bits & 1 for part in parts)
    )


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
            found = list(_row_blocks(_docx_rows(part)))
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


def _docx_rows(table: Table) -> Iterator[list[str]]:
    """Texts of a table's cells; one merged over columns comes once, one merged over rows in each of them."""
    for row, _ in zip(table.rows, range(MAX_ROWS), strict=False):
        texts: list[str] = []
        before = None
        for cell in row.cells[:MAX_COLUMNS]:
            if cell._tc is not before:
                texts.append(" ".join(" ".join(each.text for each in cell.paragraphs).split()))
                texts += [" ".join(" ".join(row) for row in _docx_rows(inner)) for inner in cell.tables]
            before = cell._tc
        yield texts


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


def _xlsx_rows(sheet: Any, limit: int) -> Iterator[list[str]]:
    """Texts of a sheet's cells (openpyxl, read-only), without rows that hold none, `limit` cells at most."""
    # Writers of large files state wrong dimensions; the rows themselves do not lie.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
        texts = [_cell(cell.value, getattr(cell, "number_format", "")) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        limit -= len(texts)
        if limit < 0:
            return
        if texts:
            yield texts


def _cell(value: object, number_format: str | None) -> str:
    """A cell as the sheet shows it, as far as meaning goes: 25% for 0.25 in a format of percentages."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if "%" in (number_format or ""):
            return f"{value * 100:.10g}%"
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split())


def _row_blocks(rows: Iterable[list[str]]) -> Iterator[Block]:
    """Rows as Blocks. Empty cells between others stay, so that values stand under their heads."""
    for row in rows:
        last = max((at for at, cell in enumerate(row) if cell), default=-1)
        if last < 0:
            continue
        cells = row[: last + 1]
        text = " | ".join(cells) if sum(map(bool, cells)) > 1 else cells[last]
        yield Block(text=text.strip(), kind=BlockKind.TABLE_ROW)

"""Word and Excel files to Documents: paragraphs and tables in the order they stand in."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

import docx
import openpyxl
from docx.table import Table
from docx.text.paragraph import Paragraph

from monitor.extract.text_facts import document_of
from monitor.types import Block, BlockKind, Document

#: Packages that unpack to more are refused: no document is that large, archives made to exhaust memory are.
MAX_UNPACKED_BYTES = 200_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
_HEADER_CHARS = 30


def read_docx(content: bytes, *, url: str | None) -> Document:
    """The Document of a .docx; without blocks when it is damaged."""
    if not _is_sound(content):
        return Document(url=url, title="")
    try:
        file = docx.Document(BytesIO(content))
        blocks = list(_docx_blocks(file.iter_inner_content()))
        title = (file.core_properties.title or "").strip()
    except Exception:  # python-docx and lxml raise whatever a damaged file makes them stumble over
        return Document(url=url, title="")
    return document_of(blocks, url=url, title=title if len(title) > 3 else "")


def read_xlsx(content: bytes, *, url: str | None) -> Document:
    """The Document of an .xlsx: one row one block, the header of a column said with each figure in it."""
    if not _is_sound(content):
        return Document(url=url, title="")
    blocks: list[Block] = []
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True, max_row=MAX_ROWS, max_col=MAX_COLUMNS)
            blocks += _table_blocks([[_cell(value) for value in row] for row in rows])
        book.close()
    except Exception:  # as above
        return Document(url=url, title="")
    return document_of(blocks, url=url)


def _is_sound(content: bytes) -> bool:
    """Whether a package can be opened and does not unpack to an absurd size."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return sum(entry.file_size for entry in package.infolist()) <= MAX_UNPACKED_BYTES
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _docx_blocks(parts: Iterator[Paragraph | Table]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Table):
            yield from _table_blocks([_unmerged([cell.text for cell in row.cells]) for row in part.rows])
            continue
        style = (part.style.name or "") if part.style is not None else ""
        for line in part.text.split("\n"):
            text = " ".join(line.split())
            if text:
                yield _paragraph(text, style)


def _paragraph(text: str, style: str) -> Block:
    lower = style.lower()
    if lower == "title":
        return Block(text=text, kind=BlockKind.HEADING, level=1)
    if lower.startswith(("heading", "标题")):
        digits = "".join(char for char in lower if char.isdigit())
        return Block(text=text, kind=BlockKind.HEADING, level=min(6, max(1, int(digits or 1))))
    if lower.startswith("list"):
        return Block(text=text, kind=BlockKind.LIST_ITEM)
    return Block(text=text)


def _unmerged(cells: Sequence[str]) -> list[str]:
    """Cells of a row; python-docx repeats the text of a merged cell for each column it spans."""
    found: list[str] = []
    for cell in cells:
        text = " ".join(cell.split())
        if not found or text != found[-1] or not text:
            found.append(text)
    return found


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _table_blocks(rows: list[list[str]]) -> Iterator[Block]:
    """Rows as blocks; the first row with more than one text and no figures is the header."""
    header: list[str] | None = None
    for row in rows:
        filled = [cell for cell in row if cell]
        if not filled:
            continue
        if len(filled) == 1:
            yield Block(text=filled[0], kind=BlockKind.TABLE_ROW)
            continue
        if header is None:
            header = row if not any(cell[:1].isdigit() for cell in filled[1:]) else []
            if header:
                yield Block(text=" | ".join(filled), kind=BlockKind.TABLE_ROW)
                continue
        yield Block(text=" | ".join(_named_cells(header, row)), kind=BlockKind.TABLE_ROW)


def _named_cells(header: list[str], row: list[str]) -> Iterator[str]:
    for at, cell in enumerate(row):
        if not cell:
            continue
        name = header[at] if at < len(header) and at else ""
        named = name and len(name) <= _HEADER_CHARS and name not in cell and any(char.isdigit() for char in cell)
        yield f"{name}: {cell}" if named else cell

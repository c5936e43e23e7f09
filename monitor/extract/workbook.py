"""Excel files to Documents: the visible sheets one after the other, one row one block.

sheet ──merged cells──> rows ──cut at empty rows──> tables ──> Blocks
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.cell import column_index_from_string

from monitor.extract.grid import Cell, Row
from monitor.extract.office import MAX_COLUMNS, MAX_ROWS, is_sound, row_blocks
from monitor.extract.text_facts import document_of
from monitor.types import Block, BlockKind, Document

#: Sheets and cells of a workbook, and merged cells of a sheet; what comes later is not read.
MAX_SHEETS = 60
MAX_CELLS = 600_000
MAX_MERGED = 50_000

_SHEET_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")

#: First row and column of merged cells -> their last row and column, all counted from 1.
_Merged = dict[tuple[int, int], tuple[int, int]]


def read_xlsx(content: bytes, *, url: str | None) -> Document:
    """The Document of an .xlsx: its visible sheets one after the other, one row one block."""
    if not is_sound(content):
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
                tables = list(_tables(sheet, MAX_CELLS - cells))
                cells += sum(len(row) for rows in tables for row in rows)
                if tables and len(sheets) > 1 and not _SHEET_NAME.fullmatch(sheet.title):
                    blocks.append(Block(text=" ".join(sheet.title.split()), kind=BlockKind.HEADING, level=2))
                for rows in tables:
                    blocks += row_blocks(rows)
            book.close()
    except Exception:  # openpyxl raises whatever a damaged file makes it stumble over
        return Document(url=url, title="")
    return document_of(blocks, url=url)


def _tables(sheet: Any, limit: int) -> Iterator[list[Row]]:
    """The rows of a sheet (openpyxl, read-only), cut where one is empty; `limit` cells at most."""
    merged = _merged_in(sheet)
    hanging: dict[int, tuple[Cell, int]] = {}
    rows: list[Row] = []
    # Writers of large files state wrong dimensions; the rows themselves do not lie.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), 1):
        texts = [_cell(value.value, getattr(value, "number_format", "")) for value in values]
        while texts and not texts[-1]:
            texts.pop()
        limit -= len(texts)
        if limit < 0:
            break
        row = _row(number, texts, merged, hanging)
        if any(cell.text and not cell.hangs for cell in row):
            rows.append(row)
        elif not row and rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _row(number: int, texts: list[str], merged: _Merged, hanging: dict[int, tuple[Cell, int]]) -> Row:
    """The cells of a row; `hanging` holds those that reach down from above, by column, with their last row."""
    row: Row = []
    for start, (above, last) in list(hanging.items()):
        if number > last:
            del hanging[start]
        elif above.text:
            row.append(Cell(start, above.span, above.text, is_header=False, hangs=True))
    covered = {column for cell in row for column in range(cell.column, cell.column + cell.span)}
    column = 0
    while column < len(texts):
        last_row, last_column = merged.get((number, column + 1), (number, column + 1))
        cell = Cell(column, min(last_column, MAX_COLUMNS) - column, texts[column], is_header=False)
        if column not in covered:
            row.append(cell)
            if last_row > number:
                hanging[column] = (cell, last_row)
        column += cell.span
    row.sort(key=lambda cell: cell.column)
    return row


def _merged_in(sheet: Any) -> _Merged:
    """The merged cells of a sheet (openpyxl, read-only, which does not read them)."""
    found: _Merged = {}
    with sheet._get_source() as source:
        markup = source.read()
    for match, _ in zip(_MERGED.finditer(markup), range(MAX_MERGED), strict=False):
        left, right = (column_index_from_string(match[at].decode()) for at in (1, 3))
        found[int(match[2]), left] = (int(match[4]), right)
    return found


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

"""What Word and Excel files have in common: a package that may be made to exhaust memory, and tables.

package ──sound?──> word.py: paragraphs and tables  ──┐
                    workbook.py: sheets, one after another ──> rows ──> Blocks
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from monitor.extract.grid import Grid, Row
from monitor.types import Block, BlockKind

#: Packages that unpack to more are refused: no document is that large, archives made to exhaust memory are.
MAX_UNPACKED_BYTES = 200_000_000
#: The parts that are parsed as XML; a tree takes about ten times its text.
MAX_XML_BYTES = 60_000_000
MAX_PARTS = 5_000
#: Of a table or a sheet; what comes later is not read.
MAX_ROWS = 20_000
MAX_COLUMNS = 200


def is_sound(content: bytes) -> bool:
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


def row_blocks(rows: list[Row]) -> Iterator[Block]:
    """The rows of a table as Blocks, each figure with the header of its column.

    Empty cells between others stay, so that values stand under their heads.
    """
    grid = Grid(rows)
    for at, row in enumerate(rows):
        said = {cell.column: (cell.text,) for cell in row if cell.text and not cell.hangs}
        texts = grid.write(at, said) if said else []
        filled = [text for text in texts if text]
        if filled:
            text = " | ".join(texts) if len(filled) > 1 else filled[0]
            yield Block(text=text.strip(), kind=BlockKind.TABLE_ROW)

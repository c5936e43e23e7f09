"""A PDF to a Document: its text layer in reading order, put back into paragraphs.

pages ──> pieces ──> lines (page_layout) ──> what recurs at the edge of pages, page numbers: out ──> paragraphs
"""

from __future__ import annotations

import math
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from monitor.extract.page_layout import CELL_GAP, Line, Piece, lines_of
from monitor.extract.text_facts import document_of
from monitor.types import Block, BlockKind, Document, Removed

#: Longer documents are read up to here.
MAX_PAGES = 600
MAX_CHARS = 4_000_000
#: A page with more characters than this is read without looking at where they stand.
MAX_PLACED_CHARS = 60_000
#: So many lines at the head and the foot of a page may be running titles.
_EDGE_LINES = 2
#: They stand in this share of the page's height, at its top and bottom.
_EDGE_SHARE = 0.12
#: A running title stands on this share of the pages, and on at least so many.
_RECURRING_SHARE = 0.5
MIN_RECURRING = 3
#: Type this much larger than most of the document's is a heading.
_LARGER = 1.15
MAX_HEADING_CHARS = 160

#: PDFium keeps global state and is not thread-safe.
_lock = threading.Lock()

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[,，/]?\s*(?:共|of|/)\s*\d{1,4}\s*页?)?|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)[-—–·\s]*",
    re.I,
)
_FIGURES = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]{2}")
_STARTS = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章节条款编部分]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[•·●▪■◆○-]\s"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[、.．)]\s*\S|附\s*件|附录|(?:20\d\d|二[〇○零]..)\s?年.{1,3}月.{1,4}日$"
    r"|表\s*\d|图\s*\d|article \d|section \d|chapter \d|annex )",
    re.I,
)
_HEADING = re.compile(r"(?:第[一二三四五六七八九十百零〇\d]+[章节编部]|[一二三四五六七八九十]{1,3}、)[^。；;]{0,40}")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
_OPEN = re.compile(r"[，、,（(《“]$")
#: PDFium's marks for a hyphen at the end of a line; it puts no line break there.
_HYPHENS = "\x02\ufffe"
#: First parts of compounds that keep their hyphen when a line ends there.
_COMPOUND = re.compile(
    r"(?:^|[\s(“\"])(?:high|low|mid|long|short|large|small|full|well|self|non|multi|cross|state|home|cost|post|pre|co|re|follow|"
    r"real|on|off|in|up|year|value|evidence|risk|data|old|new|first|second|third|one|two|three|four|five|six|ten)-$",
    re.I,
)
_JUNK_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*|slide \d|powerpoint|无标题|.*\.(?:docx?|wps|pdf|indd)$)", re.I
)


def read_pdf(content: bytes, *, url: str | None, explain: bool) -> Document:
    """The Document of a PDF; without blocks when it is damaged, locked, or has no text layer (a scan)."""
    pages, named = _read(content)
    recurring = _recurring(pages)
    kept: list[list[Line]] = []
    removed: list[Removed] = []
    for lines in pages:
        edges = {id(line) for line in _edge(lines)}
        kept.append([])
        for line in lines:
            if id(line) in edges and _runs(line, recurring):
                if explain:
                    removed.append(Removed(text=line.text, reason="running title or page number"))
            else:
                kept[-1].append(line)
    blocks = _blocks(kept)
    return document_of(blocks, url=url, title=_title(blocks, named), removed=tuple(removed))


def _title(blocks: list[Block], named: str) -> str:
    """The largest heading at the beginning; else the name the file gives itself, unless a program gave it."""
    largest = next((block for block in blocks[:6] if block.kind is BlockKind.HEADING and block.level == 1), None)
    if largest is not None:
        return largest.text
    named = " ".join(named.split())
    return "" if len(named) < 4 or _JUNK_TITLE.match(named) else named


def _read(content: bytes) -> tuple[list[list[Line]], str]:
    """(the lines of each page, the title in the file's own description)."""
    pages: list[list[Line]] = []
    chars = 0
    with _lock:
        try:
            pdf = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            return [], ""
        try:
            named = str(pdf.get_metadata_value("Title"))
            for index in range(min(len(pdf), MAX_PAGES)):
                try:
                    page = pdf[index]
                    text = page.get_textpage()
                except pdfium.PdfiumError:
                    continue
                pages.append(lines_of(list(_pieces(text)), page_height=page.get_height() or 1.0))
                chars += text.count_chars()
                text.close()
                page.close()
                if chars > MAX_CHARS:
                    break
        finally:
            pdf.close()
    return pages, named


def _pieces(page: pdfium.PdfTextPage) -> Iterator[Piece]:
    """The text of a page, cut at line ends and at gaps that no space between words has."""
    count = page.count_chars()
    if count > MAX_PLACED_CHARS:
        for number, line in enumerate(page.get_text_range().splitlines()):
            yield Piece(text=" ".join(line.split()), left=0, right=len(line), bottom=-2.0 * number, size=1, type_size=1)
        return
    codes = [pdfium_c.FPDFText_GetUnicode(page, at) for at in range(count)]
    start = 0
    for at, code in enumerate([*codes, 10]):
        ends = code in (10, 13) or (code < 0x10000 and chr(code) in _HYPHENS)
        if ends or (code in (32, 160) and start < at < count - 1 and _is_gap(page, codes, at)):
            stop = at + (ends and code not in (10, 13))
            piece = _piece(page, codes, start, stop)
            if piece is not None:
                yield piece
            start = at + 1


def _is_gap(page: pdfium.PdfTextPage, codes: list[int], at: int) -> bool:
    """Whether the space at a place is as wide as one between cells."""
    if codes[at - 1] in (10, 13, 32, 160) or codes[at + 1] in (10, 13, 32, 160):
        return False
    _, bottom, before, top = page.get_charbox(at - 1, loose=True)
    after = page.get_charbox(at + 1, loose=True)[0]
    return bool(after - before > CELL_GAP * (top - bottom))


def _piece(page: pdfium.PdfTextPage, codes: list[int], start: int, stop: int) -> Piece | None:
    while start < stop and codes[start] in (10, 13, 32, 160, 0x3000):
        start += 1
    while start < stop and codes[stop - 1] in (10, 13, 32, 160, 0x3000):
        stop -= 1
    if start >= stop:
        return None
    text = "".join(["-" if chr(code) in _HYPHENS else chr(code) for code in codes[start:stop] if 0 < code < 0x110000])
    left, bottom, _, top = page.get_charbox(start, loose=True)
    right = page.get_charbox(stop - 1, loose=True)[2]
    size = max(1.0, top - bottom)
    type_size = _type_size(page, start) or size
    return Piece(text=" ".join(text.split()), left=left, right=right, bottom=bottom, size=size, type_size=type_size)


def _type_size(page: pdfium.PdfTextPage, at: int) -> float:
    """The size a character is set in, as it comes out on the page; 0 when the file does not say."""
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFText_GetMatrix(page, at, matrix):
        return 0.0
    return float(pdfium_c.FPDFText_GetFontSize(page, at)) * math.hypot(matrix.c, matrix.d)


def _recurring(pages: list[list[Line]]) -> dict[str, float]:
    """Lines, figures blanked, that stand at the edge of many pages, and the smallest type they are set in.

    With a figure in them, a page number most likely, three pages are enough: each chapter has a title of its own.
    """
    counts: Counter[str] = Counter()
    sizes: dict[str, float] = {}
    for lines in pages:
        for name, size in {_FIGURES.sub("#", line.text): line.type_size for line in _edge(lines)}.items():
            counts[name] += 1
            sizes[name] = min(size, sizes.get(name, size))
    many = max(MIN_RECURRING, _RECURRING_SHARE * len(pages))
    return {
        name: sizes[name]
        for name, count in counts.items()
        if count >= many or (count >= MIN_RECURRING and "#" in name and _WORDS.search(name))
    }


def _runs(line: Line, recurring: dict[str, float]) -> bool:
    """Whether a line at an edge is a running title or a page number; the title itself is set larger than they are."""
    size = recurring.get(_FIGURES.sub("#", line.text))
    return (size is not None and line.type_size <= 1.3 * size) or _PAGE_NUMBER.fullmatch(line.text) is not None


def _edge(lines: list[Line]) -> list[Line]:
    """The lines at the head and the foot of a page that stand outside of where text does."""
    return [
        line
        for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])
        if not _EDGE_SHARE < line.bottom / line.page_height < 1 - _EDGE_SHARE
    ]


def _blocks(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """Lines to paragraphs, headings and rows; a paragraph may go on over the end of a page."""
    sizes: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        sizes[round(line.type_size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 1.0
    compounds = frozenset(re.findall(r"\w+-\w+", " ".join(line.text for lines in pages for line in lines)))
    blocks: list[Block] = []
    paragraph: list[Line] = []
    for lines in pages:
        leading = _leading(lines)
        for line in lines:
            if paragraph and _parts(paragraph[-1], line, leading):
                blocks.append(_block(paragraph, usual, compounds))
                paragraph = []
            paragraph.append(line)
    if paragraph:
        blocks.append(_block(paragraph, usual, compounds))
    return blocks


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from one line of a page to the next."""
    steps = Counter(round(a.bottom - b.bottom) for a, b in pairwise(lines) if a.bottom > b.bottom)
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _parts(before: Line, line: Line, leading: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if len(before.cells) > 1 or len(line.cells) > 1:
        return True
    if (
        not 0.87 < line.type_size / before.type_size < 1 / 0.87
        or _STARTS.match(line.text)
        or _HEADING.fullmatch(before.text)
    ):
        return True
    if before.text.endswith("-"):
        return False
    down = before.bottom - line.bottom
    if leading and down > 1.6 * max(leading, before.size):
        return True
    # The first line of a paragraph is set in; a line that is centred under a centred one is not.
    if line.left - line.column_left > 1.2 * line.size and before.left - before.column_left < 0.8 * line.size:
        return True
    if line.text[0].islower() and before.text[-1] not in ".!?:;":
        return False
    # A line ends early when the next one's first word would have fitted.
    first = 2.2 if _WIDE.match(line.text) else 0.55 * len(line.text.split(" ", 1)[0]) + 0.8
    return before.column_right - before.right > first * before.size and not _OPEN.search(before.text)


def _block(lines: list[Line], usual: float, compounds: frozenset[str]) -> Block:
    """Lines of one paragraph put together: words hyphenated at a line's end whole again, Chinese without spaces."""
    if len(lines[0].cells) > 1:
        return Block(text=lines[0].text, kind=BlockKind.TABLE_ROW)
    text = lines[0].text
    for line in lines[1:]:
        if text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower():
            whole = re.split(r"[\s(]", text)[-1] + re.split(r"[^\w]", line.text, maxsplit=1)[0]
            text = text + line.text if whole in compounds or _COMPOUND.search(text) else text[:-1] + line.text
        elif _WIDE.match(text[-1]) or _WIDE.match(line.text):
            text += line.text
        else:
            text += " " + line.text
    large = lines[0].type_size > _LARGER * usual and len(text) <= MAX_HEADING_CHARS
    if large or (len(lines) == 1 and _HEADING.fullmatch(text) is not None):
        return Block(text=text, kind=BlockKind.HEADING, level=1 if large else 2)
    return Block(text=text)

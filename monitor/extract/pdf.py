"""A PDF to a Document: its text layer in reading order, put back into paragraphs.

pages ──> lines ──> what recurs at the edge of pages, page numbers: out ──> lines joined to paragraphs
"""

from __future__ import annotations

import re
import threading
from collections import Counter

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from monitor.extract.text_facts import document_of
from monitor.types import Block, BlockKind, Document, Removed

#: Longer documents are read up to here.
MAX_PAGES = 600
MAX_CHARS = 4_000_000
#: So many lines at the head and the foot of a page may be running titles.
_EDGE_LINES = 2
#: A running title stands on this share of the pages, and on at least MIN_RECURRING of them.
_RECURRING_SHARE = 0.5
MIN_RECURRING = 3

#: PDFium keeps global state and is not thread-safe.
_lock = threading.Lock()

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[,，/]?\s*(?:共|of|/)\s*\d{1,4}\s*页?)?|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)[-—–·\s]*",
    re.I,
)
_FIGURES = re.compile(r"\d+")
_STARTS = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章节条款编部分]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[•·●▪■◆○-]\s"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[、.．)\s]\s*\S|附\s*件|附录|表\s*\d|图\s*\d|article \d|section \d|chapter \d|annex )",
    re.I,
)
_HEADING = re.compile(r"(?:第[一二三四五六七八九十百零〇\d]+[章节编部]|[一二三四五六七八九十]{1,3}、).{0,40}")
_SENTENCE_END = tuple('.。!！?？;；:：”"》')
_WIDE_END = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]$")
_WIDE_START = re.compile(r"^[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


def read_pdf(content: bytes, *, url: str | None, explain: bool) -> Document:
    """The Document of a PDF; without blocks when it is damaged, locked, or has no text layer (a scan)."""
    pages = _pages(content)
    recurring = _recurring(pages)
    blocks: list[Block] = []
    removed: list[Removed] = []
    paragraph: list[str] = []
    for lines in pages:
        width = max((_width(line) for line in lines), default=0)
        for at, line in enumerate(lines):
            edge = at < _EDGE_LINES or at >= len(lines) - _EDGE_LINES
            if edge and (_FIGURES.sub("#", line) in recurring or _PAGE_NUMBER.fullmatch(line)):
                if explain:
                    removed.append(Removed(text=line, reason="running title or page number"))
                continue
            if paragraph and _STARTS.match(line):
                blocks.append(_block(paragraph))
                paragraph = []
            paragraph.append(line)
            # A line that stops short of the margin ends its paragraph.
            if _width(line) < (0.6 if line.endswith(_SENTENCE_END) else 0.5) * width or _HEADING.fullmatch(line):
                blocks.append(_block(paragraph))
                paragraph = []
    if paragraph:
        blocks.append(_block(paragraph))
    return document_of(blocks, url=url, removed=tuple(removed))


def _pages(content: bytes) -> list[list[str]]:
    """Lines of each page, white space trimmed, empty ones left out."""
    pages: list[list[str]] = []
    chars = 0
    with _lock:
        try:
            pdf = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            return []
        try:
            for index in range(min(len(pdf), MAX_PAGES)):
                try:
                    page = pdf[index]
                    text = page.get_textpage().get_text_range()
                except pdfium.PdfiumError:
                    continue
                # PDFium marks hyphens at line ends by U+FFFE or U+0002.
                text = text.replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "")
                pages.append([" ".join(line.split()) for line in text.splitlines() if line.strip()])
                chars += len(text)
                if chars > MAX_CHARS:
                    break
        finally:
            pdf.close()
    return pages


def _recurring(pages: list[list[str]]) -> frozenset[str]:
    """Lines, figures blanked, that stand at the edge of many pages."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_FIGURES.sub("#", line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])})
    needed = max(MIN_RECURRING, _RECURRING_SHARE * len(pages))
    return frozenset(line for line, count in counts.items() if count >= needed)


def _width(line: str) -> int:
    """How wide a line is set: a Chinese character is as wide as two letters."""
    return len(line) if line.isascii() else len(line.encode("gb18030", "replace"))


def _block(lines: list[str]) -> Block:
    """Lines of one paragraph put together: words hyphenated at a line's end whole again, Chinese without spaces."""
    text = lines[0]
    for line in lines[1:]:
        if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            text = text[:-1] + line
        elif _WIDE_END.search(text) or _WIDE_START.search(line):
            text += line
        else:
            text += " " + line
    heading = len(lines) == 1 and _HEADING.fullmatch(text) is not None
    return Block(text=text, kind=BlockKind.HEADING if heading else BlockKind.PARAGRAPH, level=2 if heading else 0)

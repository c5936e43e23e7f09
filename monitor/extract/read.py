"""Any response to a Document: the door of this room."""

from __future__ import annotations

from dataclasses import replace

from monitor.extract.boilerplate import NOTHING_LEARNED, Boilerplate, strip
from monitor.extract.html import read_html, text_of_html, without
from monitor.extract.plain import read_plain
from monitor.text.controls import without_controls
from monitor.text.decode import decode
from monitor.text.sniff import ContentKind, sniff
from monitor.types import Body, Document, ExtractRules

#: Raised when a release reads pages differently: Versions are only compared under equal Recipes.
EXTRACTOR_VERSION = "2"
NO_RULES = ExtractRules()
_FILES = (ContentKind.PDF, ContentKind.DOCX, ContentKind.XLSX)


def extract(
    body: Body,
    *,
    rules: ExtractRules | None = None,
    mask: Boilerplate = NOTHING_LEARNED,
    explain: bool = False,
) -> Document:
    """What a response says: its own text in order, and the facts about it. Never raises, whatever the bytes.

    `mask` is the learned boilerplate of the host; it must be equal on both sides of a comparison. `explain` also fills
    `Document.removed`, which costs about as much again. A kind that is not read gives no blocks.
    """
    return extract_bytes(
        body.content,
        content_type=body.header("content-type"),
        url=body.final_url,
        rules=rules or ExtractRules(),
        mask=mask,
        explain=explain,
    )


def extract_bytes(
    content: bytes,
    *,
    content_type: str | None = None,
    url: str | None = None,
    rules: ExtractRules = NO_RULES,
    mask: Boilerplate = NOTHING_LEARNED,
    explain: bool = False,
) -> Document:
    """`extract` for content that came without a response: a file."""
    kind = sniff(content, content_type=content_type, url=url)
    if kind is ContentKind.HTML:
        document = read_html(content, content_type=content_type, url=url, rules=rules, explain=explain)
    elif kind is ContentKind.TEXT:
        document = read_plain(decode(content, content_type=content_type).text, url=url, explain=explain)
    elif kind in _FILES:
        document = _read_file(content, kind, url=url, explain=explain)
    else:
        return Document(url=url, title="")
    if kind is not ContentKind.HTML:
        blocks, dropped = without(document.blocks, rules)
        removed = (*document.removed, *dropped) if explain else ()
        document = replace(document, blocks=blocks, removed=removed)
    masked = strip(_printable(document), mask)
    return masked if explain else replace(masked, removed=())


def _read_file(content: bytes, kind: ContentKind, *, url: str | None, explain: bool) -> Document:
    """What its libraries are loaded for when the first such file comes: they take half a second."""
    if kind is ContentKind.PDF:
        from monitor.extract.pdf import read_pdf

        return read_pdf(content, url=url, explain=explain)
    if kind is ContentKind.DOCX:
        from monitor.extract.word import read_docx

        return read_docx(content, url=url)
    from monitor.extract.workbook import read_xlsx

    return read_xlsx(content, url=url)


def _printable(document: Document) -> Document:
    """The Document without control characters, which PDF and office files hold too; most have none."""
    clean = [(block, without_controls(block.text)) for block in document.blocks]
    title = without_controls(document.title)
    if title == document.title and all(text == block.text for block, text in clean):
        return document
    blocks = tuple(replace(block, text=text.strip()) for block, text in clean if text.strip())
    return replace(document, title=title, blocks=blocks)


def text_of(content: bytes, *, url: str | None = None) -> str:
    """`extract_bytes(content, url=url).text`, without looking for dates and names."""
    if sniff(content, content_type=None, url=url) is ContentKind.HTML:
        return text_of_html(content, url=url)
    return extract_bytes(content, url=url).text

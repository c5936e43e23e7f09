"""A page of HTML to a Document."""

from __future__ import annotations

import re
from html import unescape

from monitor.extract.blocks import blocks_of
from monitor.extract.boilerplate import Boilerplate
from monitor.extract.content import choose
from monitor.extract.features import Kinds
from monitor.extract.scripts import without_scripts
from monitor.extract.tree import outline_of
from monitor.text.decode import decode
from monitor.text.language import language_of
from monitor.types import Block, Document, ExtractRules

_TITLE = re.compile(r"<title[^>]*>([^<]{0,2000})", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_html(
    content: bytes, *, content_type: str | None, url: str | None, rules: ExtractRules, mask: Boilerplate, explain: bool
) -> Document:
    """The Document of a page."""
    blocks, title = text_of_html(content, content_type=content_type, url=url)
    return Document(url=url, title=title, language=_language(blocks), blocks=blocks)


def text_of_html(content: bytes, *, content_type: str | None, url: str | None) -> tuple[tuple[Block, ...], str]:
    """(the blocks of a page, its title), without the facts about it."""
    text, descriptions = readable(content, content_type)
    parsed = outline_of(text)
    if parsed is None:
        return (), ""
    _, page = parsed
    title = title_of(text)
    kinds = Kinds(text, descriptions, url)
    keep = choose(page, title=title, kinds=kinds)
    return blocks_of([run for run, kept in zip(page.runs, keep, strict=True) if kept]), title


def readable(content: bytes, content_type: str | None) -> tuple[str, str]:
    """(the markup without scripts, decoded; the JSON-LD that was in it)."""
    if content.startswith(_UTF16):
        content = decode(content, content_type=content_type).text.encode("utf-8", "replace")
        content_type = "text/html; charset=utf-8"
    content, descriptions = without_scripts(content)
    return decode(content, content_type=content_type).text, b"\n".join(descriptions).decode("utf-8", "replace")


def title_of(text: str) -> str:
    """The <title> of a page's markup, on one line."""
    match = _TITLE.search(text)
    return " ".join(unescape(match[1]).split()) if match is not None else ""


def _language(blocks: tuple[Block, ...]) -> str | None:
    return language_of("\n".join(block.text for block in blocks[:40]))

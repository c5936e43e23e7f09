"""A page of HTML to a Document."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from monitor.extract.blocks import blocks_of
from monitor.extract.boilerplate import Boilerplate
from monitor.extract.content import choose
from monitor.extract.features import Kinds
from monitor.extract.tree import outline, parse, serialise
from monitor.text.language import language_of
from monitor.types import Block, Document, ExtractRules


def read_html(text: str, *, url: str | None, rules: ExtractRules, mask: Boilerplate, explain: bool) -> Document:
    """The Document of a decoded page."""
    tree = parse(text)
    if tree is None:
        return Document(url=url, title="")
    title = title_of(tree)
    page = outline(serialise(tree))
    keep = choose(page, title=title, kinds=Kinds(text, url))
    blocks = blocks_of([run for run, kept in zip(page.runs, keep, strict=True) if kept])
    return Document(url=url, title=title, language=_language(blocks), blocks=blocks)


def title_of(tree: LexborHTMLParser) -> str:
    """The <title>, on one line."""
    node = tree.css_first("title")
    return " ".join(node.text().split()) if node is not None else ""


def _language(blocks: tuple[Block, ...]) -> str | None:
    return language_of("\n".join(block.text for block in blocks[:40]))

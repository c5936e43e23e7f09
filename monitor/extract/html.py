"""A page of HTML to a Document."""

from __future__ import annotations

from monitor.extract.blocks import blocks_of
from monitor.extract.boilerplate import Boilerplate
from monitor.extract.content import choose
from monitor.extract.tree import DEAD_TAGS, outline, parse
from monitor.text.language import language_of
from monitor.types import Block, Document, ExtractRules


def read_html(text: str, *, url: str | None, rules: ExtractRules, mask: Boilerplate, explain: bool) -> Document:
    """The Document of a decoded page."""
    tree = parse(text)
    if tree is None or tree.body is None:
        return Document(url=url, title="")
    title_node = tree.css_first("title")
    title = " ".join(title_node.text().split()) if title_node is not None else ""
    tree.strip_tags(DEAD_TAGS, recursive=True)
    blocks = blocks_of(choose(outline(tree.body.html or "")))
    return Document(url=url, title=title, language=_language(blocks), blocks=blocks)


def _language(blocks: tuple[Block, ...]) -> str | None:
    return language_of("\n".join(block.text for block in blocks[:40]))

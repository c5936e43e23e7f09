"""A page of HTML to a Document.

bytes ──> scripts cut, decoded ──> tree, outline ──> what is kept ──> blocks
                                     │                  │               ├── ignored, replies dropped
                                     └── facts <────────┘               └── what was removed, and why
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.extract.blocks import blocks_of, replies_in
from monitor.extract.complete import complete
from monitor.extract.content import choose
from monitor.extract.explain import removed_from
from monitor.extract.features import Kinds
from monitor.extract.metadata import facts_of
from monitor.extract.parse import outline_of, parse, serialise
from monitor.extract.polish import polish
from monitor.extract.scripts import without_scripts
from monitor.extract.tree import Outline, outline
from monitor.text.controls import without_stray
from monitor.text.decode import decode, decode_clean
from monitor.text.language import language_of
from monitor.text.utf16 import utf16_of
from monitor.types import Block, Document, ExtractRules, Removed, Replies, Role

_TITLE = re.compile(r"<title[^>]*>([^<]{0,2000})", re.IGNORECASE)


def read_html(
    content: bytes,
    *,
    content_type: str | None,
    url: str | None,
    rules: ExtractRules,
    explain: bool,
) -> Document:
    """The Document of a page."""
    markup = readable(content, content_type)
    title = title_of(markup.text)
    found = _ruled(markup.source, rules) if rules.keep or rules.drop else outline_of(markup.source)
    if found is None:
        return Document(url=url, title=title)
    tree, page = found
    kinds = Kinds(markup.text, markup.descriptions, url)
    if _keeps(tree, rules.keep):
        keep = [True] * len(page.runs)
    else:
        keep = choose(page, title=title, kinds=kinds)
        complete(page, keep, thread=kinds.thread)
    polish(page, keep, thread=kinds.thread)
    blocks = blocks_of(page, keep, replies_in(page, keep, thread=kinds.thread), tree)
    blocks, dropped = without(blocks, rules)
    facts = facts_of(markup.text, markup.descriptions, tree, page, keep, title=title, url=url)
    document = Document(
        url=url,
        title=facts.title,
        published=facts.published,
        modified=facts.modified,
        issuer=facts.issuer,
        number=facts.number,
        language=language_of("\n".join([block.text for block in blocks])[:4000]),
        canonical_url=facts.canonical_url,
        blocks=blocks,
        attachments=facts.attachments,
    )
    if explain:
        kept = {run.text for run, stays in zip(page.runs, keep, strict=True) if stays}
        document = replace(document, removed=removed_from(markup.source, kept, dropped))
    return document


def text_of_html(content: bytes, *, url: str | None) -> str:
    """The text of a page's Document, without the facts about it."""
    markup = readable(content, None)
    found = outline_of(markup.source)
    if found is None:
        return ""
    tree, page = found
    kinds = Kinds(markup.text, markup.descriptions, url)
    keep = choose(page, title=title_of(markup.text), kinds=kinds)
    complete(page, keep, thread=kinds.thread)
    polish(page, keep, thread=kinds.thread)
    return "\n".join([block.text for block in blocks_of(page, keep, tree=tree)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A page's markup without scripts."""

    text: str
    #: The same as the parser takes it fastest, in UTF-8.
    source: bytes
    #: The JSON-LD scripts that were in it, parted by NUL.
    descriptions: str


def readable(content: bytes, content_type: str | None) -> Markup:
    """Cut the scripts out of a page and decode the rest."""
    if utf16_of(content) is not None:
        content = decode(content, content_type=content_type).text.encode("utf-8", "replace")
        content_type = "text/html; charset=utf-8"
    content, descriptions = without_scripts(content)
    content = without_stray(content)
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
        text, is_utf8 = content.decode("utf-8", "replace"), True
    else:
        decoded = decode_clean(content, content_type=content_type)
        text, is_utf8 = decoded.text, decoded.encoding == "utf-8"
    sound = is_utf8 and (content.isascii() or "\ufffd" not in text)
    return Markup(
        text=text,
        source=content if sound else text.encode("utf-8", "replace"),
        descriptions=b"\x00".join(descriptions).decode("utf-8", "replace"),
    )


def title_of(text: str) -> str:
    """The <title> of a page's markup, on one line."""
    match = _TITLE.search(text)
    return " ".join(unescape(match[1]).split()) if match is not None else ""


def _ruled(source: bytes, rules: ExtractRules) -> tuple[LexborHTMLParser, Outline] | None:
    """Tree and outline of a page whose source says what to keep and what to drop."""
    tree = parse(source)
    if tree is None:
        return None
    for node in _selected(tree, rules.drop):
        node.decompose()
    if _keeps(tree, rules.keep):
        kept = {node.mem_id: node for node in _selected(tree, rules.keep)}
        markup = "".join(
            node.html or "" for node in kept.values() if not any(above.mem_id in kept for above in _above(node))
        )
        return tree, outline(f"<body>{markup}</body>", everything=True)
    page = outline(serialise(tree))
    return tree, page


def _keeps(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> bool:
    """Whether any of the selectors that name the document matches."""
    return any(True for _ in _selected(tree, selectors))


def _selected(tree: LexborHTMLParser, selectors: Iterable[str]) -> list[LexborNode]:
    """The elements that selectors match; a selector that is none matches nothing (`monitor sources test` says so)."""
    found = []
    for selector in selectors:
        try:
            found += tree.css(selector)
        except (SelectolaxError, ValueError):
            continue
    return found


def idle_selectors(content: bytes, content_type: str | None, selectors: Iterable[str]) -> tuple[str, ...]:
    """Those selectors that match nothing on a page of HTML."""
    tree = parse(readable(content, content_type).source)
    return () if tree is None else tuple(selector for selector in selectors if not _selected(tree, [selector]))


def _above(node: LexborNode) -> Iterable[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def without(blocks: tuple[Block, ...], rules: ExtractRules) -> tuple[tuple[Block, ...], tuple[Removed, ...]]:
    """(blocks that a source's rules leave in, those that they take out)."""
    if not rules.ignore and rules.replies is Replies.KEEP:
        return blocks, ()
    patterns = []
    for pattern in rules.ignore:
        try:
            patterns.append(re.compile(pattern))
        except re.error:
            continue
    kept: list[Block] = []
    dropped: list[Removed] = []
    for block in blocks:
        reason = "reply" if rules.replies is Replies.DROP and block.role is Role.REPLY else None
        for compiled in patterns:
            if compiled.search(block.text):
                reason = f"ignored: {compiled.pattern}"
        if reason is None:
            kept.append(block)
        else:
            dropped.append(Removed(text=block.text, reason=reason))
    return tuple(kept), tuple(dropped)

"""The words around a finding: the sentence a Statement stands in, the first words of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.changes.links import is_headline
from monitor.types import Block, BlockKind, Edit, EditKind, Role, Statement

#: Ends of sentences; a full stop only before a space, so that 0.5% and v1.2 stay whole.
_END = re.compile(r"[。！？；\n]|[.!?;](?=\s|$)")
#: A longer sentence is cut around the finding, in characters.
_SENTENCE_CHARS = 400
#: Blocks and characters that show what a new page is about.
_EXCERPT_BLOCKS, _EXCERPT_CHARS = 2, 500


def sentence(text: str, statement: Statement) -> str:
    """The sentence of `text` that holds the statement's quote; the quote itself when it does not stand there."""
    start, end = statement.start, statement.end
    if text[start:end] != statement.quote:
        return statement.quote
    low = max(0, start - _SENTENCE_CHARS)
    first = max((match.end() for match in _END.finditer(text, low, start)), default=low)
    after = _END.search(text, max(start, end - 1), min(len(text), end + _SENTENCE_CHARS))
    last = min(len(text), end + _SENTENCE_CHARS) if after is None else after.end()
    return text[first:last].strip()


def excerpt(blocks: Sequence[Block]) -> tuple[Edit, ...]:
    """The first sentences of a document, as added blocks."""
    found: list[Edit] = []
    room = _EXCERPT_CHARS
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or block.role is not Role.BODY or is_headline(block.text):
            continue
        text = block.text if len(block.text) <= room else block.text[: room - 1] + "…"
        found.append(Edit(kind=EditKind.ADDED, after=text, after_at=at))
        room -= len(text)
        if len(found) == _EXCERPT_BLOCKS or room <= 1:
            break
    return tuple(found)

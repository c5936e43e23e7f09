"""The words around a finding: the sentence a Statement stands in, the first words of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.changes.links import is_headline
from monitor.types import Block, BlockKind, Edit, EditKind, Role, Statement

#: Ends of sentences; a full stop only before a space, so that 0.5% and v1.2 stay whole.
_END = re.compile(r"[。！？；\n]|[.!?;](?=\s|$)")
#: Ends behind which the date of the words before governs no more.
_FULL_END = re.compile(r"[。！？\n]|[.!?](?=\s|$)")
#: A longer sentence is cut around the finding, in characters.
_SENTENCE_CHARS = 400
#: Blocks and characters that show what a new page is about.
_EXCERPT_BLOCKS, _EXCERPT_CHARS = 2, 500
#: Of a cut passage: equal text kept on each side of a change, and changed text kept, in characters.
_NEAR_CHARS, _CHANGED_CHARS = 200, 800


def sentence(text: str, statement: Statement) -> str:
    """The sentence of `text` that holds the statement's quote; the quote itself when it does not stand there.

    Of a row of clauses (到2028年，…；…；…) it is the clause, and what stands before it as far as the date that governs.
    """
    start, end = statement.start, statement.end
    if text[start:end] != statement.quote:
        return statement.quote
    low = max(0, start - _SENTENCE_CHARS)
    first = max((match.end() for match in _END.finditer(text, low, start)), default=low)
    after = _END.search(text, max(start, end - 1), min(len(text), end + _SENTENCE_CHARS))
    last = min(len(text), end + _SENTENCE_CHARS) if after is None else after.end()
    year = (statement.deadline or "")[:4]
    if year and year not in text[first:last]:
        whole = max((match.end() for match in _FULL_END.finditer(text, low, first)), default=low)
        first = whole if year in text[whole:first] else first
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


def cut(edit: Edit) -> Edit:
    """A long edit as its changes and the text near them; `…` stands for what is left out."""
    if not edit.words:
        return replace(edit, before=_begin(edit.before), after=_begin(edit.after))
    words: list[tuple[str, str]] = []
    for at, (op, text) in enumerate(edit.words):
        if op != "=":
            words.append((op, _begin(text)))
        elif len(text) > 2 * _NEAR_CHARS:
            head = "" if at == 0 else text[:_NEAR_CHARS]
            tail = "" if at == len(edit.words) - 1 else text[-_NEAR_CHARS:]
            words.append((op, f"{head}…{tail}"))
        else:
            words.append((op, text))
    before = "".join(text for op, text in words if op != "+")
    after = "".join(text for op, text in words if op != "-")
    return replace(edit, before=before, after=after, words=tuple(words))


def _begin(text: str) -> str:
    return text if len(text) <= _CHANGED_CHARS else f"{text[:_CHANGED_CHARS]}…"

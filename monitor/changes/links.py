"""Blocks that lead to other documents: related headlines, rankings, the article before and after.

Extraction takes most of them out; these are what is left. What stands in them is said by another document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.changes.cues import RELATED, STEPS
from monitor.types import Block, BlockKind

_SENTENCE_END = re.compile(r"[。！？；!?;]|\.(?:\s|$)")
#: The place in a list of the most read: `1. What to know about allergies`.
_RANK = re.compile(r"^\W*\d{1,2}[.)）]\s+")
#: A block without the end of a sentence inside and not longer than this many characters may be a headline.
_HEADLINE_CHARS = 90
#: Headlines follow the line over their list for at most so many blocks.
_LINKS_MOST = 15
#: A list and its name on one line: `Trending: heat pumps`.
_NAMED = re.compile(rf"(?:{RELATED.pattern})[^:：]{{0,12}}[:：]", re.IGNORECASE)


def links(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of the blocks that are links to other documents, the lines over them included."""
    found: set[int] = set()
    left = 0
    in_section = False
    for at, block in enumerate(blocks):
        short = is_headline(block.text)
        opens = short and RELATED.search(block.text) is not None
        if block.kind is BlockKind.HEADING:
            in_section = opens
            left = 0
        elif not short:
            left = 0
        if opens and block.kind is not BlockKind.HEADING:
            left = _LINKS_MOST
        elif short and (in_section or left > 0):
            found.add(at)
            left -= 1
        if short and (STEPS.match(block.text) or _NAMED.match(block.text)):
            found.add(at)
        if opens:
            found.add(at)
    return frozenset(found)


def is_headline(text: str) -> bool:
    """Short, and without the end of a sentence."""
    if text.endswith("。"):
        return False
    rank = _RANK.match(text)
    text = text[rank.end() :] if rank is not None else text
    if len(text) > _HEADLINE_CHARS:
        return False
    return _SENTENCE_END.search(text.rstrip(".!?！？")) is None

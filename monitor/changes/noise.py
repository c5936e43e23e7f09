"""What one edit is worth: noise, or words that a person must read.

    Edit --weigh--> Part(score 0 to 1, reason)

Every rule here is held by recorded pairs in tests/cases/changes: those in `noise/` must stay under the threshold of
the default rule (0.3), those in `news/` above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from monitor.changes.cues import (
    AGE,
    COUNTER,
    DATE,
    DUE,
    IDENTIFIER,
    LEGAL,
    NEGATION,
    OBLIGATION,
    RELATED,
    STEPS,
    UPDATED,
)
from monitor.changes.words import is_figure, tokens
from monitor.types import Block, BlockKind, Edit, EditKind, Role

_WORDLIKE = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[。！？；!?;]|\.(?:\s|$)")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DATE_MARKS = frozenset("年月日时时分")
#: A block without the end of a sentence and not longer than this many characters may be a headline or a link.
_HEADLINE_CHARS = 90
#: Links of a list are looked at up to this far below the line over it.
_LINKS_MOST = 15
#: A line that holds little but an identifier: this many other characters.
_IDENTIFIER_LABEL_CHARS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One reason for a significance."""

    #: 0 (noise) to 1.
    score: float
    #: One line, for people.
    reason: str


def weigh(edit: Edit, blocks_before: tuple[Block, ...], blocks_after: tuple[Block, ...]) -> Part:
    """How much one edit matters by itself, and why. Pure; linear in the edit's text."""
    if edit.kind is EditKind.MOVED:
        return Part(score=0.02, reason="moved, otherwise the same")
    blocks, at = (blocks_after, edit.after_at) if edit.after_at is not None else (blocks_before, edit.before_at)
    block = blocks[at] if at is not None else None
    if at is not None and _is_related(edit, blocks, at):
        return Part(score=0.0, reason="a link to another document")
    part = _weigh_words(edit) if edit.kind is EditKind.REPLACED else _weigh_whole(edit, block)
    if block is not None and block.role is Role.REPLY:
        return Part(score=round(part.score * 0.5, 2), reason=f"{part.reason}, in a reply")
    if block is not None and block.kind is BlockKind.HEADING and part.score >= 0.1:
        return Part(score=min(1.0, part.score + 0.15), reason=f"{part.reason}, in a heading")
    return part


def _is_related(edit: Edit, blocks: Sequence[Block], at: int) -> bool:
    """Whether the edit is a link to another document: by the heading or line over its list, or by its own words."""
    text = edit.after or edit.before
    if not _is_headline(text):
        return False
    if RELATED.search(edit.section) or STEPS.match(text):
        return True
    if edit.kind is not EditKind.REPLACED and RELATED.search(text):
        return True
    for block in reversed(blocks[max(0, at - _LINKS_MOST) : at]):
        if RELATED.search(block.text) and _is_headline(block.text):
            return True
        if not _is_headline(block.text):
            return False
    return False


def _is_headline(text: str) -> bool:
    """Short, and without the end of a sentence inside."""
    return len(text) <= _HEADLINE_CHARS and _SENTENCE_END.search(text.rstrip("。.!?！？")) is None and text[-1:] != "。"


def _weigh_words(edit: Edit) -> Part:
    """A block that was rewritten: look at the words that went and came."""
    went = "".join(text for op, text in edit.words if op == "-")
    came = "".join(text for op, text in edit.words if op == "+")
    both = f"{went} {came}"
    whole = f"{edit.before} {edit.after}"
    if not _WORDLIKE.search(both):
        return Part(score=0.03, reason="marks or spaces only")
    if _same_letters(went, came):
        return Part(score=0.05, reason="capitals or marks only")
    if AGE.sub("#", edit.before) == AGE.sub("#", edit.after):
        return Part(score=0.0, reason="how long ago it was posted")
    if _differs(LEGAL, edit.before, edit.after):
        return Part(score=0.8, reason="a legal word came or went")
    if not _WORDLIKE.search(IDENTIFIER.sub("", both)):
        return Part(score=0.0, reason="an identifier that means nothing to people")
    if _figures_only(went) and _figures_only(came):
        return _weigh_figures(edit, whole)
    if _differs(NEGATION, edit.before, edit.after):
        return Part(score=0.6, reason="a negation came or went")
    if _differs(OBLIGATION, edit.before, edit.after):
        return Part(score=0.55, reason="a binding word came or went")
    if _is_typo(went, came):
        return Part(score=0.1, reason="like a correction of a typing error")
    if any(is_figure(word) for word in tokens(both)) and not _is_clockwork(edit.before, edit.after):
        return Part(score=0.6, reason="words and figures changed")
    if _is_clockwork(edit.before, edit.after):
        return Part(score=0.02, reason="a counter or the date of the page")
    share = len(went + came) / max(1, len(edit.before) + len(edit.after))
    return Part(score=round(0.35 + 0.2 * share, 2), reason="words changed")


def _weigh_figures(edit: Edit, whole: str) -> Part:
    """Nothing but figures changed: a counter, a date, or something that was set."""
    if _is_clockwork(edit.before, edit.after):
        return Part(score=0.0, reason="a counter or the date of the page")
    if DATE.sub("#", edit.before) == DATE.sub("#", edit.after):
        if DUE.search(whole):
            return Part(score=0.75, reason="a date by which something happens changed")
        return Part(score=0.4, reason="a date changed")
    return Part(score=0.65, reason="a figure changed")


def _weigh_whole(edit: Edit, block: Block | None) -> Part:
    """A block that came or went whole."""
    text = edit.after or edit.before
    verb = "added" if edit.kind is EditKind.ADDED else "removed"
    if not _WORDLIKE.search(text):
        return Part(score=0.0, reason=f"marks {verb}")
    unnamed = IDENTIFIER.sub("", text)
    if unnamed != text and len(unnamed.strip()) <= _IDENTIFIER_LABEL_CHARS:
        return Part(score=0.0, reason="an identifier that means nothing to people")
    if _is_clockwork(text, text):
        return Part(score=0.0, reason="a counter or the date of the page")
    if LEGAL.search(text):
        return Part(score=0.8, reason=f"a passage with a legal word {verb}")
    if block is not None and block.kind is BlockKind.HEADING:
        return Part(score=0.35, reason=f"a heading {verb}")
    if block is not None and block.kind is BlockKind.TABLE_ROW:
        return Part(score=0.5, reason=f"a table row {verb}")
    is_sentence = _SENTENCE_END.search(text) is not None
    if any(is_figure(word) for word in tokens(DATE.sub("", text))) and is_sentence:
        return Part(score=0.55, reason=f"a sentence with a figure {verb}")
    if is_sentence and len(text) >= (15 if _CJK.search(text) else 40):
        return Part(score=0.45, reason=f"a sentence {verb}")
    if block is not None and block.kind is BlockKind.LIST_ITEM:
        return Part(score=0.3, reason=f"a list item {verb}")
    return Part(score=0.2, reason=f"a short line {verb}")


def _is_clockwork(before: str, after: str) -> bool:
    """Whether a block is the page's own counter or clock: little else stands in it."""
    for text in {before, after}:
        bare = DATE.sub(" ", text)
        rest = re.sub(r"[\d\W_]+", "", UPDATED.sub("", COUNTER.sub("", bare)))
        spoken = COUNTER.search(text) or UPDATED.search(text)
        if DUE.search(UPDATED.sub("", text)) and not COUNTER.search(text) and rest:
            return False
        most = 0 if not spoken else 16 if _CJK.search(rest) else 40
        if len(rest) > most:
            return False
    return True


def _figures_only(text: str) -> bool:
    """Whether the changed words are figures, dates and marks only."""
    bare = DATE.sub("", text)
    return all(is_figure(word) or not _WORDLIKE.search(word) or word in _DATE_MARKS for word in tokens(bare))


def _differs(pattern: re.Pattern[str], before: str, after: str) -> bool:
    """Whether the words of a pattern are others after than before, whatever their order."""
    found = [sorted(match[0].casefold() for match in pattern.finditer(text)) for text in (before, after)]
    return found[0] != found[1]


def _same_letters(went: str, came: str) -> bool:
    """Whether nothing but capitals, quotes, dashes and spaces differ; marks beside digits are part of figures."""
    if any(character.isdigit() for character in went + came):
        return went.casefold() == came.casefold()
    letters = [re.sub(r"[\W_]+", "", text).casefold() for text in (went, came)]
    return letters[0] == letters[1]


def _is_typo(went: str, came: str) -> bool:
    """One or two Chinese characters, or one word nearly the same: 的/地, commision/commission."""
    old, new = went.strip(), came.strip()
    if any(character.isdigit() for character in old + new):
        return False
    if _CJK.search(old + new):
        return len(old) <= 2 and len(new) <= 2 and len(old) + len(new) <= 3
    return bool(old and new) and " " not in old + new and fuzz.ratio(old.casefold(), new.casefold()) >= 80

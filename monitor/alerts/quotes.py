"""What a message quotes of a change: sentences of targets and passages of texts, with the changed words marked.

Change ── passages ──> Passage ──> Quote (before, after, added …) ──> Mark (as it was, gone, new)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.alerts.cleaning import clean, clean_run
from monitor.changes import NOISE, diff_words, shortened
from monitor.types import Change, ChangeKind, Edit, EditKind

#: Passages shown of one text change, and characters of equal text around a changed word.
PASSAGES_MOST, CONTEXT_CHARS = 8, 90
#: Characters of a passage that came or went whole.
PASSAGE_CHARS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of text: `=` as it was, `-` gone, `+` new."""

    op: str
    text: str

    def __str__(self) -> str:
        return self.text if self.op == "=" else f"[{self.text}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One labelled passage with its changed words marked."""

    label: str
    marks: tuple[Mark, ...]

    def __str__(self) -> str:
        return f"{self.label}{': ' if self.label.isascii() else '：'}{''.join(map(str, self.marks))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Quotes that belong together, and where they stand."""

    section: str
    quotes: tuple[Quote, ...]

    def __str__(self) -> str:
        return "\n".join([*([self.section] if self.section else ()), *map(str, self.quotes)])


def passages_of(change: Change, words: dict[str, str], *, has_targets: bool) -> tuple[Passage, ...]:
    """What is quoted for a change: sentences of targets, passages of texts, the beginning of a page without targets."""
    before, after = _sentences(change)
    if change.kind is ChangeKind.PAGE_NEW:
        if has_targets:
            return ()
        return tuple(
            Passage(section="", quotes=(Quote(label=words["says"], marks=_whole("=", edit.after)),))
            for edit in change.edits
        )
    if not before and not after:
        return tuple(_passage(edit, words) for edit in change.edits[:PASSAGES_MOST])
    if change.kind is ChangeKind.SOURCES_DISAGREE:
        quotes = tuple(
            Quote(label=words[name], marks=_whole("=", text)) for name, text in (("says", after), ("other", before))
        )
    elif before and after and before != after:
        quotes = _both(diff_words(before, after), words)
    elif after:
        quotes = (Quote(label=words["says"], marks=_whole("=", after)),)
    else:
        quotes = (Quote(label=words["removed"], marks=_whole("-", before)),)
    return (Passage(section="", quotes=quotes),)


def untold(edits: Sequence[Edit], changes: Sequence[Change]) -> tuple[Edit, ...]:
    """Edits that are no noise and that the quotes of the target changes do not show already."""
    return tuple(
        edit for edit in edits if (edit.weight is None or edit.weight >= NOISE) and not _is_told(edit, changes)
    )


def _sentences(change: Change) -> tuple[str, str]:
    """The sentences of a target before and after; of both sides the bare quotes when a sentence is not kept.

    Two pages that disagree are two texts: each side has its own.
    """
    before, after = ("" if side is None else side.quote for side in (change.before, change.after))
    if change.kind is ChangeKind.SOURCES_DISAGREE:
        return clean(change.sentence_before or before), clean(change.sentence_after or after)
    if bool(change.sentence_before) == bool(before) and bool(change.sentence_after) == bool(after):
        before, after = change.sentence_before, change.sentence_after
    return clean(before), clean(after)


def _is_told(edit: Edit, changes: Sequence[Change]) -> bool:
    """Whether the quotes of the target changes hold all that an edit changes."""
    before, after = clean(edit.before), clean(edit.after)
    touched = False
    for change in changes:
        old, new = _sentences(change)
        if (old and old in before) or (new and new in after):
            touched = True
            before, after = before.replace(old, "") if old else before, after.replace(new, "") if new else after
    return touched and before.strip(" 。，；.,;") == after.strip(" 。，；.,;")


def _passage(edit: Edit, words: dict[str, str]) -> Passage:
    section = clean(edit.section)
    if edit.kind is EditKind.REPLACED and edit.words:
        pairs = tuple((op, clean_run(text)) for op, text in edit.words)
        return Passage(section=section, quotes=_both(pairs, words))
    if edit.kind is EditKind.REMOVED:
        return Passage(section=section, quotes=(Quote(label=words["removed"], marks=_whole("-", edit.before)),))
    name, op = (words["moved"], "=") if edit.kind is EditKind.MOVED else (words["added"], "+")
    return Passage(section=section, quotes=(Quote(label=name, marks=_whole(op, edit.after)),))


def _whole(op: str, text: str) -> tuple[Mark, ...]:
    return (Mark(op=op, text=shortened(clean(text), PASSAGE_CHARS)),)


def _both(pairs: Sequence[tuple[str, str]], words: dict[str, str]) -> tuple[Quote, ...]:
    """The passage before with what went marked, and after with what came marked."""
    return tuple(
        Quote(label=words[name], marks=_around([pair for pair in pairs if pair[0] != hidden]))
        for name, hidden in (("before", "+"), ("after", "-"))
    )


def _around(pairs: Sequence[tuple[str, str]]) -> tuple[Mark, ...]:
    """Changed words with some of the equal text around them."""
    marks: list[Mark] = []
    for at, (op, text) in enumerate(pairs):
        if op != "=":
            marks.append(Mark(op=op, text=shortened(text, PASSAGE_CHARS) if len(text) > PASSAGE_CHARS else text))
            continue
        is_first, is_last = at == 0, at == len(pairs) - 1
        room = CONTEXT_CHARS * (1 if is_first or is_last else 2)
        if len(text) > room:
            head = "" if is_first else text[:CONTEXT_CHARS]
            tail = "" if is_last else text[-CONTEXT_CHARS:]
            text = f"{head}…{tail}"
        marks.append(Mark(op=op, text=text))
    return tuple(marks)

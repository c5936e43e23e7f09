"""Passages that change at every check for ever: a quote of the day, a rotating list, a hash in the text.

now, previous, earlier ... --diff_blocks--> slots that changed in every step --> quiet
    an identifier ......... from the second change on: one message at most
    any other words ....... from the fourth on: people may correct a passage twice in a row
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.changes.cues import DUE, LEGAL
from monitor.changes.diff import diff_blocks
from monitor.text.normal import comparable
from monitor.types import Block, Change, Edit, EditKind, Version

#: Steps from Version to Version, this one included, in which a passage must have changed to be called restless.
RESTLESS_STEPS = 4
#: Steps for words that no person writes: an identifier.
IDENTIFIER_STEPS = 2
#: An identifier: letters and digits in one, or digits only that are neither grouped nor measured.
_CODE = re.compile(r"(?=[A-Za-z_\-]*\d)(?=[\d_\-]*[A-Za-z])[A-Za-z0-9_\-]{5,}|[A-Z]{1,6}[\-_/#]?\d{2,}|\d{6,}")
_WORD = re.compile(r"[A-Za-z0-9_\-/#]+")
#: Amounts, and rules with a date or a legal word, are written by people whatever they look like.
_WRITTEN = re.compile(r"[%％‰¥￥$€£元]|\d\s?(?:mm|cm|km|kg|mg|ml|MW|kW|bn|mn|tn|T|M|k)\b")

#: Why such a passage weighs nothing.
RESTLESS_REASON = "a passage that changes at every check"

#: Words of a block that stand still tell it from others from this length on, the marks of what changed included.
_FRAME_CHARS = 6

#: The words before a passage that stand still: what tells one place of a page from another.
Slot = tuple[str, str]


def quieten(edits: Sequence[Edit], previous: Version, now: Version, earlier: Sequence[Version]) -> tuple[Edit, ...]:
    """The edits, those at a restless place with weight 0.

    `earlier` are the Versions before `previous`, the newest first, each found by the check after the other; those read
    with another Recipe end the row. A place that only grows (news added on top) is not restless.
    """
    row = [now, previous]
    for version in earlier:
        if version.recipe != now.recipe or len(row) > RESTLESS_STEPS:
            break
        row.append(version)
    if len(row) <= IDENTIFIER_STEPS:
        return tuple(edits)
    restless = _changed_slots(edits, previous, now)
    codes = _changed_slots(edits, previous, now, _is_code)
    for step, (newer, older) in enumerate(pairwise(row[1:]), start=2):
        if not restless:
            break
        changed = diff_blocks(older.document.blocks, newer.document.blocks)
        restless &= _changed_slots(changed, older, newer)
        if step <= IDENTIFIER_STEPS:
            codes &= _changed_slots(changed, older, newer, _is_code)
    if len(row) <= RESTLESS_STEPS:
        restless = set()
    return tuple(
        replace(edit, weight=0.0) if places & restless or (places & codes and _is_code(edit)) else edit
        for edit, places in zip(edits, _slots(edits, previous, now), strict=True)
    )


def is_quietened(change: Change) -> bool:
    """Whether a change of text holds a passage that is left out of alerts because it changes at every check."""
    return any(reason.startswith(RESTLESS_REASON) for reason in change.why)


def _changed_slots(
    edits: Sequence[Edit], before: Version, after: Version, wanted: Callable[[Edit], bool] = lambda edit: True
) -> set[Slot]:
    """Places at which words went, not only came."""
    slots = _slots(edits, before, after)
    return {
        slot
        for edit, places in zip(edits, slots, strict=True)
        if edit.kind in (EditKind.REPLACED, EditKind.REMOVED) and wanted(edit)
        for slot in places
    }


def _is_code(edit: Edit) -> bool:
    """Whether nothing but an identifier changed in a block."""
    changed = [text.strip() for op, text in edit.words if op != "=" and text.strip()]
    if not changed or _WRITTEN.search(" ".join(changed)):
        return False
    if LEGAL.search(edit.after) or (DUE.search(edit.after) and any(text.isdigit() for text in changed)):
        return False
    return all(_is_code_word(text, edit) for text in changed)


def _is_code_word(text: str, edit: Edit) -> bool:
    """Whether changed words are (part of) an identifier: letters and digits in one, or a long bare number."""
    holders = [word for whole in (edit.before, edit.after) for word in _WORD.findall(whole) if text in word]
    return _CODE.fullmatch(text) is not None or any(_CODE.fullmatch(word) for word in holders)


def _slots(edits: Sequence[Edit], before: Version, after: Version) -> list[set[Slot]]:
    """For each edit where it stands: its section and the last words before it that stand still.

    A rewritten block is also known by its own words that stand still: the block before it may have changed as well.
    """
    touched_before = {edit.before_at for edit in edits}
    touched_after = {edit.after_at for edit in edits}
    found: list[set[Slot]] = []
    for edit in edits:
        if edit.after_at is not None:
            still = _still(after.document.blocks, edit.after_at, touched_after)
        else:
            still = _still(before.document.blocks, edit.before_at or 0, touched_before)
        section = comparable(edit.section)
        slots = {(section, still)}
        frame = comparable("".join(text if op == "=" else "…" for op, text in edit.words))
        if len(frame) >= _FRAME_CHARS:
            slots.add((section, f"… {frame}"))
        found.append(slots)
    return found


def _still(blocks: Sequence[Block], at: int, touched: set[int | None]) -> str:
    while at > 0:
        at -= 1
        if at not in touched:
            return comparable(blocks[at].text)
    return ""

"""Passages that change at every check for ever: a quote of the day, a rotating list, a hash in the text.

now, previous, earlier ... --diff_blocks--> slots that changed in every step --> quiet
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.changes.diff import diff_blocks
from monitor.text.normal import comparable
from monitor.types import Block, Edit, EditKind, Version

#: Steps from Version to Version, this one included, in which a passage must have changed to be called restless.
RESTLESS_STEPS = 4

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
    if len(row) <= RESTLESS_STEPS:
        return tuple(edits)
    restless = _changed_slots(edits, previous, now)
    for newer, older in pairwise(row[1:]):
        if not restless:
            return tuple(edits)
        restless &= _changed_slots(diff_blocks(older.document.blocks, newer.document.blocks), older, newer)
    slots = _slots(edits, previous, now)
    return tuple(
        replace(edit, weight=0.0) if slot in restless else edit for edit, slot in zip(edits, slots, strict=True)
    )


def _changed_slots(edits: Sequence[Edit], before: Version, after: Version) -> set[Slot]:
    """Places at which words went, not only came."""
    slots = _slots(edits, before, after)
    return {slot for edit, slot in zip(edits, slots, strict=True) if edit.kind in (EditKind.REPLACED, EditKind.REMOVED)}


def _slots(edits: Sequence[Edit], before: Version, after: Version) -> list[Slot]:
    """For each edit its section and the last words before it that stand still."""
    touched_before = {edit.before_at for edit in edits}
    touched_after = {edit.after_at for edit in edits}
    found: list[Slot] = []
    for edit in edits:
        if edit.after_at is not None:
            still = _still(after.document.blocks, edit.after_at, touched_after)
        else:
            still = _still(before.document.blocks, edit.before_at or 0, touched_before)
        found.append((comparable(edit.section), still))
    return found


def _still(blocks: Sequence[Block], at: int, touched: set[int | None]) -> str:
    while at > 0:
        at -= 1
        if at not in touched:
            return comparable(blocks[at].text)
    return ""

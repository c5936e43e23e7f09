"""Passages that change at every check for ever: a quote of the day, a rotating list, a hash in the text.

now, previous, earlier ... --diff_blocks--> slots that changed at most of the last checks --> quiet
    an identifier ......... from the second change on: one message at most
    any other words ....... from the fourth on: people may correct a passage twice in a row
    a figure, a target .... never: it is told however often it changes
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from monitor.changes.cues import DATE, DUE, LEGAL
from monitor.changes.diff import diff_blocks
from monitor.changes.noise import figures_only, is_clockwork
from monitor.changes.words import has_figure
from monitor.text.normal import comparable
from monitor.types import Block, Change, Edit, EditKind, StatementKind, Version

#: The last checks that are looked at, this one included; who calls `quieten` hands on no Versions from before them.
RESTLESS_WINDOW = 6
#: Steps from Version to Version, this one included, in which a passage must have changed to be called restless: most
#: of the window. A check that finds the page as it was proves as little as one that finds it changed.
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

#: What a line says of itself before a colon.
_LABEL = re.compile(r"[^:：。，,]{2,16}[:：](?!\d)")

#: The words before a passage that stand still: what tells one place of a page from another.
Slot = tuple[str, str]


def quieten(edits: Sequence[Edit], previous: Version, now: Version, earlier: Sequence[Version]) -> tuple[Edit, ...]:
    """The edits, those at a restless place with weight 0.

    `earlier` are the Versions before `previous`, the newest first, that the last `RESTLESS_WINDOW` checks found; those
    read with another Recipe end the row. A place that only grows (news added on top) is not restless.
    """
    row = [now, previous]
    for version in earlier:
        if version.recipe != now.recipe or len(row) > RESTLESS_WINDOW:
            break
        row.append(version)
    if len(row) <= IDENTIFIER_STEPS:
        return tuple(edits)
    restless, codes = _restless(edits, row)
    spoken = _spoken(previous, now)
    return tuple(
        replace(edit, weight=0.0)
        if (places & codes and _is_code(edit)) or (places & restless and not spoken(edit))
        else edit
        for edit, places in zip(edits, _slots(edits, previous, now), strict=True)
    )


def _restless(edits: Sequence[Edit], row: Sequence[Version]) -> tuple[set[Slot], set[Slot]]:
    """Places that changed now and often before: by any words, and by identifiers. `row` is the newest first."""
    now, previous = row[:2]
    words = Counter(_changed_slots(edits, previous, now))
    codes = Counter(_changed_slots(edits, previous, now, _is_code))
    left = len(row) - 1
    for newer, older in pairwise(row[1:]):
        left -= 1
        open_words = _undecided(words, RESTLESS_STEPS, left)
        open_codes = _undecided(codes, IDENTIFIER_STEPS, left)
        if not open_words and not open_codes:
            break
        changed = diff_blocks(older.document.blocks, newer.document.blocks)
        words.update(open_words & _changed_slots(changed, older, newer))
        codes.update(open_codes & _changed_slots(changed, older, newer, _is_code))
    return _reached(words, RESTLESS_STEPS), _reached(codes, IDENTIFIER_STEPS)


def _undecided(counts: Counter[Slot], wanted: int, left: int) -> set[Slot]:
    """Places that did not change often enough yet, and still may in the steps that are left."""
    return {slot for slot, count in counts.items() if count < wanted <= count + left}


def _reached(counts: Counter[Slot], wanted: int) -> set[Slot]:
    return {slot for slot, count in counts.items() if count >= wanted}


def _spoken(previous: Version, now: Version) -> Callable[[Edit], bool]:
    """Whether an edit changes a figure that somebody set: then it is told, however often it was changed before."""
    told = [_told(version) for version in (previous, now)]

    def speaks(edit: Edit) -> bool:
        places = (edit.before_at, edit.after_at)
        before, after = (side.get(-1 if at is None else at) for side, at in zip(told, places, strict=True))
        return before != after or _is_set(edit)

    return speaks


def _told(version: Version) -> dict[int, set[tuple[object, ...]]]:
    """What the targets of each block say, by the number of the block."""
    found: dict[int, set[tuple[object, ...]]] = {}
    if not version.statements:
        return found
    starts = list(accumulate((len(block.text) + 1 for block in version.document.blocks), initial=0))
    for said in version.statements:
        if said.kind is not StatementKind.TARGET:
            continue
        figure = (said.value, said.value_high, said.unit, said.comparator, said.deadline)
        found.setdefault(bisect_right(starts, said.start) - 1, set()).add(figure)
    return found


def _is_set(edit: Edit) -> bool:
    """Whether nothing but figures changed in a block, or an amount among other words: no list of topics, no verse."""
    if edit.kind is not EditKind.REPLACED:
        return False
    went, came = (_joined(edit.words, op) for op in "-+")
    if _WRITTEN.search(went) and _WRITTEN.search(came):
        return True
    if not has_figure(went + came) or not figures_only(went) or not figures_only(came):
        return False
    if is_clockwork(edit.before) and is_clockwork(edit.after):
        return False
    return has_figure(DATE.sub("", went + came)) or DUE.search(edit.after) is not None


def _joined(words: Iterable[tuple[str, str]], wanted: str) -> str:
    return " ".join(text for op, text in words if op == wanted)


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

    A block is also known by its own words that stand still, the label before a colon among them: the block before it
    may have changed as well.
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
        if label := _label(edit):
            slots.add((section, f"{label} …"))
        found.append(slots)
    return found


def _label(edit: Edit) -> str:
    """What stands before the colon of a line, before as after: 话题推送： names a place whatever is shown there."""
    labels = {found[0] if (found := _LABEL.match(text)) else "" for text in (edit.before, edit.after) if text}
    return comparable(labels.pop()) if len(labels) == 1 else ""


def _still(blocks: Sequence[Block], at: int, touched: set[int | None]) -> str:
    while at > 0:
        at -= 1
        if at not in touched:
            return comparable(blocks[at].text)
    return ""

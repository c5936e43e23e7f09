"""How much a change of text matters: the edits weighed, and what they are to the whole.

edits --weigh--> parts --weighed--> (edits with weights, score 0 to 1, reasons)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from monitor.changes.links import links
from monitor.changes.noise import REORDERED, Part, Side, is_rotating, weigh
from monitor.changes.reorder import only_reordered
from monitor.changes.restless import RESTLESS_REASON
from monitor.types import Block, Edit, EditKind

#: An edit under this is noise: it adds nothing, however often it stands.
NOISE = 0.15
#: What an edit scores that is worth a message by itself.
_LOUD = 0.3
#: Each further edit that is worth a message adds so much, at most _MORE_MOST.
_MORE, _MORE_MOST = 0.03, 0.15
#: A text change alone never reaches what a change of target has.
TEXT_MOST = 0.9
#: From this share of the text on, a change is at least _LARGE, whatever it says.
_LARGE_SHARE, _LARGE = 0.5, 0.6
#: So many reasons are named.
_REASONS = 5


_RESTLESS = Part(score=0.0, reason=RESTLESS_REASON)
_REORDERED = Part(score=0.05, reason=REORDERED)
_ROTATING = Part(score=0.0, reason="a topic or an advertisement of the site")


def weighed(
    edits: Sequence[Edit], before: tuple[Block, ...], after: tuple[Block, ...]
) -> tuple[tuple[Edit, ...], float, tuple[str, ...]]:
    """The edits with their weights, the score of all and its reasons, the weightiest first.

    Edits that have a weight of 0 already are restless and keep it. The score is that of the weightiest edit, a little
    more when there are others. Many noises are still noise.
    """
    old, new = Side(blocks=before, links=links(before)), Side(blocks=after, links=links(after))
    parts = [_RESTLESS if edit.weight == 0.0 else weigh(edit, old, new) for edit in edits]
    same = only_reordered(edits, before, after)
    parts = [
        _REORDERED if is_same and part.score > _REORDERED.score else part
        for part, is_same in zip(parts, same, strict=True)
    ]
    parts = _without_reflow(edits, _without_rotating(edits, parts))
    if not parts:
        return (), 0.0, ()
    top = max(part.score for part in parts)
    told = [part for part in parts if part.score >= NOISE]
    weighty = [part for part in parts if part.score >= _LOUD]
    score = top + min(_MORE_MOST, _MORE * (len(weighty) - 1)) if weighty else top
    reasons = Counter(part.reason for part in sorted(parts, key=lambda part: -part.score))
    share = _share(edits, parts, before, after)
    if told and share >= _LARGE_SHARE and score < _LARGE and top >= _LOUD:
        score = _LARGE
    named = [item for at, item in enumerate(reasons.items()) if at < _REASONS or item[0] == RESTLESS_REASON]
    why = [f"{reason} ({count} times)" if count > 1 else reason for reason, count in named]
    if told and share >= 0.1:
        why.append(f"{share:.0%} of the text")
    marked = tuple(replace(edit, weight=part.score) for edit, part in zip(edits, parts, strict=True))
    return marked, round(min(score, TEXT_MOST), 2), tuple(why)


def _share(edits: Sequence[Edit], parts: Sequence[Part], before: tuple[Block, ...], after: tuple[Block, ...]) -> float:
    """Part of the characters of both texts that an edit which is not noise touches."""
    total = sum(len(block.text) for block in before) + sum(len(block.text) for block in after)
    touched = 0
    for edit, part in zip(edits, parts, strict=True):
        if part.score < NOISE:
            continue
        if edit.words:
            touched += sum(len(text) for op, text in edit.words if op != "=")
        else:
            touched += len(edit.before) + len(edit.after)
    return touched / total if total else 0.0


def _without_rotating(edits: Sequence[Edit], parts: list[Part]) -> list[Part]:
    """Lines of the site that show another topic every time, where the blocks beside them stand still."""
    rotating = [all(is_rotating(text) for text in (edit.before, edit.after) if text) for edit in edits]
    if not any(rotating):
        return parts
    told = [edit for edit, turns, part in zip(edits, rotating, parts, strict=True) if not turns and part.score >= NOISE]
    places = [{edit.before_at for edit in told} - {None}, {edit.after_at for edit in told} - {None}]

    def stands_alone(edit: Edit) -> bool:
        ats = (edit.before_at, edit.after_at)
        return not any(at is not None and {at - 1, at + 1} & touched for at, touched in zip(ats, places, strict=True))

    return [
        _ROTATING if turns and stands_alone(edit) else part
        for edit, turns, part in zip(edits, rotating, parts, strict=True)
    ]


def _without_reflow(edits: Sequence[Edit], parts: list[Part]) -> list[Part]:
    """Blocks split or joined without another word: the same characters in other lines are layout."""
    edits = [edit for edit in edits if edit.kind is not EditKind.MOVED]
    gone = "".join("".join(edit.before.split()) for edit in sorted(edits, key=lambda edit: edit.before_at or 0))
    come = "".join("".join(edit.after.split()) for edit in sorted(edits, key=lambda edit: edit.after_at or 0))
    if gone and gone == come:
        return [Part(score=0.0, reason="the same words in other lines") for _ in parts]
    return parts

"""Targets followed from one Version to the next.

A local alignment: same metric, unit and counter first, then the wording of the quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from monitor.text.normal import comparable
from monitor.types import ChangeKind, Comparator, Statement, StatementKind

#: Two targets of one unit are one target, changed, from this likeness of metric and quote (0 to 100) on.
ALIKE = 70.0
#: How much a comparator asks for, least first.
_STRICTNESS = {Comparator.APPROX: 0, Comparator.EQ: 1, Comparator.GE: 2, Comparator.GT: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A target that is not what it was."""

    kind: ChangeKind
    before: Statement | None = None
    after: Statement | None = None


def follow(before: Sequence[Statement], after: Sequence[Statement]) -> tuple[Followed, ...]:
    """What became of the targets; those that say the same are left out."""
    old = [statement for statement in before if statement.kind is StatementKind.TARGET and not statement.repeat]
    new = [statement for statement in after if statement.kind is StatementKind.TARGET and not statement.repeat]
    scored = sorted(
        (-_likeness(one, other), abs(one.start - other.start), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if (one.unit, one.counted) == (other.unit, other.counted)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, i, j in scored:
        if -score >= ALIKE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    found = [_typed(old[i], new[j]) for i, j in pairs.items()]
    followed = [item for item in found if item is not None]
    followed += [Followed(kind=ChangeKind.TARGET_REMOVED, before=one) for i, one in enumerate(old) if i not in pairs]
    followed += [Followed(kind=ChangeKind.TARGET_NEW, after=one) for j, one in enumerate(new) if j not in taken]
    return tuple(followed)


def _likeness(one: Statement, other: Statement) -> float:
    metric = fuzz.ratio(comparable(one.metric), comparable(other.metric))
    quote = fuzz.ratio(comparable(one.quote), comparable(other.quote))
    same = 20.0 if one.value == other.value and one.deadline == other.deadline else 0.0
    return float(max(metric, 0.6 * metric + 0.4 * quote) + same)


def _typed(before: Statement, after: Statement) -> Followed | None:
    """What kind of difference there is, the weightiest first; None when both say the same."""
    if before.value != after.value or before.value_high != after.value_high:
        kind = ChangeKind.TARGET_RAISED if after.value >= before.value else ChangeKind.TARGET_LOWERED
    elif before.deadline != after.deadline:
        later = (after.deadline or "9999") > (before.deadline or "9999")
        kind = ChangeKind.TARGET_POSTPONED if later else ChangeKind.TARGET_BROUGHT_FORWARD
    elif before.comparator is not after.comparator:
        stricter = _STRICTNESS.get(after.comparator, 1) > _STRICTNESS.get(before.comparator, 1)
        kind = ChangeKind.TARGET_TIGHTENED if stricter else ChangeKind.TARGET_LOOSENED
    elif comparable(before.metric) != comparable(after.metric):
        kind = ChangeKind.TARGET_REWORDED
    else:
        return None
    return Followed(kind=kind, before=before, after=after)

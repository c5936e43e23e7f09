"""How the figures of one target differ between two statements of it: value, deadline, bound, unit.

80亿元 -> 100亿元                 raised                 2027 -> 2030             postponed
about 80 -> at least 80          tightened              300项 -> 300家           restated
"""

from __future__ import annotations

from monitor.targets.following.likeness import counters_agree, is_chinese
from monitor.targets.isodates import last_day
from monitor.types import ChangeKind, Comparator, Statement

#: How firmly a bound holds a figure; a firmer one tightens a target.
_FIRMNESS = {
    Comparator.APPROX: 0,
    Comparator.EQ: 1,
    Comparator.INCREASE_BY: 1,
    Comparator.DECREASE_BY: 1,
    Comparator.GE: 2,
    Comparator.LE: 2,
    Comparator.GT: 3,
    Comparator.LT: 3,
}
#: Which way a bound points; two that point apart, or two that are no bounds at all, cannot be weighed.
_DIRECTION = {
    Comparator.GE: 1,
    Comparator.GT: 1,
    Comparator.LE: -1,
    Comparator.LT: -1,
}


def differences(one: Statement, other: Statement) -> tuple[ChangeKind, ...]:
    """How the figures of one target differ between two statements of it; empty when they agree.

    The value and the deadline may each have moved, so there are two kinds at most; a bound is told only when both
    stayed: what is lowered from `over 200 bn` to `about 180 bn` is lowered. Another unit or counter is a restatement,
    whatever else differs.
    """
    if one.unit != other.unit or not counters_agree(one, other):
        return (ChangeKind.TARGET_RESTATED,)
    moved = _moved(one, other)
    if moved is ChangeKind.TARGET_RESTATED:
        return (moved,)
    shifted = _shifted(one.deadline, other.deadline)
    kinds = tuple(kind for kind in (moved, shifted) if kind is not None)
    if kinds or one.comparator is other.comparator or _is_translated(one, other):
        return kinds
    return (_bound(one.comparator, other.comparator),)


def _is_translated(one: Statement, other: Statement) -> bool:
    """Whether two bounds of two languages point one way: 35家以上 is translated as `more than 35`."""
    way = _DIRECTION.get(one.comparator)
    return is_chinese(one) is not is_chinese(other) and way is not None and way == _DIRECTION.get(other.comparator)


def _shifted(before: str | None, now: str | None) -> ChangeKind | None:
    """What a deadline did; one that goes loosens a target, one that comes tightens it."""
    if before == now:
        return None
    if now is None:
        return ChangeKind.TARGET_LOOSENED
    if before is None:
        return ChangeKind.TARGET_TIGHTENED
    was, is_now = last_day(before), last_day(now)
    if is_now == was:
        return None  # by the end of 2027, by December 2027
    return ChangeKind.TARGET_POSTPONED if is_now > was else ChangeKind.TARGET_BROUGHT_FORWARD


def _bound(before: Comparator, now: Comparator) -> ChangeKind:
    """What a bound did; bounds that point to opposite sides, and growth against level, are restated."""
    firm, firmer = _FIRMNESS.get(before), _FIRMNESS.get(now)
    apart = _DIRECTION.get(before, 0) * _DIRECTION.get(now, 0) < 0
    if firm is None or firmer is None or firm == firmer or apart:
        return ChangeKind.TARGET_RESTATED
    return ChangeKind.TARGET_TIGHTENED if firmer > firm else ChangeKind.TARGET_LOOSENED


def _moved(one: Statement, other: Statement) -> ChangeKind | None:
    low, low_now = one.value, other.value
    high, high_now = one.value_high or low, other.value_high or low_now
    if (low, high) == (low_now, high_now):
        return None
    if low == low_now and {one.comparator, other.comparator} & set(_DIRECTION):
        return ChangeKind.TARGET_RESTATED
    if low_now >= low and high_now >= high:
        return ChangeKind.TARGET_RAISED
    if low_now <= low and high_now <= high:
        return ChangeKind.TARGET_LOWERED
    return ChangeKind.TARGET_RESTATED

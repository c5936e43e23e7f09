"""Deadlines that come up or have passed: a change that time makes, not the page.

since ------ 90 days before the end ------ end of the last day ------ now
                   deadline_near               deadline_passed
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from monitor.changes.wording import headline, label
from monitor.targets.following.likeness import metric_key
from monitor.types import Change, ChangeKind, Statement, StatementKind

#: How long before its last day a deadline is near: a quarter, the rhythm in which plans are reported on.
NEAR = timedelta(days=90)
#: What the two kinds weigh.
SIGNIFICANCE = {ChangeKind.DEADLINE_NEAR: 0.5, ChangeKind.DEADLINE_PASSED: 0.6}


def deadline_changes(statements: Sequence[Statement], *, since: datetime, now: datetime) -> tuple[Change, ...]:
    """Changes for the targets of one page whose deadline became near, or passed, after `since` and up to `now`.

    Each moment falls between exactly two looks, so nothing is told twice and nothing left out. A deadline that became
    near and passed between two looks is only passed. The key names the deadline, not the look.
    """
    found: dict[str, Change] = {}
    for statement in statements:
        if statement.kind is not StatementKind.TARGET or statement.repeat or statement.deadline is None:
            continue
        end = _end(statement.deadline)
        if end is None:
            continue
        if since < end <= now:
            kind = ChangeKind.DEADLINE_PASSED
        elif since < end - NEAR <= now:
            kind = ChangeKind.DEADLINE_NEAR
        else:
            continue
        key = f"{kind.value}:{metric_key(statement.metric)}|{statement.unit}|{statement.deadline}"
        change = Change(
            kind=kind,
            key=key,
            significance=SIGNIFICANCE[kind],
            why=(label(kind).lower(),),
            summary="",
            after=statement,
            sentence_after=statement.quote,
        )
        found.setdefault(key, replace(change, summary=headline(change)))
    return tuple(found.values())


def _end(deadline: str) -> datetime | None:
    """The first moment after the last day that `2025`, `2025-06` or `2025-06-30` allows; None when it is no date."""
    parts = deadline.split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else 12
        day = int(parts[2]) if len(parts) > 2 else calendar.monthrange(year, month)[1]
        last = date(year, month, day)
    except (ValueError, IndexError, calendar.IllegalMonthError):
        return None
    if last == date.max:
        return None
    return datetime.combine(last, time(), UTC) + timedelta(days=1)

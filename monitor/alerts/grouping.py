"""What belongs together in a message: Alerts of one page and check, Changes of one target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.types import Alert, Change, ChangeKind

#: Of one Page and one check.
Group = tuple[Alert, ...]


def group(alerts: Sequence[Alert]) -> tuple[Group, ...]:
    """Alerts by page and check, the weightiest page first; the order they come in does not matter."""
    found: dict[tuple[int, datetime | None], list[Alert]] = {}
    for alert in sorted(alerts, key=lambda alert: (alert.id, alert.idempotency_key)):
        found.setdefault((alert.page_id, alert.changed_at), []).append(alert)
    return tuple(sorted((tuple(some) for some in found.values()), key=lambda some: (-weight(some), some[0].id)))


def weight(alerts: Sequence[Alert]) -> float:
    """The significance of the weightiest of them."""
    return max((alert.change.significance for alert in alerts if alert.change is not None), default=0.0)


def by_statement(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes that speak of one target in one list: raised and postponed is one thing to read.

    A new target that another page tells otherwise is told as that, and not once more as new.
    """
    found: dict[object, list[Change]] = {}
    told = list(changes)
    disputed = {change.after for change in told if change.kind is ChangeKind.SOURCES_DISAGREE}
    for change in told:
        if change.kind is ChangeKind.TARGET_NEW and change.after in disputed:
            continue
        about = (change.before, change.after) if change.kind.is_target else change.key
        found.setdefault(about, []).append(change)
    return list(found.values())

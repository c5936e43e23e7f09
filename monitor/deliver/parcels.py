"""Which Alerts of one channel make one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.types import Alert

#: Alerts of one message, and those of one channel that a pass looks at: a digest of more is several mails.
DIGEST_ALERTS = 2_000
#: An alert that is due this soon after its change was found is not gathered with others.
_AT_ONCE = timedelta(minutes=1)

#: The Alerts of one message.
Parcel = tuple[Alert, ...]


def parcels_of(alerts: Sequence[Alert]) -> list[Parcel]:
    """Alerts of one channel by the message they belong to.

    Found and due at once: a message for each page and check. Gathered, held over quiet hours, or tried before: what is
    due at the same moment after as many attempts.
    """
    found: dict[tuple[object, ...], list[Alert]] = {}
    for alert in alerts:
        if alert.attempts == 0 and alert.changed_at is not None and alert.due_at - alert.changed_at < _AT_ONCE:
            key: tuple[object, ...] = ("page", alert.language, *check_of(alert))
        else:
            key = ("moment", alert.language, alert.due_at, alert.attempts)
        found.setdefault(key, []).append(alert)
    return [parcel for some in found.values() for parcel in fitting(some)]


def fitting(alerts: Sequence[Alert]) -> list[Parcel]:
    """Alerts cut into messages of at most DIGEST_ALERTS; those of one check stay together unless they are more."""
    checks: dict[object, list[Alert]] = {}
    for alert in alerts:
        checks.setdefault(check_of(alert), []).append(alert)
    parcels: list[list[Alert]] = [[]]
    for found in checks.values():
        for at in range(0, len(found), DIGEST_ALERTS):
            some = found[at : at + DIGEST_ALERTS]
            if len(parcels[-1]) + len(some) > DIGEST_ALERTS:
                parcels.append([])
            parcels[-1] += some
    return [tuple(parcel) for parcel in parcels if parcel]


def is_digest(parcel: Parcel) -> bool:
    """Whether it tells of more than one check."""
    return len({check_of(alert) for alert in parcel}) > 1


def check_of(alert: Alert) -> tuple[int, datetime | None]:
    """What one check of one page found is told together."""
    return alert.page_id, alert.changed_at

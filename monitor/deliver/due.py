"""What is due in the outbox, and of more than fits whole messages only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from monitor.deliver.parcels import check_of
from monitor.ports import Outbox
from monitor.serial import Serial
from monitor.types import Alert, AlertState

#: No alert may wait longer than a week's digest and its quiet hours: if it does, the clock was ahead when it was made.
HORIZON = timedelta(days=9)
#: Latest pending alerts looked at for those that the clock sent into the future.
_PENDING_LOOKED_AT = 500


async def due_alerts(
    store: Outbox, serial: Serial, now: datetime, *, channels: Iterable[str], only: str | None, limit: int
) -> list[Alert]:
    """What is due, at most `limit` alerts of each channel: many on one, or many channels, cut no digest in two.

    One read tells all when little is due, and which channels there are alerts for when much is.
    """
    found = await serial(store.due_alerts, now, channel=only, limit=limit + 1)
    if len(found) <= limit:
        return list(found)
    if only is not None:
        return _whole_messages(found, limit)
    due: list[Alert] = []
    for name in dict.fromkeys([*channels, *(alert.channel for alert in found)]):
        due += _whole_messages(await serial(store.due_alerts, now, channel=name, limit=limit + 1), limit)
    return due


async def from_the_future(store: Outbox, serial: Serial, now: datetime, *, only: str | None) -> list[Alert]:
    """Alerts made while the clock was far ahead: they would wait for a day that is long in coming."""
    pending = await serial(store.alerts, states=(AlertState.PENDING,), channel=only, limit=_PENDING_LOOKED_AT)
    return [alert for alert in pending if alert.due_at > now + HORIZON]


def _whole_messages(found: Sequence[Alert], limit: int) -> list[Alert]:
    """Of one alert more than `limit`, those of which the rest is not left behind: it comes whole in the next pass.

    That is the last check, or the last message when it was tried before and must keep its id.
    """
    if len(found) <= limit:
        return list(found)
    kept, left = found[:limit], found[limit]
    if left.attempts:
        whole = [alert for alert in kept if (alert.due_at, alert.attempts) != (left.due_at, left.attempts)]
    else:
        whole = [alert for alert in kept if check_of(alert) != check_of(left)]
    return whole or list(kept)

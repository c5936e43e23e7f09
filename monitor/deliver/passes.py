"""One pass over the outbox, all channels side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from monitor.deliver.due import due_alerts, from_the_future
from monitor.deliver.parcels import DIGEST_ALERTS
from monitor.deliver.report import DeliveryReport
from monitor.ports import Clock, Notifier, Store
from monitor.serial import Serial
from monitor.types import Alert, AlertRule, Channel

log = structlog.get_logger("monitor.deliver")


async def deliver(
    store: Store,
    serial: Serial,
    notifier: Notifier,
    clock: Clock,
    channels: Mapping[str, Channel],
    *,
    rules: Sequence[AlertRule] = (),
    only: str | None = None,
    limit: int = DIGEST_ALERTS,
) -> DeliveryReport:
    """Send what is due, once around; at most `limit` alerts a channel. Only one pass may run at a time on a channel.

    `rules` tell which alerts are gathered into digests and when it is quiet; `only` is the one channel to serve.

    Raises:
        StorageError: the outbox cannot be read or settled; what was not settled is sent again, under the same id.
    """
    now = clock.now()
    report = DeliveryReport()
    due = await due_alerts(store, serial, now, channels=channels, only=only, limit=limit)
    due += await from_the_future(store, serial, now, only=only)
    if not due:
        return report
    from monitor.deliver.channel import serve  # with all that words a message, and most passes send none
    from monitor.deliver.settling import Pass

    work = Pass(
        store=store,
        serial=serial,
        notifier=notifier,
        clock=clock,
        rules={rule.name: rule for rule in rules},
        report=report,
    )
    by_channel: dict[str, list[Alert]] = {}
    for alert in due:
        by_channel.setdefault(alert.channel, []).append(alert)
    done = await asyncio.gather(
        *(serve(work, name, channels.get(name), alerts) for name, alerts in by_channel.items()),
        return_exceptions=True,
    )
    for trouble in done:
        if isinstance(trouble, BaseException):
            raise trouble
    log.info("delivered", sent=report.sent, failed=report.failed, alerts=len(due))
    return report

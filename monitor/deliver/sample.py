"""A message that says it is a test; nothing is read from the outbox or settled."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.alerts import compose
from monitor.ports import Clock, Notifier
from monitor.types import Alert, Channel, SendOutcome


async def send_sample(alerts: Sequence[Alert], channel: Channel, notifier: Notifier, clock: Clock) -> SendOutcome:
    """Send these alerts to a channel, marked as a test."""
    return await notifier.send(compose(alerts, channel=channel, now=clock.now(), sample=True), channel)

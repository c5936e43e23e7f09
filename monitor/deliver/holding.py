"""What is not sent now: what is for an endpoint that wants no more, and what came in a burst."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from monitor.deliver.parcels import Parcel, fitting, is_digest
from monitor.deliver.settling import Pass, fail_all
from monitor.types import AlertState, SendFailure, WebhookChannel

#: More messages than this for one channel within BURST_TIME become a digest: those of one pass at once, what follows
#: after so many at the next full hour.
BURST = 10
BURST_TIME = timedelta(hours=1)
#: Latest alerts looked at to count the messages of the last hour.
_SENT_LOOKED_AT = 200
#: How the trouble of an alert begins that was put off and not yet sent, though that counts as an attempt.
_HELD = "held for the digest of"


def disabled(channel: WebhookChannel) -> str:
    """How the trouble of a disabled endpoint begins; another address is another endpoint."""
    mark = hashlib.sha256(channel.url.encode()).hexdigest()[:8]
    return f"endpoint {mark} is disabled: it answered 410"


async def without_disabled(work: Pass, channel: WebhookChannel, parcels: list[Parcel]) -> list[Parcel]:
    """An endpoint that answered 410 is not asked again, but for what a person sends by hand (`alerts retry`)."""
    last_dead = await work.serial(work.store.alerts, states=(AlertState.DEAD,), channel=channel.name, limit=1)
    if not last_dead or not last_dead[0].trouble.startswith(disabled(channel)):
        return parcels
    fresh = [parcel for parcel in parcels if parcel[0].attempts == 0 or parcel[0].trouble.startswith(_HELD)]
    gone = SendFailure(at=work.clock.now(), message=last_dead[0].trouble, retryable=False)
    await fail_all(work, fresh, gone)
    return [parcel for parcel in parcels if parcel not in fresh]


async def without_burst(work: Pass, name: str, parcels: list[Parcel]) -> list[Parcel]:
    """Many messages at once become one digest; after many messages this hour, the digest of the next full hour."""
    fresh = [parcel for parcel in parcels if parcel[0].attempts == 0 and not is_digest(parcel)]
    if not fresh:
        return parcels
    recent = await _sent_lately(work, name)
    if recent + len(fresh) <= BURST:
        return parcels
    others = [parcel for parcel in parcels if parcel not in fresh]
    if recent < BURST:
        return [*others, *_gathered(fresh)]
    await _hold(work, name, fresh)
    return others


async def _sent_lately(work: Pass, name: str) -> int:
    """Messages that a channel took within the last BURST_TIME: a digest is one, and settled at one moment."""
    sent = await work.serial(work.store.alerts, states=(AlertState.SENT,), channel=name, limit=_SENT_LOOKED_AT)
    since = work.clock.now() - BURST_TIME
    return len({alert.attempted_at for alert in sent if alert.attempted_at is not None and alert.attempted_at > since})


def _gathered(parcels: list[Parcel]) -> list[Parcel]:
    """The same alerts in digests, one a language."""
    languages = dict.fromkeys(parcel[0].language for parcel in parcels)
    by_language = (
        [alert for parcel in parcels for alert in parcel if alert.language == language] for language in languages
    )
    return [digest for alerts in by_language for digest in fitting(alerts)]


async def _hold(work: Pass, name: str, parcels: list[Parcel]) -> None:
    """Put alerts off to the digest of the next full hour."""
    now = work.clock.now()
    full_hour = now.replace(minute=0, second=0, microsecond=0) + BURST_TIME
    held = [alert.id for parcel in parcels for alert in parcel]
    await work.serial(
        work.store.settle_alerts,
        held,
        state=AlertState.PENDING,
        at=now,
        trouble=f"{_HELD} {full_hour:%H:%M} UTC: more than {BURST} messages within the hour",
        next_due_at=full_hour,
    )
    work.report.settled[name, "held"] += len(held)

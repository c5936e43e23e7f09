"""One channel's messages, one after the other, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from monitor.alerts import compose
from monitor.deliver.holding import disabled, without_burst, without_disabled
from monitor.deliver.parcels import Parcel, is_digest, parcels_of
from monitor.deliver.settling import Pass, done_with, fail_all, settle
from monitor.errors import StorageError
from monitor.quiet import quiet_pages
from monitor.types import Alert, AlertState, Channel, Message, SendFailure, SendOutcome, Sent, WebhookChannel

log = structlog.get_logger("monitor.deliver")

#: Failures in a row after which a channel is left alone for the rest of the pass.
GIVE_UP_AFTER = 2
#: Dead letters of so many days are reported in digests, of the latest that are looked at.
DEAD_REPORTED = timedelta(days=7)
_DEAD_LOOKED_AT = 100


async def serve(work: Pass, name: str, channel: Channel | None, alerts: Sequence[Alert]) -> None:
    """Send one channel what is due on it; None is a channel that sources.yaml does not have."""
    parcels = parcels_of(alerts)
    if channel is None:
        trouble = f'there is no channel "{name}" in sources.yaml; put it back, then `monitor alerts retry`'
        await fail_all(work, parcels, SendFailure(at=work.clock.now(), message=trouble, retryable=True))
        return
    if isinstance(channel, WebhookChannel):
        parcels = await without_disabled(work, channel, parcels)
    parcels = await without_burst(work, name, parcels)
    failures = 0
    for number, parcel in enumerate(parcels):
        outcome = await _send(work, await _message(work, channel, parcel), channel)
        await settle(work, parcel, outcome, number)
        if isinstance(outcome, Sent):
            failures = 0
            continue
        failures += 1 if outcome.retryable else 0
        if outcome.disable or outcome.retry_after_s is not None or failures >= GIVE_UP_AFTER:
            said = outcome.message if outcome.disable else f"not tried, the channel is in trouble: {outcome.message}"
            await fail_all(work, parcels[number + 1 :], replace(outcome, message=said), first=number + 1)
            return


async def _message(work: Pass, channel: Channel, parcel: Parcel) -> Message:
    """What is sent; a digest, or what a rule gathers, reports dead letters and quiet pages as well."""
    now = work.clock.now()
    rule = work.rules.get(parcel[0].rule)
    gathers = is_digest(parcel) or (rule is not None and rule.send.when != "now")
    message = compose(
        parcel,
        channel=channel,
        now=now,
        undelivered=await _dead_letters(work, now) if gathers else (),
        quiet=await _quiet(work, parcel, now) if gathers else (),
    )
    return replace(message, done_with=done_with(parcel[0]))


async def _dead_letters(work: Pass, now: datetime) -> Sequence[Alert]:
    """Alerts that were given up lately, for a digest to report."""
    dead = await work.serial(work.store.alerts, states=(AlertState.DEAD,), limit=_DEAD_LOOKED_AT)
    return [alert for alert in dead if alert.changed_at is None or alert.changed_at > now - DEAD_REPORTED]


async def _quiet(work: Pass, parcel: Parcel, now: datetime) -> list[tuple[str, str]]:
    """Pages that change at every check, of the sources that the digest's rule takes: title and address."""
    rule = work.rules.get(parcel[0].rule)
    sources = rule.when.sources if rule is not None else ()
    pages = await work.serial(quiet_pages, work.store, now=now)
    return [(page.title, page.url) for page in pages if not sources or page.source in sources]


async def _send(work: Pass, message: Message, channel: Channel) -> SendOutcome:
    """How it went; of an endpoint that wants no more, what a person is to do."""
    try:
        outcome = await work.notifier.send(message, channel)
    except StorageError:
        raise
    except Exception as error:
        # One channel's bug must not take the others down; the alert stays and is tried again.
        log.exception("notifier failed", channel=channel.name)
        trouble = f"a bug in the program: {type(error).__name__}; see the log"
        return SendFailure(at=work.clock.now(), message=trouble, retryable=True)
    if isinstance(outcome, SendFailure) and outcome.disable and isinstance(channel, WebhookChannel):
        said = f"{disabled(channel)} ({outcome.message}); mend it, then `monitor alerts retry`"
        return replace(outcome, message=said)
    return outcome

"""The outbox on its way: one pass reads what is due, sends it, and settles every message as soon as it is known.

    Store.due_alerts --parcels--> per channel, in order --compose--> Notifier.send --> sent | retry later | dead letter
                                  channels side by side: a broken one holds up no other

At least once: an Alert is settled after its message was sent, so a crash in between sends it again, under the same id.
A message is a page's alerts of one check, or a digest. Retries keep a message together: its Alerts share the moment at
which they are due again, and that moment differs from those of all other messages of the pass.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from monitor.errors import StorageError
from monitor.ports import Clock, Notifier, Store
from monitor.quiet import quiet_pages
from monitor.serial import Serial
from monitor.types import (
    Alert,
    AlertRule,
    AlertState,
    Channel,
    Message,
    SendFailure,
    SendOutcome,
    Sent,
    WebhookChannel,
)

log = structlog.get_logger("monitor.deliver")

#: Waits after each failed attempt, about three days in all; after the last the alert is a dead letter.
RETRY_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 480, *[720] * 4, 480))
#: A receiver's Retry-After is honoured up to this.
RETRY_AFTER_MOST = timedelta(days=1)
#: More messages than this for one channel within BURST_TIME become a digest: those of one pass at once, what follows
#: after so many at the next full hour.
BURST = 10
BURST_TIME = timedelta(hours=1)
#: Alerts of one message, and those of one channel that a pass looks at: a digest of more is several mails.
DIGEST_ALERTS = 2_000
#: Failures in a row after which a channel is left alone for the rest of the pass.
GIVE_UP_AFTER = 2
#: No alert may wait longer than a week's digest and its quiet hours: if it does, the clock was ahead when it was made.
HORIZON = timedelta(days=9)
#: An alert that is due this soon after its change was found is not gathered with others.
_AT_ONCE = timedelta(minutes=1)
#: Attempts of one schedule, and the settling that `monitor alerts retry` does: then the schedule begins again.
_SCHEDULE_ATTEMPTS = len(RETRY_WAITS) + 2
#: Latest alerts looked at to count the messages of the last hour, and dead letters to report.
_SENT_LOOKED_AT, _DEAD_LOOKED_AT = 200, 100
#: Latest pending alerts looked at for those that the clock sent into the future.
_PENDING_LOOKED_AT = 500
#: How the trouble of an alert begins that was put off and not yet sent, though that counts as an attempt.
_HELD = "held for the digest of"
#: Dead letters of so many days are reported in digests.
DEAD_REPORTED = timedelta(days=7)


@dataclass(slots=True, kw_only=True)
class DeliveryReport:
    """What one pass came to."""

    #: Messages that a channel took.
    sent: int = 0
    #: Messages that no channel took, this time or for good.
    failed: int = 0
    #: Alerts: in messages sent, to be tried again, held for a digest, given up.
    alerts_sent: int = 0
    alerts_retried: int = 0
    alerts_held: int = 0
    alerts_dead: int = 0
    #: The same alerts by channel and what became of them: `sent`, `retry`, `held`, `dead`.
    settled: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Last trouble of each channel that has some.
    troubles: dict[str, str] = field(default_factory=dict)

    def add(self, other: DeliveryReport) -> None:
        """Count what another pass came to as well."""
        self.sent += other.sent
        self.failed += other.failed
        self.alerts_sent += other.alerts_sent
        self.alerts_retried += other.alerts_retried
        self.alerts_held += other.alerts_held
        self.alerts_dead += other.alerts_dead
        self.settled.update(other.settled)
        self.troubles.update(other.troubles)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    """What stays the same through one pass."""

    store: Store
    serial: Serial
    notifier: Notifier
    clock: Clock
    rules: Mapping[str, AlertRule]
    report: DeliveryReport


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
    due = await _due(store, serial, now, channels, only, limit)
    due += await _from_the_future(store, serial, now, only)
    report = DeliveryReport()
    work = _Pass(
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
        *(_serve(work, name, channels.get(name), alerts) for name, alerts in by_channel.items()),
        return_exceptions=True,
    )
    for trouble in done:
        if isinstance(trouble, BaseException):
            raise trouble
    if due:
        log.info("delivered", sent=report.sent, failed=report.failed, alerts=len(due))
    return report


async def send_sample(alerts: Sequence[Alert], channel: Channel, notifier: Notifier, clock: Clock) -> SendOutcome:
    """Send a message that says it is a test; nothing is read from the outbox or settled."""
    from monitor.alerts import compose  # here and below: with all that words a message, and most passes send none

    message = compose(alerts, channel=channel, now=clock.now(), sample=True)
    return await notifier.send(message, channel)


async def _due(
    store: Store, serial: Serial, now: datetime, channels: Mapping[str, Channel], only: str | None, limit: int
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
        whole = [alert for alert in kept if _check(alert) != _check(left)]
    return whole or list(kept)


def _check(alert: Alert) -> tuple[int, datetime | None]:
    """What one check of one page found is told together."""
    return alert.page_id, alert.changed_at


async def _from_the_future(store: Store, serial: Serial, now: datetime, only: str | None) -> list[Alert]:
    """Alerts made while the clock was far ahead: they would wait for a day that is long in coming."""
    pending = await serial(store.alerts, states=(AlertState.PENDING,), channel=only, limit=_PENDING_LOOKED_AT)
    return [alert for alert in pending if alert.due_at > now + HORIZON]


async def _serve(work: _Pass, name: str, channel: Channel | None, alerts: Sequence[Alert]) -> None:
    """Send one channel its messages, one after the other, the oldest first."""
    from monitor.alerts import compose

    now = work.clock.now()
    parcels = _parcels(alerts)
    if channel is None:
        trouble = f'there is no channel "{name}" in sources.yaml; put it back, then `monitor alerts retry`'
        await _fail_all(work, parcels, SendFailure(at=now, message=trouble, retryable=True))
        return
    if isinstance(channel, WebhookChannel):
        parcels = await _without_disabled(work, channel, parcels)
    parcels = await _without_burst(work, name, parcels)
    failures = 0
    for number, parcel in enumerate(parcels):
        gathers = _is_digest(parcel) or _is_gathered(work, parcel)
        message = compose(
            parcel,
            channel=channel,
            now=work.clock.now(),
            undelivered=await _dead_letters(work, now) if gathers else (),
            quiet=await _quiet(work, parcel, now) if gathers else (),
        )
        outcome = await _send(work, message, channel)
        if isinstance(outcome, SendFailure) and outcome.disable and isinstance(channel, WebhookChannel):
            said = f"{_disabled(channel)} ({outcome.message}); mend it, then `monitor alerts retry`"
            outcome = replace(outcome, message=said)
        await _settle(work, parcel, outcome, number)
        if isinstance(outcome, Sent):
            failures = 0
            continue
        failures += 1 if outcome.retryable else 0
        if outcome.disable or outcome.retry_after_s is not None or failures >= GIVE_UP_AFTER:
            said = outcome.message if outcome.disable else f"not tried, the channel is in trouble: {outcome.message}"
            await _fail_all(work, parcels[number + 1 :], replace(outcome, message=said), first=number + 1)
            return


def _parcels(alerts: Sequence[Alert]) -> list[tuple[Alert, ...]]:
    """Alerts of one channel by the message they belong to.

    Found and due at once: a message for each page and check. Gathered, held over quiet hours, or tried before: what is
    due at the same moment after as many attempts.
    """
    found: dict[tuple[object, ...], list[Alert]] = {}
    for alert in alerts:
        if alert.attempts == 0 and alert.changed_at is not None and alert.due_at - alert.changed_at < _AT_ONCE:
            key: tuple[object, ...] = ("page", alert.language, alert.page_id, alert.changed_at)
        else:
            key = ("moment", alert.language, alert.due_at, alert.attempts)
        found.setdefault(key, []).append(alert)
    return [parcel for some in found.values() for parcel in _fitting(some)]


def _fitting(alerts: Sequence[Alert]) -> list[tuple[Alert, ...]]:
    """Alerts cut into messages of at most DIGEST_ALERTS; those of one check stay together unless they are more."""
    checks: dict[object, list[Alert]] = {}
    for alert in alerts:
        checks.setdefault(_check(alert), []).append(alert)
    parcels: list[list[Alert]] = [[]]
    for found in checks.values():
        for at in range(0, len(found), DIGEST_ALERTS):
            some = found[at : at + DIGEST_ALERTS]
            if len(parcels[-1]) + len(some) > DIGEST_ALERTS:
                parcels.append([])
            parcels[-1] += some
    return [tuple(parcel) for parcel in parcels if parcel]


def _is_digest(parcel: Sequence[Alert]) -> bool:
    from monitor.alerts import group

    return len(group(parcel)) > 1


def _is_gathered(work: _Pass, parcel: Sequence[Alert]) -> bool:
    """Whether a rule gathers these alerts, though they may be of one page: its mail reports dead letters as well."""
    rule = work.rules.get(parcel[0].rule)
    return rule is not None and rule.send.when != "now"


async def _without_disabled(
    work: _Pass, channel: WebhookChannel, parcels: list[tuple[Alert, ...]]
) -> list[tuple[Alert, ...]]:
    """An endpoint that answered 410 is not asked again, but for what a person sends by hand (`alerts retry`)."""
    last_dead = await work.serial(work.store.alerts, states=(AlertState.DEAD,), channel=channel.name, limit=1)
    if not last_dead or not last_dead[0].trouble.startswith(_disabled(channel)):
        return parcels
    fresh = [parcel for parcel in parcels if parcel[0].attempts == 0 or parcel[0].trouble.startswith(_HELD)]
    gone = SendFailure(at=work.clock.now(), message=last_dead[0].trouble, retryable=False)
    await _fail_all(work, fresh, gone)
    return [parcel for parcel in parcels if parcel not in fresh]


def _disabled(channel: WebhookChannel) -> str:
    """How the trouble of a disabled endpoint begins; another address is another endpoint."""
    mark = hashlib.sha256(channel.url.encode()).hexdigest()[:8]
    return f"endpoint {mark} is disabled: it answered 410"


async def _without_burst(work: _Pass, name: str, parcels: list[tuple[Alert, ...]]) -> list[tuple[Alert, ...]]:
    """Many messages at once become one digest; after many messages this hour, the digest of the next full hour."""
    fresh = [parcel for parcel in parcels if parcel[0].attempts == 0 and not _is_digest(parcel)]
    if not fresh:
        return parcels
    now = work.clock.now()
    sent = await work.serial(work.store.alerts, states=(AlertState.SENT,), channel=name, limit=_SENT_LOOKED_AT)
    recent = {
        (alert.page_id, alert.changed_at)
        for alert in sent
        if alert.changed_at is not None and alert.changed_at > now - BURST_TIME
    }
    if len(recent) + len(fresh) <= BURST:
        return parcels
    others = [parcel for parcel in parcels if parcel not in fresh]
    if len(recent) < BURST:
        languages = dict.fromkeys(parcel[0].language for parcel in fresh)
        digests = [
            _fitting([alert for parcel in fresh for alert in parcel if alert.language == language])
            for language in languages
        ]
        return [*others, *(digest for some in digests for digest in some)]
    full_hour = now.replace(minute=0, second=0, microsecond=0) + BURST_TIME
    held = [alert.id for parcel in fresh for alert in parcel]
    await work.serial(
        work.store.settle_alerts,
        held,
        state=AlertState.PENDING,
        at=now,
        trouble=f"{_HELD} {full_hour:%H:%M} UTC: more than {BURST} messages within the hour",
        next_due_at=full_hour,
    )
    work.report.alerts_held += len(held)
    work.report.settled[name, "held"] += len(held)
    return others


async def _dead_letters(work: _Pass, now: datetime) -> Sequence[Alert]:
    """Alerts that were given up lately, for a digest to report."""
    dead = await work.serial(work.store.alerts, states=(AlertState.DEAD,), limit=_DEAD_LOOKED_AT)
    return [alert for alert in dead if alert.changed_at is None or alert.changed_at > now - DEAD_REPORTED]


async def _quiet(work: _Pass, parcel: Sequence[Alert], now: datetime) -> list[tuple[str, str]]:
    """Pages that change at every check, of the sources that the digest's rule takes: title and address."""
    rule = work.rules.get(parcel[0].rule)
    sources = rule.when.sources if rule is not None else ()
    pages = await work.serial(quiet_pages, work.store, now=now)
    return [(page.title, page.url) for page in pages if not sources or page.source in sources]


async def _send(work: _Pass, message: Message, channel: Channel) -> SendOutcome:
    try:
        return await work.notifier.send(message, channel)
    except StorageError:
        raise
    except Exception as error:
        # One channel's bug must not take the others down; the alert stays and is tried again.
        log.exception("notifier failed", channel=channel.name)
        trouble = f"a bug in the program: {type(error).__name__}; see the log"
        return SendFailure(at=work.clock.now(), message=trouble, retryable=True)


async def _fail_all(work: _Pass, parcels: Sequence[tuple[Alert, ...]], outcome: SendFailure, *, first: int = 0) -> None:
    for number, parcel in enumerate(parcels, start=first):
        await _settle(work, parcel, outcome, number)


async def _settle(work: _Pass, parcel: Sequence[Alert], outcome: SendOutcome, number: int) -> None:
    """Write down how it went; `number` is the message's place in the pass of its channel."""
    report, first = work.report, parcel[0]
    ids = [alert.id for alert in parcel]
    if isinstance(outcome, Sent):
        await work.serial(work.store.settle_alerts, ids, state=AlertState.SENT, at=outcome.at, trouble=outcome.warning)
        report.sent += 1
        report.alerts_sent += len(ids)
        report.settled[first.channel, "sent"] += len(ids)
        return
    trouble = outcome.message
    report.failed += 1
    report.troubles[first.channel] = trouble
    due_at = _next_attempt(work, first, outcome, number)
    state = AlertState.DEAD if due_at is None else AlertState.PENDING
    await work.serial(work.store.settle_alerts, ids, state=state, at=outcome.at, trouble=trouble, next_due_at=due_at)
    if due_at is None:
        report.alerts_dead += len(ids)
        report.settled[first.channel, "dead"] += len(ids)
        log.error("alert given up", channel=first.channel, alerts=len(ids), trouble=trouble)
    else:
        report.alerts_retried += len(ids)
        report.settled[first.channel, "retry"] += len(ids)
        again_at = due_at.isoformat(timespec="seconds")
        log.warning("alert not sent", channel=first.channel, alerts=len(ids), trouble=trouble, again_at=again_at)


def _next_attempt(work: _Pass, alert: Alert, outcome: SendFailure, number: int) -> datetime | None:
    """When a message is tried again; None when it is given up.

    A second apart for each message of the pass, so that each stays together and apart from the others.
    """
    tried = alert.attempts % _SCHEDULE_ATTEMPTS
    if not outcome.retryable or tried >= len(RETRY_WAITS):
        return None
    wait = RETRY_WAITS[tried]
    if outcome.retry_after_s is not None:
        wait = max(wait, min(timedelta(seconds=outcome.retry_after_s), RETRY_AFTER_MOST))
    moment = outcome.at + wait
    rule = work.rules.get(alert.rule)
    if rule is not None:
        from monitor.alerts import out_of_quiet

        moment = out_of_quiet(rule.send, moment)
    return moment + timedelta(seconds=number)

"""How a message went, written down at once; and when one that did not go is tried again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from monitor.alerts import out_of_quiet
from monitor.deliver.parcels import Parcel
from monitor.deliver.report import DeliveryReport
from monitor.ports import Clock, Notifier, Store
from monitor.serial import Serial
from monitor.types import Alert, AlertRule, AlertState, SendFailure, SendOutcome, Sent

log = structlog.get_logger("monitor.deliver")

#: Waits after each failed attempt, about three days in all; after the last the alert is a dead letter.
RETRY_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 480, *[720] * 4, 480))
#: A receiver's Retry-After is honoured up to this.
RETRY_AFTER_MOST = timedelta(days=1)
#: Attempts of one schedule, and the settling that `monitor alerts retry` does: then the schedule begins again.
_SCHEDULE_ATTEMPTS = len(RETRY_WAITS) + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What stays the same through one pass."""

    store: Store
    serial: Serial
    notifier: Notifier
    clock: Clock
    rules: Mapping[str, AlertRule]
    report: DeliveryReport


#: How the trouble of a message begins that some mailboxes of its channel have: whatever process makes the next attempt
#: leaves them out. No trouble of mail begins so by itself.
_DONE_WITH = re.compile(r"not sent again to (\S+(?:, \S+)*); ")


def done_with(alert: Alert) -> tuple[str, ...]:
    """Mailboxes that have the message of an alert from an earlier attempt, or want none."""
    found = _DONE_WITH.match(alert.trouble)
    return tuple(found[1].split(", ")) if found else ()


def _trouble(alert: Alert, outcome: SendFailure) -> str:
    """What went wrong, behind the mailboxes that are done with."""
    done = dict.fromkeys((*done_with(alert), *outcome.done_with))
    return f"not sent again to {', '.join(done)}; {outcome.message}" if done else outcome.message


async def fail_all(work: Pass, parcels: Sequence[Parcel], outcome: SendFailure, *, first: int = 0) -> None:
    """Settle messages that were not tried; `first` is the place of the first in the pass of its channel."""
    for number, parcel in enumerate(parcels, start=first):
        await settle(work, parcel, outcome, number)


async def settle(work: Pass, parcel: Parcel, outcome: SendOutcome, number: int) -> None:
    """Write down how it went; `number` is the message's place in the pass of its channel."""
    report, first = work.report, parcel[0]
    ids = [alert.id for alert in parcel]
    if isinstance(outcome, Sent):
        await work.serial(work.store.settle_alerts, ids, state=AlertState.SENT, at=outcome.at, trouble=outcome.warning)
        report.sent += 1
        report.settled[first.channel, "sent"] += len(ids)
        return
    trouble = _trouble(first, outcome)
    report.failed += 1
    report.troubles[first.channel] = trouble
    due_at = _next_attempt(work, first, outcome, number)
    state = AlertState.DEAD if due_at is None else AlertState.PENDING
    await work.serial(work.store.settle_alerts, ids, state=state, at=outcome.at, trouble=trouble, next_due_at=due_at)
    report.settled[first.channel, "dead" if due_at is None else "retry"] += len(ids)
    if due_at is None:
        log.error("alert given up", channel=first.channel, alerts=len(ids), trouble=trouble)
    else:
        again_at = due_at.isoformat(timespec="seconds")
        log.warning("alert not sent", channel=first.channel, alerts=len(ids), trouble=trouble, again_at=again_at)


def _next_attempt(work: Pass, alert: Alert, outcome: SendFailure, number: int) -> datetime | None:
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
        moment = out_of_quiet(rule.send, moment)
    return moment + timedelta(seconds=number)

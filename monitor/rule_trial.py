"""One alert rule, tried on what happened: what it would have taken, and a sample of that on its channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.alerts import replay
from monitor.deliver.sample import send_sample
from monitor.ports import Clock, Notifier, Store
from monitor.types import Alert, AlertRule, Channel, Sent, Source

#: Alerts in the sample.
SAMPLE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrial:
    """What one rule takes of the latest Changes, and how its sample went."""

    looked_at: int
    taken: tuple[Alert, ...] = ()
    is_sent: bool = False
    #: What each channel said.
    answer: str = ""


async def try_rule(
    rule: AlertRule,
    store: Store,
    notifier: Notifier,
    clock: Clock,
    *,
    sources: Mapping[str, Source],
    channels: Mapping[str, Channel],
    last: int,
) -> RuleTrial:
    """Replay the `last` Changes against a rule, and send a sample of what it takes, marked as one."""
    entries = store.changes(limit=last)
    taken = replay(rule, entries, sources=sources, version=store.version, now=clock.now())
    if not taken:
        return RuleTrial(looked_at=len(entries))
    answers: list[str] = []
    is_sent = True
    for name in rule.to:
        outcome = await send_sample(taken[:SAMPLE], channels[name], notifier, clock)
        is_sent = is_sent and isinstance(outcome, Sent)
        answers.append(f"{name}: {outcome.answer if isinstance(outcome, Sent) else outcome.message}")
    return RuleTrial(looked_at=len(entries), taken=taken, is_sent=is_sent, answer="; ".join(answers))

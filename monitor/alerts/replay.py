"""What a rule would have sent: Changes of the register, told again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from monitor.alerts.rules import takes
from monitor.ports import ChangeEntry
from monitor.types import Alert, AlertRule, Source, Version


def replay(
    rule: AlertRule,
    entries: Sequence[ChangeEntry],
    *,
    sources: Mapping[str, Source],
    version: Callable[[int, int], Version | None],
    now: datetime,
) -> tuple[Alert, ...]:
    """Alerts for the Changes that the rule takes, to the rule's first channel, as they are read from the outbox.

    Starting stock and Changes of sources that are no longer watched are left out. `version(page_id, number)` reads a
    Version; it is asked for those Changes only that might need it. Pure but for that.
    """
    found: list[Alert] = []
    for entry in entries:
        source = sources.get(entry.source)
        if source is None or entry.change.initial or entry.change.significance < rule.when.min_significance:
            continue
        read = version(entry.page_id, entry.to_version) if entry.to_version else None
        if not takes(rule.when, entry.change, title=entry.page_title, source=source, version=read):
            continue
        found.append(
            Alert(
                change_key=entry.change.key,
                rule=rule.name,
                channel=rule.to[0],
                language=rule.language,
                due_at=now,
                idempotency_key=f"sample-{entry.id}",
                change_id=entry.id,
                change=entry.change,
                page_id=entry.page_id,
                page_url=entry.page_url,
                page_title=entry.page_title,
                source=entry.source,
                source_name=source.name,
                changed_at=entry.at,
                snapshot_sha256=read.snapshot_sha256 if read is not None else None,
                published=read.document.published if read is not None else None,
            )
        )
    return tuple(found)

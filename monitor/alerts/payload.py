"""What a webhook is sent: JSON of docs/webhook.schema.json, in the envelope of Standard Webhooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.alerts.grouping import Group
from monitor.types import Alert, Change
from monitor.types.codec import dump

#: Raised when a receiver would have to change; new fields do not raise it.
SCHEMA_VERSION = 1


def payload(
    groups: Sequence[Group], *, message_id: str, channel: str, subject: str, now: datetime, sample: bool
) -> dict[str, object]:
    """The JSON object: one page or many, each with its changes. Text is as the page has it; escape it yourself."""
    return {
        "type": "policy.sample" if sample else "policy.changed",
        "timestamp": now.isoformat(),
        "data": {
            "schema_version": SCHEMA_VERSION,
            "id": message_id,
            "channel": channel,
            "subject": subject,
            "pages": [_page(group) for group in groups],
        },
    }


def _page(group: Group) -> dict[str, object]:
    first = group[0]
    return {
        "id": first.page_id,
        "url": first.page_url,
        "title": first.page_title,
        "source": {"id": first.source, "name": first.source_name},
        "published": first.published,
        "changed_at": first.changed_at.isoformat() if first.changed_at is not None else None,
        "snapshot_sha256": first.snapshot_sha256,
        "changes": [_change(alert, alert.change) for alert in group if alert.change is not None],
    }


def _change(alert: Alert, change: Change) -> dict[str, object]:
    return {
        "id": alert.idempotency_key,
        "change_id": alert.change_id,
        "rule": alert.rule,
        "kind": change.kind.value,
        "significance": change.significance,
        "why": list(change.why),
        "summary": change.summary,
        "before": None if change.before is None else dump(change.before),
        "after": None if change.after is None else dump(change.after),
        "sentence_before": change.sentence_before,
        "sentence_after": change.sentence_after,
        "equipment": None if change.equipment is None else dump(change.equipment),
        "attachment": None if change.attachment is None else dump(change.attachment),
        "edits": [dump(edit) for edit in change.edits],
        "also": list(change.also),
        "draft": change.draft or None,
    }

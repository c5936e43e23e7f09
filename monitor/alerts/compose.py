"""Alerts as one Message: subject, text, HTML and the payload of a webhook."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from monitor.alerts.cleaning import clean
from monitor.alerts.grouping import Group, group
from monitor.alerts.payload import payload
from monitor.alerts.phrases import only_listed, phrases, undelivered_line
from monitor.alerts.rendering import bodies
from monitor.alerts.subject import digest_subject
from monitor.alerts.view import PageView, page_view
from monitor.changes import is_chinese
from monitor.types import Alert, Channel, Message, WebhookChannel

#: Pages of a digest that are told in full; the others stand in its table of contents. Mail clients cut long mails.
FULL_PAGES = 40
#: Pages named at the end of a digest that change at every check.
QUIET_PAGES = 10


def compose(
    alerts: Sequence[Alert],
    *,
    channel: Channel,
    now: datetime,
    undelivered: Sequence[Alert] = (),
    quiet: Sequence[tuple[str, str]] = (),
    sample: bool = False,
) -> Message:
    """One Message of one or many Alerts. Pure; the order of the Alerts does not matter.

    Alerts of one page and check make a message about that page; more pages make a digest with a table of contents. The
    `id` is made of the Alerts' idempotency keys: equal for every attempt. `undelivered` are dead letters to report at
    the end, `quiet` the titles and addresses of pages that change at every check. `sample` marks the
    message as a test. The language is that of the first Alert.

    Raises:
        ValueError: there is no Alert.
    """
    if not alerts:
        raise ValueError("a message needs an alert")
    groups = group(alerts)
    language = groups[0][0].language
    pages = tuple(page_view(some, number=number, language=language) for number, some in enumerate(groups, start=1))
    subject = _subject(groups, pages, language, sample=sample)
    facts = {
        **_contents(pages, language),
        "subject": subject,
        "sample": sample,
        "quiet": [f"{clean(title)} {clean(url)}".strip() for title, url in quiet[:QUIET_PAGES]],
        "undelivered": _undelivered(undelivered, language),
        "channel": clean(channel.name),
    }
    message_id = _message_id(channel.name, alerts, sample=sample)
    text, page = bodies(facts, None if isinstance(channel, WebhookChannel) else channel.template)
    return Message(
        channel=channel.name,
        id=message_id,
        subject=subject,
        text=text,
        html=page,
        payload=payload(groups, message_id=message_id, channel=channel.name, subject=subject, now=now, sample=sample),
        thread=f"page-{groups[0][0].page_id}" if len(groups) == 1 else None,
        alert_ids=tuple(sorted(alert.id for alert in alerts)),
        created_at=now,
        language=language,
    )


def _subject(groups: Sequence[Group], pages: Sequence[PageView], language: str, *, sample: bool) -> str:
    """What it is about; of a digest how much it holds too. A page that changed twice stands there twice, and is one."""
    subject = pages[0].subject
    if len(pages) > 1:
        changes = sum(len(item.headlines) for page in pages for item in page.items)
        subject = digest_subject(
            subject, changes=changes, pages=len({some[0].page_id for some in groups}), language=language
        )
    return f"[{phrases(language)['sample']}] {subject}" if sample else subject


def _contents(pages: Sequence[PageView], language: str) -> dict[str, object]:
    """What a template shows of the pages, and the words it does so in."""
    return {
        "pages": pages,
        "full": pages[:FULL_PAGES],
        "left": only_listed(len(pages) - FULL_PAGES, language) if len(pages) > FULL_PAGES else "",
        "words": phrases(language),
        "language": "zh" if is_chinese(language) else "en",
    }


def _message_id(channel: str, alerts: Sequence[Alert], *, sample: bool) -> str:
    """Equal for the same Alerts to the same Channel, whenever it is made."""
    keys = sorted(alert.idempotency_key or f"alert-{alert.id}" for alert in alerts)
    facts = "\n".join([channel, "sample" if sample else "", *keys])
    return f"msg_{hashlib.sha256(facts.encode()).hexdigest()[:32]}"


def _undelivered(alerts: Sequence[Alert], language: str) -> tuple[str, ...]:
    """Dead letters by channel and trouble, one line each."""
    counts: dict[tuple[str, str], int] = {}
    for alert in alerts:
        key = alert.channel, alert.trouble
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        undelivered_line(clean(channel), count, clean(trouble), language)
        for (channel, trouble), count in sorted(counts.items())
    )

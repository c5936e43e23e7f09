"""Alerts as one Message: subject, text, HTML and the payload of a webhook."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from jinja2 import PackageLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.alerts.payload import payload
from monitor.alerts.phrases import digest_title, only_listed, phrases, undelivered_line
from monitor.alerts.view import PageView, clean, group, page_view, readable
from monitor.changes import shortened
from monitor.types import Alert, Channel, Message, WebhookChannel

#: Of the subject of a digest.
_SUBJECT_CHARS = 110
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
    words = phrases(language)
    subject = _subject(pages, len({some[0].page_id for some in groups}), language)
    if sample:
        subject = f"[{words['sample']}] {subject}"
    facts = {
        "subject": subject,
        "pages": pages,
        "full": pages[:FULL_PAGES],
        "left": only_listed(len(pages) - FULL_PAGES, language) if len(pages) > FULL_PAGES else "",
        "words": words,
        "language": "zh" if language.startswith("zh") else "en",
        "sample": sample,
        "quiet": [f"{clean(title)} {clean(url)}".strip() for title, url in quiet[:QUIET_PAGES]],
        "undelivered": _undelivered(undelivered, language),
        "channel": clean(channel.name),
    }
    message_id = _message_id(channel.name, alerts, sample=sample)
    text, page = _bodies(facts, None if isinstance(channel, WebhookChannel) else channel.template)
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


def _bodies(facts: Mapping[str, object], template: str | None) -> tuple[str, str]:
    """Text and HTML: the program's own, or what the user's template makes of the same facts.

    A template that fails or reaches for what it must not see loses no alert: the program's own text is sent, with a
    line that says what is wrong.
    """
    environment = _environment()
    own = environment.get_template("message.txt").render(facts)
    if template is None:
        return own, environment.get_template("message.html").render(facts)
    try:
        text = environment.overlay(autoescape=False, finalize=readable).from_string(template).render(facts)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        text = f"{own}\nThe template of this channel failed: {clean(str(error)) or type(error).__name__}\n"
    return text, environment.get_template("plain.html").render(facts, text=text)


def _subject(pages: Sequence[PageView], count: int, language: str) -> str:
    """What it is about; of a digest how much it holds too. A page that changed twice stands there twice, and is one."""
    if len(pages) == 1:
        return pages[0].subject
    changes = sum(len(item.headlines) for page in pages for item in page.items)
    colon = "：" if language.startswith("zh") else ": "
    return shortened(f"{digest_title(changes, count, language)}{colon}{pages[0].subject}", _SUBJECT_CHARS)


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


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """Templates see cleaned data only; HTML is escaped whatever a template forgets."""
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("monitor.alerts"),
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

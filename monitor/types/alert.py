"""Who is told of what, how, and how it went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.types.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChannel:
    """A list of mailboxes."""

    name: str
    to: tuple[str, ...]
    #: Text of a jinja2 template for the text of the mail, run in a sandbox; None takes the program's own.
    template: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """An address that takes JSON, signed by the Standard Webhooks scheme when there are secrets."""

    name: str
    url: str
    #: Current secret first; the others are still signed with, for rotation.
    secrets: tuple[str, ...] = ()
    #: The receiver may be on a private network.
    allow_private: bool = False
    #: Certificates to trust in place of the system's; absolute.
    ca_file: str | None = None

    def __repr__(self) -> str:
        return f"WebhookChannel(name={self.name!r}, url={self.url!r}, secrets=<{len(self.secrets)}>)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatChannel:
    """An Apprise address (Slack, Teams, Telegram, Feishu …). The address is a secret."""

    name: str
    address: str
    #: As in EmailChannel.
    template: str | None = None

    def __repr__(self) -> str:
        return f"ChatChannel(name={self.name!r})"


Channel = EmailChannel | WebhookChannel | ChatChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPolicy:
    """When a rule's alerts leave: at once, or gathered."""

    #: `now`, `hourly`, `daily` or `weekly`.
    when: str = "now"
    #: `HH:MM` of daily and weekly.
    at: str = "08:00"
    #: 0 (Monday) to 6, of weekly.
    weekday: int = 0
    timezone: str = "UTC"
    #: `HH:MM` pairs in `timezone` in which nothing is sent; alerts wait for the end.
    quiet: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFilter:
    """Which Changes a rule takes. An empty field takes all; fields are combined with "and"."""

    #: Change kinds; `target_*` takes all that begin so.
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    #: In title, quote or changed text, in any script.
    keywords: tuple[str, ...] = ()
    #: NMPA classes of equipment named on the page.
    equipment_classes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    min_significance: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """A paragraph of `alerts:` in sources.yaml."""

    name: str
    when: RuleFilter = field(default_factory=RuleFilter)
    #: Names of Channels.
    to: tuple[str, ...]
    send: SendPolicy = field(default_factory=SendPolicy)
    #: `en` or `zh`.
    language: str = "en"


class AlertState(StrEnum):
    """Where an Alert is on its way."""

    PENDING = "pending"
    SENT = "sent"
    #: Given up after the retry schedule; `monitor alerts retry` sends it again.
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One Change on its way to one Channel: a row of the outbox.

    `id` is 0 and `page_*` are empty until it is recorded.
    """

    id: int = 0
    #: `Change.key` within the same check, while it is not recorded.
    change_key: str
    rule: str
    channel: str
    language: str = "en"
    #: Not before this moment.
    due_at: datetime
    state: AlertState = AlertState.PENDING
    attempts: int = 0
    #: Of the last attempt; equal for all that left in one message.
    attempted_at: datetime | None = None
    #: Last trouble, one line.
    trouble: str = ""
    #: Equal for every attempt, so that the receiver can drop a repeat.
    idempotency_key: str = ""
    #: Filled when it is read back for delivery.
    change_id: int = 0
    change: Change | None = None
    page_id: int = 0
    page_url: str = ""
    page_title: str = ""
    source: str = ""
    source_name: str = ""
    snapshot_sha256: str | None = None
    changed_at: datetime | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One or many Alerts, composed for one Channel."""

    channel: str
    #: Also the Message-ID and the webhook-id: equal for every attempt.
    id: str
    subject: str
    text: str
    html: str
    #: What a webhook is sent.
    payload: dict[str, object]
    #: Groups mails of one page into a thread.
    thread: str | None = None
    alert_ids: tuple[int, ...] = ()
    created_at: datetime
    #: `en` or `zh`.
    language: str = "en"
    #: Mailboxes that took it, or refused it for good, at an earlier attempt: they are not asked again.
    done_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The channel took it."""

    at: datetime
    #: What the channel said, one line.
    answer: str = ""
    #: Taken, but not by all: who refused it for good, one line.
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFailure:
    """The channel did not take it."""

    at: datetime
    message: str
    retryable: bool
    retry_after_s: float | None = None
    #: The receiver said that it wants no more (410): the channel is to be disabled.
    disable: bool = False
    #: Mailboxes that took it, or refused it for good, at this attempt, while others were refused for now.
    done_with: tuple[str, ...] = ()


SendOutcome = Sent | SendFailure

"""What a Store answers with: lines of its registers and logs, and figures of how it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.types import Change, EquipmentMention, Outcome, PageState, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of one CheckResult."""

    page_id: int
    #: The Page had moved on since `CheckResult.revision`; nothing was written.
    stale: bool = False
    #: Another Page has told of the same Plans since `CheckResult.heeded`; nothing was written.
    outrun: bool = False
    #: Number of the Version written, 0 for none.
    version: int = 0
    #: Pages that entered the register.
    pages_added: int = 0
    alerts_added: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """A line of a Page's history."""

    number: int
    fetched_at: datetime
    title: str
    snapshot_sha256: str
    text_chars: int
    statements: int
    technical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntry:
    """A line of the log of checks."""

    page_id: int
    at: datetime
    outcome: Outcome
    status: int | None
    reason: str
    took_s: float
    #: Of the evidence kept with it, when there is some.
    snapshot_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """A Change as the register has it."""

    id: int
    at: datetime
    page_id: int
    page_url: str
    page_title: str
    source: str
    #: Version before and after; 0 for none.
    from_version: int
    to_version: int
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetEntry:
    """A Statement of the latest Version of a Page."""

    #: Its place in the register: what `after` takes.
    id: int = 0
    page_id: int
    page_url: str
    page_title: str
    source: str
    version: int
    #: When the Page first said so in these figures.
    since: datetime
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodEntry:
    """A Statement for as long as a Page made it in the same words: one step in the history of a target."""

    #: Its place in the register.
    id: int
    page_id: int
    page_url: str
    #: First and last Version that has it; None while the latest has it.
    first_version: int
    last_version: int | None
    seen_at: datetime
    gone_at: datetime | None
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """A target that a Page tells of a Plan."""

    page_url: str
    page_title: str = ""
    statement: Statement
    #: Key of the Plan it belongs to; None when it belongs to none.
    plan_key: str | None
    #: Whether the Page calls that Plan a draft, and which edition of it (`PlanMention.edition`).
    draft: bool = False
    edition: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentEntry:
    """An EquipmentMention of the latest Version of a Page."""

    page_id: int
    page_url: str
    source: str
    version: int
    #: When any Version of any Page first named the term.
    first_seen: datetime
    mention: EquipmentMention


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreHealth:
    """What `monitor doctor` wants to know of the database."""

    #: `sqlite` or `postgresql`, with version.
    engine: str
    #: Where it is, without password.
    location: str
    schema_revision: str | None
    pages: dict[str, int]
    versions: int
    blobs: int
    blob_bytes: int
    alerts: dict[str, int]
    oldest_pending_alert_at: datetime | None
    overdue_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """How the address that a Source names does."""

    source: str
    state: PageState
    #: Consecutive checks without a usable answer.
    failures: int
    last_checked_at: datetime | None
    last_changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Alerts of one Channel that have not left."""

    alerts: int
    #: When the first of them is or was due.
    first_due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFigures:
    """What is measured again and again; each count stops at a limit, so that measuring stays cheap."""

    #: Pages of enabled Sources whose time has come.
    due_pages: int
    #: Since when the longest overdue of them is due.
    due_since: datetime | None
    #: By Channel.
    waiting: Mapping[str, Waiting]
    #: Of the Sources asked for, as far as they are in the register.
    start_pages: Sequence[StartPage]

"""The seams between the middle and the world: what adapters must offer.

Adapters: `monitor.fetch` (Fetcher), `storage` (Store), `monitor.notify` (Notifier), `monitor.clock` (Clock).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.types import (
    Alert,
    AlertState,
    Change,
    Channel,
    CheckResult,
    EquipmentMention,
    Fetched,
    FetchRequest,
    LearnedHost,
    LearnedLine,
    Message,
    Outcome,
    Page,
    PageState,
    SeenPage,
    SendOutcome,
    Snapshot,
    Source,
    Statement,
    Version,
)


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let that much time pass."""
        ...


class Fetcher(Protocol):
    """The only way to the network for pages."""

    async def fetch(self, request: FetchRequest) -> Fetched:
        """Ask for one address. Never raises for what a server or a network does."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class Notifier(Protocol):
    """The only way out for alerts."""

    async def send(self, message: Message, channel: Channel) -> SendOutcome:
        """Hand one message to one channel. Never raises for what a receiver does."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of one CheckResult."""

    page_id: int
    #: The Page had moved on since `CheckResult.revision`; nothing was written.
    stale: bool = False
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
    statement: Statement
    #: Key of the Plan it belongs to; None when it belongs to none.
    plan_key: str | None
    #: Whether the Page calls that Plan a draft.
    draft: bool = False


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
    schema_expected: str
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


class Store(Protocol):
    """All that is remembered. Synchronous, called from one thread at a time.

    Every method raises `StorageError` (or a kind of it) when the database cannot do it; nothing is half written.
    """

    # -- sources and pages

    def register(self, sources: Sequence[Source], now: datetime) -> None:
        """Make sure that each source's own address is a Page (due at once when it is new).

        A source whose address was edited gets a Page for the new one; the old Page keeps its history. A Page already
        in the register, found by another source, is taken over by the source whose own address it is.
        """
        ...

    def add_page(self, source: str, url: str, now: datetime) -> Page:
        """Put one document address into the register by hand, or return the Page it already is."""
        ...

    def page(self, page_id: int) -> Page | None: ...

    def pages(
        self,
        *,
        sources: Collection[str] | None = None,
        url: str | None = None,
        due_at: datetime | None = None,
        states: Collection[str] | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Sequence[Page]:
        """Pages by id (keyset: `after` is the last id seen), filtered by all the arguments given.

        With `due_at`: those with `next_check_at <= due_at`, the longest overdue first.
        """
        ...

    # -- what is kept of a page

    def together(self) -> AbstractContextManager[None]:
        """What the calling thread reads inside the block, it reads in one transaction: one state of the database."""
        ...

    def version(self, page_id: int, number: int | None = None) -> Version | None:
        """One Version, whole; the latest when no number is given."""
        ...

    def history(self, page_id: int) -> Sequence[VersionEntry]:
        """All Versions of a Page, oldest first."""
        ...

    def checks(self, page_id: int, *, limit: int = 50) -> Sequence[CheckEntry]:
        """The latest checks of a Page, newest first."""
        ...

    def snapshot(self, sha256: str, *, page_id: int | None = None) -> Snapshot | None:
        """Raw evidence. Raises `BlobError` when the content is missing or does not have its hash.

        The same content may have come from several addresses: with `page_id` it is that Page's latest Snapshot with
        it, when it has one.
        """
        ...

    def record(self, results: Sequence[CheckResult]) -> Sequence[Recorded]:
        """Write decisions, in one transaction; a result whose Page has moved on is dropped, not merged.

        Versions get their number, Changes and Alerts theirs; found links that are new become Pages due at once.
        """
        ...

    # -- the outbox

    def due_alerts(self, now: datetime, *, channel: str | None = None, limit: int = 500) -> Sequence[Alert]:
        """Pending alerts that are due (on one channel, if given), oldest first, with the Change and Page filled in."""
        ...

    def settle_alerts(
        self,
        alert_ids: Sequence[int],
        *,
        state: AlertState,
        at: datetime,
        trouble: str = "",
        next_due_at: datetime | None = None,
    ) -> None:
        """Say how an attempt went; counts it. `pending` needs `next_due_at`."""
        ...

    def alerts(
        self,
        *,
        states: Collection[AlertState] | None = None,
        channel: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[Alert]:
        """Alerts, newest first (keyset: `before` is the last id seen)."""
        ...

    # -- registers

    def changes(
        self,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
        page_id: int | None = None,
        min_significance: float = 0.0,
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[ChangeEntry]:
        """Changes, newest first (keyset: `before` is the last id seen). A kind that ends in `*` is a prefix."""
        ...

    def targets(
        self,
        *,
        kinds: Collection[str] = ("target",),
        sources: Collection[str] | None = None,
        unit: str | None = None,
        plan: str | None = None,
        due: tuple[str, str] | None = None,
        as_of: datetime | None = None,
        page_id: int | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Sequence[TargetEntry]:
        """The register of Statements: those of each Page's latest Version (as it stood at `as_of`, when given), by id.

        `due` keeps deadlines from the first to the second date, both ISO and inclusive; `plan` is a substring of one of
        the names that the plan has, in any language. Repeats (`Statement.repeat`) are left out.
        """
        ...

    def stood(self, page_ids: Collection[int], *, kind: str = "target") -> Sequence[StoodEntry]:
        """All that these Pages ever said, by id: what stands and what stood. Repeats are left out."""
        ...

    def standing(self, row_id: int) -> StoodEntry | None:
        """One of them by its place in the register."""
        ...

    def pages_beside(self, page_ids: Collection[int], *, limit: int = 200) -> Sequence[int]:
        """These Pages and those whose latest Version names a Plan that one of them names, by id."""
        ...

    def told(self, plan_keys: Collection[str], *, except_page: int) -> Sequence[ToldEntry]:
        """Targets in the latest Versions of other Pages that name one of these Plans, those told first before others.

        At most those of twenty Pages: the first to tell a target are the ones that count.
        """
        ...

    def equipment(
        self,
        *,
        nmpa_class: str | None = None,
        sources: Collection[str] | None = None,
        limit: int | None = None,
    ) -> Sequence[EquipmentEntry]:
        """Equipment named in each Page's latest Version, by term."""
        ...

    # -- learned boilerplate

    def mask_revision(self, host: str) -> int:
        """`LearnedHost.revision`; 0 for a host that nothing is known of."""
        ...

    def learned_host(self, host: str) -> LearnedHost:
        """All that is known of a host; of one never seen as well."""
        ...

    def hosts_of(self, source: str) -> Sequence[str]:
        """Hosts that pages of a source were seen on."""
        ...

    def seen_page(self, page_id: int) -> SeenPage | None:
        """What a Page showed at its last reading; recorded with `CheckResult.seen`."""
        ...

    def seen_pages(self, host: str) -> Sequence[SeenPage]:
        """What pages of a host showed, those seen last first, two hundred at most."""
        ...

    def learn(self, host: str, lines: Sequence[LearnedLine], *, at: datetime) -> int:
        """Replace what was learned of a host; what a person pinned or forgot stays. Gives the mask's revision.

        The revision is raised only when another line is stripped than before, or one no longer.
        """
        ...

    def settle_line(self, host: str, line: LearnedLine) -> int:
        """Pin a line of a host, or forget it, as `line.state` says. Gives the mask's revision."""
        ...

    # -- secrets of channels

    def secret_host(self, key: str) -> str | None:
        """The host that the secret with this hash (hex) belongs to; None when it was used with none yet."""
        ...

    def bind_secret(self, key: str, host: str, now: datetime) -> None:
        """Let the secret with this hash belong to a host, instead of the one before."""
        ...

    # -- housekeeping

    def health(self, now: datetime) -> StoreHealth: ...

    def figures(self, sources: Collection[Source], now: datetime) -> StoreFigures:
        """What metrics show of these Sources. Cheap, and safe to call from another thread than all others."""
        ...

    def close(self) -> None: ...

"""All that is remembered, by what it is remembered of; `Store` is all of it.

Store ── Pages ── Archive (versions, checks, evidence) ── Outbox ── Registers ── Learned ── Secrets ── housekeeping
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from monitor.ports.entries import (
    ChangeEntry,
    CheckEntry,
    EquipmentEntry,
    Recorded,
    StoodEntry,
    StoreFigures,
    StoreHealth,
    TargetEntry,
    ToldEntry,
    VersionEntry,
)
from monitor.types import (
    Alert,
    AlertState,
    CheckResult,
    LearnedHost,
    LearnedLine,
    Page,
    SeenPage,
    Snapshot,
    Source,
    Version,
)


class Pages(Protocol):
    """The register of what is watched."""

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


class Archive(Protocol):
    """Versions, checks and evidence."""

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


class Outbox(Protocol):
    """Alerts on their way."""

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


class Registers(Protocol):
    """What changed, and what pages say and said."""

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
        plan: Collection[str] = (),
        plan_key: str = "",
        due: tuple[str, str] | None = None,
        as_of: datetime | None = None,
        page_id: int | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Sequence[TargetEntry]:
        """The register of Statements: those of each Page's latest Version (as it stood at `as_of`, when given), by id.

        `due` keeps deadlines from the first to the second date, both ISO and inclusive; one of `plan` is a part of a
        name that the plan has, in any language, or of who issues it; plans that have all parts of `plan_key`, which has
        a place, are found as well. Repeats (`Statement.repeat`) are left out.
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

        At most those of twenty Pages: the first to tell a target are the ones that count. A key `2026-2030|*|robot` is
        of any place, and brings the latest hundred.
        """
        ...

    def tellers(self, plan_keys: Collection[str], *, except_page: int) -> Mapping[int, int]:
        """Other Pages whose latest Version names one of these Plans, with its number: the latest few hundred."""
        ...

    def plans_named(self, plan_keys: Collection[str], *, except_page: int) -> frozenset[str]:
        """Which of these Plans the latest Version of another Page names."""
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


class Learned(Protocol):
    """What the pages of a host share around their documents."""

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


class Secrets(Protocol):
    """To which host each secret of a channel belongs."""

    def secret_host(self, key: str) -> str | None:
        """The host that the secret with this hash (hex) belongs to; None when it was used with none yet."""
        ...

    def bind_secret(self, key: str, host: str, now: datetime) -> None:
        """Let the secret with this hash belong to a host, instead of the one before."""
        ...


class Store(Pages, Archive, Outbox, Registers, Learned, Secrets, Protocol):
    """All that is remembered. Synchronous, called from one thread at a time.

    Every method raises `StorageError` (or a kind of it) when the database cannot do it; nothing is half written.
    """

    def health(self, now: datetime) -> StoreHealth: ...

    def figures(self, sources: Collection[Source], now: datetime) -> StoreFigures:
        """What metrics show of these Sources. Cheap, and safe to call from another thread than all others."""
        ...

    def close(self) -> None: ...

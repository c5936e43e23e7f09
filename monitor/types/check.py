"""All that one check of a Page decided; recorded in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.types.alert import Alert
from monitor.types.boilerplate import SeenPage
from monitor.types.change import Change
from monitor.types.page import FoundLink, PageState, Validators
from monitor.types.version import Snapshot, Version


class Outcome(StrEnum):
    """What a check came to."""

    #: First Version of the Page, or first answer of an index.
    NEW = "new"
    #: A further Version, or new links on an index.
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BLOCKED = "blocked"
    FAILED = "failed"
    GONE = "gone"
    #: Not asked for: its host is left alone for a while.
    POSTPONED = "postponed"
    #: Nothing was fetched: time made the change (a deadline that passed).
    NOTED = "noted"

    @property
    def is_check(self) -> bool:
        """Whether the page was asked for."""
        return self not in (Outcome.POSTPONED, Outcome.NOTED)

    @property
    def is_trouble(self) -> bool:
        """Whether nothing usable came back."""
        return self in (Outcome.BLOCKED, Outcome.FAILED, Outcome.GONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heeded:
    """What a decision knew of other Pages that tell the same Plans: what is new depends on it."""

    #: Keys of the Plans, as `Store.told` takes them.
    plan_keys: frozenset[str]
    #: The Pages that the register had for them, with the number of their latest Version.
    pages: frozenset[tuple[int, int]]
    #: Pages that were decided before, and are recorded before.
    decided: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The decision; `Store.record` writes it whole or, when the Page has moved on, not at all."""

    page_id: int
    #: `Page.revision` the decision started from.
    revision: int
    checked_at: datetime
    outcome: Outcome
    #: One line for a person; "" when there is nothing to add.
    reason: str = ""
    #: HTTP status; None when there was no answer.
    status: int | None = None
    took_s: float = 0.0
    #: State, consecutive failures and title of the Page from now on.
    state: PageState
    failures: int
    title: str
    #: Replaces the Page's; None keeps it.
    validators: Validators | None = None
    #: Replaces the Page's; None keeps it.
    body_sha256: str | None = None
    #: Kept as evidence, behind a Version or behind trouble.
    snapshot: Snapshot | None = None
    version: Version | None = None
    #: What learning needs to know of `version`.
    seen: SeenPage | None = None
    found: tuple[FoundLink, ...] = ()
    #: None when other Pages did not matter.
    heeded: Heeded | None = None
    #: Whether `found` is the starting stock of the source.
    found_initial: bool = False
    changes: tuple[Change, ...] = ()
    alerts: tuple[Alert, ...] = ()
    next_check_at: datetime

"""What stays the same through one decision, and whom its Changes are told to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.extract import Boilerplate
from monitor.types import Alert, AlertRule, Body, Change, Page, Source, Version

if TYPE_CHECKING:  # with what reads targets
    from monitor.changes.retold import Look
    from monitor.targets.following.comparing import Told

#: Targets that other pages tell of the plans a Version names, those told first before others; and those that its own
#: page told in an earlier Version, and withdrew.
Others = Callable[[Version], "Sequence[Told]"]
#: The address of a known page that says what a Version says and that the Version names as its own, or "".
Known = Callable[[Version], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Whom to tell of what: the alert rules and the names of the channels there are."""

    alerts: Sequence[AlertRule] = ()
    channels: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What stays the same through one decision."""

    page: Page
    source: Source
    rules: Rules
    others: Others
    known: Known
    #: What else the pages have that tell all targets of a Version; None for an empty register.
    look: Look | None
    #: Learned boilerplate of the page's host.
    mask: Boilerplate
    #: Versions before the latest, the newest first, that the last checks found.
    earlier: Sequence[Version]
    #: Of a listing that is watched to a depth: the pages after its first.
    further: tuple[Body, ...]
    now: datetime
    chance: float
    took_s: float


def alerts_of(case: Case, changes: tuple[Change, ...], version: Version | None) -> tuple[Alert, ...]:
    if not changes:
        return ()
    from monitor.alerts import match_rules  # most checks have nobody to tell

    return match_rules(
        changes,
        page=case.page,
        source=case.source,
        version=version,
        rules=case.rules.alerts,
        channels=case.rules.channels,
        now=case.now,
    )

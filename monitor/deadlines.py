"""Deadlines that come up or pass: looked for once a day, recorded as Changes of the pages that set them.

Store.targets (due around now), each told once (reported)
    --deadline_changes--> Changes not told yet --match_rules--> Store.record
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.alerts import match_rules
from monitor.changes import deadline_changes, sentence
from monitor.changes.deadlines import NEAR
from monitor.decide import Rules
from monitor.ports import Archive, Registers, Store, TargetEntry
from monitor.reported import told_once
from monitor.types import Change, CheckResult, Outcome, Page, Source

#: How far back a look reaches: a service that stood still for a month still tells what it missed.
REACH = timedelta(days=31)


def note_deadlines(store: Store, *, sources: Mapping[str, Source], rules: Rules, now: datetime) -> int:
    """Record the deadlines that became near, or passed, and have not been told; returns how many alerts that made.

    Safe to repeat: a deadline that the register has a Change for is told already. A target that a page set when its
    deadline was near already was told as a new target: its deadline is not told as near, only when it has passed. What
    several pages tell is told of one of them, and nothing of a draft that its final plan set otherwise.

    Raises:
        StorageError: the database cannot do it.
    """
    window = ((now - REACH).date().isoformat(), (now + NEAR + timedelta(days=1)).date().isoformat())
    by_page: defaultdict[int, list[TargetEntry]] = defaultdict(list)
    due = store.targets(sources=list(sources), due=window)
    for entry in told_once(store, due, year=now.year):
        by_page[entry.page_id].append(entry)
    alerts = 0
    for page_id, entries in by_page.items():
        page = store.page(page_id)
        changes = _untold(store, page_id, entries, now)
        if page is not None and changes:
            result = _noted(page, _with_sentences(store, page_id, changes), sources[page.source], rules, now)
            alerts += store.record([result])[0].alerts_added
    return alerts


def _untold(store: Registers, page_id: int, entries: list[TargetEntry], now: datetime) -> tuple[Change, ...]:
    """Changes for the deadlines of one page, without those that the register has."""
    found: dict[str, Change] = {}
    for entry in entries:
        since = max(now - REACH, entry.since)
        for change in deadline_changes([entry.statement], since=since, now=now):
            found.setdefault(change.key, change)
    if not found:
        return ()
    told = store.changes(page_id=page_id, kinds=["deadline_*"], since=now - 2 * REACH, limit=1000)
    known = {entry.change.key for entry in told}
    return tuple(change for key, change in found.items() if key not in known)


def _with_sentences(store: Archive, page_id: int, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes with the sentences that set the deadlines, as the page's latest Version has them."""
    version = store.version(page_id)
    if version is None:
        return changes
    text = version.document.text
    return tuple(
        replace(change, sentence_after=sentence(text, change.after)) if change.after else change for change in changes
    )


def _noted(page: Page, changes: tuple[Change, ...], source: Source, rules: Rules, now: datetime) -> CheckResult:
    """What is recorded: nothing of the page moves but its revision."""
    return CheckResult(
        page_id=page.id,
        revision=page.revision,
        checked_at=now,
        outcome=Outcome.NOTED,
        reason="deadlines of its targets",
        state=page.state,
        failures=page.failures,
        title=page.title,
        changes=changes,
        alerts=match_rules(
            changes, page=page, source=source, version=None, rules=rules.alerts, channels=rules.channels, now=now
        ),
        next_check_at=page.next_check_at,
    )

"""New targets beside what other pages have told already: reports of one plan do not each raise an alert.

target_new, told by another page before       quiet, with the pages that tell it
target told otherwise by another page         sources_disagree, with both sides
page_new whose targets are all known          a page like any other
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.changes.wording import headline
from monitor.targets.likeness import metric_key
from monitor.targets.linking import Conflict, Told, link
from monitor.types import Change, ChangeKind, Statement, Version

#: A target that is news on this page only, and two pages that contradict each other.
_ALSO_REPORTED, _DISAGREE = 0.2, 0.8
#: A new page whose targets are all known.
_KNOWN_PAGE = 0.5


def with_reports(
    changes: Sequence[Change], *, url: str, version: Version, others: Sequence[Told]
) -> tuple[Change, ...]:
    """The Changes of a page at `url`, knowing what other pages have told; the weightiest first. Pure.

    `others` are targets of other pages that may be the same, oldest first. Changes of other kinds stay as they are.
    """
    news = {change.after for change in changes if change.after is not None}
    if not others or not news:
        return tuple(changes)
    told = [item for item in others if item.page != url]
    own = [Told(page=url, statement=statement, plan=_plan(version, statement)) for statement in version.statements]
    linked = link([*told, *own])
    known: dict[Statement, tuple[str, ...]] = {}
    for target in linked.targets:
        members = [target.first, *(member for member, _ in target.also)]
        pages = tuple(dict.fromkeys(member.page for member in members if member.page != url))
        known |= {member.statement: pages for member in members if member.page == url and pages}
    disagreements = [
        change for conflict in linked.conflicts if (change := _disagreement(conflict, url, news)) is not None
    ]
    contested = {change.after for change in disagreements}
    found = [_beside(change, known, contested) for change in changes]
    found = [_page_beside(change, found) for change in found]
    unique = {change.key: change for change in disagreements}
    return tuple(sorted([*found, *unique.values()], key=lambda change: -change.significance))


def _plan(version: Version, statement: Statement) -> str | None:
    """Key of the plan that a statement belongs to; None when it names none."""
    return next((plan.key for plan in version.plans if plan.name == statement.plan), None)


def _beside(change: Change, known: dict[Statement, tuple[str, ...]], contested: set[Statement | None]) -> Change:
    pages = known.get(change.after) if change.after is not None else None
    if pages is None:
        return change
    if change.kind is not ChangeKind.TARGET_NEW or change.after in contested:
        return replace(change, also=pages)
    return replace(change, also=pages, significance=_ALSO_REPORTED, why=("told by another page before", *change.why))


def _page_beside(change: Change, found: Sequence[Change]) -> Change:
    targets = [other for other in found if other.kind is ChangeKind.TARGET_NEW]
    if change.kind is not ChangeKind.PAGE_NEW or not targets:
        return change
    if any(other.significance > _ALSO_REPORTED for other in targets):
        return change
    pages = tuple(dict.fromkeys(page for other in targets for page in other.also))
    why = (*change.why, "all its targets were told by other pages before")
    return replace(change, also=pages, significance=min(change.significance, _KNOWN_PAGE), why=why)


def _disagreement(conflict: Conflict, url: str, news: set[Statement]) -> Change | None:
    """A conflict between a statement that is news on this page and another page's; None for other conflicts."""
    own, other = (conflict.one, conflict.other) if conflict.one.page == url else (conflict.other, conflict.one)
    if own.page != url or own.statement not in news:
        return None
    statement = own.statement
    change = Change(
        kind=ChangeKind.SOURCES_DISAGREE,
        key=f"{ChangeKind.SOURCES_DISAGREE.value}:{metric_key(statement.metric)}|{statement.unit}|{other.page}",
        significance=_DISAGREE,
        why=conflict.about,
        summary="",
        before=other.statement,
        after=statement,
        also=(other.page,),
    )
    return replace(change, summary=headline(change))

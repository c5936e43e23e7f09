"""New targets beside what other pages have told already: reports of one plan do not each raise an alert.

target_new, told by another page before       quiet, with the pages that tell it, unless this page had withdrawn it
target told otherwise by another page         sources_disagree, with both sides
target_new, told otherwise by its draft       target_raised, target_postponed …: the plan was changed
page_new whose targets are all known          a page like any other, unless it is the final plan after its draft
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.changes.compare import TARGET_SIGNIFICANCE
from monitor.changes.passage import sentence
from monitor.changes.wording import headline, label
from monitor.targets.comparing import Told, compare_targets, told_by
from monitor.targets.disagreement import Revision
from monitor.targets.following import is_again
from monitor.targets.likeness import metric_key
from monitor.targets.linking import Linked, beside, link
from monitor.types import Change, ChangeKind, Statement, Version

#: A target that is news on this page only, and two pages that contradict each other.
_ALSO_REPORTED, _DISAGREE = 0.2, 0.8
#: A new page whose targets are all known.
_KNOWN_PAGE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What other pages told before of the statements of this page."""

    #: Pages that tell a statement's target as it does.
    pages: dict[Statement, tuple[str, ...]]
    #: Of those the ones that only drafts told, though this page tells the final plan.
    drafted: frozenset[Statement]
    #: The draft that tells it otherwise.
    revised: dict[Statement, Revision]
    #: Told otherwise by a page that tells the same plan.
    contested: frozenset[Statement | None]
    #: What this page said itself, and withdrew.
    withdrawn: tuple[Statement, ...]


def with_reports(
    changes: Sequence[Change], *, url: str, version: Version, others: Sequence[Told]
) -> tuple[Change, ...]:
    """The Changes of a page at `url`, knowing what other pages have told; the weightiest first. Pure.

    `others` are targets of other pages that may be the same, oldest first; those of this page are what it withdrew.
    Changes of other kinds stay as they are; in the starting stock of a source disagreements are part of that, kept and
    not alerted.
    """
    news = {change.after for change in changes if change.after is not None}
    if not others or not news:
        return tuple(changes)
    own = told_by(url, version)
    linked = link([*beside(own, [item for item in others if item.page != url]), *own])
    initial = all(change.initial for change in changes)
    former = {change.after: change.before for change in changes if change.kind.is_target and change.after}
    text = version.document.text
    disagreements = [
        replace(change, initial=initial, sentence_after=sentence(text, change.after) if change.after else "")
        for change in _disagreements(linked, url, former, news)
    ]
    withdrawn = tuple(item.statement for item in others if item.page == url)
    known = _known(linked, url, frozenset(change.after for change in disagreements), withdrawn)
    found = [beside for change in changes for beside in _beside(change, known)]
    found = [_page_beside(change, found, known) for change in found]
    return tuple(sorted([*found, *disagreements], key=lambda change: -change.significance))


def _known(
    linked: Linked, url: str, contested: frozenset[Statement | None], withdrawn: tuple[Statement, ...]
) -> _Known:
    pages: dict[Statement, tuple[str, ...]] = {}
    drafted = set()
    for target in linked.targets:
        members = [target.first, *(member for member, _ in target.also)]
        for own in members:
            others = [one for one in members if one.page != url]
            if own.statement in contested:
                others = [one for one in others if not compare_targets(own, one).differences]
            if own.page == url and others:
                pages[own.statement] = tuple(dict.fromkeys(member.page for member in others))
                if not own.draft and all(member.draft for member in others):
                    drafted.add(own.statement)
    revised = {one.final.statement: one for one in reversed(linked.revisions) if one.final.page == url}
    return _Known(pages=pages, drafted=frozenset(drafted), revised=revised, contested=contested, withdrawn=withdrawn)


def _beside(change: Change, known: _Known) -> Iterator[Change]:
    """The Change with who told its target before; a new target that the draft set otherwise is a change of the plan."""
    statement = change.after
    pages = known.pages.get(statement, ()) if statement is not None else ()
    revision = known.revised.get(statement) if statement is not None else None
    if change.kind is not ChangeKind.TARGET_NEW or statement in known.contested:
        yield replace(change, also=pages)
    elif revision is not None:
        yield from _revised(change, revision, pages)
    elif statement is not None and any(is_again(one, statement) for one in known.withdrawn):
        yield replace(change, also=pages, why=(*change.why, "this page had withdrawn it"))
    elif pages:
        why = "its draft said so before" if statement in known.drafted else "told by another page before"
        yield replace(change, also=pages, significance=_ALSO_REPORTED, why=(why, *change.why))
    else:
        yield change


def _revised(change: Change, revision: Revision, pages: tuple[str, ...]) -> Iterator[Change]:
    """What became of the draft's target, one Change a kind."""
    draft = revision.draft
    for kind in revision.kinds:
        found = replace(
            change,
            kind=kind,
            key=f"{kind.value}:{change.key.partition(':')[2]}|draft",
            significance=TARGET_SIGNIFICANCE[kind],
            why=(label(kind).lower(), "its draft said otherwise"),
            before=draft.statement,
            sentence_before=draft.sentence,
            also=tuple(page for page in pages if page != draft.page),
            draft=draft.page,
        )
        yield replace(found, summary=headline(found))


def _page_beside(change: Change, found: Sequence[Change], known: _Known) -> Change:
    targets = [other for other in found if other.after is not None and other.kind.is_target]
    if change.kind is not ChangeKind.PAGE_NEW or not targets:
        return change
    if any(other.significance > _ALSO_REPORTED or other.after in known.drafted for other in targets):
        return change
    pages = tuple(page for page in targets[0].also if all(page in other.also for other in targets))
    why = (*change.why, "all its targets were told by other pages before")
    return replace(change, also=pages, significance=min(change.significance, _KNOWN_PAGE), why=why)


def _disagreements(
    linked: Linked, url: str, former: Mapping[Statement, Statement | None], news: set[Statement]
) -> Iterator[Change]:
    """One Change for each statement that is news on this page and told otherwise: beside the page that differs least.

    When another page says the same, the dispute is between pages that were there before, and was told of them. Who
    still says what this page did before it changed its own figure (`former`) is behind, and disagrees with nobody.
    """
    least: dict[Statement, tuple[Told, tuple[str, ...]]] = {}
    for conflict in sorted(linked.conflicts, key=lambda conflict: len(conflict.about)):
        own, other = (conflict.one, conflict.other) if conflict.one.page == url else (conflict.other, conflict.one)
        is_behind = _says_as(other.statement, former.get(own.statement))
        if own.page == url and own.statement in news and not is_behind:
            least.setdefault(own.statement, (other, conflict.about))
    backed = _backed(linked, url) if least else set()
    keys: set[str] = set()
    for statement, (other, about) in least.items():
        key = f"{ChangeKind.SOURCES_DISAGREE.value}:{metric_key(statement.metric)}|{statement.unit}|{other.page}"
        if statement in backed or key in keys:
            continue
        keys.add(key)
        change = Change(
            kind=ChangeKind.SOURCES_DISAGREE,
            key=key,
            significance=_DISAGREE,
            why=about,
            summary="",
            before=other.statement,
            after=statement,
            sentence_before=other.sentence,
            also=(other.page,),
        )
        yield replace(change, summary=headline(change))


def _says_as(one: Statement, other: Statement | None) -> bool:
    """Whether two statements of one target have the same figure and year."""
    if other is None:
        return False
    years = {(one.deadline or "")[:4], (other.deadline or "")[:4]}
    return (one.value, one.value_high, one.unit) == (other.value, other.value_high, other.unit) and len(years) == 1


def _backed(linked: Linked, url: str) -> set[Statement]:
    """Statements of this page that another page makes as well, with nothing that differs; a draft backs drafts only."""
    backed = set()
    for target in linked.targets:
        members = [target.first, *(member for member, _ in target.also)]
        for own in members:
            others = [one for one in members if one.page != url and (own.draft or not one.draft)]
            if own.page == url and any(not compare_targets(own, other).differences for other in others):
                backed.add(own.statement)
    return backed

"""New targets beside what other pages have told already: reports of one plan do not each raise an alert.

target_new, told by another page before       quiet, with the pages that tell it, unless this page had withdrawn it
equipment_named by who tells all the targets  quiet as well
target told otherwise by another page         sources_disagree, with both sides
target_new, told otherwise by its draft       target_raised, target_postponed …: the plan was changed
 or by an earlier edition of the plan         the same
page_new whose targets are all known          quiet when nothing else on it is new either (see `retold`)
text_changed by what was told before          quiet as far as its blocks add such targets
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from monitor.changes.compare import TARGET_SIGNIFICANCE
from monitor.changes.passage import sentence
from monitor.changes.retold import (
    Elsewhere,
    Look,
    is_about_plan,
    is_own_plan,
    is_paper,
    is_what_plans_are_for,
    named_by,
    nowhere,
    what_is_new,
)
from monitor.changes.wording import DRAFT_OTHERWISE, EDITION_OTHERWISE, headline, label
from monitor.targets.following.comparing import Told, compare_targets, told_by
from monitor.targets.following.identity import is_again
from monitor.targets.following.likeness import metric_key
from monitor.targets.linking.disagreement import Revision
from monitor.targets.linking.links import Linked, beside, link
from monitor.types import Change, ChangeKind, EditKind, Statement, Version

#: A target that is news on this page only, and two pages that contradict each other.
_ALSO_REPORTED, _DISAGREE = 0.2, 0.8
#: A new page whose targets are all known, though something else on it is not; and how its reasons say so.
_KNOWN_PAGE = 0.5
TOLD_BEFORE = "all its targets were told by other pages before"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What other pages told before of the statements of this page."""

    #: Pages that tell a statement's target as it does.
    pages: dict[Statement, tuple[str, ...]]
    #: Of those the ones that only drafts told, though this page tells the final plan.
    drafted: frozenset[Statement]
    #: The draft or earlier edition that tells it otherwise.
    revised: dict[Statement, Revision]
    #: Told otherwise by a page that tells the same plan.
    contested: frozenset[Statement | None]
    #: What this page said itself, and withdrew.
    withdrawn: tuple[Statement, ...]


def with_reports(
    changes: Sequence[Change], *, url: str, version: Version, others: Sequence[Told], look: Look = nowhere
) -> tuple[Change, ...]:
    """The Changes of a page at `url`, knowing what other pages have told; the weightiest first. Pure.

    `others` are targets of other pages that may be the same, oldest first; those of this page are what it withdrew.
    `look` is asked for what else their pages have when all new targets are known. Changes of other kinds stay as they
    are; in the starting stock of a source disagreements are part of that, kept and not alerted.
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
    found = _with_tellers(found, version, known, look)
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
    revised = {one.later.statement: one for one in reversed(linked.revisions) if one.later.page == url}
    return _Known(pages=pages, drafted=frozenset(drafted), revised=revised, contested=contested, withdrawn=withdrawn)


def _beside(change: Change, known: _Known) -> Iterator[Change]:
    """The Change with who told its target before; one that the draft set otherwise is a change of it."""
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
    """What became of the target of the draft or the earlier edition, one Change a kind."""
    draft = revision.earlier
    why = DRAFT_OTHERWISE if revision.is_of_draft else EDITION_OTHERWISE
    for kind in revision.kinds:
        found = replace(
            change,
            kind=kind,
            key=f"{kind.value}:{change.key.partition(':')[2]}|draft",
            significance=TARGET_SIGNIFICANCE[kind],
            why=(label(kind).lower(), why),
            before=draft.statement,
            sentence_before=draft.sentence,
            also=tuple(page for page in pages if page != draft.page),
            draft=draft.page,
        )
        yield replace(found, summary=headline(found))


def _with_tellers(found: list[Change], version: Version, known: _Known, look: Look) -> list[Change]:
    """The Changes of a page whose new targets are all known, knowing what else the pages have that tell them."""
    targets = [change for change in found if change.kind.is_target]
    if not targets or any(change.significance > _ALSO_REPORTED for change in targets):
        return found
    tellers = tuple(dict.fromkeys(page for change in targets for page in change.also))
    elsewhere = look(tellers, frozenset(plan.key for plan in version.plans))
    found = [_equipment_beside(change, version, elsewhere) for change in found]
    is_final = any(change.after in known.drafted for change in targets)
    beside = {
        ChangeKind.TEXT_CHANGED: partial(_text_beside, version=version, targets=targets),
        ChangeKind.PAGE_NEW: partial(
            _page_beside, version=version, targets=targets, elsewhere=elsewhere, is_final=is_final
        ),
    }
    return [beside[change.kind](change) if change.kind in beside else change for change in found]


def _equipment_beside(change: Change, version: Version, elsewhere: Elsewhere) -> Change:
    """Equipment that a page names which tells the same targets is no news of this one, nor is what the plan is for."""
    if change.kind is not ChangeKind.EQUIPMENT_NAMED or change.equipment is None:
        return change
    pages = named_by(change.equipment, elsewhere)
    if not pages and not is_what_plans_are_for(change.equipment, version):
        return change
    why = ("named by another page before" if pages else "what the plan is for", *change.why)
    return replace(change, also=pages, significance=min(change.significance, _ALSO_REPORTED), why=why)


def _page_beside(
    change: Change, version: Version, targets: Sequence[Change], elsewhere: Elsewhere, *, is_final: bool
) -> Change:
    """A new page of known targets: the plan itself stays what it is, a mere report raises no alert."""
    pages = tuple(page for page in targets[0].also if all(page in other.also for other in targets))
    new = what_is_new(version, elsewhere)
    told = replace(change, also=pages, why=(*change.why, TOLD_BEFORE, *new))
    is_office = is_paper(version, elsewhere)
    if is_final or (is_office and is_own_plan(version)):
        return told
    is_report = not is_office and not new and is_about_plan(version)
    return replace(told, significance=min(change.significance, _ALSO_REPORTED if is_report else _KNOWN_PAGE))


def _text_beside(change: Change, version: Version, targets: Sequence[Change]) -> Change:
    """Added words that say what others told before weigh as little as that."""
    text, ends = version.document.text, accumulate(len(block.text) + 1 for block in version.document.blocks)
    starts = [0, *ends]
    blocks = {bisect_right(starts, one.after.start) - 1 for one in targets if one.after and one.after.start < len(text)}
    edits = tuple(
        replace(edit, weight=min(edit.weight or 0.0, _ALSO_REPORTED))
        if edit.kind is EditKind.ADDED and edit.after_at in blocks
        else edit
        for edit in change.edits
    )
    top = max((edit.weight or 0.0 for edit in edits), default=0.0)
    return replace(change, edits=edits, significance=min(change.significance, max(top, _ALSO_REPORTED)))


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

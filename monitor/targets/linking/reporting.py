"""A target that several pages tell, listed once: beside the page that set it, not beside each that reports it.

entries of the register
    ── what their page and others tell of one plan (link) ──> those that report no other entry,
                                                              and no draft whose final plan says otherwise
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.ports import TargetEntry
from monitor.targets.following.comparing import Told
from monitor.targets.linking.links import Linked, in_order, link
from monitor.targets.linking.stages import later, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellers:
    """What one page tells, and what all pages tell of its plans, those first who told it before."""

    own: Sequence[Told]
    told: Sequence[Told]


def without_reports(entries: Sequence[TargetEntry], pages: Mapping[int, Tellers]) -> list[TargetEntry]:
    """The entries, without those that another stands for and those that a later stage of the plan sets otherwise.

    Of a draft and its final plan the final stands for both; of equal pages the one that is watched longest. What is not
    among the entries stands for nothing: a list of one source is complete. `pages` are those of the entries, by number.
    """
    listed = {_place(entry.page_url, entry): entry for entry in entries}
    dropped = {id(entry) for tellers in pages.values() for entry in _reports(tellers, listed)}
    return [entry for entry in entries if id(entry) not in dropped]


_Place = tuple[object, ...]


def _place(page: str, side: Told | TargetEntry) -> _Place:
    """What names a Statement among those of all pages."""
    said = side.statement
    return page, said.quote, said.value, said.value_high, said.unit, said.deadline


def _reports(tellers: Tellers, listed: Mapping[_Place, TargetEntry]) -> Iterator[TargetEntry]:
    """Entries of one page that need not be listed."""
    if not tellers.own or not tellers.told:
        return
    page = tellers.own[0].page
    linked = link(in_order(tellers.own, tellers.told))
    replaced = _replaced(linked)
    for target in linked.targets:
        members = target.members
        known = [(member, entry) for member in members if (entry := listed.get(_place(member.page, member)))]
        stands = [(member.draft, entry.page_id) for member, entry in known if id(member) not in replaced]
        first = min(stands, default=None)
        for member, entry in known:
            if member.page == page and (id(member) in replaced or (member.draft, entry.page_id) != first):
                yield entry


def _replaced(linked: Linked) -> set[int]:
    """What a later stage of the plan set otherwise, and what pages told wrongly of the stage before.

    Who tells a stage that is later still says what the plan has come back to.
    """
    group = {id(member): target.members for target in linked.targets for member in target.members}
    found = set()
    for revision in linked.revisions:
        stage = stated(revision.later)
        found |= {id(one) for one in group[id(revision.earlier)] if later(stated(one), stage) <= 0}
    for conflict in linked.conflicts:
        for one, other in ((conflict.one, conflict.other), (conflict.other, conflict.one)):
            if id(one) in found and stated(one) == stated(other):
                found.add(id(other))
    return found

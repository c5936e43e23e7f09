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
from monitor.targets.linking.links import beside, link


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellers:
    """What one page tells, and what other pages tell of its plans."""

    own: Sequence[Told]
    others: Sequence[Told]


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
    if not tellers.own or not tellers.others:
        return
    page = tellers.own[0].page
    linked = link([*beside(tellers.own, tellers.others), *tellers.own])
    replaced = {id(revision.earlier) for revision in linked.revisions}
    for target in linked.targets:
        members = [target.first, *(member for member, _ in target.also)]
        is_replaced = any(id(member) in replaced for member in members)
        known = [(member, entry) for member in members if (entry := listed.get(_place(member.page, member)))]
        first = min(((member.draft, entry.page_id) for member, entry in known), default=None)
        for member, entry in known:
            if member.page == page and (is_replaced or (member.draft, entry.page_id) != first):
                yield entry

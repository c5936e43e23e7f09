"""Which stage of a plan each page tells: a draft, the plan, a revised edition.

draft < plan < draft of a revised edition < revised edition

Who reports a draft does not always call it one: whoever tells a target with the figures of a draft, and no target
otherwise than it, is taken for a teller of the draft. Who reports a revised edition does not always say so either:
whoever tells, after it, what the edition says and an earlier page does not, tells the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.targets.following.comparing import Likeness, Told
from monitor.targets.plans.editions import REVISED

#: Statements that are one target, in the order in which they were told.
Groups = list[list[tuple[Told, Likeness | None]]]
#: The edition, and whether it is final.
Stage = tuple[int, bool]
#: That of a page which says nothing of it.
PLAIN: Stage = (0, True)


def stated(told: Told) -> Stage:
    """The stage that a page says it tells."""
    return told.edition, not told.draft


def later(one: Stage, other: Stage) -> int:
    """-1 when the other stage is the later one, 1 when it is the earlier, 0 when they may be one."""
    editions = {one[0], other[0]}
    if len(editions) == 1 or (REVISED in editions and 0 not in editions):
        return (one[1] > other[1]) - (one[1] < other[1])
    return 1 if one > other else -1


class Grouped:
    """Which target each statement is of."""

    def __init__(self, groups: Groups) -> None:
        self._members = [[member for member, _ in group] for group in groups]
        self._number = {id(member): number for number, group in enumerate(self._members) for member in group}
        self._pages = [{member.page for member in group} for group in self._members]

    def number(self, told: Told) -> int:
        """The target it is of."""
        return self._number[id(told)]

    def members(self, told: Told) -> Sequence[Told]:
        """All who tell its target so, itself among them."""
        return self._members[self.number(told)]

    def is_one(self, one: Told, other: Told) -> bool:
        """Whether both are of one target."""
        return self.number(one) == self.number(other)

    def is_matched(self, one: Told, other: Told) -> bool:
        """Whether either's page says of the other's target what the other says, elsewhere."""
        return other.page in self._pages[self.number(one)] or one.page in self._pages[self.number(other)]


class Stages:
    """The stages of a set of pages, by what they say of themselves and by what they tell."""

    def __init__(self, items: Sequence[Told], grouped: Grouped, odds: Sequence[tuple[Told, Told]]) -> None:
        self.grouped = grouped
        #: Pages that tell a target otherwise than a draft.
        self._finals = {(other if one.draft else one).page for one, other in odds if one.draft is not other.draft}
        self._reports = _reports_of_editions(items, grouped, odds)

    def of(self, told: Told) -> Stage:
        """The stage that a statement is taken to be of."""
        said = stated(told)
        if said != PLAIN:
            return said
        if told.page in self._reports:
            return self._reports[told.page], True
        members = self.grouped.members(told)
        draft = next((member for member in members if member.draft), None)
        is_of_draft = draft is not None and not any(member.page in self._finals for member in members)
        return stated(draft) if draft is not None and is_of_draft else PLAIN


def _reports_of_editions(items: Sequence[Told], grouped: Grouped, odds: Iterable[tuple[Told, Told]]) -> dict[str, int]:
    """Pages that report a revised edition without saying so, with the edition."""
    first: dict[str, int] = {}
    for number, item in enumerate(items):
        first.setdefault(item.page, number)
    found: dict[str, int] = {}
    for pair in odds:
        if not all(stated(side) == PLAIN for side in pair):
            continue
        for report, former in (pair, pair[::-1]):
            editions = [m for m in grouped.members(report) if m.edition and not m.draft]
            revised = max(editions, key=lambda member: member.edition, default=None)
            if revised is None or any(member.edition for member in grouped.members(former)):
                continue
            if first[revised.page] < first[report.page]:
                found[report.page] = revised.edition
    return found

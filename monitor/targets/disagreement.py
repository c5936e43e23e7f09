"""Pages of one plan that say different figures of one target.

    pairs of one plan and unit, of two pages, alike in metric
        -> a draft and its final plan       Revision: the plan was changed
        -> else                             Conflict: one of the pages is wrong

Who reports a draft does not always call it one: whoever tells a target with the figures of a draft, and no target
otherwise than it, is taken for a teller of the draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.targets.alignment import differences
from monitor.targets.comparing import Likeness, Told, compare_targets, same_metric, slip
from monitor.targets.likeness import frame_likeness
from monitor.types import ChangeKind, Comparator, Statement

#: Statements that are one target, in the order in which they were told.
Groups = list[list[tuple[Told, Likeness | None]]]

#: From this likeness of metrics on, different figures contradict each other rather than being two targets.
_CONTRADICTS = 0.6
#: Below it, values that are more than so many times apart, beside another difference, are of two targets.
_SAME_METRIC, _FAR = 0.9, 10
#: Bounds of what is to become less.
_CEILINGS = frozenset({Comparator.LE, Comparator.LT, Comparator.DECREASE_BY})
#: From this likeness of sentences on, another bound is an edit of the plan rather than the wording of a report.
_SAME_SENTENCE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two pages that disagree about one target of one plan."""

    one: Told
    other: Told
    #: What they disagree about: `value`, `counter`, `deadline` …, each with both sides.
    about: tuple[str, ...]
    #: Both quotes, in the order of `one` and `other`.
    quotes: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A target that the final plan does not set as its draft did."""

    draft: Told
    final: Told

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """What became of the target."""
        return differences(self.draft.statement, self.final.statement) or (ChangeKind.TARGET_RESTATED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two statements that do not agree."""

    one: Told
    other: Told
    #: Likeness of their metrics.
    metric: float
    about: tuple[str, ...]


def _distance(pair: _Pair) -> tuple[float, int]:
    """Of two targets with one metric, those belong together that differ in less: the figure, but not the year."""
    return -pair.metric, len(pair.about)


class _Grouped:
    """Which target each statement is of."""

    def __init__(self, groups: Groups) -> None:
        self._members = [[member for member, _ in group] for group in groups]
        self._number = {id(member): number for number, group in enumerate(self._members) for member in group}
        self._pages = [{member.page for member in group} for group in self._members]

    def number(self, told: Told) -> int:
        """The target it is of."""
        return self._number[id(told)]

    def is_one(self, one: Told, other: Told) -> bool:
        """Whether both are of one target."""
        return self.number(one) == self.number(other)

    def is_matched(self, one: Told, other: Told) -> bool:
        """Whether either's page says of the other's target what the other says, elsewhere."""
        return other.page in self._pages[self.number(one)] or one.page in self._pages[self.number(other)]

    def is_of_draft(self, told: Told, finals: set[str]) -> bool:
        """Whether a draft says so, and no page that tells the final plan."""
        members = self._members[self.number(told)]
        return any(member.draft for member in members) and not any(member.page in finals for member in members)


def disagreements(items: Sequence[Told], groups: Groups) -> tuple[tuple[Conflict, ...], tuple[Revision, ...]]:
    """Pairs of one plan, of different pages, alike in metric, that say different figures and have no better partner.

    Whoever disagrees with several that agree is told once, beside the first of them; a change of the plan is told once.
    """
    grouped = _Grouped(groups)
    by_plan: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for item in items:
        if item.key:
            by_plan[item.key, item.statement.unit].append(item)
    odds = [(told, list(_at_odds(told, grouped))) for told in by_plan.values()]
    mixed = [pair for _, pairs in odds for pair in pairs if pair.one.draft is not pair.other.draft]
    finals = {(pair.other if pair.one.draft else pair.one).page for pair in mixed}
    conflicts: list[Conflict] = []
    revisions: list[Revision] = []
    for told, pairs in odds:
        of_pages = [
            pair
            for pair in pairs
            if pair.about and not _are_milestones(pair) and _stages(pair, grouped, finals) in (_BOTH_FINAL, _BOTH_DRAFT)
        ]
        for pair in _told_once(of_pages, told, grouped):
            quotes = (pair.one.statement.quote, pair.other.statement.quote)
            conflicts.append(Conflict(one=pair.one, other=pair.other, about=pair.about, quotes=quotes))
        revisions += _revisions(pairs, grouped, finals)
    return tuple(conflicts), tuple(revisions)


#: Whether each side of a pair tells a draft.
_DRAFT_FIRST, _FINAL_FIRST, _BOTH_DRAFT, _BOTH_FINAL = (True, False), (False, True), (True, True), (False, False)


def _stages(pair: _Pair, grouped: _Grouped, finals: set[str]) -> tuple[bool, bool] | None:
    """Which sides tell a draft; None for a draft whose figure the final plan kept: that one is doubted."""
    one, other = pair.one, pair.other
    if grouped.is_one(one, other) or (one.draft and other.draft):
        return one.draft, other.draft
    stages = grouped.is_of_draft(one, finals), grouped.is_of_draft(other, finals)
    is_kept = (one.draft and not stages[0]) or (other.draft and not stages[1])
    return None if is_kept else stages


def _revisions(pairs: Sequence[_Pair], grouped: _Grouped, finals: set[str]) -> Iterator[Revision]:
    """The best pair of each target of a draft with one of the final plan: whoever reports either adds nothing."""
    known: set[int] = set()
    for pair in sorted(pairs, key=_distance):
        stages = _stages(pair, grouped, finals)
        if stages not in (_DRAFT_FIRST, _FINAL_FIRST):
            continue
        draft, final = (pair.one, pair.other) if stages == _DRAFT_FIRST else (pair.other, pair.one)
        targets = {grouped.number(draft), grouped.number(final)}
        if not targets & known:
            known |= targets
            yield Revision(draft=draft, final=final)


def _at_odds(told: Sequence[Told], grouped: _Grouped) -> Iterator[_Pair]:
    """Pairs of one plan and unit that are of one target, and do not say the same of it."""
    for i, one in enumerate(told):
        for other in told[i + 1 :]:
            together = grouped.is_one(one, other)
            if one.page == other.page or (not together and grouped.is_matched(one, other)):
                continue
            metric = same_metric(one.statement, other.statement)
            if metric < _CONTRADICTS:
                continue
            about = compare_targets(one, other).differences
            doubtful = metric < _SAME_METRIC and len(about) > 1
            if doubtful and _far_apart(one.statement, other.statement):
                continue
            if about or (together and _is_edited(one, other)):
                yield _Pair(one=one, other=other, metric=metric, about=about)


def _is_edited(one: Told, other: Told) -> bool:
    """Whether a draft and its final plan have one sentence, but for a bound or a date."""
    if one.draft is other.draft or frame_likeness(one.statement, other.statement) < _SAME_SENTENCE:
        return False
    return bool(differences(one.statement, other.statement))


def _told_once(pairs: Iterable[_Pair], told: Sequence[Told], grouped: _Grouped) -> Iterator[_Pair]:
    """The best pair of each statement and page; of several that agree against one, the first."""
    taken: set[tuple[int, str]] = set()
    best = []
    for pair in sorted(pairs, key=_distance):
        sides = {(id(pair.one), pair.other.page), (id(pair.other), pair.one.page)}
        if not sides & taken:
            taken |= sides
            best.append(pair)
    order = {id(item): number for number, item in enumerate(told)}
    known: set[tuple[int, int]] = set()
    for pair in sorted(best, key=lambda pair: (order[id(pair.one)], order[id(pair.other)])):
        against = {(id(pair.other), grouped.number(pair.one))}
        if not grouped.is_one(pair.one, pair.other):
            against.add((id(pair.one), grouped.number(pair.other)))
        if not against & known:
            known |= against
            yield pair


def _are_milestones(pair: _Pair) -> bool:
    """Whether one figure is on the way to the other: 60亿元 in 2027, 100亿元 by 2030; fewer weeks each year.

    What would have to be more than twice as much every year is no way to it.
    """
    one, other = pair.one.statement, pair.other.statement
    years = (one.deadline or "")[:4], (other.deadline or "")[:4]
    if not all(years) or years[0] == years[1] or one.value == other.value or slip(one, other):
        return False
    low, high = sorted((abs(one.value), abs(other.value)))
    if high > low * 2 ** abs(int(years[0]) - int(years[1])):
        return False
    falls = {one.comparator, other.comparator} <= _CEILINGS
    return (years[0] < years[1]) is ((one.value < other.value) is not falls)


def _far_apart(a: Statement, b: Statement) -> bool:
    """Whether two values are too far from each other for a dispute, and no slip of the power of ten."""
    low, high = sorted((abs(a.value), abs(b.value)))
    return high > _FAR * low and not slip(a, b)

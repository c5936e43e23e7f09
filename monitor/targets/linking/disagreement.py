"""Pages of one plan that say different figures of one target.

    pairs of one plan and unit, of two pages, alike in metric
        -> a draft and its final plan, an edition and a later one      Revision: the plan was changed
        -> else                                                        Conflict: one of the pages is wrong

Which stage of the plan a page tells is the room `stages`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.targets.following.comparing import Told, compare_targets, same_metric, slip
from monitor.targets.following.differences import differences
from monitor.targets.following.likeness import frame_likeness
from monitor.targets.linking.stages import Grouped, Groups, Stages, later, stated
from monitor.types import ChangeKind, Comparator, Statement

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

    @property
    def turned(self) -> Conflict:
        """The same, seen from the other page."""
        about = compare_targets(self.other, self.one).differences
        return Conflict(one=self.other, other=self.one, about=about, quotes=self.quotes[::-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A target that the final plan does not set as its draft did, or a later edition not as the earlier one."""

    earlier: Told
    later: Told

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """What became of the target."""
        return differences(self.earlier.statement, self.later.statement) or (ChangeKind.TARGET_RESTATED,)

    @property
    def is_of_draft(self) -> bool:
        """Whether it is a draft that the plan changed from."""
        return self.earlier.draft or self.later.edition == 0


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


def disagreements(items: Sequence[Told], groups: Groups) -> tuple[tuple[Conflict, ...], tuple[Revision, ...]]:
    """Pairs of one plan, of different pages, alike in metric, that say different figures and have no better partner.

    Whoever disagrees with several that agree is told once, beside the first of them; a change of the plan is told once.
    """
    grouped = Grouped(groups)
    by_plan: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for item in items:
        if item.key:
            by_plan[item.key, item.statement.unit].append(item)
    odds = [(told, list(_at_odds(told, grouped))) for told in by_plan.values()]
    stages = Stages(items, grouped, [(pair.one, pair.other) for _, pairs in odds for pair in pairs])
    conflicts: list[Conflict] = []
    revisions: list[Revision] = []
    for told, pairs in odds:
        orders = [(pair, _order(pair, stages)) for pair in pairs]
        doubts = [pair for pair, order in orders if order == 0 and pair.about and not _are_milestones(pair)]
        for pair in _told_once(doubts, told, grouped):
            quotes = (pair.one.statement.quote, pair.other.statement.quote)
            conflicts.append(Conflict(one=pair.one, other=pair.other, about=pair.about, quotes=quotes))
        revisions += _revisions([(pair, order) for pair, order in orders if order], stages)
    return tuple(conflicts), tuple(revisions)


def _order(pair: _Pair, stages: Stages) -> int | None:
    """-1 when the first side tells the earlier stage of the plan, 1 when the other does, 0 for one stage.

    None when another page tells one side's figure at the stage of the other side: that one is doubted, not changed.
    """
    one, other = pair.one, pair.other
    order = later(stages.of(one), stages.of(other))
    if order and pair.about and (_is_said(one, other, stages) or _is_said(other, one, stages)):
        return None
    return order


def _is_said(told: Told, otherwise: Told, stages: Stages) -> bool:
    """Whether a third page tells a target as `told` does, at the stage of the plan that `otherwise` tells."""
    stage = stages.of(otherwise)
    return any(
        later(stages.of(member), stage) == 0 and not compare_targets(told, member).differences
        for member in stages.grouped.members(told)
        if member.page not in (told.page, otherwise.page) and not _is_edited(told, member)
    )


def _revisions(pairs: Sequence[tuple[_Pair, int]], stages: Stages) -> Iterator[Revision]:
    """The best pair of each target with one of the later plan, stage by stage: draft to plan, plan to revised edition.

    Whoever reports either adds nothing.
    """
    revisions = []
    for pair, order in pairs:
        earlier, changed = (pair.one, pair.other) if order < 0 else (pair.other, pair.one)
        revisions.append((_rank(pair, earlier, changed, stages), Revision(earlier=earlier, later=changed)))
    left: set[int] = set()
    reached: set[int] = set()
    for _, revision in sorted(revisions, key=lambda item: item[0]):
        former, new = (stages.grouped.number(side) for side in (revision.earlier, revision.later))
        if former not in left and new not in reached:
            left.add(former)
            reached.add(new)
            yield revision


def _rank(pair: _Pair, earlier: Told, changed: Told, stages: Stages) -> tuple[object, ...]:
    """Which pair says best what a target was changed from, the best first.

    Of those alike in metric the latest of the earlier stages, told by the plan's own page and not by a report that
    disagrees with it.
    """
    tellers = {member.page for member in stages.grouped.members(earlier)}
    edition, is_final = stages.of(earlier)
    return (
        -min(pair.metric, _SAME_METRIC),
        (-edition, not is_final),
        stages.of(changed),
        not any(member.own for member in stages.grouped.members(earlier)),
        not changed.own,
        *_distance(pair),
        -len(tellers),
    )


def _at_odds(told: Sequence[Told], grouped: Grouped) -> Iterator[_Pair]:
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
    """Whether two stages of a plan have one sentence, but for a bound or a date."""
    if stated(one) == stated(other) or frame_likeness(one.statement, other.statement) < _SAME_SENTENCE:
        return False
    return bool(differences(one.statement, other.statement))


def _told_once(pairs: Iterable[_Pair], told: Sequence[Told], grouped: Grouped) -> Iterator[_Pair]:
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

"""The same target told by several pages, in several languages; and pages that disagree about it.

    told (page, statement, plan key) x many
        -> compared pair by pair (comparing)                    Likeness with score and reasons
        -> grouped                                              LinkedTarget: the first to tell it, the others
        -> alike in metric but not in figures (disagreement)    Conflict; Revision between stages of one plan

A report of a plan is no second target: who tells a target later is "also reported by".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.targets.following.comparing import Likeness, Told, compare_targets, same_metric
from monitor.targets.following.likeness import is_chinese, metric_key
from monitor.targets.linking.disagreement import Conflict, Revision, disagreements
from monitor.targets.linking.stages import Groups
from monitor.targets.plans.key import NATIONAL, SAME_PLAN, parts_of, place_in, plan_likeness, years_in
from monitor.text import late as re
from monitor.types import Statement, StatementKind

#: From this score on two statements are one target (tests/cases/targets/seeds; pairs of the development set).
SAME = 0.7
#: ... when they are so much alike in what is measured.
_SAME_METRIC = 0.4
#: So many targets make a name without a place that of a place's plan; from this likeness of metrics on they are alike.
_IN_COMMON, _ALIKE = 2, 0.5
#: Of what place a figure is, when it is of some place and not of the country.
_LOCAL = re.compile(
    r"全[市省区县州]|[我本该][市省区县州]|辖区|\b(?:city|citywide|municipal(?:ity)?|provinc\w+|county|region(?:al)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedTarget:
    """One target and everyone who tells it."""

    #: Equal for the same target as long as the first page that tells it stays.
    key: str
    first: Told
    also: tuple[tuple[Told, Likeness], ...] = ()

    @property
    def members(self) -> tuple[Told, ...]:
        """Everyone who tells it, in the order in which they did."""
        return (self.first, *(member for member, _ in self.also))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """All targets of a set of pages, and what their pages say differently."""

    targets: tuple[LinkedTarget, ...]
    #: Of two pages that tell the same plan.
    conflicts: tuple[Conflict, ...]
    #: Of a draft and its final plan, of an edition and a later one.
    revisions: tuple[Revision, ...]


def link(told: Sequence[Told]) -> Linked:
    """Group what pages tell into targets, and find what they disagree about.

    The order of `told` is that of time: the first of a group is new, the others are "also reported by". Only targets
    that are no repeats are looked at; two statements of one page are never one target.
    """
    items = [t for t in told if t.statement.kind is StatementKind.TARGET and not t.statement.repeat]
    fullest = _fullest(items)
    items = [_of_fullest(item, fullest[item.key]) if item.key in fullest else item for item in items]
    groups = _groups(items)
    adopted = _adopt(items, groups)
    if adopted != items:
        items, groups = adopted, _groups(adopted)
    targets = tuple(
        LinkedTarget(
            key=target_key(group[0][0]),
            first=group[0][0],
            also=tuple((member, likeness) for member, likeness in group[1:] if likeness is not None),
        )
        for group in groups
    )
    conflicts, revisions = disagreements(items, groups)
    return Linked(targets=targets, conflicts=conflicts, revisions=revisions)


def _of_fullest(item: Told, key: str) -> Told:
    """A statement of the plan that its page's name leaves something out of."""
    return replace(item, plan=key, by_figures=item.by_figures or place_in(item.key) != place_in(key))


def beside(own: Sequence[Told], others: Sequence[Told]) -> list[Told]:
    """What `others` tell, without pages of a plan that may be of another place and that share too few targets."""
    keys = {item.key for item in own if item.key}
    is_local = any(map(_is_local, own))
    by_page: dict[str, list[Told]] = defaultdict(list)
    for item in others:
        by_page[item.page].append(item)
    kept = set()
    for page, told in by_page.items():
        open_to = not is_local and not any(map(_is_local, told))
        named = {item.key for item in told if item.key}
        if any(_is_of_place(key, other, open_to=open_to) for key in keys for other in named) or _has_common(own, told):
            kept.add(page)
    return [item for item in others if item.page in kept]


def in_order(own: Sequence[Told], told: Sequence[Told]) -> list[Told]:
    """What a page tells among what others tell `beside` it, those first who told it before.

    `told` is what all pages tell, that one among them.
    """
    page = own[0].page if own else ""
    first = next((number for number, one in enumerate(told) if one.page == page), len(told) if not own else 0)
    kept = {id(one) for one in beside(own, [one for one in told if one.page != page])}
    before, after = ([one for one in part if id(one) in kept] for part in (told[:first], told[first:]))
    return [*before, *own, *after]


def _is_local(item: Told) -> bool:
    """Whether it is said of a place, which the plan's name may leave out: 全市医疗装备产业规模."""
    return _LOCAL.search(f"{item.statement.metric} {item.statement.quote}") is not None


def _is_of_place(key: str, other: str, *, open_to: bool) -> bool:
    """Whether a plan is of the same place, or of the whole country, as the name of one may leave it out.

    Two names of which neither says the place are of one plan by their years alone when nobody speaks of a place
    (`open_to`): each may be that of another city.
    """
    place, others = place_in(key), place_in(other)
    if plan_likeness(key, other) < SAME_PLAN:
        return False
    if not place and not others:
        return open_to and bool(years_in(key)) and bool(years_in(other))
    return place == others or not others or (others == NATIONAL and not place)


def _has_common(one: Sequence[Told], other: Sequence[Told]) -> bool:
    """Whether two tell so much of the same that they tell one plan: two targets, and half of those of one of them."""
    ones, others = _by_figure(one), _by_figure(other)
    common = sum(
        any(same_metric(said, told) >= _ALIKE for told in others[figure])
        for figure in ones.keys() & others.keys()
        for said in ones[figure]
    )
    fewest = min(sum(map(len, ones.values())), sum(map(len, others.values())))
    return common >= _IN_COMMON and 2 * common >= fewest


def _by_figure(told: Sequence[Told]) -> dict[tuple[object, ...], list[Statement]]:
    """Targets by value, unit and year."""
    found: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for item in told:
        said = item.statement
        if said.kind is StatementKind.TARGET and not said.repeat:
            found[said.value, said.value_high, said.unit, (said.deadline or "")[:4]].append(said)
    return found


def _fullest(items: list[Told]) -> dict[str, str]:
    """Keys that leave something out, with the one key that says it: a plan without its years is that of one period.

    Of several periods it is the one in which its targets are due.
    Two keys of one page are two plans. A name without a place may be that of the whole country's plan: it takes targets
    in common to make it that of a place.
    """
    pages: dict[str, set[str]] = defaultdict(set)
    told: dict[str, list[Told]] = defaultdict(list)
    for item in items:
        if item.key:
            pages[item.key].add(item.page)
            told[item.key].append(item)
    found = {}
    for key in pages:
        alike = [
            other
            for other in pages
            if _fullness(other) > _fullness(key)
            and plan_likeness(key, other) >= SAME_PLAN
            and not pages[key] & pages[other]
            and (place_in(key) == place_in(other) or _has_common(told[key], told[other]))
        ]
        if len({years_in(other) for other in alike} - {""}) > 1:
            alike = [other for other in alike if _covers(other, told[key])]
        most = max(map(_fullness, alike), default=0)
        best = [other for other in alike if _fullness(other) == most]
        if len(best) == 1 and len({years_in(other) for other in alike} - {""}) <= 1:
            found[key] = best[0]
    return found


def _covers(key: str, told: Sequence[Told]) -> bool:
    """Whether all targets are due within the years of a plan: of two periods, a plan without its years is of this."""
    first, _, last = years_in(key).partition("-")
    due = [(item.statement.deadline or "")[:4] for item in told]
    return bool(first) and any(due) and all(first <= year <= (last or first) for year in due if year)


def _fullness(key: str) -> int:
    """How much a key says."""
    years, place, subject = parts_of(key)
    return 8 * bool(years) + 8 * bool(place) + 2 * subject.count("+")


def _groups(items: list[Told]) -> Groups:
    """Statements that are one target, in the order in which they were told."""
    groups: Groups = []
    by_figure: dict[_Figure, list[int]] = defaultdict(list)
    often = Counter((item.page, _figure(item)) for item in items)
    for item in items:
        best, found = 0.0, None
        for index in by_figure[_figure(item)]:
            group = groups[index]
            if any(member.page == item.page for member, _ in group):
                continue
            likeness = max((compare_targets(member, item) for member, _ in group), key=lambda x: x.score)
            is_only = all(often[told.page, _figure(told)] == 1 for told in (item, *(member for member, _ in group)))
            if likeness.score > best and _is_same(likeness, group[0][0], item, is_only=is_only):
                best, found = likeness.score, (index, likeness)
        if found is None:
            by_figure[_figure(item)].append(len(groups))
            groups.append([(item, None)])
        else:
            groups[found[0]].append((item, found[1]))
    return groups


_Figure = tuple[str, Decimal, Decimal | None]


def _figure(item: Told) -> _Figure:
    return item.statement.unit, item.statement.value, item.statement.value_high


def _adopt(items: list[Told], groups: Groups) -> list[Told]:
    """A page that names no plan but tells two targets of one belongs to it: its other statements do as well."""
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group in groups:
        keys = {member.key for member, _ in group if member.key}
        if len(keys) == 1:
            for member, _ in group:
                if not member.key:
                    votes[member.page][next(iter(keys))] += 1
    named = {item.page for item in items if item.key}
    plans = {
        page: max(counts, key=lambda key: counts[key])
        for page, counts in votes.items()
        if page not in named and max(counts.values()) > 1
    }
    return [
        replace(item, plan=plans[item.page], by_figures=True) if not item.key and item.page in plans else item
        for item in items
    ]


def target_key(told: Told) -> str:
    """A name for a target that does not change with its figure: plan and metric."""
    return f"{told.key}|{metric_key(told.statement.metric)}|{told.statement.unit}"


def _is_same(likeness: Likeness, one: Told, other: Told, *, is_only: bool) -> bool:
    """Whether two statements are of one target: equal figures of one plan (15 parks, 15 projects) are not enough.

    Across languages they are when no page has the figure twice, as the glossary does not have all that is measured; and
    so are equal sums of money.
    """
    apart = any(d.startswith(("plan ", "deadline ")) for d in likeness.differences)
    particular = is_chinese(one.statement) is not is_chinese(other.statement) or one.statement.unit.isupper()
    counted = not any(d.startswith("counter ") for d in likeness.differences)
    enough = likeness.metric >= _SAME_METRIC or (particular and is_only and counted)
    return likeness.score >= SAME and enough and not apart

"""The same target told by several pages, in several languages; and pages that disagree about it.

    told (page, statement, plan key) x many
        -> compared pair by pair: plan, metric, value, unit, date          Likeness with score and reasons
        -> grouped                                                    LinkedTarget: the first to tell it, the others
        -> within a plan, alike in metric but not in figures               Conflict with both quotes

A report of a plan is no second target: who tells a target later is "also reported by".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.targets.concepts import concept_likeness, concepts
from monitor.targets.likeness import counter_key, counters_agree, is_chinese, metric_key, metric_likeness
from monitor.targets.plan_key import SAME_PLAN, plan_key, plan_likeness
from monitor.types import Statement, StatementKind

#: From this score on two statements are one target (tests/cases/targets/seeds; pairs of the development set).
SAME = 0.7
#: So many equal figures make a name without a place that of a place's plan.
_FIGURES_IN_COMMON = 2
#: From this likeness of metrics on, different figures contradict each other rather than being two targets.
_CONTRADICTS = 0.6
#: Below it, values that are more than so many times apart, beside another difference, are of two targets.
_SAME_METRIC, _FAR = 0.9, 10


#: What is added is not what there is in all. Growth words (增长, 增加到) are no such thing.
_ADDED = re.compile(r"新增|新(?=[设建获])|增(?=[第国])|增设|再添")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A Statement and who told it."""

    #: Address of the page, or any name that is unique to it.
    page: str
    statement: Statement
    #: Key of the plan it belongs to (`PlanMention.key`); None takes it from the statement's own plan name.
    plan: str | None = None

    @property
    def key(self) -> str:
        """The plan's key; "" for none."""
        if self.plan is not None:
            return self.plan
        return plan_key(self.statement.plan) if self.statement.plan else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure it is that two statements are one target."""

    #: 0 to 1.
    score: float
    #: What the score is made of, for people: `same plan`, `same value`, `metric 0.8`.
    reasons: tuple[str, ...]
    #: What speaks against it: `counter 项 against 家`, `value 300 against 200`, `deadline 2025 against 2026`.
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedTarget:
    """One target and everyone who tells it."""

    #: Equal for the same target as long as the first page that tells it stays.
    key: str
    first: Told
    also: tuple[tuple[Told, Likeness], ...] = ()


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
class Linked:
    """All targets of a set of pages, and their disagreements."""

    targets: tuple[LinkedTarget, ...]
    conflicts: tuple[Conflict, ...]


_Groups = list[list[tuple[Told, Likeness | None]]]


def compare_targets(one: Told, other: Told) -> Likeness:
    """How sure it is that two statements are the same target, and what speaks for and against it.

    Plan 0.3, metric 0.3, value 0.25, unit 0.05, date 0.1. A plan or a date that one side does not name counts half.
    """
    a, b = one.statement, other.statement
    reasons: list[str] = []
    differences: list[str] = []
    score = 0.0
    plan = plan_likeness(one.key, other.key)
    if plan == 1:
        score += 0.3
        reasons.append("same plan")
    elif plan >= SAME_PLAN:
        score += 0.3 * plan
        reasons.append(f"plan {plan:.1f}")
    elif not one.key or not other.key:
        score += 0.15
    else:
        differences.append(f"plan {one.key} against {other.key}")
    metric = _metric(a, b)
    score += 0.3 * metric
    reasons.append(f"metric {metric:.1f}")
    if a.unit == b.unit:
        score += 0.05
        if (a.value, a.value_high) == (b.value, b.value_high):
            score += 0.25
            reasons.append("same value")
        else:
            differences.append(f"value {_figure(a)} against {_figure(b)}{_slip(a, b)}")
    else:
        differences.append(f"unit {a.unit} against {b.unit}")
    if a.deadline and b.deadline:
        if a.deadline[:4] == b.deadline[:4]:
            score += 0.1
            reasons.append("same deadline")
        else:
            differences.append(f"deadline {a.deadline} against {b.deadline}")
    else:
        score += 0.05
    if a.unit == b.unit == "count" and _counted_apart(a, b):
        differences.append(f"counter {a.counted} against {b.counted}")
    scope = _scope(a, b)
    if scope is not None:
        differences.append(f"scope {scope[0]} against {scope[1]}")
    return Likeness(score=round(score, 3), reasons=tuple(reasons), differences=tuple(differences))


def link(told: Sequence[Told]) -> Linked:
    """Group what pages tell into targets, and find what they disagree about.

    The order of `told` is that of time: the first of a group is new, the others are "also reported by". Only targets
    that are no repeats are looked at; two statements of one page are never one target.
    """
    items = [t for t in told if t.statement.kind is StatementKind.TARGET and not t.statement.repeat]
    fullest = _fullest(items)
    items = [replace(item, plan=fullest[item.key]) if item.key in fullest else item for item in items]
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
    return Linked(targets=targets, conflicts=_conflicts(items, groups))


def _fullest(items: list[Told]) -> dict[str, str]:
    """Keys that leave something out, with the one key that says it: a plan without its years is that of one period.

    Two keys of one page are two plans. A name without a place may be that of the whole country's plan: it takes two
    figures in common to make it that of a place.
    """
    pages: dict[str, set[str]] = defaultdict(set)
    figures: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for item in items:
        if item.key:
            said = item.statement
            pages[item.key].add(item.page)
            figures[item.key].add((said.value, said.value_high, said.unit, said.deadline))
    found = {}
    for key in pages:
        alike = [
            other
            for other in pages
            if _fullness(other) > _fullness(key)
            and plan_likeness(key, other) >= SAME_PLAN
            and not pages[key] & pages[other]
            and (_place(key) == _place(other) or len(figures[key] & figures[other]) >= _FIGURES_IN_COMMON)
        ]
        most = max(map(_fullness, alike), default=0)
        best = [other for other in alike if _fullness(other) == most]
        if len(best) == 1 and len({other.split("|")[0] for other in alike} - {""}) <= 1:
            found[key] = best[0]
    return found


def _place(key: str) -> str:
    return (*key.split("|", 2), "", "")[1]


def _fullness(key: str) -> int:
    years, place, subject = (*key.split("|", 2), "", "")[:3]
    return 4 * bool(years) + 4 * bool(place) + subject.count("+")


def _groups(items: list[Told]) -> _Groups:
    """Statements that are one target, in the order in which they were told."""
    groups: _Groups = []
    by_figure: dict[tuple[str, Decimal, Decimal | None], list[int]] = defaultdict(list)
    for item in items:
        figure = (item.statement.unit, item.statement.value, item.statement.value_high)
        best, found = 0.0, None
        for index in by_figure[figure]:
            group = groups[index]
            if any(member.page == item.page for member, _ in group):
                continue
            likeness = max((compare_targets(member, item) for member, _ in group), key=lambda x: x.score)
            if likeness.score >= SAME and likeness.score > best and not _apart(likeness):
                best, found = likeness.score, (index, likeness)
        if found is None:
            by_figure[figure].append(len(groups))
            groups.append([(item, None)])
        else:
            groups[found[0]].append((item, found[1]))
    return groups


def _adopt(items: list[Told], groups: _Groups) -> list[Told]:
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
    return [replace(item, plan=plans[item.page]) if not item.key and item.page in plans else item for item in items]


def target_key(told: Told) -> str:
    """A name for a target that does not change with its figure: plan and metric."""
    return f"{told.key}|{metric_key(told.statement.metric)}|{told.statement.unit}"


def _conflicts(items: list[Told], groups: _Groups) -> tuple[Conflict, ...]:
    """Pairs of one plan, of different pages, alike in metric, that say different figures and have no better partner.

    Whoever disagrees with several that agree is told once, beside the first of them.
    """
    group_of: dict[int, int] = {}
    partners: dict[int, set[str]] = {}
    for number, group in enumerate(groups):
        pages = {member.page for member, _ in group}
        for member, _ in group:
            group_of[id(member)] = number
            partners[id(member)] = pages
    by_plan: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for item in items:
        if item.key:
            by_plan[item.key, item.statement.unit].append(item)
    found = []
    for told in by_plan.values():
        pairs = []
        for i, one in enumerate(told):
            for other in told[i + 1 :]:
                if one.page == other.page:
                    continue
                together = other.page in partners[id(one)] or one.page in partners[id(other)]
                if together and group_of[id(one)] != group_of[id(other)]:
                    continue
                metric = _metric(one.statement, other.statement)
                if metric < _CONTRADICTS:
                    continue
                likeness = compare_targets(one, other)
                doubtful = metric < _SAME_METRIC and len(likeness.differences) > 1
                if doubtful and _far_apart(one.statement, other.statement):
                    continue
                if likeness.differences:
                    pairs.append((metric, one, other, likeness.differences))
        taken: set[tuple[int, str]] = set()
        best = []
        for _, one, other, about in sorted(pairs, key=lambda pair: -pair[0]):
            if (id(one), other.page) in taken or (id(other), one.page) in taken:
                continue
            taken |= {(id(one), other.page), (id(other), one.page)}
            best.append((one, other, about))
        order = {id(item): number for number, item in enumerate(told)}
        known: set[tuple[int, int]] = set()
        for one, other, about in sorted(best, key=lambda pair: (order[id(pair[0])], order[id(pair[1])])):
            sides = {(id(other), group_of[id(one)])}
            if group_of[id(one)] != group_of[id(other)]:
                sides.add((id(one), group_of[id(other)]))
            if sides & known:
                continue
            known |= sides
            quotes = (one.statement.quote, other.statement.quote)
            found.append(Conflict(one=one, other=other, about=about, quotes=quotes))
    return tuple(found)


def _apart(likeness: Likeness) -> bool:
    """Whether something says that these are two targets whatever the score."""
    return any(d.startswith(("plan ", "deadline ")) for d in likeness.differences)


def _metric(a: Statement, b: Statement) -> float:
    """Likeness of what is measured: by words within a language, by concepts across languages and wordings."""
    words = metric_likeness(a, b)
    tags = concept_likeness(concepts(f"{a.metric} {a.quote}"), concepts(f"{b.metric} {b.quote}"))
    return max(words, tags if is_chinese(a) is not is_chinese(b) else 0.8 * tags)


def _figure(statement: Statement) -> str:
    high = f"-{statement.value_high.normalize():f}" if statement.value_high is not None else ""
    return f"{statement.value.normalize():f}{high}"


def _slip(a: Statement, b: Statement) -> str:
    """Names a likely slip of translation: a power of ten between the two values."""
    if not a.value or not b.value:
        return ""
    ratio = max(a.value, b.value) / min(a.value, b.value)
    return f" (factor {ratio.normalize():f})" if ratio in (10, 100, 1000, 10_000, 100_000_000) else ""


def _far_apart(a: Statement, b: Statement) -> bool:
    """Whether two values are too far from each other for a dispute, and no slip of the power of ten."""
    low, high = sorted((abs(a.value), abs(b.value)))
    return high > _FAR * low and not _slip(a, b)


def _counted_apart(a: Statement, b: Statement) -> bool:
    """Whether the two count different things: 300项 against 300家; 个 fits anything."""
    return "个" not in (counter_key(a), counter_key(b)) and not counters_agree(a, b)


def _scope(a: Statement, b: Statement) -> tuple[str, str] | None:
    """What is added against what there is in all, when only one of two Chinese statements says 新增."""
    if not is_chinese(a) or not is_chinese(b):
        return None
    sides = tuple("added" if _ADDED.search(f"{s.metric}{s.quote}") else "in all" for s in (a, b))
    return (sides[0], sides[1]) if sides[0] != sides[1] else None

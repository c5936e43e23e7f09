"""Targets of one Version against those of the next: what is new, gone, or says something else.

    before, now -> equal in words and figures           nothing
                -> the one target of that metric         as below, whatever other target says its former figure now
                -> same figures, alike in words          nothing (moved, reworded sentence); reworded, of another device
                -> same figures, metric cut short        nothing
                -> same metric or same sentence          raised, lowered, postponed, brought forward, tightened,
                                                         loosened, restated (`differences` says which)
                -> same figures and place, other metric  reworded
                -> the rest                              removed, new

Only targets are followed, and no repeats: a fact of the past does not change, and a headline is no second target.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.targets.following.concepts import concept_likeness, concepts, devices
from monitor.targets.following.contrast import is_contrast
from monitor.targets.following.differences import differences
from monitor.targets.following.likeness import (
    counter_key,
    counters_agree,
    frame_key,
    frame_likeness,
    is_chinese,
    metric_key,
    metric_likeness,
    same_figure,
)
from monitor.text import late as re
from monitor.text.decloak import decloak
from monitor.text.fold import fold
from monitor.types import ChangeKind, Statement, StatementKind

#: From this likeness on, equal figures are the same target (tests/cases/targets/pairs).
_SAME_WORDS = 0.45
#: From this likeness of concepts on, two statements in two languages are of the same target.
_SAME_CONCEPT = 0.6
#: From this likeness on, different figures are of the same target.
_SAME_METRIC = 0.8
#: Words of a metric that name nothing: 该稿提出“三年翻番”.
_HOLLOW = re.compile(
    r"该稿|本?方案|规划|计划|提出|明确|要求|目标|力争|实现|达到|到|届时|未来|[今去明后]年|其中|分别|"
    r"[一二三四五六七八九十\d]+年(?:内|底前?)?|20\d\d年?|the plan|target|goal|aims?|to|by|of"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementChange:
    """One way in which one target differs between two Versions."""

    kind: ChangeKind
    #: None when new.
    before: Statement | None
    #: None when removed.
    after: Statement | None
    #: Metric, unit and date of the target; unique among the changes of one kind.
    key: str


def align(before: Sequence[Statement], now: Sequence[Statement]) -> tuple[StatementChange, ...]:
    """The differences between the targets of two Versions, in the order of the later text, removals last.

    `align(x, x)` is empty. Leaving one target out gives exactly one removal. Statements of kind baseline and repeats
    are passed over, and so are those that only announce a figure that both Versions say in full.
    """
    old = [s for s in before if s.kind is StatementKind.TARGET and not s.repeat]
    new = [s for s in now if s.kind is StatementKind.TARGET and not s.repeat]
    pairs, old_left, new_left = _pair(old, new)
    changes: list[tuple[int, StatementChange]] = []
    used: dict[tuple[ChangeKind, str], int] = {}

    def add(kind: ChangeKind, one: Statement | None, other: Statement | None, order: int) -> None:
        named = other or one
        assert named is not None
        key = f"{metric_key(named.metric)}|{named.unit}|{named.deadline or ''}"
        used[kind, key] = count = used.get((kind, key), 0) + 1
        key = key if count == 1 else f"{key}#{count}"
        changes.append((order, StatementChange(kind=kind, before=one, after=other, key=key)))

    for i, j, reworded in pairs:
        for kind in differences(old[i], new[j]):
            add(kind, old[i], new[j], j)
        if reworded:
            add(ChangeKind.TARGET_REWORDED, old[i], new[j], j)
    said = set(map(_figure, old))
    for j in new_left:
        if _figure(new[j]) in said:
            continue  # a table said it as well, and still does
        if _is_hollow(new[j]) and any(same_figure(new[j], new[i]) for _, i, _ in pairs):
            continue
        add(ChangeKind.TARGET_NEW, None, new[j], j)
    for i in old_left:
        if _is_hollow(old[i]) and any(same_figure(old[i], old[j]) for j, _, _ in pairs):
            continue
        add(ChangeKind.TARGET_REMOVED, old[i], None, len(new) + i)
    return tuple(change for _, change in sorted(changes, key=lambda item: item[0]))


def same_targets(before: Sequence[Statement], now: Sequence[Statement]) -> tuple[tuple[int, int], ...]:
    """Indices of statements of two Versions that are of one target, each in one pair at most."""
    pairs, _, _ = _pair(list(before), list(now))
    return tuple((i, j) for i, j, _ in pairs)


def _is_hollow(statement: Statement) -> bool:
    """Whether a metric names nothing that is measured: such a figure only announces one that is said in full."""
    return len(metric_key(_HOLLOW.sub("", fold(decloak(statement.metric)).lower()))) < 2


#: How well two statements pair, 0 for not at all; the third argument is how far apart they stand, 0 to 1.
Scorer = Callable[[Statement, Statement, float], float]


def _same_said(one: Statement, other: Statement, distance: float) -> float:
    """Equal figures, alike in words: a sentence that moved or was reworded."""
    if not same_figure(one, other) or not counters_agree(one, other):
        return 0.0
    alike = max(metric_likeness(one, other), frame_likeness(one, other))
    return 2 + alike - 0.1 * distance if alike >= _SAME_WORDS else 0.0


def _same_shortened(one: Statement, other: Statement, distance: float) -> float:
    """Equal figures, and one metric is what is left of the other: 政府投资项目预留采购份额 and 预留比例."""
    if not same_figure(one, other) or not counters_agree(one, other):
        return 0.0
    short, long = sorted((one, other), key=lambda statement: len(metric_key(statement.metric)))
    brief, full = metric_key(short.metric), metric_key(long.metric)
    if not brief or 2 * len(brief) > len(full):
        return 0.0
    tags = concepts(short.metric)
    pieces = {brief[at : at + 2] for at in range(len(brief) - 1)}
    shared = sum(piece in full for piece in pieces)
    if not shared or not tags or not tags <= concepts(long.metric):
        return 0.0
    return 1 + shared / len(pieces) - 0.5 * distance


def _same_meant(one: Statement, other: Statement, distance: float) -> float:
    """Alike in metric, or the same sentence around another figure."""
    metric, frame = metric_likeness(one, other), frame_likeness(one, other)
    alike = max(metric, frame)
    if alike < (_SAME_METRIC if one.unit == other.unit else 0.9):
        return 0.0
    close = (one.value == other.value) + (one.deadline == other.deadline) + (one.unit == other.unit)
    return alike + 0.5 * min(metric, frame) + 0.1 * close - 0.2 * distance


def _same_translated(one: Statement, other: Statement, distance: float) -> float:
    """Alike in what is measured, in two languages: a plan and a report of it."""
    if is_chinese(one) is is_chinese(other) or one.unit != other.unit:
        return 0.0
    alike = concept_likeness(
        concepts(f"{one.metric} {one.quote}"),
        concepts(f"{other.metric} {other.quote}"),
    )
    close = (one.value == other.value) + 0.5 * (one.deadline == other.deadline)
    return alike + close - 0.2 * distance if alike >= _SAME_CONCEPT else 0.0


def _same_place(one: Statement, other: Statement, distance: float) -> float:
    """Equal figures at the same place of the text, but another metric."""
    if not same_figure(one, other) or distance > 0.2:
        return 0.0
    alike = max(metric_likeness(one, other), frame_likeness(one, other))
    return alike + 1 - distance if alike >= 0.2 or one.value >= Decimal(1000) else 0.0


def _pair(old: list[Statement], new: list[Statement]) -> tuple[list[tuple[int, int, bool]], list[int], list[int]]:
    """Pairs (old index, new index, reworded), best first, and what is left on both sides."""
    pairs: list[tuple[int, int, bool]] = []
    free_old, free_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))

    def take(i: int, j: int, reworded: bool = False) -> None:
        pairs.append((i, j, reworded))
        del free_old[i], free_new[j]

    exact: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for j, statement in enumerate(new):
        exact[_identity(statement)].append(j)
    edited = _edited(old, new)
    for i, statement in enumerate(old):
        if exact[_identity(statement)] and i not in edited:
            take(i, exact[_identity(statement)].pop(0))
    for i, j in edited.items():
        take(i, j)
    for i, j in _named(old, new, free_old, free_new):
        take(i, j)
    for score in (_same_said, _same_shortened, _same_meant, _same_translated, _same_place):
        for i, j, _ in _candidates(old, new, free_old, free_new, score):
            if i in free_old and j in free_new:
                take(i, j, score is _same_place or _is_reworded(old[i], new[j]))
    return sorted(pairs), list(free_old), list(free_new)


def _edited(old: list[Statement], new: list[Statement]) -> dict[int, int]:
    """Sentences of which only the figure is another, though another place of the page says the former figure.

    Text and table say one target; it is read once. When only one of them is edited, both are read.
    """
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, statement in enumerate(new):
        places[_place(statement)].append(j)
    figures, own = Counter(map(_figure, new)), Counter(map(_place, old))
    former = Counter(map(_figure, old))
    found = {}
    for i, statement in enumerate(old):
        place, figure = _place(statement), _figure(statement)
        if len(places[place]) == own[place] == former[figure] == 1 and figures[figure]:
            edited = new[places[place][0]]
            now, moved = _figure(edited), edited.value != statement.value and edited.deadline != statement.deadline
            # 到2028年80亿元, 到2030年120亿元: a step on the way was added, and the goal stands
            if now != figure and not former[now] and not moved:
                found[i] = places[place][0]
    return found


def _named(
    old: list[Statement], new: list[Statement], free_old: dict[int, None], free_new: dict[int, None]
) -> list[tuple[int, int]]:
    """Targets whose metric nothing else has before or now, where one took another's figure: CT 20, MRI 30 -> 30, 40."""
    before, now = _sole(old, free_old), _sole(new, free_new)
    figures_before, figures_now = {_figure_alone(old[i]) for i in free_old}, {_figure_alone(new[j]) for j in free_new}
    return [
        (i, now[name])
        for name, i in before.items()
        if name in now and (_figure_alone(new[now[name]]) in figures_before or _figure_alone(old[i]) in figures_now)
    ]


def _sole(statements: list[Statement], free: dict[int, None]) -> dict[tuple[object, ...], int]:
    """Those among the free whose metric, unit and deadline no other statement has, by these."""
    count = Counter(map(_named_by, statements))
    return {
        _named_by(statements[i]): i
        for i in free
        if count[_named_by(statements[i])] == 1 and metric_key(statements[i].metric)
    }


def _named_by(statement: Statement) -> tuple[object, ...]:
    return metric_key(statement.metric), statement.unit, counter_key(statement), statement.deadline


def _figure_alone(statement: Statement) -> tuple[object, ...]:
    return statement.value, statement.value_high, statement.unit


def _place(statement: Statement) -> tuple[str, str]:
    return frame_key(statement.quote), metric_key(statement.metric)


def _figure(statement: Statement) -> tuple[object, ...]:
    """What is said, however firmly."""
    return (*_identity(statement)[:5], statement.deadline)


def _is_reworded(one: Statement, other: Statement) -> bool:
    """Whether equal figures are now of something else: CT更新300台, 磁共振更新300台; 每千人口7.5张, 每万人口7.5张.

    Where one has all words of the other, only what stands before them made its metric another.
    """
    if not same_figure(one, other) or is_chinese(one) is not is_chinese(other):
        return False
    short, long = sorted((metric_key(one.quote), metric_key(other.quote)), key=len)
    if short in long:
        return False
    before, now = devices(one.metric), devices(other.metric)
    if before and now:
        return not before & now or (before == now and is_contrast(one, other))
    return is_contrast(one, other)


def _identity(statement: Statement) -> tuple[object, ...]:
    return (
        metric_key(statement.metric),
        statement.value,
        statement.value_high,
        statement.unit,
        counter_key(statement),
        statement.comparator,
        statement.deadline,
    )


def _candidates(
    old: list[Statement],
    new: list[Statement],
    free_old: dict[int, None],
    free_new: dict[int, None],
    score: Scorer,
) -> list[tuple[int, int, float]]:
    found = []
    for i in free_old:
        for j in free_new:
            value = score(old[i], new[j], abs(i / max(1, len(old)) - j / max(1, len(new))))
            if value > 0:
                found.append((i, j, value))
    return sorted(found, key=lambda item: (-item[2], item[0], item[1]))

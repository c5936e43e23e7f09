"""One identity for each target of a page, however often its figure or its words change.

    what stood (first to last Version, statement) x many
        -> at each Version: what ended beside what began, aligned      the same target goes on
        -> what began without a forerunner                             a new one, or one that is back after a pause

The identity of a target is the place in the register of the first row of its thread; rows are never deleted, so it
stays the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.ports import StoodEntry
from monitor.targets.following.alignment import same_targets
from monitor.targets.following.differences import differences
from monitor.targets.following.likeness import counters_agree, metric_likeness
from monitor.types import ChangeKind, Statement

#: From this likeness of metrics on, what was withdrawn is back.
_SAME_METRIC = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A target as Versions from one to another say it."""

    stood: StoodEntry
    #: What became of it with the first of these Versions; empty when only its words changed.
    kinds: tuple[ChangeKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One target of a page over time."""

    #: What it is known by.
    id: int
    #: Oldest first; between two there may be Versions without it.
    steps: tuple[Step, ...]

    @property
    def is_standing(self) -> bool:
        """Whether the latest Version has it."""
        return self.steps[-1].stood.last_version is None


def follow(stood: Sequence[StoodEntry]) -> tuple[Thread, ...]:
    """The targets of pages over time, by identity. `stood` is all that those pages ever said, in any order."""
    by_page: dict[int, list[StoodEntry]] = defaultdict(list)
    for entry in sorted(stood, key=lambda entry: entry.id):
        by_page[entry.page_id].append(entry)
    threads = [thread for entries in by_page.values() for thread in _threads(entries)]
    return tuple(sorted(threads, key=lambda thread: thread.id))


def _threads(entries: list[StoodEntry]) -> list[Thread]:
    chains: list[list[StoodEntry]] = []
    ends: dict[int, int] = {}
    began: dict[int, list[StoodEntry]] = defaultdict(list)
    ended: dict[int, list[StoodEntry]] = defaultdict(list)
    for entry in entries:
        began[entry.first_version].append(entry)
        if entry.last_version is not None:
            ended[entry.last_version + 1].append(entry)
    lost: list[StoodEntry] = []
    for version in sorted(began.keys() | ended.keys()):
        before = sorted(ended[version], key=lambda entry: entry.statement.start)
        now = sorted(began[version], key=lambda entry: entry.statement.start)
        pairs = same_targets([entry.statement for entry in before], [entry.statement for entry in now])
        forerunner = {j: before[i] for i, j in pairs}
        taken = {i for i, _ in pairs}
        lost += [entry for i, entry in enumerate(before) if i not in taken]
        for j, entry in enumerate(now):
            earlier = forerunner.get(j) or _back(entry, lost, lambda one: chains[ends[one.id]])
            if earlier is None:
                ends[entry.id] = len(chains)
                chains.append([entry])
            else:
                ends[entry.id] = ends[earlier.id]
                chains[ends[entry.id]].append(entry)
    return [Thread(id=chain[0].id, steps=_steps(chain)) for chain in chains]


def _back(
    entry: StoodEntry, lost: list[StoodEntry], chain_of: Callable[[StoodEntry], list[StoodEntry]]
) -> StoodEntry | None:
    """The one that was withdrawn and is said again, in words it ever had or like them; it is lost no more."""
    for earlier in reversed(lost):
        if any(is_again(step.statement, entry.statement) for step in chain_of(earlier)):
            lost.remove(earlier)
            return earlier
    return None


def is_again(one: Statement, other: Statement) -> bool:
    """Whether what was withdrawn is said again, with its figure or another."""
    return one.unit == other.unit and counters_agree(one, other) and metric_likeness(one, other) >= _SAME_METRIC


def _steps(chain: list[StoodEntry]) -> tuple[Step, ...]:
    steps = [Step(stood=chain[0], kinds=(ChangeKind.TARGET_NEW,))]
    for earlier, entry in pairwise(chain):
        kinds = differences(earlier.statement, entry.statement)
        if earlier.last_version is not None and earlier.last_version + 1 < entry.first_version:
            kinds = (ChangeKind.TARGET_NEW, *kinds)
        steps.append(Step(stood=entry, kinds=kinds))
    return tuple(steps)

"""What the other runs of a page say of a run: the evidence of the second look in `score.py`.

first scores ──> kin, parents, neighbours ──┐
      └──> core ──> steps to it, its twins ─┴──> the values named by RUN_COMPANY and ELEMENT_COMPANY
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import log
from operator import mul

from monitor.extract.features import FULL_SIZE, Measures
from monitor.extract.tree import Element, Outline

_LOGS = [log(size + 1.0) for size in range(FULL_SIZE + 1)]
#: Elements that paragraphs are made of: their parent is what holds the text.
_PARAGRAPHS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "blockquote", "pre", "td"})
#: Steps from the core up to what holds the element too; whether the element stands before the core, whether after it;
#: a measure of how many twins of the core's own branch there are, when the element is in one.
_Place = tuple[int, bool, bool, float]
#: What `Company.of_run` gives, in order.
RUN_COMPANY = ("own", "around0", "previous1", "next1", "previous3", "next3", "size")
#: What `Company.of_element` gives, in order: the same for all elements that are `alike`.
ELEMENT_COMPANY = (
    "kin", "kin_count", "kin_best", "around1", "around2", "level0", "level1", "level2", "level3", "level4", "level5",
    "before", "after", "before_level", "after_level", "core_share", "core_share_out", "core_share_level", "best",
    "mass", "twin", "twins",
)  # fmt: skip
_AROUND = ELEMENT_COMPANY.index("level0")
#: The score of what lies beyond the ends of a page.
_BEYOND = -4.0


class Company:
    """What the first scores of a page's other runs say of a run."""

    __slots__ = (
        "_best", "_core", "_core_share", "_first", "_kin", "_levels", "_mass", "_padded", "_page", "_placed", "_sizes",
        "_sums", "_twins", "_weights",
    )  # fmt: skip

    def __init__(self, page: Outline, measures: Measures, first: list[float]) -> None:
        self._page = page
        self._first = first
        self._padded = [_BEYOND, *first, _BEYOND]
        self._sizes = measures.sizes
        weighed = list(map(mul, measures.weights, first))
        self._weights = [0.0, *accumulate(measures.weights)]
        self._sums = [0.0, *accumulate(weighed)]
        good = [0.0, *accumulate([value if value > 0 else 0.0 for value in weighed])]
        self._best = max(first)
        self._mass = log(max(1.0, good[-1]))
        self._core = core = _core(page, measures.weights, first)
        self._core_share = (good[core.last] - good[core.first]) / (good[-1] or 1.0)
        self._levels: dict[int, int] = {}
        self._placed: dict[_Place, float] = {}
        here: Element | None = core
        level = 0
        while here is not None:
            self._levels[id(here)] = level
            level += 1
            here = here.parent
        self._kin = self._kinships()
        self._twins = self._twins_of_core(good)

    def _kinships(self) -> dict[tuple[str, str], list[float]]:
        """For all elements that are of a kind, and whose parents are: score, weight, count."""
        kin: dict[tuple[str, str], list[float]] = {}
        sums, weights, scores = self._sums, self._weights, self._first
        for element in {id(run.element): run.element for run in self._page.runs}.values():
            first, last = element.first, element.last
            count = last - first
            best = scores[first] if count == 1 else max(scores[first:last])
            key = (element.name.kind, (element.parent or element).name.kind)
            entry = kin.get(key)
            if entry is None:
                kin[key] = [sums[last] - sums[first], weights[last] - weights[first], count, best]
            else:
                entry[0] += sums[last] - sums[first]
                entry[1] += weights[last] - weights[first]
                entry[2] += count
                if best > entry[3]:
                    entry[3] = best
        return kin

    def of_run(self, at: int) -> Sequence[float]:
        """The values named by RUN_COMPANY."""
        padded, sums, weights = self._padded, self._sums, self._weights
        last = len(self._first)
        before, behind = at - 3 if at > 3 else 0, at + 4 if at + 4 < last else last
        size = self._sizes[at]
        element = self._page.runs[at].element
        start, end = element.first, element.last
        own = padded[at + 1]
        return (
            own,
            own if end - start == 1 else (sums[end] - sums[start]) / (weights[end] - weights[start]),
            padded[at],
            padded[at + 2],
            (sums[at] - sums[before]) / (weights[at] - weights[before]) if at else _BEYOND,
            (sums[behind] - sums[at + 1]) / (weights[behind] - weights[at + 1]) if at + 1 < last else _BEYOND,
            _LOGS[size if size < FULL_SIZE else FULL_SIZE],
        )

    def alike(self, element: Element, other: Element) -> bool:
        """Whether two elements of a parent have all values of ELEMENT_COMPANY in common."""
        if element.name is not other.name or element.parent is not other.parent:
            return False
        if id(element) in self._levels or id(other) in self._levels:
            return False
        return (element.first < self._core.first) is (other.first < self._core.first)

    def of_element(self, element: Element) -> Sequence[float]:
        """The values named by ELEMENT_COMPANY."""
        return (*self._around(element), *self._of_place(self._place(element)))

    def weigh_element(self, element: Element, weights: list[float]) -> float:
        """`of_element` times the weights, summed; what lies in the place alone is summed once for each place."""
        place = self._place(element)
        score = self._placed.get(place)
        if score is None:
            score = self._placed[place] = sum(map(mul, weights[_AROUND:], self._of_place(place)))
        return sum(map(mul, weights, self._around(element)), score)

    def _around(self, element: Element) -> Sequence[float]:
        """Mean score of the kin, how many they are; mean scores of the parent and the parent of that."""
        parent = element.parent or element
        grandparent = parent.parent or parent
        score, weight, count, best = self._kin[(element.name.kind, parent.name.kind)]
        sums, weights = self._sums, self._weights
        first, last, start, end = parent.first, parent.last, grandparent.first, grandparent.last
        return (
            score / weight,
            0.1 * count if count < 10 else 1.0,
            best,
            (sums[last] - sums[first]) / (weights[last] - weights[first]),
            (sums[end] - sums[start]) / (weights[end] - weights[start]),
        )

    def _twins_of_core(self, good: list[float]) -> dict[tuple[int, str], float]:
        """(level, kind) of the elements that stand beside one around the core and are of a kind with it -> a measure of
        how many of them hold good text: the posts of a thread, the answers to a question.
        """
        branches: dict[tuple[int, str], float] = {}
        levels, here = self._levels, self._core
        while here.parent is not None:
            if here.name.words:
                branches[levels[id(here.parent)], here.name.kind] = 0.0
            here = here.parent
        if not branches:
            return branches
        for element in self._page.elements:
            level = levels.get(id(element.parent))
            if level is not None and good[element.last] > good[element.first]:
                key = (level, element.name.kind)
                if key in branches:
                    branches[key] += 1.0
        # The one that holds the core is among them.
        return {key: log(count) for key, count in branches.items() if count > 1}

    def _place(self, element: Element) -> _Place:
        """Where an element stands towards the core."""
        here: Element | None = element
        branch = element
        while here is not None and id(here) not in self._levels:
            branch = here
            here = here.parent
        level = self._levels[id(here)]
        core = self._core
        if not level:
            return 0, False, False, 0.0
        twins = self._twins.get((level, branch.name.kind), 0.0) if branch is not here else 0.0
        return level, element.first < core.first, element.first >= core.last, twins

    def _of_place(self, place: _Place) -> Sequence[float]:
        """The values of ELEMENT_COMPANY from `level0` on."""
        level, before, after, twins = place
        twin = 1.0 if twins else 0.0
        out = 1.0 if level else 0.0
        depth = min(level, 8)
        share = self._core_share
        return (
            *(1.0 if level == wanted else 0.0 for wanted in range(5)),
            1.0 if level > 4 else 0.0,
            float(before),
            float(after),
            float(before) * depth,
            float(after) * depth,
            share,
            share * out,
            share * depth,
            self._best,
            self._mass,
            twin,
            twins,
        )


def _core(page: Outline, weights: list[float], first: list[float]) -> Element:
    """The element with the best paragraphs: each lends its score to what holds it, less to what holds that.

    Source: Readability's scoring of parents and grandparents.
    """
    held: dict[int, float] = {}
    by_id: dict[int, Element] = {}
    for run, weight, score in zip(page.runs, weights, first, strict=True):
        if score <= 0:
            continue
        lent = weight * (score if score < 3.0 else 3.0)
        element: Element | None = run.element
        if element is not None and element.tag in _PARAGRAPHS:
            element = element.parent
        for part in (1.0, 0.6, 0.3):
            if element is None:
                break
            key = id(element)
            held[key] = held.get(key, 0.0) + lent * part
            by_id[key] = element
            element = element.parent
    if not held:
        return page.elements[0]
    return by_id[max(held, key=held.__getitem__)]

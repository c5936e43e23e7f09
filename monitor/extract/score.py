"""How likely each run of a page is part of the document: two linear looks at the evidence.

    names, tags, sizes, links, places ──first look──> own score of each run
    own, kin's, parents', neighbours' ──second look─> score: above a threshold, it stays

The first look knows a run by itself; the second corrects it by its company: runs in elements of the same names ("kin"),
the elements around, the runs before and after, and how far it is from the core, the element with the best paragraphs.
Both are logistic regressions; benchmarks/extract/train.py learns the weights in `model.json` and says from what.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from itertools import accumulate
from math import log
from operator import mul

from monitor.extract.features import FULL_SIZE, PROSE_SIZE, TABLES, Kinds, Measures
from monitor.extract.names import FURNITURE_WORDS
from monitor.extract.tree import Element, Outline, names_in, words_of

#: Words that are also weighed apart on thread pages, where comments and users are content.
_THREAD_WORDS = """
comment comments reply replies respond discussion message answer answers user author signature quote post posts body
content text thread topic
"""
THREAD_WORDS = frozenset(_THREAD_WORDS.split())
#: Scores are cut to this range before they are averaged.
LIMIT = 6.0
#: Runs whose first score is lower are not looked at again: 0.6 % of the wanted text, half of all runs.
HOPELESS = -3.0
#: The best line of every page has at least this score.
GOOD = 2.0
#: The nearest elements around a run speak louder: this many are "near", the others "far".
NEAR = 3

#: So many elements and names are remembered with their weights.
_REMEMBERED = 20_000
#: Weight of a run by its size: long runs say more, not in proportion.
_WEIGHTS = [float(size**0.6) for size in range(FULL_SIZE + 1)]
_ARTICLE_SHARES = (0.1, 0.3, 0.6)
#: Elements that paragraphs are made of: their parent is what holds the text.
_PARAGRAPHS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "blockquote", "pre", "td"})


def chain_words(tag: str, attrs: str) -> list[str]:
    """What an element brings to all runs in it: its tag, marks (`~`), and the words of its names."""
    found = ["<" + tag]
    if "display:none" in attrs or "display: none" in attrs:
        found.append("~hidden")
    for names in names_in(attrs):
        for name in names.split():
            found += name_words(name)
    return found


def name_words(name: str) -> list[str]:
    """The words of one class name, and a mark for each that furniture is called by."""
    words = words_of(name)
    return words + ["~furniture" for word in words if word in FURNITURE_WORDS]


class Frames:
    """Where runs stand towards the page's <article> and <main> elements."""

    __slots__ = ("_first", "_has_article", "_has_main", "_known", "_measures", "any")

    def __init__(self, page: Outline, measures: Measures) -> None:
        self._measures = measures
        self._known: dict[int, list[str]] = {}
        articles = [element for element in page.elements if element.tag == "article"]
        mains = [element for element in page.elements if element.tag == "main"]
        self._has_article = any(self._share(element) > 0.3 for element in articles)
        self._has_main = any(self._share(element) > 0.3 for element in mains)
        self._first = next((element for element in articles if self._share(element) > 0), None)
        #: Whether the page has any of them.
        self.any = bool(articles or mains)

    def _share(self, element: Element) -> float:
        prose = self._measures.prose
        return (prose[element.last] - prose[element.first]) / self._measures.total

    def marks(self, element: Element) -> list[str]:
        """`article` and `main`: in, out or (page without) none; `card`: how much of the prose the article holds."""
        if element.parent is not None and element.tag not in ("article", "main"):
            element = element.parent
        found = self._known.get(id(element))
        if found is None:
            found = self._known[id(element)] = self._marks(element)
        return found

    def _marks(self, element: Element) -> list[str]:
        article: Element | None = None
        main = False
        here: Element | None = element
        while here is not None:
            if here.tag == "article" and article is None:
                article = here
            elif here.tag == "main":
                main = True
            here = here.parent
        found = []
        if self._has_article:
            found.append("article:in" if article is not None else "article:out")
        if self._has_main:
            found.append("main:in" if main else "main:out")
        if article is not None:
            share = sum(self._share(article) > limit for limit in _ARTICLE_SHARES)
            found.append(f"card:{share}{'first' if article is self._first else ''}")
        return found


class Model:
    """The learned weights, laid out for the two looks."""

    def __init__(self, learned: dict[str, float], second: dict[str, float]) -> None:
        self._plain = _Weights(learned, thread=False)
        self._thread = _Weights(learned, thread=True)
        self.bias = learned.get("bias", 0.0)
        self.run_weights = [second.get(name, 0.0) for name in RUN_COMPANY]
        self.element_weights = [second.get(name, 0.0) for name in ELEMENT_COMPANY]
        self.second_bias = second.get("bias", 0.0)

    def first(self, page: Outline, measures: Measures, kinds: Kinds) -> list[float]:
        """Log-odds of each run by itself."""
        weights = self._thread if kinds.thread else self._plain
        base = self.bias + sum(weights.learned.get("kind:" + name, 0.0) for name in kinds.names())
        self._weigh_elements(page, weights)
        frames = Frames(page, measures)
        t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17 = weights.tables
        scores = []
        element: Element | None = None
        around = 0.0
        for run, row in zip(page.runs, measures.rows, strict=True):
            if run.element is not element:
                element = run.element
                around = base + self._around(element, frames, weights)
            a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s = row
            score = (
                around + t0[a] + t1[b] + t2[c] + t3[d] + t4[e] + t5[f] + t6[g] + t7[h] + t8[i] + t9[j] + t10[k]
                + t11[m] + t12[n] + t13[o] + t14[p] + t15[q] + t16[r] + t17[s]
            )  # fmt: skip
            scores.append(LIMIT if score > LIMIT else -LIMIT if score < -LIMIT else score)
        return _lifted(scores, measures.sizes)

    def _weigh_elements(self, page: Outline, weights: _Weights) -> None:
        """Note in each element with text what it brings to near runs, and what the path to it brings to far ones."""
        known = weights.known
        for element in page.elements:
            if element.first < element.last:
                key = (element.tag, element.attrs)
                pair = known.get(key)
                if pair is None:
                    pair = weights.learn(key)
                parent = element.parent
                element.near = pair[0]
                element.far = pair[1] if parent is None else pair[1] + parent.far

    def _around(self, element: Element, frames: Frames, weights: _Weights) -> float:
        """What the elements around a run bring to it."""
        learned = weights.learned
        score = weights.tags.get(element.tag, 0.0)
        here: Element | None = element
        for _ in range(NEAR):
            if here is None:
                break
            score += here.near
            here = here.parent
        if here is not None:
            score += here.far
        if frames.any:
            for mark in frames.marks(element):
                score += learned.get(mark, 0.0)
        return score

    def second(self, page: Outline, measures: Measures, first: list[float], *, thread: bool) -> list[float]:
        """Log-odds of each run in its company; the hopeless keep their first score."""
        company = Company(page, measures, first, thread=thread)
        run_weights, element_weights = self.run_weights, self.element_weights
        of_run = company.of_run
        element: Element | None = None
        part = 0.0
        scores = []
        for at, score in enumerate(first):
            if score < HOPELESS:
                scores.append(score)
                continue
            run = page.runs[at]
            if run.element is not element:
                element = run.element
                part = self.second_bias + company.weigh_element(element, element_weights)
            scores.append(part + sum(map(mul, run_weights, of_run(at))))
        return scores


def _lifted(scores: list[float], sizes: list[int]) -> list[float]:
    """Scores raised until the best line of a page looks like document.

    Names that wrap a whole page shift all of its scores alike; some line of a page is what it is there for.
    """
    best = max((score for score, size in zip(scores, sizes, strict=True) if size > PROSE_SIZE), default=max(scores))
    if best >= GOOD:
        return scores
    lift = GOOD - best
    return [min(LIMIT, score + lift) if score > -LIMIT else score for score in scores]


class _Weights:
    """The weights of the first look for one kind of page."""

    def __init__(self, learned: dict[str, float], *, thread: bool) -> None:
        self.thread = thread
        self.learned = learned
        self.tags = {name[4:]: weight for name, weight in learned.items() if name.startswith("tag:")}
        if thread:
            for name, weight in learned.items():
                if name.startswith("T:tag:"):
                    self.tags[name[6:]] = self.tags.get(name[6:], 0.0) + weight
        self.tables = [self._table(name) for name in TABLES]
        #: (tag, attrs) -> what such an element brings to near and far runs. Bounded by `learn`.
        self.known: dict[tuple[str, str], tuple[float, float]] = {}
        self._names: dict[str, tuple[float, float]] = {}

    def _table(self, name: str) -> list[float]:
        bare = name.rstrip("*")
        table = [self.learned.get(f"{bare}:{index}", 0.0) for index in range(24)]
        if self.thread and name.endswith("*"):
            table = [weight + self.learned.get(f"T:{bare}:{index}", 0.0) for index, weight in enumerate(table)]
        return table

    def learn(self, key: tuple[str, str]) -> tuple[float, float]:
        """What an element of this tag and these attributes brings, remembered."""
        near, far = self._of_words([word for word in chain_words(*key) if word[0] in "<~"])
        for names in names_in(key[1]):
            for name in names.split():
                pair = self._names.get(name)
                if pair is None:
                    pair = self._names[name] = self._of_words(name_words(name))
                near += pair[0]
                far += pair[1]
        if len(self.known) > _REMEMBERED:
            self.known.clear()
            self._names.clear()
        self.known[key] = (near, far)
        return near, far

    def _of_words(self, words: list[str]) -> tuple[float, float]:
        get = self.learned.get
        near = far = 0.0
        for word in words:
            near += get("near:" + word, 0.0)
            far += get("far:" + word, 0.0)
            if self.thread and word in THREAD_WORDS:
                near += get("T:near:" + word, 0.0)
                far += get("T:far:" + word, 0.0)
        return near, far


#: What `Company.of_run` gives, in order.
RUN_COMPANY = ("own", "kin", "kin_count", "previous1", "next1", "previous3", "next3", "size")
#: What `Company.of_element` gives, in order.
ELEMENT_COMPANY = (
    "around0", "around1", "around2", "level0", "level1", "level2", "level3", "level4", "level5", "before", "after",
    "before_level", "after_level", "core_share", "core_share_out", "core_share_level", "best", "mass", "thread",
    "thread_in", "thread_out",
)  # fmt: skip


class Company:
    """What the first scores of a page's other runs say of a run."""

    __slots__ = (
        "_best", "_core", "_core_share", "_first", "_kin", "_levels", "_mass", "_page", "_placed", "_sizes", "_sums",
        "_thread", "_weights",
    )  # fmt: skip

    def __init__(self, page: Outline, measures: Measures, first: list[float], *, thread: bool) -> None:
        self._page = page
        self._first = first
        self._sizes = measures.sizes
        self._thread = 1.0 if thread else 0.0
        weights = [_WEIGHTS[size if size < FULL_SIZE else FULL_SIZE] for size in measures.sizes]
        weighed = list(map(mul, weights, first))
        self._weights = [0.0, *accumulate(weights)]
        self._sums = [0.0, *accumulate(weighed)]
        good = [0.0, *accumulate([value if value > 0 else 0.0 for value in weighed])]
        self._best = max(first)
        self._mass = log(max(1.0, good[-1]))
        self._core = core = _core(page, weights, first)
        self._core_share = (good[core.last] - good[core.first]) / (good[-1] or 1.0)
        self._levels: dict[int, int] = {}
        self._placed: dict[tuple[int, bool, bool], float] = {}
        here: Element | None = core
        level = 0
        while here is not None:
            self._levels[id(here)] = level
            level += 1
            here = here.parent
        self._kin = self._kinships(weights, weighed)

    def _kinships(self, weights: list[float], weighed: list[float]) -> dict[int, list[float]]:
        """By element, sums over the runs whose element and parent have the same names: score, weight, count."""
        kin: dict[tuple[str, ...], list[float]] = {}
        of_element: dict[int, list[float]] = {}
        element: Element | None = None
        entry: list[float] = []
        for run, weight, value in zip(self._page.runs, weights, weighed, strict=True):
            if run.element is not element:
                element = run.element
                parent = element.parent or element
                key = (element.tag, element.attrs, parent.tag, parent.attrs)
                known = kin.get(key)
                entry = kin[key] = [0.0, 0.0, 0.0] if known is None else known
                of_element[id(element)] = entry
            entry[0] += value
            entry[1] += weight
            entry[2] += 1.0
        return of_element

    def of_run(self, at: int) -> Sequence[float]:
        """The values named by RUN_COMPANY."""
        kin = self._kin[id(self._page.runs[at].element)]
        last = len(self._first)
        return (
            self._first[at],
            kin[0] / kin[1],
            min(kin[2], 10.0) / 10.0,
            self._mean(at - 1 if at else 0, at),
            self._mean(at + 1, at + 2 if at + 2 < last else last),
            self._mean(at - 3 if at > 3 else 0, at),
            self._mean(at + 1, at + 4 if at + 4 < last else last),
            log(self._sizes[at] + 1.0),
        )

    def _mean(self, first: int, last: int) -> float:
        """Weighed mean score of a range of runs; that of furniture when it is empty."""
        if first >= last:
            return -4.0
        mean: float = (self._sums[last] - self._sums[first]) / (self._weights[last] - self._weights[first])
        return mean

    def of_element(self, element: Element) -> Sequence[float]:
        """The values named by ELEMENT_COMPANY, the same for all runs of an element."""
        return (*self._around(element), *self._of_place(self._place(element)))

    def weigh_element(self, element: Element, weights: list[float]) -> float:
        """`of_element` times the weights, summed; what lies in the place alone is summed once for each place."""
        place = self._place(element)
        score = self._placed.get(place)
        if score is None:
            score = self._placed[place] = sum(map(mul, weights[3:], self._of_place(place)))
        return sum(map(mul, weights, self._around(element)), score)

    def _around(self, element: Element) -> tuple[float, float, float]:
        """Mean scores of the element, its parent and the parent of that."""
        parent = element.parent or element
        grandparent = parent.parent or parent
        return (
            self._mean(element.first, element.last),
            self._mean(parent.first, parent.last),
            self._mean(grandparent.first, grandparent.last),
        )

    def _place(self, element: Element) -> tuple[int, bool, bool]:
        """(steps from the core up to what holds the element too, whether it stands before it, whether after)."""
        here: Element | None = element
        while here is not None and id(here) not in self._levels:
            here = here.parent
        level = self._levels[id(here)]
        core = self._core
        return level, bool(level) and element.first < core.first, bool(level) and element.first >= core.last

    def _of_place(self, place: tuple[int, bool, bool]) -> Sequence[float]:
        """The values of ELEMENT_COMPANY from `level0` on."""
        level, before, after = place
        out = 1.0 if level else 0.0
        depth = min(level, 8)
        share, thread = self._core_share, self._thread
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
            thread,
            thread * (1.0 - out),
            thread * out,
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


def load() -> Model:
    """The model that comes with the package."""
    learned = json.loads(files("monitor.extract").joinpath("model.json").read_text(encoding="utf-8"))
    return Model(learned["first"], learned["second"])

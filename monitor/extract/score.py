"""How likely each run of a page is part of the document: two linear looks at the evidence.

    names, tags, sizes, links, places ──first look──> own score of each run
    own, kin's, parents', neighbours' ──second look─> score: above a threshold, it stays

The first look knows a run by itself; the second corrects it by its company: runs in elements of the same names ("kin"),
the elements around, the runs before and after, and how far it is from the core, the element with the best paragraphs.
Both are logistic regressions; benchmarks/extract/train.py learns the weights in `model.json` and says from what.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from operator import mul

from monitor.extract.company import ELEMENT_COMPANY, RUN_COMPANY, Company
from monitor.extract.features import PROSE_SIZE, STEPS, TABLES, Kinds, Measures
from monitor.extract.names import FURNITURE_WORDS
from monitor.extract.tree import Element, Name, Outline

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
_ARTICLE_SHARES = (0.1, 0.3, 0.6)


def chain_words(name: Name) -> list[str]:
    """What an element brings to all runs in it: its tag, marks (`~`), and the words of its names."""
    found = ["<" + name.tag]
    if "display:none" in name.attrs or "display: none" in name.attrs:
        found.append("~hidden")
    for word in name.words:
        found.append(word)
        if word in FURNITURE_WORDS:
            found.append("~furniture")
    return found


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

    def __init__(
        self, learned: dict[str, float], second: dict[str, float] | None = None, threads: dict[str, float] | None = None
    ) -> None:
        """Of the weights of the first look, of the second, and of the second for threads."""
        self._plain = _Weights(learned, thread=False)
        self._thread = _Weights(learned, thread=True)
        self.bias = learned.get("bias", 0.0)
        self._second = _SecondWeights(second or {})
        self._second_of_threads = _SecondWeights(threads or {})

    def first(self, page: Outline, measures: Measures, kinds: Kinds) -> list[float]:
        """Log-odds of each run by itself."""
        weights = self._thread if kinds.thread else self._plain
        base = self.bias + sum(weights.learned.get("kind:" + name, 0.0) for name in kinds.names())
        self._weigh_elements(page, weights)
        frames = Frames(page, measures)
        t0, t1, t2, t3, t4, t5 = weights.tables
        scores = []
        element: Element | None = None
        around = 0.0
        for run, a, b, c, d, e, f in zip(page.runs, *measures.columns, strict=True):
            here = run.element
            if here is not element:
                if (
                    element is None
                    or here.name is not element.name
                    or here.parent is not element.parent
                    or here.steps != element.steps
                ):
                    around = base + self._around(here, frames, weights)
                element = here
            score = around + t0[a] + t1[b] + t2[c] + t3[d] + t4[e] + t5[f]
            scores.append(LIMIT if score > LIMIT else -LIMIT if score < -LIMIT else score)
        return _lifted(scores, measures.sizes)

    def _weigh_elements(self, page: Outline, weights: _Weights) -> None:
        """Note in each element what it brings to near runs, and what the path to it brings to far ones."""
        known = weights.known
        for element in page.elements:
            pair = known.get(element.name) or weights.learn(element.name)
            parent = element.parent
            element.near = pair[0]
            element.far = pair[1] if parent is None else pair[1] + parent.far

    def _around(self, element: Element, frames: Frames, weights: _Weights) -> float:
        """What the elements around a run bring to it."""
        score = weights.tags.get(element.tag, 0.0) + weights.steps[element.steps]
        here: Element | None = element
        for _ in range(NEAR):
            if here is None:
                break
            score += here.near
            here = here.parent
        if here is not None:
            score += here.far
        if frames.any:
            learned = weights.learned
            for mark in frames.marks(element):
                score += learned.get(mark, 0.0)
        return score

    def second(self, page: Outline, measures: Measures, first: list[float], *, thread: bool) -> list[float]:
        """Log-odds of each run in its company; the hopeless keep their first score."""
        company = Company(page, measures, first)
        weights = self._second_of_threads if thread else self._second
        run_weights, element_weights = weights.of_run, weights.of_element
        of_run = company.of_run
        element: Element | None = None
        part = 0.0
        scores = first[:]
        for at, run in enumerate(page.runs):
            if first[at] < HOPELESS:
                continue
            here = run.element
            if here is not element:
                if element is None or not company.alike(here, element):
                    part = weights.bias + company.weigh_element(here, element_weights)
                element = here
            scores[at] = part + sum(map(mul, run_weights, of_run(at)))
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


class _SecondWeights:
    """The weights of the second look for one kind of page."""

    def __init__(self, learned: dict[str, float]) -> None:
        self.of_run = [learned.get(name, 0.0) for name in RUN_COMPANY]
        self.of_element = [learned.get(name, 0.0) for name in ELEMENT_COMPANY]
        self.bias = learned.get("bias", 0.0)


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
        self.tables = [self._table(*table) for table in TABLES]
        self.steps = self._table(*STEPS)
        #: What an element of this name brings to near and far runs. Bounded by `learn`.
        self.known: dict[Name, tuple[float, float]] = {}
        self._words: dict[str, tuple[float, float]] = {}

    def _table(self, size: int, measures: Callable[[int], list[str]]) -> list[float]:
        """The weight of each index: the sum over the measures that are packed in it."""
        return [sum(self._of_measure(measure) for measure in measures(index)) for index in range(size)]

    def _of_measure(self, measure: str) -> float:
        bare = measure.replace("*", "")
        weight = self.learned.get(bare, 0.0)
        return weight + self.learned.get("T:" + bare, 0.0) if self.thread and bare != measure else weight

    def learn(self, element: Name) -> tuple[float, float]:
        """What an element of this name brings, remembered."""
        near = far = 0.0
        for word in chain_words(element):
            pair = self._words.get(word)
            if pair is None:
                pair = self._words[word] = self._of_word(word)
            near += pair[0]
            far += pair[1]
        if len(self.known) > _REMEMBERED:
            self.known.clear()
            self._words.clear()
        self.known[element] = (near, far)
        return near, far

    def _of_word(self, word: str) -> tuple[float, float]:
        get = self.learned.get
        near, far = get("near:" + word, 0.0), get("far:" + word, 0.0)
        if self.thread and word in THREAD_WORDS:
            near += get("T:near:" + word, 0.0)
            far += get("T:far:" + word, 0.0)
        return near, far


def load() -> Model:
    """The model that comes with the package."""
    learned = json.loads(files("monitor.extract").joinpath("model.json").read_text(encoding="utf-8"))
    return Model(learned["first"], learned["second"], learned["second of threads"])

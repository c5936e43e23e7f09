"""Learn what the words of pages that set targets are: the weights of `tenor.en.json` and `tenor.zh.json`.

A logistic regression on the words of each labelled page, as many to a page as may be: whether it has any target. The
judge of figures learns from likelihoods of pages that were left out, as it will meet them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from monitor.targets.learned.tenor import step, words_of

FOLDS = 5
#: The inverse strength of the penalty; a page's words are worth 1 together.
FREEDOM = 10.0
#: Words of fewer pages are not learned, nor are weights so small written.
MIN_DOCUMENTS, LEAST = 3, 0.05


@dataclass(frozen=True, slots=True)
class Page:
    """A labelled page."""

    name: str
    words: frozenset[str]
    sets_targets: bool


def page_of(document: dict[str, Any], lower: str, language: str) -> Page:
    """A labelled document; `lower` is its text in lower case, as the reader sees it."""
    sets_targets = any(one["kind"] == "target" for one in document["statements"])
    return Page(document["id"], frozenset(words_of(lower, language)), sets_targets)


def learn(pages: Sequence[Page]) -> dict[str, Any]:
    """Weights as `tenor` reads them: `start`, `of`, the weight of each word, and `usual`, the log odds of all pages."""
    known = _known(pages)
    names = DictVectorizer()
    table = names.fit_transform(_shares(page, known) for page in pages)
    regression = LogisticRegression(C=FREEDOM, max_iter=2000)
    regression.fit(table, [page.sets_targets for page in pages])
    weights = regression.coef_[0]
    of = {name: round(float(weights[column]), 2) for name, column in sorted(names.vocabulary_.items())}
    share = sum(page.sets_targets for page in pages) / len(pages)
    return {
        "start": round(float(regression.intercept_[0]), 3),
        "usual": round(log(share / (1 - share)), 3),
        "of": {name: weight for name, weight in of.items() if abs(weight) >= LEAST},
    }


def _known(pages: Sequence[Page]) -> set[str]:
    count: dict[str, int] = {}
    for page in pages:
        for word in page.words:
            count[word] = count.get(word, 0) + 1
    return {word for word, pages_with in count.items() if pages_with >= MIN_DOCUMENTS}


def _shares(page: Page, known: set[str]) -> dict[str, float]:
    words = page.words & known
    return dict.fromkeys(words, 1 / sqrt(max(1, len(words))))


def left_out(pages: Sequence[Page]) -> dict[str, int]:
    """The step of each page, by its name, as the others teach it."""
    steps = {}
    for fold in range(FOLDS):
        model = learn([page for number, page in enumerate(pages) if number % FOLDS != fold])
        for page in pages[fold::FOLDS]:
            steps[page.name] = step(page.words, model)
    return steps

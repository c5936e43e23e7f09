"""Whether equipment that a text names is wanted: the grammar has its word, and in English what was learned has its own.

words around the name, its verb, other names, goals near it     evidence (`evidence`)
words of the page                                               once for all its names
    -> logistic regression, weights in `wanted.en.json`         how likely the name is one that policy wants
what the rules come to                                          + or - VOICE
    -> wanted from THRESHOLD on

In Chinese the rules alone decide: on documents of writers that it had not seen, what was learned made as much worse as
better. `benchmarks/targets/train_wanted.py` learns the weights and says how much is gained.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import exp
from typing import Any

from monitor.targets.equipment.evidence import PAGE, words_of_page
from monitor.targets.equipment.named import Named
from monitor.targets.learned.weights import Evidence, Families, known, model_of

#: How likely a name must be wanted, and what the rules' word adds to that or takes from it.
THRESHOLD, VOICE = 0.45, 0.2
#: A shorter text says too little of itself: the rules decide.
_SHORT = 300


class Page:
    """What speaks for or against all names of a page."""

    def __init__(self, text: str) -> None:
        """`text` is looked at when a name is judged, once."""
        self._text = text
        self._weight: float | None = None

    @property
    def tells(self) -> bool:
        """Whether it is long enough to say what it is."""
        return len(self._text) >= _SHORT

    def evidence(self) -> Evidence:
        """Its evidence."""
        return Evidence([(PAGE, words_of_page(self._text))])

    def weight(self, of: Families) -> float:
        """What its evidence weighs."""
        if self._weight is None:
            weights: dict[str, Any] = of.get(PAGE, {})
            self._weight = sum(map(weights.__getitem__, weights.keys() & words_of_page(self._text)))
        return self._weight


#: Decides whether a name is wanted: by where it stands, the evidence, and its page.
Judge = Callable[[Named, Evidence, Page], bool]


#: `start`, and `of`, the weight of each evidence, by family.
_weights = partial(model_of, "wanted", "en")


def is_wanted(named: Named, evidence: Evidence, page: Page) -> bool:
    """Whether a name is one that policy wants."""
    if named.chinese or not page.tells:
        return named.ruled
    return likelihood(evidence, page) + (VOICE if named.ruled else -VOICE) >= THRESHOLD


def likelihood(evidence: Evidence, page: Page) -> float:
    """How likely an English name is wanted, by what was learned."""
    model = _weights()
    of = model["of"]
    weight = model["start"] + page.weight(of) + sum(known(evidence, of))
    return 1 / (1 + exp(max(-30.0, min(30.0, -weight))))

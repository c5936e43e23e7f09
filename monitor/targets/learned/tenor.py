"""How much the words of a page are those of pages that set targets: learned, for the judge of figures (`kinds`).

the text's beginning, and what stands around a line ─> its words (English) or pairs of characters (Chinese), each once
       ─> mean of what they weigh, in weights of `tenor.en.json`, `tenor.zh.json` ─> a step of STEPS; the higher of both

A report of trials, a balance sheet or a recall is full of figures and sets none of them; the words around one figure do
not say so, those of the page do. `benchmarks/targets/train.py` learns the weights.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import partial
from math import exp, sqrt
from operator import add
from string import ascii_lowercase
from typing import Any

from monitor.targets.learned.weights import weights_of
from monitor.text.spaced import Spaced

#: Characters that are weighed together: as many as most of the pages have that the weights were learned from.
SPAN = {"en": 1500, "zh": 750}
#: A text of fewer known words, a line or two, is taken for a page like any other, the less it says the more.
FEWEST = 40
#: Steps of likelihood, from a page without any target to one that surely has some.
STEPS = 6
_LETTERS = Spaced(ascii_lowercase + "'-")
#: What stands in words, and before them.
_INNER = "'-"


#: Of a language: `start`, `of`, the weight of each word, and `usual`, the log odds of pages at large.
_weights = partial(weights_of, "tenor")


def words_of(lower: str, language: str) -> set[str]:
    """What stands for a text: words, or pairs of characters in Chinese (`zh`). `lower` is the text in lower case."""
    text = lower[: SPAN[language]]
    if language == "zh":
        return set(map(add, text, text[1:]))
    spaced = f" {_LETTERS.text(text)}"
    for mark in _INNER:
        spaced = spaced.replace(f" {mark}", "  ")
    words = set(spaced.split())
    if any(f" {mark}" in spaced for mark in _INNER):
        words = {word.lstrip(_INNER) for word in words}
    return words.difference(("",), ascii_lowercase)


class Tenor:
    """The steps of one text, each found when it is asked for; so many characters of `lower` stand `above` it."""

    def __init__(self, lower: str, language: str, *, above: int = 0) -> None:
        self._lower = lower
        self._above = above
        self._language = language
        self._steps: dict[int, int] = {}

    def at(self, place: int) -> int:
        """The step around a place of the text: 0 for a page without targets to STEPS - 1."""
        span = SPAN[self._language]
        first = min((place + self._above - span // 4) // (span // 2) * (span // 2), len(self._lower) - span)
        return max(self._of(0), self._of(max(0, first)))

    def _of(self, first: int) -> int:
        found = self._steps.get(first)
        if found is None:
            span = self._lower[first : first + SPAN[self._language]]
            found = self._steps[first] = step(words_of(span, self._language), _weights(self._language))
        return found


def step(words: AbstractSet[str], model: dict[str, Any]) -> int:
    """The step of a text with these words, by weights as they are shipped."""
    of = model["of"]
    known = of.keys() & words
    weight = model["start"] + sum(map(of.__getitem__, known)) / sqrt(max(1, len(known)))
    heard = min(1.0, len(known) / FEWEST)
    weight = heard * weight + (1.0 - heard) * model["usual"]
    return min(STEPS - 1, int(STEPS / (1.0 + exp(-max(-30.0, min(30.0, weight))))))


#: The evidence of each step: all that it reaches; and its names.
REACHED = tuple(("sets>=", tuple(map(str, range(1, at + 1)))) for at in range(STEPS))
EVIDENCE = tuple(tuple(family + value for value in values) for family, values in REACHED)

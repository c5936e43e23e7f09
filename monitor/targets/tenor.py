"""How much the words of a page are those of pages that set targets: learned, for the judge of figures (`kinds`).

the beginning of the text ─> its words (English) or pairs of characters (Chinese), each once
                          ─> mean of what they weigh, in weights of `tenor.en.json`, `tenor.zh.json` ─> a step of STEPS

A report of trials, a balance sheet or a recall is full of figures and sets none of them; the words around one figure do
not say so, those of the page do. `benchmarks/targets/train.py` learns the weights.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import Any

from monitor.text import late as re

#: A page is told by its beginning, in characters: long ones are like those that the weights were learned from.
BEGINNING = {"en": 1500, "zh": 750}
#: A text of fewer known words, a line or two, is taken for a page like any other, the less it says the more.
FEWEST = 40
#: Steps of likelihood, from a page without any target to one that surely has some.
STEPS = 6
_WORD = re.compile(r"[a-z][a-z'’-]+")


@cache
def _weights(language: str) -> dict[str, Any]:
    """Of a language: `start`, `of`, the weight of each word, and `usual`, the log odds of pages at large."""
    text = files(__package__).joinpath(f"tenor.{language}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def words_of(lower: str, language: str) -> set[str]:
    """What stands for a text: words, or pairs of characters in Chinese (`zh`). `lower` is the text in lower case."""
    text = lower[: BEGINNING[language]]
    if language == "zh":
        return {text[at : at + 2] for at in range(len(text) - 1)}
    return set(_WORD.findall(text))


def tenor(lower: str, language: str) -> int:
    """The step of a text, 0 for none that sets targets to STEPS - 1; `lower` is the text in lower case."""
    model = _weights(language)
    return step(words_of(lower, language), model)


def step(words: Collection[str], model: dict[str, Any]) -> int:
    """The step of a text with these words, by weights as they are shipped."""
    of = model["of"]
    known = [of[word] for word in words if word in of]
    weight = model["start"] + sum(known) / sqrt(max(1, len(known)))
    heard = min(1.0, len(known) / FEWEST)
    weight = heard * weight + (1.0 - heard) * model["usual"]
    return min(STEPS - 1, int(STEPS / (1.0 + exp(-max(-30.0, min(30.0, weight))))))


#: The evidence of each step: all that it reaches.
EVIDENCE = tuple(tuple(f"sets>={reached}" for reached in range(1, at + 1)) for at in range(STEPS))

"""What a figure is: a target, a baseline, or no statement. The grammar has a word in it, and so has what was learned.

    words around the figure, its unit and bound, dates, section     evidence (`evidence` of a language)
        -> logistic regression, weights in `kinds.en.json` …        how likely each kind is
    the kind that the rules come to                                 + VOICE
        -> the likeliest
    the page's likeliest target                                     is it likely enough? else the page has none

The rules know constructions; the weights know what words stand around figures of each kind in labelled documents, also
those that no rule was written for. `benchmarks/targets/train.py` learns them and says from what, and how much is gained
on documents that neither has seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import exp
from typing import Protocol

from monitor.targets.learned.tenor import EVIDENCE
from monitor.targets.learned.weights import Evidence, known, model_of
from monitor.targets.marks import Quantity

#: No statement; as kinds of readings are named.
NONE, BASELINE, TARGET = "", "baseline", "target"
#: What the rules' word adds to the probability of their kind, by language and manner; on documents left out, 0.1 to 0.4
#: are alike. In machine translation (`-mt`), where tenses mislead, and on pages where nobody sets targets (`-trade`),
#: the rules are to be believed more.
VOICE = {"en": 0.4, "en-mt": 0.6, "en-trade": 0.5, "zh": 0.3, "zh-trade": 0.4}

#: A page of so many figures that sets targets has one of which the weights are sure: so sure, the less on a page with
#: the words of those that set targets. Where all are doubtful none is one: 20 beds in a report of trials.
MANY, SURE, SURE_AMONG_GOALS = 8, 0.7, 0.5
_AMONG_GOALS = EVIDENCE[4][-1]


class Figure(Protocol):
    """A figure in its line, as the clauses of both languages have it."""

    line: str
    quantity: Quantity


#: Decides what a figure is: by its manner (a key of VOICE), its clause, the evidence, and the kind the rules come to.
Judge = Callable[[str, Figure, Evidence, str], str]


#: Of a language: `start`, the weights of target and baseline against none, and `of`, those of each evidence, by family.
_weights = partial(model_of, "kinds")


@dataclass(slots=True)
class Likeliest:
    """The judge of one text: the kind that a figure is, by what was learned and by what the grammar says."""

    figures: int = 0
    is_sure: bool = False

    def __call__(self, manner: str, _clause: Figure, evidence: Evidence, ruled: str) -> str:
        kinds = likelihood(manner[:2], evidence)
        likely = kinds[TARGET]
        kinds[ruled] += VOICE[manner]
        kind = max(kinds, key=lambda kind: kinds[kind])
        self.figures += 1
        if kind == TARGET and likely >= SURE_AMONG_GOALS:
            self.is_sure = self.is_sure or likely >= SURE or evidence.says(_AMONG_GOALS)
        return kind

    @property
    def finds_none(self) -> bool:
        """Whether what it took for targets is none: many figures, and no sure target among them."""
        return self.figures >= MANY and not self.is_sure


def likelihood(language: str, evidence: Evidence) -> dict[str, float]:
    """How likely a figure of a language (`en`, `zh`) is of each kind, by what was learned; 1 in all."""
    model = _weights(language)
    target, baseline = model["start"]
    # where nothing was learned, no evidence is gathered
    for goal_weight, fact_weight in known(evidence, model["of"]) if model["of"] else ():
        target += goal_weight
        baseline += fact_weight
    goal, fact = exp(min(target, 30.0)), exp(min(baseline, 30.0))
    whole = 1.0 + goal + fact
    return {NONE: 1 / whole, BASELINE: fact / whole, TARGET: goal / whole}

"""By when a goal is due that the rules find no date for: what was learned chooses among the dates of the document.

    goals without a date, dates of the text, end of the plan     evidence (`dues_evidence`)
        -> a score of each date and of none, weights in `dues.en.json` …
        -> the best

Where the rules find a date it stays: on documents that neither has seen they are right about it more often than the
weights are. `benchmarks/targets/deadlines.py` learns them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from monitor.targets.learned.dues_evidence import Dates
from monitor.targets.learned.weights import weights_of
from monitor.targets.marks import Reading
from monitor.targets.noted import Noted
from monitor.targets.setting import Setting
from monitor.targets.whole import Whole

#: The deadlines that a goal may have, each with its evidence.
Options = Mapping[str | None, list[str]]
#: What the rules' word, that a goal has no deadline, adds to that. In Chinese they leave few goals without one, and on
#: pages like those that they were written for they are nearly always right.
VOICE = {"en": 0.0, "zh": 0.6}

#: Chooses among the deadlines of a goal in a language.
Chooser = Callable[[str, Reading, Options], str | None]


#: Of each evidence, in a language.
_weights = partial(weights_of, "dues")


def best(language: str, _goal: Reading, options: Options) -> str | None:
    """The deadline that the evidence speaks for most."""
    return likeliest(_weights(language), VOICE[language], options)


def likeliest(weights: Mapping[str, float], voice: float, options: Options) -> str | None:
    """As `best`, by these weights and this word of the rules."""

    def score(due: str | None) -> float:
        return sum(weights.get(name, 0.0) for name in options[due]) + (voice if due is None else 0.0)

    return max(options, key=score)


def set_deadlines(
    whole: Whole, readings: list[Reading], noted: Noted, setting_of: Callable[[str], Setting], choose: Chooser
) -> None:
    """Gives a deadline to the goals of a text that have none, in order; `setting_of` a language is its reader's.

    `noted` counts from the text on: dates of its title stand before it.
    """
    goals = [reading for reading in readings if reading.kind == "target"]
    if not noted.dates or all(goal.deadline is not None for goal in goals):
        return
    dates = Dates(whole.titled, noted, goals, above=whole.above)
    previous: str | None = None
    for goal in goals:
        if goal.deadline is None:
            language = goal.rule[:2]
            goal.deadline = choose(language, goal, dates.options(goal, setting_of(language), previous))
            goal.rule = goal.rule if goal.deadline is None else goal.rule.replace("/", "/due:", 1)
        previous = goal.deadline

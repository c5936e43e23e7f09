"""What the shape of an English clause says of its figure, whatever its words: habits, infinitives, shares.

600,000 X-rays performed each month           done again and again: a fact
to deploy 2,200 technologists                 what is to be done
62 per cent of them are foreigners            what they are
"""

from __future__ import annotations

from monitor.targets.en_clauses import Clause
from monitor.text import late as re

#: What happens all the time: 600,000 X-rays performed each month.
_HABIT = re.compile(
    r"\s(?:[\w’'/-]+\s){1,6}?(?:(?:are |is )?(?:\w+ed|done|made|sold|spent)\s)(?:[\w,]+\s){0,4}?"
    r"(?:(?:each|every|a|per) (?:day|week|month|year)|annually|daily)\b"
)
#: Of a share: of them are foreigners, has been pledged.
_ARE = re.compile(
    r"\s(?:of [^,.;]{3,50}? )?(?:(?:are|is|were|was)(?! (?:to|being|expected|planned|due|set|sought|targeted|required|"
    r"reserved|scheduled|earmarked|envisaged|foreseen|aimed|wanted|needed)\b)|(?:has|have|had) been|do|does|did|lacks?|"
    r"(?:live|work|leave|come|die|wait|own|use|rel)(?:s|ies|y)?)\b"
)
#: A figure is what is to be done: to deploy 2,200, to localise the technology of 13.
_TO_DO = re.compile(
    r"(?<!up )(?<!due )(?<!compared )(?<!according )(?<!equal )(?<!used )(?<!close )(?<!able )(?<!access )"
    r"\bto\s(?:\w+ly\s)?(?!the\b|an?\b|its\b|their\b|be\b|have\b|just\b|some\b|about\b|over\b|at\b|more\b|only\b)"
    r"[a-z]{3,}\s(?:(?!to\b|and\b|but\b|after\b|in\b|from\b)[\w’'-]+\s){0,4}?$"
)
_WILL = re.compile(r"\b(?:will|shall|would|to be|should|must|to)\b")
#: Before an infinitive: what helped to cut waits did cut them.
HELPED = re.compile(
    r"\b(?:help(?:ed|s|ing)|used|managed|enabled|enabling|allow(?:ed|ing)|able|continued|began|started|failed|led|"
    r"went on)\s(?:\w+\s){0,3}$"
)


def of_shape(clause: Clause, near: tuple[int, int]) -> float:
    """What the shape of a clause weighs: what is done again and again, what to do with it, what a share of them is."""
    line, quantity = clause.line, clause.quantity
    weight = 0.0
    if _HABIT.match(line, quantity.end, near[1]) and not _WILL.search(line, near[0], quantity.start):
        weight -= 3.0
    if (
        quantity.unit == "percent"
        and _ARE.match(line, quantity.end)
        and not _WILL.search(line, near[0], quantity.start)
    ):
        weight -= 2.0
    if _TO_DO.search(line, max(clause.begin, quantity.start - 60), quantity.start) and not HELPED.search(
        line, max(clause.begin, quantity.start - 80), quantity.start
    ):
        weight += 1.5
    return weight

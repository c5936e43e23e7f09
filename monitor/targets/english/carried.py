"""English figures that are measured in what a sentence before them was: They wait 31 days. The aim is under 20.

    Coverage is 38 per cent. The plan speaks of 60 by 2030.         per cent, too
    Median wait: 71 days; 2023: 66; target 2027: 42                 days
    Time from sample to result (days): baseline 14, end target 3    the unit stands before the colon

A figure shares a unit when it has no noun, stands where a value would, and is of the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitor.targets.english.ellipsis import LIKE, MEASURES, counts_of_many, is_bare, is_closed
from monitor.targets.marks import Quantity
from monitor.text import late as re

#: What a sentence on the same measure speaks of, and how it comes to its value.
_GOES_ON = re.compile(
    r"(?![^;.]{0,60}?[a-z]{3}(?<!eak)(?<!alk)(?<!aim)(?<!and)s (?:above|below|over|at|in|with|of) )"
    r"[^;.]{0,80}?\b(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]hey|average|figure|rate|share|proportion|wait|mean|median|norm|standard|"
    r"level|value|mark|limit|goal|target|aim|objective|aspiration|ambition|promise|plan|strategy|policy|vision|Vision|"
    r"decree|ordinance|contract|compact|guideline|guarantee|law|[Mm]inistry|[Gg]overnment|[Ww]e)\b[^;.,]{0,60}?"
    r"\b(?:is|was|be|been|to|at|of|for|has|had|said|says|gives?|below|under|now|only|just|still|stands? at|stood at|"
    r"averages|averaged|demands?|requires?|allows for|aims?|adopts?|projects?|marks?|needs?|took|takes?|gets?|puts|"
    r"wants?|exceed|reach|deliver|become|becomes)\s(?:[a-z]+ than )?$"
)
#: A label, or a time, and then the value: Milestone 2026: 45; in 2015, 141; FY 2023 target 45.
_LABEL = re.compile(
    r"[\s\"“(–-]*(?:(?:and|but|by|in|at|to|the|a|an|our|for|as of|end|until)\s)*"
    r"(?:baseline|base|start|target|aims?|goal|milestone|actual|result|limit|now|today|currently|at present|"
    r"(?:FY|fiscal|calendar|year|financial year|end of|end)?\s?\(?(?:19|20)\d\d(?:[-–/]\d{2,4})?\)?|FY ?\d\d|[QH][1-4]|"
    r"to be|as is|the year before|a year (?:ago|earlier|before)|next year|last year|this year)"
    r"(?:[ (](?:baseline|target|actual|goal|start|end|FY|of|the|for|in|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|(?:19|20)\d\d(?:[-–/]\d{2,4})?|FY ?\d\d)\)?){0,4}\s?[:,–]?\s?$",
    re.IGNORECASE,
)
#: Fifteen is where I want to be.
_VALUE_FIRST = re.compile(r"\s(?:is|was) (?:where|what|about the|the|our|my) ")
#: The unit of all values behind a colon or dash: Outage minutes, monthly: 387; satisfaction, %: 51.2 / 61.2.
_NAMED = re.compile(
    r"(?:(?:\((?:median |in |mean )?|,\s)(?P<unit>%|per ?cent|days|weeks|months|minutes|years)\)?|"
    r"^\W*(?:[A-Z][\w-]* )?(?P<head>[Dd]ays|[Ww]eeks|[Mm]onths|[Mm]inutes)\b[^:;.|]{0,60})"
    r"(?:,? [a-z]+(?: [\d/-]+)?)?\s?(?::|–|-)\s"
)
_SPAN = re.compile(r"\b(?:within|in|over|for|after|every|last|next|past|first|than)\s(?:the\s)?(?:[a-z]+\s)?$")
#: Behind a figure that is a rate of its own: 12 per million population.
_RATE = re.compile(r"\s(?:per|for every|in every|out of every)\s(?!cent)")
#: For so many sentences a measure is remembered.
_LONG = 3


@dataclass(slots=True)
class Measured:
    """What the figures of a text were last measured in."""

    unit: str = ""
    value: Decimal = Decimal(0)
    #: How many sentences ago.
    ago: int = 0

    def share(self, line: str, begin: int, stop: int, quantities: list[Quantity]) -> None:
        """Gives bare figures of a sentence the unit of what was said before, or of what stands before a colon."""
        named = _NAMED.search(line, begin, min(stop, quantities[-1].start)) if ": " in line or " – " in line else None
        for quantity in quantities:
            if quantity.value < 0 or not is_bare(line, quantity) or counts_of_many(line, quantity):
                continue
            if named is not None and named.end() <= quantity.start and _ends(line, quantity):
                _measure(quantity, _unit(named["unit"] or named["head"]))
        first = quantities[0]
        if self.unit and self.ago < _LONG and self._is_same(line, begin, first):
            _measure(first, self.unit)

    def _is_same(self, line: str, begin: int, first: Quantity) -> bool:
        """Whether the first figure of a sentence is a value of the measure."""
        if not is_bare(line, first) or counts_of_many(line, first) or first.value > LIKE * self.value:
            return False
        if _RATE.match(line, first.end):
            return False
        if self.unit == "percent" and first.value > max(Decimal(100), self.value):
            return False
        if not line[begin : first.start].strip(" \"“'"):
            return _VALUE_FIRST.match(line, first.end) is not None
        if not is_closed(line, first):
            return False
        if _LABEL.fullmatch(line, begin, first.start):
            return not first.weak
        return _GOES_ON.match(line, begin, first.start) is not None

    def heed(self, line: str, quantities: list[Quantity]) -> None:
        """Remembers what the figures of a sentence were measured in; other figures end it."""
        self.ago += 1
        for quantity in quantities:
            if quantity.unit in MEASURES:
                if quantity.unit == "percent" or not _SPAN.search(line, max(0, quantity.start - 24), quantity.start):
                    self.unit, self.value, self.ago = quantity.unit, quantity.value, 0
            elif not is_bare(line, quantity) and not quantity.weak:
                self.unit = ""


def _measure(quantity: Quantity, unit: str) -> None:
    quantity.unit, quantity.weak = unit, False
    quantity.rule = f"en:{unit if unit.startswith('percent') else 'time'}"


def _ends(line: str, quantity: Quantity) -> bool:
    return is_closed(line, quantity) or line.startswith((" /", "/", " →"), quantity.end)


def _unit(word: str) -> str:
    return "percent" if word[0] in "%p" else word.lower()

"""Figures and dates that are told off against each other: £1.4bn, £1.65bn and £1.9bn in 2026, 2027 and 2028.

figures of an enumeration, dates of another, as many of each, `respectively` or three of them
    -> the first has the first date, the second the second …
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.targets.marks import DateMark, Quantity
from monitor.text import late as re

#: Between two of them, what is counted included: and, as well as.
_FIGURES = re.compile(r"(?:\s[a-z-]+){0,3}(?:,|,?\s(?:and|&|then)(?:\s(?:a further|another|about|some))?)\s")
_DATES = re.compile(r",\s(?:in\s|by\s)?|,?\s(?:and|&|then)\s(?:in\s|by\s)?")
#: So many are told off without the word.
_PLAIN = 3


def paired(
    line: str, sentence: tuple[int, int], quantities: Sequence[Quantity], marks: Sequence[DateMark]
) -> dict[int, DateMark]:
    """The dates of the figures of a sentence that are told off against dates, by where the figure begins."""
    if len(marks) < 2 or len(quantities) < 2:
        return {}
    least = 2 if "respectively" in line[slice(*sentence)] else _PLAIN
    dates = _run(line, [(mark.start, mark.end) for mark in marks], _DATES)
    figures = _run(line, [(quantity.start, quantity.end) for quantity in quantities], _FIGURES)
    if not least <= len(dates) == len(figures):
        return {}
    return {quantities[figure].start: marks[date] for figure, date in zip(figures, dates, strict=True)}


def _run(line: str, places: list[tuple[int, int]], link: re.Pattern[str]) -> range:
    """The longest run of places that a link joins, as indices."""
    best, first = range(0), 0
    for index in range(len(places)):
        if index and link.fullmatch(line, places[index - 1][1], places[index][0]) is None:
            first = index
        if index + 1 - first > len(best):
            best = range(first, index + 1)
    return best

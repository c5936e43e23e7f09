"""The shortest clause that carries an English figure.

By 2025, 40 centres were built, and | the key equipment exceeded 300 | . From
                                      a clause begins behind a break, or behind the figure before
"""

from __future__ import annotations

from typing import NamedTuple

from monitor.targets.english.phrases import Subject
from monitor.targets.english.purpose import whole
from monitor.targets.marks import Quantity
from monitor.text import late as re

Span = tuple[int, int]

_BOUNDARY = re.compile(r"[;:]|,(?!\d)|\s-\s|\s—\s?|—|\b(?:and|while|but|with|against|whereas)\b\s|\(|\)|\|")
#: Nothing that says that a clause ended before an "and": a verb, a figure.
_FINISHED = re.compile(
    r"\d|\b(?:will|would|should|shall|must|can|could|may|might|is|are|was|were|be|been|has|have|had|to|reach\w*|exceed\w*|"
    r"total\w*|[a-z]+ed|built|rose|fell|grew|set up)\b",
    re.IGNORECASE,
)
#: A counter that translators put in brackets: the first (set) of key equipment.
_INSERTED = re.compile(r"\((?:sets?|units?|s|pieces?)\)", re.IGNORECASE)


class Figure(NamedTuple):
    """A figure with what stands around it."""

    line: str
    #: Where its sentence ends, and where the figure before it does.
    stop: int
    floor: int
    quantity: Quantity
    subject: Subject | None
    noun: Span | None
    #: The metric of the figure before.
    previous: Span | None


def quote(figure: Figure, low: int, metric: Span) -> Span:
    """The clause that carries a figure, up to its noun or to what it is a share of, with the metric if it is near."""
    line, stop, noun, end = figure.line, figure.stop, figure.noun, figure.quantity.end
    begin = _clause_start(line, low, figure.quantity.start, figure.floor)
    if noun is not None:
        tail = whole(line, noun[1], stop) if line.startswith((" of ", " for", " in "), noun[1]) else None
        end = tail[1] if tail is not None else noun[1]
    elif line.startswith(" of", end):
        of = whole(line, end, stop)
        end = of[1] if of is not None else end
    if figure.quantity.end <= metric[0] < stop:
        end = max(end, metric[1])
    if max(low, figure.floor) <= metric[0] < begin:
        begin = metric[0]
    return begin, end


def _clause_start(line: str, low: int, end: int, floor: int) -> int:
    start = max(low, end - 160)
    for match in _BOUNDARY.finditer(line, start, max(start, end)):
        if match[0].startswith("and") and (floor <= low or _is_coordinated(line, max(start, floor), match.start())):
            continue
        if match[0] in "()" and _INSERTED.match(line, line.rfind("(", start, match.end())):
            continue
        if match.end() <= end and (match.end() < end - 2 or match[0][0] in ",;:"):
            start = match.end()
    start = max(start, min(floor, end)) if floor > low else start
    while start < end and line[start] in " ,.;:\"')":
        start += 1
    return start


def _is_coordinated(line: str, start: int, end: int) -> bool:
    """Whether an "and" joins two nouns of one subject: `key equipment and core components exceeded 300`."""
    before = line[start:end]
    return before.strip(" ,.;:") != "" and _FINISHED.search(before) is None

"""A Chinese figure with the words around it, and what 分别 distributes over several of them.

产业规模和企业数量 分别 达到 500亿元 和 100家         each figure its own subject
2025年、2030年 分别 达到 30% 和 50%                each figure its own date
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from monitor.targets.marks import DateMark, Quantity, Reading
from monitor.targets.zh_cues import LineCues
from monitor.text import late as re

_EACH = re.compile(r"分别")
#: What ends the figures that one 分别 is for.
_STOP = re.compile(r"[;。!?]")
#: Between the members of an enumeration.
_JOINT = re.compile(r"、|以及|和|与|及")
_ONLY_JOINT = re.compile(r"(?:、|,|以及|和|与|及)(?:到|至)?")
#: One subject of several is no more than so much longer than another; else they share their end: 三级和二级医院占比.
_LIKE = 2


@dataclass(slots=True, kw_only=True)
class Clause:
    """A figure with the words that may govern it; offsets are in `line`."""

    line: str
    #: Cue words of the line.
    words: LineCues
    #: The sentence.
    begin: int
    end: int
    #: The clause.
    low: int
    high: int
    quantity: Quantity
    #: All figures of the line.
    every: list[Quantity]

    def lead(self, chars: int) -> str:
        """So many characters before the figure."""
        return self.line[max(0, self.quantity.start - chars) : self.quantity.start]


def _distributed(line: str, begin: int, end: int, figures: list[Quantity]) -> Iterator[tuple[int, list[Quantity]]]:
    """Each 分别 of a sentence with the figures it is for, up to the next one."""
    places = [match.span() for match in _EACH.finditer(line, begin, end)]
    for number, (at, behind) in enumerate(places):
        until = places[number + 1][0] if number + 1 < len(places) else end
        stop = _STOP.search(line, behind, until)
        until = stop.start() if stop is not None else until
        found = [figure for figure in figures if behind <= figure.start < until]
        if len(found) > 1:
            yield at, found


def dates_apart(line: str, begin: int, end: int, figures: list[Quantity], marks: list[DateMark]) -> dict[int, DateMark]:
    """The dates of an enumeration by the start of the figure that 分别 gives each: 2025年、2030年分别达到30%和50%."""
    found: dict[int, DateMark] = {}
    if len(marks) < 2:
        return found
    for at, shared in _distributed(line, begin, end, figures):
        before = [mark for mark in marks if begin <= mark.start < at]
        dates = before[-len(shared) :]
        joined = all(_ONLY_JOINT.fullmatch(line, one.end, other.start) for one, other in pairwise(dates))
        if len(dates) == len(shared) and joined and len({figure.unit for figure in shared}) == 1:
            found |= {figure.start: mark for figure, mark in zip(shared, dates, strict=True)}
    return found


def subjects_apart(line: str, begin: int, end: int, figures: list[Quantity], readings: list[Reading]) -> None:
    """Gives each reading the subject that is its own, where 分别 parts them: 规模和数量分别达到500亿元和100家."""
    by_start = {reading.quantity.start: reading for reading in readings}
    for at, shared in _distributed(line, begin, end, figures):
        told = [by_start.get(figure.start) for figure in shared]
        first = told[0]
        if first is None or not begin <= first.metric[0] < first.metric[1] <= at:
            continue
        if len(line[first.metric[1] : at].strip()) > 2 or any(one and one.metric != first.metric for one in told):
            continue
        parts = _parts(line, *first.metric)
        alike = len({figure.unit for figure in shared}) < len(shared)
        lengths = [high - low for low, high in parts]
        if len(parts) != len(shared) or min(lengths) < 2 or (alike and lengths[-1] >= _LIKE * min(lengths)):
            continue
        for reading, part in zip(told, parts, strict=True):
            if reading is not None:
                reading.metric = part
                reading.quote = (min(first.quote[0], reading.quote[0]), reading.quote[1])


def _parts(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of an enumeration."""
    found = []
    for joint in _JOINT.finditer(line, start, end):
        found.append((start, joint.start()))
        start = joint.end()
    return [*found, (start, end)]

"""A Chinese figure with the words around it, and what 分别 distributes over several of them.

产业规模和企业数量 分别 达到 500亿元 和 100家         each figure its own subject
2025年、2030年 分别 达到 30% 和 50%                each figure its own date
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from monitor.targets.chinese.cues import LineCues
from monitor.targets.marks import DateMark, Quantity, Reading
from monitor.text import late as re
from monitor.types import Comparator

_EACH = re.compile(r"分别")
#: What ends the figures that one 分别 is for.
_STOP = re.compile(r"[;。!?]")
#: Between the members of an enumeration.
_JOINT = re.compile(r"、|以及|和|与|及")
_ONLY_JOINT = re.compile(r"(?:、|,|以及|和|与|及)(?:到|至)?")
#: One subject of several is no more than so much longer than another; else they share their end: 三级和二级医院占比.
_LIKE = 2

#: What is made shorter or smaller by a plan, or kept in stock, rather than held to for ever.
CHANGED = re.compile(
    r"(?:压缩|压减|压降|缩短|缩减|减少|降低?|下降|提速|控制在?|延长|提升|提高|增加?|拉高|满足)[^,。;\d]{0,4}"
    r"(?:[\d.]+[\u3400-\u9fff]{1,4}[和与及、])?$"
)
_CHANGES = (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
_ARROW = re.compile(r"\s?(?:→|->|=>|⇒|➔|➜|⟶)\s?")
_NEW_CLAUSE = re.compile(r"[,;。、]")
_TO = re.compile(r"[到至为成](?:约|近|了|全部|不[少低]于|不超过|超过?|突破)?$")
_FROM = re.compile(r"[由从](?:[^,。;]{0,10})$")
#: 比2025年的66%高出14个百分点.
_THAN = re.compile(r"[比较](?:(?:19|20)\d\d年|今年|去年|上年|目前|现在)[^,。;\d]{0,6}的[约近]?$")
#: Behind an old value, by how much it changes: 由12个月缩短一半, 从9家增加三成.
_BY_HOW_MUCH = re.compile(
    r"[^,。;、\d]{0,6}(?:缩短|压缩|压减|减少|下降|降低|增加|增长|提高|提升|扩大|翻)(?:约|近|了)?(?=一半|半|[\d一二两三四五六七八九])"
)
_TIME = ("years", "months", "weeks", "days", "hours", "minutes")
#: 15分钟内到达现场的比例: the share of what is done in time.
_WITHIN = re.compile(r"(?:分钟|小时|工作日|天)(?:以|之)?内[^,。;]{0,14}(?:比例|占比|率|的)[^,。;]{0,6}$")


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
        run = _joined(line, found)
        if len(found) > 1:
            yield at, run if len(run) > 1 else found


def _joined(line: str, figures: list[Quantity]) -> list[Quantity]:
    """The first of the figures with those that are joined to it by no more than an enumeration."""
    end = next((i for i, (one, other) in enumerate(pairwise(figures), 1) if not _is_joined(line, one, other)), None)
    return figures[:end]


def _is_joined(line: str, one: Quantity, other: Quantity) -> bool:
    return _ONLY_JOINT.fullmatch(line, one.end, other.start) is not None


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


def is_old_value(clause: Clause) -> bool:
    """The first figure of 由38%提高到60%, 由12个月缩短一半, 38%→60%."""
    line, quantity, every = clause.line, clause.quantity, clause.every
    if _THAN.search(clause.lead(16)):
        return True
    index = bisect_left(every, quantity.end, key=lambda other: other.start)
    if index == len(every):
        return False
    other = every[index]
    if _ARROW.fullmatch(line, quantity.end, other.start):
        return other.unit == quantity.unit
    if _FROM.search(clause.lead(12)) is None:
        return False
    if _BY_HOW_MUCH.match(line, quantity.end) and other.start - quantity.end < 12:
        return True
    between = line[quantity.end : other.start]
    close = len(between) < 14 and not _NEW_CLAUSE.search(between)
    return other.unit == quantity.unit and close and _TO.search(between) is not None


def within(clause: Clause) -> bool:
    """Whether a share is that of what is done in time: a standing obligation, unless its sentence says by when."""
    return clause.quantity.unit == "percent" and _WITHIN.search(clause.lead(34)) is not None


#: More than all is none: 分别达到100%、85%以上.
_WHOLE, _ABOVE = 100, (Comparator.GE, Comparator.GT)


def bounds_shared(line: str, begin: int, end: int, figures: list[Quantity]) -> None:
    """Gives figures that 分别 joins the bound of the first or of the last: 分别压缩到30分钟和10分钟以内.

    What grows by 10%和12% grows twice.
    """
    for one, other in pairwise(figures):
        if one.comparator in _CHANGES and other.unit == one.unit and _is_joined(line, one, other):
            other.comparator = one.comparator if not other.bounded else other.comparator
    for _, shared in _distributed(line, begin, end, figures):
        if len({"time" if figure.unit in _TIME else figure.unit for figure in shared}) > 1:
            continue
        if not all(_is_joined(line, one, other) for one, other in pairwise(shared)):
            continue
        first, last = shared[0], shared[-1]
        giver = last if last.bounded and not first.bounded else first
        if giver.comparator in (Comparator.EQ, Comparator.RANGE):
            continue
        for figure in shared:
            whole = figure.unit == "percent" and figure.value == _WHOLE and giver.comparator in _ABOVE
            if not whole and not figure.bounded and figure.comparator is Comparator.EQ:
                figure.comparator, figure.bounded = giver.comparator, giver.bounded

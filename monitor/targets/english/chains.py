"""Figures in one enumeration: what is said of one of them is said of all.

will add 44 scanners, 30 MRI machines and 78 ultrasound systems next year     one kind, one deadline
12 scanners by 2026 and 30 wards by 2028                                      one kind, each its own date
"""

from __future__ import annotations

from monitor.targets.english.clauses import TIME_UNITS
from monitor.targets.marks import DateMark, Reading
from monitor.text import late as re

#: Between two figures of an enumeration: what the first one counts, and no verb.
_LINK = re.compile(
    r"(?:\s(?!to\b|by\b|from\b|against\b|while\b|will\b|is\b|are\b|was\b|were\b|has\b|have\b|had\b|than\b|that\b|"
    r"which\b|who\b|"
    r"but\b|or\b)[\w’'/().-]+){0,9}?(?:,|,?\sand|,?\sas well as|,?\splus|\s\+|,?\sincluding)\s(?:an?(?: further| "
    r"additional)? |"
    r"another |some )?"
)


def follow(line: str, readings: list[Reading], marks: list[DateMark], *, translated: bool) -> None:
    """Gives the readings of each enumeration of a sentence one kind, and one date where only one of them has any."""
    if translated:
        _stand_by(readings)
    chain: list[Reading] = []
    for reading in readings:
        if chain and not _is_linked(line, chain[-1], reading):
            _agree(line, chain, marks)
            chain = []
        chain.append(reading)
    _agree(line, chain, marks)


def _stand_by(readings: list[Reading]) -> None:
    """Makes a goal again of what the rules took for one in the midst of goals; for translations, where tenses mislead.

    The output exceeded 700 billion, 100 centres were built, and the first sets exceeded 300.
    """
    for before, reading, behind in zip(readings, readings[1:], readings[2:], strict=False):
        if reading.overruled == before.kind == behind.kind == "target":
            reading.kind, reading.as_of, reading.deadline = "target", None, before.deadline


def _is_linked(line: str, one: Reading, other: Reading) -> bool:
    """Whether a figure goes on with the enumeration of the one before."""
    first, second = one.quantity, other.quantity
    if _OF_THEM.match(line, second.end) or _OF_ALL.search(line, max(0, first.start - 16), first.start):
        return False
    if first.unit.isupper() != second.unit.isupper() or second.unit in TIME_UNITS or first.unit in TIME_UNITS:
        return False
    return second.start - first.end < 90 and _LINK.fullmatch(line, first.end, second.start) is not None


def _agree(line: str, chain: list[Reading], marks: list[DateMark]) -> None:
    """Gives all readings of an enumeration the kind of its first, and the date that only the first or the last has."""
    if len(chain) < 2:
        return
    first, last = chain[0], chain[-1]
    for reading in chain[1:]:
        own = any(reading.quantity.end <= mark.start and _is_own(line, reading, mark) for mark in marks)
        if reading.kind != first.kind:
            if own:
                return
            reading.kind, reading.as_of, reading.deadline = first.kind, first.as_of, first.deadline
        elif not own and reading.deadline is None:
            reading.deadline = first.deadline
    if first.kind == "target" == last.kind and first.deadline is None and last.deadline is not None:
        for reading in chain:
            reading.deadline = reading.deadline or last.deadline


_OF_THEM = re.compile(r"\s(?:\w+\s)?of (?:which|whom|them|these|those)\b")
#: Before the number of all of which the next is a part: Of the 60 planned hubs, 38.
_OF_ALL = re.compile(r"\b(?:[Oo]ut )?[Oo]f (?:the |its |our |their |all )+$")
#: What stands between a figure and a date of its own.
_OWN = re.compile(r"[^,;.:]{0,60}")


def _is_own(line: str, reading: Reading, mark: DateMark) -> bool:
    """Whether a date stands right behind what a figure counts."""
    return _OWN.fullmatch(line, reading.quantity.end, mark.start) is not None

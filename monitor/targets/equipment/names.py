"""Names of equipment in a text: those of the lexicon, each with its qualifiers, and those that only their words or the
names they stand beside give away.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.targets.equipment import chinese as cues
from monitor.targets.equipment import english
from monitor.targets.equipment.loose import loose
from monitor.targets.equipment.neighbours import enumerated
from monitor.targets.lexicon import FIRM_HEADS, HEAD, Name, names_in
from monitor.targets.whole import Whole
from monitor.text import late as re

#: CT3台: the figure is no part of the name.
_COUNTED = re.compile(r"\d{1,3}[台套]")


@dataclass(slots=True)
class Hit:
    """Where a name stands; `name` is the lexicon's, None for one that it lacks."""

    start: int
    end: int
    name: Name | None
    #: Only what was learned can say that it is equipment.
    loose: bool = False
    #: How it was found: `listed`, `qualified` (a noun of devices and what makes a class of it), `beside` (named like a
    #: device, in an enumeration or by itself), `noun` (`loose`).
    found: str = "listed"


def hits_of(whole: Whole) -> list[Hit]:
    """Names of the lexicon in a text, leftmost and longest, at word boundaries."""
    text = whole.text
    hits: list[Hit] = []
    for name, start, end in names_in(whole.lower):
        if name.latin and start and text[start - 1].isalnum() and text[start - 1].isascii():
            continue
        if name.text[-1].isascii() and _word(text, end) and not _COUNTED.match(text, end):
            continue
        if name.exact and (text[start:end] != name.text or not english.in_sense(text, start, end)):
            continue
        if name.entry is HEAD:
            found = _headed(text, start, end, firm=name.text in FIRM_HEADS)
            if found is None:
                start = loose(text, start, end)
                if start >= 0 and (not hits or hits[-1].end <= start):
                    hits.append(Hit(start, end, None, loose=True, found="noun"))
                continue
            start, end = found
            if hits and hits[-1].loose and hits[-1].end > start:
                hits.pop()
            if hits and hits[-1].end > start:
                # ultrasound and its equipment are one name
                hits[-1].end = end
                continue
        if name.latin and english.of_trade(text, start, end):
            continue
        if hits and hits[-1].loose and hits[-1].end > start:
            hits.pop()
        headed = name.entry is HEAD
        hits.append(Hit(start, end, None, found="qualified") if headed else Hit(start, end, name))
    return _whole_names(text, _with_likely(text, hits)) if whole.ideographs else hits


def _headed(text: str, start: int, end: int, *, firm: bool) -> tuple[int, int] | None:
    """The name whose head is a noun of devices with what makes it a class of them, or what it is for."""
    if not firm:
        return None
    named = english.purpose(text, start, end)
    start = english.qualified(text, start, end)
    if named is not None:
        return min(start, named[0]) if start >= 0 else named[0], named[1]
    return (start, end) if start >= 0 else None


def _whole_names(text: str, hits: list[Hit]) -> list[Hit]:
    """Hits, those in one that nothing parts in Chinese: 可穿戴心电监测设备 is what its last part names."""
    found: list[Hit] = []
    for hit in hits:
        last = found[-1] if found else None
        if last is not None and last.end == hit.start and not (text[hit.start - 1] + text[hit.start]).isascii():
            hit.start = last.start
            found.pop()
        found.append(hit)
    return found


def _with_likely(text: str, hits: list[Hit]) -> list[Hit]:
    """Hits, and Chinese names beside them that the lexicon lacks but that are made like names of devices."""
    found = []
    index = 0
    for match in cues.MAYBE_ZH.finditer(text):
        start, end = match.span()
        while index < len(hits) and hits[index].end <= start:
            index += 1
        if index == len(hits) or hits[index].start >= end:
            found.append(Hit(start, end, None, found="beside"))
    return sorted([*hits, *found], key=lambda hit: hit.start) if found else hits


def _word(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isascii() and text[index].isalnum()


def widen(text: str, hit: Hit, low: int, high: int, *, chinese: bool) -> None:
    """Takes qualifiers before and generic nouns behind into the surface."""
    if chinese:
        before = cues.QUALIFIER_ZH.search(text, max(low, hit.start - 16), hit.start)
        after = cues.SUFFIX_ZH.match(text, hit.end, high)
    else:
        before = None
        if text[max(0, hit.start - english.LONGEST) : hit.start].lower().endswith(english.QUALIFIERS):
            before = english.QUALIFIER.search(text, max(low, hit.start - 40), hit.start)
        after = english.SUFFIX.match(text, hit.end, high)
    if before is not None:
        hit.start = before.start()
    if after is not None:
        hit.end = after.end()


def with_neighbours(text: str, hits: list[Hit], low: int, high: int, *, chinese: bool) -> list[Hit]:
    """Hits of a sentence, and what stands in one enumeration with them or is named like them, but is not listed."""
    found = list(hits)
    if not chinese:
        taken = [(h.start, h.end) for h in hits]
        found += [Hit(start, end, None, found="beside") for start, end in enumerated(text, low, high, taken)]
    pieces = cues.pieces_zh(text, low, high, [h.start for h in hits]) if chinese else ()
    for start, end in pieces:
        inside = [h for h in found if h.start < end and h.end > start]
        if not inside:
            found.append(Hit(start, end, None, found="beside"))
        elif (
            start <= inside[0].start
            and inside[-1].end <= end <= inside[-1].end + 4
            and cues.is_whole_name(text, start, inside[0].start)
        ):
            # 除颤监护仪 is one device, whatever parts of its name are listed
            name = inside[-1].name if len(inside) == 1 and inside[0].end == end else None
            found = [h for h in found if h not in inside]
            found.append(Hit(start, end, name, found="listed" if name else "beside"))
    found.sort(key=lambda h: h.start)
    return found

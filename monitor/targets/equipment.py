"""Equipment that a Document says is to be developed, promoted, bought or renewed.

    text -> names of the lexicon (one Aho-Corasick pass)      CT, 体外膜肺氧合机, radiotherapy equipment
         -> each widened by its qualifiers                    国产光子计数CT, high-end diagnostic imaging equipment
         -> kept when a verb of policy governs it             发展, 突破, 更新, develop, procure ...
         -> their neighbours in the same enumeration, when the lexicon lacks them (`unlisted`)

A device that is only described, sold, imported or fined over is no mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.targets import en_equipment as english
from monitor.targets import equipment_cues as cues
from monitor.targets.cues import Cues
from monitor.targets.en_weighing import is_public, speaks_privately
from monitor.targets.genre import is_trade
from monitor.targets.lexicon import HEAD, Name, automaton
from monitor.targets.noise import is_noise
from monitor.targets.reader import is_chinese, statements_of
from monitor.text.views import View, look
from monitor.types import Document, EquipmentMention, Statement, StatementKind

#: CT3台: the figure is no part of the name.
_COUNTED = re.compile(r"\d{1,3}[台套]")
_STOP_ZH = re.compile(r"[。!?;]")
_STOP_EN = re.compile(r"[.!?;](?=[\s\"')\]]|$)")
#: Mentions that a later sentence may take up: 智能辅具包括….
_REMEMBERED = 40
#: Characters of a sentence that are looked at together.
_LONGEST = 1200


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    name: Name | None


def read_equipment(document: Document) -> tuple[EquipmentMention, ...]:
    """Equipment that a Document's policy supports, plans or buys; each wording once, in the order of the text."""
    view = look(document.text)
    return equipment_of(view, statements_of(view, published=document.published, plans=()))


def equipment_of(view: View, statements: tuple[Statement, ...]) -> tuple[EquipmentMention, ...]:
    """As `read_equipment`, from a text as it was scraped and the Statements read in it."""
    if not any(s.kind is StatementKind.TARGET for s in statements) and not cues.POLICY.search(view.text):
        return ()
    goals = sorted((s.start, s.end) for s in statements if s.kind is StatementKind.TARGET)
    facts = sorted((s.start, s.end) for s in statements if s.kind is StatementKind.BASELINE)
    seen: set[str] = set()
    terms: set[str] = set()
    mentions = []
    for hit, stance in _governed(view, goals, facts):
        start, end = view.span(hit.start, hit.end)
        surface = view.source[start:end]
        folded = view.text[hit.start : hit.end].lower()
        if folded in seen:
            continue
        seen.add(folded)
        entry = hit.name.entry if hit.name else None
        if hit.name is not None and hit.name.exact and " " not in folded and hit.name.entry.term in terms:
            continue
        if entry is not None:
            terms.add(entry.term)
        mentions.append(
            EquipmentMention(
                term=entry.term if entry else surface,
                surface=surface,
                start=start,
                end=end,
                nmpa_class=entry.nmpa_class if entry else None,
                stance=stance,
                unlisted=entry is None,
            )
        )
    return tuple(mentions)


def _hits(text: str) -> list[_Hit]:
    """Names of the lexicon in a view's text, leftmost and longest, at word boundaries."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    hits: list[_Hit] = []
    name: Name
    for last, name in automaton().iter_long(lower):
        start, end = last + 1 - len(name.text), last + 1
        if name.latin and (_word(text, start - 1) and _word(text, start)):
            continue
        if name.text[-1].isascii() and _word(text, end) and text[end].isascii() and not _COUNTED.match(text, end):
            continue
        if name.exact and text[start:end] != name.text:
            continue
        if name.entry is HEAD:
            named = english.purpose(text, start, end)
            start = english.qualified(text, start, end)
            if named is not None:
                start, end = min(start, named[0]) if start >= 0 else named[0], named[1]
            if start < 0:
                continue
            if hits and hits[-1].end > start:
                # ultrasound and its equipment are one name
                hits[-1].end = end
                continue
        if name.latin and english.of_trade(text, start, end):
            continue
        hits.append(_Hit(start, end, None if name.entry is HEAD else name))
    return _with_likely(text, hits)


def _with_likely(text: str, hits: list[_Hit]) -> list[_Hit]:
    """Hits, and Chinese names beside them that the lexicon lacks but that are made like names of devices."""
    found = []
    index = 0
    for match in cues.MAYBE_ZH.finditer(text):
        start, end = match.span()
        while index < len(hits) and hits[index].end <= start:
            index += 1
        if index == len(hits) or hits[index].start >= end:
            found.append(_Hit(start, end, None))
    return sorted([*hits, *found], key=lambda hit: hit.start) if found else hits


def _word(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isascii() and text[index].isalnum()


def _governed(view: View, goals: list[tuple[int, int]], facts: list[tuple[int, int]]) -> Iterator[tuple[_Hit, str]]:
    """Hits that a verb of policy governs, with its stance."""
    text = view.text
    hits = _hits(text)
    if not hits:
        return
    goal_starts = [g[0] for g in goals]
    fact_starts = [f[0] for f in facts]
    private, trade = speaks_privately(text), is_trade(text)
    position = index = 0
    carried = listed = ""
    given: dict[str, str] = {}
    for line in text.split("\n"):
        first, last = position, position + len(line)
        position = last + 1
        begin = index
        while index < len(hits) and hits[index].start < last:
            index += 1
        if is_noise(line):
            continue
        chinese = is_chinese(line)
        if begin == index:
            carried = _lead_stance(line, chinese=chinese)
            listed = carried if line.rstrip().endswith(":") else ""
            continue
        stance_before = carried or (listed if ":" in line[:40] else "")
        taken = -1
        for start, end in _sentences(line, chinese=chinese):
            low, high = first + start, first + end
            inside = []
            while begin < index and hits[begin].start < high:
                inside.append(hits[begin])
                begin += 1
            if not inside:
                # Chinese neighbours stand in an enumeration with a hit; there is none.
                if chinese:
                    stance_before = cues.lead_stance(line[start:end]) or stance_before
                continue
            goal_here = _overlaps(view, low, high, goals)
            is_off = chinese and cues.OFF_ZH.search(text, low, high) is not None
            if chinese:
                stance_before = _of_the_whole(text, inside, low, high, given) or stance_before
            words = Cues("" if chinese else text[low:high].lower())
            if not chinese and (trade or (private and not is_public(text, low, high))):
                continue
            for hit in _with_neighbours(text, inside, low, high, chinese=chinese):
                if hit.start < taken or cues.is_part_of_name(text, hit.start, hit.end, low):
                    continue
                _widen(text, hit, max(low, taken), high, chinese=chinese)
                taken = hit.end
                in_goal = _within(view, hit, goals, goal_starts)
                if is_off and not in_goal:
                    continue
                in_fact = _within(view, hit, facts, fact_starts)
                if chinese:
                    stance = cues.stance_zh(text, low, high, hit.start, hit.end, before=stance_before, wanted=in_goal)
                else:
                    stance = english.stance(words, text[low:high], hit.start - low, hit.end - low, before=stance_before)
                if (in_goal or goal_here) and not stance:
                    stance = "promote"
                if not stance or (in_fact and not in_goal and not goal_here):
                    continue
                given[text[hit.start : hit.end]] = stance
                if len(given) > _REMEMBERED:
                    del given[next(iter(given))]
                yield hit, stance
            stance_before = _lead_stance(line[start:end], chinese=chinese) or (stance_before if chinese else "")
        carried = _lead_stance(line, chinese=chinese)
        if carried and line.rstrip().endswith(":"):
            listed = carried


def _of_the_whole(text: str, inside: list[_Hit], low: int, high: int, given: dict[str, str]) -> str:
    """The stance of the class whose members a sentence lists: 智能辅具包括…, when it has been wanted before."""
    verb = cues.INCLUDES_ZH.search(text, low, high)
    if verb is None:
        return ""
    head = text[low : verb.start()]
    return next((stance for name, stance in given.items() if name in head), "") if inside else ""


def _lead_stance(text: str, *, chinese: bool) -> str:
    return cues.lead_stance(text) if chinese else english.lead_stance(text)


def _within(view: View, hit: _Hit, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    """Whether a hit stands in one of the quotes (offsets of the faithful text, in order)."""
    start = view.at(hit.start)
    for i in range(bisect_right(starts, start) - 1, max(-1, bisect_right(starts, start) - 4), -1):
        if spans[i][0] <= start < spans[i][1]:
            return True
    return False


def _sentences(line: str, *, chinese: bool) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a line, none longer than `_LONGEST`."""
    begin = 0
    for stop in (_STOP_ZH if chinese else _STOP_EN).finditer(line):
        while stop.end() - begin > _LONGEST:
            yield begin, begin + _LONGEST
            begin += _LONGEST
        yield begin, stop.end()
        begin = stop.end()
    while begin < len(line):
        yield begin, min(len(line), begin + _LONGEST)
        begin += _LONGEST


def _overlaps(view: View, low: int, high: int, spans: list[tuple[int, int]]) -> bool:
    """Whether one of the quotes (offsets of the faithful text) begins in `[low, high)` of the view."""
    index = bisect_left(spans, (view.at(low), 0))
    return index < len(spans) and spans[index][0] < view.at(high)


def _widen(text: str, hit: _Hit, low: int, high: int, *, chinese: bool) -> None:
    """Takes qualifiers before and generic nouns behind into the surface."""
    if chinese:
        before = cues.QUALIFIER_ZH.search(text, max(low, hit.start - 16), hit.start)
        after = cues.SUFFIX_ZH.match(text, hit.end, high)
    else:
        before = english.QUALIFIER.search(text, max(low, hit.start - 40), hit.start)
        after = english.SUFFIX.match(text, hit.end, high)
    if before is not None:
        hit.start = before.start()
    if after is not None:
        hit.end = after.end()


def _with_neighbours(text: str, hits: list[_Hit], low: int, high: int, *, chinese: bool) -> list[_Hit]:
    """Hits of a sentence, and what stands in one enumeration with them or is named like them, but is not listed."""
    found = list(hits)
    if not chinese:
        taken = [(h.start, h.end) for h in hits]
        found += [_Hit(start, end, None) for start, end in english.enumerated(text, low, high, taken)]
    pieces = cues.pieces_zh(text, low, high, [h.start for h in hits]) if chinese else ()
    for start, end in pieces:
        inside = [h for h in found if h.start < end and h.end > start]
        if not inside:
            found.append(_Hit(start, end, None))
        elif (
            start <= inside[0].start
            and inside[-1].end <= end <= inside[-1].end + 4
            and cues.is_whole_name(text, start, inside[0].start)
        ):
            # 除颤监护仪 is one device, whatever parts of its name are listed
            name = inside[-1].name if len(inside) == 1 and inside[0].end == end else None
            found = [h for h in found if h not in inside]
            found.append(_Hit(start, end, name))
    found.sort(key=lambda h: h.start)
    return found

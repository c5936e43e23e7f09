"""Evidence of what an English figure is, for what was learned (`kinds`): names of what is there.

By 2027 the trust | will open | 40 | diagnostic centres | in towns that have none.
        L1=will  L0=open  R0=diagnostic  LW=trust  RB=diagnostic_centres  unit=count  bound=eq  date=++

Figures are `#`, years `#Y`: what stands around a figure says what it is, not how large it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from monitor.targets.cues import Cues
from monitor.targets.english.clauses import Clause
from monitor.targets.english.near import words_before, words_behind
from monitor.targets.english.weighing import Around
from monitor.targets.learned.tenor import REACHED
from monitor.targets.learned.weights import Evidence, Group

#: So many words on each side stand for themselves with their place, and so many without it.
_PLACED, _NEAR = 5, 14
#: Families of the words of a side: in their places, outwards; in pairs; all.
_FAMILIES = {side: ([f"{side}{place}=" for place in range(_PLACED)], f"{side}B=", f"{side}W=") for side in "LR"}
_KINDS = ("goal", "fact", "past", "has", "given", "granted", "past_goal")
_TENSES = ("goal", "fact", "past", "has")


def evidence(clause: Clause, *, reason: str, date: float | None, around: Around) -> Evidence:
    """All that speaks for or against a kind.

    `reason` is why the rules would drop the figure ("" for none), `date` what its date weighs (None without one).
    """
    return Evidence(_groups(clause, reason, date, around))


def _groups(clause: Clause, reason: str, date: float | None, around: Around) -> Iterator[Group]:
    quantity = clause.quantity
    yield from _words("L", words_before(clause.line, clause.begin, quantity.start, _NEAR))
    yield from _words("R", words_behind(clause.line, quantity.end, clause.stop, _NEAR))
    yield "", list(_cues(clause))
    yield from _nearest(clause)
    yield "unit=", ("money" if quantity.unit.isupper() else quantity.unit,)
    yield "bound=", (quantity.comparator.value,)
    yield "date=", (_step(date),)
    yield "carried=", (_step(around.carried.weight),)
    yield "drop=", (reason,)
    yield from _document(around)


def _words(side: str, words: list[str]) -> Iterator[Group]:
    """Words from the figure outwards: with their place, in pairs, and as a set."""
    places, pairs, every = _FAMILIES[side]
    yield from zip(places, zip(words, strict=False), strict=False)
    yield pairs, [f"{one}_{other}" for one, other in pairwise(words[:4])]
    yield every, dict.fromkeys(words)


def _cues(clause: Clause) -> Iterator[str]:
    """Which cue words stand in the clause and in the sentence, and on which side."""
    words, start, end = clause.words, clause.quantity.start, clause.quantity.end
    low, high = clause.near()
    for kind in _KINDS:
        if not words.all(kind):
            continue
        before, behind = words.last(kind, clause.begin, start), words.next(kind, end, clause.stop)
        if before >= low:
            yield f"near<{kind}"
        if 0 <= behind < high:
            yield f"near>{kind}"
        if before >= 0:
            yield f"all<{kind}"
        if behind >= 0:
            yield f"all>{kind}"


def _nearest(clause: Clause) -> Iterator[Group]:
    """Which kind of cue words is nearest."""
    words: Cues = clause.words
    start = clause.quantity.start
    low, high = clause.near()
    yield "last=", (words.nearest(_TENSES, low, start),)
    yield "last-of-all=", (words.nearest(_TENSES, clause.begin, start),)
    yield "next=", (words.first(_TENSES, clause.quantity.end, high),)


def _document(around: Around) -> Iterator[Group]:
    """What is known of the document and the list."""
    setting = around.setting
    said = (
        ("led", around.led),
        ("translated", around.translated),
        ("private", around.private),
        ("trade", setting.trade),
        ("plan", setting.plan),
    )
    yield "", [name for name, is_so in said if is_so]
    yield "due=", (f"{setting.due is not None}{setting.period is not None}",)
    yield REACHED[around.tenor]


def _step(weight: float | None) -> str:
    """A weight in steps."""
    if weight is None:
        return "none"
    return "++" if weight >= 1 else "+" if weight > 0.3 else "0" if weight > -0.3 else "-" if weight > -1 else "--"

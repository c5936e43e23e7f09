"""Evidence of what a Chinese figure is, for what was learned (`kinds`): names of what is there.

到2027年，全市建成 | 40 | 家智能工厂，         L2=建成  L4=全市建成  R1=家  CL=建成  unit=count  counted=家  mood=++

Figures are `#`, years `Y`: what stands around a figure says what it is, not how large it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import add

from monitor.targets.chinese.clauses import Clause
from monitor.targets.chinese.mood import Mood
from monitor.targets.learned.tenor import REACHED
from monitor.targets.learned.weights import Evidence, Group
from monitor.targets.setting import Setting
from monitor.text import late as re

_YEAR = re.compile(r"20\d\d")
_FIGURE = re.compile(r"\d[\d.,]*")
#: Characters next to the figure that stand for themselves with their place, in runs of up to so many.
_PLACED = 4
_FAMILIES = tuple((size, f"L{size}=", f"R{size}=") for size in range(1, _PLACED + 1))


def evidence(clause: Clause, mood: Mood, setting: Setting, *, reason: str, tenor: int) -> Evidence:
    """All that speaks for or against a kind.

    `mood` is what governs, `setting` what the document is, `tenor` what its words are like; `reason` is why the rules
    would drop the figure ("" for none).
    """
    return Evidence(_groups(clause, mood, setting, reason, tenor))


def _groups(clause: Clause, mood: Mood, setting: Setting, reason: str, tenor: int) -> Iterator[Group]:
    line, quantity = clause.line, clause.quantity
    before, left = _masked(line[clause.begin : quantity.start], line[clause.low : quantity.start])
    behind, right = _masked(line[quantity.end : clause.end], line[quantity.end : clause.high])
    for size, left_family, right_family in _FAMILIES:
        if len(before) >= size:
            yield left_family, (before[-size:],)
        if len(behind) >= size:
            yield right_family, (behind[:size],)
    lefts, rights = list(map(add, left, left[1:])), list(map(add, right, right[1:]))
    yield "CL=", dict.fromkeys(lefts)
    yield "CR=", dict.fromkeys(rights)
    yield "SL=", dict.fromkeys(map(add, before, before[1:]))
    yield "SR=", dict.fromkeys(map(add, behind, behind[1:]))
    yield "CL=", dict.fromkeys(map(add, lefts, left[2:]))
    yield "CR=", dict.fromkeys(map(add, rights, right[2:]))
    bound = line[quantity.start : quantity.figure_start]
    yield "bound=", (f"{bound}{quantity.comparator.value}",)
    yield "unit=", ("money" if quantity.unit.isupper() else quantity.unit,)
    yield "counted=", (quantity.counted,)
    yield "drop=", (reason,)
    yield "mood=", (_step(mood.weight),)
    yield "source=", (mood.source,)
    yield "due=", (f"{mood.due is not None}",)
    yield "fact=", (f"{mood.fact is not None}",)
    yield "", [name for name in ("voiced", "trade", "report", "formal", "rules") if getattr(setting, name)]
    yield "plan=", (f"{setting.due is not None}{setting.period is not None}",)
    yield REACHED[tenor]


def _masked(text: str, part: str) -> tuple[str, str]:
    """A side of a sentence without its figures and years, and the part of it that stands in the clause."""
    if _FIGURE.search(text) is None:
        return text, part
    whole, inner = (_FIGURE.sub("#", _YEAR.sub("Y", one)) for one in (text, part))
    return whole, inner


def _step(weight: float) -> str:
    return "++" if weight > 2 else "+" if weight > 0.5 else "0" if weight > -0.5 else "-" if weight > -2 else "--"

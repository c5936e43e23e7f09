"""Evidence of what a Chinese figure is, for what was learned (`kinds`): names of what is there.

到2027年，全市建成 | 40 | 家智能工厂，         L2=建成  L4=全市建成  R1=家  CL=建成  unit=count  counted=家  mood=++

Figures are `#`, years `Y`: what stands around a figure says what it is, not how large it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.targets.setting import Setting
from monitor.targets.zh_clauses import Clause
from monitor.targets.zh_mood import Mood
from monitor.text import late as re

_YEAR = re.compile(r"20\d\d")
_FIGURE = re.compile(r"\d[\d.,]*")
#: Characters next to the figure that stand for themselves with their place, in runs of up to so many.
_PLACED = 4


def evidence(clause: Clause, mood: Mood, setting: Setting) -> Iterator[str]:
    """Names of all that speaks for or against a kind; `mood` is what governs, `setting` what the document is."""
    line, quantity = clause.line, clause.quantity
    before, behind = _masked(line[clause.begin : quantity.start]), _masked(line[quantity.end : clause.end])
    for size in range(1, _PLACED + 1):
        if len(before) >= size:
            yield f"L{size}={before[-size:]}"
        if len(behind) >= size:
            yield f"R{size}={behind[:size]}"
    yield from _runs("CL", _masked(line[clause.low : quantity.start]), 2, 3)
    yield from _runs("CR", _masked(line[quantity.end : clause.high]), 2, 3)
    yield from _runs("SL", before, 2)
    yield from _runs("SR", behind, 2)
    bound = line[quantity.start : quantity.figure_start]
    yield f"bound={bound}{quantity.comparator.value}"
    yield f"unit={'money' if quantity.unit.isupper() else quantity.unit}"
    yield f"counted={quantity.counted}"
    yield f"mood={_step(mood.weight)}"
    yield f"source={mood.source}"
    yield f"due={mood.due is not None}"
    yield f"fact={mood.fact is not None}"
    for name in ("voiced", "trade", "report", "formal"):
        if getattr(setting, name):
            yield name
    yield f"plan={setting.due is not None}{setting.period is not None}"


def _masked(text: str) -> str:
    return _FIGURE.sub("#", _YEAR.sub("Y", text))


def _runs(name: str, text: str, *sizes: int) -> Iterator[str]:
    """All runs of so many characters, each once."""
    for size in sizes:
        for run in {text[at : at + size] for at in range(len(text) - size + 1)}:
            yield f"{name}={run}"


def _step(weight: float) -> str:
    return "++" if weight > 2 else "+" if weight > 0.5 else "0" if weight > -0.5 else "-" if weight > -2 else "--"

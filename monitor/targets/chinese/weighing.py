"""How much the words around a Chinese figure, and the document it stands in, speak for a goal or for a fact."""

from __future__ import annotations

from monitor.targets.chinese.clauses import Clause
from monitor.targets.chinese.mood import Mood
from monitor.targets.setting import Setting
from monitor.text import late as re
from monitor.types import Comparator

#: Verbs and bullets of a goal that needs no other word.
_PLANNED = re.compile(
    r"新[增建设添]|建成|建设|培育|打造|形成|引进|达|实现|增加|提高|提升|扩大|设立|创建|办到|[·●◆—:]|突破|超|规划|总数"
)
#: A multiple of what others have: 是内地的五倍.
_TIMES_OF = re.compile(r"(?:是|为)[^,。;\d]{1,12}的(?:约|近)?$")
#: What is wanting, and what has come together so far: facts, where no date says otherwise.
_WANTING = re.compile(r"缺口[^,。;\d]{0,4}$|缺(?:少|乏|员|编)?(?:约|近)?$")
_SO_FAR = re.compile(r"累计[^,。;]{0,16}$")
#: Units of time that may be an obligation.
SPANS = ("days", "hours", "minutes", "weeks", "months")


def of_words(clause: Clause, mood: Mood, last: str | None) -> float:
    """What bounds and the words of the clause add to the weight of a figure; `last` is the kind of the one before."""
    line, quantity = clause.line, clause.quantity
    weight = 0.0
    bound = line[quantity.start : quantity.figure_start]
    if bound.startswith(("不足", "不到", "不满", "未达")):
        weight -= 2.0
    elif "不" in bound or "至少" in bound or "≥" in bound:
        weight += 1.5
    elif (quantity.comparator is Comparator.APPROX and "左右" not in line[quantity.figure_end : quantity.end]) or (
        quantity.bounded and quantity.end == quantity.figure_end and not bound
    ):
        weight -= 0.7
    if _WANTING.search(clause.lead(10)):
        weight -= 3.0
    elif mood.due is None and abs(mood.weight) < 1.0 and _SO_FAR.search(line, clause.low, quantity.start):
        weight -= 2.0
    if quantity.unit == "times" and mood.source != "ahead" and _TIMES_OF.search(clause.lead(16)):
        weight -= 2.5
    if line.startswith("其中", clause.low) and last is not None and abs(mood.weight) < 2.6:
        weight += 2.0 if last == "target" else -2.0
    if clause.words.has("goal", quantity.end, clause.high):
        weight += 1.2
    elif clause.words.has("fact", quantity.end, clause.high):
        weight -= 1.2
    return weight


def of_the_plan(clause: Clause, mood: Mood, setting: Setting) -> float:
    """What the kind of document adds to the weight of a figure whose own words say little."""
    quantity = clause.quantity
    if not setting.voiced:
        return -0.6
    planned = quantity.bounded or _PLANNED.search(clause.line, clause.low, quantity.end) is not None
    loose = quantity.unit.isupper() or quantity.comparator in (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
    if setting.due and (mood.due or mood.weight or planned or setting.formal or not loose):
        weight = 0.8
    else:
        weight = 0.4 if setting.formal else -0.6
    return weight + (1.0 if quantity.unit in SPANS and quantity.comparator is Comparator.LE else 0.0)

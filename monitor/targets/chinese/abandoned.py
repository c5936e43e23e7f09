"""Whether a Chinese figure is that of a goal given up: 原定到2028年建成影像中心14个的目标不再执行."""

from __future__ import annotations

from monitor.targets.chinese.clauses import Clause
from monitor.text import late as re

_GOAL = r"(?:目标|计划|任务|指标|规划|要求|安排|方案|承诺)"
_ENDED = r"(?:取消|终止|中止|废止|放弃|撤销|作废|搁置|不再(?:执行|实施|保留|推进|适用|生效|有效|考核|列入|纳入))"
_NOW = (
    r"(?:现已?|目前|已经?|均|都|也|全部|一并|随之|正式|宣布|决定|同时|同步|经研究|后来?|将|被|予以|遭|由[^,。;]{1,8})*"
)
#: Characters around a figure in which it is said, and what every way of saying so has.
_NEAR = 60
_CUE = re.compile(r"取消|止|放弃|撤销|作废|搁置|不再")
#: Behind the figure: 14个的目标不再执行, 14个的计划,现已取消, 60%不再作为考核目标.
_BEHIND = re.compile(
    rf"[^,。;]{{0,16}}?的(?:原定?|工作|建设|考核|约束性|预期性)?{_GOAL},?{_NOW}(?:{_ENDED}|不再作为)"
    rf"|[^,。;]{{0,12}}?,?{_NOW}不再作为[^,。;]{{0,8}}?{_GOAL}"
)
#: Behind the figure of what was once planned: 原计划建成14个,现已取消.
_THEN = re.compile(rf"[^,。;]{{0,16}},(?:但|但是)?(?:该|这一|此项?|上述|相关)?{_GOAL}?{_NOW}{_ENDED}(?=[。;,!]|$|了)")
_ONCE = re.compile(r"(?:原定|原先?计划|原拟|原本|原先|曾计划|此前计划)[^。;]{0,40}$")
_DONE = re.compile(r"已(?:经|建成|完成)|建成了|完成了|现在?[^,。;]{0,6}$")
#: Before the figure, what ended: 终止2027年配备…50台 | 的计划.
_BEFORE = re.compile(
    rf"(?<!不)(?<!未)(?<!有)(?<!实现)(?<!完成){_ENDED}了?(?=原|此前|先前|到?\"?(?:20\d\d年|十[三四五六]五))[^,。;]{{2,36}}$"
)
_ITS_GOAL = re.compile(rf"[^,。;]{{0,16}}?的(?:工作|建设|考核)?{_GOAL}")


def is_abandoned(clause: Clause) -> bool:
    """Whether whoever set a goal gave it up."""
    line, begin, end = clause.line, clause.begin, clause.end
    low, start, stop = max(begin, clause.quantity.start - _NEAR), clause.quantity.start, clause.quantity.end
    if _CUE.search(line, low, min(end, stop + _NEAR)) is None:
        return False
    if _BEHIND.match(line, stop, end):
        return True
    once = _ONCE.search(line, low, start)
    if once is not None and _DONE.search(line, once.start(), start) is None and _THEN.match(line, stop, end):
        return True
    return _BEFORE.search(line, low, start) is not None and _ITS_GOAL.match(line, stop, end) is not None

"""How far a target is: the latest fact that is known of the same metric.

target   到2027年,产业规模突破500亿元           of a page, under a plan
facts    2024年,产业规模为330亿元               of that page, of a page of the same plan,
                                                or of any page, when the place is the same and the metric exactly is
      -> the one alike in metric, unit and counter, with the latest date

What adds up over a year is not known by a part of it: 2025年产值420亿元 stands before 2026年一季度产值130亿元.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from monitor.ports import TargetEntry
from monitor.targets.following.comparing import scopes
from monitor.targets.following.concepts import concept_likeness, concepts
from monitor.targets.following.contrast import matter
from monitor.targets.following.likeness import counters_agree, is_chinese, metric_key, metric_likeness
from monitor.targets.isodates import last_day
from monitor.targets.plans.key import SAME_PLAN, place_in, place_of, plan_key, plan_likeness
from monitor.text import late as re
from monitor.text.fold import fold
from monitor.types import Comparator, Statement

#: From this likeness of metrics on, a fact is of the target's metric.
_SAME_METRIC, _SAME_CONCEPT = 0.75, 0.8
_GROWTH = frozenset({Comparator.INCREASE_BY, Comparator.DECREASE_BY})
#: What adds up over a year, and what adds up over more than one.
_YEARLY = re.compile(
    r"产值|收入|营收|销售额|销售量|销量|产量|增加值|生产总值|出口|进口|投资|利润|税收|交易额|成交额|贸易额|支出|产业规模|"
    r"\b(?:output|revenues?|turnover|sales|exports?|imports?|investments?|production|profits?|value added|spending)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"累计|总投资|\b(?:cumulative|accumulated|in total)\b", re.IGNORECASE)


class Facts:
    """Facts of all pages, to be found by page, and by what they measure where."""

    def __init__(self, facts: Sequence[TargetEntry]) -> None:
        self._of_page: defaultdict[int, list[TargetEntry]] = defaultdict(list)
        self._of_matter: defaultdict[tuple[object, ...] | None, list[TargetEntry]] = defaultdict(list)
        for fact in facts:
            self._of_page[fact.page_id].append(fact)
            if (measured := _measured(fact)) is not None:
                self._of_matter[measured].append(fact)

    def beside(self, target: TargetEntry, pages: Sequence[int]) -> list[TargetEntry]:
        """Those of these pages, and those of other pages that measure exactly what the target does."""
        alike = self._of_matter.get(_measured(target), ())
        others = [fact for fact in alike if fact.page_id not in pages and _same_matter(target, fact)]
        return [*(fact for page in sorted(pages) for fact in self._of_page[page]), *others]


def latest_baseline(target: TargetEntry, facts: Sequence[TargetEntry]) -> TargetEntry | None:
    """The latest of the facts of the target's metric; of equally late ones the most alike. None when none is.

    Facts without a date come behind those with one, by the day their page first said so; what a part of a year came to
    is the last resort.
    """
    found = [(alike, fact) for fact in facts if (alike := _likeness(target, fact)) > 0]
    if not found:
        return None
    return max(
        found,
        key=lambda item: (
            not is_of_part(target, item[1]),
            item[1].statement.as_of is not None,
            _holds_for(item[1]),
            item[0],
        ),
    )[1]


def is_of_part(target: TargetEntry, fact: TargetEntry) -> bool:
    """Whether a fact says what a part of a year came to of what the target wants in a year.

    Years that end in the month in which the target is due are whole.
    """
    one, date = target.statement, fact.statement.as_of or ""
    if len(date) < 7 or len(date) == 9 or one.unit.startswith("percent"):
        return False
    if date[5:7] == "12" or date[5:7] == (one.deadline or "")[5:7]:
        return False
    return _YEARLY.search(one.metric) is not None and _IN_ALL.search(f"{one.metric} {one.quote}") is None


def _holds_for(fact: TargetEntry) -> str:
    """The last day that a fact speaks of: `2014-2024` is that of 2024."""
    date = fact.statement.as_of or f"{fact.since:%Y-%m-%d}"
    date = date[5:] if len(date) == 9 else date
    return last_day(date)


def _likeness(target: TargetEntry, fact: TargetEntry) -> float:
    """0 when the fact is of another metric, place or plan."""
    one, other = target.statement, fact.statement
    if one.unit != other.unit or not counters_agree(one, other) or not _same_sort(one, other):
        return 0.0
    if fact.page_id != target.page_id and not (_same_plan(one, other) or _same_matter(target, fact)):
        return 0.0
    if fact.page_id == target.page_id and one.plan != other.plan:
        return 0.0
    if is_chinese(one) is is_chinese(other):
        alike = metric_likeness(one, other)
        return alike if alike >= _SAME_METRIC and metric_key(one.metric) else 0.0
    alike = concept_likeness(concepts(f"{one.metric} {one.quote}"), concepts(f"{other.metric} {other.quote}"))
    return alike if alike >= _SAME_CONCEPT else 0.0


def _same_sort(one: Statement, other: Statement) -> bool:
    """A level beside a level, growth beside growth: only percentages can be taken for each other."""
    if not one.unit.startswith("percent"):
        return True
    growth = [
        "growth" in concepts(f"{statement.metric} {statement.quote}") or statement.comparator in _GROWTH
        for statement in (one, other)
    ]
    return growth[0] == growth[1]


def _same_plan(one: Statement, other: Statement) -> bool:
    if one.plan is None or other.plan is None:
        return False
    return plan_likeness(_key(one.plan), _key(other.plan)) >= SAME_PLAN


def _same_matter(target: TargetEntry, fact: TargetEntry) -> bool:
    """Whether two pages measure exactly the same, at one place: what is added is not what there is in all."""
    measured = _measured(target)
    return measured is not None and measured == _measured(fact) and scopes(target.statement, fact.statement) is None


def _measured(entry: TargetEntry) -> tuple[object, ...] | None:
    """What a figure measures, in what unit and where; None when either is not known."""
    said = entry.statement
    measured = _what_and_where(said.metric, said.plan or "", entry.page_title)
    return (said.unit, *measured) if measured is not None else None


@lru_cache(maxsize=20_000)
def _what_and_where(metric: str, plan: str, title: str) -> tuple[object, str] | None:
    """The place is the one that the metric names, else that of its plan, else that of its page."""
    place = place_of(fold(metric)) or (place_in(_key(plan)) if plan else "") or place_of(fold(title))
    what = matter(metric)
    return (what, place) if what is not None and place else None


@lru_cache(maxsize=4096)
def _key(plan: str) -> str:
    return plan_key(plan)

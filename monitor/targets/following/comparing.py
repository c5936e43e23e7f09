"""Two statements of two pages side by side: how sure it is that they are one target, and what speaks against it.

plan 0.3, metric 0.3, value 0.25, date 0.1, unit 0.05      the score, with its reasons
value, unit, deadline, counter, scope, plan                the differences, each with both sides
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.ports import ToldEntry
from monitor.targets.following.concepts import concept_likeness, concepts
from monitor.targets.following.likeness import counters_agree, is_chinese, metric_likeness
from monitor.targets.plans.key import NATIONAL, SAME_PLAN, place_in, plan_key, plan_likeness
from monitor.targets.plans.official import is_official, is_official_title
from monitor.text import late as re
from monitor.types import Statement, Version

#: What is added is not what there is in all. Growth words (增长, 增加到) are no such thing.
_ADDED = re.compile(r"新增|新(?=[设建获])|增(?=[第国])|增设|再添")
#: So many times apart, two values are likely one that was mistranslated: 億 is no billion.
_SLIPS = (10, 100, 1000, 10_000, 100_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A Statement and who told it."""

    #: Address of the page, or any name that is unique to it.
    page: str
    statement: Statement
    #: Key of the plan it belongs to (`PlanMention.key`); None takes it from the statement's own plan name.
    plan: str | None = None
    #: Whether it is the draft of that plan that says so (征求意见稿), or a report of the draft.
    draft: bool = False
    #: The edition of that plan, as its page says (`PlanMention.edition`).
    edition: int = 0
    #: Whether it is taken to be of that plan by the figures of its page, not by the name of the plan alone.
    by_figures: bool = False
    #: Whether its page is a paper of an office, as a plan is, and no report of one.
    own: bool = False
    #: The sentence it stands in, when the text of its page was asked for; "" otherwise.
    sentence: str = ""

    @property
    def key(self) -> str:
        """The plan's key; "" for none."""
        if self.plan is not None:
            return self.plan
        return plan_key(self.statement.plan) if self.statement.plan else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure it is that two statements are one target."""

    #: 0 to 1.
    score: float
    #: Likeness of what is measured, 0 to 1, which is part of the score.
    metric: float
    #: What the score is made of, for people: `same plan`, `same value`, `metric 0.8`.
    reasons: tuple[str, ...]
    #: What speaks against it: `counter 项 against 家`, `value 300 against 200`, `deadline 2025 against 2026`.
    differences: tuple[str, ...] = ()


def told_by(page: str, version: Version) -> list[Told]:
    """What a Version of the page at that address tells."""
    plans = {plan.name: (plan.key, plan.draft, plan.edition) for plan in version.plans}
    own = is_official(version.document)
    found = []
    for statement in version.statements:
        key, draft, edition = plans.get(statement.plan or "", (None, False, 0))
        found.append(Told(page=page, statement=statement, plan=key, draft=draft, edition=edition, own=own))
    return found


def told_elsewhere(entries: Iterable[ToldEntry]) -> list[Told]:
    """What the register has of other pages."""
    return [
        Told(
            page=entry.page_url,
            statement=entry.statement,
            plan=entry.plan_key,
            draft=entry.draft,
            edition=entry.edition,
            own=is_official_title(entry.page_title),
        )
        for entry in entries
    ]


def compare_targets(one: Told, other: Told) -> Likeness:
    """How sure it is that two statements are the same target, and what speaks for and against it.

    Plan 0.3, metric 0.3, value 0.25, unit 0.05, date 0.1. A plan or a date that one side does not name counts half.
    """
    a, b = one.statement, other.statement
    score, reasons, differences = _plans(one, other)
    metric = same_metric(a, b)
    score += 0.3 * metric
    reasons.append(f"metric {metric:.1f}")
    if a.unit == b.unit:
        score += 0.05
        if (a.value, a.value_high) == (b.value, b.value_high):
            score += 0.25
            reasons.append("same value")
        else:
            differences.append(f"value {_figure(a)} against {_figure(b)}{slip(a, b)}")
    else:
        differences.append(f"unit {a.unit} against {b.unit}")
    if a.deadline and b.deadline:
        if a.deadline[:4] == b.deadline[:4]:
            score += 0.1
            reasons.append("same deadline")
        else:
            differences.append(f"deadline {a.deadline} against {b.deadline}")
    else:
        score += 0.05
    if a.unit == b.unit == "count" and not counters_agree(a, b):
        differences.append(f"counter {a.counted} against {b.counted}")
    scope = scopes(a, b)
    if scope is not None:
        differences.append(f"scope {scope[0]} against {scope[1]}")
    return Likeness(score=round(score, 3), metric=metric, reasons=tuple(reasons), differences=tuple(differences))


def _plans(one: Told, other: Told) -> tuple[float, list[str], list[str]]:
    """What the plans of two statements add to the score, with the reason for it or the difference.

    Plans of which one names no place, or one that may be the other's, are two until `link` finds them to be one.
    """
    likeness = plan_likeness(one.key, other.key)
    if likeness == 1 and (one.by_figures or other.by_figures):
        return 0.25, ["same plan by its other targets"], []
    if likeness == 1:
        return 0.3, ["same plan"], []
    if not one.key or not other.key:
        return 0.15, [], []
    places = {place_in(one.key), place_in(other.key)}
    if likeness >= SAME_PLAN and (len(places) == 1 or NATIONAL in places):
        return 0.3 * likeness, [f"plan {likeness:.1f}"], []
    return 0.0, [], [f"plan {one.key} against {other.key}"]


def same_metric(a: Statement, b: Statement) -> float:
    """Likeness of what is measured: by words within a language, by concepts across languages and wordings."""
    words = metric_likeness(a, b)
    tags = concept_likeness(concepts(f"{a.metric} {a.quote}"), concepts(f"{b.metric} {b.quote}"))
    return max(words, tags if is_chinese(a) is not is_chinese(b) else 0.8 * tags)


def _figure(statement: Statement) -> str:
    high = f"-{statement.value_high.normalize():f}" if statement.value_high is not None else ""
    return f"{statement.value.normalize():f}{high}"


def slip(a: Statement, b: Statement) -> str:
    """Names a likely slip of translation: a power of ten between the two values; "" when there is none."""
    if not a.value or not b.value:
        return ""
    ratio = max(a.value, b.value) / min(a.value, b.value)
    return f" (factor {ratio.normalize():f})" if ratio in _SLIPS else ""


def scopes(a: Statement, b: Statement) -> tuple[str, str] | None:
    """What is added against what there is in all, when only one of two Chinese statements says 新增."""
    if not is_chinese(a) or not is_chinese(b):
        return None
    sides = tuple("added" if _ADDED.search(f"{s.metric}{s.quote}") else "in all" for s in (a, b))
    return (sides[0], sides[1]) if sides[0] != sides[1] else None

"""What a Document promises or reports, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class StatementKind(StrEnum):
    """A goal, or a reported fact."""

    TARGET = "target"
    BASELINE = "baseline"


class Comparator(StrEnum):
    """How the value bounds the quantity."""

    EQ = "eq"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    APPROX = "approx"
    RANGE = "range"
    INCREASE_BY = "increase_by"
    DECREASE_BY = "decrease_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One quantified statement found in a Version."""

    kind: StatementKind
    #: What is measured, as the text words it.
    metric: str
    #: Fully expanded: 7000亿元 is 700_000_000_000. A percentage is 25, not 0.25.
    value: Decimal
    #: Upper end, only with `range`.
    value_high: Decimal | None = None
    #: `CNY`, `USD` …, `percent`, `percentage_points`, `count`, `times`, `minutes` … `years`.
    unit: str
    #: Counter word or counted noun, only with unit `count`, else "".
    counted: str = ""
    comparator: Comparator
    #: When a target is due: `2025`, `2026-06` or `2025-12-31`.
    deadline: str | None = None
    #: The date or period a baseline holds for; also `2014-2024`.
    as_of: str | None = None
    #: Name of the Plan as the text gives it.
    plan: str | None = None
    #: Exact substring of the Version's text: `text[start:end] == quote`.
    quote: str
    #: Offsets in code points into the Version's text, end exclusive.
    start: int
    end: int
    #: Name of the rule that fired.
    rule: str
    #: The same fact stands elsewhere in the document, more fully.
    repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentMention:
    """A device, component or technology that a Version says is to be developed, promoted, bought …"""

    #: The lexicon's name for it, or the surface when `unlisted`.
    term: str
    #: Exact substring of the Version's text: `text[start:end] == surface`.
    surface: str
    start: int
    end: int
    #: `01` to `22` of the NMPA classification catalogue, when it has one.
    nmpa_class: str | None = None
    #: `develop`, `break_through`, `promote`, `procure`, `update`, `restrict` or `mention`.
    stance: str = "mention"
    #: The lexicon lacks it; found by the company it keeps.
    unlisted: bool = False
    #: How it was found, and what wants it (docs/targets.md); "" when it was read before rules were named.
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMention:
    """A policy document that a Version speaks of."""

    #: As the text gives it: `上海市高端装备产业发展“十四五”规划`.
    name: str
    #: Equal for the same plan in any script or language, as far as the name tells.
    key: str
    issuer: str | None = None
    #: First and last year, when the name or its five-year plan gives them.
    period: tuple[int, int] | None = None
    draft: bool = False
    #: The year of the revision that the text speaks of; 1 when it does not say which, 0 for the plan as first issued.
    edition: int = 0
    #: The page's title names it: the page is this plan, or is about it.
    titled: bool = False
    #: Where the Version's text names it; 0 and 0 when only the title does.
    start: int
    end: int

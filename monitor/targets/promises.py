"""All that a text promises, in one reading: its plans, its statements, its equipment.

view ─> plans ─> statements, each with its plan ─> equipment, by the goals it stands in
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.targets.equipment.mentions import equipment_of
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.targets.whole import Whole
from monitor.text.views import look
from monitor.types import Document, EquipmentMention, PlanMention, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What one text promises."""

    plans: tuple[PlanMention, ...]
    statements: tuple[Statement, ...]
    equipment: tuple[EquipmentMention, ...]


def read_promises(document: Document) -> Promises:
    """What a Document promises: as `read_plans`, `read_statements` and `read_equipment`, with each thing found once."""
    return promises_of(document.text, title=document.title, issuer=document.issuer, published=document.published)


def promises_of(text: str, *, published: str | None, title: str = "", issuer: str | None = None) -> Promises:
    """As `read_promises`, from a text as it was scraped."""
    view = look(text)
    whole = Whole(view, title)
    plans = plans_of(view, title=title, issuer=issuer)
    statements = statements_of(view, published=published, plans=plans, whole=whole)
    return Promises(plans=plans, statements=statements, equipment=equipment_of(view, statements, whole))

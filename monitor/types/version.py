"""What is kept of a Page: raw evidence, and the text read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.types.document import Document, Recipe
from monitor.types.statement import EquipmentMention, PlanMention, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The raw bytes of a response, with the headers it came with."""

    sha256: str
    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The cleaned text of a Page at a time, with what was read in it."""

    #: 1, 2, 3 … within the Page; 0 before it is recorded.
    number: int = 0
    document: Document
    statements: tuple[Statement, ...] = ()
    equipment: tuple[EquipmentMention, ...] = ()
    plans: tuple[PlanMention, ...] = ()
    recipe: Recipe
    #: The Snapshot it was read from.
    snapshot_sha256: str
    #: When the Snapshot was fetched.
    fetched_at: datetime
    #: Made by reading a stored Snapshot again; can never alert.
    technical: bool = False

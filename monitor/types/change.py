"""What differs between two Versions of a Page, or has become of the Page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.types.document import Attachment
from monitor.types.statement import EquipmentMention, Statement


class ChangeKind(StrEnum):
    """What happened. Page kinds first, then target kinds, then equipment."""

    PAGE_NEW = "page_new"
    TEXT_CHANGED = "text_changed"
    PAGE_BLOCKED = "page_blocked"
    PAGE_UNBLOCKED = "page_unblocked"
    PAGE_FAILING = "page_failing"
    PAGE_RECOVERED = "page_recovered"
    PAGE_GONE = "page_gone"
    PAGE_BACK = "page_back"
    #: Most of the text, or all from some place on, is not on the page any more; whether it was withdrawn is open.
    PAGE_SHORTENED = "page_shortened"
    #: The page answers from another address than before, by whatever redirect.
    PAGE_MOVED = "page_moved"
    ATTACHMENT_ADDED = "attachment_added"
    #: Another file under the same name.
    ATTACHMENT_REPLACED = "attachment_replaced"
    ATTACHMENT_REMOVED = "attachment_removed"
    TARGET_NEW = "target_new"
    TARGET_REMOVED = "target_removed"
    TARGET_RAISED = "target_raised"
    TARGET_LOWERED = "target_lowered"
    TARGET_POSTPONED = "target_postponed"
    TARGET_BROUGHT_FORWARD = "target_brought_forward"
    TARGET_TIGHTENED = "target_tightened"
    TARGET_LOOSENED = "target_loosened"
    TARGET_REWORDED = "target_reworded"
    TARGET_RESTATED = "target_restated"
    DEADLINE_NEAR = "deadline_near"
    DEADLINE_PASSED = "deadline_passed"
    #: Two pages report one target in different figures.
    SOURCES_DISAGREE = "sources_disagree"
    EQUIPMENT_NAMED = "equipment_named"
    EQUIPMENT_DROPPED = "equipment_dropped"

    @property
    def is_target(self) -> bool:
        """Whether it speaks of a target rather than of the page or its equipment."""
        return self.value.startswith("target_")


class EditKind(StrEnum):
    """What happened to one block."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One block of difference between two texts."""

    kind: EditKind
    #: Text before; "" when added.
    before: str = ""
    #: Text after; "" when removed.
    after: str = ""
    #: Inside a replaced block: (op, text) with op "=", "-" or "+", in order; figures are never cut in two.
    words: tuple[tuple[str, str], ...] = ()
    #: Index of the block in the text before; None when added, and for the title, which is no block.
    before_at: int | None = None
    #: Index of the block in the text after; None when removed, and for the title.
    after_at: int | None = None
    #: The heading it stands under, in the text that has it; "" at the top.
    section: str = ""
    #: 0 (noise) to 1, when it has been weighed; see `Change.significance`.
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a person may want to know."""

    kind: ChangeKind
    #: Unique within the check that found it, equal for equal input: `target_raised:产值|CNY|2025`.
    key: str
    #: 0 (noise) to 1 (a figure of a target changed).
    significance: float
    #: What the significance is made of, for people.
    why: tuple[str, ...] = ()
    #: One line, in English, that says it all: `Target raised: … >700 bn → >750 bn CNY by 2025`.
    summary: str
    #: Part of the starting stock of a source: kept in the register, not alerted.
    initial: bool = False
    before: Statement | None = None
    after: Statement | None = None
    #: The sentences that `before` and `after` stand in.
    sentence_before: str = ""
    sentence_after: str = ""
    equipment: EquipmentMention | None = None
    #: Of `text_changed` all edits, of `page_new` the first sentences.
    edits: tuple[Edit, ...] = ()
    #: Of the attachment kinds.
    attachment: Attachment | None = None
    #: Addresses of other pages that report the same target; with `sources_disagree`, of the one that differs.
    also: tuple[str, ...] = ()
    #: Address of the draft or earlier edition of the plan that `before` stands in; "" when that is an earlier Version.
    draft: str = ""

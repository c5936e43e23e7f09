"""What a Snapshot says: ordered Blocks and the facts about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """Shape of a Block on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    #: Cells separated by " | ".
    TABLE_ROW = "table-row"


class Role(StrEnum):
    """What a Block is to the Document."""

    BODY = "body"
    #: A reply in a thread.
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table row. `text` holds no line break."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    #: 1 to 6 for headings, else 0.
    level: int = 0
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Text of the page that is not the document, and the rule that says so."""

    text: str
    #: Short and stable: `navigation`, `disclaimer`, `learned: seen on 12 of 12 pages` …
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file the document links to."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one Snapshot says."""

    #: The address it was read from; None for a file.
    url: str | None
    title: str
    #: ISO date, or date and time with offset when the page gives them.
    published: str | None = None
    modified: str | None = None
    #: Issuing body: 上海市经济和信息化委员会.
    issuer: str | None = None
    #: Document number: 沪经信装〔2021〕1002号.
    number: str | None = None
    #: `zh-Hans`, `zh-Hant`, `en` …; None when there is too little text to say.
    language: str | None = None
    #: Of the document, when the page names one on the same site.
    canonical_url: str | None = None
    blocks: tuple[Block, ...] = ()
    removed: tuple[Removed, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def text(self) -> str:
        """The Version's text: one block a line. Offsets of Statements count in it, in code points."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a Snapshot was read. Versions are compared only when theirs are equal."""

    #: Version of the extractor's own rules; raised when a release reads pages differently.
    extractor: str
    #: `ExtractRules.digest` of the source.
    rules: str
    #: Revision of the learned boilerplate of the page's host; 0 when nothing is learned.
    boilerplate: int = 0

"""What the pages of one host showed, and what was learned from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit


def host_of(url: str | None) -> str:
    """The host of an address, lower case and without port; "" when it has none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:  # an address that a page made up: brackets that hold no IPv6
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBlock:
    """One Block of a page as learning sees it."""

    #: 16 hex digits, equal for texts that readers cannot tell apart.
    key: str
    #: Size in columns: a Chinese character takes two.
    width: int
    #: It holds a Statement, equipment or a Plan.
    speaks: bool = False
    #: Document by its form: a heading, a table row, a salutation, a signature.
    formal: bool = False
    #: It was taken off by what had been learned before.
    masked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """Blocks of a page at its last reading, in order; of long pages, those of both ends."""

    page_id: int
    host: str
    seen_at: datetime
    #: The Plan the page reports, when it names exactly one; else "".
    subject: str = ""
    blocks: tuple[SeenBlock, ...] = ()
    #: (key of a line without its figures, checks in a row at which nothing but such figures differed).
    restless: tuple[tuple[str, int], ...] = ()


class Why(StrEnum):
    """What shows that a line is the site's, not the document's."""

    #: It stands on most pages of the host.
    RECURS = "recurs"
    #: Its figures change at every check while the document stands still.
    RESTLESS = "restless"
    #: A person said so.
    PERSON = "person"


class LineState(StrEnum):
    """What becomes of a line."""

    LEARNED = "learned"
    #: Always stripped, whatever is learned.
    PINNED = "pinned"
    #: Never stripped, whatever is learned.
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedLine:
    """One line of a host's boilerplate."""

    #: As in `SeenBlock`.
    key: str
    #: As one of the pages has it.
    text: str
    why: Why
    state: LineState = LineState.LEARNED
    #: Documents (or, of a restless line, checks) that showed it, of how many looked at.
    seen: int = 0
    looked_at: int = 0
    #: When it was learned, pinned or forgotten.
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedHost:
    """What is known of one host."""

    host: str
    #: Of the mask; 0 while nothing was ever stripped.
    revision: int = 0
    #: When its pages were last compared; None for never.
    learned_at: datetime | None = None
    #: Pages observed, and those of them seen since `learned_at`.
    pages: int = 0
    fresh: int = 0
    lines: tuple[LearnedLine, ...] = ()

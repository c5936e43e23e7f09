"""What a host's pages share: learned from many pages, taken off each.

Version ──observe──> SeenPage ──┐
Version ──observe──> SeenPage ──┼─learn──> Found ──(stored)──> LearnedLine ──mask_of──> Boilerplate
Version ──observe──> SeenPage ──┘                                                           │
                                                       Document ──────────strip─────────────┴──> Document
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.text.normal import comparable, comparables
from monitor.types import Document, LearnedHost, LearnedLine, LineState, Removed, Why

#: Longer lines are never restless.
RESTLESS_CHARS = 120
#: Figures in a line: 1,234 and 12:30 are one each.
_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """Learned boilerplate of one host, as one frozen value: what a Recipe's `boilerplate` revision stands for."""

    #: 0 when nothing is learned.
    revision: int = 0
    #: Reason by the key of a line.
    lines: Mapping[str, str] = field(default_factory=dict)
    #: Reason by the key of a line without its figures.
    restless: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether it takes anything off."""
        return bool(self.lines or self.restless)


NOTHING_LEARNED = Boilerplate()


def key_of(text: str) -> str:
    """The key of a line: equal for texts that readers cannot tell apart."""
    return _hash(comparable(text))


def keys_of(texts: Sequence[str]) -> list[str]:
    """The keys of the lines of a document."""
    return [_hash(same) for same in comparables(texts)]


def restless_key(text: str) -> str | None:
    """The key of a line whatever its figures are; None when it has none."""
    return _restless_key(comparable(text))


def _restless_key(same: str) -> str | None:
    bare, count = _FIGURE.subn("0", same)
    return _hash("#" + bare) if count else None


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def mask_of(known: LearnedHost) -> Boilerplate:
    """The mask of a host: what was learned and pinned, without what a person has forgotten."""
    lines: dict[str, str] = {}
    restless: dict[str, str] = {}
    for line in known.lines:
        if line.state is LineState.FORGOTTEN:
            continue
        (restless if line.why is Why.RESTLESS else lines)[line.key] = f"learned: {reason_of(line)}"
    return Boilerplate(revision=known.revision, lines=lines, restless=restless)


def reason_of(line: LearnedLine) -> str:
    """Why a line is stripped, or is not, in a few words."""
    if line.state is not LineState.LEARNED:
        return f"{line.state.value} by hand"
    if line.why is Why.RESTLESS:
        return f"changed at {line.seen} checks in a row while the page stood still"
    return f"seen on {line.seen} of {line.looked_at} pages"


def strip(document: Document, mask: Boilerplate) -> Document:
    """The Document without the lines of the mask, which are named in `removed`."""
    if not mask:
        return document
    reasons = masked([block.text for block in document.blocks], mask)
    kept, removed = [], []
    for block, reason in zip(document.blocks, reasons, strict=True):
        if reason is None:
            kept.append(block)
        else:
            removed.append(Removed(text=block.text, reason=reason))
    if not removed:
        return document
    return replace(document, blocks=tuple(kept), removed=(*document.removed, *removed))


def masked(texts: Sequence[str], mask: Boilerplate) -> list[str | None]:
    """For each line of a document the reason why it goes, or None.

    A document that would lose all its lines keeps them: then the page is about them.
    """
    sames = comparables(texts) if mask else []
    reasons = [_reason(text, same, mask) for text, same in zip(texts, sames, strict=False)]
    if all(reason is not None or not text.strip() for text, reason in zip(texts, reasons, strict=False)):
        return [None] * len(texts)
    return reasons


def _reason(text: str, same: str, mask: Boilerplate) -> str | None:
    """Why a line goes; `same` is its comparable text."""
    reason = mask.lines.get(_hash(same))
    if reason is None and mask.restless and len(text) <= RESTLESS_CHARS:
        reason = mask.restless.get(_restless_key(same) or "")
    return reason

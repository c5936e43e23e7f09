"""A Document from blocks alone: for files that say nothing about themselves but in their text."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.dating import date_in_address
from monitor.extract.labels import labels_in, signature_in
from monitor.text.decloak import decloak
from monitor.text.language import language_of
from monitor.types import Block, Document, Removed

_TITLE_CHARS = 120
_HEAD_LINES = 20
_TAIL_LINES = 8


def document_of(
    blocks: Sequence[Block], *, url: str | None, title: str = "", removed: tuple[Removed, ...] = ()
) -> Document:
    """Title, date, number, issuing body and language as the text gives them."""
    texts = [block.text for block in blocks]
    name = decloak(title or (texts[0] if texts else ""))[:_TITLE_CHARS]
    head = [*(line.text for line in removed[:_HEAD_LINES]), *texts[:_HEAD_LINES]]
    labels = labels_in([bare for line in head if (bare := line.strip("•·-* "))], title=name)
    signed_by, signed_on = signature_in(texts[-_TAIL_LINES:])
    return Document(
        url=url,
        title=name,
        published=labels.published
        or labels.written
        or signed_on
        or labels.bare
        or date_in_address(url or "")
        or labels.modified,
        modified=labels.modified,
        issuer=labels.issuer or labels.source or signed_by,
        number=labels.number,
        language=language_of("\n".join(texts[:60])[:4000]),
        blocks=tuple(blocks),
        removed=removed,
    )

"""Pages that change themselves at every check: what changes there is told no more, so that it is has to be said.

Store.changes (texts, of the last week) --newest of each page--> quietened? --> QuietPage
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.ports import Registers

#: A page that has not changed for so long does not change at every check.
REACH = timedelta(days=7)
#: Changes looked at, the newest first.
LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietPage:
    """A page of which a passage is left out of alerts."""

    page_id: int
    url: str
    title: str
    source: str


def quiet_pages(store: Registers, *, now: datetime, page_id: int | None = None) -> tuple[QuietPage, ...]:
    """The pages whose latest change of text was quietened, by number; only that page when its number is given.

    Raises:
        StorageError: the register cannot be read.
    """
    from monitor.changes import is_quietened  # with all that compares texts

    newest: dict[int, QuietPage | None] = {}
    limit = 1 if page_id is not None else LOOKED_AT
    for entry in store.changes(kinds=["text_changed"], since=now - REACH, page_id=page_id, limit=limit):
        if entry.page_id not in newest:
            page = QuietPage(page_id=entry.page_id, url=entry.page_url, title=entry.page_title, source=entry.source)
            newest[entry.page_id] = page if is_quietened(entry.change) else None
    return tuple(page for _, page in sorted(newest.items()) if page is not None)

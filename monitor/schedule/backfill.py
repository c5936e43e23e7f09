"""Backfill: the further pages of a source's listing, and the documents they lead to that nobody has seen yet.

Links enter the register page by page, and a document leaves the state `found` with its first check: whatever was done
before an interruption is not done again, but for walking through the listing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from monitor.check import Checker
from monitor.ports import Store
from monitor.serial import Serial
from monitor.types import Source

if TYPE_CHECKING:  # with what reads listings
    from monitor.decide import Turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of a listing, walked through."""

    source: str
    #: 1 is the source's own address.
    number: int
    turned: Turned
    pages_added: int = 0


async def backfill(
    *,
    checker: Checker,
    store: Store,
    serial: Serial,
    source: Source,
    depth: int,
    since: date | None,
    on_leaf: Callable[[Leaf], None],
) -> None:
    """Enter the documents of the first `depth` pages of a listing into the register; a page in trouble ends it.

    Raises:
        StorageError: the database cannot be used; what was recorded is safe.
    """
    url: str | None = source.url
    walked: set[str] = set()
    for number in range(1, depth + 1):
        if url is None or url in walked:
            return
        walked.add(url)
        pages = await serial(store.pages, url=source.url, limit=1)
        if not pages:
            return
        turned, added = await checker.turn(pages[0], url, number=number, since=since)
        on_leaf(Leaf(source=source.id, number=number, turned=turned, pages_added=added))
        url = turned.next_url

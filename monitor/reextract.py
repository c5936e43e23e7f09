"""A stored Snapshot, read again with today's Recipe; the result is technical and can never alert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.decide import read, recipe_for
from monitor.errors import BlobError
from monitor.learning import Learner, noticed
from monitor.ports import Store
from monitor.types import CheckResult, Outcome, Page, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reextracted:
    """What became of one Page."""

    page_id: int
    url: str
    #: `read again`, `up to date` or `failed`.
    outcome: str
    version: int
    note: str = ""


def reextract_page(store: Store, page: Page, source: Source, *, now: datetime) -> Reextracted:
    """Read the Page's latest Snapshot again when its Recipe is not today's, and record the technical Version.

    Raises:
        StorageError: the database cannot do it.
    """

    def done(outcome: str, version: int, note: str = "") -> Reextracted:
        return Reextracted(page_id=page.id, url=page.url, outcome=outcome, version=version, note=note)

    stored = store.version(page.id)
    mask = Learner(store).mask(page)
    if stored is None or stored.recipe == recipe_for(source, mask):
        return done("up to date", page.version)
    try:
        snapshot = store.snapshot(stored.snapshot_sha256, page_id=page.id)
    except BlobError as error:
        return done("failed", stored.number, str(error))
    if snapshot is None:
        return done("failed", stored.number, "its snapshot is not stored")
    version = read(snapshot, source, mask=mask, technical=True)
    if not version.document.text.strip():
        return done("failed", stored.number, "today's rules keep nothing of it; the version stands as it was")
    recorded = store.record(
        [
            CheckResult(
                page_id=page.id,
                revision=page.revision,
                checked_at=now,
                outcome=Outcome.UNCHANGED,
                reason="read again with today's rules",
                state=page.state,
                failures=page.failures,
                title=version.document.title or page.title,
                version=version,
                seen=noticed(page, None, version, None),
                next_check_at=page.next_check_at,
            )
        ]
    )[0]
    if recorded.stale:
        return done("failed", stored.number, "the page was checked meanwhile; run it again")
    return done("read again", recorded.version)

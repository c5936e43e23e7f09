"""Is everything still there, and what it was? Every hash, every reference, every Change.

    key frames ── differences to them ── differences to those ──…      each blob is unpacked once
    references between tables, numbers of Versions, details of Changes, and SQLite's own check of its file

It reads in short transactions, beside a running service.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import zstandard

from storage.blobs import MAX_CONTENT_BYTES, Blobs
from storage.changes import change_of, preload_readings
from storage.packing import decompress
from storage.queries import verification as queries
from storage.queries.blobs import ChainRow
from storage.store import SqlStore

#: Key frames whose chains are unpacked together: so many, or of so many bytes.
FRAMES = 200
FRAME_BYTES = 32 * 1024 * 1024
#: Changes read in one transaction.
CHANGES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    #: `file`, `blob`, `reference`, `numbering` or `change`.
    kind: str
    #: One line for a person.
    message: str
    #: The Page concerned, and when what is lost was fetched.
    page_url: str | None = None
    at: datetime | None = None
    #: Of the content that is lost.
    sha256: str | None = None


def verify(store: SqlStore, *, progress: Callable[[int, int], None] | None = None) -> Iterator[Finding]:
    """Look at everything; nothing found means that nothing is wrong.

    Args:
        progress: called with the number of blobs looked at so far, and of all.

    Raises:
        StorageError: the database cannot be read at all.
    """
    with store.database.reading() as connection:
        damage = queries.file_damage(connection)
        total = queries.counted(connection)
    for line in damage:
        yield Finding(kind="file", message=f"the database file is damaged: {line}")
    yield from _verify_blobs(store, total, progress or (lambda _done, _total: None))
    with store.database.reading() as connection:
        for name, reference, rows in queries.dangling(connection):
            yield Finding(
                kind="reference", message=f"{rows} rows of {name} refer by {reference} to rows that are missing"
            )
        for row in queries.misnumbered(connection):
            yield Finding(
                kind="numbering",
                message=f"says {row.version} versions, has {row.found}, the last of them number {row.highest}",
                page_url=row.url,
            )
    yield from _verify_changes(store)


def _verify_blobs(store: SqlStore, total: int, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    after, done = 0, 0
    while True:
        with store.database.reading() as connection:
            frames: list[int] = []
            taken = 0
            for blob_id, size in queries.roots(connection, after, FRAMES):
                if frames and taken + size > FRAME_BYTES:
                    break
                frames.append(blob_id)
                taken += size
            if not frames:
                return
            after = frames[-1]
            lost: dict[int, tuple[str, str]] = {}
            level: list[tuple[ChainRow, bytes | None]] = [(row, b"") for row in queries.by_ids(connection, frames)]
            while level:
                contents = {}
                for row, base in level:
                    content, trouble = _unpacked(row, base)
                    contents[row.id] = content
                    if trouble:
                        lost[row.id] = (row.sha256, trouble)
                done += len(level)
                level = [
                    (row, contents[row.base_id])
                    for row in queries.built_on(connection, list(contents))
                    if row.base_id is not None
                ]
            uses = sorted(queries.uses(connection, list(lost)), key=lambda use: (use.page_url, use.at, use.role))
            found = [_finding(use, *lost[use.blob_id]) for use in uses]
            used = {finding.sha256 for finding in found}
            found += [
                Finding(kind="blob", message=f"content that nothing uses {trouble}", sha256=sha256)
                for sha256, trouble in lost.values()
                if sha256 not in used
            ]
        yield from found
        progress(done, total)


def _unpacked(row: ChainRow, base: bytes | None) -> tuple[bytes | None, str]:
    """The content and "", or None and what is wrong with it.

    `base` is b"" where a chain begins, None when it could not be unpacked itself.
    """
    if base is None:
        return None, "is a difference to content that is damaged"
    if not base and row.base_id is not None:
        return None, "is a difference to content that is missing"
    if row.size > MAX_CONTENT_BYTES:
        return None, f"claims to have {row.size} bytes"
    try:
        content = decompress(row.data, row.size, base or None)
    except zstandard.ZstdError as error:
        return None, f"is damaged: {error}"
    if hashlib.sha256(content).hexdigest() != row.sha256:
        return None, "does not have its hash"
    return content, ""


def _finding(use: queries.Use, sha256: str, trouble: str) -> Finding:
    return Finding(kind="blob", message=f"the {use.role} {trouble}", page_url=use.page_url, at=use.at, sha256=sha256)


def _verify_changes(store: SqlStore) -> Iterator[Finding]:
    after = 0
    while True:
        with store.database.reading() as connection:
            rows = queries.changes_after(connection, after, CHANGES)
            if not rows:
                return
            after = rows[-1].id
            blobs = Blobs(connection)
            preload_readings(blobs, rows)
            lost = [row for row in rows if change_of(blobs, row) is None]
        for row in lost:
            yield Finding(
                kind="change",
                message=f"the details of a change cannot be read: {row.summary}",
                page_url=row.page_url,
                at=row.at,
            )

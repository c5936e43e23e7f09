"""Is everything still there, and what it was? Every hash, every reference, every Change.

    key frames ── differences to them ── differences to those ──…      each blob is unpacked once
    references between tables, numbers of Versions, headers, details of Changes, and SQLite's own check of its file

It reads in short transactions, beside a running service.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import zstandard
from sqlalchemy import Connection

from storage.blobs import MAX_CONTENT_BYTES, Blobs
from storage.changes import change_of, preload_readings
from storage.detail import read_meta, unpack_meta
from storage.packing import decompress
from storage.queries import verification as queries
from storage.queries.blobs import ChainRow
from storage.store import SqlStore

#: Key frames whose chains are unpacked together: so many, or of so many bytes.
FRAMES = 200
FRAME_BYTES = 32 * 1024 * 1024
#: Changes, or headers, read in one transaction.
ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    #: `file`, `blob`, `reference`, `numbering`, `headers` or `change`.
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
    for line in damage:
        yield Finding(kind="file", message=f"the database file is damaged: {line}")
    yield from _verify_blobs(store, progress or (lambda _done, _total: None))
    with store.database.reading() as connection:
        for found in queries.dangling(connection):
            yield Finding(
                kind="reference",
                message=f"{found.rows} rows of {found.table} refer by {found.reference} to rows that are missing",
                page_url=found.page_url,
                at=found.at,
            )
        for row in queries.misnumbered(connection):
            yield Finding(
                kind="numbering",
                message=f"says {row.version} versions, has {row.found}, the last of them number {row.highest}",
                page_url=row.url,
            )
    yield from _verify_headers(store)
    yield from _verify_changes(store)


class _Forest:
    """Which blob is a difference to which: 16 bytes each, since there may be millions."""

    def __init__(self, store: SqlStore) -> None:
        self.ids, bases = array("q"), array("q")
        #: (id, size) of those that begin a chain, or whose base is missing.
        self.roots: list[tuple[int, int]] = []
        with store.database.reading() as connection:
            for blob_id, base_id, size in queries.shapes(connection):
                # A base is older, and so has a lower id: one that has not is as good as missing, and leads round.
                is_root = base_id is None or not _holds(self.ids, base_id)
                self.ids.append(blob_id)
                bases.append(0 if is_root or base_id is None else base_id)
                if is_root:
                    self.roots.append((blob_id, size))
        self._built = array("q", (at for at in sorted(range(len(bases)), key=bases.__getitem__) if bases[at]))
        self._bases = array("q", (bases[at] for at in self._built))

    def built_on(self, blob_ids: Iterable[int]) -> list[int]:
        """Blobs that are differences to those."""
        found = []
        for blob_id in blob_ids:
            at = bisect_left(self._bases, blob_id)
            while at < len(self._bases) and self._bases[at] == blob_id:
                found.append(self.ids[self._built[at]])
                at += 1
        return found

    def parts(self) -> Iterator[list[int]]:
        """The roots, so many together as are unpacked together."""
        part: list[int] = []
        taken = 0
        for blob_id, size in self.roots:
            if part and (len(part) == FRAMES or taken + size > FRAME_BYTES):
                yield part
                part, taken = [], 0
            part.append(blob_id)
            taken += size
        if part:
            yield part


def _holds(ids: array[int], blob_id: int) -> bool:
    at = bisect_left(ids, blob_id)
    return at < len(ids) and ids[at] == blob_id


def _verify_blobs(store: SqlStore, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    forest = _Forest(store)
    done = 0
    for part in forest.parts():
        with store.database.reading() as connection:
            lost: dict[int, tuple[str, str]] = {}
            contents: dict[int, bytes | None] = {}
            level = part
            while level:
                before, contents = contents, {}
                for row in queries.by_ids(connection, level):
                    base = before.get(row.base_id) if row.base_id in before else b""
                    contents[row.id], trouble = _unpacked(row, base)
                    if trouble:
                        lost[row.id] = (row.sha256, trouble)
                done += len(level)
                level = forest.built_on(level)
            found = list(_findings(connection, lost))
        yield from found
        progress(done, len(forest.ids))


def _findings(connection: Connection, lost: dict[int, tuple[str, str]]) -> Iterator[Finding]:
    uses = sorted(queries.uses(connection, list(lost)), key=lambda use: (use.page_url, use.at, use.role))
    for use in uses:
        sha256, trouble = lost[use.blob_id]
        yield Finding(kind="blob", message=f"the {use.role} {trouble}", page_url=use.page_url, at=use.at, sha256=sha256)
    for blob_id in lost.keys() - {use.blob_id for use in uses}:
        sha256, trouble = lost[blob_id]
        yield Finding(kind="blob", message=f"content that nothing uses {trouble}", sha256=sha256)


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


def _verify_headers(store: SqlStore) -> Iterator[Finding]:
    after = (0, 0)
    while True:
        with store.database.reading() as connection:
            rows = queries.metas_after(connection, after, ROWS)
        for row in rows:
            try:
                read_meta(unpack_meta(row.meta, unpack_meta(row.first, b"") if row.first else b""), row.url)
            except (zstandard.ZstdError, ValueError, KeyError):
                yield Finding(
                    kind="headers",
                    message="the headers of a snapshot cannot be read",
                    page_url=row.url,
                    at=row.fetched_at,
                )
        if not rows:
            return
        after = (rows[-1].page_id, rows[-1].revision)


def _verify_changes(store: SqlStore) -> Iterator[Finding]:
    after = 0
    while True:
        with store.database.reading() as connection:
            rows = queries.changes_after(connection, after, ROWS)
            if not rows:
                return
            after = rows[-1].id
            blobs = Blobs(connection)
            preload_readings(blobs, rows)
            lost = [row for row in rows if change_of(blobs, row) is None]
        for row in lost:
            yield Finding(
                kind="change",
                message=f"the details of a change cannot be read ({row.kind})",
                page_url=row.page_url,
                at=row.at,
            )

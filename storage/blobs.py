"""Content, kept once under its SHA-256 and read back only when it still has it.

    put(b"…")            a key frame: compressed by itself
    put(b"…", like=7)    a difference to blob 7, when that is much smaller

        key <── difference <── difference <── …        (`base_id`; `depth` counts the arrows)

A chain is at most `MAX_DEPTH` long and has at most `MAX_CHAIN_BYTES` to unpack, so that any content is read in bounded
time, and a lost row costs its own chain and no more. Blobs live in the database: one transaction covers a Version and
its evidence, and one backup has both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import zstandard
from sqlalchemy import Connection

from monitor.errors import BlobError
from storage.packing import compress, decompress
from storage.queries import blobs as queries

#: The longer the chains, the less a Version costs, and the longer it takes to read one: see benchmarks/storage.
MAX_DEPTH = 256
MAX_CHAIN_BYTES = 32 * 1024 * 1024
#: No page is larger, by far: a row that claims to be is damaged, or was made to fill the memory.
MAX_CONTENT_BYTES = 256 * 1024 * 1024
#: A difference that saves less than half is not worth its chain.
WORTH = 0.5
#: Text compresses to no less than this part: a difference below it needs no comparison with a key frame.
CERTAINLY_WORTH = 1 / 32


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobRef:
    """Where content is kept."""

    id: int
    sha256: str


class Blobs:
    """The contents that one transaction reads and writes; remembers those it has unpacked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._unpacked: dict[int, bytes] = {}

    def find(self, sha256: str) -> BlobRef | None:
        """Where the content with that hash is kept."""
        row = queries.by_sha256(self._connection, sha256)
        return None if row is None else BlobRef(id=row, sha256=sha256)

    def put(self, content: bytes, *, like: int | None = None) -> BlobRef:
        """Keep content, once; `like` is the id of a blob that it resembles.

        Raises:
            ValueError: it is larger than `MAX_CONTENT_BYTES`.
        """
        if len(content) > MAX_CONTENT_BYTES:
            raise ValueError(f"{len(content)} bytes are more than one content may have")
        sha256 = hashlib.sha256(content).hexdigest()
        known = self.find(sha256)
        if known is not None:
            return known
        base_id, depth, data = self._packed(content, like)
        blob_id = queries.add(
            self._connection, sha256=sha256, base_id=base_id, depth=depth, size=len(content), data=data
        )
        self._unpacked[blob_id] = content
        return BlobRef(id=blob_id, sha256=sha256)

    def get(self, blob_id: int) -> bytes:
        """The content.

        Raises:
            BlobError: it is missing, or does not have its hash.
        """
        if blob_id not in self._unpacked:
            self._unpack(blob_id, {row.id: row for row in queries.chains(self._connection, [blob_id])})
        return self._unpacked[blob_id]

    def preload(self, blob_ids: Iterable[int]) -> None:
        """Unpack many with few queries; what cannot be unpacked raises when it is asked for with `get`."""
        wanted = [blob_id for blob_id in dict.fromkeys(blob_ids) if blob_id not in self._unpacked]
        rows = {row.id: row for row in queries.chains(self._connection, wanted)}
        for blob_id in wanted:
            try:
                self._unpack(blob_id, rows)
            except BlobError:
                continue

    def _packed(self, content: bytes, like: int | None) -> tuple[int | None, int, bytes]:
        """Base, depth and data of a new row."""
        base = None if like is None else queries.shape(self._connection, like)
        if base is None or not _may_grow(base, len(content)):
            return None, 0, compress(content)
        try:
            difference = compress(content, self.get(base.id))
        except BlobError:
            # A damaged base must not stop new evidence from being kept.
            return None, 0, compress(content)
        if len(difference) <= len(content) * CERTAINLY_WORTH:
            return base.id, base.depth + 1, difference
        alone = compress(content)
        if len(difference) <= len(alone) * WORTH:
            return base.id, base.depth + 1, difference
        return None, 0, alone

    def _unpack(self, blob_id: int, rows: dict[int, queries.ChainRow]) -> None:
        chain = []
        step: int | None = blob_id
        while step is not None and step not in self._unpacked:
            if step not in rows:
                target = rows[blob_id].sha256 if blob_id in rows else ""
                raise BlobError(
                    f"stored content {target[:12]} needs row {step} of blobs, which is missing", sha256=target
                )
            chain.append(rows[step])
            step = rows[step].base_id
        content = None if step is None else self._unpacked[step]
        for row in reversed(chain):
            if row.size > MAX_CONTENT_BYTES:
                raise BlobError(f"stored content {row.sha256[:12]} claims {row.size} bytes", sha256=row.sha256)
            try:
                content = decompress(row.data, row.size, content)
            except zstandard.ZstdError as error:
                raise BlobError(f"stored content {row.sha256[:12]} is damaged: {error}", sha256=row.sha256) from error
        if content is None:
            raise BlobError(f"row {blob_id} of blobs is missing", sha256="")
        if chain and hashlib.sha256(content).hexdigest() != rows[blob_id].sha256:
            sha256 = rows[blob_id].sha256
            raise BlobError(f"stored content {sha256[:12]} does not have its hash: it was altered", sha256=sha256)
        self._unpacked[blob_id] = content


def joined(blobs: Blobs, blob_ids: Iterable[int | None]) -> bytes:
    """The contents one after the other, without those that are missing or damaged."""
    parts = []
    for blob_id in blob_ids:
        if blob_id is None:
            continue
        try:
            parts.append(blobs.get(blob_id))
        except BlobError:
            continue
    return b"".join(parts)


def _may_grow(base: queries.Shape, size: int) -> bool:
    """Whether a chain that ends in `base` may get one more step."""
    steps = base.depth + 2
    return steps <= MAX_DEPTH + 1 and steps * max(base.size, size) <= MAX_CHAIN_BYTES

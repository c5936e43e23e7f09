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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

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

    def find(self, sha256: Iterable[str]) -> dict[str, BlobRef]:
        """Where contents with these hashes are kept."""
        found = queries.by_sha256(self._connection, list(dict.fromkeys(sha256)))
        return {one: BlobRef(id=blob_id, sha256=one) for one, blob_id in found.items()}

    def put(self, content: bytes, *, like: int | None = None) -> BlobRef:
        """Keep content, once; `like` is the id of a blob that it resembles.

        Raises:
            ValueError: it is larger than `MAX_CONTENT_BYTES`.
        """
        return self.put_all([(content, like)])[0]

    def put_all(self, contents: Sequence[tuple[bytes, int | None]]) -> list[BlobRef]:
        """Keep many with few queries: each content with the id of a blob that it resembles, as in `put`.

        Raises:
            ValueError: one is larger than `MAX_CONTENT_BYTES`.
        """
        hashes = [_hash(content) for content, _ in contents]
        refs = self.find(hashes)
        new = {one: pair for one, pair in zip(hashes, contents, strict=True) if one not in refs}
        if new:
            bases = self._bases(new.values())
            rows = [self._row(one, content, bases.get(like or 0)) for one, (content, like) in new.items()]
            for one, blob_id in queries.add(self._connection, rows).items():
                refs[one] = BlobRef(id=blob_id, sha256=one)
                self._unpacked[blob_id] = new[one][0]
        return [refs[one] for one in hashes]

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

    def _bases(self, contents: Iterable[tuple[bytes, int | None]]) -> dict[int, queries.Shape]:
        """The blobs that contents resemble, where the chain may grow by that content; unpacked."""
        sizes: dict[int, int] = {}
        for content, like in contents:
            if like is not None:
                sizes[like] = max(len(content), sizes.get(like, 0))
        shapes = queries.shapes(self._connection, list(sizes))
        bases = {blob_id: shape for blob_id, shape in shapes.items() if _may_grow(shape, sizes[blob_id])}
        self.preload(bases)
        return bases

    def _row(self, sha256: str, content: bytes, base: queries.Shape | None) -> dict[str, Any]:
        """Columns of a new content: a difference to its base, where that is much smaller."""
        row = {"sha256": sha256, "base_id": None, "depth": 0, "size": len(content)}
        if base is None:
            return row | {"data": compress(content)}
        difference = {"base_id": base.id, "depth": base.depth + 1}
        try:
            data = compress(content, self.get(base.id))
        except BlobError:
            # A damaged base must not stop new evidence from being kept.
            return row | {"data": compress(content)}
        if len(data) <= len(content) * CERTAINLY_WORTH:
            return row | difference | {"data": data}
        alone = compress(content)
        return row | difference | {"data": data} if len(data) <= len(alone) * WORTH else row | {"data": alone}

    def _unpack(self, blob_id: int, rows: dict[int, queries.ChainRow]) -> None:
        chain: list[queries.ChainRow] = []
        step: int | None = blob_id
        while step is not None and step not in self._unpacked:
            if step not in rows:
                target = rows[blob_id].sha256 if blob_id in rows else ""
                raise BlobError(
                    f"stored content {target[:12]} needs row {step} of blobs, which is missing", sha256=target
                )
            if len(chain) == len(rows):
                sha256 = rows[blob_id].sha256
                raise BlobError(f"stored content {sha256[:12]} is a difference to itself", sha256=sha256)
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


def _hash(content: bytes) -> str:
    if len(content) > MAX_CONTENT_BYTES:
        raise ValueError(f"{len(content)} bytes are more than one content may have")
    return hashlib.sha256(content).hexdigest()


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

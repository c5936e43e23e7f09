"""Rows of `blobs`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from storage.models import BlobRow, columns
from storage.queries.dialect import chunks, insert_new

B = columns(BlobRow)

# Statements that every check needs are built once: building one costs as much as running it.
_BY_SHA256 = select(B.sha256, B.id).where(B.sha256.in_(bindparam("wanted", expanding=True)))
_SHAPES = select(B.id, B.depth, B.size).where(B.id.in_(bindparam("wanted", expanding=True)))
_START = select(B.id, B.base_id).where(B.id.in_(bindparam("wanted", expanding=True))).cte("chain", recursive=True)
_CHAIN = _START.union(select(B.id, B.base_id).where(B.id == _START.c.base_id))
_CHAINS = select(B.id, B.sha256, B.base_id, B.size, B.data).where(B.id.in_(select(_CHAIN.c.id)))


class Shape(NamedTuple):
    """What decides whether a blob can be a base."""

    id: int
    depth: int
    size: int


class ChainRow(NamedTuple):
    """One step of a chain."""

    id: int
    sha256: str
    base_id: int | None
    size: int
    data: bytes


def by_sha256(connection: Connection, sha256: Sequence[str]) -> dict[str, int]:
    """Ids of the blobs that there are with these hashes."""
    found: dict[str, int] = {}
    for some in chunks(sha256):
        found.update((row.sha256, row.id) for row in connection.execute(_BY_SHA256, {"wanted": some}))
    return found


def hashes(connection: Connection, blob_ids: Sequence[int]) -> dict[int, str]:
    """Hash of each blob."""
    found: dict[int, str] = {}
    for some in chunks(blob_ids):
        found.update((row.id, row.sha256) for row in connection.execute(select(B.id, B.sha256).where(B.id.in_(some))))
    return found


def shapes(connection: Connection, blob_ids: Sequence[int]) -> dict[int, Shape]:
    """What decides whether blobs can be bases."""
    found: dict[int, Shape] = {}
    for some in chunks(blob_ids):
        found.update((row.id, Shape(*row)) for row in connection.execute(_SHAPES, {"wanted": some}))
    return found


def chains(connection: Connection, blob_ids: Sequence[int]) -> Iterator[ChainRow]:
    """The blobs, and all that they are differences to; each row once."""
    seen: set[int] = set()
    for some in chunks(blob_ids):
        for row in connection.execute(_CHAINS, {"wanted": some}):
            if row.id not in seen:
                seen.add(row.id)
                yield ChainRow(*row)


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Keep many; the ids by hash: their own, or those that another process gave the same content at the same moment."""
    insert_new(connection, BlobRow, rows)
    return by_sha256(connection, [row["sha256"] for row in rows])

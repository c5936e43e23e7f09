"""Rows of `blobs`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects import postgresql

from storage.models import BlobRow, columns
from storage.queries.dialect import chunks

B = columns(BlobRow)


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


def by_sha256(connection: Connection, sha256: str) -> int | None:
    """Id of the blob with that hash."""
    return connection.execute(select(B.id).where(B.sha256 == sha256)).scalar()


def hashes(connection: Connection, blob_ids: Sequence[int]) -> dict[int, str]:
    """Hash of each blob."""
    found: dict[int, str] = {}
    for some in chunks(blob_ids):
        found.update((row.id, row.sha256) for row in connection.execute(select(B.id, B.sha256).where(B.id.in_(some))))
    return found


def shape(connection: Connection, blob_id: int) -> Shape | None:
    """What decides whether a blob can be a base."""
    row = connection.execute(select(B.id, B.depth, B.size).where(B.id == blob_id)).first()
    return None if row is None else Shape(*row)


def chains(connection: Connection, blob_ids: Sequence[int]) -> Iterator[ChainRow]:
    """The blobs, and all that they are differences to; each row once."""
    seen: set[int] = set()
    for some in chunks(blob_ids):
        start = select(B.id, B.base_id).where(B.id.in_(some)).cte("chain", recursive=True)
        chain = start.union(select(B.id, B.base_id).where(B.id == start.c.base_id))
        rows = connection.execute(select(B.id, B.sha256, B.base_id, B.size, B.data).where(B.id.in_(select(chain.c.id))))
        for row in rows:
            if row.id not in seen:
                seen.add(row.id)
                yield ChainRow(*row)


def add(connection: Connection, *, sha256: str, base_id: int | None, depth: int, size: int, data: bytes) -> int:
    """Keep one; the id it got, or has from another process that kept the same at the same moment."""
    values = {"sha256": sha256, "base_id": base_id, "depth": depth, "size": size, "data": data}
    if connection.dialect.name == "sqlite":
        # No one else writes within BEGIN IMMEDIATE.
        key = connection.execute(insert(BlobRow).values(values)).inserted_primary_key
        assert key is not None
        return int(key[0])
    statement = postgresql.insert(BlobRow).values(values).on_conflict_do_nothing().returning(B.id)
    added = connection.execute(statement).scalar()
    if added is None:
        added = by_sha256(connection, sha256)
    assert added is not None
    return added

"""Rows of `checks` and `snapshots`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_

from monitor.ports import CheckEntry
from monitor.types import Outcome
from storage.models import BlobRow, CheckRow, PageRow, SnapshotRow, columns, table
from storage.queries.dialect import chunks

C = columns(CheckRow)
SN = columns(SnapshotRow)
B = columns(BlobRow)
P = columns(PageRow)


# Built once: see `storage.queries.blobs`.
_OF_PAGE = (
    select(C.page_id, C.at, C.outcome, C.status, C.reason, C.took_s, B.sha256)
    .outerjoin(SnapshotRow, (SN.page_id == C.page_id) & (SN.revision == C.revision))
    .outerjoin(BlobRow, B.id == SN.blob_id)
    .where(C.page_id == bindparam("page"))
    .order_by(C.revision.desc())
    .limit(bindparam("most"))
)
_FIRST = (
    select(SN.page_id, func.min(SN.revision))
    .where(SN.page_id.in_(bindparam("pages", expanding=True)))
    .group_by(SN.page_id)
)
_METAS = select(SN.page_id, SN.meta).where(tuple_(SN.page_id, SN.revision).in_(bindparam("keys", expanding=True)))


class Capture(NamedTuple):
    """A Snapshot without its content."""

    blob_id: int
    page_url: str
    fetched_at: datetime
    meta: bytes
    #: That of the Page's first Snapshot; None when it is that one.
    first_meta: bytes | None


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Log checks."""
    if rows:
        connection.execute(insert(table(CheckRow)), list(rows))


def add_snapshots(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep evidence."""
    if rows:
        connection.execute(insert(table(SnapshotRow)), list(rows))


def of_page(connection: Connection, page_id: int, limit: int) -> list[CheckEntry]:
    """The latest checks of a Page, newest first."""
    return [
        CheckEntry(
            page_id=row.page_id,
            at=row.at,
            outcome=Outcome(row.outcome),
            status=row.status,
            reason=row.reason,
            took_s=row.took_s,
            snapshot_sha256=row.sha256,
        )
        for row in connection.execute(_OF_PAGE, {"page": page_id, "most": limit})
    ]


def first_meta_of(page_id: Any, before: Any) -> Any:
    """The subquery of `first_meta`, for a row of another query."""
    first = table(SnapshotRow).alias("first")
    query = select(first.c.meta).where(first.c.page_id == page_id, first.c.revision < before)
    return query.order_by(first.c.revision).limit(1).scalar_subquery()


def first_metas(connection: Connection, page_ids: Collection[int]) -> dict[int, bytes]:
    """`meta` of the first Snapshot of each Page that has one."""
    found: dict[int, bytes] = {}
    for some in chunks(sorted(page_ids)):
        keys = [tuple(row) for row in connection.execute(_FIRST, {"pages": some})]
        if keys:
            found.update((row.page_id, row.meta) for row in connection.execute(_METAS, {"keys": keys}))
    return found


def capture(connection: Connection, sha256: str, page_id: int | None) -> Capture | None:
    """The latest Snapshot with that content: of that Page when it has one, else of any."""
    query = (
        select(SN.blob_id, P.url, SN.fetched_at, SN.meta, first_meta_of(SN.page_id, SN.revision))
        .join(BlobRow, B.id == SN.blob_id)
        .join(PageRow, P.id == SN.page_id)
        .where(B.sha256 == sha256)
        .order_by((SN.page_id == (page_id or 0)).desc(), SN.fetched_at.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Capture(*row)


def latest_evidence(connection: Connection, page_ids: Collection[int]) -> dict[int, int]:
    """Blob of the last Snapshot of each Page that has one, whatever it was."""
    found: dict[int, int] = {}
    for some in chunks(sorted(page_ids)):
        last = select(SN.page_id, func.max(SN.revision)).where(SN.page_id.in_(some)).group_by(SN.page_id)
        keys = [tuple(row) for row in connection.execute(last)]
        query = select(SN.page_id, SN.blob_id).where(tuple_(SN.page_id, SN.revision).in_(keys))
        found.update((row.page_id, row.blob_id) for row in connection.execute(query) if keys)
    return found


def unchanged_before(
    connection: Connection, moment: datetime, *, pages: tuple[int, int], limit: int
) -> list[tuple[int, int]]:
    """(page, revision) of unchanged checks before a moment, of Pages from one id to another, but the last of each.

    The log has no index by time, which would cost every check: it is read page by page instead.
    """
    query = (
        select(C.page_id, C.revision)
        .join(PageRow, P.id == C.page_id)
        .where(
            C.page_id.between(*pages),
            C.at < moment,
            C.outcome.in_((Outcome.UNCHANGED.value, Outcome.POSTPONED.value)),
            C.revision < P.revision,
        )
        .order_by(C.page_id, C.revision)
        .limit(limit)
    )
    return [(row.page_id, row.revision) for row in connection.execute(query)]


def forget(connection: Connection, keys: Sequence[tuple[int, int]]) -> None:
    """Delete checks by (page, revision)."""
    statement = delete(table(CheckRow)).where(C.page_id == bindparam("page"), C.revision == bindparam("number"))
    connection.execute(statement, [{"page": page_id, "number": revision} for page_id, revision in keys])

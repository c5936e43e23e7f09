"""Rows of `changes`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select

from storage.models import ChangeRow, PageRow, VersionRow, columns, table

C = columns(ChangeRow)
P = columns(PageRow)

#: The Versions before and after a Change.
BEFORE = table(VersionRow).alias("version_before")
AFTER = table(VersionRow).alias("version_after")
#: All that a Change is told with: the row, its Page, and the readings that its detail is packed beside.
TOLD: tuple[ColumnElement[Any], ...] = (
    C.id,
    C.page_id,
    C.revision,
    C.at,
    C.kind,
    C.significance,
    C.initial,
    C.from_version,
    C.to_version,
    C.detail,
    P.url.label("page_url"),
    P.title.label("page_title"),
    P.source,
    BEFORE.c.reading_id.label("reading_before"),
    AFTER.c.reading_id.label("reading_after"),
)


def with_versions(query: Select[Any]) -> Select[Any]:
    """Join `BEFORE` and `AFTER` to a query that has `changes`."""
    return query.outerjoin(BEFORE, (BEFORE.c.page_id == C.page_id) & (BEFORE.c.number == C.from_version)).outerjoin(
        AFTER, (AFTER.c.page_id == C.page_id) & (AFTER.c.number == C.to_version)
    )


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Keep Changes; their ids, in their order."""
    if not rows:
        return []
    if connection.dialect.name == "sqlite":
        # No one else writes within BEGIN IMMEDIATE: the next numbers are ours, and one statement takes all rows.
        last = connection.execute(select(func.max(C.id))).scalar() or 0
        ids = list(range(last + 1, last + 1 + len(rows)))
        connection.execute(insert(table(ChangeRow)), [{"id": one, **row} for one, row in zip(ids, rows, strict=True)])
        return ids
    statement = insert(table(ChangeRow)).returning(C.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, list(rows)).scalars())


def listed(
    connection: Connection,
    *,
    since: datetime | None,
    sources: Collection[str] | None,
    kinds: Collection[str] | None,
    page_id: int | None,
    min_significance: float,
    before: int | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """Changes as `TOLD`, newest first; see `Store.changes`."""
    query = with_versions(select(*TOLD).join(PageRow, P.id == C.page_id)).order_by(C.id.desc()).limit(limit)
    if since is not None:
        # Rows come by id, so the index on `at` would not be used: it says where to stop. The sum keeps PostgreSQL from
        # looking for the least id from the start of the table.
        first = select(func.min(C.id + 0)).where(C.at >= since).scalar_subquery()
        query = query.where(C.at >= since, C.id >= first)
    if sources is not None:
        query = query.where(P.source.in_(sources))
    if kinds is not None:
        exact = [kind for kind in kinds if not kind.endswith("*")]
        prefixes = [kind[:-1] for kind in kinds if kind.endswith("*")]
        query = query.where(
            or_(C.kind.in_(exact), *(C.kind.startswith(prefix, autoescape=True) for prefix in prefixes))
        )
    if page_id is not None:
        query = query.where(C.page_id == page_id)
    if min_significance > 0:
        query = query.where(C.significance >= min_significance)
    if before is not None:
        query = query.where(C.id < before)
    return connection.execute(query).all()

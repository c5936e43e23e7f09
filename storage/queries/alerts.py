"""Rows of `alerts`: the outbox."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, literal_column, select, update

from monitor.types import AlertState
from storage.models import AlertRow, BlobRow, ChangeRow, PageRow, SnapshotRow, SourceRow, columns, table
from storage.queries.changes import AFTER, TOLD, with_versions
from storage.queries.dialect import chunks

A = columns(AlertRow)
B = columns(BlobRow)
C = columns(ChangeRow)
P = columns(PageRow)
S = columns(SourceRow)
SN = columns(SnapshotRow)

#: Written out, so that the planner sees that the partial index serves.
PENDING: ColumnElement[str] = literal_column("'pending'")


def _filled() -> Select[Any]:
    """Alerts with their Change, Page and evidence: that of the check itself, else that of the Version it led to."""
    own = [A.id, A.rule, A.channel, A.language, A.due_at, A.state, A.attempts, A.attempted_at]
    own += [A.trouble, A.idempotency_key]
    change = [column.label("change_id") if column is C.id else column for column in TOLD]
    query = (
        select(*own, *change, AFTER.c.published, S.name.label("source_name"), B.sha256.label("snapshot_sha256"))
        .select_from(table(AlertRow))
        .join(ChangeRow, C.id == A.change_id)
        .join(PageRow, P.id == C.page_id)
        .outerjoin(SourceRow, S.id == P.source)
        .outerjoin(SnapshotRow, (SN.page_id == C.page_id) & (SN.revision == C.revision))
    )
    return with_versions(query).outerjoin(BlobRow, B.id == func.coalesce(SN.blob_id, AFTER.c.snapshot_id))


def due(connection: Connection, now: datetime, channel: str | None, limit: int) -> Sequence[Row[Any]]:
    """Pending Alerts that are due, oldest first."""
    query = _filled().where(A.state == PENDING, A.due_at <= now).order_by(A.due_at, A.id).limit(limit)
    if channel is not None:
        query = query.where(A.channel == channel)
    return connection.execute(query).all()


def listed(
    connection: Connection, *, states: Collection[str] | None, channel: str | None, before: int | None, limit: int
) -> Sequence[Row[Any]]:
    """Alerts, newest first."""
    query = _filled().order_by(A.id.desc()).limit(limit)
    if states is not None:
        query = query.where(A.state.in_(states))
    if channel is not None:
        query = query.where(A.channel == channel)
    if before is not None:
        query = query.where(A.id < before)
    return connection.execute(query).all()


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put Alerts into the outbox."""
    if rows:
        connection.execute(insert(table(AlertRow)), list(rows))


def settle(
    connection: Connection,
    alert_ids: Sequence[int],
    *,
    state: AlertState,
    at: datetime,
    trouble: str,
    next_due_at: datetime | None,
) -> None:
    """Say how an attempt went, and count it."""
    values: dict[Any, Any] = {
        A.state: state.value,
        A.attempted_at: at,
        A.trouble: trouble,
        A.attempts: A.attempts + 1,
    }
    if next_due_at is not None:
        values[A.due_at] = next_due_at
    for some in chunks(alert_ids):
        connection.execute(update(table(AlertRow)).where(A.id.in_(some)).values(values))

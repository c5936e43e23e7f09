"""What `monitor doctor` asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, text

from storage.models import AlertRow, BlobRow, PageRow, VersionRow, columns
from storage.queries.alerts import PENDING

A = columns(AlertRow)
B = columns(BlobRow)
P = columns(PageRow)


def engine(connection: Connection) -> str:
    """`sqlite 3.45.1` or `postgresql 18.4`."""
    name = connection.dialect.name
    version = "SHOW server_version" if name == "postgresql" else "SELECT sqlite_version()"
    return f"{name} {str(connection.execute(text(version)).scalar()).split()[0]}"


def _by(connection: Connection, column: Any) -> dict[str, int]:
    rows = connection.execute(select(column, func.count().label("rows")).group_by(column))
    return {row[0]: row[1] for row in rows}


def facts(connection: Connection, now: datetime) -> dict[str, Any]:
    """The counts of `StoreHealth`."""
    length = func.octet_length if connection.dialect.name == "postgresql" else func.length
    blobs = connection.execute(
        select(func.count(), func.coalesce(func.sum(length(B.data)), 0)).select_from(BlobRow)
    ).one()
    return {
        "engine": engine(connection),
        "pages": _by(connection, P.state),
        "versions": connection.execute(select(func.count()).select_from(VersionRow)).scalar_one(),
        "blobs": blobs[0],
        "blob_bytes": int(blobs[1]),
        "alerts": _by(connection, A.state),
        "oldest_pending_alert_at": connection.execute(select(func.min(A.due_at)).where(A.state == PENDING)).scalar(),
        "overdue_pages": connection.execute(
            select(func.count()).select_from(PageRow).where(P.next_check_at < now)
        ).scalar_one(),
    }

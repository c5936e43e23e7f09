"""What is measured at each scrape: an index each, and no more rows than a limit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from monitor.ports import StartPage, StoreFigures, Waiting
from monitor.types import PageState, Source
from storage.models import AlertRow, PageRow, columns
from storage.queries.alerts import PENDING
from storage.queries.dialect import chunks
from storage.queries.pages import url_key

A = columns(AlertRow)
P = columns(PageRow)

#: Due pages and waiting alerts are counted up to this.
LIMIT = 50_000


def measured(connection: Connection, sources: Collection[Source], now: datetime) -> StoreFigures:
    """All of it, of these Sources."""
    due = _due(connection, [source.id for source in sources], now)
    return StoreFigures(
        due_pages=due.pages,
        due_since=due.since,
        waiting={
            row.channel: Waiting(alerts=row.alerts, first_due_at=row.first_due_at) for row in _waiting(connection)
        },
        start_pages=_start_pages(connection, [source.url for source in sources]),
    )


def _due(connection: Connection, sources: Collection[str], now: datetime) -> Row[Any]:
    overdue = (
        select(P.next_check_at)
        .where(P.next_check_at <= now, P.source.in_(sources))
        .order_by(P.next_check_at, P.id)
        .limit(LIMIT)
        .subquery("few")
    )
    query = select(func.count().label("pages"), func.min(overdue.c.next_check_at).label("since"))
    return connection.execute(query.select_from(overdue)).one()


def _waiting(connection: Connection) -> Sequence[Row[Any]]:
    pending = select(A.channel, A.due_at).where(A.state == PENDING).order_by(A.due_at, A.id)
    waiting = pending.limit(LIMIT).subquery("few")
    query = select(
        waiting.c.channel, func.count().label("alerts"), func.min(waiting.c.due_at).label("first_due_at")
    ).group_by(waiting.c.channel)
    return connection.execute(query).all()


def _start_pages(connection: Connection, urls: Sequence[str]) -> list[StartPage]:
    query = select(P.source, P.state, P.failures, P.last_checked_at, P.last_changed_at)
    return [
        StartPage(
            source=row.source,
            state=PageState(row.state),
            failures=row.failures,
            last_checked_at=row.last_checked_at,
            last_changed_at=row.last_changed_at,
        )
        for some in chunks([url_key(url) for url in urls])
        for row in connection.execute(query.where(P.url_key.in_(some)))
    ]


def is_read_only(connection: Connection) -> bool:
    """Whether a PostgreSQL server takes no writes: a standby, or told so."""
    query = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean"
    return bool(connection.execute(text(query)).scalar())

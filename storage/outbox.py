"""The part of the Store that holds alerts on their way; see `monitor.ports.Outbox`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from monitor.types import Alert, AlertState
from storage.changes import changes_of
from storage.engine import Database
from storage.queries import alerts


class OutboxStore:
    """Mixed into `SqlStore`: each method is one transaction."""

    database: Database

    def due_alerts(self, now: datetime, *, channel: str | None = None, limit: int = 500) -> Sequence[Alert]:
        with self.database.reading() as connection:
            return _alerts(connection, alerts.due(connection, now, channel, limit))

    def settle_alerts(
        self,
        alert_ids: Sequence[int],
        *,
        state: AlertState,
        at: datetime,
        trouble: str = "",
        next_due_at: datetime | None = None,
    ) -> None:
        if state is AlertState.PENDING and next_due_at is None:
            raise ValueError("an alert that stays pending needs the moment of its next attempt")
        with self.database.writing() as connection:
            alerts.settle(connection, alert_ids, state=state, at=at, trouble=trouble, next_due_at=next_due_at)

    def alerts(
        self,
        *,
        states: Collection[AlertState] | None = None,
        channel: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[Alert]:
        wanted = None if states is None else [AlertState(state).value for state in states]
        with self.database.reading() as connection:
            return _alerts(
                connection, alerts.listed(connection, states=wanted, channel=channel, before=before, limit=limit)
            )


def _alerts(connection: Connection, rows: Sequence[Row[Any]]) -> list[Alert]:
    return [
        Alert(
            id=row.id,
            change_key=change.key,
            rule=row.rule,
            channel=row.channel,
            language=row.language,
            due_at=row.due_at,
            state=AlertState(row.state),
            attempts=row.attempts,
            attempted_at=row.attempted_at,
            trouble=row.trouble,
            idempotency_key=row.idempotency_key,
            change_id=row.change_id,
            change=change,
            page_id=row.page_id,
            page_url=row.page_url,
            page_title=row.page_title,
            source=row.source,
            source_name=row.source_name or row.source,
            snapshot_sha256=row.snapshot_sha256,
            changed_at=row.at,
            published=row.published,
        )
        for row, change in zip(rows, changes_of(connection, rows), strict=True)
    ]

"""Rows of `secret_hosts`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from storage.models import SecretHostRow, columns
from storage.queries.dialect import insert_or

S = columns(SecretHostRow)


def host_of(connection: Connection, key: str) -> str | None:
    """The host that a secret belongs to."""
    return connection.execute(select(S.host).where(S.key == key)).scalar()


def put(connection: Connection, key: str, host: str, since: datetime) -> None:
    """Let a secret belong to a host, instead of the one before."""
    statement = insert_or(connection, SecretHostRow).values(key=key, host=host, since=since)
    values = {"host": statement.excluded.host, "since": statement.excluded.since}
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

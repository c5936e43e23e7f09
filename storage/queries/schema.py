"""What the database says of its own tables."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text


def tables(connection: Connection) -> set[str]:
    """Names of all tables."""
    return set(inspect(connection).get_table_names())


def revision(connection: Connection) -> str | None:
    """What Alembic wrote last."""
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def wait_for_others(connection: Connection) -> None:
    """On PostgreSQL: until no other process changes the schema. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('medical-policy-monitor schema'))"))

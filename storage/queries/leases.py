"""Rows of `leases`, on PostgreSQL, by the server's clock."""

from __future__ import annotations

from sqlalchemy import Connection, text

_TAKE = text(
    "INSERT INTO leases (name, holder, until) "
    "VALUES (:name, :holder, clock_timestamp() + make_interval(secs => :lease_s)) "
    "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
    "WHERE leases.until <= clock_timestamp() OR leases.holder = excluded.holder RETURNING name"
)
_RELEASE = text("DELETE FROM leases WHERE name = :name AND holder = :holder")
_HOLDER = text("SELECT holder FROM leases WHERE name = :name AND until > clock_timestamp()")
_FORGET = text("DELETE FROM leases WHERE until <= clock_timestamp() - interval '1 day'")


def take(connection: Connection, name: str, holder: str, lease_s: float) -> bool:
    """Take a lease that is free, or go on with an own one; whether it is the holder's now."""
    parameters = {"name": name, "holder": holder, "lease_s": lease_s}
    return connection.execute(_TAKE, parameters).first() is not None


def release(connection: Connection, name: str, holder: str) -> None:
    """Give a lease back, when it is still the holder's."""
    connection.execute(_RELEASE, {"name": name, "holder": holder})


def holder_of(connection: Connection, name: str) -> str | None:
    """Who has a lease now."""
    found: str | None = connection.execute(_HOLDER, {"name": name}).scalar()
    return found


def forget(connection: Connection) -> None:
    """Drop leases that nobody has asked for in a day."""
    connection.execute(_FORGET)

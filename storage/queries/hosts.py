"""Rows of `hosts` and `robots`, on PostgreSQL: what workers know of a host, by the server's clock."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, text

#: Durations are what a moment is ahead of the server's clock, 0 for none and for one that is past.
_TAKE = text(
    """
    UPDATE hosts SET holder = :holder, turn_until = clock_timestamp() + make_interval(secs => :lease_s)
    WHERE host = :host AND (turn_until IS NULL OR turn_until <= clock_timestamp() OR holder = :holder)
        AND (next_at IS NULL OR next_at <= clock_timestamp())
        AND (held_until IS NULL OR held_until <= clock_timestamp())
    RETURNING 0.0::float8 AS rest_s, 0.0::float8 AS held_s, 0.0::float8 AS busy_s, why_held, delay_s, failures
    """
)
_LOOK = text(
    """
    SELECT coalesce(greatest(extract(epoch FROM next_at - clock_timestamp()), 0), 0)::float8 AS rest_s,
        coalesce(greatest(extract(epoch FROM held_until - clock_timestamp()), 0), 0)::float8 AS held_s,
        coalesce(greatest(extract(epoch FROM turn_until - clock_timestamp()), 0), 0)::float8 AS busy_s,
        why_held, delay_s, failures
    FROM hosts WHERE host = :host
    """
)
_ENTER = text(
    "INSERT INTO hosts (host, delay_s, failures, why_held, holder) VALUES (:host, 0, 0, '', '') ON CONFLICT DO NOTHING"
)
_GIVE_BACK = text(
    """
    UPDATE hosts SET holder = '', turn_until = NULL,
        next_at = CASE WHEN :rest_s > 0 THEN clock_timestamp() + make_interval(secs => :rest_s) END,
        held_until = CASE WHEN :held_s > 0 THEN clock_timestamp() + make_interval(secs => :held_s) END,
        why_held = :why_held, delay_s = :delay_s, failures = :failures
    WHERE host = :host AND holder = :holder
    """
)
_PROLONG = text(
    "UPDATE hosts SET turn_until = clock_timestamp() + make_interval(secs => :lease_s) "
    "WHERE host = :host AND holder = :holder"
)
_FORGET = text(
    "DELETE FROM hosts WHERE failures = 0 AND delay_s = 0 AND turn_until IS NULL "
    "AND coalesce(next_at, '-infinity') <= clock_timestamp() AND coalesce(held_until, '-infinity') <= clock_timestamp()"
)

_ROBOTS = text(
    "SELECT content, trouble, extract(epoch FROM expires_at - clock_timestamp())::float8 AS expires_in_s FROM robots "
    "WHERE key = :key AND expires_at > clock_timestamp()"
)
_KEEP_ROBOTS = text(
    "INSERT INTO robots (key, content, trouble, expires_at) "
    "VALUES (:key, :content, :trouble, clock_timestamp() + make_interval(secs => :expires_in_s)) "
    "ON CONFLICT (key) DO UPDATE SET content = excluded.content, trouble = excluded.trouble, "
    "expires_at = excluded.expires_at"
)
_FORGET_ROBOTS = text("DELETE FROM robots WHERE expires_at <= clock_timestamp()")


def take(connection: Connection, host: str, holder: str, lease_s: float) -> tuple[bool, Row[Any]]:
    """Take the turn of a host, if it is free and the host wants to be asked; and what is known of the host."""
    parameters = {"host": host, "holder": holder, "lease_s": lease_s}
    while True:
        row = connection.execute(_TAKE, parameters).first()
        if row is not None:
            return True, row
        row = connection.execute(_LOOK, {"host": host}).first()
        if row is not None:
            return False, row
        connection.execute(_ENTER, {"host": host})


def give_back(connection: Connection, host: str, holder: str, **state: Any) -> None:
    """End a turn and say how the host is to be treated; nothing when the turn is another's by now."""
    connection.execute(_GIVE_BACK, {"host": host, "holder": holder, **state})


def prolong(connection: Connection, host: str, holder: str, lease_s: float) -> None:
    """Keep a turn for longer."""
    connection.execute(_PROLONG, {"host": host, "holder": holder, "lease_s": lease_s})


def robots(connection: Connection, key: bytes) -> Row[Any] | None:
    """What /robots.txt came to, when that is still to be relied on."""
    return connection.execute(_ROBOTS, {"key": key}).first()


def keep_robots(connection: Connection, key: bytes, **kept: Any) -> None:
    """Remember what /robots.txt came to."""
    connection.execute(_KEEP_ROBOTS, {"key": key, **kept})


def forget(connection: Connection) -> None:
    """Drop hosts of which nothing is remembered, and what has expired."""
    connection.execute(_FORGET)
    connection.execute(_FORGET_ROBOTS)

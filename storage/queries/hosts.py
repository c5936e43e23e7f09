"""Rows of `hosts` and `robots`, on PostgreSQL: what workers know of a host, by the server's clock."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

#: Durations are what a moment is ahead of the server's clock, 0 for none and for one that is past.
#: A row that another process is writing at this moment is not free: nobody waits for it, so that nobody locks up.
_TAKE = text(
    """
    UPDATE hosts SET holder = :holder, turn_until = clock_timestamp() + make_interval(secs => :lease_s)
    FROM (
        SELECT host FROM hosts
        WHERE host = ANY(:hosts) AND (turn_until IS NULL OR turn_until <= clock_timestamp() OR holder = :holder)
            AND (next_at IS NULL OR next_at <= clock_timestamp())
            AND (held_until IS NULL OR held_until <= clock_timestamp())
        FOR UPDATE SKIP LOCKED
    ) AS free
    WHERE hosts.host = free.host
    RETURNING hosts.host, 0.0::float8 AS rest_s, 0.0::float8 AS held_s, 0.0::float8 AS busy_s,
        why_held, delay_s, failures
    """
)
_LOOK = text(
    """
    SELECT host, coalesce(greatest(extract(epoch FROM next_at - clock_timestamp()), 0), 0)::float8 AS rest_s,
        coalesce(greatest(extract(epoch FROM held_until - clock_timestamp()), 0), 0)::float8 AS held_s,
        coalesce(greatest(extract(epoch FROM turn_until - clock_timestamp()), 0), 0)::float8 AS busy_s,
        why_held, delay_s, failures
    FROM hosts WHERE host = ANY(:hosts)
    """
)
_ENTER = text(
    "INSERT INTO hosts (host, delay_s, failures, why_held, holder) "
    "SELECT host, 0, 0, '', '' FROM unnest(CAST(:hosts AS text[])) AS host ORDER BY host ON CONFLICT DO NOTHING"
)
#: Only rows of which this process has the turn are written: two processes never want the same one.
_GIVE_BACK = text(
    """
    UPDATE hosts SET holder = '', turn_until = NULL,
        next_at = CASE WHEN told.rest_s > 0 THEN clock_timestamp() + make_interval(secs => told.rest_s) END,
        held_until = CASE WHEN told.held_s > 0 THEN clock_timestamp() + make_interval(secs => told.held_s) END,
        why_held = told.why_held, delay_s = told.delay_s, failures = told.failures
    FROM jsonb_to_recordset(CAST(:told AS jsonb))
        AS told (host text, rest_s float8, held_s float8, why_held text, delay_s float8, failures int)
    WHERE hosts.host = told.host AND holder = :holder
    """
)
_PROLONG = text(
    "UPDATE hosts SET turn_until = clock_timestamp() + make_interval(secs => :lease_s) "
    "WHERE host = :host AND holder = :holder"
)
_FORGET = text(
    """
    DELETE FROM hosts USING (
        SELECT host FROM hosts
        WHERE failures = 0 AND delay_s = 0 AND turn_until IS NULL
            AND coalesce(next_at, '-infinity') <= clock_timestamp()
            AND coalesce(held_until, '-infinity') <= clock_timestamp()
        FOR UPDATE SKIP LOCKED
    ) AS idle
    WHERE hosts.host = idle.host
    """
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


def take(
    connection: Connection, names: Collection[str], holder: str, lease_s: float
) -> dict[str, tuple[bool, Row[Any]]]:
    """Take the turns of those hosts that are free and want to be asked; by host whether it was, and what is known."""
    found: dict[str, tuple[bool, Row[Any]]] = {}
    while left := [name for name in names if name not in found]:
        taken = connection.execute(_TAKE, {"hosts": left, "holder": holder, "lease_s": lease_s})
        found |= {row.host: (True, row) for row in taken}
        if left := [name for name in left if name not in found]:
            found |= {row.host: (False, row) for row in connection.execute(_LOOK, {"hosts": left})}
        if left := [name for name in left if name not in found]:
            connection.execute(_ENTER, {"hosts": left})
    return found


def give_back(connection: Connection, holder: str, told: Sequence[Mapping[str, Any]]) -> None:
    """End turns and say how the hosts are to be treated; nothing of those that are another's turn by now."""
    connection.execute(_GIVE_BACK, {"holder": holder, "told": json.dumps([dict(one) for one in told])})


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

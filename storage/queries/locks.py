"""Advisory locks of PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Connection, text


def take(connection: Connection, name: str) -> str | None:
    """Take a lock for as long as the connection lives; who has it, when it cannot be had."""
    key = f"medical-policy-monitor {name}"
    # The key's 64 bits are split over two columns of pg_locks.
    got = connection.execute(text("SELECT pg_try_advisory_lock(hashtextextended(:key, 0))"), {"key": key}).scalar()
    if got:
        return None
    holder = connection.execute(
        text(
            "SELECT a.pid, coalesce(host(a.client_addr), 'this machine') AS address "
            "FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
            "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(:key, 0)"
        ),
        {"key": key},
    ).first()
    return "another process" if holder is None else f"a process on {holder.address} (server process {holder.pid})"

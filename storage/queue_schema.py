"""Procrastinate's tables, on PostgreSQL: in a schema of their own, brought up by the same `monitor db upgrade`.

The PostgreSQL schema's comment says which of Procrastinate's migrations its tables have. A new database gets the tables
as the installed release describes them; an older one gets the migrations in between, in their order.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from monitor.errors import SchemaError
from storage.queries import queue_schema as queries

#: What is needed beyond Procrastinate's own indexes: the pages that have a job, and the jobs of a host. Rows come and
#: go by the second; the scheduler has them counted when there are many, and plans for many serve few as well, while
#: autovacuum would count them when there happen to be none.
TUNING = """
CREATE INDEX IF NOT EXISTS monitor_jobs_queueing_lock ON procrastinate_jobs (queueing_lock);
CREATE INDEX IF NOT EXISTS monitor_jobs_lock ON procrastinate_jobs (lock, status, priority, id)
    WHERE status IN ('todo', 'doing');
ALTER TABLE procrastinate_jobs SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000, autovacuum_analyze_threshold = 2000000000);
ALTER TABLE procrastinate_events SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
"""


@cache
def _migrations() -> tuple[Path, ...]:
    """Procrastinate's migrations, oldest first."""
    # Only those who use PostgreSQL pay for the import.
    from procrastinate.schema import SchemaManager

    return tuple(sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql")))


def expected() -> str:
    """The migration that the installed release of Procrastinate needs to have been applied last."""
    return _migrations()[-1].stem


def current(connection: Connection) -> str | None:
    """The migration that was applied last; None without tables."""
    return queries.comment(connection)


def upgrade(connection: Connection, location: str) -> bool:
    """Create the tables, or bring them up to date; whether there was anything to do.

    Raises:
        SchemaError: a newer release made them.
    """
    found = current(connection)
    if found == expected():
        return False
    if found is None:
        from procrastinate.schema import SchemaManager

        queries.create(connection, SchemaManager.get_schema())
    else:
        _refuse_newer(found, location)
        for path in _migrations():
            if path.stem > found:
                queries.run(connection, path.read_text(encoding="utf-8"))
    queries.run(connection, TUNING)
    queries.set_comment(connection, expected())
    return True


def require_current(connection: Connection, location: str) -> None:
    """Refuse tables that the installed release of Procrastinate cannot work with.

    Raises:
        SchemaError: they are not there, older or newer; says what to do.
    """
    found = current(connection)
    if found == expected():
        return
    if found is not None:
        _refuse_newer(found, location)
    state = "there are no tables for jobs yet" if found is None else f"its tables for jobs are older ({found})"
    raise SchemaError(f"{location}: {state}; run `monitor db upgrade`")


def _refuse_newer(found: str, location: str) -> None:
    if found not in {path.stem for path in _migrations()}:
        raise SchemaError(
            f"{location}: its tables for jobs are of a newer release ({found}, this program knows {expected()}); "
            "upgrade the program"
        )

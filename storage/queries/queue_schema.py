"""The PostgreSQL schema that Procrastinate's tables live in."""

from __future__ import annotations

from sqlalchemy import Connection, text

from storage.queries.jobs import SCHEMA

_COMMENT = text(
    "SELECT obj_description(to_regnamespace(:name), 'pg_namespace') WHERE to_regnamespace(:name) IS NOT NULL"
)
_ENTER = text("SELECT set_config('search_path', :name, true)")
_LEAVE = text("SELECT set_config('search_path', :before, true)")


def comment(connection: Connection) -> str | None:
    """What the schema is said to hold; None when there is none."""
    found: str | None = connection.execute(_COMMENT, {"name": SCHEMA}).scalar()
    return found


def set_comment(connection: Connection, words: str) -> None:
    """Say what the schema holds; `words` come from file names of a package."""
    run(connection, f"COMMENT ON SCHEMA {SCHEMA} IS '{words}'")


def create(connection: Connection, script: str) -> None:
    """Make the schema and what the script describes."""
    run(connection, f"CREATE SCHEMA {SCHEMA}")
    run(connection, script)


def run(connection: Connection, script: str) -> None:
    """Run a script of many statements with the schema as its home, in the transaction of the connection."""
    before = connection.exec_driver_sql("SHOW search_path").scalar_one()
    connection.execute(_ENTER, {"name": SCHEMA})
    # Past SQLAlchemy, which would look for parameters and allow one statement only.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(script)
    connection.execute(_LEAVE, {"before": before})

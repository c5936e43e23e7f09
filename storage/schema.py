"""The tables' revision: what the database has, what this program works with, and the way from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from monitor.errors import SchemaError, StorageError
from storage import queue_schema
from storage.engine import Database
from storage.queries import schema as queries

#: Every revision there has been, oldest first; held against `migrations/versions/` by a test.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
EXPECTED = REVISIONS[-1]
MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaState:
    """Where a database stands."""

    #: None when there is no database, or an empty one.
    current: str | None
    expected: str = EXPECTED

    @property
    def is_current(self) -> bool:
        """Whether this program can work with it as it is."""
        return self.current == self.expected

    @property
    def is_newer(self) -> bool:
        """Whether a later release wrote it."""
        return self.current is not None and self.current not in REVISIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """What an upgrade did."""

    #: Of the database, for people.
    location: str
    #: Revision before; None when there was no database.
    before: str | None
    after: str


def current_revision(connection: Connection) -> str | None:
    """The revision a database says it has.

    Raises:
        SchemaError: it holds tables of something else.
    """
    tables = queries.tables(connection)
    if "alembic_version" in tables:
        return queries.revision(connection)
    if tables:
        raise SchemaError(f"it is not a database of this program: it holds the table {min(tables)!r}")
    return None


def require_current(database: Database) -> None:
    """Refuse a database that this program cannot work with.

    Raises:
        SchemaError: it is not there, older, newer or of another program; says what to do.
        StorageError: it cannot be read.
    """
    require_revision(_state(database).current, database.location)
    if not database.is_sqlite:
        with database.reading() as connection:
            queue_schema.require_current(connection, database.location)


def require_revision(current: str | None, location: str) -> None:
    """Refuse a revision that this program cannot work with; see `require_current`."""
    state = SchemaState(current=current)
    _refuse_newer(state, location)
    if current is None:
        raise SchemaError(f"{location}: there is no database yet; run `monitor db upgrade`")
    if not state.is_current:
        raise SchemaError(
            f"{location}: the database is of an older release (schema {current}, this program needs {EXPECTED}); "
            "run `monitor db upgrade`"
        )


def _refuse_newer(state: SchemaState, location: str) -> None:
    if state.is_newer:
        raise SchemaError(
            f"{location}: this database was written by a newer release (schema {state.current}, this program knows "
            f"{EXPECTED}); upgrade the program"
        )


def _state(database: Database) -> SchemaState:
    # Connecting would create the file.
    if not database.exists:
        return SchemaState(current=None)
    with database.reading() as connection:
        try:
            return SchemaState(current=current_revision(connection))
        except SchemaError as error:
            raise SchemaError(f"{database.location}: {error}") from error


def schema_state(url: str) -> SchemaState:
    """Where a database stands; creates nothing.

    Raises:
        SchemaError: it holds tables of something else.
        StorageError: it cannot be read.
    """
    database = Database(url)
    try:
        return _state(database)
    finally:
        database.close()


def is_missing(url: str) -> bool:
    """Whether a SQLite database has no file yet. PostgreSQL's is made by whoever runs the server."""
    database = Database(url)
    try:
        return not database.exists
    finally:
        database.close()


def upgrade(url: str) -> Upgraded:
    """Create the database, or bring it up to date, in one transaction; two at once wait for each other.

    Raises:
        SchemaError: a newer release wrote it, or something else did.
        StorageError: it cannot be written.
    """
    database = Database(url)
    try:
        if database.path is not None:
            _make_directory(database.path.parent)
        database.prepare()
        with database.writing() as connection:
            queries.wait_for_others(connection)
            before = _checked_state(connection, database.location)
            if not before.is_current:
                migrate(connection)
            if not database.is_sqlite:
                queue_schema.upgrade(connection, database.location)
        return Upgraded(location=database.location, before=before.current, after=EXPECTED)
    finally:
        database.close()


def migrate(connection: Connection, revision: str = EXPECTED) -> None:
    """Bring the tables of a database that is empty or older to a revision."""
    # Costs a tenth of a second to import, which only those who migrate should pay.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _checked_state(connection: Connection, location: str) -> SchemaState:
    try:
        state = SchemaState(current=current_revision(connection))
    except SchemaError as error:
        raise SchemaError(f"{location}: {error}") from error
    _refuse_newer(state, location)
    return state


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"the data directory {directory} cannot be made: {error.strerror}") from error

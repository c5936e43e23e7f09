"""Connections and transactions.

SQLite: WAL, so that readers never wait for the writer; `BEGIN IMMEDIATE` for what will write, so that a second process
waits up to `BUSY_TIMEOUT_S` for its turn instead of failing half-way; `synchronous=FULL`, because with NORMAL a power
cut takes the last commits with it, and an alert that was sent would be sent again for a Version that is no longer
there. What it costs is one fsync a batch.

PostgreSQL: psycopg 3; what only reads does so in one REPEATABLE READ snapshot; connections are tried before use, so
that a restarted server costs one failed call at most.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from monitor.errors import ConfigError, StorageError
from storage.faults import explained

BUSY_TIMEOUT_S = 30.0
#: Pages kept in memory, in KiB.
SQLITE_CACHE_KIB = 16_384
#: What the write-ahead log is cut back to after a checkpoint, in bytes.
SQLITE_LOG_BYTES = 64 * 1024 * 1024


def parse_url(url: str) -> URL:
    """The database's address, with the driver this program uses.

    Raises:
        ConfigError: it is not one, or of a database that is not supported.
    """
    hint = "give sqlite:////path/to/monitor.db or postgresql+psycopg://user:password@host/database"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigError(f"the database address cannot be read; {hint}") from error
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        if parsed.database in (None, "", ":memory:"):
            raise ConfigError("a SQLite database needs a file: sqlite:////path/to/monitor.db")
        return parsed
    raise ConfigError(f"{parsed.drivername} is not a database this program can use; {hint}")


class Database:
    """One database: where it is, and transactions on it."""

    def __init__(
        self, url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S, read_only: bool = False, is_hasty: bool = False
    ) -> None:
        """Nothing is opened before the first transaction.

        Args:
            read_only: for a SQLite file that nobody writes: it is left exactly as it is.
            is_hasty: PostgreSQL need not have written a transaction to disk to be done with it, nor is a connection
                tried before use; for what may be lost, and is done many times a second.
        """
        parsed = parse_url(url)
        self.url = url
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        #: File of a SQLite database.
        self.path = Path(str(parsed.database)) if self.is_sqlite else None
        #: For people: the file, or the address without its password.
        self.location = str(self.path) if self.path else parsed.render_as_string(hide_password=True)
        self._engine = (
            self._sqlite(parsed, busy_timeout_s, read_only) if self.is_sqlite else self._postgresql(parsed, is_hasty)
        )
        #: The transaction that a thread's readings share.
        self._shared = threading.local()
        self._writer = self._engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        self._reader = (
            self._engine
            if self.is_sqlite
            else self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    @staticmethod
    def _sqlite(url: URL, busy_timeout_s: float, read_only: bool) -> Engine:
        if read_only:
            database = f"file:{quote(str(url.database))}"
            url = url.set(database=database, query={"uri": "true", "mode": "ro", "immutable": "1"})
        engine = create_engine(url, connect_args={"timeout": busy_timeout_s})

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            # The driver would begin transactions by its own lights; ours are begun below.
            connection.isolation_level = None
            for pragma in (
                "synchronous=FULL",
                "foreign_keys=ON",
                f"cache_size=-{SQLITE_CACHE_KIB}",
                f"journal_size_limit={SQLITE_LOG_BYTES}",
                "temp_store=MEMORY",
                # A file that came from elsewhere may bring views and triggers, but no functions that do harm.
                "trusted_schema=OFF",
            ):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            begin = connection.get_execution_options().get("sqlite_begin", "BEGIN")
            if begin is not None:
                connection.exec_driver_sql(begin)

        return engine

    @staticmethod
    def _postgresql(url: URL, is_hasty: bool) -> Engine:
        arguments: dict[str, Any] = {"connect_timeout": 10, "application_name": "medical-policy-monitor"}
        if is_hasty:
            arguments["options"] = f"{url.query.get('options', '')} -c synchronous_commit=off"
        try:
            return create_engine(url, pool_pre_ping=not is_hasty, connect_args=arguments)
        except (NoSuchModuleError, ImportError) as error:
            raise ConfigError(f"PostgreSQL's driver cannot be loaded: {error}") from error

    def conninfo(self, **options: str) -> str:
        """The address of a PostgreSQL database as libpq reads it, with server settings (`-c name=value`) added."""
        # Beside SQLite, its driver need not be loaded.
        from psycopg.conninfo import make_conninfo

        url = parse_url(self.url)
        facts = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in url.query.items()}
        settings = [facts.pop("options", ""), *(f"-c {name}={value}" for name, value in options.items())]
        return make_conninfo(
            **url.translate_connect_args(username="user", database="dbname"),
            **facts,
            options=" ".join(settings).strip(),
        )

    @property
    def exists(self) -> bool:
        """Whether a SQLite file is there; a server always is, as far as can be told without asking it."""
        return self.path is None or self.path.exists()

    def prepare(self) -> None:
        """Give a SQLite file its write-ahead log, which it then keeps.

        SQLite waits for nobody when it changes the kind of log, so those who do it at once take turns by a file beside
        the database, `monitor.db.prepare.lock`.

        Raises:
            StorageError: it cannot be written.
        """
        if self.path is not None:
            engine = self._engine.execution_options(sqlite_begin=None)
            with explained(self.location), _taking_turns(self.path), engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the database; the one around it, inside `together`.

        Raises:
            StorageError: the database cannot do it.
        """
        around: Connection | None = getattr(self._shared, "connection", None)
        if around is not None:
            with explained(self.location):
                yield around
            return
        with explained(self.location), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread reads inside, it reads in one transaction. Nothing is written inside.

        Raises:
            StorageError: the database cannot do it.
        """
        with self.reading() as connection:
            self._shared.connection = connection
            try:
                yield
            finally:
                self._shared.connection = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is written whole, or not at all when an error leaves the block.

        Raises:
            StorageError: the database cannot do it. Nothing was written.
        """
        with explained(self.location), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """A connection to PostgreSQL without a transaction around what is said: for single statements in a hurry.

        Raises:
            StorageError: the database cannot do it.
        """
        with (
            explained(self.location),
            self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            yield connection

    def close(self) -> None:
        """Release connections."""
        self._engine.dispose()


@contextmanager
def _taking_turns(path: Path) -> Iterator[None]:
    lock_path = path.with_name(f"{path.name}.prepare.lock")
    try:
        lock = FileLock(lock_path, timeout=BUSY_TIMEOUT_S).acquire()
    except (Timeout, OSError) as error:
        raise StorageError(f"{path} cannot be prepared: the lock {lock_path} cannot be had: {error}") from error
    with lock:
        yield

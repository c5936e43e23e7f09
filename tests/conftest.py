"""Fixtures for every room: databases, and a log that no test leaves set up.

store                 an open Store on each of both databases: the test runs twice
database_url          address of a migrated database, likewise
empty_database_url    address of a database without tables, likewise
sqlite_url, postgresql_url    of one kind, for what is particular to it
serial                the thread in which a Store is asked
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import hypothesis
import pytest
import structlog

import storage
from monitor.serial import Serial
from tests.databases import PostgresServer, SqliteFiles

# Machines that run tests are shared and slow at times: a slow example is no wrong example.
hypothesis.settings.register_profile("monitor", deadline=None)
hypothesis.settings.load_profile("monitor")


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """Commands set up the log for the process; the next test begins without that."""
    handlers = list(logging.getLogger().handlers)
    yield
    structlog.reset_defaults()
    logging.captureWarnings(False)
    for handler in logging.getLogger().handlers[:]:
        if type(handler).__module__ == "monitor.cli.output" and handler not in handlers:
            logging.getLogger().removeHandler(handler)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """Where SQLite databases are made."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """One server for all tests."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture
def sqlite_url(sqlite_files: SqliteFiles) -> str:
    """A migrated SQLite database."""
    return sqlite_files.create()


@pytest.fixture
def postgresql_url(postgresql_server: PostgresServer) -> Iterator[str]:
    """A migrated PostgreSQL database."""
    address = postgresql_server.create()
    yield address
    postgresql_server.drop(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database, of each kind."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without tables, of each kind; SQLite's file does not exist yet."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        yield files.create(migrated=False)
        return
    server: PostgresServer = request.getfixturevalue("postgresql_server")
    address = server.create(migrated=False)
    yield address
    server.drop(address)


@pytest.fixture
def store(database_url: str) -> Iterator[storage.SqlStore]:
    """An open Store, on each of both databases."""
    opened = storage.open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def serial() -> Iterator[Serial]:
    """The thread in which a Store is asked."""
    made = Serial("test")
    yield made
    made.close()

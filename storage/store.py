"""The promise of `monitor.ports.Store`, kept: each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from monitor.errors import StorageBusyError
from monitor.ports import Recorded, StoreFigures, StoreHealth
from monitor.types import CheckResult, Page, PageRole, Source
from storage.archive import ArchiveStore
from storage.boilerplate import BoilerplateStore
from storage.engine import BUSY_TIMEOUT_S, Database
from storage.faults import is_lost_race
from storage.listing import RegisterStore
from storage.outbox import OutboxStore
from storage.outgoing import record
from storage.queries import figures, health, pages
from storage.schema import current_revision, require_current
from storage.secrets import SecretStore

T = TypeVar("T")

#: How often a transaction is tried when those of other workers are in its way.
RACES = 5


def open_store(url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> SqlStore:
    """The Store of a database whose schema is the one this program works with.

    Args:
        url: `sqlite:////path/to/monitor.db` or `postgresql+psycopg://user:password@host/database`.
        busy_timeout_s: how long a SQLite database may be locked by another process before that is an error.

    Raises:
        ConfigError: the address cannot be used.
        SchemaError: there is no database, or it is older or newer than the program.
        StorageError: it cannot be opened.
    """
    database = Database(url, busy_timeout_s=busy_timeout_s)
    try:
        require_current(database)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


class SqlStore(ArchiveStore, OutboxStore, RegisterStore, BoilerplateStore, SecretStore):
    """`monitor.ports.Store` on SQLite or PostgreSQL; see there for each method."""

    def __init__(self, database: Database) -> None:
        #: For the other modules of this package.
        self.database = database

    # -- sources and pages

    def register(self, sources: Sequence[Source], now: datetime) -> None:
        self._write(lambda connection: _register(connection, sources, now))

    def add_page(self, source: str, url: str, now: datetime) -> Page:
        with self.database.writing() as connection:
            row = pages.new_row(source=source, url=url, role=PageRole.DOCUMENT, title="", initial=True, now=now)
            pages.add_new(connection, [row])
            page = pages.by_url(connection, url)
            assert page is not None
            return page

    def page(self, page_id: int) -> Page | None:
        with self.database.reading() as connection:
            return pages.by_id(connection, page_id)

    def pages(
        self,
        *,
        sources: Collection[str] | None = None,
        url: str | None = None,
        due_at: datetime | None = None,
        states: Collection[str] | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Sequence[Page]:
        with self.database.reading() as connection:
            return pages.listed(
                connection, sources=sources, url=url, due_at=due_at, states=states, after=after, limit=limit
            )

    # -- what is kept

    def together(self) -> AbstractContextManager[None]:
        return self.database.together()

    def record(self, results: Sequence[CheckResult]) -> Sequence[Recorded]:
        return self._write(lambda connection: record(connection, results))

    # -- housekeeping

    def health(self, now: datetime) -> StoreHealth:
        with self.database.reading() as connection:
            return StoreHealth(
                location=self.database.location,
                schema_revision=current_revision(connection),
                **health.facts(connection, now),
            )

    def figures(self, sources: Collection[Source], now: datetime) -> StoreFigures:
        with self.database.reading() as connection:
            return figures.measured(connection, sources, now)

    def close(self) -> None:
        self.database.close()

    def _write(self, work: Callable[[Connection], T]) -> T:
        """Do it in one transaction; again when PostgreSQL ended that so that another could go on.

        It does so when two workers enter the same contents or links in another order.
        """
        attempts = 0
        while True:
            attempts += 1
            try:
                with self.database.writing() as connection:
                    return work(connection)
            except StorageBusyError as error:
                if attempts == RACES or not is_lost_race(error):
                    raise


def _register(connection: Connection, sources: Sequence[Source], now: datetime) -> None:
    pages.name_sources(connection, {source.id: source.name for source in sources})
    known = pages.by_urls(connection, [source.url for source in sources])
    new: dict[str, dict[str, Any]] = {}
    for source in sources:
        role = PageRole.INDEX if source.kind.is_index else PageRole.DOCUMENT
        page = known.get(source.url)
        if page is None:
            new[source.url] = pages.new_row(
                source=source.id, url=source.url, role=role, title=source.name, initial=True, now=now
            )
        elif (page.source, page.role) != (source.id, role):
            due = now if page.role is not role else page.next_check_at
            pages.take_over(connection, page.id, source=source.id, role=role, next_check_at=due)
    if new:
        pages.add_new(connection, list(new.values()))

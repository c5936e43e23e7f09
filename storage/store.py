"""The promise of `monitor.ports.Store`, kept: each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, TypeVar

import zstandard
from sqlalchemy import Connection, Row

from monitor.errors import BlobError, StorageBusyError
from monitor.ports import (
    ChangeEntry,
    CheckEntry,
    EquipmentEntry,
    Recorded,
    StoodEntry,
    StoreFigures,
    StoreHealth,
    TargetEntry,
    ToldEntry,
    VersionEntry,
)
from monitor.types import (
    Alert,
    AlertState,
    CheckResult,
    Page,
    PageRole,
    Snapshot,
    Source,
    Version,
)
from storage.blobs import Blobs
from storage.boilerplate import BoilerplateStore
from storage.changes import changes_of
from storage.detail import read_meta, unpack_meta
from storage.engine import BUSY_TIMEOUT_S, Database
from storage.faults import is_lost_race
from storage.outgoing import record
from storage.queries import alerts, changes, checks, figures, health, pages, registers, versions
from storage.reading import (
    unpack_document,
    unpack_equipment,
    unpack_plans,
    unpack_reading,
    unpack_statements,
)
from storage.registers import Places, first_day, last_day, to_mention, to_statement, to_stood
from storage.schema import EXPECTED, current_revision, require_current
from storage.secrets import SecretStore

T = TypeVar("T")

#: How often a transaction is tried when those of other workers are in its way.
RACES = 5
#: Pages that tell of one Plan and are compared with a new one.
TOLD_PAGES = 20


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


class SqlStore(BoilerplateStore, SecretStore):
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

    # -- what is kept of a page

    def together(self) -> AbstractContextManager[None]:
        return self.database.together()

    def version(self, page_id: int, number: int | None = None) -> Version | None:
        with self.database.reading() as connection:
            facts = versions.one(connection, page_id, number)
            if facts is None:
                return None
            data = unpack_reading(Blobs(connection).get(facts.reading_id))
        return Version(
            number=facts.number,
            document=unpack_document(data),
            statements=unpack_statements(data),
            equipment=unpack_equipment(data),
            plans=unpack_plans(data),
            recipe=facts.recipe,
            snapshot_sha256=facts.snapshot_sha256,
            fetched_at=facts.fetched_at,
            technical=facts.technical,
        )

    def history(self, page_id: int) -> Sequence[VersionEntry]:
        with self.database.reading() as connection:
            return versions.of_page(connection, page_id)

    def checks(self, page_id: int, *, limit: int = 50) -> Sequence[CheckEntry]:
        with self.database.reading() as connection:
            return checks.of_page(connection, page_id, limit)

    def snapshot(self, sha256: str, *, page_id: int | None = None) -> Snapshot | None:
        with self.database.reading() as connection:
            capture = checks.capture(connection, sha256, page_id)
            if capture is None:
                return None
            content = Blobs(connection).get(capture.blob_id)
        try:
            first = unpack_meta(capture.first_meta, b"") if capture.first_meta else b""
            meta = read_meta(unpack_meta(capture.meta, first), capture.page_url)
        except zstandard.ZstdError as error:
            raise BlobError(f"the headers of the snapshot {sha256[:12]} are damaged", sha256=sha256) from error
        return Snapshot(sha256=sha256, fetched_at=capture.fetched_at, content=content, **meta)

    def record(self, results: Sequence[CheckResult]) -> Sequence[Recorded]:
        return self._write(lambda connection: record(connection, results))

    # -- the outbox

    def due_alerts(self, now: datetime, *, channel: str | None = None, limit: int = 500) -> Sequence[Alert]:
        with self.database.reading() as connection:
            return _alerts(connection, alerts.due(connection, now, channel, limit))

    def settle_alerts(
        self,
        alert_ids: Sequence[int],
        *,
        state: AlertState,
        at: datetime,
        trouble: str = "",
        next_due_at: datetime | None = None,
    ) -> None:
        if state is AlertState.PENDING and next_due_at is None:
            raise ValueError("an alert that stays pending needs the moment of its next attempt")
        with self.database.writing() as connection:
            alerts.settle(connection, alert_ids, state=state, at=at, trouble=trouble, next_due_at=next_due_at)

    def alerts(
        self,
        *,
        states: Collection[AlertState] | None = None,
        channel: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[Alert]:
        wanted = None if states is None else [AlertState(state).value for state in states]
        with self.database.reading() as connection:
            return _alerts(
                connection, alerts.listed(connection, states=wanted, channel=channel, before=before, limit=limit)
            )

    # -- registers

    def changes(
        self,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
        page_id: int | None = None,
        min_significance: float = 0.0,
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[ChangeEntry]:
        with self.database.reading() as connection:
            rows = changes.listed(
                connection,
                since=since,
                sources=sources,
                kinds=kinds,
                page_id=page_id,
                min_significance=min_significance,
                before=before,
                limit=limit,
            )
            found = changes_of(connection, rows)
        return [
            ChangeEntry(
                id=row.id,
                at=row.at,
                page_id=row.page_id,
                page_url=row.page_url,
                page_title=row.page_title,
                source=row.source,
                from_version=row.from_version or 0,
                to_version=row.to_version or 0,
                change=change,
            )
            for row, change in zip(rows, found, strict=True)
        ]

    def targets(
        self,
        *,
        kinds: Collection[str] = ("target",),
        sources: Collection[str] | None = None,
        unit: str | None = None,
        plan: str | None = None,
        due: tuple[str, str] | None = None,
        as_of: datetime | None = None,
        page_id: int | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Sequence[TargetEntry]:
        with self.database.reading() as connection:
            rows = registers.targets(
                connection,
                kinds=kinds,
                sources=sources,
                unit=unit,
                plan=plan,
                due=None if due is None else (first_day(due[0]) or due[0], last_day(due[1]) or due[1]),
                as_of=as_of,
                page_id=page_id,
                after=after,
                limit=limit,
            )
            places = Places(connection, rows, as_of) if as_of is not None else None
        entries = []
        for row in rows:
            version, start, end = places.of(row) if places else (row.page_version, row.start_offset, row.end_offset)
            entries.append(
                TargetEntry(
                    id=row.id,
                    page_id=row.page_id,
                    page_url=row.page_url,
                    page_title=row.page_title,
                    source=row.source,
                    version=version,
                    since=row.since_at,
                    statement=to_statement(row, start, end),
                )
            )
        return entries

    def stood(self, page_ids: Collection[int], *, kind: str = "target") -> Sequence[StoodEntry]:
        with self.database.reading() as connection:
            rows = registers.stood(connection, page_ids=page_ids, kind=kind)
        return [to_stood(row) for row in rows]

    def standing(self, row_id: int) -> StoodEntry | None:
        with self.database.reading() as connection:
            rows = registers.stood(connection, row_id=row_id)
        return to_stood(rows[0]) if rows else None

    def pages_beside(self, page_ids: Collection[int], *, limit: int = 200) -> Sequence[int]:
        with self.database.reading() as connection:
            return sorted(registers.pages_beside(connection, page_ids, limit=limit))

    def told(self, plan_keys: Collection[str], *, except_page: int) -> Sequence[ToldEntry]:
        if not plan_keys:
            return []
        with self.database.reading() as connection:
            pages = registers.pages_of_plans(connection, plan_keys, except_page=except_page, limit=TOLD_PAGES)
            rows = registers.targets_of_pages(connection, pages) if pages else []
        return [
            ToldEntry(
                page_url=row.page_url,
                statement=to_statement(row, row.start_offset, row.end_offset),
                plan_key=pages[row.page_id].get(row.plan or "", (None, False))[0],
                draft=pages[row.page_id].get(row.plan or "", (None, False))[1],
            )
            for row in rows
        ]

    def equipment(
        self,
        *,
        nmpa_class: str | None = None,
        sources: Collection[str] | None = None,
        limit: int | None = None,
    ) -> Sequence[EquipmentEntry]:
        with self.database.reading() as connection:
            rows = registers.equipment(connection, nmpa_class=nmpa_class, sources=sources, limit=limit)
        return [
            EquipmentEntry(
                page_id=row.page_id,
                page_url=row.page_url,
                source=row.source,
                version=row.page_version,
                first_seen=row.first_seen,
                mention=to_mention(row),
            )
            for row in rows
        ]

    # -- housekeeping

    def health(self, now: datetime) -> StoreHealth:
        with self.database.reading() as connection:
            return StoreHealth(
                location=self.database.location,
                schema_revision=current_revision(connection),
                schema_expected=EXPECTED,
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


def _alerts(connection: Connection, rows: Sequence[Row[Any]]) -> list[Alert]:
    return [
        Alert(
            id=row.id,
            change_key=change.key,
            rule=row.rule,
            channel=row.channel,
            language=row.language,
            due_at=row.due_at,
            state=AlertState(row.state),
            attempts=row.attempts,
            trouble=row.trouble,
            idempotency_key=row.idempotency_key,
            change_id=row.change_id,
            change=change,
            page_id=row.page_id,
            page_url=row.page_url,
            page_title=row.page_title,
            source=row.source,
            source_name=row.source_name or row.source,
            snapshot_sha256=row.snapshot_sha256,
            changed_at=row.at,
            published=row.published,
        )
        for row, change in zip(rows, changes_of(connection, rows), strict=True)
    ]

"""The part of the Store that lists the registers: what changed, and what pages say and said.

See `monitor.ports.Registers`; how the rows come about is in `registers.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from monitor.ports import ChangeEntry, EquipmentEntry, StoodEntry, TargetEntry, ToldEntry
from monitor.types import Comparator, EquipmentMention, Statement, StatementKind
from storage.blobs import Blobs
from storage.changes import changes_of
from storage.engine import Database
from storage.queries import changes, registers, versions
from storage.reading import unpack_reading, unpack_statements
from storage.registers import DATE, last_day, statement_facts

#: Pages that tell of one Plan and are compared with a new one.
TOLD_PAGES = 20


class RegisterStore:
    """Mixed into `SqlStore`: each method is one transaction."""

    database: Database

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
        plan: Collection[str] = (),
        plan_key: str = "",
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
                plan_key=plan_key,
                due=None if due is None else (_first_day(due[0]) or due[0], last_day(due[1]) or due[1]),
                as_of=as_of,
                page_id=page_id,
                after=after,
                limit=limit,
            )
            places = _Places(connection, rows, as_of) if as_of is not None else None
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
                    statement=_to_statement(row, start, end),
                )
            )
        return entries

    def stood(self, page_ids: Collection[int], *, kind: str = "target") -> Sequence[StoodEntry]:
        with self.database.reading() as connection:
            rows = registers.stood(connection, page_ids=page_ids, kind=kind)
        return [_to_stood(row) for row in rows]

    def standing(self, row_id: int) -> StoodEntry | None:
        with self.database.reading() as connection:
            rows = registers.stood(connection, row_id=row_id)
        return _to_stood(rows[0]) if rows else None

    def pages_beside(self, page_ids: Collection[int], *, limit: int = 200) -> Sequence[int]:
        with self.database.reading() as connection:
            return sorted(registers.pages_beside(connection, page_ids, limit=limit))

    def told(self, plan_keys: Collection[str], *, except_page: int) -> Sequence[ToldEntry]:
        if not plan_keys:
            return []
        with self.database.reading() as connection:
            pages = registers.pages_of_plans(connection, plan_keys, except_page=except_page, limit=TOLD_PAGES)
            rows = registers.targets_of_pages(connection, pages) if pages else []
        told = []
        for row in rows:
            key, draft, edition = pages[row.page_id].get(row.plan or "", (None, False, 0))
            statement = _to_statement(row, row.start_offset, row.end_offset)
            told.append(
                ToldEntry(
                    page_url=row.page_url,
                    page_title=row.page_title or "",
                    statement=statement,
                    plan_key=key,
                    draft=draft,
                    edition=edition,
                )
            )
        return told

    def tellers(self, plan_keys: Collection[str], *, except_page: int) -> Mapping[int, int]:
        if not plan_keys:
            return {}
        with self.database.reading() as connection:
            return registers.tellers(connection, plan_keys, except_page=except_page)

    def plans_named(self, plan_keys: Collection[str], *, except_page: int) -> frozenset[str]:
        with self.database.reading() as connection:
            return frozenset(registers.plans_named(connection, plan_keys, except_page=except_page))

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
                mention=_to_mention(row),
            )
            for row in rows
        ]


def _first_day(date: str) -> str | None:
    """The first day of a year, month or day in ISO."""
    found = DATE.match(date)
    return None if found is None else f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}"


def _to_statement(row: Row[Any], start: int, end: int) -> Statement:
    """The inverse of `statement_facts`."""
    return Statement(
        kind=StatementKind(row.kind),
        metric=row.metric,
        value=row.value,
        value_high=row.value_high,
        unit=row.unit,
        counted=row.counted,
        comparator=Comparator(row.comparator),
        deadline=row.deadline,
        as_of=row.as_of,
        plan=row.plan,
        quote=row.quote,
        start=start,
        end=end,
        rule=row.rule,
        repeat=row.repeat,
    )


def _to_stood(row: Row[Any]) -> StoodEntry:
    """A row of Statements with the Versions that have it."""
    return StoodEntry(
        id=row.id,
        page_id=row.page_id,
        page_url=row.page_url,
        first_version=row.first_version,
        last_version=row.last_version,
        seen_at=row.seen_at,
        gone_at=row.gone_at,
        statement=_to_statement(row, row.start_offset, row.end_offset),
    )


def _to_mention(row: Row[Any]) -> EquipmentMention:
    """The inverse of `equipment_facts`."""
    return EquipmentMention(
        term=row.term,
        surface=row.surface,
        start=row.start_offset,
        end=row.end_offset,
        nmpa_class=row.nmpa_class,
        stance=row.stance,
        unlisted=row.unlisted,
        rule=row.rule,
    )


class _Places:
    """Where Statements stood in the Versions of a moment: register rows have the offsets of their last Version only."""

    def __init__(self, connection: Connection, rows: Iterable[Row[Any]], moment: datetime) -> None:
        standing = versions.as_of(connection, {row.page_id for row in rows}, moment)
        blobs = Blobs(connection)
        blobs.preload(reading_id for _, reading_id in standing.values())
        self._numbers = {page_id: number for page_id, (number, _) in standing.items()}
        self._places: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
        for page_id, (_, reading_id) in standing.items():
            for statement in unpack_statements(unpack_reading(blobs.get(reading_id))):
                key = (page_id, *statement_facts(statement).values())
                self._places.setdefault(key, []).append((statement.start, statement.end))

    def of(self, row: Row[Any]) -> tuple[int, int, int]:
        """Number of the Version, start and end."""
        key = (row.page_id, *statement_facts(_to_statement(row, 0, 0)).values())
        places = self._places.get(key)
        start, end = places.pop(0) if places else (row.start_offset, row.end_offset)
        return self._numbers[row.page_id], start, end

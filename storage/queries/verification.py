"""What `storage.verify` asks: everything, a part at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, ForeignKeyConstraint, Null, Row, and_, false, func, null, or_, select, text, tuple_

from storage import shared_models as shared_models  # their tables are looked at as well
from storage.declaring import Base
from storage.models import BlobRow, ChangeRow, PageRow, SnapshotRow, VersionRow, columns, table
from storage.queries.blobs import ChainRow
from storage.queries.changes import TOLD, with_versions
from storage.queries.checks import first_meta_of
from storage.queries.dialect import chunks

B = columns(BlobRow)
C = columns(ChangeRow)
P = columns(PageRow)
SN = columns(SnapshotRow)
V = columns(VersionRow)

#: Columns that say when what a row holds was fetched, or is to be done.
MOMENTS = ("fetched_at", "at", "seen_at", "due_at")
CHAIN = (B.id, B.sha256, B.base_id, B.size, B.data)


class Use(NamedTuple):
    """A Page that needs a blob, and when it was fetched."""

    blob_id: int
    page_url: str
    at: datetime
    #: What the blob is to it: `snapshot` or `text of version 3`.
    role: str


def file_damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with its file. PostgreSQL checks its pages when it reads them."""
    if connection.dialect.name != "sqlite":
        return []
    return [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)")) if row[0] != "ok"]


def broken_references(connection: Connection) -> list[tuple[str, str]]:
    """Tables of a SQLite file with rows that name rows of another table, also given, which are not there."""
    return [(row[0], row[2]) for row in connection.execute(text("PRAGMA foreign_key_check"))]


def shapes(connection: Connection) -> Iterator[tuple[int, int | None, int]]:
    """(id, base, size) of every blob, by id."""
    query = select(B.id, B.base_id, B.size).order_by(B.id)
    for row in connection.execution_options(yield_per=10_000).execute(query):
        yield row.id, row.base_id, row.size


def by_ids(connection: Connection, ids: Sequence[int]) -> list[ChainRow]:
    """Blobs by id."""
    return [ChainRow(*row) for some in chunks(ids) for row in connection.execute(select(*CHAIN).where(B.id.in_(some)))]


def uses(connection: Connection, blob_ids: Sequence[int]) -> list[Use]:
    """Who needs those blobs."""
    found: list[Use] = []
    for some in chunks(blob_ids):
        snapshots = select(SN.blob_id, P.url, SN.fetched_at).join(PageRow, P.id == SN.page_id)
        rows = connection.execute(snapshots.where(SN.blob_id.in_(some)))
        found.extend(Use(row.blob_id, row.url, row.fetched_at, "snapshot") for row in rows)
        readings = select(V.reading_id, P.url, V.fetched_at, V.number).join(PageRow, P.id == V.page_id)
        rows = connection.execute(readings.where(V.reading_id.in_(some)))
        found.extend(Use(row.reading_id, row.url, row.fetched_at, f"text of version {row.number}") for row in rows)
    return found


class Dangling(NamedTuple):
    """Rows of a Page at a moment that refer to rows that are missing."""

    table: str
    reference: str
    rows: int
    #: None where it cannot be told: the Page itself is missing, or the rows are not those of one Page.
    page_url: str | None
    at: datetime | None


def dangling(connection: Connection) -> Iterator[Dangling]:
    """References that lead nowhere."""
    for child in Base.metadata.sorted_tables:
        for constraint in child.foreign_key_constraints:
            for row in connection.execute(_dangling_query(constraint)):
                yield Dangling(child.name, ", ".join(constraint.column_keys), *row)


def _dangling_query(constraint: ForeignKeyConstraint) -> Any:
    child, parent = constraint.table, constraint.referred_table.alias("parent")
    pairs = [(element.parent, parent.c[element.column.name]) for element in constraint.elements]
    moment = next((child.c[name] for name in MOMENTS if name in child.c), null())
    url, of_page = (P.url, P.id == child.c.page_id) if "page_id" in child.c else (null(), false())
    told = [column for column in (url, moment) if not isinstance(column, Null)]
    return (
        select(func.count(), url, moment)
        .select_from(child.outerjoin(parent, and_(*(own == other for own, other in pairs))))
        .outerjoin(PageRow, of_page)
        .where(*(own.is_not(None) for own, _ in pairs), or_(*(other.is_(None) for _, other in pairs)))
        .group_by(*told)
        .order_by(*told)
        .having(func.count() > 0)
    )


def misnumbered(connection: Connection) -> Sequence[Row[Any]]:
    """Pages whose Versions are not 1, 2, 3 … up to `pages.version`: url, version, found, highest."""
    numbers = (
        select(V.page_id, func.count().label("found"), func.max(V.number).label("highest"))
        .group_by(V.page_id)
        .subquery()
    )
    found, highest = func.coalesce(numbers.c.found, 0), func.coalesce(numbers.c.highest, 0)
    return connection.execute(
        select(P.url, P.version, found.label("found"), highest.label("highest"))
        .outerjoin(numbers, numbers.c.page_id == P.id)
        .where(or_(P.version != found, P.version != highest))
    ).all()


def metas_after(connection: Connection, after: tuple[int, int], limit: int) -> Sequence[Row[Any]]:
    """Headers of Snapshots with those of the Page's first, by key: page_id, revision, url, fetched_at, meta, first."""
    first = first_meta_of(SN.page_id, SN.revision).label("first")
    wanted: list[Any] = [SN.page_id, SN.revision, P.url, SN.fetched_at, SN.meta, first]
    return connection.execute(
        select(*wanted)
        .join(PageRow, P.id == SN.page_id)
        .where(tuple_(SN.page_id, SN.revision) > tuple_(*after))
        .order_by(SN.page_id, SN.revision)
        .limit(limit)
    ).all()


def changes_after(connection: Connection, after: int, limit: int) -> Sequence[Row[Any]]:
    """Changes as they are told, by id."""
    query = with_versions(select(*TOLD).select_from(table(ChangeRow)).join(PageRow, P.id == C.page_id))
    return connection.execute(query.where(C.id > after).order_by(C.id).limit(limit)).all()

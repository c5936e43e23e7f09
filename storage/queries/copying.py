"""All rows of one database into another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Integer, Table, func, insert, inspect, select, text

from storage import shared_models as shared_models  # their tables are copied as well
from storage.declaring import Base
from storage.models import BlobRow, PageRow, table
from storage.packing import HEADER_BYTES

#: Rows, or bytes of contents, that are held in memory at a time.
ROWS = 1000
BYTES = 8 * 1024 * 1024


def rows_kept(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        one.name: connection.execute(select(func.count()).select_from(one)).scalar_one()
        for one in Base.metadata.sorted_tables
    }


def holds_anything(connection: Connection) -> bool:
    """Whether there are Pages or contents."""
    return any(connection.execute(select(table(row).c.id).limit(1)).first() for row in (PageRow, BlobRow))


def strange_objects(connection: Connection) -> list[str]:
    """What a SQLite file has that no database of this program has: other tables, views, triggers."""
    expected = _expected()
    strange = []
    for kind, name, sql in connection.execute(text("SELECT type, name, sql FROM sqlite_master")):
        is_plain = kind == "index" or (kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL"))
        if not is_plain or (kind == "table" and name not in expected and not name.startswith("sqlite_")):
            strange.append(f"{kind} {name}")
    return strange


def strange_columns(connection: Connection) -> list[str]:
    """Tables of a SQLite file that have other columns than ours, or that it lacks."""
    strange = []
    for name, wanted in _expected().items():
        rows = connection.execute(text("SELECT name, hidden FROM pragma_table_xinfo(:name)"), {"name": name}).all()
        if {row[0] for row in rows} != wanted or any(row[1] for row in rows):
            strange.append(f"columns of {name}")
    return strange


def _expected() -> dict[str, set[str]]:
    expected = {one.name: {column.name for column in one.columns} for one in Base.metadata.sorted_tables}
    expected["alembic_version"] = {"version_num"}
    return expected


def sizes(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Of every blob, how large it says it is, and the first bytes of its frame."""
    blobs = table(BlobRow)
    query = select(blobs.c.size, func.substr(blobs.c.data, 1, HEADER_BYTES).label("head"))
    for row in connection.execution_options(yield_per=10_000).execute(query):
        yield row.size, row.head


def copy_all(source: Connection, target: Connection) -> None:
    """Copy every row; the target has the same tables, and nothing in them."""
    for one in Base.metadata.sorted_tables:
        for part in _parts(source, one):
            target.execute(insert(one), part)
    if target.dialect.name == "postgresql":
        _count_on(target)


def _parts(source: Connection, one: Table) -> Iterator[list[Mapping[str, Any]]]:
    # A blob comes after the one it is a difference to.
    order = [one.c.depth, one.c.id] if one.name == BlobRow.__tablename__ else list(one.primary_key)
    part: list[Mapping[str, Any]] = []
    held = 0
    for row in source.execution_options(yield_per=100).execute(select(one).order_by(*order)).mappings():
        part.append(dict(row))
        held += sum(len(value) for value in row.values() if isinstance(value, bytes))
        if len(part) >= ROWS or held >= BYTES:
            yield part
            part, held = [], 0
    if part:
        yield part


def _count_on(target: Connection) -> None:
    """Let PostgreSQL number new rows from where the copied ones end."""
    for one in inspect(target).get_table_names():
        key = Base.metadata.tables[one].primary_key.columns.values() if one in Base.metadata.tables else []
        if [column.name for column in key] == ["id"] and isinstance(key[0].type, Integer):
            target.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{one}', 'id'), max(id)) FROM {one} HAVING max(id) > 0")  # noqa: S608
            )

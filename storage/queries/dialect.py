"""What the two databases word differently, and how many values one statement takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from storage.declaring import Base

T = TypeVar("T")

#: SQLite before 3.32 takes 999 variables; longer lists gain nothing.
CHUNK = 500


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items, so many at a time as one statement takes."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def insert_new(connection: Connection, row: type[Base], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, except those that a unique key already has."""
    if not values:
        return
    module = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(module.insert(row).on_conflict_do_nothing(), list(values))

"""What the two databases word differently, and how many values one statement takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection

from storage.declaring import Base

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert

T = TypeVar("T")

#: SQLite before 3.32 takes 999 variables; longer lists gain nothing.
CHUNK = 500


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items, so many at a time as one statement takes."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def insert_or(connection: Connection, row: type[Base]) -> Insert:
    """An INSERT that can say what to do about a row that is there. Only the database in use has its dialect loaded."""
    statement: Insert = import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(row)
    return statement


def insert_new(connection: Connection, row: type[Base], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, except those that a unique key already has."""
    if not values:
        return
    connection.execute(insert_or(connection, row).on_conflict_do_nothing(), list(values))

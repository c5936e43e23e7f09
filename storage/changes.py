"""Rows of the register as Changes, with the texts that their details are packed beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import zstandard
from sqlalchemy import Connection, Row

from monitor.types import Change
from storage.blobs import Blobs, joined
from storage.detail import bare_change, unpack_change


def changes_of(connection: Connection, rows: Sequence[Row[Any]]) -> list[Change]:
    """The Changes of rows that have the columns `queries.changes.TOLD`.

    One whose detail, or a text it was packed beside, is damaged is told by its columns alone: an alert must not wait
    for the repair of a blob, nor hold up the others.
    """
    blobs = Blobs(connection)
    preload_readings(blobs, rows)
    return [
        change_of(blobs, row) or bare_change(kind=row.kind, significance=row.significance, initial=row.initial)
        for row in rows
    ]


def preload_readings(blobs: Blobs, rows: Iterable[Row[Any]]) -> None:
    """Unpack with few queries what `change_of` needs for those rows."""
    readings = (reading for row in rows for reading in (row.reading_before, row.reading_after))
    blobs.preload(reading for reading in readings if reading is not None)


def change_of(blobs: Blobs, row: Row[Any]) -> Change | None:
    """The whole Change of a row, or None when its detail cannot be read."""
    readings = joined(blobs, (row.reading_before, row.reading_after))
    try:
        return unpack_change(
            row.detail,
            readings,
            kind=row.kind,
            significance=row.significance,
            initial=row.initial,
        )
    except (zstandard.ZstdError, ValueError):
        return None

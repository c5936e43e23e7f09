"""Rows of `versions` and `recipes`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, tuple_

from monitor.ports import VersionEntry
from monitor.types import Recipe
from storage.models import BlobRow, RecipeRow, VersionRow, columns, table
from storage.queries.dialect import chunks, insert_new

V = columns(VersionRow)
R = columns(RecipeRow)
B = columns(BlobRow)


# Built once: see `storage.queries.blobs`.
_ONE = (
    select(V.number, B.sha256, V.reading_id, R.extractor, R.rules, R.boilerplate, V.fetched_at, V.technical)
    .join(BlobRow, B.id == V.snapshot_id)
    .join(RecipeRow, R.id == V.recipe_id)
    .where(V.page_id == bindparam("page"))
    .order_by(V.number.desc())
    .limit(1)
)
_BLOBS_OF = select(V.page_id, V.number, V.snapshot_id, V.reading_id).where(
    tuple_(V.page_id, V.number).in_(bindparam("keys", expanding=True))
)
_TITLES = (
    select(V.page_id, V.title)
    .where(V.page_id.in_(bindparam("pages", expanding=True)), V.title.is_not(None))
    .order_by(V.page_id, V.number)
)


class VersionFacts(NamedTuple):
    """A Version without its reading."""

    number: int
    snapshot_sha256: str
    reading_id: int
    recipe: Recipe
    fetched_at: datetime
    technical: bool


def one(connection: Connection, page_id: int, number: int | None) -> VersionFacts | None:
    """A Version of a Page; the latest without a number."""
    query = _ONE if number is None else _ONE.where(V.number == number)
    row = connection.execute(query, {"page": page_id}).first()
    if row is None:
        return None
    recipe = Recipe(extractor=row.extractor, rules=row.rules, boilerplate=row.boilerplate)
    return VersionFacts(row.number, row.sha256, row.reading_id, recipe, row.fetched_at, row.technical)


def blobs_of(connection: Connection, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Blobs of Versions, snapshot and reading, by page and number."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for some in chunks(keys):
        for row in connection.execute(_BLOBS_OF, {"keys": some}):
            found[row.page_id, row.number] = (row.snapshot_id, row.reading_id)
    return found


def of_page(connection: Connection, page_id: int) -> list[VersionEntry]:
    """The history of a Page, oldest first."""
    query = (
        select(V.number, V.fetched_at, V.title, B.sha256, V.text_chars, V.statements, V.technical)
        .join(BlobRow, B.id == V.snapshot_id)
        .where(V.page_id == page_id)
        .order_by(V.number)
    )
    entries = []
    title = ""
    for row in connection.execute(query):
        title = title if row.title is None else row.title
        entry = VersionEntry(
            number=row.number,
            fetched_at=row.fetched_at,
            title=title,
            snapshot_sha256=row.sha256,
            text_chars=row.text_chars,
            statements=row.statements,
            technical=row.technical,
        )
        entries.append(entry)
    return entries


def titles(connection: Connection, page_ids: Collection[int]) -> dict[int, str]:
    """The title of each Page's latest Version; none for a Page without Versions."""
    found: dict[int, str] = {}
    for some in chunks(sorted(page_ids)):
        # the last that a page was given stands
        found.update((row.page_id, row.title) for row in connection.execute(_TITLES, {"pages": some}))
    return found


def as_of(connection: Connection, page_ids: Collection[int], moment: datetime) -> dict[int, tuple[int, int]]:
    """For each Page the Version that stood at a moment: its number and the blob of its reading."""
    found: dict[int, tuple[int, int]] = {}
    for page_id in page_ids:
        query = (
            select(V.number, V.reading_id)
            .where(V.page_id == page_id, V.fetched_at <= moment)
            .order_by(V.number.desc())
            .limit(1)
        )
        row = connection.execute(query).first()
        if row is not None:
            found[page_id] = (row.number, row.reading_id)
    return found


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep Versions."""
    if rows:
        connection.execute(insert(table(VersionRow)), list(rows))


def recipe_id(connection: Connection, recipe: Recipe) -> int:
    """The row of a Recipe, which is made when there is none."""
    query = select(R.id).where(
        R.extractor == recipe.extractor, R.rules == recipe.rules, R.boilerplate == recipe.boilerplate
    )
    found = connection.execute(query).scalar()
    if found is None:
        values = {"extractor": recipe.extractor, "rules": recipe.rules, "boilerplate": recipe.boilerplate}
        insert_new(connection, RecipeRow, [values])
        found = connection.execute(query).scalar_one()
    return int(found)

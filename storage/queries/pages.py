"""Rows of `pages` and `sources`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from monitor.types import Page, PageRole, PageState, Validators
from storage.models import PageRow, SourceRow, columns, table
from storage.queries.dialect import chunks, insert_new

P = columns(PageRow)
S = columns(SourceRow)

#: What one check may change; see `write_checked`.
CHECKED = (
    "title",
    "state",
    "revision",
    "etag",
    "last_modified",
    "body_sha256",
    "version",
    "failures",
    "last_checked_at",
    "last_changed_at",
    "state_since",
    "next_check_at",
    "trouble",
)


# Built once: see `storage.queries.blobs`.
_HELD = select(table(PageRow)).where(P.id.in_(bindparam("pages", expanding=True))).order_by(P.id).with_for_update()
_BY_IDS = select(table(PageRow)).where(P.id.in_(bindparam("pages", expanding=True)))
_CHECKED = update(table(PageRow)).where(P.id == bindparam("page_id"))


def url_key(url: str) -> bytes:
    """What the unique index has instead of the address."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:16]


def new_row(*, source: str, url: str, role: PageRole, title: str, initial: bool, now: datetime) -> dict[str, Any]:
    """Values of a Page that was just found; it is due at once."""
    return {
        "source": source,
        "url": url,
        "url_key": url_key(url),
        "role": role.value,
        "title": title,
        "state": PageState.FOUND.value,
        "revision": 0,
        "initial": initial,
        "etag": None,
        "last_modified": None,
        "body_sha256": None,
        "version": 0,
        "failures": 0,
        "found_at": now,
        "last_checked_at": None,
        "last_changed_at": None,
        "state_since": now,
        "next_check_at": now,
        "trouble": "",
    }


def to_page(row: Row[Any]) -> Page:
    """The Page that a row of `pages` is."""
    return Page(
        id=row.id,
        source=row.source,
        url=row.url,
        role=PageRole(row.role),
        title=row.title,
        state=PageState(row.state),
        revision=row.revision,
        initial=row.initial,
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        body_sha256=row.body_sha256,
        version=row.version,
        failures=row.failures,
        found_at=row.found_at,
        last_checked_at=row.last_checked_at,
        last_changed_at=row.last_changed_at,
        state_since=row.state_since,
        next_check_at=row.next_check_at,
        trouble=row.trouble,
    )


def by_id(connection: Connection, page_id: int) -> Page | None:
    """One Page."""
    row = connection.execute(select(table(PageRow)).where(P.id == page_id)).first()
    return None if row is None else to_page(row)


def by_ids(connection: Connection, page_ids: Collection[int]) -> dict[int, Page]:
    """Pages by their numbers; those that are not there are left out."""
    return {row.id: to_page(row) for row in connection.execute(_BY_IDS, {"pages": list(page_ids)})}


def by_url(connection: Connection, url: str) -> Page | None:
    """The Page with that address."""
    row = connection.execute(select(table(PageRow)).where(P.url_key == url_key(url))).first()
    return None if row is None else to_page(row)


def by_urls(connection: Connection, urls: Sequence[str]) -> dict[str, Page]:
    """The Pages with those addresses."""
    asked = {url_key(url): url for url in urls}
    found: dict[str, Page] = {}
    for some in chunks(list(asked)):
        rows = connection.execute(select(table(PageRow)).where(P.url_key.in_(some)))
        found.update((asked[bytes(row.url_key)], to_page(row)) for row in rows)
    return found


def listed(
    connection: Connection,
    *,
    sources: Collection[str] | None,
    url: str | None,
    due_at: datetime | None,
    states: Collection[str] | None,
    after: int,
    limit: int | None,
) -> list[Page]:
    """Pages by id, or by when they are due; see `Store.pages`."""
    query = select(table(PageRow))
    if after:
        query = query.where(P.id > after)
    if sources is not None:
        query = query.where(P.source.in_(sources))
    if url is not None:
        query = query.where(P.url_key == url_key(url))
    if states is not None:
        query = query.where(P.state.in_(states))
    if due_at is None:
        query = query.order_by(P.id)
    else:
        query = query.where(P.next_check_at <= due_at).order_by(P.next_check_at, P.id)
    return [to_page(row) for row in connection.execute(query.limit(limit))]


def held(connection: Connection, page_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Values of those Pages, which no one else can write until the transaction ends.

    In the order of ids: two batches with the same Pages wait for each other rather than block each other.
    """
    found: dict[int, dict[str, Any]] = {}
    for some in chunks(sorted(page_ids)):
        rows = connection.execute(_HELD, {"pages": some})
        found.update((row.id, dict(row._mapping)) for row in rows)
    return found


def write_checked(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """What checks made of Pages."""
    values = [{"page_id": row["id"], **{name: row[name] for name in CHECKED}} for row in rows]
    if values:
        connection.execute(_CHECKED, values)


def add_new(
    connection: Connection,
    rows: Sequence[Mapping[str, Any]],
    *,
    twins: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> int:
    """Enter those whose address no Page has, in their order; how many they were.

    `twins` are by address the other ones at which the same page may be known: such a row is not entered either.
    """
    by_key: dict[bytes, Mapping[str, Any]] = {}
    for row in rows:
        by_key.setdefault(row["url_key"], row)
    for some in chunks(list(by_key)):
        for key in connection.execute(select(P.url_key).where(P.url_key.in_(some))).scalars():
            by_key.pop(bytes(key), None)
    others = {url_key(twin): key for key, row in by_key.items() for twin in twins.get(row["url"], ())}
    for some in chunks(list(others)):
        for key in connection.execute(select(P.url_key).where(P.url_key.in_(some))).scalars():
            by_key.pop(others[bytes(key)], None)
    insert_new(connection, PageRow, list(by_key.values()))
    return len(by_key)


def take_over(connection: Connection, page_id: int, *, source: str, role: PageRole, next_check_at: datetime) -> None:
    """Make a Page the own address of a Source."""
    connection.execute(
        update(table(PageRow))
        .where(P.id == page_id)
        .values(source=source, role=role.value, next_check_at=next_check_at)
    )


def hasten(connection: Connection, page_ids: Collection[int], due: datetime) -> None:
    """Let Pages be due no later than that."""
    connection.execute(
        update(table(PageRow)).where(P.id.in_(page_ids), P.next_check_at > due).values(next_check_at=due)
    )


def name_sources(connection: Connection, names: Mapping[str, str]) -> None:
    """Remember what Sources are called."""
    known = {row.id: row.name for row in connection.execute(select(S.id, S.name))}
    new = [{"id": key, "name": name} for key, name in names.items() if key not in known]
    insert_new(connection, SourceRow, new)
    changed = [{"source_id": key, "name": name} for key, name in names.items() if known.get(key, name) != name]
    if changed:
        connection.execute(update(table(SourceRow)).where(S.id == bindparam("source_id")), changed)


def ids_after(connection: Connection, page_id: int, limit: int) -> list[int]:
    """Ids of the Pages that follow one, in order."""
    return list(connection.execute(select(P.id).where(P.id > page_id).order_by(P.id).limit(limit)).scalars())

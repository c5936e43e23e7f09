"""Rows of `boilerplate_seen`, `boilerplate_hosts` and `boilerplate_lines`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from storage.models import LearnedHostRow, LearnedLineRow, PageRow, SeenRow, columns, table
from storage.queries.dialect import chunks, insert_new, insert_or

S = columns(SeenRow)
H = columns(LearnedHostRow)
L = columns(LearnedLineRow)
P = columns(PageRow)


# Built once: see `storage.queries.blobs`.
_SEEN_PAGE = select(*S).where(S.page_id == bindparam("page"))
_HOST = select(H.revision, H.learned_at).where(H.host == bindparam("name"))


def _put(connection: Connection, row: Any, keys: Sequence[str], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, or replace those with the same key."""
    if not values:
        return
    statement = insert_or(connection, row)
    others = {name: statement.excluded[name] for name in values[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=others), list(values))


def put_seen(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what pages showed, instead of what they showed before."""
    _put(connection, SeenRow, ("page_id",), rows)


def seen_page(connection: Connection, page_id: int) -> Row[Any] | None:
    """What a page showed."""
    return connection.execute(_SEEN_PAGE, {"page": page_id}).first()


def seen_pages(connection: Connection, host: str, limit: int) -> Sequence[Row[Any]]:
    """What the pages of a host showed, those seen last first."""
    query = select(*S).where(S.host == host).order_by(S.seen_at.desc(), S.page_id).limit(limit)
    return connection.execute(query).all()


def count_seen(connection: Connection, host: str, after: datetime | None) -> int:
    """Pages of a host that were seen after a moment."""
    query = select(func.count()).select_from(table(SeenRow)).where(S.host == host)
    if after is not None:
        query = query.where(S.seen_at > after)
    return connection.execute(query).scalar_one()


def forget_seen(connection: Connection, host: str, *, keep: int) -> None:
    """Let go of what a host's pages showed, but for those seen last."""
    oldest = select(S.seen_at).where(S.host == host).order_by(S.seen_at.desc()).limit(1).offset(keep)
    moment = connection.execute(oldest).scalar()
    if moment is not None:
        connection.execute(delete(table(SeenRow)).where(S.host == host, S.seen_at <= moment))


def hosts_of(connection: Connection, source: str) -> list[str]:
    """Hosts that pages of a source were seen on."""
    query = select(S.host).join(PageRow, P.id == S.page_id).where(P.source == source).distinct().order_by(S.host)
    return list(connection.execute(query).scalars())


def host(connection: Connection, name: str, *, for_update: bool = False) -> Row[Any] | None:
    """Revision of a host's mask and when its pages were compared."""
    return connection.execute(_HOST.with_for_update() if for_update else _HOST, {"name": name}).first()


def hold_host(connection: Connection, name: str) -> Row[Any]:
    """The row of a host, made when there is none, and held against other workers until the transaction ends."""
    insert_new(connection, LearnedHostRow, [{"host": name, "revision": 0, "learned_at": None}])
    row = host(connection, name, for_update=True)
    assert row is not None
    return row


def write_host(connection: Connection, name: str, *, revision: int, learned_at: datetime | None) -> None:
    """Write the row of a host that is held."""
    values = {"revision": revision, "learned_at": learned_at}
    connection.execute(update(table(LearnedHostRow)).where(H.host == name).values(values))


def lines(connection: Connection, name: str) -> Sequence[Row[Any]]:
    """Lines of a host, those that most pages have first."""
    return connection.execute(select(*L).where(L.host == name).order_by(L.seen.desc(), L.text, L.key)).all()


def put_lines(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write lines, instead of what was known of them."""
    _put(connection, LearnedLineRow, ("host", "key"), rows)


def drop_lines(connection: Connection, name: str, keys: Collection[str]) -> None:
    """Let go of lines."""
    for part in chunks(sorted(keys)):
        connection.execute(delete(table(LearnedLineRow)).where(L.host == name, L.key.in_(part)))

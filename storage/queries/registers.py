"""Rows of `statements`, `equipment` and `plans`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from storage.models import EquipmentRow, PageRow, PlanRow, StatementRow, columns, table
from storage.queries.dialect import chunks

ST = columns(StatementRow)
E = columns(EquipmentRow)
PL = columns(PlanRow)
P = columns(PageRow)

#: Stands for the place in a key of `told`.
ANY_PLACE = "|*|"
#: Pages that tell of a Plan and may be changed while another is decided about.
TELLERS = 300
#: A table that has the columns of `storage.models.Standing`.
RegisterRow = type[StatementRow] | type[EquipmentRow] | type[PlanRow]


# Built once: see `storage.queries.blobs`.
_STANDING: dict[RegisterRow, Select[Any]] = {
    row: select(table(row))
    .where(table(row).c.page_id.in_(bindparam("pages", expanding=True)), table(row).c.gone_at.is_(None))
    .order_by(table(row).c.page_id, table(row).c.id)
    for row in (StatementRow, EquipmentRow, PlanRow)
}


def standing(connection: Connection, row: RegisterRow, page_ids: Collection[int]) -> Iterator[Row[Any]]:
    """What the latest Versions of Pages have, each Page's in the order it came in."""
    for some in chunks(sorted(page_ids)):
        yield from connection.execute(_STANDING[row], {"pages": some})


def add(connection: Connection, row: RegisterRow, values: Sequence[Mapping[str, Any]]) -> None:
    """Rows that begin."""
    if values:
        connection.execute(insert(table(row)), list(values))


def move(connection: Connection, row: RegisterRow, offsets: Sequence[tuple[int, int, int]]) -> None:
    """(id, start, end) of rows that go on elsewhere in the text."""
    rows = table(row)
    statement = (
        update(rows)
        .where(rows.c.id == bindparam("row_id"))
        .values(start_offset=bindparam("start"), end_offset=bindparam("end"))
    )
    if offsets:
        connection.execute(
            statement, [{"row_id": row_id, "start": start, "end": end} for row_id, start, end in offsets]
        )


def end(connection: Connection, row: RegisterRow, ended: Sequence[tuple[int, int, datetime]]) -> None:
    """(id, last Version, when it was gone) of rows that the new Version of their Page has no more."""
    rows = table(row)
    statement = (
        update(rows)
        .where(rows.c.id == bindparam("row_id"))
        .values(last_version=bindparam("last"), gone_at=bindparam("gone"))
    )
    if ended:
        connection.execute(statement, [{"row_id": row_id, "last": last, "gone": gone} for row_id, last, gone in ended])


def targets(
    connection: Connection,
    *,
    kinds: Collection[str],
    sources: Collection[str] | None,
    unit: str | None,
    plan: Collection[str],
    plan_key: str,
    due: tuple[str, str] | None,
    as_of: datetime | None,
    page_id: int | None,
    after: int,
    limit: int | None,
) -> Sequence[Row[Any]]:
    """Statements with their Page, by id; `due` are first and last day, ISO. See `Store.targets`."""
    query = (
        select(
            table(StatementRow),
            P.url.label("page_url"),
            P.title.label("page_title"),
            P.source,
            P.version.label("page_version"),
        )
        .join(PageRow, P.id == ST.page_id)
        .where(ST.kind.in_(kinds), ST.repeat.is_(False))
        .order_by(ST.id)
        .limit(limit)
    )
    if as_of is None:
        query = query.where(ST.gone_at.is_(None))
    else:
        query = query.where(ST.seen_at <= as_of, ST.gone_at.is_(None) | (ST.gone_at > as_of))
    if sources is not None:
        query = query.where(P.source.in_(sources))
    if unit is not None:
        query = query.where(ST.unit == unit)
    if plan:
        query = query.where(or_(_is_of_plan(plan, plan_key), *(_holds(ST.plan, plan))))
    if due is not None:
        query = query.where(ST.due_on >= due[0], ST.due_on <= due[1])
    if page_id is not None:
        query = query.where(ST.page_id == page_id)
    if after:
        query = query.where(ST.id > after)
    return connection.execute(query).all()


def _is_of_plan(words: Collection[str], key: str) -> ColumnElement[bool]:
    """Whether the Plan of a Statement is one of which a name, in any language, or an issuer holds one of these words.

    Or one whose key has the parts of this one.
    """
    other = table(PlanRow).alias("other")
    keys = select(other.c.key).where(or_(*_holds(other.c.name, words)), other.c.key != "")
    wanted = [PL.key.in_(keys), *_holds(PL.issuer, words)]
    years, place, subject = (*key.split("|", 2), "", "")[:3]
    if place:
        parts = [PL.key.contains(f"|{place}|", autoescape=True), PL.key.startswith(years, autoescape=True)]
        parts += [PL.key.contains(tag, autoescape=True) for tag in subject.split("+")]
        wanted.append(and_(*parts))
    return exists().where(PL.page_id == ST.page_id, PL.name == ST.plan, or_(*wanted))


def _holds(column: ColumnElement[Any], words: Collection[str]) -> list[ColumnElement[bool]]:
    return [column.icontains(word, autoescape=True) for word in words]


def stood(
    connection: Connection,
    *,
    page_ids: Collection[int] | None = None,
    row_id: int | None = None,
    kind: str | None = None,
) -> Sequence[Row[Any]]:
    """Statements that stand or stood, by id, with the Page's address. See `Store.stood`."""
    query = select(table(StatementRow), P.url.label("page_url")).join(PageRow, P.id == ST.page_id).order_by(ST.id)
    if row_id is not None:
        return connection.execute(query.where(ST.id == row_id)).all()
    if kind is not None:
        query = query.where(ST.kind == kind)
    query = query.where(ST.repeat.is_(False))
    rows: list[Row[Any]] = []
    for some in chunks(sorted(page_ids or ())):
        rows += connection.execute(query.where(ST.page_id.in_(some))).all()
    return sorted(rows, key=lambda row: row.id)


def pages_beside(connection: Connection, page_ids: Collection[int], *, limit: int) -> set[int]:
    """Pages whose latest Version names a Plan that the latest Version of one of these does; these among them."""
    found = set(page_ids)
    for some in chunks(sorted(page_ids)):
        keys = select(PL.key).where(PL.page_id.in_(some), PL.gone_at.is_(None)).distinct()
        naming = select(PL.page_id).where(PL.key.in_(keys), PL.gone_at.is_(None)).distinct().limit(limit)
        found |= set(connection.execute(naming).scalars())
    return found


def plans_named(connection: Connection, keys: Collection[str], *, except_page: int) -> set[str]:
    """Those of the keys that the latest Version of another Page names."""
    found: set[str] = set()
    for some in chunks(sorted(keys)):
        naming = select(PL.key).where(PL.key.in_(some), PL.gone_at.is_(None), PL.page_id != except_page).distinct()
        found |= set(connection.execute(naming).scalars())
    return found


def pages_of_plans(
    connection: Connection, keys: Collection[str], *, except_page: int, limit: int
) -> dict[int, dict[str, tuple[str, bool, int]]]:
    """Other Pages whose latest Version names one of these Plans, in the order they first did.

    Of each the names of its Plans, with the key, whether it is a draft, and the edition. `2026-2030|*|robot` is a plan
    of any place: of those that name one the latest count, up to five times `limit`, as most are of other places.
    """
    exact = [key for key in keys if ANY_PLACE not in key]
    first = func.min(PL.id).label("first")
    naming = select(PL.page_id, first).where(PL.gone_at.is_(None), PL.page_id != except_page).group_by(PL.page_id)
    found: list[Row[Any]] = []
    if exact:
        found += connection.execute(naming.where(PL.key.in_(exact)).order_by("first").limit(limit))
    if len(exact) < len(keys):
        found += connection.execute(
            naming.where(_of_any_place(connection, keys)).order_by(first.desc()).limit(5 * limit)
        )
    pages: dict[int, dict[str, tuple[str, bool, int]]] = {row.page_id: {} for row in found}
    if not pages:
        return {}
    named = select(PL.page_id, PL.name, PL.key, PL.draft, PL.edition).where(PL.page_id.in_(pages), PL.gone_at.is_(None))
    for row in connection.execute(named):
        pages[row.page_id][row.name] = row.key, row.draft, row.edition
    return pages


def tellers(connection: Connection, keys: Collection[str], *, except_page: int) -> dict[int, int]:
    """Other Pages whose latest Version names one of these Plans, with its number; those that named it last first."""
    exact = [key for key in keys if ANY_PLACE not in key]
    named = [PL.key.in_(exact)] if exact else []
    named += [_of_any_place(connection, keys)] if len(exact) < len(keys) else []
    naming = (
        select(PL.page_id, P.version)
        .join(table(PageRow), P.id == PL.page_id)
        .where(PL.gone_at.is_(None), PL.page_id != except_page, or_(*named))
        .group_by(PL.page_id, P.version)
        .order_by(func.max(PL.id).desc())
        .limit(TELLERS)
    )
    return {row.page_id: row.version for row in connection.execute(naming)}


def hold_plans(connection: Connection) -> None:
    """Let no other transaction that tells of Plans be written before this one is; SQLite lets none at all.

    Source: a transaction of PostgreSQL sees what others had committed when its statement began.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('medical-policy-monitor plans'))"))


def _of_any_place(connection: Connection, keys: Collection[str]) -> ColumnElement[bool]:
    """The years and the subject of one of these keys, with any place between them."""
    # In the order of bytes, which is that of the index in SQLite, all that begin with the years stand together.
    key = PL.key.collate("C" if connection.dialect.name == "postgresql" else "BINARY")
    parts = [one.split(ANY_PLACE) for one in keys if ANY_PLACE in one]
    return or_(
        *(
            (key >= f"{years}|") & (key < f"{years}}}") & PL.key.endswith(f"|{subject}", autoescape=True)
            for years, subject in parts
        )
    )


def targets_of_pages(connection: Connection, page_ids: Collection[int]) -> Sequence[Row[Any]]:
    """Targets in the latest Versions of these Pages, with address and title of each, those told first before others."""
    query = (
        select(table(StatementRow), P.url.label("page_url"), P.title.label("page_title"))
        .join(PageRow, P.id == ST.page_id)
        .where(ST.page_id.in_(page_ids), ST.kind == "target", ST.gone_at.is_(None))
        .order_by(ST.id)
    )
    return connection.execute(query).all()


def equipment(
    connection: Connection, *, nmpa_class: str | None, sources: Collection[str] | None, limit: int | None
) -> Sequence[Row[Any]]:
    """EquipmentMentions of latest Versions with their Page, by term. See `Store.equipment`."""
    other = table(EquipmentRow).alias("other")
    first_seen = select(func.min(other.c.seen_at)).where(other.c.term == E.term).scalar_subquery()
    query = (
        select(
            table(EquipmentRow),
            P.url.label("page_url"),
            P.source,
            P.version.label("page_version"),
            first_seen.label("first_seen"),
        )
        .join(PageRow, P.id == E.page_id)
        .where(E.gone_at.is_(None))
        .order_by(E.term, E.id)
        .limit(limit)
    )
    if nmpa_class is not None:
        query = query.where(E.nmpa_class == nmpa_class)
    if sources is not None:
        query = query.where(P.source.in_(sources))
    return connection.execute(query).all()

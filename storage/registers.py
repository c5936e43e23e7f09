"""What goes on, ends or begins with a Version: the registers of Statements, EquipmentMentions and PlanMentions.

A row stands for as long as each Version of its Page says the same in the same words, wherever in the text. So a Version
in which one figure changed ends one row and begins one, however many it has; and what a Page said at any moment is
what stood then.

A Statement that ends and one that begins may still be the same figures in other words: the new row then takes over
`since_at`. They are paired by metric and figures first, then by figures alone, in the order of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from monitor.types import EquipmentMention, PlanMention, Statement, Version
from storage.columns import keepable
from storage.models import EquipmentRow, PlanRow, StatementRow
from storage.queries import registers as queries

#: What makes two Statements give the same figures.
FIGURES = ("kind", "value", "value_high", "unit", "counted", "comparator", "deadline", "as_of")
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def last_day(date: str) -> str | None:
    """The last day of a year, month or day in ISO: `2025` is 2025-12-31. None when it is not a date.

    February ends on the 29th: a bound for comparing text, not a day of the calendar.
    """
    found = DATE.match(date)
    if found is None:
        return None
    year, month, day = found[1], found[2] or "12", found[3]
    if day is None:
        day = str(DAYS_IN_MONTH[(int(month) - 1) % 12])
    return f"{year}-{month}-{day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One of the three."""

    row: queries.RegisterRow
    #: Columns that say the same in the same words.
    names: tuple[str, ...]
    #: Values of those columns.
    facts: Callable[[Any], dict[str, Any]]


def statement_facts(item: Statement) -> dict[str, Any]:
    """Columns of a Statement."""
    return {
        "kind": item.kind.value,
        "metric": keepable(item.metric),
        "value": item.value,
        "value_high": item.value_high,
        "unit": keepable(item.unit),
        "counted": keepable(item.counted),
        "comparator": item.comparator.value,
        "deadline": item.deadline and keepable(item.deadline),
        "due_on": item.deadline and last_day(item.deadline),
        "as_of": item.as_of and keepable(item.as_of),
        "plan": item.plan and keepable(item.plan),
        "quote": keepable(item.quote),
        "rule": item.rule,
        "repeat": item.repeat,
    }


def equipment_facts(item: EquipmentMention) -> dict[str, Any]:
    """Columns of an EquipmentMention."""
    return {
        "term": keepable(item.term),
        "surface": keepable(item.surface),
        "nmpa_class": item.nmpa_class,
        "stance": item.stance,
        "unlisted": item.unlisted,
        "rule": item.rule,
    }


def plan_facts(item: PlanMention) -> dict[str, Any]:
    """Columns of a PlanMention."""
    first_year, last_year = item.period or (None, None)
    return {
        "name": keepable(item.name),
        "key": keepable(item.key),
        "issuer": item.issuer and keepable(item.issuer),
        "first_year": first_year,
        "last_year": last_year,
        "draft": item.draft,
        "edition": item.edition,
    }


STATEMENTS = Register(
    row=StatementRow,
    names=("metric", *FIGURES, "due_on", "plan", "quote", "rule", "repeat"),
    facts=statement_facts,
)
EQUIPMENT = Register(
    row=EquipmentRow, names=("term", "surface", "nmpa_class", "stance", "unlisted", "rule"), facts=equipment_facts
)
PLANS = Register(
    row=PlanRow, names=("name", "key", "issuer", "first_year", "last_year", "draft", "edition"), facts=plan_facts
)


def register_versions(connection: Connection, versions: Mapping[int, tuple[int, Version]]) -> None:
    """Bring the registers from each Page's Version before to the new one; (number, Version) by Page."""
    for register, items in (
        (STATEMENTS, {page_id: version.statements for page_id, (_, version) in versions.items()}),
        (EQUIPMENT, {page_id: version.equipment for page_id, (_, version) in versions.items()}),
        (PLANS, {page_id: version.plans for page_id, (_, version) in versions.items()}),
    ):
        _carry(connection, register, items, versions)


def _carry(
    connection: Connection,
    register: Register,
    items: Mapping[int, Sequence[Any]],
    versions: Mapping[int, tuple[int, Version]],
) -> None:
    """One register: rows that go on elsewhere in the text, that end, and that begin."""
    names = register.names
    pools: defaultdict[int, defaultdict[tuple[Any, ...], deque[Row[Any]]]] = defaultdict(lambda: defaultdict(deque))
    for row in queries.standing(connection, register.row, [one for one, (number, _) in versions.items() if number > 1]):
        pools[row.page_id][tuple(row._mapping[name] for name in names)].append(row)
    begun: list[dict[str, Any]] = []
    moved: list[tuple[int, int, int]] = []
    gone: list[tuple[int, int, datetime]] = []
    for page_id, (number, version) in versions.items():
        pool = pools[page_id]
        new: list[dict[str, Any]] = []
        for item in items[page_id]:
            facts = register.facts(item)
            same = pool[tuple(facts[name] for name in names)]
            if not same:
                place = {"start_offset": item.start, "end_offset": item.end}
                new.append(facts | place | {"page_id": page_id, "first_version": number, "seen_at": version.fetched_at})
                continue
            row = same.popleft()
            if (row.start_offset, row.end_offset) != (item.start, item.end):
                moved.append((row.id, item.start, item.end))
        ended = sorted((row for rows in pool.values() for row in rows), key=lambda row: row.id)
        if register is STATEMENTS:
            _inherit(new, ended, version.fetched_at)
        begun += new
        gone += ((row.id, number - 1, version.fetched_at) for row in ended)
    queries.move(connection, register.row, moved)
    queries.end(connection, register.row, gone)
    queries.add(connection, register.row, begun)


def _inherit(begun: Sequence[dict[str, Any]], ended: Sequence[Row[Any]], fetched_at: datetime) -> None:
    """Give each Statement that begins its `since_at`: that of the one it goes on from, else this Version's."""
    heirs = list(begun)
    left = list(ended)
    for names in (("metric", *FIGURES), FIGURES):
        pool: defaultdict[tuple[Any, ...], deque[Row[Any]]] = defaultdict(deque)
        for row in left:
            pool[tuple(row._mapping[name] for name in names)].append(row)
        without = []
        for facts in heirs:
            rows = pool[tuple(facts[name] for name in names)]
            if rows:
                facts["since_at"] = rows.popleft().since_at
            else:
                without.append(facts)
        heirs = without
        left = [row for rows in pool.values() for row in rows]
    for facts in heirs:
        facts["since_at"] = fetched_at

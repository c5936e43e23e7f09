"""The part of the Store that remembers learned boilerplate; see `monitor.ports.Store`."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from monitor.types import LearnedHost, LearnedLine, LineState, SeenBlock, SeenPage, Why
from storage.engine import Database
from storage.queries import boilerplate as queries

#: Pages of a host that are looked at, and those whose rows are kept.
LOOKED_AT = 200
KEPT = 400
#: Lines of a host that are kept: more is no boilerplate but a fault of the site.
LINES = 200

#: Key, width, marks; key, count.
_BLOCK = struct.Struct("<8sHB")
_RESTLESS = struct.Struct("<8sB")
_SPEAKS, _FORMAL, _MASKED = 1, 2, 4


def seen_row(page_id: int, seen: SeenPage) -> dict[str, Any]:
    """Columns of what a page showed."""
    return {
        "page_id": page_id,
        "seen_at": seen.seen_at,
        "host": seen.host,
        "subject": seen.subject,
        "blocks": b"".join(
            _BLOCK.pack(
                bytes.fromhex(block.key),
                min(block.width, 0xFFFF),
                _SPEAKS * block.speaks + _FORMAL * block.formal + _MASKED * block.masked,
            )
            for block in seen.blocks
        ),
        "restless": b"".join(_RESTLESS.pack(bytes.fromhex(key), min(count, 0xFF)) for key, count in seen.restless),
    }


def _to_seen(row: Row[Any]) -> SeenPage:
    return SeenPage(
        page_id=row.page_id,
        host=row.host,
        seen_at=row.seen_at,
        subject=row.subject,
        blocks=tuple(
            SeenBlock(
                key=key.hex(),
                width=width,
                speaks=bool(marks & _SPEAKS),
                formal=bool(marks & _FORMAL),
                masked=bool(marks & _MASKED),
            )
            for key, width, marks in _BLOCK.iter_unpack(row.blocks)
        ),
        restless=tuple((key.hex(), count) for key, count in _RESTLESS.iter_unpack(row.restless)),
    )


def _to_line(row: Row[Any]) -> LearnedLine:
    return LearnedLine(
        key=row.key,
        text=row.text,
        why=Why(row.why),
        state=LineState(row.state),
        seen=row.seen,
        looked_at=row.looked_at,
        since=row.since,
    )


def _line_row(host: str, line: LearnedLine) -> dict[str, Any]:
    return {
        "host": host,
        "key": line.key,
        "since": line.since,
        "seen": line.seen,
        "looked_at": line.looked_at,
        "why": line.why.value,
        "state": line.state.value,
        "text": line.text,
    }


def _stripped(lines: Iterable[LearnedLine]) -> set[tuple[str, bool]]:
    """What the mask comes to: it is another mask when this differs."""
    return {(line.key, line.why is Why.RESTLESS) for line in lines if line.state is not LineState.FORGOTTEN}


class BoilerplateStore:
    """Mixed into `SqlStore`: each method is one transaction."""

    database: Database

    def learned_host(self, host: str) -> LearnedHost:
        with self.database.reading() as connection:
            return _learned_host(connection, host)

    def mask_revision(self, host: str) -> int:
        with self.database.reading() as connection:
            row = queries.host(connection, host)
        return row.revision if row is not None else 0

    def hosts_of(self, source: str) -> Sequence[str]:
        with self.database.reading() as connection:
            return queries.hosts_of(connection, source)

    def seen_page(self, page_id: int) -> SeenPage | None:
        with self.database.reading() as connection:
            row = queries.seen_page(connection, page_id)
        return None if row is None else _to_seen(row)

    def seen_pages(self, host: str) -> Sequence[SeenPage]:
        with self.database.reading() as connection:
            rows = queries.seen_pages(connection, host, LOOKED_AT)
        return [_to_seen(row) for row in rows]

    def learn(self, host: str, lines: Sequence[LearnedLine], *, at: datetime) -> int:
        with self.database.writing() as connection:
            held = queries.hold_host(connection, host)
            known = {line.key: line for line in map(_to_line, queries.lines(connection, host))}
            settled = {key for key, line in known.items() if line.state is not LineState.LEARNED}
            learned = {line.key: line for line in lines[:LINES] if line.key not in settled}
            for key in learned.keys() & known.keys():
                learned[key] = replace(learned[key], since=known[key].since, text=known[key].text)
            after = [*learned.values(), *(known[key] for key in settled)]
            revision = held.revision + (_stripped(after) != _stripped(known.values()))
            queries.drop_lines(connection, host, known.keys() - learned.keys() - settled)
            queries.put_lines(connection, [_line_row(host, line) for line in learned.values()])
            queries.write_host(connection, host, revision=revision, learned_at=at)
            queries.forget_seen(connection, host, keep=KEPT)
            return int(revision)

    def settle_line(self, host: str, line: LearnedLine) -> int:
        with self.database.writing() as connection:
            held = queries.hold_host(connection, host)
            known = {one.key: one for one in map(_to_line, queries.lines(connection, host))}
            after = known | {line.key: line}
            revision = held.revision + (_stripped(after.values()) != _stripped(known.values()))
            queries.put_lines(connection, [_line_row(host, line)])
            queries.write_host(connection, host, revision=revision, learned_at=held.learned_at)
            return int(revision)


def _learned_host(connection: Connection, host: str) -> LearnedHost:
    row = queries.host(connection, host)
    learned_at = row.learned_at if row is not None else None
    return LearnedHost(
        host=host,
        revision=row.revision if row is not None else 0,
        learned_at=learned_at,
        pages=queries.count_seen(connection, host, None),
        fresh=queries.count_seen(connection, host, learned_at),
        lines=tuple(map(_to_line, queries.lines(connection, host))),
    )

"""Keeps the database of a release for the tests of those that follow.

    python -m tests.storage.release_dump

writes `tests/cases/releases/REVISION.sqlite.sql`, `.postgresql.sql` and `.json` for the schema of today: rows in every
table, and what the store of today reads in them. The queue's tables are Procrastinate's own, and left out. Run it
before a migration is added, and never again for that revision.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import storage
from storage import SqlStore
from storage.schema import EXPECTED
from tests.databases import PostgresServer
from tests.storage.test_backup import fill

RELEASES = Path(__file__).parents[1] / "cases" / "releases"
#: Lines of a dump that are about the session that reads it in.
_SESSION = ("--", "SET ", "SELECT pg_catalog.set_config", "\\")


def facts(store: SqlStore) -> dict[str, Any]:
    """What a database holds, in plain words that no release may change."""
    pages = store.pages()
    history = [(page, entry) for page in pages for entry in store.history(page.id)]
    versions = [(page, entry, store.version(page.id, entry.number)) for page, entry in history]
    snapshots = [(entry, store.snapshot(entry.snapshot_sha256)) for _, entry in history]
    return {
        "pages": [
            [p.url, p.source, str(p.role), str(p.state), p.revision, p.version, p.failures, p.next_check_at.isoformat()]
            for p in pages
        ],
        "checks": [
            [[str(c.outcome), c.at.isoformat(), c.reason, c.snapshot_sha256] for c in store.checks(p.id)] for p in pages
        ],
        "versions": [
            [
                page.url,
                entry.number,
                entry.snapshot_sha256,
                version.document.text,
                [str(statement.value) for statement in version.statements],
                [mention.term for mention in version.equipment],
                [plan.key for plan in version.plans],
            ]
            for page, entry, version in versions
            if version is not None
        ],
        "snapshots": [
            [entry.snapshot_sha256, snapshot.content.decode(), snapshot.status]
            for entry, snapshot in snapshots
            if snapshot is not None
        ],
        "changes": [
            [c.page_url, str(c.change.kind), c.change.key, c.change.after.quote if c.change.after else None]
            for c in store.changes(limit=100)
        ],
        "alerts": [[a.channel, str(a.state), a.due_at.isoformat(), a.idempotency_key] for a in store.alerts(limit=100)],
        "targets": [[t.page_url, t.version, str(t.statement.value), t.statement.quote] for t in store.targets()],
        "equipment": [[e.page_url, e.mention.term] for e in store.equipment()],
    }


def _filled(url: str) -> dict[str, Any]:
    store = storage.open_store(url)
    try:
        fill(store)
        return facts(store)
    finally:
        store.close()


def _dump_sqlite(directory: Path) -> tuple[str, dict[str, Any]]:
    path = directory / "release.db"
    storage.upgrade(f"sqlite:///{path}")
    found = _filled(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    text = "\n".join(connection.iterdump())
    connection.close()
    return text + "\n", found


def _dump_postgresql() -> tuple[str, dict[str, Any]]:
    server = PostgresServer()
    try:
        url = server.create()
        found = _filled(url)
        command = [
            server.programs / "pg_dump",
            "--inserts",
            "--no-owner",
            "--no-privileges",
            "--exclude-schema=procrastinate",
        ]
        done = subprocess.run(
            [*command, url.replace("+psycopg", "")],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "LD_LIBRARY_PATH": str(server.programs.parent / "lib")},
        )
    finally:
        server.stop()
    lines = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith(_SESSION)]
    return "\n".join(lines) + "\n", found


def main() -> None:
    """Write the files of today's schema."""
    with tempfile.TemporaryDirectory() as directory:
        sqlite, found = _dump_sqlite(Path(directory))
    postgresql, the_same = _dump_postgresql()
    assert found == the_same
    for suffix, text in (("sqlite.sql", sqlite), ("postgresql.sql", postgresql)):
        (RELEASES / f"{EXPECTED}.{suffix}").write_text(text, encoding="utf-8")
    content = json.dumps(found, ensure_ascii=False, indent=1)
    (RELEASES / f"{EXPECTED}.json").write_text(content + "\n", encoding="utf-8")
    print(f"wrote {RELEASES}/{EXPECTED}.*")


if __name__ == "__main__":
    main()

"""Health, pruning and verification."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

import storage
from monitor.errors import BlobError
from monitor.types import AlertState, Outcome, PageState
from storage import SqlStore
from storage.engine import Database
from storage.schema import EXPECTED
from tests.storage.results import (
    HOUR,
    START,
    a_change,
    a_changed_result,
    a_page,
    a_result,
    a_snapshot,
    a_version,
    an_alert,
    record_text,
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def change(database: Database, sql: str, **values: object) -> None:
    """Do to the database what no program of ours does."""
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(sql), values)


def without_references(database: Database, sql: str, **values: object) -> None:
    """The same, though rows elsewhere refer to what it deletes."""
    if not database.is_sqlite:
        change(database, sql, **values)
        return
    with database._engine.execution_options(sqlite_begin=None).connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.execute(text(sql), values)
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


# -- health


def test_an_empty_database_is_healthy(store: SqlStore) -> None:
    health = store.health(START)
    assert (health.pages, health.alerts, health.versions, health.blobs, health.blob_bytes) == ({}, {}, 0, 0, 0)
    assert health.schema_revision == EXPECTED
    assert (health.oldest_pending_alert_at, health.overdue_pages) == (None, 0)
    assert health.engine.split()[0] in ("sqlite", "postgresql")
    assert health.engine.split()[1][0].isdigit()


def test_health_counts(store: SqlStore) -> None:
    pages = [a_page(store, f"https://city.example/{number}.html") for number in range(3)]
    record_text(store, pages[0], "One.")
    changes = (a_change("a"), a_change("b"))
    alerts = (an_alert("a", due_at=START + 2 * HOUR), an_alert("b", due_at=START + HOUR))
    failing = a_result(pages[1], Outcome.FAILED, state=PageState.FAILING, changes=changes, alerts=alerts)
    store.record([failing])
    sent, pending = store.alerts()
    store.settle_alerts([sent.id], state=AlertState.SENT, at=START)
    health = store.health(START + 2 * HOUR)
    assert health.pages == {"active": 1, "failing": 1, "found": 1}
    assert (health.versions, health.blobs, health.overdue_pages) == (1, 2, 3)
    assert health.alerts == {"pending": 1, "sent": 1}
    assert health.oldest_pending_alert_at == pending.due_at
    assert store.health(START + HOUR / 2).overdue_pages == 1


def test_a_location_shows_no_password(postgresql_url: str) -> None:
    address = postgresql_url.replace("postgres:@", "postgres:hunter2@")
    assert address != postgresql_url
    store = storage.open_store(address)
    assert "hunter2" not in store.health(START).location
    store.close()


# -- pruning


def test_old_unchanged_checks_are_forgotten_and_nothing_else(store: SqlStore) -> None:
    page, quiet = a_page(store), a_page(store, "https://city.example/quiet.html")
    version = record_text(store, page, "One.")
    for hour in range(1, 6):
        outcome = Outcome.FAILED if hour == 2 else Outcome.UNCHANGED
        result = a_result(store.page(page.id) or page, outcome, checked_at=START + hour * HOUR)
        store.record([result])
    store.record([a_result(quiet)])
    assert sum(storage.prune(store, unchanged_before=START + 4 * HOUR)) == 2
    kept = [(entry.outcome, entry.at) for entry in store.checks(page.id)]
    assert kept == [
        (Outcome.UNCHANGED, START + 5 * HOUR),
        (Outcome.UNCHANGED, START + 4 * HOUR),
        (Outcome.FAILED, START + 2 * HOUR),
        (Outcome.NEW, START),
    ]
    # Its only check says when the page was last seen.
    assert len(store.checks(quiet.id)) == 1
    assert store.version(page.id) == version
    assert list(storage.prune(store, unchanged_before=START + 4 * HOUR)) == [0]
    assert list(storage.verify(store)) == []


def test_pruning_goes_in_small_steps_and_may_be_left_off(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.retention.BATCH", 4)
    monkeypatch.setattr("storage.retention.PAGES", 2)
    pages = [a_page(store, f"https://city.example/{number}.html") for number in range(3)]
    for hour in range(4):
        store.record([a_result(store.page(page.id) or page, checked_at=START + hour * HOUR) for page in pages])
    steps = storage.prune(store, unchanged_before=START + 100 * HOUR)
    assert next(steps) == 4
    assert sum(len(store.checks(page.id)) for page in pages) == 8
    steps.close()  # type: ignore[attr-defined]
    assert list(storage.prune(store, unchanged_before=START + 100 * HOUR)) == [2, 3], "two pages, and one"
    assert [len(store.checks(page.id)) for page in pages] == [1, 1, 1]
    assert list(storage.prune(store, unchanged_before=START + 100 * HOUR)) == [0, 0]


# -- verification


@pytest.fixture
def kept(store: SqlStore) -> SqlStore:
    """Two pages with three Versions each, Changes, an Alert and evidence of trouble."""
    for number in range(2):
        page = a_page(store, f"https://city.example/{number}.html")
        for hour in range(3):
            text_ = f"Page {number}. " + "A paragraph that stays. " * 40 + f"Version {hour}."
            snapshot = a_snapshot(f"<p>{text_}".encode(), fetched_at=START + hour * HOUR, url=page.url)
            result = a_changed_result(
                store.page(page.id) or page,
                a_version(text_, snapshot),
                snapshot,
                changes=(a_change(f"{hour}"),),
                alerts=(an_alert(f"{hour}"),),
            )
            store.record([result])
    wall = a_snapshot(b"wall", status=403)
    store.record([a_result(store.page(1) or page, Outcome.BLOCKED, state=PageState.BLOCKED, snapshot=wall)])
    return store


def test_what_was_recorded_is_found_whole(kept: SqlStore) -> None:
    seen: list[tuple[int, int]] = []
    assert list(storage.verify(kept, progress=lambda done, total: seen.append((done, total)))) == []
    assert seen[-1] == (kept.health(START).blobs,) * 2


def test_small_batches_find_the_same(kept: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.verification.FRAME_BYTES", 1)
    monkeypatch.setattr("storage.verification.ROWS", 1)
    seen: list[int] = []
    assert list(storage.verify(kept, progress=lambda done, _: seen.append(done))) == []
    assert seen[-1] == kept.health(START).blobs > 1
    assert len(seen) > 1


def test_damage_is_found_with_the_pages_and_dates_it_concerns(kept: SqlStore, database: Database) -> None:
    first = kept.history(1)[0].snapshot_sha256
    change(database, "UPDATE blobs SET data = :data WHERE sha256 = :sha", data=b"zz", sha=bytes.fromhex(first))
    findings = list(storage.verify(kept))
    assert {finding.kind for finding in findings} == {"blob"}
    # Its own snapshot, and the two that are differences to it.
    assert [(finding.page_url, finding.at) for finding in sorted(findings, key=lambda one: one.at or START)] == [
        ("https://city.example/0.html", START + hour * HOUR) for hour in range(3)
    ]
    assert findings[0].sha256 == first
    assert "snapshot is damaged" in findings[0].message
    assert "is a difference to content that is damaged" in findings[1].message


def test_a_changed_text_is_found_with_the_changes_told_beside_it(kept: SqlStore, database: Database) -> None:
    change(database, "UPDATE blobs SET size = 3 WHERE id = (SELECT reading_id FROM versions WHERE page_id = 2 AND number = 3)")  # fmt: skip # noqa: E501
    findings = list(storage.verify(kept))
    assert [(finding.kind, finding.page_url) for finding in findings] == [
        ("blob", "https://city.example/1.html"),
        ("change", "https://city.example/1.html"),
    ]
    assert findings[0].message.startswith("the text of version 3 is damaged")


def test_headers_that_cannot_be_read_are_found(kept: SqlStore, database: Database) -> None:
    change(database, "UPDATE snapshots SET meta = :data WHERE page_id = 2 AND revision = 2", data=b"zz")
    (finding,) = storage.verify(kept)
    assert (finding.kind, finding.page_url, finding.at) == ("headers", "https://city.example/1.html", START + HOUR)
    with pytest.raises(BlobError, match="headers"):
        kept.snapshot(kept.history(2)[1].snapshot_sha256)


def test_a_hash_that_does_not_fit_is_found(kept: SqlStore, database: Database) -> None:
    change(database, "UPDATE blobs SET sha256 = :sha WHERE id = 1", sha=b"\x01" * 32)
    (finding,) = [one for one in storage.verify(kept) if one.sha256 == "01" * 32]
    assert "does not have its hash" in finding.message


def test_content_that_claims_to_be_huge_is_not_unpacked(kept: SqlStore, database: Database) -> None:
    change(database, "UPDATE blobs SET size = 2000000000 WHERE id = 1")
    assert any("claims" in finding.message for finding in storage.verify(kept))


def test_missing_rows_are_found(kept: SqlStore, database: Database) -> None:
    without_references(database, "DELETE FROM blobs WHERE id = 1")
    without_references(database, "DELETE FROM versions WHERE page_id = 2 AND number = 2")
    found = {finding.message: finding for finding in storage.verify(kept)}
    messages = list(found)
    assert any(message.endswith("is a difference to content that is missing") for message in messages)
    for reference in ("versions refer by snapshot_id", "snapshots refer by blob_id"):
        lost = found[f"1 rows of {reference} to rows that are missing"]
        assert (lost.page_url, lost.at) == ("https://city.example/0.html", START)
    assert found["1 rows of blobs refer by base_id to rows that are missing"].page_url is None
    assert "says 3 versions, has 2, the last of them number 3" in messages
    assert any(message.startswith("1 rows of changes refer by page_id, from_version") for message in messages)


def test_content_that_nothing_uses_is_looked_at_too(kept: SqlStore, database: Database) -> None:
    change(database, "INSERT INTO blobs (id, sha256, depth, size, data) VALUES (999, :sha, 0, 3, :sha)", sha=b"x" * 32)
    (finding,) = storage.verify(kept)
    assert (finding.page_url, finding.sha256) == (None, (b"x" * 32).hex())
    assert "nothing uses" in finding.message


def test_a_damaged_file_is_found(sqlite_url: str) -> None:
    store = storage.open_store(sqlite_url)
    page = a_page(store)
    record_text(store, page, "One.")
    # An index that lacks a row: what a lying disk leaves behind.
    with store.database._engine.execution_options(sqlite_begin=None).connect() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("UPDATE sqlite_master SET sql = replace(sql, 'next_check_at', 'found_at') WHERE name = 'ix_pages_due'")  # fmt: skip # noqa: E501
    store.close()
    store = storage.open_store(sqlite_url)
    store.record([a_result(store.page(page.id) or page, checked_at=START + HOUR, next_check_at=START + 9 * HOUR)])
    findings = list(storage.verify(store))
    store.close()
    assert findings
    assert {finding.kind for finding in findings} == {"file"}

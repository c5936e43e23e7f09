"""Contents: once, compressed, as differences, and never given back altered."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from monitor.errors import BlobError
from storage import SqlStore
from storage.blobs import MAX_CHAIN_BYTES, MAX_DEPTH, Blobs
from storage.engine import Database
from storage.queries import blobs as queries
from tests.storage.results import HOUR, START, a_change, a_changed_result, a_page, a_snapshot, a_version, an_alert


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def put_all(database: Database, contents: list[bytes]) -> list[int]:
    """Each as a difference to the one before."""
    ids: list[int] = []
    with database.writing() as connection:
        blobs = Blobs(connection)
        for content in contents:
            ids.append(blobs.put(content, like=ids[-1] if ids else None).id)
    return ids


def get_all(database: Database, ids: list[int]) -> list[bytes]:
    """Each from the database alone, without what others of the transaction unpacked."""
    with database.reading() as connection:
        return [Blobs(connection).get(blob_id) for blob_id in ids]


def depths(database: Database, ids: list[int]) -> list[int]:
    with database.reading() as connection:
        shapes = queries.shapes(connection, ids)
        return [shapes[blob_id].depth for blob_id in ids]


def edited(size: int, times: int, seed: int = 1) -> list[bytes]:
    """A page of incompressible words, and the same with one word after another replaced."""
    chance = random.Random(seed)
    content = chance.randbytes(size)
    contents = [content]
    for _ in range(times):
        at = chance.randrange(size - 8)
        content = content[:at] + chance.randbytes(8) + content[at + 8 :]
        contents.append(content)
    return contents


def test_the_same_content_is_kept_once(database: Database) -> None:
    first, second = put_all(database, [b"same", b"same"])
    assert first == second
    assert put_all(database, [b"other", b"same"])[1] == first


def test_an_edited_page_costs_what_was_edited(database: Database) -> None:
    contents = edited(63_000, 3)
    ids = put_all(database, contents)
    assert get_all(database, ids) == contents
    assert depths(database, ids) == [0, 1, 2, 3]
    with database.reading() as connection:
        stored = {row.id: len(row.data) for row in queries.chains(connection, ids)}
    assert all(stored[blob_id] < 100 for blob_id in ids[1:])


def test_what_does_not_resemble_is_a_key_frame(database: Database) -> None:
    ids = put_all(database, [random.Random(seed).randbytes(1000) for seed in range(3)])
    assert depths(database, ids) == [0, 0, 0]


def test_a_chain_ends_with_a_key_frame(database: Database) -> None:
    contents = edited(2_000, MAX_DEPTH + 3)
    ids = put_all(database, contents)
    assert depths(database, ids) == [*range(MAX_DEPTH + 1), 0, 1, 2]
    assert get_all(database, [ids[0], ids[MAX_DEPTH], ids[-1]]) == [contents[0], contents[MAX_DEPTH], contents[-1]]


def test_a_chain_of_large_contents_ends_earlier(database: Database) -> None:
    size = MAX_CHAIN_BYTES // 4
    ids = put_all(database, edited(size, 4))
    assert depths(database, ids) == [0, 1, 2, 3, 0]


def test_empty_content_is_content(database: Database) -> None:
    ids = put_all(database, [b"", b"x"])
    assert get_all(database, ids) == [b"", b"x"]


def test_content_that_was_altered_is_not_given_back(database: Database) -> None:
    contents = edited(5_000, 2)
    ids = put_all(database, contents)
    with database.writing() as connection:
        connection.execute(
            text("UPDATE blobs SET data = (SELECT data FROM blobs WHERE id = :other) WHERE id = :id"),
            {"id": ids[1], "other": ids[2]},
        )
    assert get_all(database, [ids[0]]) == [contents[0]]
    for damaged in ids[1:]:
        with pytest.raises(BlobError) as caught:
            get_all(database, [damaged])
        assert len(caught.value.sha256) == 64


def test_a_lost_row_costs_its_own_chain_only(database: Database) -> None:
    chain = put_all(database, edited(5_000, 3))
    other = put_all(database, edited(5_000, 3, seed=2))
    with database.writing() as connection:
        if database.is_sqlite:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            connection.execute(text("UPDATE blobs SET base_id = NULL, data = x'00' WHERE id = :id"), {"id": chain[1]})
        else:
            connection.execute(text("UPDATE blobs SET base_id = NULL, data = '\\x00' WHERE id = :id"), {"id": chain[1]})
    for lost in chain[1:]:
        with pytest.raises(BlobError, match="damaged"):
            get_all(database, [lost])
    assert len(get_all(database, [chain[0], *other])) == 5


def test_new_content_like_a_damaged_one_is_kept_all_the_same(database: Database) -> None:
    contents = edited(5_000, 1)
    (first,) = put_all(database, contents[:1])
    with database.writing() as connection:
        connection.execute(text("UPDATE blobs SET size = 3 WHERE id = :id"), {"id": first})
        second = Blobs(connection).put(contents[1], like=first)
    assert get_all(database, [second.id]) == [contents[1]]
    assert depths(database, [second.id]) == [0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(contents=st.lists(st.binary(max_size=400) | st.text("ab", max_size=400).map(str.encode), max_size=8))
def test_whatever_is_put_is_given_back(database: Database, contents: list[bytes]) -> None:
    assert get_all(database, put_all(database, contents)) == contents


def test_an_alert_is_sent_though_the_details_of_its_change_are_lost(store: SqlStore, database: Database) -> None:
    page = a_page(store)
    snapshot = a_snapshot(b"new", fetched_at=START + HOUR)
    result = a_changed_result(
        page, a_version("A text.", snapshot), snapshot, changes=(a_change(),), alerts=(an_alert(),)
    )
    store.record([result])
    with database.writing() as connection:
        connection.execute(
            text("UPDATE blobs SET size = 1 WHERE sha256 <> :sha"), {"sha": bytes.fromhex(snapshot.sha256)}
        )
    (alert,) = store.due_alerts(START + HOUR)
    assert alert.change is not None
    assert (alert.change.kind, alert.change.significance) == (a_change().kind, a_change().significance)
    assert alert.change.summary == "Text changed; its details cannot be read"
    assert "verify" in alert.change.why[0]
    with pytest.raises(BlobError):
        store.version(page.id)
    assert store.snapshot(snapshot.sha256) == a_snapshot(b"new", fetched_at=START + HOUR)

"""What `record` writes, and what it refuses to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.errors import StorageError
from monitor.types import ChangeKind, Outcome, PageState
from storage import SqlStore
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


def test_a_version_comes_back_with_its_evidence(store: SqlStore) -> None:
    page = a_page(store)
    snapshot = a_snapshot(b"\xff\x00 raw bytes", final_url="https://city.example/moved.html", status=203)
    version = a_version("One.\nTwo.", snapshot)
    recorded = store.record([a_changed_result(page, version, snapshot, body_sha256=snapshot.sha256)])
    assert [(one.version, one.stale) for one in recorded] == [(1, False)]
    assert store.version(page.id) == replace(version, number=1) == store.version(page.id, 1)
    assert store.snapshot(snapshot.sha256) == snapshot
    assert store.checks(page.id)[0].snapshot_sha256 == snapshot.sha256
    now = store.page(page.id)
    assert now is not None
    assert (now.version, now.last_changed_at, now.title) == (1, START, "Notice")


def test_versions_are_numbered_within_their_page(store: SqlStore) -> None:
    page, other = a_page(store), a_page(store, "https://city.example/other.html")
    texts = ["One.", "Two.", "Three."]
    kept = [record_text(store, page, text, START + hour * HOUR) for hour, text in enumerate(texts)]
    record_text(store, other, "One.")
    assert [entry.number for entry in store.history(page.id)] == [1, 2, 3]
    assert [store.version(page.id, number) for number in (1, 2, 3)] == kept
    entry = store.history(page.id)[1]
    assert (entry.fetched_at, entry.title, entry.text_chars, entry.technical) == (START + HOUR, "Notice", 4, False)
    assert (store.version(page.id, 4), store.version(99), store.history(99)) == (None, None, [])
    assert store.snapshot("00" * 32) is None


def test_a_stale_result_is_dropped_whole(store: SqlStore) -> None:
    page = a_page(store)
    record_text(store, page, "One.")
    snapshot = a_snapshot(b"late")
    late = a_changed_result(
        page, a_version("Late.", snapshot), snapshot, changes=(a_change(),), alerts=(an_alert(),), found=()
    )
    (recorded,) = store.record([late])
    assert (recorded.stale, recorded.version, recorded.alerts_added) == (True, 0, 0)
    assert (len(store.history(page.id)), store.changes(), store.alerts()) == (1, [], [])
    assert store.snapshot(snapshot.sha256) is None
    assert len(store.checks(page.id)) == 1


def test_of_two_results_for_one_revision_in_a_batch_the_first_stands(store: SqlStore) -> None:
    page = a_page(store)
    recorded = store.record([a_result(page, title="first"), a_result(page, title="second")])
    assert [one.stale for one in recorded] == [False, True]
    assert (store.page(page.id) or page).title == "first"


def test_a_batch_may_carry_a_page_through_two_revisions(store: SqlStore) -> None:
    page = a_page(store)
    second = replace(a_result(page, title="second"), revision=1)
    assert [one.stale for one in store.record([a_result(page, title="first"), second])] == [False, False]
    now = store.page(page.id)
    assert now is not None
    assert (now.title, now.revision, len(store.checks(page.id))) == ("second", 2, 2)


def test_a_page_that_is_not_there_is_stale(store: SqlStore) -> None:
    page = replace(a_page(store), id=4711)
    assert store.record([a_result(page)])[0].stale
    assert store.record([]) == []


def test_a_batch_is_written_whole_or_not_at_all(store: SqlStore) -> None:
    good, bad = a_page(store), a_page(store, "https://city.example/bad.html")
    snapshot = a_snapshot(b"kept")
    lost = a_version("No evidence.", snapshot_sha256="ab" * 32)
    results = [
        a_changed_result(good, a_version("Fine.", snapshot), snapshot, changes=(a_change(),), alerts=(an_alert(),)),
        a_result(bad, Outcome.NEW, version=lost),
    ]
    with pytest.raises(StorageError, match="not stored"):
        store.record(results)
    assert (store.page(good.id), store.page(bad.id)) == (good, bad)
    assert (store.changes(), store.alerts(), store.history(good.id), store.checks(good.id)) == ([], [], [], [])
    assert store.snapshot(snapshot.sha256) is None


def test_content_that_lacks_its_hash_is_refused(store: SqlStore) -> None:
    page = a_page(store)
    forged = replace(a_snapshot(b"one"), content=b"two")
    with pytest.raises(ValueError, match="its content is"):
        store.record([a_changed_result(page, a_version("x", forged), forged)])
    assert store.history(page.id) == []


def test_a_technical_version_leaves_the_dates_of_the_page(store: SqlStore) -> None:
    page = a_page(store)
    first = record_text(store, page, "One.")
    before = store.page(page.id)
    assert before is not None
    again = replace(first, number=0, technical=True, recipe=replace(first.recipe, extractor="2"))
    result = a_result(before, checked_at=START + HOUR, version=again, next_check_at=before.next_check_at)
    assert store.record([result])[0].version == 2
    now = store.page(page.id)
    assert now is not None
    assert (now.last_checked_at, now.last_changed_at, now.version) == (START, START, 2)
    assert store.version(page.id) == replace(again, number=2)
    assert [entry.technical for entry in store.history(page.id)] == [False, True]


def test_evidence_of_trouble_is_kept_without_a_version(store: SqlStore) -> None:
    page = a_page(store)
    record_text(store, page, "One.")
    now = store.page(page.id) or page
    wall = a_snapshot(b"<h1>Are you human?</h1>", status=403, fetched_at=START + HOUR)
    store.record([a_result(now, Outcome.BLOCKED, state=PageState.BLOCKED, failures=1, status=403, snapshot=wall)])
    assert store.snapshot(wall.sha256) == wall
    assert store.checks(page.id)[0].snapshot_sha256 == wall.sha256
    assert len(store.history(page.id)) == 1


def test_the_same_content_of_two_pages_is_kept_once_with_the_headers_of_each(store: SqlStore) -> None:
    one, two = a_page(store), a_page(store, "https://mirror.example/notice.html")
    for page, server in ((one, "nginx"), (two, "apache")):
        snapshot = a_snapshot(b"same", url=page.url, final_url=page.url, headers=(("server", server),))
        store.record([a_changed_result(page, a_version("Same.", snapshot), snapshot)])
    mine = store.snapshot(snapshot.sha256, page_id=one.id)
    assert mine is not None
    assert (mine.url, mine.headers) == (one.url, (("server", "nginx"),))
    assert (store.snapshot(snapshot.sha256, page_id=two.id) or mine).headers == (("server", "apache"),)
    # Two snapshots and two readings, of which there is one each.
    assert store.health(START).blobs == 2


def test_an_unchanged_check_writes_no_blob(store: SqlStore) -> None:
    page = a_page(store)
    record_text(store, page, "One.")
    before = store.health(START)
    for hour in range(1, 4):
        store.record([a_result(store.page(page.id) or page, checked_at=START + hour * HOUR)])
    after = store.health(START)
    assert (after.blobs, after.blob_bytes, after.versions) == (before.blobs, before.blob_bytes, 1)
    assert len(store.checks(page.id)) == 4


def test_changes_name_the_versions_before_and_after(store: SqlStore) -> None:
    page = a_page(store)
    for hour, text in enumerate(("One.", "Two.")):
        snapshot = a_snapshot(text.encode(), fetched_at=START + hour * HOUR)
        now = store.page(page.id) or page
        changes = (a_change(f"text {hour}", kind=ChangeKind.TEXT_CHANGED),)
        store.record([a_changed_result(now, a_version(text, snapshot), snapshot, changes=changes)])
    gone = a_change("gone", kind=ChangeKind.PAGE_GONE)
    now = store.page(page.id) or page
    store.record([a_result(now, Outcome.GONE, state=PageState.GONE, changes=(gone,), checked_at=START + 2 * HOUR)])
    listed = [(entry.change.key, entry.from_version, entry.to_version, entry.at) for entry in store.changes()]
    assert listed == [
        ("gone", 2, 0, START + 2 * HOUR),
        ("text 1", 1, 2, START + HOUR),
        ("text 0", 0, 1, START),
    ]


def test_an_alert_for_no_change_is_a_mistake_of_the_program(store: SqlStore) -> None:
    page = a_page(store)
    with pytest.raises(KeyError):
        store.record([a_result(page, alerts=(an_alert("of nothing"),))])
    assert store.checks(page.id) == []


def test_a_check_that_was_put_off_says_nothing_of_the_page(store: SqlStore) -> None:
    page = a_page(store)
    store.record([a_result(page, Outcome.FAILED, state=PageState.FAILING, failures=1, reason="no answer")])
    before = store.page(page.id)
    assert before is not None
    store.record([a_result(before, Outcome.POSTPONED, state=before.state, failures=1, checked_at=START + HOUR)])
    after = store.page(page.id)
    assert after is not None
    assert (after.trouble, after.last_checked_at, after.failures) == ("no answer", before.last_checked_at, 1)
    assert after.revision == before.revision + 1
    assert [entry.outcome for entry in store.checks(page.id)] == [Outcome.POSTPONED, Outcome.FAILED]

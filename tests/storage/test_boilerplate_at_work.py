"""The Learner on both databases: from recorded Versions to the mask the next page is read with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.errors import StorageBusyError
from monitor.extract.boilerplate import NOTHING_LEARNED, Boilerplate, restless_key, strip
from monitor.learning import Learner, learn_host, noticed, restless_row
from monitor.types import LineState, Outcome, Page, SeenPage, Version, Why
from storage import SqlStore
from tests.storage.results import HOUR, START, a_changed_result, a_page, a_result, a_snapshot, a_version

HOST = "city.example"
SHARED = "Readers rely on these pages at their own risk and are asked to consult the gazette itself."


def own_text(number: int) -> str:
    return "\n".join(
        (
            f"Hospital number {number} opens a wing",
            f"Visitors of hospital {number} saw the new rooms and asked about the way to the wards.",
            f"The director of hospital {number} thanked everybody who had helped along the way.",
        )
    )


def read_page(store: SqlStore, learner: Learner, page: Page, text: str, hour: int) -> SeenPage:
    """One check that brings a Version, as the Checker does it."""
    at = START + hour * HOUR
    snapshot = a_snapshot(text.encode(), url=page.url, final_url=page.url, fetched_at=at)
    previous = store.version(page.id)
    mask = learner.mask(page)
    version = masked_version(text, mask, snapshot_sha256=snapshot.sha256, fetched_at=at)
    seen = noticed(page, previous, version, store.seen_page(page.id))
    assert seen is not None
    store.record([a_changed_result(page, version, snapshot, seen=seen)])
    learner.learn_if_due(seen, now=at)
    return seen


def masked_version(text: str, mask: Boilerplate, **facts: Any) -> Version:
    version = a_version(text, **facts)
    recipe = replace(version.recipe, boilerplate=mask.revision)
    return replace(version, document=strip(version.document, mask), recipe=recipe)


def pages_of(store: SqlStore, count: int) -> list[Page]:
    return [a_page(store, f"https://{HOST}/{number}.html") for number in range(count)]


def test_from_the_sixth_page_on_the_line_is_gone(store: SqlStore) -> None:
    learner = Learner(store)
    for hour, page in enumerate(pages_of(store, 10)):
        read_page(store, learner, page, f"{own_text(hour)}\n{SHARED}", hour)
        version = store.version(page.id)
        assert version is not None
        assert (SHARED in version.document.text) == (hour < 5)
        assert version.recipe.boilerplate == (hour >= 5)
    (line,) = store.learned_host(HOST).lines
    assert (line.text, line.why, line.seen, line.looked_at, line.since) == (
        SHARED,
        Why.RECURS,
        10,
        10,
        START + 4 * HOUR,
    )
    # Another process sees the same mask, and comparing again changes nothing.
    assert Learner(store).mask(store.pages()[0]).lines == {line.key: "learned: seen on 10 of 10 pages"}
    assert learn_host(store, HOST, now=START + 20 * HOUR) == 1


def test_a_counter_stays_stripped(store: SqlStore) -> None:
    learner = Learner(store)
    page = pages_of(store, 1)[0]
    for hour in range(8):
        read_page(store, learner, page, f"{own_text(0)} {hour // 5}\nvisits so far: {hour * 17}", hour)
        now = store.page(page.id)
        assert now is not None
        page = now
    known = store.learned_host(HOST)
    assert [(line.key, line.why) for line in known.lines] == [(restless_key("visits so far: 3"), Why.RESTLESS)]
    revision = known.revision
    assert learn_host(store, HOST, now=START + 9 * HOUR) == revision
    assert learner.mask(page).restless


def test_a_forgotten_line_is_not_learned_again(store: SqlStore) -> None:
    learner = Learner(store)
    pages = pages_of(store, 12)
    for hour, page in enumerate(pages[:6]):
        read_page(store, learner, page, f"{own_text(hour)}\n{SHARED}", hour)
    (line,) = store.learned_host(HOST).lines
    store.settle_line(HOST, replace(line, state=LineState.FORGOTTEN))
    for hour, page in enumerate(pages[6:], 6):
        read_page(store, learner, page, f"{own_text(hour)}\n{SHARED}", hour)
        version = store.version(page.id)
        assert version is not None
        assert SHARED in version.document.text
    assert store.mask_revision(HOST) == 2


def test_pages_without_a_host_teach_nothing(store: SqlStore) -> None:
    page = replace(pages_of(store, 1)[0], url="/srv/notice.html")
    assert noticed(page, None, a_version(), None) is None
    assert Learner(store).mask(page) == NOTHING_LEARNED


@pytest.mark.parametrize(
    ("outcome", "pauses", "row"),
    [
        (Outcome.UNCHANGED, {}, [4, 3, 2, 1]),
        (Outcome.UNCHANGED, {2: 1}, [4, 3, 2, 1]),
        (Outcome.UNCHANGED, {3: 3}, [4, 3]),
        (Outcome.UNCHANGED, {4: 5}, []),
        (Outcome.FAILED, {4: 5}, [4, 3, 2, 1]),
    ],
)
def test_versions_before_are_asked_for_as_many_as_the_last_checks_found(
    store: SqlStore, outcome: Outcome, pauses: dict[int, int], row: list[int]
) -> None:
    learner = Learner(store)
    page = pages_of(store, 1)[0]
    for hour in range(5):
        read_page(store, learner, page, f"{own_text(0)}\nquote of the day {'x' * hour} here", hour)
        for pause in range(pauses.get(hour, 0)):
            now = store.page(page.id)
            assert now is not None
            store.record([a_result(now, outcome=outcome, checked_at=START + hour * HOUR + (pause + 1) * HOUR / 9)])
        now = store.page(page.id)
        assert now is not None
        page = now
    found = [version.number for version in restless_row(store, page)]
    assert found == row


def test_a_database_that_is_busy_is_asked_again_with_the_next_page(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> int:
        raise StorageBusyError("locked by another process")

    learner = Learner(store)
    pages = pages_of(store, 6)
    monkeypatch.setattr(store, "learn", busy)
    for hour, page in enumerate(pages[:5]):
        read_page(store, learner, page, f"{own_text(hour)}\n{SHARED}", hour)
    assert store.mask_revision(HOST) == 0
    monkeypatch.undo()
    read_page(store, learner, pages[5], f"{own_text(5)}\n{SHARED}", 5)
    assert store.mask_revision(HOST) == 1

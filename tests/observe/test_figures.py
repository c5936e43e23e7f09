"""What metrics ask of the database, on both."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.types import FoundLink, Outcome, PageState
from storage import SqlStore
from storage.queries import figures
from tests.storage.results import (
    HOUR,
    START,
    a_change,
    a_changed_result,
    a_page,
    a_result,
    a_snapshot,
    a_source,
    a_version,
    an_alert,
    an_index,
)


def test_an_empty_register(store: SqlStore) -> None:
    found = store.figures([a_source()], START)
    assert (found.due_pages, found.due_since, dict(found.waiting), list(found.start_pages)) == (0, None, {}, [])


def test_what_waits_and_how_sources_do(store: SqlStore) -> None:
    city, listing, other = a_source(), an_index(), a_source(id="other", url="https://other.example/")
    store.register([city, listing, other], START)
    page = store.pages(url=city.url)[0]
    snapshot = a_snapshot(b"text")
    result = a_changed_result(
        page,
        a_version("text", snapshot),
        snapshot,
        changes=(a_change("1"),),
        alerts=(an_alert("1", due_at=START), an_alert("1", channel="digest", due_at=START + HOUR)),
        next_check_at=START + HOUR,
    )
    store.record([result])
    index = store.pages(url=listing.url)[0]
    store.record([a_result(index, Outcome.FAILED, state=PageState.FAILING, failures=3, next_check_at=START)])
    found = store.figures([city, listing], START + timedelta(minutes=1))
    assert (found.due_pages, found.due_since) == (1, START), "the other source is not asked for"
    assert {name: (one.alerts, one.first_due_at) for name, one in found.waiting.items()} == {
        "desk": (1, START),
        "digest": (1, START + HOUR),
    }
    states = {one.source: (one.state, one.failures) for one in found.start_pages}
    assert states == {city.id: (PageState.ACTIVE, 0), listing.id: (PageState.FAILING, 3)}


def test_counting_stops_at_the_limit(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    index = a_page(store, "https://city.example/list/")
    links = tuple(FoundLink(url=f"https://city.example/{number}.html") for number in range(20))
    store.record([a_result(index, Outcome.NEW, found=links, next_check_at=START + HOUR)])
    assert store.figures([a_source()], START + HOUR).due_pages == 21
    monkeypatch.setattr(figures, "LIMIT", 5)
    assert store.figures([a_source()], START + HOUR).due_pages == 5

"""The proof itself: it finds what it is there to find."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.types import PageState
from storage import SqlStore
from tests.crash import proof
from tests.crash.site import Network, Site, figure_of
from tests.storage.results import HOUR, START, a_changed_result, a_result, a_snapshot, a_statement, a_version


@pytest.fixture
def site() -> Site:
    """One page, edited twice."""
    made = Site(1, Network(seed=1))
    made.port = 80
    made.edits[1] = 2
    return made


def show(site: Site, store: SqlStore, *edits: int) -> None:
    """Record these states of the page as its versions."""
    page = store.add_page("p1", site.address(1), START)
    for at, edit in enumerate(edits):
        text = site.content(1, edit).decode()
        quote = f"达到{figure_of(edit)}亿元"
        statement = replace(a_statement(text, quote=quote), value=Decimal(figure_of(edit)) * 10**8)
        snapshot = a_snapshot(text.encode(), fetched_at=START + at * HOUR)
        now = store.page(page.id)
        assert now is not None
        store.record([a_changed_result(now, a_version(text, snapshot, statements=(statement,)), snapshot)])


def tell(site: Site, edit: int, number: str, message: str) -> None:
    change = {"id": number, "kind": "target_raised", "after": {"value": str(figure_of(edit) * 10**8)}}
    body = {"data": {"pages": [{"url": site.address(1), "changes": [change]}]}}
    site.received.take({"webhook-id": message}, json.dumps(body).encode())


def test_all_is_well_when_every_edit_is_a_version(site: Site, store: SqlStore) -> None:
    show(site, store, 0, 1, 2)
    assert proof._versions(site, store) == []


@pytest.mark.parametrize(
    ("edits", "said"),
    [((0, 1), "[0, 1]"), ((0, 2), "[0, 2]"), ((0, 1, 0, 1, 2), "[0, 1, 0, 1, 2]"), ((), "not in")],
)
def test_a_lost_and_a_doubled_version_are_found(site: Site, store: SqlStore, edits: tuple[int, ...], said: str) -> None:
    if edits:
        show(site, store, *edits)
    (found,) = proof._versions(site, store)
    assert said in found


def test_a_page_that_is_stuck_is_found(site: Site, store: SqlStore) -> None:
    show(site, store, 0, 1, 2)
    store.record([a_result(store.pages()[0], state=PageState.FAILING, failures=3)])
    (found,) = proof._versions(site, store)
    assert "is stuck" in found


def test_alerts_are_counted_by_their_ids(site: Site) -> None:
    tell(site, 1, "a", "m1")
    tell(site, 1, "a", "m1")
    tell(site, 2, "b", "m2")
    assert [line for line in proof._alerts(site) if "page 1" in line] == [], "the receiver drops what it has seen"
    assert site.received.messages["m1"] == 2


@pytest.mark.parametrize(
    ("edit", "number", "message", "said"),
    [
        (2, "c", "m2", "edit 2: told under 2 ids"),
        (5, "c", "m3", "told though it never was"),
        (2, "b", "m1", "came again with another content"),
    ],
)
def test_wrong_alerts_are_found(site: Site, edit: int, number: str, message: str, said: str) -> None:
    tell(site, 1, "a", "m1")
    assert any("edit 2: told under 0 ids" in line for line in proof._alerts(site))
    tell(site, 2, "b", "m2")
    assert proof._alerts(site) == []
    tell(site, edit, number, message)
    assert any(said in line for line in proof._alerts(site))

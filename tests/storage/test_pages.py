"""The register of Pages."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.types import FoundLink, Outcome, PageRole, PageState, SourceKind, Validators
from storage import SqlStore, open_store
from tests.storage.results import HOUR, START, a_page, a_result, a_source, an_index
from tests.storage.test_query_plans import statements_of


def test_a_source_becomes_a_page_that_is_due_at_once(store: SqlStore) -> None:
    store.register([a_source()], START)
    (page,) = store.pages(due_at=START)
    assert (page.source, page.url, page.role) == ("city", "https://city.example/notice.html", PageRole.DOCUMENT)
    assert (page.state, page.revision, page.version, page.initial) == (PageState.FOUND, 0, 0, True)
    assert (page.found_at, page.next_check_at, page.last_checked_at) == (START, START, None)
    assert store.page(page.id) == page


def test_registering_again_changes_nothing(store: SqlStore) -> None:
    store.register([a_source(), an_index()], START)
    before = store.pages()
    store.register([a_source(), an_index()], START + HOUR)
    assert store.pages() == before


def test_an_edited_address_is_a_new_page_and_the_old_one_stays(store: SqlStore) -> None:
    store.register([a_source()], START)
    store.register([a_source(url="https://city.example/moved.html")], START + HOUR)
    old, new = store.pages(sources=["city"])
    assert old.url == "https://city.example/notice.html"
    assert (new.url, new.next_check_at) == ("https://city.example/moved.html", START + HOUR)


def test_a_source_takes_over_the_page_at_its_own_address(store: SqlStore) -> None:
    store.register([an_index()], START)
    index = store.pages()[0]
    store.record([a_result(index, Outcome.NEW, found=(FoundLink(url="https://city.example/notice.html"),))])
    store.register([an_index(), a_source(kind=SourceKind.LISTING)], START + HOUR)
    taken = store.pages(url="https://city.example/notice.html")[0]
    assert (taken.source, taken.role, taken.next_check_at) == ("city", PageRole.INDEX, START + HOUR)
    assert len(store.pages()) == 2


def test_add_page_gives_the_page_that_is_there(store: SqlStore) -> None:
    first = a_page(store)
    assert store.add_page("other", first.url, START + HOUR) == first


def test_found_links_become_pages_once(store: SqlStore) -> None:
    store.register([an_index()], START)
    index = store.pages()[0]
    found = (
        FoundLink(url="https://city.example/1.html", title="One"),
        FoundLink(url="https://city.example/2.html", title="Two", kind=SourceKind.LISTING),
        FoundLink(url="https://city.example/1.html", title="One again"),
    )
    recorded = store.record([a_result(index, Outcome.NEW, found=found, found_initial=True)])
    assert recorded[0].pages_added == 2
    one, two = store.pages(after=index.id)
    assert (one.title, one.role, one.initial, one.source) == ("One", PageRole.DOCUMENT, True, "list")
    assert (two.title, two.role, two.next_check_at) == ("Two", PageRole.INDEX, START)
    index = store.page(index.id) or index
    more = (*found, FoundLink(url="https://city.example/3.html", title="Three"))
    later = a_result(index, Outcome.CHANGED, found=more, checked_at=START + HOUR)
    assert store.record([later])[0].pages_added == 1
    three = store.pages(url="https://city.example/3.html")[0]
    assert (three.initial, three.next_check_at) == (False, START + HOUR)


def test_a_link_to_a_known_page_at_another_address_is_no_new_page(store: SqlStore) -> None:
    store.register([an_index()], START)
    [page] = store.pages()
    known = FoundLink(url="https://www.city.example/1.html")
    store.record([a_result(page, Outcome.NEW, found=(known,))])
    twin = FoundLink(url="http://city.example/1.html", twins=("https://city.example/1.html", known.url))
    other = FoundLink(url="http://city.example/2.html", twins=("https://www.city.example/2.html",))
    [page] = store.pages(url=page.url)
    [recorded] = store.record([a_result(page, Outcome.CHANGED, found=(twin, other))])
    assert recorded.pages_added == 1
    assert [found.url for found in store.pages(after=page.id)] == [known.url, other.url]


def test_found_links_are_numbered_in_their_order(store: SqlStore) -> None:
    page = a_page(store)
    urls = [f"https://city.example/{number}.html" for number in (7, 3, 9, 1, 5)]
    store.record([a_result(page, Outcome.NEW, found=tuple(FoundLink(url=url) for url in urls))])
    assert [found.url for found in store.pages(after=page.id)] == urls


def test_pages_are_listed_by_key(store: SqlStore) -> None:
    ids = [a_page(store, f"https://city.example/{number}.html").id for number in range(5)]
    first = store.pages(limit=2)
    assert [page.id for page in first] == ids[:2]
    assert [page.id for page in store.pages(after=first[-1].id)] == ids[2:]


def test_filters_are_combined(store: SqlStore) -> None:
    one = a_page(store, "https://city.example/1.html")
    two = a_page(store, "https://city.example/2.html", source="other")
    store.record([a_result(two, Outcome.FAILED, state=PageState.FAILING, failures=1, reason="no answer")])
    assert [page.id for page in store.pages(states=["failing"])] == [two.id]
    assert store.pages(states=["failing"], sources=["city"]) == []
    assert store.pages(sources=[]) == []
    assert [page.id for page in store.pages(due_at=START)] == [one.id]
    assert [page.id for page in store.pages(url=two.url)] == [two.id]


def test_the_longest_overdue_comes_first(store: SqlStore) -> None:
    early, late, later = (a_page(store, f"https://city.example/{number}.html") for number in range(3))
    store.record([a_result(early, next_check_at=START + 3 * HOUR), a_result(late, next_check_at=START + HOUR)])
    store.record([a_result(later, next_check_at=START + 2 * HOUR)])
    due = store.pages(due_at=START + 2 * HOUR)
    assert [page.id for page in due] == [late.id, later.id]


def test_a_check_moves_the_page_on(store: SqlStore) -> None:
    page = a_page(store)
    walled = a_result(
        page, Outcome.BLOCKED, state=PageState.BLOCKED, failures=1, reason="a captcha", status=403, title="Old"
    )
    store.record([walled])
    blocked = store.page(page.id)
    assert blocked is not None
    assert (blocked.state, blocked.state_since, blocked.trouble) == (PageState.BLOCKED, START, "a captcha")
    assert (blocked.revision, blocked.last_checked_at, blocked.last_changed_at) == (1, START, None)
    answered = a_result(
        blocked,
        checked_at=START + HOUR,
        validators=Validators(etag='"1"', last_modified="yesterday"),
        body_sha256="ab" * 32,
    )
    store.record([answered])
    active = store.page(page.id)
    assert active is not None
    assert (active.state, active.state_since, active.trouble) == (PageState.ACTIVE, START + HOUR, "")
    assert active.validators == Validators(etag='"1"', last_modified="yesterday")
    store.record([a_result(active, checked_at=START + 2 * HOUR)])
    kept = store.page(page.id)
    assert kept is not None
    assert (kept.validators, kept.body_sha256, kept.state_since) == (active.validators, "ab" * 32, START + HOUR)


def test_the_log_of_checks_is_newest_first(store: SqlStore) -> None:
    page = a_page(store)
    for hour, outcome in enumerate((Outcome.NEW, Outcome.UNCHANGED, Outcome.FAILED)):
        now = store.page(page.id) or page
        store.record([a_result(now, outcome, checked_at=START + hour * HOUR, took_s=0.1, status=200 + hour)])
    log = store.checks(page.id, limit=2)
    assert [(entry.outcome, entry.at, entry.status, entry.took_s) for entry in log] == [
        (Outcome.FAILED, START + 2 * HOUR, 202, 0.1),
        (Outcome.UNCHANGED, START + HOUR, 201, 0.1),
    ]


@pytest.mark.parametrize("text", ["nul \x00 inside", "lone \ud800 surrogate"])
def test_words_no_database_can_keep_do_not_stop_a_check(store: SqlStore, text: str) -> None:
    page = a_page(store)
    store.record([a_result(page, Outcome.FAILED, title=text, reason=text, failures=1)])
    kept = store.page(page.id)
    assert kept is not None
    assert kept.title == text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd") == kept.trouble


def test_an_address_may_be_longer_than_an_index_entry(store: SqlStore) -> None:
    url = "https://city.example/search?q=" + "%E5%8C%BB" * 4000
    assert store.add_page("city", url, START) == store.pages(url=url)[0]


def test_a_naive_moment_is_refused(store: SqlStore) -> None:
    with pytest.raises(Exception, match="naive datetime"):
        store.add_page("city", "https://city.example/", datetime(2026, 1, 1))  # noqa: DTZ001
    assert store.pages() == []


def test_what_is_read_together_is_one_state_of_the_database(store: SqlStore, database_url: str) -> None:
    page = a_page(store)
    other = open_store(database_url)
    with store.together():
        before = store.page(page.id)
        other.record([a_result(page, checked_at=START + HOUR)])
        assert store.page(page.id) == before
        assert store.mask_revision("city.example") == 0
    other.close()
    after = store.page(page.id)
    assert after is not None
    assert after.last_checked_at == START + HOUR


def test_many_sources_are_registered_with_few_statements(store: SqlStore) -> None:
    sources = [a_source(id=f"s{number}", url=f"https://city.example/{number}") for number in range(50)]
    with statements_of(store) as said:
        store.register(sources, START)
        store.register(sources, START)
    assert len(said) < 20
    assert [page.source for page in store.pages()] == [source.id for source in sources]

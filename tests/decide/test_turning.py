"""Further pages of a listing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.decide import Rules, Turned, decide, entered, turn
from monitor.types import Body, NotModified, Outcome, PageRole, PageState, SourceKind
from tests.making import NOON, a_body, a_failure, a_page, a_source

SOURCE = a_source(kind=SourceKind.LISTING, url="https://city.example/list/", depth=3)


def leaf(number: int, *days: str, more: bool = True) -> Body:
    rows = "".join(
        f'<li><a href="/tz/t2026{day.replace("-", "")}_{number}.html">关于医疗设备的第{number}-{day}号通知</a>'
        f"<span>2026-{day}</span></li>"
        for day in days
    )
    link = f'<a href="/list/index_{number + 1}.html">下一页</a>' if more else ""
    url = f"https://city.example/list/index_{number}.html"
    html = f'<html><head><meta charset="utf-8"><title>通知</title></head><body><ul>{rows}</ul>{link}</body></html>'
    return a_body(html, url=url, final_url=url)


def test_a_leaf_gives_its_links_and_where_it_goes_on() -> None:
    turned = turn("https://city.example/list/index_1.html", leaf(1, "03-01", "02-27", "02-20"), SOURCE)
    assert [link.published for link in turned.links] == ["2026-03-01", "2026-02-27", "2026-02-20"]
    assert turned.next_url == "https://city.example/list/index_2.html"
    last = turn("https://city.example/list/index_9.html", leaf(9, "01-05", "01-04", "01-03", more=False), SOURCE)
    assert (len(last.links), last.next_url) == (3, None)


def test_old_links_are_left_and_an_old_leaf_ends_the_walk() -> None:
    body = leaf(1, "03-01", "02-27", "02-20")
    some = turn(body.url, body, SOURCE, since=date(2026, 2, 27))
    assert [link.published for link in some.links] == ["2026-03-01", "2026-02-27"]
    assert some.next_url is not None
    none = turn(body.url, body, SOURCE, since=date(2026, 3, 2))
    assert (none.links, none.next_url, none.trouble) == ((), None, "")


def test_what_is_no_listing_says_why_and_ends_the_walk() -> None:
    wall = a_body("<title>403 Forbidden</title><h1>访问被拒绝</h1>", status=403)
    for fetched in (wall, a_failure(), NotModified(url=SOURCE.url, headers=(), fetched_at=NOON, took_s=0.0)):
        turned = turn(SOURCE.url, fetched, SOURCE)
        assert turned.trouble
        assert (turned.links, turned.next_url) == ((), None)


def test_links_of_a_leaf_enter_as_starting_stock_and_leave_the_listing_as_it_is() -> None:
    page = a_page(url=SOURCE.url, role=PageRole.INDEX, state=PageState.FAILING, failures=2, revision=7, title="通知")
    body = leaf(2, "02-20", "02-19", "02-18")
    turned = turn(body.url, body, SOURCE)
    result = entered(page, turned, number=2, now=NOON)
    assert [link.url for link in result.found] == [link.url for link in turned.links]
    assert result.found_initial
    assert (result.revision, result.outcome, result.state, result.failures) == (
        7,
        Outcome.UNCHANGED,
        PageState.FAILING,
        2,
    )
    assert (result.next_check_at, result.body_sha256, result.validators) == (page.next_check_at, None, None)
    assert result.reason == "page 2 of the listing: 3 links to documents"
    assert entered(page, Turned(url=SOURCE.url), number=3, now=NOON).found == ()


def test_a_listing_watched_to_a_depth_finds_what_its_further_pages_lead_to_each_once() -> None:
    page = a_page(url=SOURCE.url, role=PageRole.INDEX, state=PageState.ACTIVE, last_changed_at=NOON)
    first = replace(leaf(1, "03-01", "02-27", "02-20"), url=SOURCE.url, final_url=SOURCE.url)
    second = leaf(2, "02-19", "02-18", "02-17")
    result = decide(
        page,
        first,
        source=SOURCE,
        previous=None,
        rules=Rules(),
        further=(second, first),
        now=NOON,
        chance=0.0,
    )
    assert [link.published for link in result.found] == [
        "2026-03-01",
        "2026-02-27",
        "2026-02-20",
        "2026-02-19",
        "2026-02-18",
        "2026-02-17",
    ]
    assert not result.found_initial

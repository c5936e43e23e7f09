"""One page is one link, whatever addresses it has."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.decide import decide
from monitor.decide.case import Rules
from monitor.decide.links import MANY, entering
from monitor.discover import twin_key, twins_of
from monitor.types import FoundLink, PageRole, SourceKind
from tests.making import NOON, a_body, a_page, a_source


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://city.example/a.html", "https://city.example/a.html"),
        ("https://www.city.example/a.html", "http://city.example/a.html"),
        ("https://m.city.example/a.html?id=3", "https://www.city.example/a.html?id=3"),
        ("https://wap.city.example/a/", "https://city.example/a/index.html"),
    ],
)
def test_twins_are_found_from_either_side(one: str, other: str) -> None:
    assert other in twins_of(one)
    assert one in twins_of(other)


@given(host=st.from_regex(r"(www\.|m\.)?[a-z]{1,9}\.[a-z]{2,4}", fullmatch=True), path=st.text(max_size=20))
@example(host="www.m.example", path="")
@example(host="www.m.city.example", path="a")
def test_twins_share_their_key_and_are_others(host: str, path: str) -> None:
    url = f"https://{host}/{path}"
    twins = twins_of(url)
    assert len(twins) <= 15
    assert {twin_key(twin) for twin in twins} <= {twin_key(url)}


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1:8080/a.html", "http://intranet/a.html", "http://[::1]/a", "mailto:x", ""]
)
def test_addresses_without_a_domain_have_no_other_hosts(url: str) -> None:
    assert all("www." not in twin for twin in twins_of(url))


def test_the_first_of_twins_enters_and_knows_the_others() -> None:
    first = FoundLink(url="https://www.city.example/a.html", title="First")
    again = FoundLink(url="http://m.city.example/a.html", title="Again")
    other = FoundLink(url="https://www.city.example/b.html")
    entered = entering((first, again, other))
    assert [link.url for link in entered] == [first.url, other.url]
    assert again.url in entered[0].twins


def test_a_huge_index_is_not_looked_up_at_other_addresses() -> None:
    entered = entering(FoundLink(url=f"https://city.example/{number}.html") for number in range(MANY + 1))
    assert len(entered) == MANY + 1
    assert not any(link.twins for link in entered)


def test_a_listing_that_names_an_article_twice_leads_to_one_page() -> None:
    rows = "".join(
        f'<li><a href="{host}/tz/t2026030{n}_{n}.html">关于医疗设备的第{n}号通知</a><span>2026-03-0{n}</span></li>'
        for n in (3, 2, 1)
        for host in ("https://city.example", "http://www.city.example")
    )
    page = a_page(url="https://city.example/list/", role=PageRole.INDEX)
    source = a_source(kind=SourceKind.LISTING, url=page.url)
    body = a_body(f'<html><head><meta charset="utf-8"></head><body><ul>{rows}</ul></body></html>')
    result = decide(page, body, source=source, previous=None, rules=Rules(), now=NOON, chance=0.0)
    assert len({twin_key(link.url) for link in result.found}) == len(result.found) == 3

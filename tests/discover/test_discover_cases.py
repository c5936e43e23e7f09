"""Every index kept as a file leads to the links beside it, and to its next page."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover import discover, next_page, normalise_url
from monitor.types import LinkRule, Schedule, Source, SourceKind

from .conftest import Case, all_cases, body_of


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_links(case: Case) -> None:
    found = discover(case.body, case.source)
    assert [(link.published, link.url, link.title) for link in found] == case.links


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_next_page(case: Case) -> None:
    assert next_page(case.body, case.source) == case.next


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_addresses_are_normalised_and_differ(case: Case) -> None:
    urls = [link.url for link in discover(case.body, case.source)]
    assert urls == [normalise_url(url) for url in urls]
    assert len(set(urls)) == len(urls)


def _source(kind: SourceKind, **facts: object) -> Source:
    return Source(id="s", name="s", url="https://a.example/", kind=kind, schedule=Schedule(every_s=60), **facts)  # type: ignore[arg-type]


def test_a_sitemap_may_be_packed() -> None:
    content = b"<urlset><url><loc>https://a.example/1</loc></url></urlset>"
    body = body_of(gzip.compress(content), url="https://a.example/sitemap.xml.gz")
    assert [link.url for link in discover(body, _source(SourceKind.SITEMAP))] == ["https://a.example/1"]


def test_a_sitemap_that_is_a_bomb_gives_nothing() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    assert discover(body_of(bomb, url="https://a.example/s.gz"), _source(SourceKind.SITEMAP)) == ()


def test_an_index_of_sitemaps_says_so() -> None:
    body = body_of(
        b"<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>", url="https://a.example/"
    )
    assert [link.kind for link in discover(body, _source(SourceKind.SITEMAP))] == [SourceKind.SITEMAP]


def test_a_page_leads_nowhere() -> None:
    body = body_of(b"<a href=/1.html>x</a>", url="https://a.example/")
    assert discover(body, _source(SourceKind.PAGE)) == ()


def test_a_feed_is_never_fetched_by_its_own_words() -> None:
    """A body that is nothing but an address is not followed by the feed parser."""
    body = body_of(b"http://127.0.0.1:1/feed.xml", url="https://a.example/feed")
    assert discover(body, _source(SourceKind.FEED)) == ()


@given(st.binary(max_size=2000), st.sampled_from(list(SourceKind)))
def test_never_raises(content: bytes, kind: SourceKind) -> None:
    body = body_of(content, url="https://a.example/x/")
    discover(body, _source(kind, keywords=("医疗",)))
    next_page(body, _source(kind))


_PIECES = st.sampled_from(
    [
        "<a href='",
        "'>",
        "</a>",
        "<ul>",
        "<li>",
        "2026-11-18",
        "http://[",
        "//x",
        "../..",
        "%zz",
        "?a=%",
        "title='",
        "<base href='",
        "<![CDATA[",
        "]]>",
        "<record>",
        "</record>",
        "{",
        "}",
        "[",
        "]",
        '"url"',
        ":",
        ",",
        "…",
        "\x00",
        '"http://a/"',
        "createPageHTML(9,1,'a','b')",
        "<loc>",
        "</loc>",
        "<url>",
        "</url>",
        "医疗",
    ]
)


@given(st.lists(_PIECES, max_size=60), st.sampled_from(list(SourceKind)))
def test_never_raises_on_broken_markup(pieces: list[str], kind: SourceKind) -> None:
    body = body_of("".join(pieces).encode(), url="https://a.example/x/")
    discover(body, _source(kind, links=LinkRule(items="data.*.list")))
    next_page(body, _source(kind))

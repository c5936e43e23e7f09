"""One address for one page, dates as listings write them, families by address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover import family_named, normalise_url
from monitor.discover.dates import in_address, in_text, of_value
from monitor.discover.families import families, recognised


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (
            "HTTP://WWW.Gov.Example:80/a/../b//c.html?utm_source=x&b=2&a=1#top",
            "http://www.gov.example/b/c.html?a=1&b=2",
        ),
        ("https://x.example", "https://x.example/"),
        ("https://x.example:8443/a", "https://x.example:8443/a"),
        ("https://x.example/政策/a.html?q=医疗", "https://x.example/%E6%94%BF%E7%AD%96/a.html?q=%E5%8C%BB%E7%96%97"),
        ("https://x.example/%e6%94%bf/a%2fb%20c", "https://x.example/%E6%94%BF/a%2Fb%20c"),
        ("https://x.example/%CA%D0", "https://x.example/%CA%D0"),
        ("https://x.example/a;jsessionid=0A1B2C?x=1", "https://x.example/a?x=1"),
        ("https://x.example/a?sid=2&PHPSESSID=0123456789abcdef0123", "https://x.example/a?sid=2"),
        ("https://x.example/a?from=timeline&isappinstalled=0", "https://x.example/a"),
        ("https://x.example/a?from=2024&to=2025", "https://x.example/a?from=2024&to=2025"),
        ("https://x.example/a?fbclid=1&gclid=2&spm=3&id=4", "https://x.example/a?id=4"),
        ("https://x.example/list?b=2&a=1&a=0", "https://x.example/list?a=1&a=0&b=2"),
        ("https://x.example/show?921", "https://x.example/show?921"),
        ("https://例子.example/a", "https://xn--fsqu00a.example/a"),
        ("https://x.example./a", "https://x.example/a"),
        ("ftp://x.example/a", "ftp://x.example/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("http://[bad", "http://[bad"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_normalise(url: str, kept: str) -> None:
    assert normalise_url(url) == kept


@given(
    st.one_of(
        st.text(max_size=80),
        st.builds("https://{}.example/{}?{}#{}".format, st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True),
                  st.text(max_size=30), st.text(max_size=30), st.text(max_size=5)),
    )
)  # fmt: skip
def test_normalise_is_idempotent(url: str) -> None:
    once = normalise_url(url)
    assert normalise_url(once) == once


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-18", "2026-11-18"), ("[2026/1/8]", "2026-01-08"), ("2026年11月18日", "2026-11-18"),
        ("发布时间：2026.11.18 09:30", "2026-11-18"),
        ("18 November 2026", "2026-11-18"), ("18th Nov 2026", "2026-11-18"),
        ("November 8, 2026", "2026-11-08"), ("Nov. 8 2026", "2026-11-08"), ("18 2026-11", "2026-11-18"),
        ("20261118", "2026-11-18"), ("25/11/2026", "2026-11-25"), ("11/25/2026", "2026-11-25"), ("09/11/2026", None),
        ("2026-13-01", None), ("2026-02-30", None), ("共20261118999条", None), ("第2026号", None), ("", None),
    ],
)  # fmt: skip
def test_dates_in_text(text: str, day: str | None) -> None:
    assert in_text(text) == day


def test_day_and_month_by_country() -> None:
    assert in_text("09/11/2026", day_first=True) == "2026-11-09"
    assert in_text("09/11/2026", day_first=False) == "2026-09-11"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/zwgk/202611/t20261118_40213.html", "2026-11-18"),
        ("https://a.example/art/2026/1/8/art_14_8.html", "2026-01-08"),
        ("https://a.example/x/20261118/0123456789abcdef0123456789abcdef.html", "2026-11-18"),
        ("https://a.example/ylqx/20261118162850148.html", "2026-11-18"),
        ("https://a.example/2026-11/18/c_1.htm", "2026-11-18"),
        ("https://a.example/a/202611/18/WS1.html", "2026-11-18"),
        ("https://a.example/news/2026-11-18/12.shtml", "2026-11-18"),
        ("https://a.example/content/202611/content_7.htm", None),
        ("https://a.example/99991318/x.html", None),
    ],
)
def test_dates_in_addresses(url: str, day: str | None) -> None:
    assert in_address(url) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-18T23:30:00+08:00", "2026-11-18"), ("Wed, 18 Nov 2026 09:00:00 GMT", "2026-11-18"),
        (1795190400, "2026-11-21"), (1795190400000, "2026-11-21"), ("1795190400", "2026-11-21"), (7, None),
        (True, None), (None, None), (["x"], None),
    ],
)  # fmt: skip
def test_dates_of_values(value: object, day: str | None) -> None:
    assert of_value(value) == day


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("trs", "/xxgk/zcfb/tz/202611/t20261118_1391234.html"),
        ("hanweb", "/art/2026/1/8/art_14_9876.html"),
        ("jpaas", "/zbys/wjfb/art/2026/art_fa604619ed45484386f37422d01f5527.html"),
        ("gkmlpt", "/xxgk/qt/tzgg/content/post_12600000.html"),
        ("shanghai", "/qtgzwj/20261118/fa604619ed45484386f37422d01f5527.html"),
        ("nhc", "/yzygj/c100068/202611/fa604619ed45484386f37422d01f5527.shtml"),
        ("stamp17", "/ylqx/ylqxggtg/20261118162850148.html"),
        ("govcn", "/zhengce/content/202611/content_7000000.htm"),
        ("number-directory", "/yjj/zwgk20/zcwj91/54321000/index.html"),
        ("xinhua", "/health/20261118/fa604619ed45484386f37422d01f5527/c.html"),
        ("people", "/n1/2026/1118/c14739-40101234.html"),
        ("chinadaily", "/a/202611/18/WS63f774b2a31057c47ebb0881.html"),
        ("chinadaily-sub", "/2026-11/18/c_1012345.htm"),
        ("destoon", "/club/show.php?itemid=921"),
    ],
)
def test_families_are_recognised_by_their_articles(name: str, path: str) -> None:
    urls = [f"https://a{n}.example{path}" for n in (1, 2, 3, 4)] + ["https://a.example/about.html"]
    family = recognised(urls, "")
    assert family is not None
    assert family.name == name
    assert family is family_named(name)


def test_families_by_marks_and_not_at_all() -> None:
    marked = recognised([], '<link href="/wp-content/a.css"><script src="/wp-includes/a.js">')
    assert marked is not None
    assert marked.name == "wordpress"
    assert recognised(["https://a.example/about"], "<html></html>") is None
    assert family_named("nobody") is None


def test_families_have_different_names_and_readable_facts() -> None:
    names = [family.name for family in families()]
    assert len(set(names)) == len(names)
    assert all(family.title for family in families())

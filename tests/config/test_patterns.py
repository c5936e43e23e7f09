"""Regular expressions, selectors and addresses that a user may write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.patterns import parse_mailbox, parse_pattern, parse_selector, parse_url


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"(a*)*b",
        r"(?:a+)*",
        r"(\w+\s*)+$",
        r"((a+))+",
        r"(a+|b)*c",
        r"([a-z]+)*@",
        r"(?P<name>.*)+x",
        r"(x?(a+)){2,}",
        r"(a{2,})+",
        r"(\s*\w*)*",
    ],
)
def test_repeats_of_repeats_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="repeats a group of repeats"):
        parse_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^https?://www\.a\.example/(\w+/)+art_\d+\.html$",
        r"/(\d{4}-\d{2}/\d{2}|\d{6})/content_\d+\.htm$",
        r"(content/)?(\d/\d+/)?post_\d+",
        r"(a+b)+",
        r"(?:-\w+)*",
        r"[(a+)+]",
        r"\(a+\)+",
        r"(a+){1,3}",
        r"(a+)?",
        r"(?i)^Updated: .*",
        r"(?=a+)b+",
        r"[]a]+(b)+",
        r"x{2}y*",
    ],
)
def test_ordinary_patterns_are_taken(pattern: str) -> None:
    assert parse_pattern(pattern) == pattern


@pytest.mark.parametrize("pattern", ["(", "[a", "a**", "(?P<1>a)", "\\", "a{99999999999}", "(?<=a*)b"])
def test_what_does_not_compile_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="not a regular expression"):
        parse_pattern(pattern)


def test_long_patterns_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 500"):
        parse_pattern("a" * 501)


@given(st.text(alphabet="ab()[]*+?{},1|\\^$.:-", max_size=30))
def test_the_answer_is_the_pattern_or_a_reason(pattern: str) -> None:
    """Never another error, whatever was written."""
    try:
        assert parse_pattern(pattern) == pattern
    except ValueError:
        return
    assert re.compile(pattern)


@pytest.mark.parametrize(
    "selector", ["a", "#zoom", ".list > li a[href]", "div:not(.share)", "h1, h2", "li:nth-child(2n+1)"]
)
def test_selectors(selector: str) -> None:
    assert parse_selector(selector) == selector


@pytest.mark.parametrize("selector", ["", "p >", "a,", "p[", "::before", "{}", "p:unknown"])
def test_what_is_no_selector(selector: str) -> None:
    with pytest.raises(ValueError, match="not a CSS selector"):
        parse_selector(selector)


@pytest.mark.parametrize(
    "url",
    ["https://www.example.org/", "http://127.0.0.1:8000/x?a=1&b[]=2#c", "https://例子.测试/路径", "http://[::1]:80/"],
)
def test_addresses(url: str) -> None:
    assert parse_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "www.example.org",
        "//example.org/a",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://user@example.org/",
        "http://a b/",
        "http://example.org/a\tb",
        "http://example.org\\@other.example/",
        "http://example.org/\u202e",
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError):
        parse_url(url)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(ValueError) as caught:
        parse_url("https://user:hunter2@example.org/")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("address", ["a@b", "first.last+tag@sub.example.org", "分析@例子.测试", "o'neil@example.org"])
def test_mailboxes(address: str) -> None:
    assert parse_mailbox(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@b",
        "a@",
        "a@b@c",
        "a b@c",
        "A <a@b>",
        "a@b,c@d",
        "a@b\nBcc: c@d",
        "a@b.",
        "a@[127.0.0.1]",
        "a@\u202eb",
    ],
)
def test_what_is_no_mailbox(address: str) -> None:
    with pytest.raises(ValueError, match="is not an email address"):
        parse_mailbox(address)

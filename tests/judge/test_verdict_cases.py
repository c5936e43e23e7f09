"""Every recorded answer gets the verdict of its folder; and what holds for all bytes."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge import HEAD_BYTES, judge
from monitor.types import Body, VerdictKind

from .conftest import CASES, Case, all_cases, read_case


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.verdict}/{case.name}")
def test_case(case: Case) -> None:
    verdict = judge(case.body, must_contain=case.must_contain)
    assert verdict.kind.value == case.verdict, verdict.reason
    assert (verdict.reason == "") == (verdict.kind is VerdictKind.USABLE)
    assert "\n" not in verdict.reason
    assert len(verdict.reason) < 300


def test_every_verdict_has_cases() -> None:
    assert {path.name for path in CASES.iterdir()} == {kind.value for kind in VerdictKind}


def _body(content: bytes, *, status: int = 200, content_type: str = "text/html", **headers: str) -> Body:
    return Body(
        url="https://a.example/x/y/z.html",
        final_url="https://a.example/x/y/z.html",
        status=status,
        headers=(("content-type", content_type), *((k.replace("_", "-"), v) for k, v in headers.items())),
        content=content,
        sha256="",
        fetched_at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
        took_s=0.1,
    )


@given(
    content=st.binary(max_size=3000),
    status=st.integers(100, 999),
    content_type=st.sampled_from(["text/html", "text/plain", "application/json", "", "image/png", "x/y; charset=nope"]),
    retry=st.text(max_size=20),
)
def test_never_raises(content: bytes, status: int, content_type: str, retry: str) -> None:
    judge(_body(content, status=status, content_type=content_type, retry_after=retry), must_contain=("医",))


_PIECES = st.sampled_from(
    [
        "<html>",
        "<title>",
        "</title>",
        "<h1>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<noscript>",
        "404",
        "Access Denied",
        "页面不存在",
        "安全验证",
        "<meta http-equiv=refresh content='0;url=",
        "'>",
        "location.href='",
        "<input type=password>",
        "登录",
        "<",
        ">",
        "&amp;",
        "<![CDATA[",
        "]]>",
        " ",
        "医疗装备",
    ]
)


@given(st.lists(_PIECES, max_size=60))
def test_never_raises_on_broken_markup(pieces: list[str]) -> None:
    judge(_body("".join(pieces).encode()))


@given(st.binary(max_size=200))
def test_reads_no_further_than_the_head(tail: bytes) -> None:
    case = read_case(CASES / "usable" / "head-full-of-scripts.http")
    long = case.body.content + b"<p>" + b"x" * HEAD_BYTES
    plain = judge(dataclasses.replace(case.body, content=long))
    assert judge(dataclasses.replace(case.body, content=long + tail)) == plain


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("Sat, 21 Nov 2026 08:10:00 GMT", 600.0), ("Sat, 21 Nov 2026 07:00:00 GMT", 0.0), ("soon", None)],
)
def test_retry_after_is_handed_on(value: str, seconds: float | None) -> None:
    assert judge(_body(b"busy", status=503, retry_after=value)).retry_after_s == seconds


def test_moved_says_where_to() -> None:
    case = read_case(CASES / "moved" / "script-replace.http")
    assert judge(case.body).location == "https://www.wjw.linjiang.example/zwgk/202612/t20261201_40999.html"


def test_shells_ask_for_a_browser() -> None:
    for name in ("react-shell", "vue-shell-zh", "angular-shell", "script-only"):
        assert judge(read_case(CASES / "empty" / f"{name}.http").body).needs_browser
    assert not judge(read_case(CASES / "empty" / "blank-html.http").body).needs_browser


def test_must_contain_is_any_of() -> None:
    case = read_case(CASES / "usable" / "notice-gbk.http")
    assert judge(case.body, must_contain=("nowhere", "大型医用设备")).kind is VerdictKind.USABLE
    blocked = judge(case.body, must_contain=("nowhere",))
    assert blocked.kind is VerdictKind.BLOCKED
    assert "nowhere" in blocked.reason

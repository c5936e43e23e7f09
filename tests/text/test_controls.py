"""Control characters in pages: the page is read, and nobody sees them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.extract import extract
from monitor.judge import judge
from monitor.text.controls import STRAY_BYTES, without_controls, without_stray
from monitor.text.decode import decode
from monitor.types import Body, VerdictKind

SENTENCE = "到2030年，本市医疗装备产业规模达到500亿元，培育20家专精特新企业，建成3个公共服务平台。"
PAGE = (
    f"<!doctype html><html><head><title>行动计划</title></head><body><h1>行动计划</h1>{f'<p>{SENTENCE}</p>' * 6}</body>"
)


def _body(content: bytes, content_type: str = "text/html") -> Body:
    return Body(
        url="https://city.example/notice.html",
        final_url="https://city.example/notice.html",
        status=200,
        headers=(("content-type", content_type),),
        content=content,
        sha256="",
        fetched_at=datetime(2026, 11, 21, tzinfo=UTC),
        took_s=0.1,
    )


def _controls(text: str) -> set[str]:
    return {char for char in text if unicodedata.category(char) == "Cc" and char not in "\t\n\r"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("control", ["\x00", "\x01", "\x08", "\x0e", "\x1f"])
def test_a_page_with_control_characters_reads_as_without(encoding: str, control: str) -> None:
    dirty = _body(PAGE.replace("医疗", f"医{control}疗").replace("<h1>", f"{control}<h1>").encode(encoding))
    assert judge(dirty).kind is VerdictKind.USABLE
    if encoding in ("utf-8", "gb18030"):
        assert judge(dirty, must_contain=("医疗装备",)).kind is VerdictKind.USABLE
    assert extract(dirty).blocks == extract(_body(PAGE.encode(encoding))).blocks


@pytest.mark.parametrize("written", ["&#1;", "&#x1f;", "&#127;", "\x1b", "\x7f", "\x85", "\x9c"])
def test_controls_written_as_entities_reach_no_block(written: str) -> None:
    document = extract(_body(PAGE.replace("产业", f"产{written}业").encode()))
    assert "装备" in document.text
    assert not _controls(document.text + document.title)


def test_a_reason_quotes_no_control_character() -> None:
    verdict = judge(_body(b"<html><title>Access \x1b[31mDenied\x7f</title><p>Access Denied</p>"))
    assert verdict.kind is VerdictKind.BLOCKED
    assert verdict.reason.isprintable()


def test_binary_content_that_is_called_a_page_makes_no_text() -> None:
    body = _body(b"\x01\x01\x01\x01\x80\x80")
    assert judge(body).kind is VerdictKind.UNSUPPORTED
    assert extract(body).blocks == ()


@given(
    content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode),
    before=st.sampled_from([b"", b"<html><p>", b"\xff\xfe", b"\xef\xbb\xbf", PAGE.encode()]),
    content_type=st.sampled_from(
        ["text/html", "text/plain", "text/html; charset=gbk", "text/html; charset=iso-2022-jp"]
    ),
)
def test_no_control_character_reaches_a_document(content: bytes, before: bytes, content_type: str) -> None:
    document = extract(_body(before + content, content_type))
    assert not _controls(document.text + document.title)


@given(st.binary(max_size=200))
@example(b"?n\x80")
def test_stray_bytes_leave_decoded_text(content: bytes) -> None:
    assert not set(without_stray(content)) & set(STRAY_BYTES)
    assert not set(decode(content, content_type=None).text) & set(STRAY_BYTES.decode())


@given(st.text())
def test_only_controls_are_taken_out(text: str) -> None:
    clean = without_controls(text)
    assert not _controls(clean)
    assert without_controls(clean) == clean
    assert [char for char in clean if char != " "] == [
        char for char in text if char != " " and (char in "\t\n\r" or unicodedata.category(char) != "Cc")
    ]

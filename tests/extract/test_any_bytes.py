"""Any bytes in, a Document out, in bounded time."""

from __future__ import annotations

import random
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.api import main_text
from monitor.extract import extract_bytes
from monitor.extract.parse import MAX_BYTES, without_endless_tags
from monitor.types import Document

_TAGS = [
    "div",
    "p",
    "li",
    "ul",
    "table",
    "tr",
    "td",
    "a",
    "span",
    "br",
    "script",
    "style",
    "svg",
    "h1",
    "article",
    "nav",
]
_ODD = ["<!--", "-->", "<![CDATA[", "]]>", "<a href='x>y'>", "<xmp><b>", "<plaintext>", "<template><p>", "<svg><p>"]
_MORE = ["<table><div>", "<select><option>", "&nbsp;", "&lt;p&gt;", "\x02", "\x03", "附件：", "。", ".", "\ud7ff"]
_WORDS = ["第一条 到2027年产值突破400亿元。", "Words in a sentence, and some more of them. "]
_piece = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(_ODD + _MORE),
    st.sampled_from(_WORDS),
    st.text(max_size=12),
)


@given(st.binary(max_size=500))
def test_bytes(content: bytes) -> None:
    assert isinstance(extract_bytes(content, explain=True), Document)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(_piece, max_size=60))
def test_tag_soup(pieces: list[str]) -> None:
    page = ("<html>" + "".join(pieces)).encode("utf-8", "replace")
    document = extract_bytes(page, content_type="text/html", url="https://x.example/forum/1", explain=True)
    assert main_text(page, "https://x.example/forum/1") == document.text
    assert all(block.text and "\n" not in block.text for block in document.blocks)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]), st.binary(max_size=400))
def test_damaged_files(head: bytes, rest: bytes) -> None:
    assert isinstance(extract_bytes(head + rest + b"word/document.xml[Content_Types].xml"), Document)


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 100_000,
        b"<div><p>x" * 10_000,
        b"<b><i><u>" * 20_000 + b"words",
        b"<table><tr><td>" * 3_000 + b"cell",
        b"<a href=x>" * 50_000,
        b"<p>A sentence of some length, to be kept by whoever reads it.</p>" * 100_000,
        b"<!--" * 50_000,
        b"<script" * 50_000,
        b"&amp;" * 500_000,
        ("一" * 3_000_000).encode(),
        b"<" * 1_000_000,
    ],
    ids=[
        "nested",
        "paragraphs",
        "inline",
        "tables",
        "links",
        "200k nodes",
        "comments",
        "scripts",
        "entities",
        "one line",
        "lt",
    ],
)
def test_huge_pages_are_read(page: bytes) -> None:
    assert isinstance(extract_bytes(b"<html><body>" + page, content_type="text/html"), Document)


def test_pages_cut_anywhere() -> None:
    words = "<div class='content'><p>到2027年，全市产值突破400亿元，建成中心12个。</p><li>附件：计划.pdf</li></div>"
    page = ("<html><body>" + words * 30).encode("gb18030")
    source = random.Random(1)
    for _ in range(60):
        assert isinstance(extract_bytes(page[: source.randrange(len(page))]), Document)


def test_a_tag_with_a_hundred_thousand_attributes_is_read_in_no_time() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    started = perf_counter()
    page = f"<body><h1>Plan</h1><div {attributes}><p>{'Forty clinics. ' * 20}</p></div>"
    document = extract_bytes(page.encode(), url=None)
    assert perf_counter() - started < 5
    assert "Forty clinics." in document.text


def test_a_picture_in_a_tag_costs_it_no_attribute() -> None:
    page = b'<p><img alt="" src="data:image/png;base64,' + b"A b=/" * 40_000 + b'" id="x">Forty clinics.</p>'
    assert without_endless_tags(page) == page


def test_what_is_beyond_the_part_that_is_read_is_said() -> None:
    line = "<p>各市应当在年底前完成医疗装备的更新，并报送总结。</p>"
    page = f"<body>{line * (MAX_BYTES // len(line.encode()) + 20_000)}</body>".encode()
    said = [
        one for one in extract_bytes(page, content_type="text/html", explain=True).removed if "beyond" in one.reason
    ]
    assert [(one.text, one.reason) for one in said] == [
        (f"[{(len(page) - MAX_BYTES) / 1e6:.1f} MB of markup]", "beyond the first 6 MB of the page, which are read")
    ]
    nearly = page[: MAX_BYTES - 1000]
    assert not [one for one in extract_bytes(nearly, explain=True).removed if "beyond" in one.reason]

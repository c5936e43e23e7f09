"""What a response is, by its bytes before its header."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.sniff import ContentKind, sniff


def package(*names: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return memory.getvalue()


@pytest.mark.parametrize(
    ("content", "content_type", "kind"),
    [
        (b"<!doctype html><title>x</title>", None, ContentKind.HTML),
        (b"  \r\n<html>", "text/plain", ContentKind.HTML),
        (b"\xef\xbb\xbf<html>", None, ContentKind.HTML),
        ("<html>".encode("utf-16"), None, ContentKind.HTML),
        ("<html><p>one</p>".encode("utf-16-le"), "text/html", ContentKind.HTML),
        ("<html><p>第一条 一切单位</p>".encode("utf-16-be"), None, ContentKind.HTML),
        (b"".join(number.to_bytes(2, "little") for number in range(2000)), None, ContentKind.UNKNOWN),
        (b"just words", "text/html", ContentKind.HTML),
        (b"just words", None, ContentKind.TEXT),
        (b"<p>one</p><p>two</p><p>three</p>", None, ContentKind.HTML),
        (b"<link rel=stylesheet href=a.css><head><title>x</title>", None, ContentKind.HTML),
        (b"%PDF-1.7 ...", "text/html", ContentKind.PDF),
        (package("[Content_Types].xml", "word/document.xml"), "application/octet-stream", ContentKind.DOCX),
        (package("[Content_Types].xml", "xl/workbook.xml"), None, ContentKind.XLSX),
        (package("OFD.xml", "Doc_0/Document.xml"), None, ContentKind.OFD),
        (package("readme.txt"), None, ContentKind.ARCHIVE),
        (package("[Content_Types].xml", "word/document.xml") + b"\r\n", None, ContentKind.DOCX),
        (package("[Content_Types].xml", "word/document.xml")[:120], None, ContentKind.DOCX),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "application/msword", ContentKind.OLD_OFFICE),
        (b"\x89PNG\r\n\x1a\n", "text/html", ContentKind.IMAGE),
        (b'<?xml version="1.0"?><rss version="2.0">', "text/html", ContentKind.FEED),
        (b'<?xml version="1.0"?><urlset>', None, ContentKind.XML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', None, ContentKind.HTML),
        (b'{"items": []}', "text/html", ContentKind.JSON),
        (b"[1, 2]", None, ContentKind.JSON),
        (b"[Note] words in brackets", None, ContentKind.TEXT),
        (b"", "text/html", ContentKind.UNKNOWN),
        (b"\x00\x01\x02\x03", None, ContentKind.UNKNOWN),
        # Browsers read pages with stray control characters.
        (b"<!doctype html><title>x</title><p>one\x00two</p>", "text/html", ContentKind.HTML),
        (b"\x00<!doctype html><title>x</title><p>one two</p>", None, ContentKind.HTML),
        (b"<div>a</div> first\x01 <p>second</p> and \x1f third", "text/html", ContentKind.HTML),
        (b"just words of a page without\x00 any markup", "text/html", ContentKind.HTML),
        ("没有标签的网页，也有一个\x02控制字符".encode("gb18030"), "text/html", ContentKind.HTML),
        (b"words and a form feed\x08 in a file", "text/plain", ContentKind.TEXT),
        (b'{"items": ["a\x01"], "more": "and more"}', "application/json", ContentKind.JSON),
        # What is binary stays so, whatever the header says.
        (b"\x01\x01\x01\x01\x80\x80", "text/html", ContentKind.UNKNOWN),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "text/html", ContentKind.UNKNOWN),
        (b"MZ\x90\x00\x03\x00\x00\x00<html><p>not a page</p>" + bytes(60), "text/html", ContentKind.UNKNOWN),
        (random.Random(7).randbytes(4096), "text/html", ContentKind.UNKNOWN),
        (random.Random(8).randbytes(4096), None, ContentKind.UNKNOWN),
        (b"words, and\x00 one NUL among them", None, ContentKind.UNKNOWN),
    ],
)
def test_kinds(content: bytes, content_type: str | None, kind: ContentKind) -> None:
    assert sniff(content, content_type=content_type, url=None) is kind


def test_a_package_stored_in_an_archive_is_a_member_of_it() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as file:
        file.writestr("附件1.docx", package("[Content_Types].xml", "word/document.xml"))
        file.writestr("附件2.xlsx", package("[Content_Types].xml", "xl/workbook.xml"))
    assert sniff(memory.getvalue(), content_type=None, url=None) is ContentKind.ARCHIVE


@given(st.binary(max_size=200), st.none() | st.text(max_size=30), st.none() | st.text(max_size=30))
def test_never_raises(content: bytes, content_type: str | None, url: str | None) -> None:
    assert isinstance(sniff(content, content_type=content_type, url=url), ContentKind)

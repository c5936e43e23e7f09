"""What a response is, by its bytes before its header."""

from __future__ import annotations

import io
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
        (b"just words", "text/html", ContentKind.HTML),
        (b"just words", None, ContentKind.TEXT),
        (b"<p>one</p><p>two</p><p>three</p>", None, ContentKind.HTML),
        (b"<link rel=stylesheet href=a.css><head><title>x</title>", None, ContentKind.HTML),
        (b"%PDF-1.7 ...", "text/html", ContentKind.PDF),
        (package("[Content_Types].xml", "word/document.xml"), "application/octet-stream", ContentKind.DOCX),
        (package("[Content_Types].xml", "xl/workbook.xml"), None, ContentKind.XLSX),
        (package("OFD.xml", "Doc_0/Document.xml"), None, ContentKind.OFD),
        (package("readme.txt"), None, ContentKind.ARCHIVE),
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
    ],
)
def test_kinds(content: bytes, content_type: str | None, kind: ContentKind) -> None:
    assert sniff(content, content_type=content_type, url=None) is kind


@given(st.binary(max_size=200), st.none() | st.text(max_size=30), st.none() | st.text(max_size=30))
def test_never_raises(content: bytes, content_type: str | None, url: str | None) -> None:
    assert isinstance(sniff(content, content_type=content_type, url=url), ContentKind)

"""Attachments as pages of their own, and archives under caps."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from typing import Any

import pytest
import rars
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover import discover_attachments, twin_key, unpack
from monitor.discover.archive import MAX_FILES
from monitor.types import Attachment, Body, Document

from .conftest import body_of


def test_attachments_become_links() -> None:
    document = Document(
        url="https://a.example/n/1.html",
        title="关于印发行动计划的通知",
        published="2026-11-18T09:00:00+08:00",
        attachments=(
            Attachment(url="https://a.example/n/P020261118.pdf?utm_source=x", title="医疗装备行动计划.pdf"),
            Attachment(url="https://a.example/n/2.doc", title="附件1"),
            Attachment(url="https://a.example/n/2.doc#again", title="附件1"),
            Attachment(url="https://a.example/download.jsp?id=7", title="Download PDF"),
            Attachment(url="https://a.example/get?name=b.xlsx", title="设备清单"),
            Attachment(url="https://a.example/n/photo.jpg", title="图片"),
            Attachment(url="https://a.example/n/other.html", title="相关"),
            Attachment(url="javascript:void(0)", title="打印"),
            Attachment(url="https://a.example/n/1.html#top", title="顶部"),
        ),
    )
    assert [(link.url, link.title, link.published) for link in discover_attachments(document)] == [
        ("https://a.example/n/P020261118.pdf", "医疗装备行动计划.pdf", "2026-11-18"),
        ("https://a.example/n/2.doc", "关于印发行动计划的通知 — 附件1", "2026-11-18"),
        ("https://a.example/download.jsp?id=7", "关于印发行动计划的通知 — Download PDF", "2026-11-18"),
        ("https://a.example/get?name=b.xlsx", "设备清单", "2026-11-18"),
    ]


def test_a_library_is_followed_in_part() -> None:
    files = tuple(Attachment(url=f"https://a.example/{i}.pdf", title=f"File {i}") for i in range(100))
    assert len(discover_attachments(Document(url=None, title="x", attachments=files))) == 40


def _zip(files: dict[str, bytes], *, level: int = 6) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _body(content: bytes) -> Body:
    return body_of(content, url="https://a.example/files.zip")


def test_files_come_out_with_names_and_hashes() -> None:
    inner = _zip({"深处.txt": b"deep"})
    found = unpack(_body(_zip({"a/通知.pdf": b"%PDF-1", "b.zip": inner, "__MACOSX/x": b"", "c/": b""})))
    assert [(file.final_url, file.content) for file in found.files] == [
        ("https://a.example/files.zip#a/通知.pdf", b"%PDF-1"),
        ("https://a.example/files.zip#b.zip/深处.txt", b"deep"),
    ]
    assert found.skipped == ()
    assert all(len(file.sha256) == 64 for file in found.files)


def test_names_in_gbk() -> None:
    packed = bytearray(_zip({"QQQQ.txt": b"x"}))
    content = bytes(packed).replace(b"QQQQ.txt", "通知".encode("gb18030") + b".txt")
    assert unpack(_body(content)).files[0].final_url.endswith("#通知.txt")


def test_bombs_depth_and_numbers_are_capped() -> None:
    bomb = unpack(_body(_zip({"zero.bin": b"\0" * 30_000_000, "small.txt": b"x"}, level=9)))
    assert [file.final_url.partition("#")[2] for file in bomb.files] == ["small.txt"]
    assert bomb.skipped == (("zero.bin", "unpacks to too much for its size"),)
    deep = _zip({"1.txt": b"x"})
    for name in ("2.zip", "3.zip", "4.zip"):
        deep = _zip({name: deep})
    assert unpack(_body(deep)).files == ()
    assert unpack(_body(deep)).skipped == (("3.zip", "an archive too deep within archives"),)
    many = unpack(_body(_zip({f"{i}.txt": b"x" for i in range(MAX_FILES + 5)})))
    assert len(many.files) == MAX_FILES
    assert many.skipped[0][1] == f"more than {MAX_FILES} files"


def _rar(files: dict[str, bytes], **options: Any) -> bytes:
    archive = rars.RarBuilder(**options)
    for name, content in files.items():
        archive.add_bytes(content, name)
    packed: bytes = archive.to_bytes()
    return packed


@pytest.mark.parametrize("options", [{"format": "rar29"}, {"format": "rar50"}, {"format": "rar70"}, {"solid": True}])
def test_files_of_a_rar_archive_come_out_as_those_of_a_zip(options: dict[str, Any]) -> None:
    text = "到2027年，全省建成影像中心30个。".encode() * 40
    inner = _rar({"深处.txt": text})
    found = unpack(
        _body(_rar({"a/通知.txt": text, "b.rar": inner, "c.zip": _zip({"d.txt": b"d"}), "e": b""}, **options))
    )
    assert [(file.final_url.partition("#")[2], file.content) for file in found.files] == [
        ("a/通知.txt", text),
        ("b.rar/深处.txt", text),
        ("c.zip/d.txt", b"d"),
        ("e", b""),
    ]
    assert found.skipped == ()


def test_names_in_gbk_in_a_rar_archive() -> None:
    packed = bytearray(_rar({"QQQQ.txt": b"x"}, format="rar29", store=True))
    place = packed.index(b"QQQQ.txt")
    packed[place : place + 4] = "通知".encode("gb18030")
    header = place - 32  # of a file, before its name; its length is at 5, and its checksum covers all from 2 on
    length = int.from_bytes(packed[header + 5 : header + 7], "little")
    checksum = zlib.crc32(packed[header + 2 : header + length]) & 0xFFFF
    packed[header : header + 2] = checksum.to_bytes(2, "little")
    assert [file.final_url.partition("#")[2] for file in unpack(_body(bytes(packed))).files] == ["通知.txt"]


@pytest.mark.parametrize("solid", [False, True])
def test_a_rar_archive_is_capped_too(solid: bool) -> None:
    bomb = unpack(_body(_rar({"zero.bin": bytes(30_000_000), "small.txt": b"x"}, solid=solid)))
    assert [file.final_url.partition("#")[2] for file in bomb.files] == ["small.txt"]
    assert bomb.skipped == (("zero.bin", "unpacks to too much for its size"),)
    many = unpack(_body(_rar({f"{i}.txt": b"x" for i in range(MAX_FILES + 5)}, solid=solid)))
    assert len(many.files) == MAX_FILES
    assert many.skipped[0][1] == f"more than {MAX_FILES} files"


@pytest.mark.parametrize("options", [{"format": "rar29"}, {"format": "rar50", "encrypt_headers": True}])
def test_a_locked_rar_archive_says_so(options: dict[str, Any]) -> None:
    found = unpack(_body(_rar({"a.txt": b"x"}, password="secret", **options)))
    assert found.files == ()
    assert [reason for _, reason in found.skipped] == ["locked by a password"]


def test_a_damaged_file_in_a_rar_archive_leaves_the_others() -> None:
    packed = bytearray(_rar({"a.txt": b"first" * 9, "b.txt": b"second" * 9}, store=True))
    place = packed.index(b"firstfirst")
    packed[place : place + 5] = b"worst"
    found = unpack(_body(bytes(packed)))
    assert [file.final_url.partition("#")[2] for file in found.files] == ["b.txt"]
    assert found.skipped == (("a.txt", "damaged, or packed in a way that is not known here"),)


def test_without_the_extra_a_rar_archive_is_kept_and_says_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = _rar({"a.txt": b"x"})
    monkeypatch.setitem(sys.modules, "rars", None)
    assert unpack(_body(packed)).skipped == (("", "a RAR archive; the extra `archives` unpacks it"),)


@given(st.binary(max_size=60), st.integers(7, 400), st.integers(0, 255))
def test_no_damage_to_a_rar_archive_raises(junk: bytes, place: int, value: int) -> None:
    packed = bytearray(_rar({"a/通知.txt": b"notice " * 30, "b.txt": b"x"}))
    packed[place % len(packed)] = value
    for content in (bytes(packed), b"Rar!\x1a\x07\x01\x00" + junk, bytes(packed[:place])):
        unpack(_body(content))


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07\x00", b"PK\x03\x04broken", b"7z\xbc\xaf\x27\x1c", b""])
def test_other_and_damaged_archives_are_reported(content: bytes) -> None:
    found = unpack(_body(content))
    assert found.files == ()
    assert len(found.skipped) == 1


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
def test_never_raises(junk: bytes, place: int, value: int) -> None:
    content = bytearray(_zip({"a.txt": b"hello" * 30, "b/c.txt": junk}))
    content[place % len(content)] = value
    unpack(_body(bytes(content)))
    unpack(_body(b"PK\x03\x04" + junk))


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("https://www.a.example/x/index.html", "http://a.example/x", True),
        ("http://wap.a.example/art/1.html", "https://www.a.example/art/1.html", True),
        ("https://m.a.example/1?b=2&a=1", "https://a.example/1?a=1&b=2", True),
        ("https://a.example/", "https://a.example", True),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example:8080/x", "https://a.example/x", False),
    ],
)
def test_twins(one: str, other: str, twins: bool) -> None:
    assert (twin_key(one) == twin_key(other)) is twins

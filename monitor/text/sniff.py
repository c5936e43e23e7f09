"""What kind of file a response is, by its own bytes first: headers and addresses lie more often."""

from __future__ import annotations

import codecs
import re
import struct
from enum import StrEnum
from urllib.parse import urlsplit

from monitor.text.controls import without_stray
from monitor.text.utf16 import utf16_of


class ContentKind(StrEnum):
    """What can be done with a response."""

    HTML = "html"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    #: RSS, Atom, RDF.
    FEED = "feed"
    #: Any other XML: sitemaps, OPML …
    XML = "xml"
    JSON = "json"
    #: .doc, .xls, .ppt, .wps, .et: compound files of the 1990s.
    OLD_OFFICE = "old-office"
    #: .pptx, .odt and other packages that are not read here.
    OFFICE_OTHER = "office-other"
    #: Chinese fixed-layout documents (GB/T 33190).
    OFD = "ofd"
    ARCHIVE = "archive"
    IMAGE = "image"
    MEDIA = "media"
    UNKNOWN = "unknown"

    @property
    def is_readable(self) -> bool:
        """Whether `extract` makes a Document of it."""
        return self in (ContentKind.HTML, ContentKind.TEXT, ContentKind.PDF, ContentKind.DOCX, ContentKind.XLSX)


_MAGIC: tuple[tuple[bytes, ContentKind], ...] = (
    (b"%PDF-", ContentKind.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ContentKind.OLD_OFFICE),
    (b"\x89PNG\r\n", ContentKind.IMAGE),
    (b"\xff\xd8\xff", ContentKind.IMAGE),
    (b"GIF8", ContentKind.IMAGE),
    (b"II*\x00", ContentKind.IMAGE),
    (b"MM\x00*", ContentKind.IMAGE),
    (b"Rar!", ContentKind.ARCHIVE),
    (b"7z\xbc\xaf", ContentKind.ARCHIVE),
    (b"\x1f\x8b", ContentKind.ARCHIVE),
    (b"BZh", ContentKind.ARCHIVE),
    (b"\xfd7zXZ", ContentKind.ARCHIVE),
    (b"ID3", ContentKind.MEDIA),
    (b"OggS", ContentKind.MEDIA),
    (b"\x1aE\xdf\xa3", ContentKind.MEDIA),
    (b"{\\rtf", ContentKind.OLD_OFFICE),
)
_BY_SUFFIX = {
    "doc": ContentKind.OLD_OFFICE,
    "xls": ContentKind.OLD_OFFICE,
    "ppt": ContentKind.OLD_OFFICE,
    "wps": ContentKind.OLD_OFFICE,
    "et": ContentKind.OLD_OFFICE,
    "ofd": ContentKind.OFD,
    "docx": ContentKind.DOCX,
    "xlsx": ContentKind.XLSX,
    "zip": ContentKind.ARCHIVE,
    "rar": ContentKind.ARCHIVE,
}
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|base|style|script|div|p|table|h1|!--|a|br|style)\b|<!--", re.I
)
_TAG = re.compile(
    rb"</?(?:html|body|div|p|br|table|td|span|a|h[1-6]|ul|li|script|article|font|center|b)\b[^<>]*>", re.I
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.I)
#: Enough to see past comments and blank lines at the head of a page.
_HEAD_BYTES = 4096
#: Share of control characters from which a head is no text, whatever it is called: pages have single ones, compressed
#: content has 10% (27 of the 256 bytes), programs and databases have more.
_BINARY_SHARE = 0.09
#: The end of a ZIP: its record and the longest comment; members that are looked at; where its first ones are named.
_END_BYTES = 22 + 65_535
_MOST_MEMBERS = 5_000
_LOCAL_BYTES = 8192
_TEXT_ENCODINGS = ("utf-8", "gb18030")


def sniff(content: bytes, *, content_type: str | None, url: str | None) -> ContentKind:
    """Say what `content` is. Never raises; an empty body is `unknown`.

    Binary kinds are told by their magic numbers (a PDF served as text/html is a PDF); markup and text by the first
    bytes, then by the header.
    """
    head = content[:_HEAD_BYTES]
    kind = _by_magic(content, head, url)
    if kind is not None:
        return kind
    media = (content_type or "").partition(";")[0].strip().lower()
    utf16 = utf16_of(content)
    if utf16 is not None:
        head = content[: 2 * _HEAD_BYTES].decode(utf16, "ignore").removeprefix("\ufeff").encode("utf-8", "ignore")
    clean = without_stray(head)
    stray = len(head) - len(clean)
    start = clean.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start or stray > _BINARY_SHARE * len(head):
        return ContentKind.UNKNOWN
    kind = _by_text(start, media)
    if stray and not _is_writing(head, start, kind):
        return ContentKind.UNKNOWN
    return kind


def _is_writing(head: bytes, start: bytes, kind: ContentKind) -> bool:
    """Whether a head with control characters in it is what it seems to be.

    Markup shows that it is. Words without any have to be readable; beside a NUL, they are words only if they are said
    to be a page, as browsers take it (WHATWG MIME Sniffing §7.1).
    """
    if kind is ContentKind.HTML and (_HTML_START.match(start) or len(_TAG.findall(start)) >= 3):
        return True
    if kind not in (ContentKind.HTML, ContentKind.TEXT):
        return True
    return not (kind is ContentKind.TEXT and b"\x00" in head) and any(_fits(start, name) for name in _TEXT_ENCODINGS)


def _fits(start: bytes, encoding: str) -> bool:
    """Whether the bytes are of that encoding; their end may cut a character."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def _by_magic(content: bytes, head: bytes, url: str | None) -> ContentKind | None:
    """Kinds that have a signature; None for text."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _package(content, url)
    if head[:4] == b"RIFF":
        return ContentKind.IMAGE if head[8:12] == b"WEBP" else ContentKind.MEDIA
    if head[4:8] == b"ftyp":
        return ContentKind.IMAGE if head[8:12] in (b"avif", b"heic", b"mif1") else ContentKind.MEDIA
    if b"%PDF-" in head[:1024] and head.lstrip()[:1] != b"<":
        return ContentKind.PDF
    return None


def _package(content: bytes, url: str | None) -> ContentKind:
    """What a ZIP holds, by the names of its own members: a stored package in it has others."""
    names = _members(content)
    if b"OFD.xml" in names:
        return ContentKind.OFD
    if b"[Content_Types].xml" in names:
        for folder, kind in ((b"word/", ContentKind.DOCX), (b"xl/", ContentKind.XLSX)):
            if any(name.startswith(folder) for name in names):
                return kind
        return ContentKind.OFFICE_OTHER
    if content[30:].startswith(b"mimetypeapplication/vnd.oasis"):
        return ContentKind.OFFICE_OTHER
    return _BY_SUFFIX.get(_suffix(url), ContentKind.ARCHIVE)


def _members(content: bytes) -> list[bytes]:
    """The names of a ZIP's first members by its central directory; when that is cut off, by those in the head."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - _END_BYTES))
    names: list[bytes] = []
    if 0 <= end <= len(content) - 20:
        size, at = struct.unpack_from("<II", content, end + 12)
        # What stands before the archive (a loader, a mark) moves it.
        at += max(0, end - size - at)
        while content.startswith(b"PK\x01\x02", at) and len(names) < _MOST_MEMBERS and at + 46 <= end:
            name, extra, note = struct.unpack_from("<HHH", content, at + 28)
            names.append(content[at + 46 : at + 46 + name].replace(b"\\", b"/"))
            at += 46 + name + extra + note
    at = 0 if not names else -1
    while 0 <= at <= min(len(content) - 30, _LOCAL_BYTES):
        flags, size, name, extra = struct.unpack_from("<6xH10xI4xHH", content, at)
        names.append(content[at + 30 : at + 30 + name])
        at += 30 + name + extra + size
        if not content.startswith(b"PK\x03\x04", at):
            # Written without its size, the member goes on until the next.
            at = content.find(b"PK\x03\x04", at) if flags & 8 else -1
    return names


def _by_text(start: bytes, media: str) -> ContentKind:
    """Markup, JSON or plain text; `start` has no BOM and no leading white space."""
    if _FEED.search(start[:1024]) and not _HTML_START.match(start):
        return ContentKind.FEED
    if start.startswith(b"<?xml"):
        return ContentKind.HTML if re.search(rb"<(?:!doctype\s+)?html\b", start, re.I) else ContentKind.XML
    if start.startswith((b"<urlset", b"<sitemapindex", b"<opml")):
        return ContentKind.XML
    if _HTML_START.match(start) or media in ("text/html", "application/xhtml+xml"):
        if start[:1] in b"{[" and not _TAG.search(start):
            return ContentKind.JSON
        return ContentKind.HTML
    if media == "application/json" or media.endswith("+json") or re.match(rb"""[{\[]\s*(?:["{\[\]}]|-?\d)""", start):
        return ContentKind.JSON
    if media != "text/plain" and len(_TAG.findall(start)) >= 3:
        return ContentKind.HTML
    if media.startswith("image/"):
        return ContentKind.IMAGE
    return ContentKind.TEXT


def _suffix(url: str | None) -> str:
    """The lower-case file suffix of an address, "" when it has none."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return ""
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""

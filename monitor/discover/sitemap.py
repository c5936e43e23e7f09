"""Sitemaps, sitemap indexes and their news extension; plain lists of addresses too (sitemaps.org)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from monitor.discover import dates
from monitor.discover.normalise import absolute
from monitor.discover.tree import plain
from monitor.text.decode import decode
from monitor.types import Body, FoundLink, SourceKind

#: The protocol allows 50,000 addresses and 50 MB unpacked.
MAX_BYTES = 50 * 1024 * 1024
MAX_LINKS = 50_000

_ENTRY = re.compile(r"<(?:\w+:)?(url|sitemap)\b[^>]*>(.*?)</(?:\w+:)?\1\s*>", re.I | re.S)
#: Images and videos of a page have addresses and titles of their own.
_MEDIA = re.compile(r"<(image|video):(\w+)\b[^>]*>.*?</\1:\2\s*>", re.I | re.S)
_FIELD = re.compile(r"<(?:\w+:)?(loc|lastmod|title|publication_date)\b[^>]*>(.*?)</", re.I | re.S)
_CDATA = re.compile(r"<!\[CDATA\[(.*)\]\]>", re.S)


def links_of_sitemap(body: Body) -> Iterator[FoundLink]:
    """The addresses of a sitemap; those of an index are sitemaps themselves. Never raises, stops at the caps."""
    content = unpacked(body.content)
    if content is None:
        return
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _plain_list(body, content)
        return
    text = decode(content, content_type=body.header("content-type")).text
    # Sitemaps are written by machines, one flat entry after the other: a pattern reads also those that an XML parser
    # refuses (a bare "&", a blank line before the declaration, a cut end), and has no entities to expand.
    for count, entry in enumerate(_ENTRY.finditer(text)):
        if count >= MAX_LINKS:
            return
        fields = _FIELD.findall(_MEDIA.sub("", entry.group(2)))
        facts = {name.lower(): _value(value) for name, value in reversed(fields)}
        link = _link(body, facts, is_index=entry.group(1).lower() == "sitemap")
        if link is not None:
            yield link


def _link(body: Body, facts: dict[str, str], *, is_index: bool) -> FoundLink | None:
    address = facts.get("loc", "")
    if not address:
        return None
    url = absolute(body.final_url, address)
    if url is None:
        return None
    return FoundLink(
        url=url,
        title=facts.get("title", ""),
        published=dates.of_value(facts.get("publication_date") or facts.get("lastmod")),
        kind=SourceKind.SITEMAP if is_index else SourceKind.PAGE,
    )


def opened(body: Body) -> Body:
    """An answer as it is to be judged: a sitemap that comes as a .gz file is what is in it."""
    plain = unpacked(body.content)
    return body if plain is None or plain is body.content else replace(body, content=plain)


def unpacked(content: bytes) -> bytes | None:
    """The sitemap itself when it comes as a .gz file; None when it is damaged or over the cap."""
    if content[:2] != b"\x1f\x8b":
        return content
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(content, MAX_BYTES)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else plain


def _plain_list(body: Body, content: bytes) -> Iterator[FoundLink]:
    lines = content.decode("utf-8-sig", errors="replace").split()
    for line in lines[:MAX_LINKS]:
        url = absolute(body.final_url, line) if re.match(r"https?://", line) else None
        if url is not None:
            yield FoundLink(url=url)


def _value(text: str) -> str:
    found = _CDATA.fullmatch(text.strip())
    return plain(found.group(1)) if found else plain(text)

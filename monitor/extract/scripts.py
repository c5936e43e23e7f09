"""Cut what is not text out of a page's bytes before anything else looks at them.

Half of a page's bytes are scripts, styles, drawings and comments. Finding their ends at memory speed is much cheaper
than decoding and parsing them. All encodings of the web but UTF-16 write "<" and ASCII letters as themselves.
"""

from __future__ import annotations

import re

_START = re.compile(rb"<(?:s(?:cript|tyle|vg)|noscript|!--)")
_START_ANY_CASE = re.compile(_START.pattern, re.IGNORECASE)
#: Pages that write their tags in capitals do so from the start.
_CAPITALS = (b"<SCRIPT", b"<Script", b"<STYLE", b"<Style", b"<HEAD", b"<BODY")
_HEAD_BYTES = 8_000
#: Scripts that describe the page in JSON-LD are kept aside, each up to this many bytes.
_MAX_DESCRIPTION_BYTES = 200_000


def without_scripts(content: bytes) -> tuple[bytes, list[bytes]]:
    """(the page without scripts, styles, drawings, noscript and comments; the JSON-LD scripts that were in it).

    What has no end is left to the parser.
    """
    head = content[:_HEAD_BYTES]
    capitals = any(name in head for name in _CAPITALS)
    search = (_START_ANY_CASE if capitals else _START).search
    descriptions: list[bytes] = []
    pieces: list[bytes] = []
    at = 0
    match = search(content)
    while match is not None:
        start = match.start()
        end = _end(content, match[0].lower(), start, capitals)
        if end < 0:
            match = search(content, start + 4)
            continue
        pieces.append(content[at:start])
        if match[0][2:3] in b"cC" and b"ld+json" in content[start : start + 200]:
            descriptions.append(content[start : min(end, start + _MAX_DESCRIPTION_BYTES)])
        at = end
        match = search(content, at)
    if not pieces:
        return content, descriptions
    pieces.append(content[at:])
    return b"".join(pieces), descriptions


def _end(content: bytes, opening: bytes, start: int, capitals: bool) -> int:
    """Where the element or comment that begins at `start` is over, or -1."""
    if opening == b"<!--":
        end = content.find(b"-->", start + 2)
        return end + 3 if end >= 0 else -1
    closing = b"</" + opening[1:]
    end = content.find(closing, start)
    if capitals:
        upper = content.find(closing.upper(), start, end if end >= 0 else len(content))
        end = upper if upper >= 0 else end
    end = content.find(b">", end) if end >= 0 else -1
    return end + 1 if end >= 0 else -1

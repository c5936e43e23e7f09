"""Cut what is not text out of a page's bytes before anything else looks at them.

Half of a page's bytes are scripts, styles and drawings. Finding their ends at memory speed is much cheaper than
decoding and parsing them. All encodings of the web but UTF-16 write "<" and ASCII letters as themselves.
"""

from __future__ import annotations

import re

_ELEMENTS = (b"script", b"style", b"svg", b"noscript")
_UPPER = (b"<SCRIPT", b"<Script", b"<STYLE", b"<Style")
_ANY_CASE = re.compile(rb"</?(?:script|style|svg|noscript)\b", re.IGNORECASE)
#: Pages that write their tags in capitals do so from the start.
_HEAD_BYTES = 20_000
#: Scripts that describe the page in JSON-LD are kept aside, each up to this many bytes.
_MAX_DESCRIPTION_BYTES = 200_000


def without_scripts(content: bytes) -> tuple[bytes, list[bytes]]:
    """(the page without scripts, styles, drawings and noscript; the JSON-LD scripts that were in it)."""
    descriptions: list[bytes] = []
    head = content[:_HEAD_BYTES]
    if any(name in head for name in _UPPER):
        content = _ANY_CASE.sub(lambda match: match[0].lower(), content)
    for name in _ELEMENTS:
        opening, closing = b"<" + name, b"</" + name
        start = content.find(opening)
        if start < 0:
            continue
        pieces = []
        at = 0
        while start >= 0:
            end = content.find(closing, start)
            end = content.find(b">", end) if end >= 0 else -1
            if end < 0:
                break
            pieces.append(content[at:start])
            if name == b"script" and b"ld+json" in content[start : start + 200]:
                descriptions.append(content[start : min(end, start + _MAX_DESCRIPTION_BYTES)])
            at = end + 1
            start = content.find(opening, at)
        pieces.append(content[at:])
        content = b"".join(pieces)
    return content, descriptions

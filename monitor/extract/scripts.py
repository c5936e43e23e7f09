"""Cut what is not text out of a page's bytes before anything else looks at them.

Half of a page's bytes are scripts, styles, drawings and comments. Finding their ends at memory speed is much cheaper
than decoding and parsing them. All encodings of the web but UTF-16 write "<" and ASCII letters as themselves.
"""

from __future__ import annotations

import re

_START = re.compile(rb"<(?:s(?:cript|tyle|vg)|noscript|!--)")
#: What ends each, by the third byte of its beginning.
_ENDS = {ord("c"): b"</script", ord("t"): b"</style", ord("v"): b"</svg", ord("o"): b"</noscript", ord("-"): b"-->"}
_SCRIPT, _CLOSES = ord("c"), b">"
#: Pages that write their tags in capitals do so from the start; they are rewritten in small letters.
_CAPITALS = re.compile(rb"<(?:S(?:CRIPT|cript|TYLE|tyle)|HEAD|BODY)")
_ANY_CASE = re.compile(rb"</?(?:script|style|svg|noscript)\b", re.IGNORECASE)
_HEAD_BYTES = 8_000
#: Scripts that describe the page in JSON-LD are kept aside, each up to this many bytes.
_MAX_DESCRIPTION_BYTES = 200_000


def without_scripts(content: bytes) -> tuple[bytes, list[bytes]]:
    """(the page without scripts, styles, drawings, noscript and comments; the JSON-LD scripts that were in it).

    What has no end is left to the parser.
    """
    if _CAPITALS.search(content, 0, _HEAD_BYTES) is not None:
        content = _ANY_CASE.sub(lambda match: match[0].lower(), content)
    find = content.find
    descriptions: list[bytes] = []
    pieces: list[bytes] = []
    endless: set[bytes] = set()
    at = 0
    match = _START.search(content)
    while match is not None:
        start = match.start()
        kind = content[start + 2]
        ends = _ENDS[kind]
        end = find(ends, start + 2) if ends not in endless else -1
        if end < 0:
            endless.add(ends)
            match = _START.search(content, start + 2)
            continue
        if start > at:
            pieces.append(content[at:start])
        at = end + len(ends)
        if kind == _SCRIPT and b"ld+json" in content[start : start + 120]:
            descriptions.append(content[start : min(at, start + _MAX_DESCRIPTION_BYTES)] + b">")
        if content[at : at + 1] == _CLOSES:
            at += 1
        match = _START.search(content, at)
    if not at:
        return content, descriptions
    pieces.append(content[at:])
    return b"".join(pieces), descriptions

"""Cut what is not text out of a page's bytes before anything else looks at them.

Half of a page's bytes are scripts, styles, drawings and comments. Finding their ends at memory speed is much cheaper
than decoding and parsing them. All encodings of the web but UTF-16 write "<" and ASCII letters as themselves.
"""

from __future__ import annotations

import re

_START = re.compile(rb"<(?:s(?:cript|tyle|vg)|noscript|!--)")
#: What ends each, by the third byte of its beginning; a comment's is told apart by the second.
_ENDS = {ord("c"): b"</script", ord("t"): b"</style", ord("v"): b"</svg", ord("o"): b"</noscript"}
_COMMENT, _COMMENT_ENDS = ord("!"), b"-->"
_SCRIPT, _CLOSES = ord("c"), ord(">")
#: Pages that write their tags in capitals do so from the start; they are rewritten in small letters.
_CAPITALS = (b"<SCRIPT", b"<Script", b"<STYLE", b"<Style", b"<HEAD", b"<BODY")
_ANY_CASE = re.compile(rb"</?(?:script|style|svg|noscript)\b", re.IGNORECASE)
_HEAD_BYTES = 8_000
#: Scripts that describe the page in JSON-LD are kept aside, each up to this many bytes.
_MAX_DESCRIPTION_BYTES = 200_000


def without_scripts(content: bytes) -> tuple[bytes, list[bytes]]:
    """(the page without scripts, styles, drawings, noscript and comments; the JSON-LD scripts that were in it).

    What has no end is left to the parser.
    """
    head = content[:_HEAD_BYTES]
    if any(name in head for name in _CAPITALS):
        content = _ANY_CASE.sub(lambda match: match[0].lower(), content)
    search, find = _START.search, content.find
    descriptions: list[bytes] = []
    pieces: list[bytes] = []
    endless: set[bytes] = set()
    at = 0
    match = search(content)
    while match is not None:
        start = match.start()
        ends = _COMMENT_ENDS if content[start + 1] == _COMMENT else _ENDS[content[start + 2]]
        end = find(ends, start + 2) if ends not in endless else -1
        if end < 0:
            endless.add(ends)
            match = search(content, start + 2)
            continue
        pieces.append(content[at:start])
        at = end + len(ends)
        if content[start + 2] == _SCRIPT and b"ld+json" in content[start : start + 120]:
            descriptions.append(content[start : min(at, start + _MAX_DESCRIPTION_BYTES)] + b">")
        if at < len(content) and content[at] == _CLOSES:
            at += 1
        match = search(content, at)
    if not pieces:
        return content, descriptions
    pieces.append(content[at:])
    return b"".join(pieces), descriptions

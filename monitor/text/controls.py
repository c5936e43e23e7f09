"""Control characters: no reader sees them, no text means them, and a few of them make no page a binary file."""

from __future__ import annotations

import re

#: "Binary data bytes" (WHATWG MIME Sniffing §3): C0 without white space and without ESC, which ISO-2022 needs. Every
#: encoding of the web but UTF-16 uses these bytes for nothing else, not even as a part of a character.
STRAY_BYTES = bytes(code for code in range(0x20) if code not in b"\t\n\x0b\x0c\r\x1b")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_BREAKS = re.compile("[\x0b\x0c\x85]")


def without_stray(content: bytes) -> bytes:
    """The bytes without control characters; for any encoding but UTF-16."""
    return content.translate(None, STRAY_BYTES)


def without_controls(text: str) -> str:
    """The text without control characters; tabs and ends of lines stay, the odd kinds of line ends are spaces."""
    if text.isprintable():
        return text
    return _LINE_BREAKS.sub(" ", _CONTROLS.sub("", text))

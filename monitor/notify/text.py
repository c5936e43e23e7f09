"""Words of servers and errors, made fit for one line of a log, a header or a table."""

from __future__ import annotations

import unicodedata

#: Characters of a server's answer that are kept.
_MOST = 300


def one_line(words: object) -> str:
    """Printable, on one line, of bounded length; an error without words gives its class."""
    text = header_text(str(words)) or type(words).__name__
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def header_text(text: str) -> str:
    """Without control characters, line breaks and lone surrogates: nothing that could begin a header of its own."""
    kept = (" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)
    return " ".join("".join(kept).encode("utf-8", "ignore").decode("utf-8").split())

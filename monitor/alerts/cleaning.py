"""Text of pages as data: it cannot break a line, turn the writing round, or make a link of what is none."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

#: C0 and C1 controls, line and paragraph separators, and marks that turn the direction of writing round.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def clean(text: str) -> str:
    """Text of a page as one line that cannot do anything: entities decoded, controls and line breaks taken out."""
    return " ".join(_CONTROLS.sub(" ", html.unescape(text)).split())


def safe_url(url: str) -> str | None:
    """The address when a mail client may make a link of it: http or https with a host, no controls."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if usable and not _CONTROLS.search(url) and " " not in url else None


def shown_url(url: str) -> str:
    """An address as it is read and copied. A safe one stays as it is: `&region=` is no entity, though it begins so."""
    return safe_url(url) or clean(url)


def clean_run(text: str) -> str:
    """Like `clean` for a part of a line: blanks at its ends are kept."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{head}{clean(text)}{tail}"

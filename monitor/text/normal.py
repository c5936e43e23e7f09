"""When two blocks are "the same text": a key that forgets what a reader cannot see.

Forgotten: white space (all of it beside Chinese, its amount elsewhere), full-width forms, kinds of quotes and dashes,
invisible characters, composed or decomposed accents, cloaking pinyin, and the commonest encoding accidents. Kept:
letters, case, script, punctuation marks, figures.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence

from monitor.text import late as re
from monitor.text.decloak import decloak
from monitor.text.fold import fold_width
from monitor.text.lines import at_once

#: Soft hyphen, zero-width and direction marks, byte order mark, variation selectors, replacement character.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufffd]"
)
#: UTF-8 read as Windows-1252, as seen on English pages: every sequence stands for one typographic mark.
_MOJIBAKE = {
    "â€™": "'",
    "â€˜": "'",
    "â€œ": '"',
    "â€\x9d": '"',
    "â€“": "-",
    "â€”": "—",
    "â€¦": "...",
    "â€¢": "·",
    "Â\xa0": " ",
    "Â·": "·",
    "Â£": "£",
    "Â©": "©",
}
_MOJIBAKE_RE = re.compile("|".join(map(re.escape, _MOJIBAKE)))
#: An entity escaped again and again is one entity.
_ESCAPED = re.compile(r"&(?:(?:amp|AMP|#38|#x26);)+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff"
#: White space that touches Chinese, or stands before a closing mark or after an opening one.
_IDLE_SPACE = re.compile(rf" (?:(?<=[{_CJK}] )|(?<=[(\[] )|(?=[{_CJK}.,;:!?%)\]]))")


def comparable(text: str) -> str:
    """The key under which two blocks are the same text.

    Idempotent: `comparable(comparable(t)) == comparable(t)`. Never raises.
    """
    text = _tidy(_unmarked(text))
    return text if text.isascii() else _bare(text)


def comparables(lines: Sequence[str]) -> list[str]:
    """`comparable` of each line of a text, in a fraction of the time."""
    return [_bare(_tidy(line)) for line in at_once(lines, _unmarked)]


def _unmarked(text: str) -> str:
    """A text without entities, invisible characters and accidents, widths and quotes folded."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), _ESCAPED.sub("&", text))
    if text.isascii():
        return text
    if "â€" in text or "Â" in text:
        text = _MOJIBAKE_RE.sub(lambda match: _MOJIBAKE[match[0]], text)
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return fold_width(text).replace("…", "...")


def _bare(text: str) -> str:
    """A tidy text without pinyin."""
    bare = decloak(text)
    return text if bare == text else _tidy(bare)


def _tidy(text: str) -> str:
    """White space reduced to what matters."""
    text = " ".join(text.split())
    return _IDLE_SPACE.sub("", text) if " " in text else text

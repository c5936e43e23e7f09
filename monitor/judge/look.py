"""The head of a page as `judge` sees it: title, headings, visible text, and the markup for marks of walls."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from monitor.text.controls import without_controls
from monitor.text.decode import decode
from monitor.text.fold import fold_width
from monitor.types import Body

#: Walls tell themselves early; EDGI's estimate_snapshot_quality reads as much.
HEAD_BYTES = 18 * 1024
#: A text shorter than this is folded for the words of walls.
FOLDED_CHARS = 1500

_HIDDEN = re.compile(
    r"<!--(?!\[CDATA\[).*?(?:-->|\Z)|<(script|style|noscript|template|svg|select|iframe)\b[^>]*>.*?(?:</\1\b[^>]*>|\Z)",
    re.I | re.S,
)
_NOSCRIPT = re.compile(r"<noscript\b[^>]*>(.*?)(?:</noscript|\Z)", re.I | re.S)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)(?:</title|\Z)", re.I | re.S)
_HEADING = re.compile(r"<h[12]\b[^>]*>(.*?)(?:</h[12]|\Z)", re.I | re.S)
_TAG = re.compile(r"<[^<>]*(?:>|\Z)")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>(?=\s*<)")
_LINK = re.compile(r"<a\b[^>]*>.*?</a\s*>|<footer\b.*?(?:</footer\s*>|\Z)", re.I | re.S)
_IMPRINT = re.compile(
    r"(?:主办|承办|版权所有|网站标识码|备案号|技术支持:|地址:|邮编|©|copyright\b|all rights reserved).{0,60}", re.I
)
_BODY_START = re.compile(r"</head\s*>|<body\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the first bytes of a page say."""

    #: Decoded, as it came.
    markup: str
    title: str
    headings: tuple[str, ...]
    #: What a reader without scripts sees, white space folded; widths and quotes too, when it is short.
    text: str
    #: The markup that `text` was made of.
    shown: str
    #: What the page says to a reader without scripts.
    noscript: str
    #: How much there is to read, in Latin letters: bytes of UTF-8, of which a Han character has three.
    reading: int
    #: Whether the body goes on after the head that was read.
    cut: bool

    @property
    def matter(self) -> str:
        """The text without links and without the site's imprint: what is left of a short page when its frame is off."""
        bare = _LINK.sub(" ", self.shown)
        return _IMPRINT.sub(" ", fold_width(plain(bare)))


def head_of(body: Body) -> Head:
    """Look at the first `HEAD_BYTES` of an HTML body. Never raises."""
    content = body.content
    cut = len(content) > HEAD_BYTES
    if cut:
        content = content[:HEAD_BYTES]
        # "<" is no part of a character in UTF-8, GB18030, Big5 or Shift_JIS: a clean place to stop.
        edge = content.rfind(b"<", -400)
        content = content if edge < 0 else content[:edge]
    markup = decode(content, content_type=body.header("content-type")).text
    title = _TITLE.search(markup)
    start = _BODY_START.search(markup)
    shown = _HIDDEN.sub(" ", markup[start.end() :] if start else _TITLE.sub(" ", markup))
    text = plain(_CDATA.sub(" ", shown) if "CDATA" in shown else shown)
    return Head(
        markup=markup,
        title=fold_width(plain(title.group(1))) if title else "",
        headings=tuple(fold_width(plain(found)) for found in _HEADING.findall(shown)[:4]),
        # Folding costs more than all the rest; nobody looks for words in a long text.
        text=fold_width(text) if len(text) < FOLDED_CHARS else text,
        shown=shown,
        noscript=fold_width(" ".join(plain(found) for found in _NOSCRIPT.findall(markup))),
        reading=len(text.encode("utf-8", "replace")),
        cut=cut,
    )


def plain(markup: str) -> str:
    """Markup without tags, entities, control characters and superfluous white space."""
    text = _TAG.sub(" ", markup)
    return without_controls(" ".join((html.unescape(text) if "&" in text else text).split()))

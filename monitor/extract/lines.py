"""Lines that sites wrap around documents, told by their wording alone.

A line is furniture when the whole of it is, never because a furniture word stands in a sentence: 分享到 is a share bar,
使困难群众更多地分享到了发展的成果 is not.
"""

from __future__ import annotations

from monitor.extract.wording import DISCLAIMER, EDGE, FURNITURE, OTHER_SECTION, alternatives, compiled
from monitor.text import late as re
from monitor.text.decloak import decloak
from monitor.text.fold import fold

#: Longer lines are sentences; only disclaimers are looked for in them.
SHORT_CHARS = 90
#: Disclaimers say what they are in their first sentences.
DISCLAIMER_CHARS = 600

_REASONS = tuple(FURNITURE)
_SHORT = re.compile(
    "|".join(f"(?P<r{number}>{alternatives(table)})" for number, table in enumerate(FURNITURE.values())), re.DOTALL
)
_SECTION = re.compile(rf"[\[【·•>»\s]*(?:{alternatives(OTHER_SECTION)})[\]】:\s>»]*")
_EDGE = compiled(EDGE)
_DISCLAIMER = compiled(DISCLAIMER)
#: What of it can be in a line without Chinese: the expressions with a word of Latin letters.
_LATIN_DISCLAIMER = compiled("\n".join(line for line in DISCLAIMER.splitlines() if re.search("[a-z]{3}", line)))
#: One of these stands in every disclaimer: a cheap look before the patterns.
_ENGLISH_MARKS = (
    "visit ", "at www.", "at http", "version of", "translation of", "purposes only", " no ", "source of", "represent",
    "disclaimer", "plagiarism", "queries", "concerns", "above", "expressed", "is provided", "rely on", "permission",
    "original", "not visible", "current version", "welcome to", "your browser", "updating", "access to this",
    " a free ",
)  # fmt: skip
_CHINESE_MARKS = ("代表", "免责", "信息", "侵", "网络", "互联网", "版权", "投资建议", "稿酬")
_SHORTEST_DISCLAIMER = 6
#: Furniture that may be longer than a label.
_LONG_STARTS = ("copyright", "©", "home", "首页", "当前位置", "您")


def folded(text: str) -> str:
    """The line as the patterns of this room see it."""
    if text.isascii():
        return text.lower().strip()
    if "(" in text or "（" in text:
        text = decloak(text)
    return fold(text).lower().strip()


def furniture(text: str) -> str | None:
    """The reason why a whole line is furniture, or None when it is text."""
    line = folded(text[:DISCLAIMER_CHARS])
    if len(line) <= SHORT_CHARS or (len(line) <= 2 * SHORT_CHARS and line.startswith(_LONG_STARTS)):
        match = _SHORT.fullmatch(line)
        if match is not None and match.lastgroup is not None:
            return _REASONS[int(match.lastgroup[1:])]
    return "disclaimer" if _disclaims(line) else None


def disclaimer(text: str) -> bool:
    """Whether a line says what the site does not answer for."""
    return _disclaims(folded(text[:DISCLAIMER_CHARS]))


def _disclaims(line: str) -> bool:
    if len(line) < _SHORTEST_DISCLAIMER:
        return False
    for mark in _ENGLISH_MARKS if line.isascii() else _CHINESE_MARKS + _ENGLISH_MARKS:
        if mark in line:
            return (_LATIN_DISCLAIMER if line.isascii() else _DISCLAIMER).search(line) is not None
    return False


def edging(text: str) -> bool:
    """Whether a line is none of the text when it stands at the head or the end of it: `来源：本网`, a time alone."""
    return len(text) <= SHORT_CHARS and _EDGE.fullmatch(folded(text)) is not None


def opens_other_section(text: str) -> bool:
    """Whether a line is the heading of a list of other pages, of latest topics, of a card about the author."""
    return len(text) <= SHORT_CHARS and _SECTION.fullmatch(folded(text)) is not None

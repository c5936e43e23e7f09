"""The words next to a place of an English text, as evidence names them: figures are `#`, years `#Y`."""

from __future__ import annotations

from monitor.text import late as re

WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d,.]*|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
#: Characters in which as many words stand as are asked for, as a rule, and in how many pieces the edge may cut one.
_FEW, _PIECES = 110, 4


def words_before(text: str, low: int, high: int, most: int) -> list[str]:
    """The last words, signs and figures of `text[low:high]`, outwards."""
    edge = max(low, high - _FEW)
    found = WORD.findall(text, edge, high)
    if edge > low and len(found) < most + _PIECES:
        found = WORD.findall(text, low, high)
    return _named(found[: -most - 1 : -1])


def words_behind(text: str, low: int, high: int, most: int) -> list[str]:
    """The first ones."""
    edge = min(high, low + _FEW)
    found = WORD.findall(text, low, edge)
    if edge < high and len(found) < most + _PIECES:
        found = WORD.findall(text, low, high)
    return _named(found[:most])


def _named(words: list[str]) -> list[str]:
    return [("#Y" if _YEAR.match(word) else "#") if word[0].isdigit() else word.lower() for word in words]

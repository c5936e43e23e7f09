"""Targets that are missing from a text that says nothing new: an editor took them out, or the page was not sent whole.

    the text is a beginning of the former one, two goals, two lines or a fifth of it short ..... doubted
    ... its last line alone is gone, with the targets of one sentence .............. an editor's: told at once
    most targets are gone from the midst, three at least, and every line left is an old one ... doubted
    anything is said that was not said before, or one target is gone from the midst ... an editor's: told at once

What takes one sentence away leaves what stood after it; what cuts a page does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.changes import sentence
from monitor.text import late as re
from monitor.types import Statement, StatementKind, Version

#: A beginning that lacks this part of the former text (characters), or more than so many sentences with targets or
#: lines, is doubted.
_MUCH, _ONE = 0.2, 1
#: So many targets do not go from the midst of a text at once without a word.
_MANY = 3
#: What stands for the rest of a sentence, and half a letter.
_DOTS = re.compile(r"\s*(?:…+|\.{3,}|\ufffd+)\s*$")
#: Days and counters move while a text stands.
_DIGITS = re.compile(r"\d+")


def lines_of(version: Version) -> list[str]:
    """The lines of a Version that say something."""
    return [line for line in version.document.text.split("\n") if line.strip()]


def without_dots(line: str) -> str:
    """A line without what stands for the rest of it."""
    return _DOTS.sub("", line)


def thinned(before: Sequence[str], now: Sequence[str], previous: Version, lost: Sequence[Statement]) -> str:
    """Why targets of `previous` that are missing may be on the page still; empty when an editor took them out."""
    chars, left = sum(map(len, before)), sum(map(len, now))
    if not lost or not now or left >= chars:
        return ""
    former, current = [_DIGITS.sub("0", line) for line in before], [_DIGITS.sub("0", line) for line in now]
    lines = _short_by(former, current)
    sentences = {sentence(previous.document.text, one) for one in lost}
    if lines and (max(lines, len(sentences)) > _ONE or left <= (1 - _MUCH) * chars):
        return "the page ends before its earlier text does"
    targets = sum(one.kind is StatementKind.TARGET for one in previous.statements)
    if len(lost) >= _MANY and 2 * len(lost) > targets and _says_nothing_new(former, current):
        return "most targets of the page are missing and nothing else is new"
    return ""


def _short_by(before: Sequence[str], now: Sequence[str]) -> int:
    """How many lines a beginning of the former text lacks at its end, one that is cut counted; 0 for another text."""
    *whole, last = now
    if len(now) > len(before) or whole != before[: len(whole)] or not before[len(whole)].startswith(without_dots(last)):
        return 0
    return len(before) - len(now) + (last != before[len(whole)])


def _says_nothing_new(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether every line stood there before, in that order."""
    rest = iter(before)
    return all(line in rest for line in now)

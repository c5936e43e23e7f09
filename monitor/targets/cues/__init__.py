"""Cue words as data, found in one Aho-Corasick pass: `english.yaml` beside this file, kind -> words.

A star at the end of a word stands for any ending. Regular expressions over the same words cost fifty times as much.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

import yaml

from monitor.text.finder import Finder

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING: list[tuple[int, int]] = []


def listed(name: str) -> dict[str, list[str]]:
    """A file of this folder: kind -> words."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml.load(text, Loader=_Loader)  # noqa: S506
    return found


@cache
def _words() -> tuple[Finder, list[tuple[tuple[bool, tuple[str, ...]], ...]]]:
    """The words, and by number what each may be: (open end?, kinds)."""
    kinds: dict[tuple[str, bool], list[str]] = {}
    for kind, words in listed("english.yaml").items():
        for word in words:
            kinds.setdefault((word.rstrip("*"), word.endswith("*")), []).append(kind)
    entries: dict[str, list[tuple[bool, tuple[str, ...]]]] = {}
    for (word, open_end), names in kinds.items():
        entries.setdefault(word, []).append((open_end, tuple(names)))
    return Finder(list(entries)), [tuple(values) for values in entries.values()]


@cache
def _scout() -> Finder:
    """The number words alone, for lines without digits."""
    words = listed("english.yaml")
    return Finder([word.rstrip("*") for word in (*words["number"], *words["fraction"])])


def has_number_word(text: str) -> bool:
    """Whether a number word begins a word of a text in lower case."""
    return any(not start or not text[start - 1].isalnum() for _, start, _ in _scout().find(text))


class Words:
    """Lists of words that are looked for in one pass, anywhere in a text."""

    def __init__(self, *lists: Iterable[str]) -> None:
        self._lists = lists

    @cached_property
    def _finder(self) -> tuple[Finder, list[list[int]]]:
        """The words, and by number the lists that hold each."""
        lists: dict[str, list[int]] = {}
        for number, words in enumerate(self._lists):
            for word in words:
                lists.setdefault(word, []).append(number)
        return Finder(list(lists)), list(lists.values())

    def count(self, text: str) -> list[int]:
        """How many different words of each list stand in a text."""
        counts = [0] * len(self._lists)
        finder, lists = self._finder
        for word in {word for word, _, _ in finder.find(text)}:
            for number in lists[word]:
                counts[number] += 1
        return counts


class Cues:
    """Where the cue words of one text stand, by kind."""

    __slots__ = ("_by_kind",)

    def __init__(self, text: str) -> None:
        """Find them. `text` is in lower case."""
        by_kind: dict[str, list[tuple[int, int]]] = {}
        size = len(text)
        finder, values = _words()
        for word, start, end in finder.find(text):
            if start and text[start - 1].isalnum():
                continue
            closed = end == size or not text[end].isalnum()
            for open_end, kinds in values[word]:
                if closed or open_end:
                    for kind in kinds:
                        by_kind.setdefault(kind, []).append((start, end))
        for places in by_kind.values():
            places.sort()
        self._by_kind = by_kind

    def part(self, low: int, high: int) -> Cues:
        """The cue words that begin in [low, high) of the text, as offsets from `low`."""
        return _Part(self, low, high)

    def all(self, kind: str) -> list[tuple[int, int]]:
        """All places of a kind, in order."""
        return self._by_kind.get(kind, _NOTHING)

    def last(self, kind: str, low: int, high: int) -> int:
        """Where the last word of a kind begins in [low, high); -1 for none."""
        places = self._by_kind.get(kind)
        if not places:
            return -1
        index = bisect_left(places, (high, 0)) - 1
        return places[index][0] if index >= 0 and places[index][0] >= low else -1

    def has(self, kind: str, low: int, high: int) -> bool:
        """Whether a word of a kind begins in [low, high)."""
        return self.last(kind, low, high) >= 0

    def nearest(self, kinds: tuple[str, ...], low: int, high: int) -> str:
        """The kind of those whose word begins last in [low, high); "" for none."""
        best, name = -1, ""
        for kind in kinds:
            at = self.last(kind, low, high)
            if at > best:
                best, name = at, kind
        return name

    def first(self, kinds: tuple[str, ...], low: int, high: int) -> str:
        """The kind of those whose word begins first in [low, high); "" for none."""
        best, name = high, ""
        for kind in kinds:
            for start, _ in self._by_kind.get(kind, _NOTHING):
                if low <= start < best:
                    best, name = start, kind
                    break
        return name


class _Part(Cues):
    """The cue words of a part of a text, looked up in those of the whole."""

    __slots__ = ("_end", "_start", "_whole")

    def __init__(self, whole: Cues, start: int, end: int) -> None:
        self._whole, self._start, self._end = whole, start, end

    def all(self, kind: str) -> list[tuple[int, int]]:
        """As `Cues.all`."""
        first, last = self._start, self._end
        return [(start - first, end - first) for start, end in self._whole.all(kind) if first <= start < last]

    def last(self, kind: str, low: int, high: int) -> int:
        """As `Cues.last`."""
        first = self._start
        at = self._whole.last(kind, first + max(0, low), min(first + high, self._end))
        return at - first if at >= 0 else -1

    def first(self, kinds: tuple[str, ...], low: int, high: int) -> str:
        """As `Cues.first`."""
        first = self._start
        return self._whole.first(kinds, first + max(0, low), min(first + high, self._end))

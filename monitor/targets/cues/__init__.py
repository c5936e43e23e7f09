"""Cue words as data, found in one Aho-Corasick pass: `english.yaml` beside this file, kind -> words.

A star at the end of a word stands for any ending. Regular expressions over the same words cost fifty times as much.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Word:
    """What a cue word is."""

    #: The kinds it is of when it stands alone.
    kinds: tuple[str, ...]
    #: Those of them whose words may go on: allocat*.
    open_kinds: tuple[str, ...]
    #: A number word, which figures may begin with.
    number: bool


@cache
def _words() -> tuple[Finder, list[_Word]]:
    """The cue words, and by number what each is."""
    closed: dict[str, list[str]] = {}
    going_on: dict[str, list[str]] = {}
    for kind, words in listed("english.yaml").items():
        for word in words:
            (going_on if word.endswith("*") else closed).setdefault(word.rstrip("*"), []).append(kind)
    found: dict[str, _Word] = {}
    for word in (*closed, *going_on):
        kinds = tuple(dict.fromkeys((*closed.get(word, ()), *going_on.get(word, ()))))
        number = "number" in kinds or "fraction" in kinds
        found[word] = _Word(kinds, tuple(going_on.get(word, ())), number)
    return Finder(list(found)), list(found.values())


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


class CueText:
    """The cue words of a whole text, found in one pass; each line and sentence takes its own out of them."""

    __slots__ = ("_found", "_numbers", "_starts")

    def __init__(self, text: str) -> None:
        """Find them. `text` is in lower case."""
        found: list[tuple[int, int, tuple[str, ...]]] = []
        numbers = []
        size = len(text)
        finder, words = _words()
        for index, start, end in finder.find(text):
            if start and text[start - 1].isalnum():
                continue
            word = words[index]
            if word.number:
                numbers.append((start, end))
            kinds = word.kinds if end == size or not text[end].isalnum() else word.open_kinds
            if kinds:
                found.append((start, end, kinds))
        found.sort()
        numbers.sort()
        self._found, self._numbers = found, numbers
        self._starts = [start for start, _, _ in found]

    def has_number(self, low: int, high: int) -> bool:
        """Whether a number word begins a word in [low, high)."""
        first = bisect_left(self._numbers, (low, 0))
        return any(end <= high for _, end in self._numbers[first : bisect_left(self._numbers, (high, 0), first)])

    def part(self, low: int, high: int) -> Cues:
        """The cue words within [low, high), as offsets from `low`."""
        first = bisect_left(self._starts, low)
        by_kind: dict[str, list[tuple[int, int]]] = {}
        for start, end, kinds in self._found[first : bisect_left(self._starts, high, first)]:
            if end <= high:
                for kind in kinds:
                    by_kind.setdefault(kind, []).append((start - low, end - low))
        return Cues(by_kind)


def cues_of(text: str) -> Cues:
    """The cue words of a text in lower case."""
    return CueText(text).part(0, len(text))


class Cues:
    """Where the cue words of one text stand, by kind."""

    __slots__ = ("_by_kind",)

    def __init__(self, by_kind: dict[str, list[tuple[int, int]]]) -> None:
        """`by_kind`: where the words of each kind begin and end, in order."""
        self._by_kind = by_kind

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

    def next(self, kind: str, low: int, high: int) -> int:
        """Where the first word of a kind begins in [low, high); -1 for none."""
        places = self._by_kind.get(kind)
        if not places:
            return -1
        index = bisect_left(places, (low, 0))
        return places[index][0] if index < len(places) and places[index][0] < high else -1

    def has(self, kind: str, low: int, high: int) -> bool:
        """Whether a word of a kind begins in [low, high)."""
        places = self._by_kind.get(kind)
        if not places:
            return False
        index = bisect_left(places, (low, 0))
        return index < len(places) and places[index][0] < high

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

"""Many words looked for in one pass over a text (Aho-Corasick, in Rust)."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Finder:
    """Finds words of a list, by their numbers in it.

    A pass costs 5 to 10 ns a character, whatever the number of words; one regular expression of them all costs fifty
    times as much, and one search a word more than that.
    """

    __slots__ = ("_longest", "_words")

    def __init__(self, words: Sequence[str], *, longest: bool = False) -> None:
        """`longest`: of words that overlap only the first, and of those that begin there the longest."""
        kind = MatchKind.LeftmostLongest if longest else MatchKind.Standard
        # a DFA is 10% faster and takes seven times as long to build
        self._words = AhoCorasick(words, kind, store_patterns=False, implementation=Implementation.ContiguousNFA)
        self._longest = longest

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """(number of the word, where it begins, where it ends) for each that stands in a text, in order."""
        try:
            return self._words.find_matches_as_indexes(text, overlapping=not self._longest)
        except UnicodeEncodeError:  # half a surrogate pair: no word holds one
            return self._words.find_matches_as_indexes(
                text.encode("utf-8", "replace").decode(), overlapping=not self._longest
            )

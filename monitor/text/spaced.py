"""Words of a western text, parted in C: every character that belongs to none is a space.

"The board's 12 X-ray units" in lower case, with letters alone     the board s x ray units
                                    with figures                   the board s 12 x ray units

A regular expression takes ten times as long for each word.
"""

from __future__ import annotations


class Spaced:
    """Finds the runs of some characters of Latin-1."""

    __slots__ = ("_table",)

    def __init__(self, kept: str) -> None:
        """`kept` are the characters of words."""
        codes = frozenset(kept.encode("latin-1"))
        self._table = bytes(code if code in codes else 0x20 for code in range(256))

    def text(self, text: str) -> str:
        """A text with a space in the place of all else; of the same length."""
        # what lies beyond Latin-1 becomes a question mark
        return text.encode("latin-1", "replace").translate(self._table).decode("latin-1")

    def words(self, text: str) -> list[str]:
        """The runs of a text, in order; none may hold a question mark."""
        return self.text(text).split()

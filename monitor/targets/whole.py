"""What is found once in a text and handed on to all that read it: plans, statements and equipment.

view ─> Whole: whether it is Chinese at all, trade, an association's word, translated; cue words by piece
            ├─> statements     setting, en_reader
            └─> equipment      the same sentences, the same words
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from monitor.targets import en_cues
from monitor.targets.cues import Cues
from monitor.targets.en_genre import kind_of, speaks_privately
from monitor.text import late as re
from monitor.text.views import View

_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


class Whole:
    """One text, and what is known of it so far; nothing is looked for before it is asked for, and nothing twice."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.text = view.text
        self._starts: list[int] = []
        self._pieces: list[tuple[int, Cues]] = []

    @cached_property
    def ideographs(self) -> bool:
        """Whether anything in it is Chinese."""
        return not self.text.isascii() and _IDEOGRAPH.search(self.text) is not None

    @cached_property
    def kind(self) -> str:
        """What kind of page it is in English: `idle` (a tender), `facts` (a study), "" (it may be policy)."""
        return kind_of(self.text)

    @property
    def trade(self) -> bool:
        """Whether it is about goods, shares, studies or markets, in English: it sets no targets."""
        return self.kind != ""

    @cached_property
    def private(self) -> bool:
        """Whether the head of an association has the word in it, in English."""
        return speaks_privately(self.text)

    @cached_property
    def translated(self) -> bool:
        """Whether it bears the marks of machine-translated Chinese."""
        return en_cues.is_translated(self.text)

    def cues(self, start: int, end: int) -> Cues:
        """English cue words of `text[start:end]`, as offsets in it; wrapped lines are one."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0:
            last, found = self._pieces[at]
            first = self._starts[at]
            if end <= last and not (self._is_inside_word(start, first) or self._is_inside_word(end, last)):
                return found if (first, last) == (start, end) else found.part(start - first, end - first)
        lower = self.text[start:end].replace("\n", " ").lower()
        found = Cues(lower)
        if len(lower) == end - start:
            self._starts.insert(at + 1, start)
            self._pieces.insert(at + 1, (end, found))
        return found

    def _is_inside_word(self, edge: int, of_piece: int) -> bool:
        """Whether an edge cuts a word that the piece around it does not cut."""
        return edge != of_piece and self.text[edge - 1].isalnum() and self.text[edge : edge + 1].isalnum()

"""The words of an English sentence up to a figure, each told by its class and its neighbours.

The ministry wants the share to reach 40%
    |        |     |    |    |   |
   noun    verb  (det) noun  |  verb
                            modal

Whatever is not known (`words`) is taken for a noun.
"""

from __future__ import annotations

from monitor.targets.english import words
from monitor.text import late as re

_TOKEN = re.compile(r"\([^()\d|]{1,24}\)|\d+(?:[.,]\d+)*(?:\(\w\))?%?|[^\W\d_][\w'’&/-]*|\S")
#: No phrase goes over one.
BREAKS = frozenset(";:|—–-•●·*()[]>≥≤<?!…")
_NOT_ADVERBS = frozenset(
    ("supply", "family", "assembly", "monopoly", "anomaly", "fly", "ally", "july", "elderly", "italy")
)
RELATIVE = frozenset(("who", "which", "that", "whose", "whom"))


class Grammar:
    """The words of one sentence, from its head to a figure."""

    def __init__(self, line: str, low: int, at: int, floor: int) -> None:
        self.line = line
        self.low = low
        #: What stands before belongs to another figure.
        self.floor = floor
        self.spans = [match.span() for match in _TOKEN.finditer(line, low, at)]
        self.words = [line[start:end].lower() for start, end in self.spans]
        self.joined = ""

    def is_adverb(self, at: int) -> bool:
        word = self.words[at]
        return word in words.ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)

    def word_before(self, at: int) -> str:
        """The word before that is no adverb."""
        at -= 1
        while at >= 0 and self.is_adverb(at) and self.words[at] != "to":
            at -= 1
        return self.words[at] if at >= 0 else ""

    def is_verb(self, at: int) -> bool:
        """Whether a word that may be a verb is one here, by what stands before it."""
        word, before = self.words[at], self.word_before(at)
        helped = before in words.MODALS or before in words.COPULAS or before in words.SUBJECTS
        if word not in words.FINITE:
            return helped and word.endswith(("ed", "en")) and before not in ("has", "have", "had", "to")
        if helped:
            return True
        if word.endswith("ing") and self.words[at + 1 : at + 2] in (["for"], ["of"]):
            return False
        if before in words.DETERMINERS or before in words.PREPOSITIONS:
            return word.endswith("ing") and before in words.PREPOSITIONS and before != "of"
        if word in words.NOUNY:
            if not before or not before[0].isalpha() or before in words.CONJUNCTIONS:
                return False
            return before.endswith("s") is not word.endswith("s")
        return self.joined != "of"

    def is_noun(self, at: int) -> bool:
        if at < 0:
            return False
        word = self.words[at]
        return word[0].isalnum() and not (
            word in words.DETERMINERS
            or word in words.PREPOSITIONS
            or word in words.CONJUNCTIONS
            or word in words.COPULAS
            or word in words.MODALS
            or word in words.ADVERBS
            or (word in words.FINITE and self.is_verb(at))
        )

    def piece(self, end: int) -> int:
        """Where the piece of the clause that ends there begins."""
        at = end
        while at > 0 and self.words[at - 1] not in BREAKS and self.spans[at - 1][0] >= self.floor:
            at -= 1
            if self.words[at] == "," and end - at > 1:
                return at + 1
        return at

    def has_verb(self, end: int) -> bool:
        """Whether a clause ended before: a verb or a figure stands in front."""
        return any(
            self.words[at] in words.MODALS - {"to"}
            or self.words[at] in words.COPULAS
            or self.words[at][0].isdigit()
            or self.words[at] in words.SUBJECTS
            or (self.words[at] in words.FINITE and self.is_verb(at) and not self.words[at].endswith("ing"))
            for at in range(self.piece(end), end)
        )

    def is_idle(self, at: int) -> bool:
        word = self.words[at]
        return (
            not any(char.isalnum() for char in word)
            or word in words.DETERMINERS
            or word in words.PREPOSITIONS
            or word in words.CONJUNCTIONS
            or word in words.COPULAS
            or word in words.MODALS
            or word in words.ADVERBS
        )

    def governs(self, verb: int) -> bool:
        """Whether a verb has what follows as its object, rather than being an adjective or a noun."""
        word, before, after = self.words[verb], self.word_before(verb), self.words[verb + 1]
        if before in words.MODALS or before in words.SUBJECTS:
            return True
        if before in words.DETERMINERS or before in words.PREPOSITIONS:
            return word.endswith("ing") and after in words.DETERMINERS
        if after in words.DETERMINERS:
            return True
        if (
            not before
            and (verb == 0 or self.words[verb - 1] in BREAKS)
            and word not in words.NOUNY
            and not word.endswith("ed")
        ):
            return True
        if word.endswith("ing"):
            return not self.is_noun(verb - 1) if verb else False
        if word.endswith(("ed", "t", "n")) and word not in words.FINITE - words.MEASURING - words.ACTING:
            return after not in words.PREPOSITIONS and verb > 0 and not before
        return word in words.TELLING - words.NOUNY and not word.endswith("ing")

    def relative(self, at: int) -> int | None:
        """The pronoun of the relative clause that a word stands in."""
        for before in range(at - 1, max(-1, at - 9), -1):
            word = self.words[before]
            if word in BREAKS or word == "," or self.spans[before][0] < self.floor:
                return None
            if word in RELATIVE and before > 0 and self.is_noun(before - 1) and word != "whom":
                return before
        return None

"""English sentences and the clauses a figure stands in.

line ─> sentences ─> for each figure a Clause: the words that may govern it, and no more

Which exports reached 4 billion last year | , while the plan | is to double them by 2030 | - up from ...
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.targets.cues import Cues
from monitor.targets.marks import Quantity
from monitor.text import late as re

TIME_UNITS = ("days", "weeks", "months", "minutes", "hours")
_ABBREVIATION = re.compile(
    r"\b(?:Rs|No|Nos|Mr|Mrs|Ms|Dr|St|vs|Inc|Ltd|Co|Corp|approx|e\.g|i\.e|U\.S|U\.K|Jan|"
    r"Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Fig|Sec|Art|cf|al|Gov|Prof|Vol|[A-Z])\.$"
)
#: The end of a sentence; scraped pages leave out the space behind it.
_END = re.compile(
    r"[.!?](?!(?:(?<=\D\d\.)|(?<=\D\d\d\.)|(?<=\D\d\d\d\.))\s{1,8}\d{1,3}\s(?:[tbm]r?illion|hundred million|per))"
    r"(?=[\"')\]”’]*(?:\s|$))|;|(?<=[a-z\d%)][a-z\d%)])[.!?][\"”’]?(?=[A-Z“][a-z]+\s)"
)
#: Where what follows a figure no longer says what becomes of it.
_AFTER = re.compile(
    r",\s[^,.;]{2,60}\b(?:said|says|has announced|announced|told)\b|"
    r"[:—–]|\s-\s|,?\s\b(?:while|whereas|so that|although|compared (?:with|to)|(?:up|down) (?:from|on|by)|against)\b|"
    r",\s(?:(?:the|some|most|many|all|none|both|half|each)\s(?:\w+\s){0,2})?of (?:which|whom|them)\b|"
    r",\s(?:which|who|where|but|as|after|since|including|with|and|adding|noting|\w+ed (?:in|by|on))\b|"
    r"\sand\s(?:that|is|are|was|were|will|has|have|had|aims?|plans?|expects?|hopes?|wants?)\b"
)
#: Characters behind a figure in which its verb is looked for.
_FAR = 160
#: Where what stands before a figure does not yet speak of it.
_BEFORE = re.compile(r"[—–]|\s-\s|,\s(?:while|whereas|although|but|which|who|where|with|and)\b|\bwhile\b|\bwhereas\b")

#: Where the main clause goes on with its verb, with its subject.
_VERB = re.compile(
    r",\s(?:(?:is|are|was|were|will|would|shall|should|must|has|have|had|can|may|could|plans?|aims?|wants?|intends?|"
    r"expects?|hopes?|seeks?|said|says|rose|fell|grew|now|also|still|currently)\b)"
)
_MAIN = re.compile(r",\s(?:the|an?|this|these|its|their|it|they|we)\s")


@dataclass(slots=True, kw_only=True)
class Clause:
    """A figure with the words that may govern it; offsets are in `line`."""

    line: str
    #: Cue words of the line.
    words: Cues
    #: The sentence.
    begin: int
    stop: int
    #: From the figure before (or the sentence's head) to the next figure (or the sentence's end).
    low: int
    high: int
    quantity: Quantity
    _near: tuple[int, int] | None = None
    _reach: tuple[int, int] | None = None
    #: Whether it ends before the sentence goes on: an aside, a relative clause.
    _cut: bool = False

    @property
    def is_aside(self) -> bool:
        """Whether the figure stands in brackets, or in a relative clause that ends before the sentence does."""
        self.near()
        return self._cut

    @property
    def lead(self) -> str:
        """The few words before the figure."""
        return self.line[max(0, self.quantity.start - 24) : self.quantity.start]

    def near(self) -> tuple[int, int]:
        """The words from `low` to `high` that stand in one clause with the figure."""
        if self._near is not None:
            return self._near
        low, high = self.low, self.high
        relative = False
        for match in _BEFORE.finditer(self.line, low, max(low, self.quantity.start)):
            low = match.start() + 1
            relative = match[0].endswith(("which", "who", "where"))
        main = _MAIN.search(self.line, low, self.quantity.start) if relative else None
        if main is not None:
            # where a relative clause ended: the act, which is in force, the state gives ...
            low, relative = main.start() + 1, False
        opened = self.line.rfind("(", low, self.quantity.start)
        closed = self.line.find(")", self.quantity.end, high) if opened >= 0 else -1
        if closed >= 0 and self.line.find(")", opened, self.quantity.start) < 0:
            # an aside: above 90 per cent (presently 71)
            low, high, self._cut = opened + 1, closed, True
        verb = _VERB.search(self.line, self.quantity.end, high) if relative else None
        if verb is not None:
            # where a relative clause ends: the agency, which has 120 staff, plans ...
            high, self._cut = verb.start(), True
        after = _AFTER.search(self.line, self.quantity.end, high)
        self._near = low, after.start() if after is not None else high
        return self._near

    def reach(self) -> tuple[int, int]:
        """As `near`, beyond the next figure: less than 30% of the 80 hospitals had."""
        near = self.near()
        if self._reach is None and self._cut:
            self._reach = near
        if self._reach is None:
            until = min(self.stop, self.quantity.end + _FAR)
            after = _AFTER.search(self.line, self.quantity.end, until)
            self._reach = near[0], after.start() if after is not None else until
        return self._reach


def sentence_ends(line: str) -> Iterator[int]:
    """Where sentences end; the end of the line last."""
    for match in _END.finditer(line):
        if match[0] == "." and _ABBREVIATION.search(line, max(0, match.start() - 7), match.end()):
            continue
        yield match.end()
    yield len(line)

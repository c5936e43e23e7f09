"""The noun phrase in front of an English figure, and what joins the two.

the visit rate within the county | is to be raised to | 90 percent       measure
Local makers will have a fund    | of                 | RM200 million    measure
The Council                      | approved           | N2.1 billion     act: the Council is not what is measured
De Novo requests                 | :                  | 70%              label

Words are told apart by their class and their neighbours (`words`); whatever is not known is taken for a noun.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.targets.english import words
from monitor.targets.english.grammar import BREAKS, RELATIVE, Grammar
from monitor.targets.english.times import ENDING, FAR, LEADING
from monitor.text import late as re

#: In front of a figure, before any verb is met.
_LINKS = (
    words.ADVERBS
    | words.PREPOSITIONS
    | frozenset(["and", "or", "the", "a", "an", "wherein", "all", "its", "their", "our", "another", "each", "every"])
)

#: An aside that opens with a figure, and the verb behind it.
_FIGURE = re.compile(r",\s(?:at |about |some |now |currently |nearly |around |up from |from |only |just ){0,2}[£€$]?\d")
_PREDICATE = re.compile(r"\b(?:is|are|was|were|will|to|should|must|shall|has|have)\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase with how it is joined to the figure: `measure`, `act`, `label`, or "" for nothing but words."""

    span: tuple[int, int]
    joined: str


class Phrases(Grammar):
    """The words of one sentence in front of a figure, and the phrase among them that it belongs to."""

    def subject(self) -> Subject | None:
        """What stands before the figure; None when there is nothing but what leads to it."""
        last = self._end(len(self.words) - 1)
        if last < 0:
            return None
        first = self._start(last)
        if first > 0 and self.words[first - 1] == "whose" and self.joined != "label":
            # what it belongs to: the programme, whose budget
            last_owner = first - 3 if first > 2 and self.words[first - 2] == "," else first - 2
            if last_owner >= 0 and self.is_noun(last_owner):
                first = self._start(last_owner)
        if self.joined != "of" and first > 1 and self.words[first - 1] == "by" and self.words[first - 2].endswith("ed"):
            # the one by whom: the reports are issued by the county within 30 minutes
            last = self._end(first - 2)
            if last < 0:
                return None
            first = self._start(last)
        if self.joined == "label":
            head = self._head(last)
            relative = any(self.words[at] in RELATIVE for at in range(head, last + 1))
            if not relative and any(self._is_predicate(at) for at in range(head, last + 1)):
                return None
            first = min(first, head)
        span = self._trimmed(first, last)
        if span is not None and self.line[self.floor : span[0]].strip() == "per":
            return None
        if first == last and self.words[last] in words.FINITE - words.NOUNY and not self.words[last].endswith("ing"):
            return None
        return Subject(span, self.joined) if span is not None else None

    # -- from the figure back to the end of the phrase

    def _end(self, at: int) -> int:
        """The last word of the phrase, counted back over prepositions, verbs, dates and asides; -1 for none."""
        open_to_verbs, aside, marked = True, False, -1
        while at >= 0 and self.spans[at][0] >= self.floor:
            word = self.words[at]
            time = self._time_before(at)
            if time < at:
                at = time
            elif word == "worth" and not self.joined:
                self.joined = "of"
                at -= 1
            elif word == ",":
                at, aside = self._aside(at), True
            elif word in ":–—" and not self.joined:
                self.joined = "label"
                return at - 1 if at > 0 else -1
            elif word == ")":
                at = self._bracket(at)
            elif word in "\"“”'" or (word.startswith("(") and len(word) > 1) or word in "~≥≤<>=":
                at -= 1
            elif open_to_verbs and self.is_verb(at):
                marked = at if aside and marked < 0 else marked
                at, open_to_verbs = self._verb(at)
            elif word in words.COPULAS or word in words.MODALS:
                self.joined = self.joined or ("have" if word in ("have", "has", "had") else "measure")
                open_to_verbs = word == "to"
                at -= 1
            elif self.is_adverb(at) or (not self.joined and word in _LINKS):
                at = self._quantifier(at) if word == "of" else at - 1
            elif word in ("that", "which", "who") and marked >= 0 and self.is_noun(at - 1):
                return marked
            elif word in ("which", "whom") and at > 0 and (self.joined or self.words[at - 1] in words.PREPOSITIONS):
                at -= 2 if self.words[at - 1] in words.PREPOSITIONS or self.words[at - 1] == "," else 1
            elif word in words.PRONOUNS or word in BREAKS or word in words.CONJUNCTIONS:
                return -1
            else:
                return at
        return -1

    def _bracket(self, at: int) -> int:
        """Before a bracket, whatever figures it holds."""
        while at >= 0 and self.words[at] != "(":
            at -= 1
        if at >= 0 and self.spans[at][0] < self.floor:
            self.floor = self.low
        return at - 1

    def _time_before(self, at: int) -> int:
        word, end = self.words[at], self.spans[at][1]
        if word not in words.TIMES_END and not word[-1].isdigit() and not word.endswith(("'", "’")):
            return at
        match = ENDING.search(self.line, max(self.low, self.floor, end - FAR), end)
        if match is None or match.start() == end:
            return at
        while at >= 0 and self.spans[at][0] >= match.start():
            at -= 1
        return at

    def _aside(self, comma: int) -> int:
        """Before a comma; an aside with a figure of its own is passed over: scanners, 24 in 2022, are to number 30."""
        start = self.spans[comma][0]
        before = self.line.rfind(", ", self.low, start)
        if before >= 0 and _FIGURE.match(self.line, before) and _PREDICATE.search(self.line, start):
            while comma >= 0 and self.spans[comma][0] >= before:
                comma -= 1
            self.floor = self.low
            return comma
        return comma - 1

    def _quantifier(self, of: int) -> int:
        """Before `of`, and before `a total of`."""
        if of > 1 and self.words[of - 1] in words.QUANTIFIERS and self.words[of - 2] in ("a", "an", "the", "grand"):
            return of - 3
        self.joined = "of"
        return of - 1

    def _verb(self, at: int) -> tuple[int, bool]:
        """Before a verb with what helps it; whether another verb may stand there."""
        word, before = self.words[at], self.word_before(at)
        passive = before in ("is", "are", "was", "were", "be", "been", "being") and not word.endswith("ing")
        if not self.joined:
            bare = at + 1 >= len(self.words) or self.words[at + 1] not in ("to", "by", "from", "at", "up", "down", "of")
            if passive or (word in words.MEASURING and not (word in words.OBJECTS and bare)):
                self.joined = "measure"
            else:
                self.joined = "told" if word in words.FINDING else "act"
        at -= 1
        while at >= 0 and self.is_adverb(at) and self.words[at] != "to":
            at -= 1
        if at >= 0 and word.endswith("ing") and self.words[at] in words.PREPOSITIONS:
            return at - 1, True
        return at, at >= 0 and self.words[at] == "to"

    # -- from the end of the phrase back to its head

    def _start(self, last: int) -> int:
        """The first word of the phrase that ends in `last`."""
        at = last
        while at > 0 and self.spans[at - 1][0] >= self.floor:
            here, before = self.words[at], self.words[at - 1]
            if here in words.DETERMINERS and here not in RELATIVE and self.is_noun(at - 1):
                break
            relative = self.relative(at - 1)
            if relative is not None and (before in words.FINITE or before in words.COPULAS or before in words.MODALS):
                at = relative
                continue
            if self._ends_before(at, last):
                break
            at -= 1
        return self._anchored(at, last)

    def _ends_before(self, at: int, last: int) -> bool:
        """Whether the phrase does not go on to the left of `at`."""
        here, before = self.words[at], self.words[at - 1]
        if self.joined == "of" and (before in words.DETERMINERS or (before in words.PREPOSITIONS and before != "of")):
            return True
        if before == "by" and at > 2 and self.words[at - 2].endswith("ed") and self.words[at - 3] in words.COPULAS:
            return True
        if before in BREAKS or before in words.SUBJECTS or before[0] in '"“”':
            return before[0] not in '"“”' or here in words.DETERMINERS
        if before == ",":
            return not self._is_listed(at - 1, last)
        if before in ("and", "or"):
            return at < 2 or not self._is_coordinated(at - 1)
        if before in RELATIVE:
            return before == "whose" or at < 2 or not self.is_noun(at - 2) or self._told(at - 1, last)
        if before in words.CONJUNCTIONS:
            return True
        if before in words.COPULAS or before in words.MODALS:
            return not (
                before == "to" and at > 1 and (self.words[at - 2] in words.INFINITIVE or here not in words.FINITE)
            )
        return before in words.FINITE and self.governs(at - 1)

    def _told(self, that: int, last: int) -> bool:
        """Whether `that` opens what somebody said, and no relative clause."""
        inside = self.words[that + 1 : last + 1]
        return self.words[that] == "that" and (
            any(word in words.TELLING for word in self.words[max(0, that - 6) : that])
            or not any(word in words.FINITE or word in words.COPULAS or word in words.MODALS for word in inside)
        )

    def _is_listed(self, comma: int, last: int) -> bool:
        """Whether a comma joins nouns of a list: diagnosis, imaging and therapy."""
        after = self.words[comma + 1 : last + 1]
        return (
            ("and" in after or "or" in after or "&" in after)
            and comma > 0
            and not after[0].startswith(("which", "where"))
            and not self.has_verb(comma)
            and LEADING.match(self.line, self.spans[self.piece(comma)][0]) is None
        )

    def _is_coordinated(self, conjunction: int) -> bool:
        (start, _), (after, _) = self.spans[conjunction - 1], self.spans[conjunction + 1]
        if self.line[start].isupper() and self.line[after].isupper():
            return True
        return not self.has_verb(conjunction) and self.is_noun(conjunction - 1)

    def _anchored(self, first: int, last: int) -> int:
        """A phrase with `share of`, `number of` further left begins there, over the verbs inside it."""
        for at in range(first - 1, max(-1, first - 24), -1):
            word = self.words[at]
            if word in BREAKS or self.spans[at][0] < self.floor or word in words.COPULAS or word in words.SUBJECTS:
                break
            if word in words.MODALS and word != "to":
                break
            if word in words.ANCHORS and self.words[at + 1] in ("of", "for", "between") and at + 1 < last:
                return self._start(at)
        return first

    def _head(self, last: int) -> int:
        """Where a label that ends there begins: at the head of the sentence or behind a break."""
        at = last
        while at > 0 and self.words[at - 1] not in BREAKS and self.spans[at - 1][0] >= self.floor:
            at -= 1
        return at if last - at < 12 else last

    def _is_predicate(self, at: int) -> bool:
        """Whether a word shows that what ends in a colon is a sentence rather than a label."""
        word = self.words[at]
        return (
            word in words.COPULAS | words.MODALS - {"to"}
            or (word in words.TELLING and word not in words.NOUNY)
            or word == "lies"
        )

    def _trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        while first <= last:
            time = LEADING.match(self.line, self.spans[first][0], self.spans[last][1])
            if time is not None and time.end() > time.start():
                while first <= last and self.spans[first][0] < time.end():
                    first += 1
            elif self.is_idle(first):
                first += 1
            else:
                break
        while first <= last and self.is_idle(last):
            last -= 1
        return (self.spans[first][0], self.spans[last][1]) if first <= last else None

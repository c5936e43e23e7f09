"""What is found once in a text and handed on to all that read it: plans, statements and equipment.

view ─> Whole: whether it is Chinese at all, trade, an association's word, translated; its cue words
            ├─> statements     setting, english, chinese
            └─> equipment      the same sentences, the same words
"""

from __future__ import annotations

from functools import cached_property

from monitor.targets.chinese.genre import is_idle, is_rules, is_trade_zh, is_voiced
from monitor.targets.cues import Cues, CueText, cues_of
from monitor.targets.english import cues as en_cues
from monitor.targets.english.genre import kind_of, speaks_privately
from monitor.targets.learned.tenor import Tenor
from monitor.text import late as re
from monitor.text.fold import is_western
from monitor.text.views import View, look

_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


def _under(title: str, text: str) -> str:
    return text if not title or text.startswith(title) else f"{title}\n{text}"


class Whole:
    """One text, and what is known of it so far; nothing is looked for before it is asked for, and nothing twice.

    `title` is the page's, which the text of a Document leaves out: what kind of page it is, the title says first.
    """

    def __init__(self, view: View, title: str = "") -> None:
        self.view = view
        self.text = view.text
        #: The text under its title.
        self.titled = _under(look(title).text.strip() if title else "", view.text)

    @property
    def above(self) -> int:
        """How many characters of `titled` stand above the text."""
        return len(self.titled) - len(self.text)

    @cached_property
    def titled_lower(self) -> str:
        """`titled` in lower case."""
        return self.titled.lower()

    @cached_property
    def ideographs(self) -> bool:
        """Whether anything in it is Chinese."""
        return not is_western(self.text) and _IDEOGRAPH.search(self.text) is not None

    @cached_property
    def kind(self) -> str:
        """What kind of page it is in English: `idle` (a tender), `facts` (a study), "" (it may be policy)."""
        return kind_of(self.titled)

    @property
    def trade(self) -> bool:
        """Whether it is about goods, shares, studies or markets, in English: it sets no targets."""
        return self.kind != ""

    @cached_property
    def idle_zh(self) -> bool:
        """Whether it is a study, a tender or a notice of penalties in Chinese."""
        return is_idle(self.titled)

    @cached_property
    def trade_zh(self) -> bool:
        """Whether it is about goods, shares or markets in Chinese."""
        return is_trade_zh(self.titled)

    @cached_property
    def rules_zh(self) -> bool:
        """Whether it is a text of rules in force, in Chinese."""
        return is_rules(self.titled)

    @cached_property
    def voiced_zh(self) -> bool:
        """Whether somebody who can set targets has the word in it, in Chinese."""
        return is_voiced(self.titled)

    @cached_property
    def tenor(self) -> Tenor:
        """How much its English words are those of a page that sets targets."""
        return Tenor(self.titled_lower, "en", above=self.above)

    @cached_property
    def tenor_zh(self) -> Tenor:
        """How much its Chinese words are those of a page that sets targets."""
        return Tenor(self.titled, "zh", above=self.above)

    @cached_property
    def private(self) -> bool:
        """Whether the head of an association has the word in it, in English."""
        return speaks_privately(self.titled)

    @cached_property
    def translated(self) -> bool:
        """Whether it bears the marks of machine-translated Chinese."""
        return en_cues.is_translated(self.text)

    @cached_property
    def lower(self) -> str:
        """The text in lower case, of the same length."""
        lower = self.text.lower()
        if len(lower) == len(self.text):
            return lower
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def _cues(self) -> CueText:
        """Its English cue words; wrapped lines are one."""
        return CueText(self.lower.replace("\n", " "))

    def has_number_word(self, start: int, end: int) -> bool:
        """Whether an English number word begins a word of `text[start:end]`."""
        return self._cues.has_number(start, end)

    def cues(self, start: int, end: int) -> Cues:
        """English cue words of `text[start:end]`, as offsets in it."""
        if self._cuts_word(start) or self._cuts_word(end):
            return cues_of(self.lower[start:end].replace("\n", " "))
        return self._cues.part(start, end)

    def _cuts_word(self, edge: int) -> bool:
        """Whether a word goes on over an edge."""
        return self.text[edge - 1 : edge].isalnum() and self.text[edge : edge + 1].isalnum()

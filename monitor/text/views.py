"""A text as the rules want to see it, with the way back to the text as it is.

    faithful  到2025 年,產(chǎn)業(yè)規模達到７０００億元      what is stored, quoted and counted in
    view      到2025年,产业规模达到7000亿元                  what rules match on
              view.span(a, b) -> offsets in the faithful text

Two steps: a folding that keeps lengths (`fold.py`), and cuts: invisible characters, cloaking pinyin, the single
spaces that typesetters put between Chinese and figures, and the line breaks of a page of fixed width in the midst of a
sentence (`wraps.py`). All other line breaks stay, so that lines are lines in both.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from monitor.text import late as re
from monitor.text.decloak import cloak_spans
from monitor.text.fold import fold, is_western
from monitor.text.normal import INVISIBLE
from monitor.text.wraps import wraps

_CJK = "\u3001-\u301b\u3400-\u9fff"
_IDEOGRAPH = re.compile("[\u3001-\u301b\u3400-\u9fff]")
#: A single space beside Chinese. Two or more separate columns and menu entries, so they stay.
_TYPESET = re.compile(rf" (?:(?<=[{_CJK}] )(?=[^\s|])|(?<=[^\s|] )(?=[{_CJK}]))")


@dataclass(frozen=True, slots=True)
class View:
    """The folded and cut text beside the faithful one."""

    #: The text as it is stored.
    source: str
    #: The text that rules see.
    text: str
    #: Offsets in `text` at which kept pieces begin, and those of the same pieces in `source`.
    _view_starts: list[int] = field(default_factory=list, repr=False)
    _source_starts: list[int] = field(default_factory=list, repr=False)

    def at(self, offset: int) -> int:
        """The offset in `source` of the character at `offset` of `text`."""
        if not self._view_starts:
            return offset
        piece = bisect_right(self._view_starts, offset) - 1
        return self._source_starts[piece] + offset - self._view_starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `source` of `text[start:end]`; cloaking pinyin that follows the last character is included."""
        if end <= start:
            return self.at(start), self.at(start)
        first, last = self.at(start), self.at(end - 1) + 1
        if last < len(self.source) and self.source[last] in "(（" and self._view_starts:
            following = self.at(end) if end < len(self.text) else len(self.source)
            closing = self.source.find(")", last, following)
            closing = closing if closing >= 0 else self.source.find("）", last, following)
            if closing >= 0:
                last = closing + 1
        return first, last


def look(source: str) -> View:
    """The View of a text. ASCII text is its own view, at no cost."""
    if source.isascii():
        return View(source=source, text=source)
    folded = fold(source)
    cuts = [match.span() for match in INVISIBLE.finditer(source)]
    if not is_western(folded) and _IDEOGRAPH.search(folded):
        cuts += cloak_spans(folded)
        cuts += [match.span() for match in _TYPESET.finditer(folded)]
        cuts += wraps(folded)
    if not cuts:
        return View(source=source, text=folded)
    cuts.sort()
    pieces: list[str] = []
    view_starts: list[int] = []
    source_starts: list[int] = []
    begin = length = 0
    for start, end in cuts:
        if start < begin:
            begin = max(begin, end)
            continue
        if start > begin:
            pieces.append(folded[begin:start])
            view_starts.append(length)
            source_starts.append(begin)
            length += start - begin
        begin = end
    view_starts.append(length)
    source_starts.append(begin)
    pieces.append(folded[begin:])
    return View(source=source, text="".join(pieces), _view_starts=view_starts, _source_starts=source_starts)

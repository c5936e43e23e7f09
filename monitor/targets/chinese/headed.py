"""Chinese figures whose unit stands elsewhere: in brackets before or behind them, or behind the value they rise to.

国产化率(%)分别达到60、90      the bracket's unit is that of all figures it heads
268→400(个)                  and of those that it closes
床位数6.8→7.5张               what comes after an arrow is measured like what comes before
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.targets.chinese.bounds import bound
from monitor.targets.chinese.numbers import multiply
from monitor.targets.chinese.units import FIGURE, UNIT, family, plain, unit_of
from monitor.targets.marks import Quantity, overlaps
from monitor.text import late as re

_ARROW = r"\s?(?:→|➔|➜|⇒|[-=]{1,2}>)\s?"
_MULTIPLIER = r"(?P<mul>[十百千万亿]{0,3})"
#: A unit alone in brackets; 台(套) is a counter.
_BRACKET = re.compile(rf"(?<![台项家次件])\({_MULTIPLIER}{UNIT.pattern}(?:/年)?\)")
#: What a bracket heads: the words that lead to its figures, and the figures.
_HEADED = re.compile(
    rf"(?:[^\d,。;、()|→]|20\d\d年){{0,16}}(?P<list>{FIGURE}(?:(?:{_ARROW}|、|和|与|及|/){FIGURE})*)"
    rf"(?![\d年月日、.]|{_MULTIPLIER}{UNIT.pattern}|[万亿])"
)
#: What it closes: a figure, and the one that it rose from.
_CLOSED = re.compile(rf"(?<![\d.,/A-Za-z-])(?:{FIGURE}{_ARROW})?{FIGURE}\s?$")
_RISES = re.compile(rf"(?<![\d.,/A-Za-z-])(?P<list>{FIGURE}){_ARROW}{FIGURE}{_MULTIPLIER}{UNIT.pattern}")
_FIGURE = re.compile(FIGURE)
#: The longest pair of figures before a bracket.
_PAIR = 32


def headed(text: str, taken: list[tuple[int, int]]) -> list[Quantity]:
    """Figures of a line that have no unit of their own; `taken` are the spans of dates and of those that have one."""
    has_arrow = "→" in text or ">" in text or "➔" in text or "➜" in text or "⇒" in text
    found = [*_bracketed(text)] if "(" in text else []
    found += [*_risen(text)] if has_arrow else []
    return [one for one in found if not overlaps(one.figure_start, one.figure_end, taken)]


def _bracketed(text: str) -> Iterator[Quantity]:
    for unit in _BRACKET.finditer(text):
        start = unit.start()
        closed = _CLOSED.search(text, max(0, start - _PAIR), start)
        if closed is not None:
            yield from _figures(text, closed.start(), start, unit)
            continue
        after = _HEADED.match(text, unit.end())
        if after is not None:
            yield from _figures(text, *after.span("list"), unit)


def _risen(text: str) -> Iterator[Quantity]:
    for match in _RISES.finditer(text):
        yield from _figures(text, *match.span("list"), match)


def _figures(text: str, low: int, high: int, unit: re.Match[str]) -> Iterator[Quantity]:
    """The figures between two places, in a unit that has been found."""
    code, counted = unit_of(unit, None, text[max(0, low - 24) : low])
    for figure in _FIGURE.finditer(text, low, high):
        value = plain(figure[0]) * multiply(unit["mul"])
        one = Quantity.at(*figure.span(), value=value, unit=code, counted=counted, rule=f"zh:{family(code)}/headed")
        yield bound(one, text)

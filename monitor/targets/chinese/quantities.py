"""Quantities in Chinese texts: 超过7000亿元, 20家以上, 6-8家, 三成, 百分之五, 翻一番, 比上年增长7%.

A figure is found first; its unit is read to the right of it, its bound words on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitor.targets.chinese.bounds import bound, multiple
from monitor.targets.chinese.counters import bare_unit, is_none, no_counter
from monitor.targets.chinese.headed import headed
from monitor.targets.chinese.numbers import CJK, FORMAL, mixed, multiply, numeral, pair
from monitor.targets.chinese.shares import SHARE, share
from monitor.targets.chinese.units import FIGURE, SIGN_BEFORE, UNIT, currency, family, plain, unit_of
from monitor.targets.marks import Quantity, overlaps
from monitor.text import late as re
from monitor.types import Comparator

_MORE = r"余|多|几|来|\+"
_NUMBER = re.compile(
    # CT3台, AED2,316台, MR12.8亿元, but not PM2.5 or 5G
    rf"(?:(?<![\d.A-Za-z{CJK}第/])|(?<=[A-Z]{{2}})(?=\d[\d,.]{{0,7}}(?:[台套部]|万台|[万亿]{{1,2}}元)))(?<!\d[-,*×x])"
    rf"(?:(?P<fig>{FIGURE})(?P<more1>{_MORE})?(?P<mul>[十百千万亿兆]{{0,3}})"
    # 7亿9,600万, 1万1千亿, 3千5百, 1万5051, 1万1千5百亿
    rf"(?:(?<=[千万亿兆])(?P<low>(?:{FIGURE}(?:[十百千]?[万亿]|[百千])){{1,4}})|(?<=万)(?P<ones>\d,?\d{{3}})(?![\d年.,]))?"
    rf"|(?P<cjk>[{FORMAL}][拾佰仟][{FORMAL}拾佰仟零万亿]{{0,10}}|[{CJK}]{{1,12}}(?:点[〇零一二三四五六七八九]{{1,4}})?))"
    rf"(?P<more>{_MORE})?"
)
_RANGE = re.compile(
    rf"(?P<unit>%|[十百千万亿兆]{{1,2}}元?|[个家项台元件所名张套款种人]|个百分点)?(?:[-—~]{{1,2}}|至|到(?!20\d\d年))"
    rf"(?:(?P<fig>{FIGURE})(?P<mul>[十百千万亿兆]{{0,3}})|(?P<cjk>[一二两三四五六七八九十]{{1,3}}))"
)

#: 02 场景线.
_NUMBER_OF_LINE = re.compile(r"0\d")
_SINCE = re.compile(r"[由从][^,。;]{0,10}$")


class Figures:
    """The quantities of a line of a view's text; each is read once, however often they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._shares = [(match.span(), share(match, text)) for match in SHARE.finditer(text)]
        #: What number comes next from a place on, and what is read of one by where it begins.
        self._next: dict[int, re.Match[str] | None] = {}
        self._read: dict[int, Quantity | None] = {}

    def apart(self, taken: list[tuple[int, int]]) -> list[Quantity]:
        """Those beside the spans of dates, in order."""
        found: list[Quantity] = []
        busy = list(taken)
        for span, quantity in self._shares:
            if quantity is not None and not overlaps(*span, busy):
                found.append(quantity)
                busy.append(span)
        position = 0
        while (number := self._from(position)) is not None:
            position = number.end()
            if overlaps(number.start(), number.end(), busy):
                continue
            quantity = self._of(number)
            if quantity is not None:
                found.append(quantity)
                position = max(position, quantity.figure_end)
        found += headed(self._text, [*taken, *((q.figure_start, q.figure_end) for q in found)])
        found.sort(key=lambda q: q.start)
        return found

    def _from(self, position: int) -> re.Match[str] | None:
        """The first number from a place on."""
        if position not in self._next:
            self._next[position] = _NUMBER.search(self._text, position)
        return self._next[position]

    def _of(self, number: re.Match[str]) -> Quantity | None:
        """What a number says."""
        start = number.start()
        if start not in self._read:
            self._read[start] = _read(number, self._text)
        return self._read[start]


def find_quantities(text: str, taken: list[tuple[int, int]]) -> list[Quantity]:
    """Quantities in a line of a view's text, in order; `taken` are the spans of dates, which are none."""
    return Figures(text).apart(taken)


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a number says, where it ends, and the unit behind it."""

    value: Decimal
    end: int
    unit: re.Match[str] | None
    high: Decimal | None = None


def _read(match: re.Match[str], text: str) -> Quantity | None:
    end = match.end()
    unit, bounds = UNIT.match(text, end), _RANGE.match(text, end)
    sign = SIGN_BEFORE.search(text, max(0, match.start() - 4), match.start())
    if unit is None and bounds is None and sign is None:
        # most figures of a text: numbers of paragraphs, names, dates
        return _bare(match, text) if text[end - 1] in "万亿" else None
    value = _value(match)
    if value is None or _NUMBER_OF_LINE.match(match["fig"] or ""):
        return None
    ends = pair(match["cjk"] or "")
    figure = _Figure(value, end, unit) if ends is None else _Figure(ends[0], end, unit, ends[1])
    value = figure.value
    weak = bool(match["cjk"]) and value < 11
    if bounds is not None and (match["fig"] or weak):
        figure = _up_to(match, bounds, figure, text)
    if figure.unit is None and sign is None:
        return None
    start = sign.start() if sign else match.start()
    if is_none(match, figure.unit, text, start):
        return None
    if figure.unit is None:
        code, counted, figure_end = currency(sign), "", figure.end
    else:
        around = text[max(0, start - 24) : start] + text[figure.unit.end() : figure.unit.end() + 8]
        code, counted = unit_of(figure.unit, sign, around)
        figure_end = figure.unit.end()
        if figure.unit["count"] and no_counter(figure.unit, text, figure.value, weak):
            return None
    if code == "times":
        return multiple(text, start, figure_end, figure.value, figure.high)
    value = figure.value / 10 if figure.unit and figure.unit["mille"] else figure.value
    if counted == "个" and text[figure_end : figure_end + 1] == "亿":
        # as it is spoken: 两个亿
        value, code, counted, figure_end, weak = value * 10**8, "CNY", "", figure_end + 1, False
    quantity = Quantity.at(
        start,
        figure_end,
        value=value,
        high=figure.high,
        unit=code,
        counted=counted,
        rule=f"zh:{family(code)}",
        weak=weak,
    )
    if match["more"] or match["more1"]:
        quantity.comparator, quantity.bounded = Comparator.GT, True
    return bound(quantity, text)


def _bare(match: re.Match[str], text: str) -> Quantity | None:
    """A figure of millions that leaves its unit to the noun before it: 总收入突破2000亿."""
    start, end = match.span()
    value, unit = _value(match), bare_unit(text, start, end)
    if value is None or unit is None or is_none(match, None, text, start):
        return None
    code, counted = unit
    quantity = Quantity.at(start, end, value=value, unit=code, counted=counted, rule=f"zh:{family(code)}/bare")
    if match["more"] or match["more1"]:
        quantity.comparator, quantity.bounded = Comparator.GT, True
    return bound(quantity, text)


def _up_to(match: re.Match[str], bounds: re.Match[str], figure: _Figure, text: str) -> _Figure:
    """The figure with the upper bound that follows it, 6-8家, 三到五年; else as it is."""
    if (bounds["fig"] is None) != (match["fig"] is None):
        return figure
    if text[bounds.start()] in "至到" and _SINCE.search(text, max(0, match.start() - 12), match.start()):
        return figure
    unit = UNIT.match(text, bounds.end())
    if unit is None:
        return figure
    value, multiplier = figure.value, multiply(bounds["mul"] or "")
    high = numeral(bounds["cjk"]) if bounds["cjk"] else plain(bounds["fig"]) * multiplier
    if not match["mul"] and not bounds["unit"]:
        value *= multiplier
    elif bounds["unit"] and bounds["unit"][0] in "十百千万亿兆":
        value *= multiply(bounds["unit"].rstrip("元"))
    return _Figure(value, bounds.end(), unit, high) if high is not None and high > value else figure


def _value(match: re.Match[str]) -> Decimal | None:
    if match["cjk"]:
        return numeral(match["cjk"])
    if match["low"]:
        return mixed(match["fig"] + match["mul"] + match["low"])
    return plain(match["fig"]) * multiply(match["mul"] or "") + plain(match["ones"] or "0")

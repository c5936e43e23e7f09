"""What the readers find on their way to a Statement: quantities and dates, as offsets into a view's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.types import Comparator


@dataclass(slots=True, kw_only=True)
class Quantity:
    """A number with its unit and its bound, as it stands in the text."""

    #: From the first bound word to the last: `不低于` … `以上`.
    start: int
    end: int
    #: Where the figure itself begins and ends (unit included).
    figure_start: int
    figure_end: int
    value: Decimal
    high: Decimal | None = None
    unit: str
    counted: str = ""
    comparator: Comparator = Comparator.EQ
    #: A bound word was there: it wins over growth.
    bounded: bool = False
    #: Name of the pattern that read it.
    rule: str
    #: A small number word (一, two) that may be no more than an article.
    weak: bool = False

    @classmethod
    def at(
        cls,
        start: int,
        end: int,
        *,
        value: Decimal,
        unit: str,
        rule: str,
        high: Decimal | None = None,
        counted: str = "",
        weak: bool = False,
    ) -> Quantity:
        """The quantity that stands there, as yet without bound words."""
        return cls(
            start=start,
            end=end,
            figure_start=start,
            figure_end=end,
            value=value,
            high=high,
            unit=unit,
            counted=counted,
            rule=rule,
            weak=weak,
        )


@dataclass(slots=True, kw_only=True)
class DateMark:
    """A year, month, day or period that may govern quantities."""

    start: int
    end: int
    #: First and last year it speaks of.
    low: int
    high: int
    #: As a deadline: `2025`, `2025-06`, `2025-06-30`.
    due: str
    #: As the date of a fact; also `2014-2024`.
    as_of: str
    #: Says that something is due by then: 前, 底前, by, before.
    by: bool = False
    #: Says that something has held since or until then: 截至, 以来, as of, since.
    past: bool = False
    #: Governs only the next figure: 由目前的38%提高到60%, 已有的9个.
    passing: bool = False
    #: Says when something starts: from 2025, 2025年起. No deadline, unless it recurs.
    starts: bool = False
    #: Counted from the day of writing: 三年内, within five years.
    relative: bool = False
    #: A period of years: 2021-2025, 十四五.
    period: bool = False
    #: The words for it may be a plan's name rather than a date: 十四五规划.
    named: bool = False

    @classmethod
    def at(cls, start: int, end: int, years: tuple[int, int, str, str], **says: bool) -> DateMark:
        """The date that stands there; `years`: the first, the last, as a deadline, as the date of a fact."""
        low, high, due, as_of = years
        return cls(start=start, end=end, low=low, high=high, due=due, as_of=as_of, **says)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day of writing, as far as it is known."""

    day: date | None
    #: The year that the text itself points to, for when the day is not known; good for tenses, not for counting from.
    guessed_year: int | None = None
    #: Years of two or three digits count from 1911: 115年 is 2026.
    minguo: bool = False

    @property
    def year(self) -> int | None:
        """The year of writing."""
        return self.day.year if self.day else self.guessed_year


@dataclass(slots=True)
class Reading:
    """A quantity with what governs it: the raw material of a Statement. Offsets are in the view's text."""

    #: `target` or `baseline`.
    kind: str
    quantity: Quantity
    metric: tuple[int, int]
    quote: tuple[int, int]
    deadline: str | None = None
    as_of: str | None = None
    rule: str = ""
    #: The kind that the rules came to, where what was learned overruled them.
    overruled: str = ""
    #: In one of the first lines: a headline or standfirst.
    headline: bool = False

    def shifted(self, offset: int) -> Reading:
        """Offsets of a line turned into offsets of the text."""
        quantity = self.quantity
        quantity.start += offset
        quantity.end += offset
        quantity.figure_start += offset
        quantity.figure_end += offset
        self.metric = (self.metric[0] + offset, self.metric[1] + offset)
        self.quote = (self.quote[0] + offset, self.quote[1] + offset)
        return self


def overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether one of the spans has a part in `[start, end)`."""
    return any(start < other_end and end > other_start for other_start, other_end in spans)

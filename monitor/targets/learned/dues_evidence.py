"""Evidence of which date of a document a goal is due by, for what was learned (`dues`): names of what is there.

    A roadmap to 2029 ... | 40 | clinics ... will be fitted in the first half of 2027
        2029: Bs2  Bk0  time=4  latest  n=1        in the line before it, the nearest before it, the last of all
        2027: Ac1  Ak0  time=2  Aw=in half         behind it in the sentence
        none: none:unit=count  none:w=clinics

Where a date stands is told in steps: in the clause (c), the line (s), lines off (l).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add

from monitor.targets.marks import DateMark, Reading
from monitor.targets.noted import Noted, Place
from monitor.targets.setting import Setting
from monitor.text import late as re

_BREAK = re.compile(r"[。!?;\n]|\.(?=\s)")
_COMMA = re.compile(r"[,、:(]")
_WORD = re.compile(r"[a-z]+|[;:(),—]")
_FIGURE = re.compile(r"\d[\d.,]*")
#: Characters around a figure, and between it and a date, that are looked at.
_AROUND, _GAP_EN, _GAP_ZH = 60, 160, 80


def _step(number: int, edges: Sequence[int]) -> str:
    """A number as the first of the edges that it does not pass, `x` beyond them."""
    return next((str(edge) for edge in edges if number <= edge), "x")


def _between(places: list[int], low: int, high: int) -> int:
    return bisect_left(places, high) - bisect_left(places, low)


def _manner(mark: DateMark) -> str:
    """How a date is said: by it, from it, since it, a plan's name, counted from the day of writing, a period."""
    said = (("b", mark.by), ("s", mark.starts), ("p", mark.past), ("n", mark.named), ("r", mark.relative))
    return next((letter for letter, holds in said if holds), "P" if mark.period else ".")


def _time(due: str, setting: Setting) -> str:
    """How far off a date is from the day of writing, in years; of its own year whether it is to come."""
    year, day = setting.today.year, setting.today.day
    if year is None:
        return "?"
    ahead = int(due[:4]) - year
    if ahead == 0 and len(due) > 4 and day is not None:
        return "0-" if due < day.isoformat()[: len(due)] else "0+"
    return str(max(-2, ahead)) if ahead < 4 else "4" if ahead <= 5 else "6"


@dataclass(slots=True)
class _Side:
    """The dates on one side of a figure: of each deadline its nearest place, and how many others stand nearer."""

    name: str
    nearest: dict[str, tuple[int, Place]]

    @classmethod
    def of(cls, name: str, places: Iterator[Place]) -> _Side:
        nearest: dict[str, tuple[int, Place]] = {}
        for place in places:
            if place.mark.due not in nearest:
                nearest[place.mark.due] = len(nearest), place
        return cls(name, nearest)


class Dates:
    """The dates of one document beside its goals; `text` begins with its title, so many characters `above`."""

    def __init__(self, text: str, noted: Noted, goals: list[Reading], *, above: int = 0) -> None:
        self._text = text
        self._above = above
        self._places = sorted(
            (Place(place.start + above, place.end + above, place.mark) for place in noted.dates),
            key=lambda place: place.start,
        )
        self._starts = [place.start for place in self._places]
        self._figures = sorted(figure + above for figure in noted.figures)
        self._breaks = [match.start() for match in _BREAK.finditer(text)]
        self._commas = [match.start() for match in _COMMA.finditer(text)]
        self._lines = [at for at in self._breaks if text[at] == "\n"]
        #: How many goals have each deadline by the rules.
        self._ruled = Counter(goal.deadline for goal in goals)
        self._of_due: dict[str, list[Place]] = {}
        for place in self._places:
            # what has held until now or since a day is not due then
            if not place.mark.past:
                self._of_due.setdefault(place.mark.due, []).append(place)

    def options(self, goal: Reading, setting: Setting, previous: str | None) -> dict[str | None, list[str]]:
        """The deadlines that a goal may have, None among them, with the evidence; `previous` is that of the one before.

        All dates of the document, the end of its plan, and the year of writing.
        """
        known = [setting.due, previous, str(setting.today.year) if setting.today.year else None]
        dues = list(dict.fromkeys([*self._of_due, *filter(None, known)]))
        times = {due: _time(due, setting) for due in dues}
        future = [due for due in self._of_due if not times[due].startswith("-")]
        start, end = goal.quantity.start + self._above, goal.quantity.end + self._above
        index = bisect_right(self._starts, start)
        before = _Side.of("B", reversed(self._places[:index]))
        behind = _Side.of("A", iter(self._places[index:]))
        chinese = goal.rule.startswith("zh")
        found: dict[str | None, list[str]] = {}
        for due in dues:
            time = times[due]
            names = [*self._of_date(due, time, future), *self._of_goals(due, setting, previous)]
            where = "-", "-"
            if due in before.nearest:
                rank, place = before.nearest[due]
                where = self._where(place.end, start), "-"
                names += self._of_place("B", rank, place, (place.end, start), time, chinese=chinese)
                names += self._of_line(rank, place, time, start)
            if due in behind.nearest:
                rank, place = behind.nearest[due]
                where = where[0], self._where(end, place.start)
                names += self._of_place("A", rank, place, (end, place.start), time, chinese=chinese)
            names.append(f"BA{where[0][0]}{where[1][0]}")
            found[due] = names
        found[None] = self._of_none(goal, setting, previous, len(future), chinese=chinese)
        return found

    def _of_date(self, due: str, time: str, future: list[str]) -> Iterator[str]:
        """What a date is by itself, and among the others of the document."""
        places = self._of_due.get(due, ())
        yield f"time={time}"
        yield f"long={len(due)}"
        yield "n=" + _step(len(places), (0, 1, 2, 4))
        if due in future:
            yield "future" + _step(len(future), (1, 2, 3))
            if due == max(future):
                yield "latest"
        if any(other != due and other.startswith(due) for other in self._of_due):
            yield "finer"
        if len(due) > 4 and due[:4] in self._of_due:
            yield "coarser"
        if places and places[0].start < (self._lines[0] if self._lines else 300):
            yield "title"
            yield f"title{time}"
        elif places and places[0].start < 300:
            yield "top"

    def _of_goals(self, due: str, setting: Setting, previous: str | None) -> Iterator[str]:
        """What a date is to the other goals, and to the plan."""
        others = self._ruled[due]
        yield "others=" + _step(others, (0, 1, 3))
        yield "share=" + _step(4 * others // max(1, self._ruled.total()), (0, 1, 2))
        yield "plan" + ("=" if due == setting.due else "0" if setting.due is None else "!")
        yield "previous" + ("=" if due == previous else "0" if previous is None else "!")

    def _of_place(
        self, side: str, rank: int, place: Place, gap: tuple[int, int], time: str, *, chinese: bool
    ) -> Iterator[str]:
        """Where the nearest place of a date stands, and the words there and between it and the figure."""
        where, manner = self._where(*gap), _manner(place.mark)
        near = _step(rank, (0, 1, 2))
        yield f"{side}{where}"
        yield f"{side}{where}{time}"
        yield f"{side}{where}{manner}"
        yield f"{side}k{near}"
        yield f"{side}k{near}{where}"
        yield f"{side}k{near}{where[0]}{time}"
        yield f"{side}by{manner}{time}"
        yield f"{side}g{_step(_between(self._figures, *gap), (0, 1, 2, 5))}{where[0]}"
        yield from self._words(f"{side}w", place, chinese=chinese)
        if where[0] == "c":
            for word in words_of(self._text[slice(*gap)], chinese=chinese):
                yield f"{side}x{word}"

    def _of_line(self, rank: int, place: Place, time: str, figure: int) -> Iterator[str]:
        """What the line of a date before a figure is: a heading, what leads to a list, a paragraph."""
        begin, stop = self._line(place.start)
        if not begin <= figure <= stop:
            line = self._text[begin:stop].rstrip()
            size = "S" if len(line) < 40 else "M" if len(line) < 100 else "L"
            shape = size + (":" if line.endswith((":", "—")) else "." if line.endswith((".", "。", ";")) else "o")
            yield f"line{shape}"
            yield f"line{shape}{_step(rank, (0, 1))}{time}"
        yield ("head" if place.start - begin < 3 else "midst") + self._where(place.end, figure)[0]

    def _of_none(
        self, goal: Reading, setting: Setting, previous: str | None, future: int, *, chinese: bool
    ) -> list[str]:
        """What speaks for no deadline at all."""
        quantity = goal.quantity
        unit = "money" if quantity.unit.isupper() else quantity.unit
        start, end = quantity.start + self._above, quantity.end + self._above
        begin, stop = self._line(start)
        around = self._text[max(begin, start - _AROUND) : min(stop, end + _AROUND)]
        return [
            "none",
            f"none:unit={unit}",
            f"none:bound={quantity.comparator.value}",
            f"none:plan={setting.due is not None}",
            f"none:future{_step(future, (0, 1, 2))}",
            f"none:previous={previous is not None}",
            "none:others=" + _step(self._ruled[None] - 1, (0, 1, 3)),
            *(f"none:w={word}" for word in words_of(around, chinese=chinese)),
        ]

    def _words(self, name: str, place: Place, *, chinese: bool) -> Iterator[str]:
        """The words that say a date, and those next to it."""
        text, start, end = self._text, place.start, place.end
        if chinese:
            yield f"{name}<{text[max(0, start - 1) : start]}"
            yield f"{name}<{text[max(0, start - 2) : start]}"
            yield f"{name}={_FIGURE.sub('#', text[start:end])}"
            yield f"{name}>{text[end : end + 1]}"
            yield f"{name}>{text[end : end + 2]}"
            return
        yield from [f"{name}<{word}" for word in _WORD.findall(text[max(0, start - 30) : start].lower())[-1:]]
        yield f"{name}={' '.join(_WORD.findall(text[start:end].lower())[:2])}"
        yield from [f"{name}>{word}" for word in _WORD.findall(text[end : end + 30].lower())[:1]]

    def _where(self, low: int, high: int) -> str:
        """How far two places are from each other."""
        lines = _between(self._lines, low, high)
        if lines:
            return "l" + _step(lines, (1, 2, 4, 8))
        breaks = _between(self._breaks, low, high)
        if breaks:
            return "s" + _step(breaks, (1, 2))
        return "c" + _step(_between(self._commas, low, high), (0, 1, 2, 4))

    def _line(self, at: int) -> tuple[int, int]:
        """Where the line of a place begins and ends."""
        index = bisect_left(self._lines, at)
        begin = self._lines[index - 1] + 1 if index else 0
        return begin, self._lines[index] if index < len(self._lines) else len(self._text)


def words_of(text: str, *, chinese: bool) -> Iterable[str]:
    """The words of a piece of text, in Chinese its pairs of characters, each once.

    They are in order: of two dates alike, how weights are rounded in adding them up may choose, and always the same.
    """
    if not chinese:
        return dict.fromkeys(_WORD.findall(text[-_GAP_EN:].lower()))
    masked = _FIGURE.sub("#", text[-_GAP_ZH:])
    return dict.fromkeys(map(add, masked, masked[1:]))

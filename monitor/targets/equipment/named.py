"""A name of equipment and what is known of its place, beside the goals and facts of its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.targets.cues import Cues
from monitor.targets.equipment.names import Hit
from monitor.types import Statement, StatementKind


class Spans:
    """The quotes of the statements of a kind, as offsets in the faithful text."""

    def __init__(self, statements: Iterable[Statement], kind: StatementKind) -> None:
        self._spans = sorted((one.start, one.end) for one in statements if one.kind is kind)
        self._starts = [start for start, _ in self._spans]

    def __bool__(self) -> bool:
        return bool(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def hold(self, at: int) -> bool:
        """Whether one of the last three that begin up to `at` goes beyond it."""
        index = bisect_right(self._starts, at)
        return any(at < end for _, end in self._spans[max(0, index - 3) : index])

    def gap(self, at: int) -> int:
        """How far the nearest of them is: 0 to 3, 4 when there is none."""
        if not self._spans:
            return 4
        index = bisect_right(self._starts, at)
        around = self._spans[max(0, index - 1) : index + 1]
        near = min(max(0, start - at, at - end) for start, end in around)
        return 0 if near == 0 else 1 if near < 60 else 2 if near < 200 else 3

    def begin_in(self, low: int, high: int) -> bool:
        """Whether one begins in `[low, high)`."""
        index = bisect_left(self._starts, low)
        return index < len(self._starts) and self._starts[index] < high


@dataclass(slots=True)
class Named:
    """Equipment that a sentence names."""

    hit: Hit
    #: Its sentence.
    low: int
    high: int
    chinese: bool
    #: The English cue words of its sentence, which begin at `low`.
    words: Cues | None = None
    #: What the verb wants of it, "" for none, and why the rules would have it wanted by nobody, "" when somebody does.
    stance: str = ""
    why: str = ""
    #: What the stance comes from (`stances.Ruling`), `goal` or `joined`.
    by: str = ""
    #: It stands in a goal, or in a fact; its sentence has a goal; its sentence tells.
    in_goal: bool = False
    in_fact: bool = False
    wanted: bool = False
    told: bool = False
    #: What led here wants.
    led: str = ""
    #: It stands in a row of a table, in a line of a list.
    row: bool = False
    item: bool = False
    #: The last line that may be a heading.
    heading: str = ""
    #: Which name of its sentence it is, and how many there are.
    place: int = 0
    beside: int = 0
    #: How far the next goal and the next fact are (`Spans.gap`).
    goal_gap: int = 4
    fact_gap: int = 4
    #: How often the document names the same, whether this is the first time, how often the rules want it elsewhere.
    same: int = 1
    first: bool = True
    same_wanted: int = 0
    #: How many other names the document has, and how many of them the rules want.
    others: int = 0
    others_wanted: int = 0

    @property
    def ruled(self) -> bool:
        """Whether the rules want it."""
        return not self.why and not self.hit.loose

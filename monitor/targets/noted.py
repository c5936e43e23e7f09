"""What the readers come past on their way through a text: its dates and figures, as offsets into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.targets.marks import DateMark, Quantity


@dataclass(frozen=True, slots=True)
class Place:
    """A date and where it stands in the text."""

    start: int
    end: int
    mark: DateMark


@dataclass(slots=True)
class Noted:
    """The dates and figures of one text."""

    dates: list[Place] = field(default_factory=list)
    #: Where the figures begin.
    figures: list[int] = field(default_factory=list)

    def take(self, offset: int, marks: Iterable[DateMark], quantities: Iterable[Quantity]) -> None:
        """Notes what stands in a line that begins at `offset`."""
        self.dates += [Place(offset + mark.start, offset + mark.end, mark) for mark in marks]
        self.figures += [offset + quantity.start for quantity in quantities]

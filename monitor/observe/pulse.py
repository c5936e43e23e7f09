"""Whether the loops of a process still go round."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

#: A loop may stand still for this many seconds however often it should go round: a delivery that waits for slow
#: receivers, a database that is busy.
PATIENCE_S = 300.0
#: And for so many of its rounds.
ROUNDS = 10


class Pulse:
    """Told by each loop whenever it goes round; knows which have not for too long."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        #: By loop: when it last went round, and after how many seconds it is late.
        self._beats: dict[str, tuple[float, float]] = {}

    def beat(self, loop: str, every_s: float) -> None:
        """A loop that should go round every so many seconds has just done so."""
        self._beats[loop] = (self._seconds(), max(PATIENCE_S, ROUNDS * every_s))

    def ages(self) -> dict[str, float]:
        """Seconds since each loop went round."""
        now = self._seconds()
        return {loop: now - at for loop, (at, _) in self._beats.items()}

    def late(self) -> dict[str, float]:
        """The loops that stand still, with the seconds that they do."""
        return {loop: age for loop, age in self.ages().items() if age > self._beats[loop][1]}

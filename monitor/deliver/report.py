"""What one pass over the outbox came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class DeliveryReport:
    """What one pass came to."""

    #: Messages that a channel took.
    sent: int = 0
    #: Messages that no channel took, this time or for good.
    failed: int = 0
    #: Alerts by channel and what became of them: `sent`, `retry` (later), `held` (for a digest), `dead` (given up).
    settled: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Last trouble of each channel that has some.
    troubles: dict[str, str] = field(default_factory=dict)

    def add(self, other: DeliveryReport) -> None:
        """Count what another pass came to as well."""
        self.sent += other.sent
        self.failed += other.failed
        self.settled.update(other.settled)
        self.troubles.update(other.troubles)

    def alerts(self, outcome: str) -> int:
        """How many Alerts became that, on all channels."""
        return sum(count for (_, what), count in self.settled.items() if what == outcome)

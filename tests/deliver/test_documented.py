"""What docs/webhook.md says of delivery is what the program does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from monitor.deliver import RETRY_WAITS
from monitor.notify.webhook import TIMEOUT_S

TEXT = " ".join((Path(__file__).parents[2] / "docs" / "webhook.md").read_text(encoding="utf-8").split())


def test_the_waits_are_those_documented() -> None:
    minutes, hours = timedelta(minutes=1), timedelta(hours=1)
    told = [1 * minutes, 5 * minutes, 15 * minutes, 30 * minutes, *(n * hours for n in (1, 2, 4, 8, 12, 12, 12, 12, 8))]
    assert list(RETRY_WAITS) == told
    assert "1, 5, 15 and 30 minutes, 1, 2, 4 and 8 hours, four times 12 hours and 8 hours" in TEXT
    assert timedelta(days=2.9) < sum(RETRY_WAITS, timedelta()) < timedelta(days=3.1)


def test_the_time_for_an_answer_is_that_documented() -> None:
    assert f"within {TIMEOUT_S:g} seconds" in TEXT

"""What the documents say of changes and delivery is what the program does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from monitor.changes.compare import TARGET_SIGNIFICANCE
from monitor.changes.deadlines import NEAR
from monitor.deliver.holding import BURST
from monitor.deliver.settling import RETRY_WAITS
from monitor.notify.webhook import TIMEOUT_S
from monitor.types import ChangeKind, RuleFilter

DOCS = Path(__file__).parents[2] / "docs"
TEXT, ALERTS = (" ".join((DOCS / name).read_text(encoding="utf-8").split()) for name in ("webhook.md", "alerts.md"))


def test_the_waits_are_those_documented() -> None:
    minutes, hours = timedelta(minutes=1), timedelta(hours=1)
    told = [1 * minutes, 5 * minutes, 15 * minutes, 30 * minutes, *(n * hours for n in (1, 2, 4, 8, 12, 12, 12, 12, 8))]
    assert list(RETRY_WAITS) == told
    for text in (TEXT, ALERTS):
        assert "1, 5, 15 and 30 minutes, 1, 2, 4 and 8 hours, four times 12 hours and 8 hours" in text
    assert timedelta(days=2.9) < sum(RETRY_WAITS, timedelta()) < timedelta(days=3.1)


def test_the_time_for_an_answer_is_that_documented() -> None:
    assert f"within {TIMEOUT_S:g} seconds" in TEXT


def test_every_kind_of_change_is_documented() -> None:
    assert all(f"`{kind.value}`" in ALERTS for kind in ChangeKind)


def test_the_thresholds_are_those_documented() -> None:
    assert f"More than {BURST} messages to one channel at once" in ALERTS
    assert f"takes changes from {RuleFilter().min_significance} on" in ALERTS
    assert f"{NEAR.days} days before the last day" in ALERTS
    assert {TARGET_SIGNIFICANCE[kind] for kind in (ChangeKind.TARGET_RAISED, ChangeKind.TARGET_NEW)} == {0.98, 0.95}

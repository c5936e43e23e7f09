"""docs/observation.md against the code, both ways."""

from __future__ import annotations

import re
from pathlib import Path

from monitor.observe import Gauges, Observer
from tests.observe.test_observer import FIGURES, AtNoon, a_checked

PAGE = (Path(__file__).parents[2] / "docs" / "observation.md").read_text(encoding="utf-8")


def test_every_metric_is_described_with_its_labels_and_no_other_is() -> None:
    observer = Observer()
    observer.checked(a_checked(version=1, pages_added=1, alerts_added=1))
    observer.registry.register(Gauges(lambda: FIGURES, AtNoon(), observer.pulse))
    true: dict[str, set[str]] = {}
    for metric in observer.registry.collect():
        if metric.name.startswith("monitor_"):
            name = f"{metric.name}_total" if metric.type == "counter" else metric.name
            true[name] = {label for sample in metric.samples for label in sample.labels} - {"le"}
    described = {
        name: set(re.findall(r"`(\w+)`", labels))
        for name, labels in re.findall(r"^\| `(monitor_\w+)` \| (.*?) \|", PAGE, re.MULTILINE)
    }
    # Without a sample a family shows no labels: these two need a delivery and a loop.
    true["monitor_alerts_total"] = {"channel", "outcome"}
    true["monitor_loop_age_seconds"] = {"loop"}
    assert described == true


def test_metrics_worth_waking_somebody_for_exist() -> None:
    named = set(re.findall(r"^    .*?(monitor_\w+).*#", PAGE, re.MULTILINE))
    assert len(named) >= 3
    assert all(f"| `{name}` |" in PAGE for name in named)

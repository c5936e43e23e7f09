"""The service's own counts: of what this process did since it started."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector

from monitor import __version__
from monitor.check import Checked
from monitor.deliver import DeliveryReport
from monitor.observe.pulse import Pulse
from monitor.types import Outcome

#: Upper bounds in seconds: a check is on time within seconds, and a source is asked every hour or less.
LATENESS_S = (1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 4 * 3600)
#: Upper bounds in seconds; an answer may take the 30 s that a source's `timeout` is by default.
FETCH_S = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Observer:
    """Counts what it is told. Calls come from the event loop; none fails, none waits."""

    def __init__(self, pulse: Pulse | None = None) -> None:
        self.pulse = pulse or Pulse()
        #: Of this Observer alone, so that two in one process do not meet.
        self.registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        build = Gauge("monitor_build_info", "The release that runs.", ["version"], registry=self.registry)
        build.labels(__version__).set(1)
        self._checks = Counter(
            "monitor_checks", "Checks that were recorded.", ["source", "outcome"], registry=self.registry
        )
        self._lateness = Histogram(
            "monitor_check_lateness_seconds",
            "From the moment a page was due to the moment it was asked for.",
            buckets=LATENESS_S,
            registry=self.registry,
        )
        self._fetch = Histogram(
            "monitor_fetch_seconds", "From the request to the whole answer.", buckets=FETCH_S, registry=self.registry
        )
        self._versions = Counter("monitor_versions", "Versions that were recorded.", ["source"], registry=self.registry)
        self._pages = Counter(
            "monitor_pages_found", "Pages that entered the register.", ["source"], registry=self.registry
        )
        self._made = Counter("monitor_alerts_made", "Alerts put into the outbox.", registry=self.registry)
        self._alerts = Counter(
            "monitor_alerts",
            "Alerts taken from the outbox: sent, retry (later), held (for a digest), dead (given up).",
            ["channel", "outcome"],
            registry=self.registry,
        )

    def checked(self, checked: Checked) -> None:
        """A check has ended."""
        source, result, recorded = checked.page.source, checked.result, checked.recorded
        self._checks.labels(source, checked.outcome).inc()
        if result.outcome is not Outcome.NOTED:
            self._fetch.observe(result.took_s)
        late_s = (result.checked_at - checked.page.next_check_at).total_seconds() - result.took_s
        if late_s >= 0:  # a check before its time, by hand or by a source's own schedule, is not late
            self._lateness.observe(late_s)
        if recorded.version:
            self._versions.labels(source).inc()
        if recorded.pages_added:
            self._pages.labels(source).inc(recorded.pages_added)
        if recorded.alerts_added:
            self._made.inc(recorded.alerts_added)

    def delivered(self, report: DeliveryReport) -> None:
        """A pass over the outbox has ended."""
        for (channel, outcome), alerts in report.settled.items():
            self._alerts.labels(channel, outcome).inc(alerts)

"""What the database says at the moment of a scrape, asked seldom enough that scraping cannot hurt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from monitor.errors import StorageError
from monitor.observe.pulse import Pulse
from monitor.ports import Clock, StoreFigures
from monitor.types import PageState

#: The database is asked once in so many seconds at most, however often and by however many it is scraped.
FRESH_S = 10.0
#: States of a start page that are as they should be; a retired one has been left alone on purpose.
_UP = (PageState.ACTIVE, PageState.UNREAD, PageState.RETIRED)


class Gauges(Collector):
    """Metrics made of `Store.figures`. Collected in a thread of its own, one at a time."""

    def __init__(
        self,
        read: Callable[[], StoreFigures],
        clock: Clock,
        pulse: Pulse,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._read = read
        self._clock = clock
        self._pulse = pulse
        self._seconds = seconds
        self._lock = Lock()
        self._asked_at: float | None = None
        self._figures: StoreFigures | None = None

    def describe(self) -> list[Metric]:
        """Nothing: whoever registers this does not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The metrics; without the database's when that does not answer."""
        yield _by_label(
            "monitor_loop_age_seconds", "Since a loop of the process last went round.", "loop", self._pulse.ages()
        )
        with self._lock:
            figures = self._latest()
        yield _one("monitor_database_up", "Whether the database answered when it was last asked.", figures is not None)
        if figures is not None:
            now = self._clock.now()
            yield from _work(figures, now)
            yield from _sources(figures)

    def _latest(self) -> StoreFigures | None:
        now = self._seconds()
        if self._asked_at is None or now - self._asked_at >= FRESH_S:
            try:
                self._figures = self._read()
            except StorageError:
                self._figures = None
            self._asked_at = self._seconds()
        return self._figures


def _work(figures: StoreFigures, now: datetime) -> Iterator[Metric]:
    """What waits to be checked and to be sent."""
    yield _one("monitor_queue_pages", "Pages whose time has come and that wait to be checked.", figures.due_pages)
    overdue_s = _age_s(figures.due_since, now)
    yield _one("monitor_queue_age_seconds", "How long the longest overdue page is due.", overdue_s)
    waiting = {channel: float(one.alerts) for channel, one in figures.waiting.items()}
    yield _by_label("monitor_outbox_alerts", "Alerts that wait to be sent.", "channel", waiting)
    ages = {channel: _age_s(one.first_due_at, now) for channel, one in figures.waiting.items()}
    yield _by_label("monitor_outbox_age_seconds", "How long the longest overdue alert is due.", "channel", ages)


def _sources(figures: StoreFigures) -> Iterator[Metric]:
    """How each source's own address does."""
    pages = figures.start_pages
    up = {page.source: float(page.state in _UP and not page.failures) for page in pages}
    yield _by_label("monitor_source_up", "1 when the last check of the source's own address was usable.", "source", up)
    failures = {page.source: float(page.failures) for page in pages}
    yield _by_label("monitor_source_failures", "Checks in a row that were not usable.", "source", failures)
    checked = {page.source: _stamp(page.last_checked_at) for page in pages if page.last_checked_at is not None}
    yield _by_label("monitor_source_last_check_timestamp_seconds", "When it was last checked.", "source", checked)
    changed = {page.source: _stamp(page.last_changed_at) for page in pages if page.last_changed_at is not None}
    yield _by_label("monitor_source_last_change_timestamp_seconds", "When it last changed.", "source", changed)


def _age_s(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


def _stamp(moment: datetime) -> float:
    """Seconds since 1970, as Prometheus counts."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1)


def _one(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=float(value))


def _by_label(name: str, text: str, label: str, values: dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family

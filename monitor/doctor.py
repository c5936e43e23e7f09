"""An examination of one installation: settings, sources, database, pages in trouble, alerts that wait."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from monitor.app import App
from monitor.deliver.holding import disabled
from monitor.errors import ConfigError, MonitorError
from monitor.fetch import browser_trouble
from monitor.notify.keys import moved
from monitor.ports import Store
from monitor.quiet import quiet_pages
from monitor.schedule import SCHEDULER_LEASE
from monitor.types import Alert, AlertState, EmailChannel, PageState, Render, Source, WebhookChannel

#: Less free disk than this is worth a warning, in bytes.
LOW_DISK_BYTES = 1_000_000_000
#: With less than this, in bytes, nothing can be relied on to be written.
NO_DISK_BYTES = 20_000_000
#: Alerts that wait longer than this are worth a warning.
OLD_ALERT = timedelta(hours=1)
#: A channel that fails for so long has to be mended.
DOWN_FOR_LONG = timedelta(days=1)
#: Waiting alerts that are looked at.
LOOKED_AT = 1_000
#: Pages in trouble that are named one by one.
NAMED_PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the examination."""

    #: `ok`, `warn` (works, but look) or `fail` (has to be mended).
    level: str
    about: str
    text: str


def examine(app: App) -> list[Finding]:
    """Examine everything that can be examined without the network. Never raises for what it finds."""
    findings = [*_data_dir(app)]
    sources: list[Source] = []
    try:
        files = app.sources_file()
        sources = [source for source in files.sources if source.enabled]
        findings.append(_finding("ok", "sources", f"{app.settings.sources_path}: {len(sources)} enabled"))
        findings += _channels(app)
    except ConfigError as error:
        findings.append(_finding("fail", "sources", str(error)))
    findings += _exceptions(sources)
    try:
        if app.is_new:
            return [*findings, _finding("ok", "database", "none yet; the first command that stores something makes it")]
        with app.store() as store:
            findings += _database(app, store)
            findings += _queue(app)
            findings += _pages(store, sources)
            findings += _quiet(app, store)
            findings += _secrets(app, store)
            findings += _alerts(app, store)
    except MonitorError as error:
        findings.append(_finding("fail", "database", str(error)))
    return findings


def _finding(level: str, about: str, text: str) -> Finding:
    return Finding(level=level, about=about, text=text)


def _data_dir(app: App) -> Iterator[Finding]:
    path = app.settings.data_dir
    if not path.exists():
        yield _finding("ok", "data", f"{path} does not exist yet; the first command that stores something makes it")
        return
    if not os.access(path, os.W_OK | os.X_OK):
        yield _finding("fail", "data", f"{path} cannot be written; set MONITOR_DATA_DIR to a directory that can")
        return
    free = shutil.disk_usage(path).free
    if free < NO_DISK_BYTES:
        yield _finding("fail", "data", f"{path}: the disk is full ({free / 1e6:.0f} MB free); make room")
        return
    level = "warn" if free < LOW_DISK_BYTES else "ok"
    yield _finding(level, "data", f"{path}: {free / 1e9:.1f} GB free")
    if app.settings.contact is None:
        yield _finding("warn", "contact", "set MONITOR_CONTACT to an address that site owners can turn to")


def _channels(app: App) -> Iterator[Finding]:
    files = app.sources_file()
    if not files.rules:
        yield _finding("warn", "alerts", "no alert rules in sources.yaml: changes are recorded, nobody is told")
    mails = [name for name, channel in files.channels.items() if isinstance(channel, EmailChannel)]
    if mails and app.settings.smtp is None:
        yield _finding("fail", "mail", f"channel {mails[0]} sends mail, but MONITOR_SMTP_HOST is not set")
    elif app.settings.smtp is not None:
        smtp = app.settings.smtp
        yield _finding("ok", "mail", f"{smtp.host}:{smtp.port}, {smtp.security}, from {smtp.from_address}")


def _exceptions(sources: list[Source]) -> Iterator[Finding]:
    """Safety that a source has switched off is said each time."""
    private = [source for source in sources if source.allow_private]
    if private:
        hosts = ", ".join(sorted({str(urlsplit(source.url).hostname) for source in private})[:5])
        verb = "source may" if len(private) == 1 else "sources may"
        yield _finding("warn", "guard", f"{len(private)} {verb} reach internal addresses (allow_private): {hosts}")
    for source in sources:
        if source.insecure:
            yield _finding("warn", "tls", f"source {source.id} does not check the server's certificate: insecure")
    rendered = [source.id for source in sources if source.render is Render.BROWSER]
    if rendered and (trouble := browser_trouble()):
        yield _finding("fail", "browser", f"source {rendered[0]} is rendered in a browser, but {trouble}")


def _database(app: App, store: Store) -> Iterator[Finding]:
    health = store.health(app.clock.now())
    pages = sum(health.pages.values())
    yield _finding("ok", "database", f"{health.engine} at {health.location}, schema {health.schema_revision}")
    yield _finding(
        "ok",
        "stored",
        f"{pages} pages, {health.versions} versions, {health.blobs} blobs in {health.blob_bytes / 1e6:.1f} MB",
    )
    if health.overdue_pages:
        yield _finding("warn", "schedule", f"{health.overdue_pages} pages are overdue; is `monitor run` running?")


def _queue(app: App) -> Iterator[Finding]:
    """On PostgreSQL: how full the queue is, and who serves."""
    if not app.is_distributed:
        return
    with app.shared_state() as state:
        figures = state.figures()
        scheduler = state.lease_holder(SCHEDULER_LEASE)
    waiting = sum(figures.checks.values())
    live = f"{waiting} checks are queued, {figures.workers} workers and senders live"
    if scheduler is not None:
        yield _finding("ok", "queue", f"{live}, the scheduler is {scheduler.rpartition(':')[0]}")
    else:
        yield _finding("warn", "queue", f"{live}, no scheduler is active; is `monitor run` running?")
    if figures.failed:
        yield _finding("warn", "queue", f"{figures.failed} jobs ended in a bug in the last minutes; the logs have it")


def _pages(store: Store, sources: list[Source]) -> Iterator[Finding]:
    healthy = (PageState.FOUND, PageState.ACTIVE, PageState.UNREAD, PageState.RETIRED)
    states = [state.value for state in PageState if state not in healthy]
    names = [source.id for source in sources]
    troubled = list(store.pages(sources=names, states=states, limit=NAMED_PAGES + 1))
    for page in troubled[:NAMED_PAGES]:
        yield _finding("warn", page.source, f"{page.state.value}: {page.url}: {page.trouble}")
    if len(troubled) > NAMED_PAGES:
        yield _finding("warn", "pages", "more pages are in trouble; `monitor pages --state failing` lists them")


def _quiet(app: App, store: Store) -> Iterator[Finding]:
    """Pages of which a passage is left out of alerts: nobody hears of it otherwise."""
    pages = quiet_pages(store, now=app.clock.now())
    for page in pages[:NAMED_PAGES]:
        yield _finding("ok", "quiet", f"{page.url}: a passage changes at every check and is left out of alerts")
    if len(pages) > NAMED_PAGES:
        yield _finding("ok", "quiet", f"and {len(pages) - NAMED_PAGES} pages more")


def _alerts(app: App, store: Store) -> Iterator[Finding]:
    health = store.health(app.clock.now())
    dead = health.alerts.get(AlertState.DEAD.value, 0)
    if dead:
        yield _finding("fail", "alerts", f"{dead} alerts were given up; `monitor alerts list --state dead` says why")
    yield from _disabled(app, store)
    troubled = list(_troubled_channels(app, store))
    yield from troubled
    oldest = health.oldest_pending_alert_at
    if oldest is not None and app.clock.now() - oldest > OLD_ALERT and not troubled:
        yield _finding("warn", "alerts", f"an alert waits since {oldest:%Y-%m-%d %H:%M}Z; `monitor alerts list`")


def _disabled(app: App, store: Store) -> Iterator[Finding]:
    """Endpoints that want no more: nothing is sent to them until a person says so."""
    try:
        channels = app.sources_file().channels.values()
    except ConfigError:
        return  # said already
    hooks = (channel for channel in channels if isinstance(channel, WebhookChannel))
    for hook in hooks:
        last_dead = store.alerts(states=[AlertState.DEAD], channel=hook.name, limit=1)
        if last_dead and last_dead[0].trouble.startswith(disabled(hook)):
            yield _finding("fail", "channel", f"{hook.name}: {last_dead[0].trouble}")


def _troubled_channels(app: App, store: Store) -> Iterator[Finding]:
    """Each channel that does not take what it is sent, since when, and what it says."""
    waiting: dict[str, list[Alert]] = {}
    for alert in store.alerts(states=[AlertState.PENDING], limit=LOOKED_AT):
        if alert.attempts and alert.changed_at is not None:
            waiting.setdefault(alert.channel, []).append(alert)
    for name, alerts in sorted(waiting.items()):
        since = min(alert.changed_at for alert in alerts if alert.changed_at is not None)
        time = app.clock.now() - since
        if time > OLD_ALERT:
            count = f"{len(alerts)} alert{'s' if len(alerts) > 1 else ''}"
            text = f"{name} fails since {since:%Y-%m-%d %H:%M}Z, {count} wait: {alerts[0].trouble}"
            yield _finding("fail" if time > DOWN_FOR_LONG else "warn", "channel", text)


def _secrets(app: App, store: Store) -> Iterator[Finding]:
    """Channels whose secret belongs to another host than the one that is set."""
    try:
        found = app.hosts_of_secrets(store)
    except ConfigError:
        return  # said already
    for name, secrets in found.items():
        foreign = [(secret, host) for secret, host in secrets if host not in (None, secret.host)]
        if foreign:
            secret, host = foreign[0]
            level = "fail" if len(foreign) == len(secrets) else "warn"
            yield _finding(level, "secret", f"{name}: {moved('its secret', name, now=secret.host, before=str(host))}")

"""The background service of an App: what it is made of besides the parts of every command.

parts ── Service (SQLite) or one process of a fleet (PostgreSQL) ── until `stop`
  ├── Observer: counts; Endpoint: /metrics, /healthz and /readyz while it runs
  └── the day's housekeeping
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import storage
from monitor.app import TIMING, App, Parts
from monitor.deadlines import note_deadlines
from monitor.errors import UsageError
from monitor.observe import Endpoint, Gauges, Observer
from monitor.schedule import Role, Service, ServiceReport, Timing, serve_together

if TYPE_CHECKING:
    from monitor.deliver import DeliveryReport


async def serve(app: App, stop: asyncio.Event, *, role: Role = Role.ALL, timing: Timing = TIMING) -> ServiceReport:
    """The background service, or its part that has this role, until `stop` is set.

    Raises:
        UsageError: a role other than `all` on SQLite, or the port for metrics cannot be had.
        StorageBusyError: another service runs on this SQLite database.
    """
    if app.is_distributed:
        return await _together(app, stop, role, timing)
    if role is not Role.ALL:
        raise UsageError(
            f"--role {role.value} is for many processes on PostgreSQL, and this database is SQLite: one process "
            "does everything; set MONITOR_DATABASE_URL, or leave --role out"
        )
    observer = Observer()
    with app.store() as store, app.service_lock():
        async with (
            app.parts(store, on_checked=observer.checked) as parts,
            _observed(app, parts, store, observer),
        ):
            service = Service(
                checker=parts.checker,
                store=store,
                serial=parts.serial,
                clock=app.clock,
                sources=parts.sources,
                deliver=partial(_deliver, app, parts, observer),
                housekeeping=partial(keep_house, app, parts, store),
                concurrency=app.settings.concurrency,
                grace_s=app.settings.grace_s,
                beat=observer.pulse.beat,
            )
            return await service.run(stop)


async def _together(app: App, stop: asyncio.Event, role: Role, timing: Timing) -> ServiceReport:
    """One process of many on PostgreSQL."""
    observer = Observer()
    with app.store() as store:
        async with (
            app.parts(store, timing=timing, on_checked=observer.checked) as parts,
            _observed(app, parts, store, observer),
        ):
            assert parts.shared is not None
            return await serve_together(
                role,
                stop,
                checker=parts.checker,
                store=store,
                serial=parts.serial,
                state=parts.shared.state,
                shared=parts.shared.serial,
                clock=app.clock,
                sources=parts.sources,
                deliver=partial(_deliver, app, parts, observer),
                housekeeping=partial(keep_house, app, parts, store),
                concurrency=app.settings.concurrency,
                grace_s=app.settings.grace_s,
                timing=timing,
                beat=observer.pulse.beat,
            )


@asynccontextmanager
async def _observed(app: App, parts: Parts, store: storage.SqlStore, observer: Observer) -> AsyncIterator[None]:
    """Answer `/metrics`, `/healthz` and `/readyz` while the block runs, when there is a port for it.

    Raises:
        UsageError: the port cannot be had.
    """
    if app.settings.metrics_port is None:
        yield
        return
    sources = tuple(parts.sources.values())
    observer.registry.register(Gauges(lambda: store.figures(sources, app.clock.now()), app.clock, observer.pulse))
    endpoint = Endpoint(registry=observer.registry, pulse=observer.pulse, unready=partial(storage.unready, store))
    await endpoint.open(app.settings.metrics_host, app.settings.metrics_port)
    try:
        yield
    finally:
        await endpoint.close()


async def _deliver(app: App, parts: Parts, observer: Observer, only: str | None = None) -> DeliveryReport:
    """Send the alerts that are due, and count them."""
    report = await app.deliver(parts, only)
    observer.delivered(report)
    return report


async def keep_house(app: App, parts: Parts, store: storage.SqlStore) -> int:
    """Note deadlines, and forget old checks that found nothing; returns how many alerts that made."""
    now = app.clock.now()
    alerts = await parts.serial(note_deadlines, store, sources=parts.sources, rules=parts.rules, now=now)
    if parts.files.keep_unchanged_s is None:
        return alerts
    forget = storage.prune(store, unchanged_before=now - timedelta(seconds=parts.files.keep_unchanged_s))
    while await parts.serial(next, forget, None) is not None:
        """Each step is a call of its own, so that checks are recorded in between."""
    return alerts

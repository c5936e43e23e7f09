"""`monitor run`: the background service, or one process of it."""

from __future__ import annotations

import asyncio
import signal
import socket
from dataclasses import replace
from typing import Annotated

import structlog
import typer

from monitor.app import App
from monitor.cli.context import app
from monitor.cli.output import set_up_logging
from monitor.schedule import Role
from monitor.serving import serve


def run(
    role: Annotated[
        Role,
        typer.Option(help="What this process does, when many share a PostgreSQL database: each may run several times."),
    ] = Role.ALL,
    metrics_port: int | None = typer.Option(
        None, "--metrics-port", min=1, max=65_535, help="Answer /metrics, /healthz and /readyz (MONITOR_METRICS_PORT)."
    ),
) -> None:
    """Run the background service: check sources by their schedules, send alerts.

    On PostgreSQL the work may be divided: a scheduler says what is due (of several one is active), workers check
    pages, alerts sends. Ends with SIGTERM or Ctrl-C, after finishing the checks in hand (MONITOR_GRACE_S).
    """
    here = app()
    if metrics_port is not None:
        here = replace(here, settings=replace(here.settings, metrics_port=metrics_port))
    set_up_logging(here.settings.log_level, here.settings.log_format)
    if here.is_distributed:
        structlog.contextvars.bind_contextvars(role=role.value, machine=socket.gethostname())
    asyncio.run(_serve(here, role))


async def _serve(here: App, role: Role) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await serve(here, stop, role=role)

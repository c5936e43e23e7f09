"""`monitor run`: the background service."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import replace

import typer

from monitor.app import App
from monitor.cli.context import app
from monitor.cli.output import set_up_logging


def run(
    metrics_port: int | None = typer.Option(
        None, "--metrics-port", min=1, max=65_535, help="Answer /metrics, /healthz and /readyz (MONITOR_METRICS_PORT)."
    ),
) -> None:
    """Run the background service: check sources by their schedules, send alerts.

    Ends with SIGTERM or Ctrl-C, after finishing the checks in hand (MONITOR_GRACE_S).
    """
    here = app()
    if metrics_port is not None:
        here = replace(here, settings=replace(here.settings, metrics_port=metrics_port))
    set_up_logging(here.settings.log_level, here.settings.log_format)
    asyncio.run(_serve(here))


async def _serve(here: App) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await here.serve(stop)

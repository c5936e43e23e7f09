"""One process of the service that notices its fellows soon: `python -m tests.schedule.process ROLE`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import structlog

from monitor.app import App
from monitor.cli.output import set_up_logging
from monitor.schedule import Role, Timing
from monitor.serving import serve

#: Seconds; long enough for a machine that is busy with other things.
QUICK = Timing(
    tick_s=0.1,
    poll_s=0.1,
    heartbeat_s=0.5,
    stalled_s=3.0,
    look_for_stalled_every_s=0.5,
    lease_s=3.0,
    standby_s=0.3,
    prune_every_s=1.0,
    failed_s=2.0,
    turn_s=3.0,
)


async def until_told_to_stop(role: Role) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await serve(App.from_environ(os.environ), stop, role=role, timing=QUICK)


if __name__ == "__main__":
    set_up_logging("debug", "json")
    structlog.contextvars.bind_contextvars(role=sys.argv[1], process=os.getpid())
    asyncio.run(until_told_to_stop(Role(sys.argv[1])))

"""The service: what starts checks and deliveries, and when.

service.py     on SQLite: APScheduler in one process; round.py: many checks at a time
fleet.py       on PostgreSQL: the roles (role.py) of one process of many
  scheduler.py   puts what is due into the queue; plan.py: in which order
  duties.py      what a job does: one check, one delivery
  engine.py      Procrastinate
  lease.py       a right that one process of many has; timing.py: how soon they notice each other
crawl.py       these pages, now; backfill.py: the further pages of a listing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.loading import on_demand
from monitor.schedule.backfill import Leaf, backfill
from monitor.schedule.crawl import crawl
from monitor.schedule.role import Role
from monitor.schedule.timing import Timing

if TYPE_CHECKING:
    from monitor.schedule.duties import deliver_alone
    from monitor.schedule.fleet import serve_together
    from monitor.schedule.scheduler import SCHEDULER_LEASE
    from monitor.schedule.service import Service, ServiceReport
else:
    __getattr__ = on_demand(
        __name__,
        duties=("deliver_alone",),
        fleet=("serve_together",),
        scheduler=("SCHEDULER_LEASE",),
        service=("Service", "ServiceReport"),
    )

__all__ = [
    "SCHEDULER_LEASE",
    "Leaf",
    "Role",
    "Service",
    "ServiceReport",
    "Timing",
    "backfill",
    "crawl",
    "deliver_alone",
    "serve_together",
]

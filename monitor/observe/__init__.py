"""What a person or a machine can see of a running service, without touching it.

Observer        told of every check, every delivery and every round of a loop
Gauges          asks the database what waits, at a scrape
Endpoint        /metrics, /healthz and /readyz over HTTP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.loading import on_demand
from monitor.observe.pulse import Pulse

if TYPE_CHECKING:
    from monitor.observe.endpoint import Endpoint
    from monitor.observe.gauges import Gauges
    from monitor.observe.observer import Observer
else:
    __getattr__ = on_demand(__name__, endpoint=("Endpoint",), gauges=("Gauges",), observer=("Observer",))

__all__ = ["Endpoint", "Gauges", "Observer", "Pulse"]

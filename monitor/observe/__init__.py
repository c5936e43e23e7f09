"""What a person or a machine can see of a running service, without touching it.

Observer        told of every check, every delivery and every round of a loop
Gauges          asks the database what waits, at a scrape
Endpoint        /metrics, /healthz and /readyz over HTTP
"""

from monitor.observe.endpoint import Endpoint
from monitor.observe.gauges import Gauges
from monitor.observe.observer import Observer
from monitor.observe.pulse import Pulse

__all__ = ["Endpoint", "Gauges", "Observer", "Pulse"]

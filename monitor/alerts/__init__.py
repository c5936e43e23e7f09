"""Who is told of which Changes, when, and in what words.

changes --match_rules--> Alerts (rows of the outbox) --compose--> Message (subject, text, HTML, payload)
"""

from monitor.alerts.compose import compose
from monitor.alerts.policy import departure, out_of_quiet
from monitor.alerts.replay import replay
from monitor.alerts.rules import match_rules, takes

__all__ = ["compose", "departure", "match_rules", "out_of_quiet", "replay", "takes"]

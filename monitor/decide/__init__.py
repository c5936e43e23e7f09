"""The pure decision: what one answer means for one Page.

    Fetched --decide--> CheckResult
       NotModified ........................ unchanged
       FetchFailure ....................... trouble
       Body --judge--> not usable ......... trouble, with the body as evidence
                  \\--> usable
                        same hash ......... unchanged
                        index --discover--> found links
                        document --read---> Version --compare--> Changes --match_rules--> Alerts

Nothing here touches the world: equal arguments give equal results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.decide.answer import decide, may_say_more, needs_previous
from monitor.decide.case import Rules
from monitor.decide.next_check import next_start
from monitor.loading import on_demand

if TYPE_CHECKING:
    from monitor.decide.reading import read, recipe_for
    from monitor.decide.turning import Turned, entered, turn
else:
    __getattr__ = on_demand(__name__, reading=("read", "recipe_for"), turning=("Turned", "entered", "turn"))

__all__ = [
    "Rules",
    "Turned",
    "decide",
    "entered",
    "may_say_more",
    "needs_previous",
    "next_start",
    "read",
    "recipe_for",
    "turn",
]

"""How soon the processes of one installation notice each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds; tests make them short.

    A dead worker's jobs are taken up within `stalled_s` and `look_for_stalled_every_s`, a dead scheduler is replaced
    within `lease_s` and `standby_s`: both well within a minute.
    """

    #: Between looks of the scheduler for what is due.
    tick_s: float = 1.0
    #: Between looks of a worker for jobs, when nothing told it of one.
    poll_s: float = 1.0
    #: Between a worker's signs of life.
    heartbeat_s: float = 5.0
    #: Without a sign of life after which a worker is dead and its jobs are taken from it.
    stalled_s: float = 25.0
    look_for_stalled_every_s: float = 5.0
    #: How long a lease lasts that is not asked for again, as it is three times in that time.
    lease_s: float = 20.0
    #: Between looks of a scheduler in waiting.
    standby_s: float = 3.0
    #: Between clearing up jobs that ended.
    prune_every_s: float = 60.0
    #: A page whose check ended in a bug is left alone for so long, unless it is checked by hand.
    failed_s: float = 300.0
    #: How long a process keeps a host from the others when it dies in the middle of a request.
    turn_s: float = 15.0

"""Kinds of jobs that the processes of one installation hand each other, by the names they have in the database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """One kind of work: the queue it waits in, and the task that does it."""

    queue: str
    task: str


#: A page is to be checked.
CHECK = JobKind(queue="checks", task="check")
#: The alerts of a channel are to be sent.
DELIVER = JobKind(queue="alerts", task="deliver")

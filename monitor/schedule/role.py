"""What the processes of one installation divide among them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a process of the service does."""

    ALL = "all"
    SCHEDULER = "scheduler"
    WORKER = "worker"
    ALERTS = "alerts"

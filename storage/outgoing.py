"""Recording on PostgreSQL: the job that sends an alert enters the queue in the transaction of its Version."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from monitor.ports import Recorded
from monitor.types import CheckResult
from monitor.types.job import DELIVER
from storage.queries import jobs
from storage.record import Batch


def record(connection: Connection, results: Sequence[CheckResult]) -> list[Recorded]:
    """Write a batch; on PostgreSQL, wake the channels that have an alert now.

    Alerts that wait for their digest are woken when they are due, by the scheduler.
    """
    recorded = Batch(connection).record(results)
    if connection.dialect.name == "postgresql":
        wake(
            connection,
            {
                alert.channel
                for result, one in zip(results, recorded, strict=True)
                if one.alerts_added
                for alert in result.alerts
                if alert.due_at <= result.checked_at
            },
        )
    return recorded


def wake(connection: Connection, channels: Collection[str], *, unless: Collection[str] = ("todo",)) -> int:
    """Have the alerts of these channels delivered; how many were not being woken already.

    A delivery that is under way may have looked before these alerts were there, so it does not count by default.
    """
    return jobs.defer_once(
        connection,
        DELIVER,
        [{"lock": f"channel:{name}", "once": f"channel:{name}", "args": {"channel": name}} for name in channels],
        unless=unless,
    )

"""What the processes of one installation share on PostgreSQL: hosts, leases, and what enters the queue.

All times are durations by the server's clock. Everything here can be learned again, so nothing waits for the disk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from monitor.types.codec import dump, load
from monitor.types.host import DuePage, HostState, HostTurn, JobTable, KeptRobots, QueueFigures
from monitor.types.job import CHECK
from monitor.types.page import FetchFailure, Page
from storage.engine import Database
from storage.outgoing import wake
from storage.queries import hosts, jobs, leases, pages

#: How locks of checks begin; the rest is the host.
_HOST = "host:"


class SharedState:
    """One process's view of what all share. Synchronous, called from one thread at a time."""

    def __init__(self, url: str, *, holder: str) -> None:
        """`holder` tells this process from all others, and people where it runs."""
        #: What is lost in a crash of the server is learned again: no transaction here waits for the disk.
        self._database = Database(url, is_hasty=True)
        self.holder = holder

    @property
    def jobs(self) -> JobTable:
        """Where Procrastinate's tables are, and how jobs are taken from them and ended."""
        return JobTable(
            location=self._database.location,
            conninfo=self._database.conninfo(search_path=jobs.SCHEMA, synchronous_commit="off"),
            claim=jobs.CLAIM,
            finish=jobs.FINISH,
        )

    def close(self) -> None:
        """Release the connection."""
        self._database.close()

    # -- hosts

    def take_turns(self, names: Sequence[str], *, lease_s: float) -> Sequence[HostTurn]:
        """Take the turns of hosts, where nobody has it and the host wants to be asked; and what is known of them."""
        with self._database.session() as connection:
            found = hosts.take(connection, names, self.holder, lease_s)
        return [_turn(*found[name]) for name in names]

    def prolong_turn(self, host: str, *, lease_s: float) -> None:
        """Keep a turn that takes longer."""
        with self._database.session() as connection:
            hosts.prolong(connection, host, self.holder, lease_s)

    def give_back(self, told: Sequence[tuple[str, HostState]]) -> None:
        """End turns and say how the hosts are to be treated from now on."""
        with self._database.session() as connection:
            hosts.give_back(connection, self.holder, [{"host": name, **asdict(state)} for name, state in told])

    def robots(self, origin: str) -> KeptRobots | None:
        """What /robots.txt of an origin came to, on its way of connecting; None when it has to be asked (again)."""
        with self._database.session() as connection:
            row = hosts.robots(connection, _key(origin))
        if row is None:
            return None
        return KeptRobots(
            expires_in_s=row.expires_in_s,
            content=None if row.content is None else bytes(row.content),
            trouble=load(FetchFailure, json.loads(row.trouble)) if row.trouble else None,
        )

    def keep_robots(self, origin: str, kept: KeptRobots) -> None:
        """Remember what it came to."""
        with self._database.session() as connection:
            hosts.keep_robots(
                connection,
                _key(origin),
                content=kept.content,
                trouble="" if kept.trouble is None else json.dumps(dump(kept.trouble)),
                expires_in_s=kept.expires_in_s,
            )

    # -- leases

    def take_lease(self, name: str, *, lease_s: float) -> bool:
        """Take a right, or go on with it; whether this process has it now."""
        with self._database.session() as connection:
            return leases.take(connection, name, self.holder, lease_s)

    def release(self, name: str) -> None:
        """Give a right back."""
        with self._database.session() as connection:
            leases.release(connection, name, self.holder)

    def lease_holder(self, name: str) -> str | None:
        """Which process has a right now."""
        with self._database.session() as connection:
            return leases.holder_of(connection, name)

    # -- the queue

    def pages(self, page_ids: Sequence[int]) -> Sequence[Page | None]:
        """Pages that jobs name, as they stand."""
        with self._database.session() as connection:
            found = pages.by_ids(connection, page_ids)
        return [found.get(page_id) for page_id in page_ids]

    def due_pages(
        self, now: datetime, *, sources: Collection[str], full_hosts: Collection[str], most: int
    ) -> Sequence[Page]:
        """Pages that are due, have no job, and whose host has room in the queue; the longest overdue first."""
        with self._database.reading() as connection:
            return jobs.due_pages(connection, now, sources=sources, full_hosts=full_hosts, most=most)

    def defer_checks(self, due: Sequence[DuePage]) -> int:
        """Put checks into the queue, in that order; how many were not in it yet."""
        with self._database.writing() as connection:
            return jobs.defer(
                connection,
                CHECK,
                [
                    {
                        "lock": f"{_HOST}{page.host}",
                        "once": f"page:{page.id}",
                        "args": {"page": page.id, "revision": page.revision},
                    }
                    for page in due
                ],
            )

    def wake_channels(self, now: datetime, *, horizon: timedelta) -> int:
        """Have alerts delivered that have become due, or whose time is beyond any horizon.

        A channel on which somebody is sending is left alone: what remains then is seen the next time.
        """
        with self._database.writing() as connection:
            return wake(connection, jobs.due_channels(connection, now, horizon), unless=("todo", "doing"))

    def hasten(self, page_ids: Collection[int], due: datetime) -> None:
        """Let pages be due no later than that."""
        with self._database.writing() as connection:
            pages.hasten(connection, page_ids, due)

    def count_again(self) -> None:
        """Let the database know how long the queue is: nobody else counts it (`storage.queue_schema`)."""
        with self._database.writing() as connection:
            jobs.analyze(connection)

    def figures(self) -> QueueFigures:
        """How full the queue is."""
        with self._database.reading() as connection:
            by_lock = jobs.by_lock(connection, CHECK.queue)
            return QueueFigures(
                checks={lock.removeprefix(_HOST): count for lock, count in by_lock.items()},
                failed=jobs.failed(connection),
                workers=jobs.workers(connection),
            )

    def prune(self, *, ended_s: float) -> int:
        """Forget jobs that ended so long ago, hosts of which nothing is remembered, and what has expired."""
        with self._database.writing() as connection:
            hosts.forget(connection)
            leases.forget(connection)
            return jobs.prune(connection, ended_s)


def _turn(taken: bool, row: Row[Any]) -> HostTurn:
    state = HostState(
        rest_s=row.rest_s, held_s=row.held_s, why_held=row.why_held, delay_s=row.delay_s, failures=row.failures
    )
    return HostTurn(taken=taken, state=state, busy_s=0.0 if taken else row.busy_s)


def _key(origin: str) -> bytes:
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).digest()[:16]

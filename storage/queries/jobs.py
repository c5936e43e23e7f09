"""Procrastinate's tables, on PostgreSQL: what is put into the queue in transactions of our own.

Jobs are put in by Procrastinate's own function; its tables live in the PostgreSQL schema `procrastinate`. A job says
where to look, never what is true: what is due stands in `pages` and `alerts`, so a job that is lost or done twice
changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError

from monitor.types import Page
from monitor.types.job import JobKind
from storage.models import PageRow, columns, table
from storage.queries.pages import to_page

P = columns(PageRow)

#: The PostgreSQL schema that holds the tables.
SCHEMA = "procrastinate"

_WITH_SCHEMA = text("SELECT set_config('search_path', current_setting('search_path') || ', procrastinate', true)")

_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(array_agg("
    "ROW(:queue, :task, 0, job.lock, job.once, job.args, NULL)::procrastinate_job_to_defer_v1 ORDER BY job.number)) "
    "FROM ROWS FROM (jsonb_to_recordset(CAST(:jobs AS jsonb)) AS (lock text, once text, args jsonb)) "
    "WITH ORDINALITY AS job (lock, once, args, number)"
)
_WAITING = text(
    "SELECT queueing_lock FROM procrastinate.procrastinate_jobs "
    "WHERE queueing_lock = ANY(:names) AND status::text = ANY(:states)"
)
_HAS_ROOM = "split_part(pages.url, '/', 3) <> ALL(:full_hosts)"
#: A page whose last job ended in a bug waits until that job is forgotten, or it would be tried all the time.
_HAS_NO_JOB = (
    "NOT EXISTS (SELECT 1 FROM procrastinate.procrastinate_jobs j WHERE j.queueing_lock = 'page:' || pages.id "
    "AND j.status IN ('todo', 'doing', 'failed'))"
)
_DUE_CHANNELS = text(
    "SELECT DISTINCT channel FROM alerts WHERE state = 'pending' AND (due_at <= :now OR due_at > :beyond)"
)
_BY_LOCK = text(
    "SELECT lock, count(*) FROM procrastinate.procrastinate_jobs "
    "WHERE status IN ('todo', 'doing') AND queue_name = :queue GROUP BY lock"
)
_FAILED = text("SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE status = 'failed'")
_WORKERS = text(
    "SELECT count(*) FROM procrastinate.procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
)
_PRUNE = text(
    "DELETE FROM procrastinate.procrastinate_jobs j WHERE j.status NOT IN ('todo', 'doing') AND NOT EXISTS "
    "(SELECT 1 FROM procrastinate.procrastinate_events e WHERE e.job_id = j.id "
    "AND e.at > now() - make_interval(secs => :older_s))"
)

#: Many jobs at once, as Procrastinate takes one (`procrastinate_fetch_job_v2`): of each lock the first, none while one
#: of that lock is under way. Said on Procrastinate's own connections, in their way of naming parameters.
CLAIM = """
    WITH free AS (
        SELECT id FROM procrastinate_jobs AS jobs
        WHERE status = 'todo' AND queue_name = ANY(%(queues)s::varchar[])
            AND (scheduled_at IS NULL OR scheduled_at <= now())
            AND NOT EXISTS (
                SELECT 1 FROM procrastinate_jobs AS other
                WHERE other.lock = jobs.lock AND (
                    other.status = 'doing' OR other.status = 'todo' AND (
                        other.priority > jobs.priority OR other.priority = jobs.priority AND other.id < jobs.id)))
        ORDER BY priority DESC, id LIMIT %(most)s
        FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs AS jobs SET status = 'doing', worker_id = %(worker_id)s
    FROM free WHERE jobs.id = free.id
    RETURNING jobs.id, status, task_name, priority, lock, queueing_lock, args, scheduled_at, queue_name, attempts,
        worker_id
"""
#: Jobs that ended well, as `procrastinate_finish_job_v1` deletes one.
FINISH = "DELETE FROM procrastinate_jobs WHERE id = ANY(%(ids)s) AND status IN ('todo', 'doing') RETURNING id"


def defer(connection: Connection, kind: JobKind, jobs: Sequence[Mapping[str, Any]]) -> int:
    """Put jobs into the queue, in their order; how many went in.

    A job is `lock`, `once` (its queueing lock) and `args`. One whose like waits already is left out.
    """
    if not jobs:
        return 0
    connection.execute(_WITH_SCHEMA)
    try:
        return _put(connection, kind, jobs)
    except IntegrityError:  # somebody else put one of them in at this moment
        return sum(_put_unless_known(connection, kind, job) for job in jobs)


def _put(connection: Connection, kind: JobKind, jobs: Sequence[Mapping[str, Any]]) -> int:
    with connection.begin_nested():
        connection.execute(
            _DEFER, {"queue": kind.queue, "task": kind.task, "jobs": json.dumps([dict(job) for job in jobs])}
        )
    return len(jobs)


def _put_unless_known(connection: Connection, kind: JobKind, job: Mapping[str, Any]) -> int:
    try:
        return _put(connection, kind, [job])
    except IntegrityError:
        return 0


def defer_once(
    connection: Connection, kind: JobKind, jobs: Iterable[Mapping[str, Any]], *, unless: Collection[str]
) -> int:
    """The same, without those whose like is there in one of these states: for few jobs that are often there."""
    named = {job["once"]: job for job in jobs}
    if not named:
        return 0
    waiting = set(connection.execute(_WAITING, {"names": list(named), "states": list(unless)}).scalars())
    # In one order for everybody: transactions that wake the same channels wait for each other and do not lock up.
    return defer(connection, kind, [named[name] for name in sorted(named) if name not in waiting])


def due_pages(
    connection: Connection, now: datetime, *, sources: Collection[str], full_hosts: Collection[str], most: int
) -> list[Page]:
    """Pages that are due and have no job, the longest overdue first."""
    query = (
        select(table(PageRow))
        .where(P.next_check_at <= now, P.source.in_(sources), text(_HAS_NO_JOB))
        .order_by(P.next_check_at, P.id)
        .limit(most)
    )
    if full_hosts:
        query = query.where(text(_HAS_ROOM).bindparams(full_hosts=list(full_hosts)))
    return [to_page(row) for row in connection.execute(query)]


def due_channels(connection: Connection, now: datetime, horizon: timedelta) -> list[str]:
    """Channels with alerts that are due, or due so late that the clock must have been wrong."""
    return list(connection.execute(_DUE_CHANNELS, {"now": now, "beyond": now + horizon}).scalars())


def by_lock(connection: Connection, queue: str) -> dict[str, int]:
    """Jobs of a queue that wait or are under way, by lock."""
    return {row[0]: row[1] for row in connection.execute(_BY_LOCK, {"queue": queue})}


def failed(connection: Connection) -> int:
    """Jobs that ended in a bug and are not forgotten yet."""
    return int(connection.execute(_FAILED).scalar_one())


def workers(connection: Connection) -> int:
    """Workers that live."""
    return int(connection.execute(_WORKERS).scalar_one())


def analyze(connection: Connection) -> None:
    """Let the planner know how many jobs there are."""
    connection.exec_driver_sql("ANALYZE procrastinate.procrastinate_jobs")


def prune(connection: Connection, older_s: float) -> int:
    """Forget jobs that ended so many seconds ago."""
    connection.execute(_WITH_SCHEMA)  # for the triggers
    return connection.execute(_PRUNE, {"older_s": older_s}).rowcount

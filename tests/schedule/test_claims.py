"""Jobs are taken and ended many at a time, and a host is still only one worker's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import procrastinate
import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from monitor.schedule.claims import Claims
from monitor.schedule.engine import opened
from monitor.schedule.timing import Timing
from monitor.types.host import DuePage
from monitor.types.job import CHECK
from storage import SharedState, SqlStore


class Counting(procrastinate.PsycopgConnector):
    """Counts what is said to the database."""

    said = 0

    async def execute_query_all_async(self, *args: Any, **named: Any) -> Any:
        self.said += 1
        return await super().execute_query_all_async(*args, **named)


@asynccontextmanager
async def worker(state: SharedState, *, free: int) -> AsyncIterator[tuple[Claims, int, Counting]]:
    """The jobs of a registered worker with so many free hands, its number, and its connections."""
    connector = Counting(conninfo=state.jobs.conninfo, min_size=1, max_size=1)
    await connector.open_async()
    claims = Claims(connector, state.jobs)
    claims.free = lambda: free
    try:
        yield claims, await claims.register_worker(), connector
    finally:
        await connector.close_async()


async def taken(claims: Claims, worker_id: int) -> list[Job]:
    """What the worker finds until there is nothing more."""
    jobs = []
    while (job := await claims.fetch_job(["checks"], worker_id)) is not None:
        jobs.append(job)
    return jobs


def numbers(jobs: list[Job]) -> list[Any]:
    return [job.task_kwargs["page"] for job in jobs]


def put(state: SharedState, *pages: tuple[int, str]) -> None:
    state.defer_checks([DuePage(id=number, revision=0, host=host) for number, host in pages])


async def test_one_statement_takes_as_many_jobs_as_there_are_hands(store: SqlStore, state: SharedState) -> None:
    put(state, *((number, f"h{number}") for number in range(10)))
    async with worker(state, free=4) as (claims, worker_id, connector):
        first = [await claims.fetch_job(["checks"], worker_id) for _ in range(4)]
        assert numbers([job for job in first if job]) == [0, 1, 2, 3], "in the order in which they were put in"
        assert connector.said == 1
        async with worker(state, free=100) as (others, other_id, _):
            assert numbers(await taken(others, other_id)) == [4, 5, 6, 7, 8, 9], "what nobody has taken"


async def test_of_each_host_one_job_at_a_time(store: SqlStore, state: SharedState) -> None:
    put(state, (1, "a"), (2, "b"), (3, "a"), (4, "b"), (5, "a"))
    async with worker(state, free=9) as (claims, worker_id, _), worker(state, free=9) as (others, other_id, _):
        jobs = await taken(claims, worker_id)
        assert numbers(jobs) == [1, 2]
        assert numbers(await taken(others, other_id)) == []
        await claims.finish_job(jobs[0], Status.SUCCEEDED, delete_job=True)
        assert numbers(await taken(others, other_id)) == [3]
        await claims.finish_job(jobs[1], Status.FAILED, delete_job=False)
        assert numbers(await taken(claims, worker_id)) == [4]


async def test_a_queue_is_its_own_workers(store: SqlStore, state: SharedState) -> None:
    put(state, (1, "a"))
    async with worker(state, free=9) as (claims, worker_id, _):
        assert await claims.fetch_job(["alerts"], worker_id) is None
        assert numbers(await taken(claims, worker_id)) == [1]


async def test_jobs_that_end_together_are_ended_in_one_statement(store: SqlStore, state: SharedState) -> None:
    put(state, *((number, f"h{number}") for number in range(8)))
    async with worker(state, free=8) as (claims, worker_id, connector):
        jobs = await taken(claims, worker_id)
        before = connector.said
        await asyncio.gather(*(claims.finish_job(job, Status.SUCCEEDED, delete_job=True) for job in jobs))
        assert connector.said == before + 1
        assert state.figures().checks == {}


async def test_only_the_job_that_is_gone_cannot_be_ended(store: SqlStore, state: SharedState) -> None:
    put(state, (1, "a"), (2, "b"))
    async with worker(state, free=8) as (claims, worker_id, _):
        one, two = await taken(claims, worker_id)
        await claims.finish_job(one, Status.SUCCEEDED, delete_job=True)
        ended = await asyncio.gather(
            *(claims.finish_job(job, Status.SUCCEEDED, delete_job=True) for job in (one, two)), return_exceptions=True
        )
        assert isinstance(ended[0], ConnectorException)
        assert ended[1] is None
        assert state.figures().checks == {}


async def test_jobs_that_a_stopped_worker_has_not_begun_are_for_others_at_once(
    store: SqlStore, state: SharedState, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is told to stop in the moment in which it takes two jobs."""
    stop, begun = asyncio.Event(), []
    fetch_job = Claims.fetch_job

    async def fetch_and_stop(self: Claims, *args: Any, **named: Any) -> Job | None:
        job = await fetch_job(self, *args, **named)
        stop.set()
        await asyncio.sleep(0.1)  # the worker has been told by then
        return job

    async def task(page: int, revision: int) -> None:
        begun.append(page)

    monkeypatch.setattr(Claims, "fetch_job", fetch_and_stop)
    put(state, (1, "a"), (2, "b"), (3, "c"))
    async with opened(state.jobs, timing=Timing(poll_s=0.1)) as engine:
        working = engine.work(stop, CHECK, task, concurrency=3, grace_s=5, prompt=False)
        await asyncio.wait_for(working, 20)
    monkeypatch.setattr(Claims, "fetch_job", fetch_job)
    async with worker(state, free=9) as (claims, worker_id, _):
        assert numbers(await taken(claims, worker_id)) + begun == [2, 3, 1]


async def test_a_worker_goes_round_as_long_as_it_looks_for_jobs_or_ends_them(
    store: SqlStore, state: SharedState
) -> None:
    """What `/healthz` of a worker rests on: one whose hands are all stuck stands still."""
    beats: list[tuple[str, float]] = []
    stop, stuck, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def task(page: int, revision: int) -> None:
        stuck.set()
        await go_on.wait()

    timing = Timing(poll_s=0.02)
    async with opened(state.jobs, timing=timing, beat=lambda loop, every_s: beats.append((loop, every_s))) as engine:
        working = asyncio.create_task(engine.work(stop, CHECK, task, concurrency=1, grace_s=5, prompt=False))
        await asyncio.sleep(0.3)
        assert beats[0] == ("checks", 0.02)
        assert len(beats) > 3, "it has nothing to do and looks again and again"
        put(state, (1, "a"))
        await asyncio.wait_for(stuck.wait(), 20)
        before = len(beats)
        await asyncio.sleep(0.3)
        assert len(beats) == before, "its only hand is busy"
        go_on.set()
        await asyncio.sleep(0.3)
        assert len(beats) > before
        stop.set()
        await asyncio.wait_for(working, 20)

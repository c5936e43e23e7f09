"""Procrastinate, as this program uses it: two queues, workers of them, and what becomes of a dead worker's jobs.

    checks ── check(page, revision)    one page; never two of one host at a time (lock), never queued twice
    alerts ── deliver(channel)         what is due on one channel; never two of one channel at a time

Jobs that end well leave the table at once; the register and the outbox remember what they came to.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import procrastinate
import structlog
from procrastinate.exceptions import ConnectorException, ProcrastinateException
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.worker import Worker
from psycopg import AsyncConnection
from psycopg.errors import ForeignKeyViolation
from psycopg_pool import AsyncConnectionPool

from monitor.errors import StorageError
from monitor.schedule.claims import Claims
from monitor.schedule.timing import Timing
from monitor.types.host import JobTable
from monitor.types.job import JobKind

log = structlog.get_logger("monitor.schedule")

#: Its own log says of every job that it starts and ends; ours says what it came to.
logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
#: A connection that was used this many seconds ago is believed to work.
IDLE_S = 5.0
#: A job belongs to a worker that is known: one that was taken for dead is not any more.
_OF_WORKER = "procrastinate_jobs_worker_id_fkey"
#: A job's function: called with the job's arguments.
Task = Callable[..., Awaitable[None]]
#: Told by a loop that it goes round: its name, and every how many seconds it should.
Beat = Callable[[str, float], None]


class Engine:
    """Procrastinate on one database, open."""

    def __init__(self, connector: procrastinate.PsycopgConnector, table: JobTable, timing: Timing, beat: Beat) -> None:
        self._connector = connector
        self._table = table
        self._timing = timing
        self._beat = beat

    async def work(
        self, stop: asyncio.Event, kind: JobKind, task: Task, *, concurrency: int, grace_s: float, prompt: bool
    ) -> None:
        """Take jobs of a kind until `stop` is set, then finish those in hand within the grace period.

        Args:
            task: gets each job's arguments.
            prompt: whether new jobs are told of, at the price of a connection, rather than looked for.

        Raises:
            StorageError: the database cannot be used. Jobs in hand are given to others.
        """

        async def job(**arguments: Any) -> None:
            await task(**arguments)

        worker, claims = self._worker(kind, job, concurrency=concurrency, grace_s=grace_s, prompt=prompt)
        self._beat(kind.queue, self._timing.poll_s)
        stopper = asyncio.create_task(_stop_with(stop, worker), name=f"stop {kind.queue}")
        try:
            with _explained(self._table.location):
                await worker.run()  # type: ignore[no-untyped-call]
                for left in claims.unbegun():
                    await self._give_to_others(left)
        finally:
            stopper.cancel()
        if not stop.is_set():
            # It ends by itself when it can no longer show that it lives.
            raise StorageError(
                f"{self._table.location}: the connection to the server was lost; what was recorded is safe"
            )

    def _worker(
        self, kind: JobKind, job: Task, *, concurrency: int, grace_s: float, prompt: bool
    ) -> tuple[Worker, Claims]:
        # An app for each queue: it has one manager of jobs, and that of a worker knows how many it has hands for.
        app = procrastinate.App(connector=self._connector)
        app.task(name=kind.task, queue=kind.queue)(job)
        claims = app.job_manager = Claims(
            self._connector, self._table, beat=lambda: self._beat(kind.queue, self._timing.poll_s)
        )
        worker = Worker(
            app,
            queues=[kind.queue],
            concurrency=concurrency,
            fetch_job_polling_interval=self._timing.poll_s,
            # Nobody asks for a job in hand to be given up: this only costs a query now and then.
            abort_job_polling_interval=3600,
            shutdown_graceful_timeout=grace_s,
            listen_notify=prompt,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=self._timing.heartbeat_s,
            stalled_worker_timeout=self._timing.stalled_s,
            worker_middleware=[_look_again],
        )
        claims.free = lambda: concurrency - len(worker._running_jobs)
        return worker, claims

    async def rescue(self) -> int:
        """Let others have the jobs of workers that show no sign of life; how many those were.

        Raises:
            StorageError: the database cannot be used.
        """
        manager = JobManager(self._connector)
        with _explained(self._table.location):
            stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=self._timing.stalled_s))
            for job in stalled:
                await self._give_to_others(job)
            await manager.prune_stalled_workers(self._timing.stalled_s * 10)
        return len(stalled)

    async def _give_to_others(self, job: Job) -> None:
        manager = JobManager(self._connector)
        try:
            await manager.retry_job(job)
        except ProcrastinateException as error:
            # Its like waits already, or its worker lives after all and is done with it.
            log.debug("job not given to others", job=job.id, why=str(error.__cause__ or error))
            try:
                await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
            except ConnectorException as gone:
                log.debug("job is gone", job=job.id, why=str(gone.__cause__ or gone))


@asynccontextmanager
async def opened(
    table: JobTable, *, timing: Timing, beat: Beat = lambda _loop, _every_s: None
) -> AsyncIterator[Engine]:
    """Procrastinate on a database, with few connections: workers are many.

    `beat` is told of each queue whose worker goes round, with the seconds between looks.

    Raises:
        StorageError: it cannot be reached.
    """
    connector = procrastinate.PsycopgConnector(
        pool_factory=_pool,
        conninfo=table.conninfo,
        min_size=1,
        max_size=2,
        configure=_configure,
        kwargs={"application_name": "medical-policy-monitor", "connect_timeout": 10},
    )
    with _explained(table.location):
        await connector.open_async()
    try:
        yield Engine(connector, table, timing, beat)
    finally:
        await connector.close_async()


def _pool(**facts: Any) -> AsyncConnectionPool:
    """Procrastinate's pool, without its trial of each connection before each use: one just used need not be tried."""
    used: WeakKeyDictionary[AsyncConnection[Any], float] = WeakKeyDictionary()

    async def check(connection: AsyncConnection[Any]) -> None:
        now = monotonic()
        if now - used.get(connection, -IDLE_S) >= IDLE_S:
            await AsyncConnectionPool.check_connection(connection)
        used[connection] = now

    return AsyncConnectionPool(**(facts | {"check": check}))


async def _configure(connection: AsyncConnection[Any]) -> None:
    """Procrastinate says everything in single statements: they need no transactions around them."""
    await connection.set_autocommit(True)


async def _look_again(call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker) -> Any:
    """Have the worker look for a job as soon as this one is finished, whose host is free then.

    Procrastinate looks again when it is told of a new job, and every so often; that a lock is free it tells nobody.
    """
    task = asyncio.current_task()
    assert task is not None

    def finished(done: asyncio.Task[Any]) -> None:
        if not done.cancelled() and (error := done.exception()) is not None:
            # The database did not take that the job is done: it is taken for one of a dead worker, and done again.
            log.info("the end of a job could not be noted", job=context.job.id, why=str(error.__cause__ or error))
        worker._new_job_event.set()

    task.add_done_callback(finished)
    return await call_next()


async def _stop_with(stop: asyncio.Event, worker: Worker) -> None:
    await stop.wait()
    worker.stop()  # type: ignore[no-untyped-call]


@contextmanager
def _explained(location: str) -> Iterator[None]:
    """Raise what Procrastinate says of the database as a StorageError with its cause."""
    try:
        yield
    except ConnectorException as error:
        if isinstance(error.__cause__, ForeignKeyViolation) and error.__cause__.diag.constraint_name == _OF_WORKER:
            raise StorageError(
                f"{location}: this process showed no sign of life for a while, so others have its work; start it again"
            ) from error
        lines = str(error.__cause__ or error).strip().splitlines()
        why = lines[0] if lines else type(error.__cause__).__name__
        raise StorageError(f"{location}: {why}") from error

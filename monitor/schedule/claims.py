"""Jobs, taken and ended many at a time: Procrastinate does both one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from monitor.grouped import Grouped
from monitor.types.host import JobTable


class Claims(JobManager):
    """The jobs of one worker.

    As many are taken at once as it has hands free, and those that end at the same moment are ended together: the more
    there is to do, the less each of them costs.
    """

    def __init__(self, connector: BaseConnector, table: JobTable, *, beat: Callable[[], None] = lambda: None) -> None:
        """`beat` is told whenever the worker looks for a job or is done with one."""
        super().__init__(connector)
        self._table = table
        self._beat = beat
        self._claimed: deque[Job] = deque()
        self._end = Grouped(self._end_all)
        #: How many jobs the worker can begin now.
        self.free: Callable[[], int] = lambda: 1

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """The next job, which is the worker's from now on."""
        self._beat()
        if not self._claimed:
            rows = await self.connector.execute_query_all_async(
                query=self._table.claim, queues=list(queues or ()), worker_id=worker_id, most=self.free()
            )
            self._claimed += sorted(map(Job.from_row, rows), key=lambda job: (-job.priority, job.id or 0))
        return self._claimed.popleft() if self._claimed else None

    def unbegun(self) -> list[Job]:
        """Jobs that were taken and that nobody has begun, when the worker has stopped."""
        left = list(self._claimed)
        self._claimed.clear()
        return left

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Say that a job has ended.

        Raises:
            ConnectorException: that could not be noted.
        """
        self._beat()
        if not delete_job:
            await super().finish_job(job, status, delete_job)
        elif not await self._end(job.id or 0):
            raise ConnectorException(f"job {job.id} is not this worker's any more")

    async def _end_all(self, ids: Sequence[int]) -> Sequence[bool]:
        rows = await self.connector.execute_query_all_async(query=self._table.finish, ids=list(ids))
        found = {row["id"] for row in rows}
        return [job in found for job in ids]

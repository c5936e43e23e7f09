"""Calls that arrive while one is under way are made together, in one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")

#: Calls made in one at most.
MOST = 100


async def _at_once() -> None:
    """Wait for nobody."""


class Grouped(Generic[A, R]):
    """`await grouped(item)` gives what `call(items)` gave for it. Lives in one event loop.

    What a call costs beside its items is shared by as many as arrived while the one before was made: the busier, the
    more. One that comes alone is made at once.
    """

    def __init__(
        self,
        call: Callable[[Sequence[A]], Awaitable[Sequence[R]]],
        *,
        most: int = MOST,
        gather: Callable[[], Awaitable[None]] = _at_once,
    ) -> None:
        """`call` gives one result for each item, in their order; `gather` is awaited before each call."""
        self._call = call
        self._most = most
        self._gather = gather
        self._waiting: list[tuple[A, asyncio.Future[R]]] = []
        self._caller: asyncio.Task[None] | None = None

    async def __call__(self, item: A) -> R:
        """The result for one item, or the exception of the call that it was in."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._caller is None or self._caller.done():
            self._caller = asyncio.create_task(self._call_for_all())
        # Who is cancelled must not take the others' call with it.
        return await asyncio.shield(future)

    @property
    def waiting(self) -> int:
        """How many the next call has."""
        return len(self._waiting)

    async def close(self) -> None:
        """Wait until every call has been made or has failed."""
        while self._caller is not None and not self._caller.done():
            await asyncio.wait([self._caller])

    async def _call_for_all(self) -> None:
        while self._waiting:
            await self._gather()
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            futures = [future for _, future in batch]
            try:
                results = await self._call([item for item, _ in batch])
            except Exception as error:  # handed to every caller of the batch, who decide
                for future in futures:
                    future.set_exception(error)
                    future.exception()  # a caller that went away leaves no "never retrieved" behind
                continue
            for future, result in zip(futures, results, strict=True):
                future.set_result(result)

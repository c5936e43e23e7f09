"""One thread for what must not run at the same time as itself: the Store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Serial:
    """Runs synchronous calls one after the other, off the event loop: `await serial(store.record, results)`."""

    def __init__(self, name: str = "store") -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def __call__(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The function's result, or its exception."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(function, *args, **kwargs))

    def wait(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The same from another thread (never from the event loop's): wait for the result."""
        return self._executor.submit(partial(function, *args, **kwargs)).result()

    def close(self) -> None:
        """Wait for the call in hand and end the thread."""
        self._executor.shutdown(wait=True)

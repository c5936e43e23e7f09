"""Many checks at a time, each page once, with a bound on how many are in hand."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import structlog

from monitor.check import Checked, Checker
from monitor.errors import StorageError
from monitor.types import Page

log = structlog.get_logger("monitor.schedule")


class Round:
    """Runs checks concurrently: at most `limit` in hand, never two of one page.

    A failure of the database ends the Round: `failure` is set, nothing more starts, and `on_failure` is called once.
    """

    def __init__(
        self,
        checker: Checker,
        *,
        limit: int,
        on_checked: Callable[[Checked], None],
        on_failure: Callable[[], None] = lambda: None,
    ) -> None:
        self._checker = checker
        self._slots = asyncio.Semaphore(limit)
        #: A host is asked one page at a time anyway: its others must not wait in slots that other hosts could use.
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._on_checked = on_checked
        self._on_failure = on_failure
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._closed = False
        #: What ended the Round, if anything did.
        self.failure: StorageError | None = None

    def start(self, pages: Iterable[Page], *, force: bool = False) -> list[asyncio.Task[None]]:
        """Begin to check the pages that are not in hand yet."""
        tasks: list[asyncio.Task[None]] = []
        for page in pages:
            if self._closed or self.failure is not None or page.id in self._in_hand:
                continue
            task = asyncio.create_task(self._check(page, force), name=f"check {page.url}")
            self._in_hand[page.id] = task
            tasks.append(task)
        return tasks

    async def close(self, grace_s: float | None = None) -> int:
        """Start nothing more, drop what has not begun, wait for what has; after `grace_s` cancel it.

        Returns how many checks were cut off; their pages stay due.
        """
        self._closed = True
        tasks = list(self._in_hand.values())
        if not tasks:
            return 0
        _, late = await asyncio.wait(tasks, timeout=grace_s)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
        return len(late)

    @property
    def in_hand(self) -> int:
        """How many checks have been started and not finished."""
        return len(self._in_hand)

    async def _check(self, page: Page, force: bool) -> None:
        try:
            async with self._hosts[urlsplit(page.url).netloc], self._slots:
                if self._closed or self.failure is not None:
                    return
                self._on_checked(await self._checker.check(page, force=force))
        except StorageError as error:
            if self.failure is None:
                self.failure = error
                self._on_failure()
        except Exception:
            # One page must not take the others down; it stays due, and the traceback says where the bug is.
            log.exception("check failed", page=page.url)
        finally:
            self._in_hand.pop(page.id, None)

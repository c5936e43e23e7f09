"""The manual re-crawl: these pages, now, whatever their schedule says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from monitor.check import Checked, Checker
from monitor.ports import Store
from monitor.schedule.round import Round
from monitor.serial import Serial
from monitor.types import Page, PageState


async def crawl(
    *,
    checker: Checker,
    store: Store,
    serial: Serial,
    pages: Sequence[Page],
    concurrency: int,
    force: bool,
    on_checked: Callable[[Checked], None],
    on_planned: Callable[[int], None],
) -> None:
    """Check the pages, then the documents that their indexes newly lead to, until there are no more.

    `on_planned` is told how many checks there are in all, each time that grows.

    Raises:
        StorageError: the database cannot be used; what was recorded is safe.
    """
    done: set[int] = set()
    grown: set[str] = set()

    def count(checked: Checked) -> None:
        if checked.recorded.pages_added:
            grown.add(checked.page.source)
        on_checked(checked)

    round_ = Round(checker, limit=concurrency, on_checked=count)
    todo = list(pages)
    try:
        while todo:
            done.update(page.id for page in todo)
            on_planned(len(done))
            tasks = round_.start(todo, force=force)
            if tasks:
                await asyncio.wait(tasks)
            if round_.failure is not None:
                raise round_.failure
            if not grown:
                break
            found = await serial(store.pages, sources=sorted(grown), states=[PageState.FOUND.value])
            grown.clear()
            todo = [page for page in found if page.id not in done]
    finally:
        await round_.close(grace_s=0)

"""One check of one Page: fetch, decide, record.

Page --Fetcher--> Fetched --decide--> CheckResult --Recorder--> Recorded
          ^                    ^
          the only network     the latest Version, read again when its Recipe is older
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import structlog

from monitor.decide import Rules, decide, may_say_more
from monitor.ports import Clock, Fetcher, Recorded, Store
from monitor.recorder import Recorder
from monitor.serial import Serial
from monitor.types import Body, CheckResult, Fetched, FetchRequest, Outcome, Page, PageRole, Source, Validators

if TYPE_CHECKING:
    from monitor.decide import Turned
    from monitor.news import News

#: How often an answer is decided about when other processes tell of the same plans meanwhile; then the page stays due.
DECISIONS = 5

log = structlog.get_logger("monitor.check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One check, finished: what was decided and what became of it."""

    page: Page
    result: CheckResult
    recorded: Recorded

    @property
    def outcome(self) -> str:
        """What a person is told; an index without new documents has not changed for them."""
        if self.recorded.stale:
            return "stale"
        is_index = self.page.role is PageRole.INDEX
        if is_index and self.result.outcome is Outcome.CHANGED and not self.recorded.pages_added:
            return Outcome.UNCHANGED.value
        return self.result.outcome.value

    @property
    def note(self) -> str:
        """What there is to add, one line, or ""."""
        if self.recorded.stale:
            return "another check of the page was faster; its result stands"
        if self.page.role is PageRole.INDEX and not self.result.outcome.is_trouble and self.result.reason:
            return f"{self.result.reason}, {self.recorded.pages_added} new"
        return self.result.reason


class Checker:
    """Checks Pages through the ordinary path; safe to run beside other Checkers on the same database."""

    def __init__(
        self,
        *,
        fetcher: Fetcher,
        store: Store,
        serial: Serial,
        clock: Clock,
        sources: Mapping[str, Source],
        rules: Rules,
        chance: Callable[[], float],
        on_checked: Callable[[Checked], None] = lambda _checked: None,
    ) -> None:
        self._on_checked = on_checked
        self._fetcher = fetcher
        self._store = store
        self._serial = serial
        self._clock = clock
        self._sources = sources
        self._rules = rules
        self._chance = chance
        self._recorder = Recorder(store, serial)

    async def check(self, page: Page, *, force: bool = False) -> Checked:
        """Check one Page. `force` asks without validators and takes the answer as if it had never been seen.

        Raises:
            StorageError: the decision could not be recorded; the page stays due.
        """
        source = self._sources[page.source]
        if force:
            page = replace(page, validators=Validators(), body_sha256=None)
        fetched = await self._fetcher.fetch(FetchRequest.of(source, page.url, page.validators))
        for _ in range(DECISIONS):
            result, recorded = await self._decided(page, fetched, source)
            if not recorded.outrun:
                break
        checked = Checked(page=page, result=result, recorded=recorded)
        if result.seen is not None and not checked.recorded.stale:
            await self._news.learn(result.seen)
        _log(checked)
        self._on_checked(checked)
        return checked

    async def _decided(self, page: Page, fetched: Fetched, source: Source) -> tuple[CheckResult, Recorded]:
        """What an answer means, recorded."""
        if isinstance(fetched, Body) and (fetched.status != 200 or may_say_more(page, fetched)):
            with self._recorder.expecting():
                result = await self._news.decide(page, fetched, source)
        else:
            result = decide(  # a few comparisons: not worth another thread
                page,
                fetched,
                source=source,
                previous=None,
                rules=self._rules,
                now=self._clock.now(),
                chance=self._chance(),
            )
        try:
            return result, await self._recorder.record(result)
        finally:
            if result.version is not None:
                self._news.recorded(page)

    async def turn(self, page: Page, url: str, *, number: int, since: date | None) -> tuple[Turned, int]:
        """Read page `number` of the listing whose first is `page`, and enter what it leads to; how much was new.

        Raises:
            StorageError: the links could not be recorded.
        """
        return await self._news.turn(page, self._sources[page.source], url, number=number, since=since)

    @cached_property
    def _news(self) -> News:
        """What reads pages takes longer to load than a crawl takes that finds nothing new."""
        from monitor.news import News

        return News(
            fetcher=self._fetcher,
            store=self._store,
            serial=self._serial,
            clock=self._clock,
            recorder=self._recorder,
            rules=self._rules,
            chance=self._chance,
        )

    async def close(self) -> None:
        """Wait for what is being written, and end the threads of this Checker."""
        await self._recorder.close()
        if "_news" in self.__dict__:
            self._news.close()


def _log(checked: Checked) -> None:
    """The closing line of a check: trouble as a warning, and nothing that is empty."""
    result, added = checked.result, checked.recorded
    facts: dict[str, object] = {
        "note": checked.note,
        "changes": len(result.changes),
        "pages_added": added.pages_added,
        "alerts": added.alerts_added,
        "took_s": round(result.took_s, 3),
    }
    log.log(
        logging.WARNING if result.outcome.is_trouble else logging.INFO,
        "checked",
        outcome=checked.outcome,
        source=checked.page.source,
        page=checked.page.url,
        **{name: fact for name, fact in facts.items() if fact},
    )

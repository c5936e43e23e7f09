"""One check of one Page: fetch, decide, record.

Page --Fetcher--> Fetched --decide--> CheckResult --Recorder--> Recorded
          ^                    ^
          the only network     the latest Version, read again when its Recipe is older
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import structlog

from monitor.decide import Rules, Turned, decide, entered, may_say_more, needs_previous, read, recipe_for, turn
from monitor.discover import normalise_url, twin_key, twins_of
from monitor.errors import BlobError
from monitor.extract import NOTHING_LEARNED, Boilerplate
from monitor.learning import Learner, noticed, restless_row
from monitor.ports import Clock, Fetcher, Recorded, Store
from monitor.recorder import Recorder
from monitor.serial import Serial
from monitor.targets.comparing import Told, told_elsewhere
from monitor.targets.plan_key import kindred_keys
from monitor.text.normal import comparable
from monitor.types import (
    Body,
    CheckResult,
    Fetched,
    FetchRequest,
    Outcome,
    Page,
    PageRole,
    SeenPage,
    Snapshot,
    Source,
    Validators,
    Version,
)

#: How often links are recorded anew when other checks of the listing are in the way.
TURN_RACES = 5

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What is stored of a page, for the decision about its next answer."""

    mask: Boilerplate = NOTHING_LEARNED
    #: The latest Version, as it is stored.
    version: Version | None = None
    #: Its evidence, when it was read with another Recipe than today's.
    snapshot: Snapshot | None = None
    #: The Versions before it; see `restless_row`.
    earlier: tuple[Version, ...] = ()
    seen: SeenPage | None = None


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
        self._middle = Serial("decide")
        self._clock = clock
        self._sources = sources
        self._rules = rules
        self._chance = chance
        self._recorder = Recorder(store, serial)
        self._learner = Learner(store)

    async def check(self, page: Page, *, force: bool = False) -> Checked:
        """Check one Page. `force` asks without validators and takes the answer as if it had never been seen.

        Raises:
            StorageError: the decision could not be recorded; the page stays due.
        """
        source = self._sources[page.source]
        if force:
            page = replace(page, validators=Validators(), body_sha256=None)
        fetched = await self._fetcher.fetch(FetchRequest.of(source, page.url, page.validators))
        if isinstance(fetched, Body) and (fetched.status != 200 or may_say_more(page, fetched)):
            with self._recorder.expecting():
                further = await self._further(page, fetched, source)
                before = await self._serial(self._look_back, page, fetched, source)
                result = await self._middle(self._decide, page, fetched, source, before, further)
        else:
            result = self._decide(page, fetched, source, Before())  # a few comparisons: not worth another thread
        checked = Checked(page=page, result=result, recorded=await self._recorder.record(result))
        if result.seen is not None and not checked.recorded.stale:
            await self._serial(self._learner.learn_if_due, result.seen, now=self._clock.now())
        _log(checked)
        self._on_checked(checked)
        return checked

    def _decide(
        self, page: Page, fetched: Fetched, source: Source, before: Before, further: tuple[Body, ...] = ()
    ) -> CheckResult:
        """The decision, and what learning is to know of it. In the thread of decisions, when there is much to read."""
        previous = before.version
        if previous is not None and before.snapshot is not None:
            again = read(before.snapshot, source, mask=before.mask, technical=previous.technical)
            previous = replace(again, number=previous.number)
        result = decide(
            page,
            fetched,
            source=source,
            previous=previous,
            rules=self._rules,
            others=partial(self._others, page),
            known=partial(self._known, page),
            mask=before.mask,
            earlier=before.earlier,
            further=further,
            now=self._clock.now(),
            chance=self._chance(),
        )
        if result.version is None:
            return result
        return replace(result, seen=noticed(page, previous, result.version, before.seen))

    async def _further(self, page: Page, fetched: Fetched, source: Source) -> tuple[Body, ...]:
        """The pages that follow the first of a listing that has changed, as deep as the source is watched."""
        if source.depth == 1 or page.url != source.url or not isinstance(fetched, Body):
            return ()
        bodies: list[Body] = []
        asked = {page.url}
        turned = turn(page.url, fetched, source) if fetched.sha256 != page.body_sha256 else None
        while turned is not None and turned.next_url and turned.next_url not in asked and len(asked) < source.depth:
            asked.add(turned.next_url)
            answer = await self._fetcher.fetch(FetchRequest.of(source, turned.next_url))
            turned = turn(turned.next_url, answer, source)
            if isinstance(answer, Body) and not turned.trouble:
                bodies.append(answer)
        return tuple(bodies)

    async def turn(self, page: Page, url: str, *, number: int, since: date | None) -> tuple[Turned, int]:
        """Read page `number` of the listing whose first is `page`, and enter what it leads to; how much was new.

        Raises:
            StorageError: the links could not be recorded.
        """
        source = self._sources[page.source]
        turned = turn(url, await self._fetcher.fetch(FetchRequest.of(source, url)), source, since=since)
        for _ in range(TURN_RACES):
            if not turned.links:
                break
            result = entered(page, turned, number=number, now=self._clock.now())
            recorded = await self._recorder.record(result)
            if not recorded.stale:
                return turned, recorded.pages_added
            now_it_is: Page | None = await self._serial(self._store.page, page.id)
            page = now_it_is or page
        return turned, 0

    def _look_back(self, page: Page, fetched: Body, source: Source) -> Before:
        """What is stored of a page whose answer may be news. In the Store's thread.

        Its latest Version is to be compared as today's Recipe reads it; as it is stored when its Snapshot is lost.
        """
        if page.role is not PageRole.DOCUMENT:
            return Before()
        with self._store.together():
            return self._stored_of(page, fetched, source)

    def _stored_of(self, page: Page, fetched: Body, source: Source) -> Before:
        mask = self._learner.mask(page)
        stored = self._store.version(page.id) if needs_previous(page, fetched) else None
        if stored is None:
            return Before(mask=mask)
        snapshot = None
        if stored.recipe != recipe_for(source, mask):
            try:
                snapshot = self._store.snapshot(stored.snapshot_sha256, page_id=page.id)
            except BlobError as error:
                log.error("snapshot lost", page=page.url, version=stored.number, error=str(error))
        return Before(
            mask=mask,
            version=stored,
            snapshot=snapshot,
            earlier=restless_row(self._store, page),
            seen=self._store.seen_page(page.id),
        )

    def _others(self, page: Page, version: Version) -> Sequence[Told]:
        """Targets that other Pages tell of the Version's plans. Called in the thread of decisions."""
        year = self._clock.now().year
        keys = {kin for plan in version.plans if plan.key for kin in kindred_keys(plan.key, year)}
        if not keys:
            return ()
        told = self._serial.wait(self._store.told, keys, except_page=page.id)
        return told_elsewhere(told)

    def _known(self, page: Page, version: Version) -> str:
        """The page that the Version names as its own address and that says the same. In the thread of decisions.

        Sites whose template names one address on all pages are common: the text has to agree.
        """
        canonical = version.document.canonical_url
        if canonical is None or twin_key(canonical) == twin_key(page.url):
            return ""
        address = normalise_url(canonical)
        for url in (address, *twins_of(address)):
            for found in self._serial.wait(self._store.pages, url=url, limit=1):
                stored = self._serial.wait(self._store.version, found.id) if found.version else None
                if stored and comparable(stored.document.text) == comparable(version.document.text):
                    return found.url
        return ""

    async def close(self) -> None:
        """Wait for what is being written, and end the threads of this Checker."""
        await self._recorder.close()
        self._middle.close()


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

"""What becomes of an answer that may be news, with all that reads pages: loaded when the first such answer comes.

Body ── look back: the latest Version, its evidence, the mask (the Store's thread)
     ── decide (the thread of decisions) ──> CheckResult ── learn, when it is recorded
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import structlog

from monitor.changes import Elsewhere, sentence
from monitor.decide import Rules, Turned, decide, entered, needs_previous, read, recipe_for, turn
from monitor.discover import normalise_url, twin_key, twins_of
from monitor.errors import BlobError
from monitor.extract import NOTHING_LEARNED, Boilerplate
from monitor.learning import Learner, noticed, restless_row
from monitor.ports import Clock, Fetcher, Store
from monitor.recorder import Recorder
from monitor.serial import Serial
from monitor.targets.following.comparing import Told, told_by, told_elsewhere
from monitor.targets.linking.sought import names_sought, sought_keys
from monitor.text.normal import comparable
from monitor.types import Body, CheckResult, FetchRequest, Heeded, Page, PageRole, SeenPage, Snapshot, Source, Version

#: How often links are recorded anew when other checks of the listing are in the way.
TURN_RACES = 5

log = structlog.get_logger("monitor.check")


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


class News:
    """Decides about answers that may be news; safe to use beside others on the same database.

    Decisions are made one after another and written together: each knows what those before it have made of a plan.
    """

    def __init__(
        self,
        *,
        fetcher: Fetcher,
        store: Store,
        serial: Serial,
        clock: Clock,
        recorder: Recorder,
        rules: Rules,
        chance: Callable[[], float],
    ) -> None:
        self._fetcher = fetcher
        self._store = store
        self._serial = serial
        self._middle = Serial("decide")
        self._clock = clock
        self._recorder = recorder
        self._rules = rules
        self._chance = chance
        self._learner = Learner(store)
        #: What was decided and is not recorded yet: by address the number of the page and its Version.
        self._made: dict[str, tuple[int, Version]] = {}

    async def decide(self, page: Page, fetched: Body, source: Source) -> CheckResult:
        """Look up what is stored of the page, then read and compare in the thread of decisions."""
        further = await self._further(page, fetched, source)
        before = await self._serial(self._look_back, page, fetched, source)
        result: CheckResult = await self._middle(self._decide, page, fetched, source, before, further)
        return result

    def recorded(self, page: Page) -> None:
        """What was decided of the page stands in the database now, or never will."""
        self._made.pop(page.url, None)

    async def learn(self, seen: SeenPage) -> None:
        """Let what a recorded Version showed count for the boilerplate of its host."""
        await self._serial(self._learner.learn_if_due, seen, now=self._clock.now())

    def _decide(
        self, page: Page, fetched: Body, source: Source, before: Before, further: tuple[Body, ...]
    ) -> CheckResult:
        """The decision, and what learning is to know of it. In the thread of decisions."""
        previous = before.version
        if previous is not None and before.snapshot is not None:
            again = read(before.snapshot, source, mask=before.mask, technical=previous.technical)
            previous = replace(again, number=previous.number)
        heeded: list[Heeded] = []
        result = decide(
            page,
            fetched,
            source=source,
            previous=previous,
            rules=self._rules,
            others=partial(self._others, page, heeded),
            known=partial(self._known, page),
            look=partial(self._elsewhere, page),
            mask=before.mask,
            earlier=before.earlier,
            further=further,
            now=self._clock.now(),
            chance=self._chance(),
        )
        if result.version is None:
            return result
        self._made[page.url] = page.id, result.version
        seen = noticed(page, previous, result.version, before.seen)
        return replace(result, seen=seen, heeded=next(iter(heeded), None))

    async def _further(self, page: Page, fetched: Body, source: Source) -> tuple[Body, ...]:
        """The pages that follow the first of a listing that has changed, as deep as the source is watched."""
        if source.depth == 1 or page.url != source.url:
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

    async def turn(
        self, page: Page, source: Source, url: str, *, number: int, since: date | None
    ) -> tuple[Turned, int]:
        """Read page `number` of the listing whose first is `page`, and enter what it leads to; how much was new.

        Raises:
            StorageError: the links could not be recorded.
        """
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

    def _others(self, page: Page, heeded: list[Heeded], version: Version) -> Sequence[Told]:
        """What other Pages tell of the Version's plans, and what the Page withdrew. In the thread of decisions.

        `heeded` takes what that was, so that nothing is recorded that another process has outrun meanwhile.
        """
        keys = sought_keys(version, self._clock.now().year)
        if not keys:
            return ()
        made = {url: one for url, one in list(self._made.items()) if url != page.url and names_sought(one[1], keys)}
        # first who tells, then what: what is told in between is found to be missing
        tellers = self._serial.wait(self._store.tellers, keys, except_page=page.id)
        stored = told_elsewhere(self._serial.wait(self._store.told, keys, except_page=page.id))
        decided = frozenset(number for number, _ in made.values())
        heeded.append(Heeded(plan_keys=keys, pages=frozenset(tellers.items()), decided=decided))
        told = [one for one in stored if one.page not in made]
        told += [one for url, (_, version) in made.items() for one in told_by(url, version)]
        return [*self._with_sentences(told), *self._withdrawn(page)]

    def _withdrawn(self, page: Page) -> list[Told]:
        """What the Page said in an earlier Version, and no more. In the thread of decisions."""
        stood = self._serial.wait(self._store.stood, {page.id}) if page.version else ()
        return [Told(page=page.url, statement=one.statement) for one in stood if one.last_version is not None]

    def _with_sentences(self, told: Sequence[Told]) -> Sequence[Told]:
        """What drafts tell, with its sentences: beside those of the final plan they show what was changed."""
        drafts = self._versions({one.page for one in told if one.draft})
        return [
            replace(one, sentence=sentence(drafts[one.page].document.text, one.statement))
            if one.page in drafts
            else one
            for one in told
        ]

    def _elsewhere(self, page: Page, addresses: Collection[str], keys: Collection[str]) -> Elsewhere:
        """What the register has beside a Page that tells known targets. In the thread of decisions."""
        named = self._serial.wait(self._store.plans_named, keys, except_page=page.id) if keys else frozenset()
        return Elsewhere(tellers=self._versions(set(addresses)), plans=named)

    def _versions(self, addresses: Set[str]) -> dict[str, Version]:
        """The latest Versions of pages by address, for those that have one. In the thread of decisions."""
        versions = {url: self._made[url][1] for url in addresses if url in self._made}
        for url in addresses - versions.keys():
            for found in self._serial.wait(self._store.pages, url=url, limit=1):
                stored = self._serial.wait(self._store.version, found.id)
                if stored is not None:
                    versions[url] = stored
        return versions

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

    def close(self) -> None:
        """End the thread of decisions."""
        self._middle.close()

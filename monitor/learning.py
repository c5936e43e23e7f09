"""Learned boilerplate at work: the mask a page is read with, and when a host's pages are compared again.

check ──> Learner.mask(page) ──> decide ──> noticed(...) ──> record ──> Learner.learn_if_due(seen)
                                                                             └── learn_host, now and then
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog

from monitor.changes.restless import RESTLESS_WINDOW
from monitor.errors import StorageBusyError
from monitor.extract.boilerplate import NOTHING_LEARNED, Boilerplate, key_of, mask_of, restless_key
from monitor.extract.learn import PAGES, RESTLESS_CHECKS, Found, learn, observe, restless_lines
from monitor.ports import Archive, Store
from monitor.types import LearnedLine, LineState, Outcome, Page, SeenPage, Version, Why, host_of

log = structlog.get_logger("monitor.learning")

#: A host's pages are compared again when this part of them (and `PAGES` at least) were seen since the last time.
FRESH_SHARE = 0.1


class Learner:
    """What one process knows of the masks; always asks the Store whether they are still those of today.

    Its methods are synchronous: call them in the Store's thread.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._masks: dict[str, Boilerplate] = {}
        #: Pages of a host, and those seen since they were compared.
        self._counts: dict[str, tuple[int, int]] = {}

    def mask(self, page: Page) -> Boilerplate:
        """What is stripped from a page today."""
        host = host_of(page.url)
        revision = self._store.mask_revision(host) if host else 0
        if not revision:
            return NOTHING_LEARNED
        mask = self._masks.get(host)
        if mask is None or mask.revision != revision:
            mask = self._masks[host] = mask_of(self._store.learned_host(host))
        return mask

    def learn_if_due(self, seen: SeenPage, *, now: datetime) -> None:
        """Compare the pages of a host when enough of them were seen since the last time, this one included."""
        host = seen.host
        if host not in self._counts:
            known = self._store.learned_host(host)
            pages, fresh = known.pages, known.fresh
        else:
            pages, fresh = self._counts[host]
            fresh += 1
        is_restless = any(checks >= RESTLESS_CHECKS for _, checks in seen.restless)
        if not is_restless and fresh < max(PAGES, FRESH_SHARE * pages):
            self._counts[host] = (pages, fresh)
            return
        try:
            learn_host(self._store, host, now=now)
        except StorageBusyError as error:  # what was seen is recorded: the next page of the host makes up for it
            log.warning("not learned yet", host=host, error=str(error))
            self._counts[host] = (pages, fresh)
            return
        self._counts[host] = (self._store.learned_host(host).pages, 0)


def noticed(page: Page, previous: Version | None, version: Version, before: SeenPage | None) -> SeenPage | None:
    """What is to be recorded of a new Version; None for a page without a host. Pure.

    `before` is what was recorded of the one before it.
    """
    host = host_of(page.url)
    if not host:
        return None
    restless: tuple[tuple[str, int], ...] = ()
    if previous is not None and previous.recipe == version.recipe and not version.technical:
        changed_before = page.last_checked_at is not None and page.last_checked_at == page.last_changed_at
        known = before.restless if before is not None and changed_before else ()
        restless = restless_lines(previous, version, known=known)
    return observe(version, page_id=page.id, host=host, restless=restless)


def restless_row(store: Archive, page: Page) -> tuple[Version, ...]:
    """The Versions before a page's latest, the newest first, as many as its last checks found.

    A place that changed at most of those checks may be no news: `monitor.changes` weighs it so. A check that failed
    says nothing of the page and is passed over.
    """
    checks = store.checks(page.id, limit=2 * RESTLESS_WINDOW)
    read = [check.outcome for check in checks if check.outcome in (Outcome.CHANGED, Outcome.UNCHANGED)]
    steps = read[: RESTLESS_WINDOW - 1].count(Outcome.CHANGED)
    found = (store.version(page.id, page.version - back) for back in range(1, min(steps, page.version - 1) + 1))
    return tuple(version for version in found if version is not None)


def learn_host(store: Store, host: str, *, now: datetime) -> int:
    """Compare the pages of a host and store what comes of it; gives the revision of its mask.

    Raises:
        StorageError: the database cannot do it.
    """
    known = {line.key: line for line in store.learned_host(host).lines}
    learned = [line for line in known.values() if line.state is LineState.LEARNED]
    standing = {line.key for line in learned if line.why is Why.RECURS}
    found = learn(store.seen_pages(host), standing=standing)
    texts = _texts(store, [one for one in found if one.key not in known])
    lines = [
        LearnedLine(
            key=one.key,
            text=known[one.key].text if one.key in known else texts[one.key],
            why=one.why,
            seen=one.seen,
            looked_at=one.looked_at,
            since=now,
        )
        for one in found
        if one.key in known or one.key in texts
    ]
    # A restless line is stripped before anything could show that it still is one: it stays until a person forgets it.
    taken = {line.key for line in lines}
    lines += [line for line in learned if line.why is Why.RESTLESS and line.key not in taken]
    revision = store.learn(host, lines, at=now)
    log.debug("learned", host=host, lines=len(lines), revision=revision)
    return revision


def _texts(store: Archive, found: Sequence[Found]) -> dict[str, str]:
    """The lines as the pages have them, by key."""
    texts: dict[str, str] = {}
    for page_id in dict.fromkeys(one.page_id for one in found):
        version = store.version(page_id)
        wanted = {one.key for one in found if one.page_id == page_id}
        for block in version.document.blocks if version is not None else ():
            for key in (key_of(block.text), restless_key(block.text)):
                if key in wanted and key is not None:
                    texts.setdefault(key, block.text)
    return texts

"""Which of the pages that are due enter the queue now, and in which order. Pure.

due pages ── start pages wait out their jitter ── a host has so many places in the queue ── hosts take turns

The queue is short on purpose: what is due stands in the register, a worker looks through all that waits for a host
that is free, and a host with thousands of pages must not be in the way of others.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import zip_longest
from urllib.parse import urlsplit

from monitor.decide.next_check import is_start_page, next_start
from monitor.types import Page, Source
from monitor.types.host import DuePage

#: Places of all hosts together.
PLACES = 2_000
#: Places of one host: a few, as a host is asked once in a second or two; up to so many for one that answers faster.
LEAST_PLACES, MOST_PLACES = 8, 100


def host_of(page: Page) -> str:
    """Host and port of a page's address, as the queue tells hosts apart."""
    return urlsplit(page.url).netloc


class Places:
    """How many places each host has: twice what was done of it since the last look."""

    def __init__(self) -> None:
        self._left: Mapping[str, int] = {}
        self._places: dict[str, int] = {}

    def look(self, queued: Mapping[str, int]) -> None:
        """What is in the queue now, before it is filled up."""
        done = {host: left - queued.get(host, 0) for host, left in self._left.items()}
        self._places = {host: min(max(2 * count, LEAST_PLACES), MOST_PLACES) for host, count in done.items()}

    def filled(self, queued: Mapping[str, int]) -> None:
        """What is in the queue now that it is full."""
        self._left = dict(queued)

    def of(self, host: str) -> int:
        """Places of a host."""
        return self._places.get(host, LEAST_PLACES)

    def full(self, queued: Mapping[str, int]) -> list[str]:
        """Hosts that have no place left."""
        return [host for host, count in queued.items() if count >= self.of(host)]


def choose(
    due: Iterable[Page],
    *,
    queued: Mapping[str, int],
    places: Places,
    sources: Mapping[str, Source],
    now: datetime,
) -> list[DuePage]:
    """The pages whose checks enter the queue: within each host the longest overdue first, and hosts in turns."""
    taken = Counter(queued)
    by_host: defaultdict[str, list[DuePage]] = defaultdict(list)
    for page in due:
        host = host_of(page)
        if taken[host] >= places.of(host) or not _is_time(page, sources[page.source], now):
            continue
        taken[host] += 1
        by_host[host].append(DuePage(id=page.id, revision=page.revision, host=host))
    return [page for row in zip_longest(*by_host.values()) for page in row if page is not None]


def _is_time(page: Page, source: Source, now: datetime) -> bool:
    """Whether the start has come, jitter included: the same for every scheduler, another for each source and start."""
    if not source.schedule.jitter_s or page.failures or page.last_checked_at is None or not is_start_page(page, source):
        return True
    mark = hashlib.sha256(f"{source.id} {page.next_check_at.isoformat()}".encode()).digest()
    share = int.from_bytes(mark[:4]) / 2**32
    return page.next_check_at + timedelta(seconds=source.schedule.jitter_s * share) <= now


def shortened(pages: Iterable[Page], sources: Mapping[str, Source]) -> dict[int, datetime]:
    """Start pages that are due earlier than the register says, since their schedule was made shorter meanwhile."""
    earlier: dict[int, datetime] = {}
    for page in pages:
        source = sources[page.source]
        if page.last_checked_at is None or page.failures or not is_start_page(page, source):
            continue
        due = next_start(source.schedule, page.last_checked_at)
        if due < page.next_check_at:
            earlier[page.id] = due
    return earlier

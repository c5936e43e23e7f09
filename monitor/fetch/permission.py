"""Whether robots.txt lets a page be asked for: each origin's file is read once, for all that wait for it.

page ──> rules of its origin, still fresh ──────────────────────────────────────> yes | why not
     └─> what another process has read, else the origin's own answer ──> rules ──┘
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable

import httpx

from monitor.fetch import robots
from monitor.fetch.client import Route
from monitor.fetch.failures import Trouble
from monitor.fetch.sharing import HostBook
from monitor.ports import Clock
from monitor.types import FailureKind, Fetched, FetchFailure, FetchRequest, Validators
from monitor.types.host import KeptRobots

#: Asks for one address, robots.txt left aside.
Ask = Callable[[FetchRequest], Awaitable[Fetched]]


class Permission:
    """Knows what each origin lets this program fetch. Lives in one event loop."""

    def __init__(self, *, clock: Clock, user_agent: str, book: HostBook | None, ask: Ask) -> None:
        """Nothing is asked for yet.

        Args:
            book: where other processes leave what they have read; None when there are none.
            ask: how an origin is asked for its file.
        """
        self._clock = clock
        self._agent = robots.product_token(user_agent)
        self._book = book
        self._ask = ask
        self._rules: dict[tuple[str, Route], robots.Rules] = {}
        self._asking: dict[tuple[str, Route], asyncio.Lock] = {}

    async def rules(self, request: FetchRequest, url: httpx.URL) -> robots.Rules | FetchFailure:
        """What the origin of an address allows; a failure when it is left alone and cannot be asked now."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}/robots.txt"
        key = (origin, Route.of(request))
        rules = self._fresh(key)
        if rules is not None:
            return rules
        async with self._asking.setdefault(key, asyncio.Lock()):
            rules = self._fresh(key)
            if rules is not None:
                return rules
            kept = await self._find(request, key)
            if isinstance(kept, FetchFailure):
                return kept
            rules = self._rules[key] = robots.rules_of(kept, self._agent, self._clock.now())
            return rules

    def refusal(self, rules: robots.Rules, request: FetchRequest, url: httpx.URL) -> FetchFailure | None:
        """Why the address is not to be fetched; None when it may be."""
        now = self._clock.now()
        if rules.trouble is not None:
            return dataclasses.replace(rules.trouble, url=request.url, fetched_at=now, took_s=0.0)
        if rules.allow(str(url)):
            return None
        message = f"robots.txt of {url.host} does not allow {url.path} to be fetched; ask the site, or remove the page"
        trouble = Trouble(kind=FailureKind.ROBOTS, message=message, retryable=False)
        return trouble.befalling(request.url, at=now, took_s=0.0)

    def _fresh(self, key: tuple[str, Route]) -> robots.Rules | None:
        rules = self._rules.get(key)
        return None if rules is None or rules.expires_at <= self._clock.now() else rules

    async def _find(self, request: FetchRequest, key: tuple[str, Route]) -> KeptRobots | FetchFailure:
        """What another process has read, or the origin's own answer; a failure when the host is left alone."""
        origin, route = key
        if self._book is not None and (known := await self._book.robots(f"{origin} {route}")) is not None:
            return known
        answer = await self._ask(dataclasses.replace(request, url=origin, validators=Validators()))
        if isinstance(answer, FetchFailure) and answer.kind is FailureKind.PAUSED:
            return dataclasses.replace(answer, url=request.url)
        kept = robots.kept_of(answer)
        if self._book is not None:
            await self._book.keep_robots(f"{origin} {route}", kept)
        return kept

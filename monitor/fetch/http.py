"""HttpFetcher: one polite, guarded request, redirects followed; whatever happens comes back as data.

fetch(request)
  per hop:  check_url -> robots.txt -> the host's turn -> send, read under the cap -> leave the turn
  3xx:      next hop, at most MAX_REDIRECTS; own headers and cookies do not follow to another host
  304:      NotModified
  else:     Body, of any status; `judge` says what it is worth
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import re
from collections.abc import Callable

import aiohttp
import httpx

from monitor.fetch.browser import BrowserRenderer
from monitor.fetch.client import Route, guarded_transport
from monitor.fetch.exchange import Exchange, Hop
from monitor.fetch.failures import Trouble, reason_of, shown, trouble_of
from monitor.fetch.guard import check_url, refusal_behind_proxy
from monitor.fetch.permission import Permission
from monitor.fetch.sharing import HostBook, Turns
from monitor.fetch.throttle import HostGate, Throttle
from monitor.ports import Clock
from monitor.types import Body, FailureKind, Fetched, FetchFailure, FetchRequest, NotModified, Render, Validators
from monitor.types.retry_after import retry_after_s

#: Browsers stop at 20, RFC 9110 §15.4 leaves it open; an honest site needs three.
MAX_REDIRECTS = 10
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
#: Statuses by which a host says that it is in trouble or asked too often.
_HOST_TROUBLE = frozenset((429, 500, 502, 503, 504))

TransportFactory = Callable[[Route], httpx.AsyncBaseTransport]


class HttpFetcher:
    """Implements `monitor.ports.Fetcher`. Lives in one event loop; `close` it there."""

    def __init__(
        self,
        *,
        clock: Clock,
        user_agent: str,
        max_body_bytes: int = 20 * 1024 * 1024,
        min_delay_s: float = 1.0,
        obey_robots: bool = True,
        transport: TransportFactory = guarded_transport,
        chromium: str | None = None,
        book: HostBook | None = None,
        turns: Turns | None = None,
    ) -> None:
        """Nothing is connected before the first request.

        Args:
            user_agent: with an address at which the site's keeper can reach the operator.
            max_body_bytes: of a body as it comes, and again as it is unpacked.
            min_delay_s: between two requests to one host, unless the request says otherwise.
            transport: makes the connections of one route; tests swap it.
            chromium: the browser for `render: browser`; None looks for one on the PATH.
            book: what is shared with the other processes that fetch; None when there are none.
            turns: instead of a book where nothing else is shared than whose turn it is.
        """
        self._clock = clock
        self._min_delay_s = min_delay_s
        self._obey_robots = obey_robots
        self._make_transport = transport
        self._transports: dict[Route, httpx.AsyncBaseTransport] = {}
        self._throttle = Throttle(clock, turns or book)
        self._exchange = Exchange(clock=clock, user_agent=user_agent, max_body_bytes=max_body_bytes)
        self._permission = Permission(clock=clock, user_agent=user_agent, book=book, ask=self._ask_robots)
        self._unnamed = 0
        self._browser = BrowserRenderer(
            clock=clock,
            exchange=self._ask_for_browser,
            user_agent=user_agent,
            max_body_bytes=max_body_bytes,
            executable=chromium,
        )

    async def fetch(self, request: FetchRequest) -> Fetched:
        """Ask for one address. Never raises for what a server or a network does."""
        if request.render is Render.BROWSER:
            return await self._render(request)
        return await self._ask(request)

    async def close(self) -> None:
        """Release connections."""
        await self._browser.close()
        transports, self._transports = self._transports, {}
        for transport in transports.values():
            await transport.aclose()

    async def _ask(self, request: FetchRequest) -> Fetched:
        if request.source:
            return await self._follow(request, heed_robots=self._obey_robots)
        # Without a source, cookies live as long as the redirects of this one request.
        self._unnamed += 1
        name = f"\0{self._unnamed}"
        try:
            return await self._follow(dataclasses.replace(request, source=name), heed_robots=self._obey_robots)
        finally:
            self._exchange.forget(name)

    async def _render(self, request: FetchRequest) -> Fetched:
        """The page as its scripts leave it; anything but a good page of HTML as it came (no challenge is run).

        Without validators: that the shell is unchanged says nothing of what its scripts load.
        """
        answer = await self._ask(dataclasses.replace(request, validators=Validators()))
        if not isinstance(answer, Body) or answer.status != 200 or "html" not in (answer.header("content-type") or ""):
            return answer
        return await self._browser.render(answer, request)

    async def _ask_for_browser(self, request: FetchRequest, method: str, content: bytes) -> Fetched:
        """What a page in the browser loads; robots.txt was heeded for the page."""
        return await self._follow(request, heed_robots=False, method=method, content=content)

    async def _ask_robots(self, request: FetchRequest) -> Fetched:
        return await self._follow(request, heed_robots=False)

    async def _follow(
        self, request: FetchRequest, *, heed_robots: bool, method: str = "GET", content: bytes = b""
    ) -> Fetched:
        """Ask, and ask on where redirects lead."""
        transport = self._transport(Route.of(request))
        if isinstance(transport, Trouble):
            return self._failed(request, transport, 0.0)
        url, home, target, took_s = request.url, "", "", 0.0
        for _ in range(MAX_REDIRECTS + 1):
            parsed = await _allowed(url, request, target)
            if isinstance(parsed, Trouble):
                return self._failed(request, parsed, took_s)
            gate = self._throttle.gate(parsed.netloc.decode("ascii"))
            host = parsed.raw_host.decode("ascii")
            home = home or host
            if heed_robots:
                # What the source says of itself to its own host is no other host's business, robots.txt included.
                asking = request if host == home else dataclasses.replace(request, headers=())
                disallowed = await self._heed_robots(asking, parsed, gate)
                if disallowed is not None:
                    return disallowed
            hop = Hop(
                request=request, url=parsed, home=host == home, first=url == request.url, method=method, content=content
            )
            answer = await self._turn(transport, hop, gate)
            if isinstance(answer, Trouble):
                return self._failed(request, answer, took_s)
            took_s += answer.took_s
            if answer.status not in _REDIRECTS or (location := answer.header("location")) is None:
                return self._answered(request, answer, took_s)
            target = _read_location(location)
            url = _joined(parsed, target)
            if answer.status not in (307, 308):
                method, content = "GET", b""
        message = f"more than {MAX_REDIRECTS} redirects, the last to {shown(url)}; check the address in a browser"
        return self._failed(request, Trouble(kind=FailureKind.REDIRECTS, message=message, retryable=True), took_s)

    def _answered(self, request: FetchRequest, answer: Body, took_s: float) -> Fetched:
        if answer.status != 304:
            return answer if answer.took_s == took_s else dataclasses.replace(answer, took_s=took_s)
        if request.validators.etag is None and request.validators.last_modified is None:
            message = "the server says «not modified» though it was not asked; tried again later"
            return self._failed(request, Trouble(kind=FailureKind.PROTOCOL, message=message, retryable=True), took_s)
        return NotModified(url=request.url, headers=answer.headers, fetched_at=answer.fetched_at, took_s=took_s)

    async def _heed_robots(self, request: FetchRequest, url: httpx.URL, gate: HostGate) -> FetchFailure | None:
        """Why robots.txt keeps the address from being fetched; the rest it asks for is the host's from now on."""
        rules = await self._permission.rules(request, url)
        if isinstance(rules, FetchFailure):
            return rules
        gate.crawl_delay_s = rules.crawl_delay_s
        return self._permission.refusal(rules, request, url)

    async def _turn(self, transport: httpx.AsyncBaseTransport, hop: Hop, gate: HostGate) -> Body | Trouble:
        """One request in the host's turn."""
        request = hop.request
        paused_s = await gate.enter()
        if paused_s:
            message = f"{hop.host} is left alone for {paused_s:.0f} s more: {gate.why_held}"
            return Trouble(kind=FailureKind.PAUSED, message=message, retryable=True, retry_after_s=paused_s)
        started = self._clock.now()
        answer: Body | Trouble | None = None
        try:
            async with asyncio.timeout(request.timeout_s):
                answer = await self._exchange.send(transport, hop)
        except (httpx.HTTPError, aiohttp.ClientError, OSError, ValueError) as error:
            answer = trouble_of(error, hop.host, patience=hop.patience, tls=hop.url.scheme == "https")
        finally:
            delay_s = self._min_delay_s if request.min_delay_s is None else request.min_delay_s
            took_s = (self._clock.now() - started).total_seconds()
            if isinstance(answer, Body):
                failed = answer.status in _HOST_TROUBLE
                wait_s = retry_after_s(answer.header("retry-after"), started) if failed else None
                await gate.leave(took_s=took_s, min_delay_s=delay_s, failed=failed, retry_after_s=wait_s)
            else:
                is_hosts = isinstance(answer, Trouble) and answer.of_host
                await gate.leave(took_s=took_s, min_delay_s=delay_s, failed=is_hosts)
        return answer

    def _transport(self, route: Route) -> httpx.AsyncBaseTransport | Trouble:
        transport = self._transports.get(route)
        if transport is not None:
            return transport
        try:
            transport = self._transports[route] = self._make_transport(route)
        except OSError as error:
            message = f"the CA file {route.ca_file} cannot be used: {reason_of(error)}; check `ca_file:`"
            return Trouble(kind=FailureKind.TLS, message=message, retryable=False)
        except (ValueError, httpx.InvalidURL):
            message = "the proxy's address cannot be read; write `proxy: http://host:port`"
            return Trouble(kind=FailureKind.CONNECT, message=message, retryable=False)
        return transport

    def _failed(self, request: FetchRequest, trouble: Trouble, took_s: float) -> FetchFailure:
        return trouble.befalling(request.url, at=self._clock.now(), took_s=took_s)


async def _allowed(url: str, request: FetchRequest, target: str) -> httpx.URL | Trouble:
    """An address that the guard lets be asked; `target` is the Location that led there, "" for the first."""
    parsed, reason = check_url(url)
    if not reason and request.proxy is not None:
        reason = await refusal_behind_proxy(parsed, allow_private=request.allow_private)
    if not reason:
        return parsed
    told = f"the redirect leads to “{_named(target)}”: {reason}" if target else reason
    return Trouble(kind=FailureKind.REFUSED, message=f"not fetched: {told}", retryable=False)


def _read_location(value: str) -> str:
    """A Location as it was meant: Chinese servers send UTF-8 as it is, where RFC 9110 wants it escaped."""
    with contextlib.suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return value.strip()


def _joined(base: httpx.URL, target: str) -> str:
    """Where a Location leads."""
    try:
        return str(base.join(target))
    except (httpx.InvalidURL, ValueError):
        return target


def _named(target: str) -> str:
    """A Location for a message: without what may be a user's name and password."""
    return shown(re.sub(r"(?<=//)[^/]*@", "", target))

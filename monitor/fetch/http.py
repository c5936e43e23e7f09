"""HttpFetcher: one polite, guarded request, redirects followed; whatever happens comes back as data.

fetch(request)
  per hop:  check_url -> robots.txt -> the host's turn -> send -> read under the cap -> leave the turn
  3xx:      next hop, at most MAX_REDIRECTS; own headers and cookies do not follow to another host
  304:      NotModified
  else:     Body, of any status; `judge` says what it is worth
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
import re
from collections.abc import Callable
from datetime import datetime

import aiohttp
import httpx

from monitor.fetch import robots
from monitor.fetch.browser import BrowserRenderer
from monitor.fetch.client import Route, guarded_transport
from monitor.fetch.decoding import ACCEPT_ENCODING, BadEncodingError, DecodedTooLargeError, decoded
from monitor.fetch.failures import Patience, Trouble, reason_of, shown, trouble_of
from monitor.fetch.guard import check_url, refusal_behind_proxy
from monitor.fetch.sharing import HostBook
from monitor.fetch.throttle import HostGate, Throttle
from monitor.ports import Clock
from monitor.types import Body, FailureKind, Fetched, FetchFailure, FetchRequest, NotModified, Render, Validators
from monitor.types.host import KeptRobots
from monitor.types.retry_after import retry_after_s

#: Browsers stop at 20, RFC 9110 §15.4 leaves it open; an honest site needs three.
MAX_REDIRECTS = 10
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
#: Statuses by which a host says that it is in trouble or asked too often.
_HOST_TROUBLE = frozenset((429, 500, 502, 503, 504))
CONNECT_S = 10.0
READ_S = 20.0

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
    ) -> None:
        """Nothing is connected before the first request.

        Args:
            user_agent: with an address at which the site's keeper can reach the operator.
            max_body_bytes: of a body as it comes, and again as it is unpacked.
            min_delay_s: between two requests to one host, unless the request says otherwise.
            transport: makes the connections of one route; tests swap it.
            chromium: the browser for `render: browser`; None looks for one on the PATH.
            book: what is shared with the other processes that fetch; None when there are none.
        """
        self._clock = clock
        self._user_agent = user_agent
        self._cap_bytes = max_body_bytes
        self._min_delay_s = min_delay_s
        self._obey_robots = obey_robots
        self._make_transport = transport
        self._transports: dict[Route, httpx.AsyncBaseTransport] = {}
        self._book = book
        self._throttle = Throttle(clock, book)
        self._robots: dict[tuple[str, Route], robots.Rules] = {}
        self._asking_robots: dict[tuple[str, Route], asyncio.Lock] = {}
        self._cookies: dict[str, httpx.Cookies] = {}
        self._unnamed = 0
        self._chromium = chromium
        self._browser: BrowserRenderer | None = None
        self._headers = (
            ("user-agent", user_agent),
            ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"),
            ("accept-language", "zh-CN,zh;q=0.9,en;q=0.8"),
            ("accept-encoding", ACCEPT_ENCODING),
        )

    async def fetch(self, request: FetchRequest) -> Fetched:
        """Ask for one address. Never raises for what a server or a network does."""
        if request.render is Render.BROWSER:
            return await self._render(request)
        return await self._ask(request)

    async def _ask(self, request: FetchRequest) -> Fetched:
        if request.source:
            return await self._follow(request, heed_robots=self._obey_robots)
        # Without a source, cookies live as long as the redirects of this one request.
        self._unnamed += 1
        name = f"\0{self._unnamed}"
        try:
            return await self._follow(dataclasses.replace(request, source=name), heed_robots=self._obey_robots)
        finally:
            self._cookies.pop(name, None)

    async def close(self) -> None:
        """Release connections."""
        if self._browser is not None:
            await self._browser.close()
        transports, self._transports = self._transports, {}
        for transport in transports.values():
            await transport.aclose()

    async def _render(self, request: FetchRequest) -> Fetched:
        """The page as its scripts leave it; anything but a good page of HTML as it came (no challenge is run).

        Without validators: that the shell is unchanged says nothing of what its scripts load.
        """
        answer = await self._ask(dataclasses.replace(request, validators=Validators()))
        if not isinstance(answer, Body) or answer.status != 200 or "html" not in (answer.header("content-type") or ""):
            return answer
        if self._browser is None:
            self._browser = BrowserRenderer(
                clock=self._clock,
                exchange=self._exchange,
                user_agent=self._user_agent,
                max_body_bytes=self._cap_bytes,
                executable=self._chromium,
            )
        return await self._browser.render(answer, request)

    async def _exchange(self, request: FetchRequest, method: str, content: bytes) -> Fetched:
        """What a page in the browser loads; robots.txt was heeded for the page."""
        return await self._follow(request, heed_robots=False, method=method, content=content)

    async def _follow(
        self, request: FetchRequest, *, heed_robots: bool, method: str = "GET", content: bytes = b""
    ) -> Fetched:
        try:
            transport = self._transport(Route.of(request))
        except OSError as error:
            message = f"the CA file {request.ca_file} cannot be used: {reason_of(error)}; check `ca_file:`"
            return self._failed(request.url, Trouble(kind=FailureKind.TLS, message=message, retryable=False), 0.0)
        except (ValueError, httpx.InvalidURL):
            message = "the proxy's address cannot be read; write `proxy: http://host:port`"
            return self._failed(request.url, Trouble(kind=FailureKind.CONNECT, message=message, retryable=False), 0.0)
        url = request.url
        home = target = ""
        took_s = 0.0
        for _ in range(MAX_REDIRECTS + 1):
            parsed, reason = check_url(url)
            if not reason and request.proxy is not None:
                reason = await refusal_behind_proxy(parsed, allow_private=request.allow_private)
            if reason:
                told = f"the redirect leads to “{_named(target)}”: {reason}" if target else reason
                trouble = Trouble(kind=FailureKind.REFUSED, message=f"not fetched: {told}", retryable=False)
                return self._failed(request.url, trouble, took_s)
            host = parsed.raw_host.decode("ascii")
            gate = self._throttle.gate(parsed.netloc.decode("ascii"))
            if heed_robots:
                disallowed = await self._ask_robots(request, parsed, gate)
                if disallowed is not None:
                    return disallowed
            home = home or host
            hop = _Hop(
                request=request, url=parsed, home=host == home, first=url == request.url, method=method, content=content
            )
            answer = await self._turn(transport, hop, gate)
            if isinstance(answer, Trouble):
                return self._failed(request.url, answer, took_s)
            took_s += answer.took_s
            if answer.status in _REDIRECTS and (location := answer.header("location")) is not None:
                target = _read_location(location)
                url = _joined(parsed, target)
                if answer.status not in (307, 308):
                    method, content = "GET", b""
                continue
            return self._answered(request, answer, took_s)
        message = f"more than {MAX_REDIRECTS} redirects, the last to {shown(url)}; check the address in a browser"
        return self._failed(request.url, Trouble(kind=FailureKind.REDIRECTS, message=message, retryable=True), took_s)

    def _answered(self, request: FetchRequest, answer: Body, took_s: float) -> Fetched:
        if answer.status != 304:
            return answer if answer.took_s == took_s else dataclasses.replace(answer, took_s=took_s)
        if request.validators.etag is None and request.validators.last_modified is None:
            message = "the server says «not modified» though it was not asked; tried again later"
            return self._failed(
                request.url, Trouble(kind=FailureKind.PROTOCOL, message=message, retryable=True), took_s
            )
        return NotModified(url=request.url, headers=answer.headers, fetched_at=answer.fetched_at, took_s=took_s)

    async def _turn(self, transport: httpx.AsyncBaseTransport, hop: _Hop, gate: HostGate) -> Body | Trouble:
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
                answer = await self._send(transport, hop, started)
        except (httpx.HTTPError, aiohttp.ClientError, OSError, ValueError) as error:
            answer = trouble_of(error, hop.host, patience=_patience(request), tls=hop.url.scheme == "https")
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

    async def _send(self, transport: httpx.AsyncBaseTransport, hop: _Hop, started: datetime) -> Body | Trouble:
        request = hop.request
        jar = self._cookies.get(request.source)
        message = httpx.Request(
            hop.method,
            hop.url,
            headers=self._headers_for(hop),
            content=hop.content or None,
            extensions=_timeouts(request),
        )
        if jar is not None:
            jar.set_cookie_header(message)
        response = await transport.handle_async_request(message)
        response.request = message
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw
        )
        try:
            named = dict(headers)
            if "set-cookie" in named:
                self._cookies.setdefault(request.source, httpx.Cookies()).extract_cookies(response)
            content = b"" if response.status_code == 304 else await self._read(response, named)
        finally:
            await response.aclose()
        if not isinstance(content, bytes):
            return content
        now = self._clock.now()
        return Body(
            url=request.url,
            final_url=str(hop.url),
            status=response.status_code,
            headers=headers,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            fetched_at=now,
            took_s=(now - started).total_seconds(),
        )

    async def _read(self, response: httpx.Response, headers: dict[str, str]) -> bytes | Trouble:
        """The body, unpacked, unless it is over the cap."""
        said = headers.get("content-length", "")
        if said.isascii() and said.isdigit() and int(said) > self._cap_bytes:
            return self._too_large(f"{int(said)} bytes")
        parts: list[bytes] = []
        size = 0
        assert isinstance(response.stream, httpx.AsyncByteStream)
        async for part in response.stream:
            size += len(part)
            if size > self._cap_bytes:
                return self._too_large("more")
            parts.append(part)
        content = parts[0] if len(parts) == 1 else b"".join(parts)
        try:
            return decoded(content, headers.get("content-encoding"), cap_bytes=self._cap_bytes)
        except DecodedTooLargeError:
            return self._too_large(f"more when unpacked, from {size} bytes")
        except BadEncodingError as error:
            message = f"the answer cannot be unpacked ({error}); tried again later"
            return Trouble(kind=FailureKind.ENCODING, message=message, retryable=True)

    def _too_large(self, size: str) -> Trouble:
        message = f"the answer is over {self._cap_bytes} bytes ({size}); raise MONITOR_MAX_BODY_BYTES if it is wanted"
        return Trouble(kind=FailureKind.TOO_LARGE, message=message, retryable=False)

    def _headers_for(self, hop: _Hop) -> list[tuple[str, str]]:
        """The fetcher's headers, the request's own instead of them (on its own host only), and validators."""
        own = hop.request.headers if hop.home else ()
        headers = [("host", hop.url.netloc.decode("ascii"))]
        if own:
            replaced = {name.lower() for name, _ in own}
            headers += [pair for pair in self._headers if pair[0] not in replaced]
            headers += own
        else:
            headers += self._headers
        validators = hop.request.validators
        if validators.etag is not None:
            headers.append(("if-none-match", validators.etag))
        # A date says little about what another address answers: after a redirect, only the tag is trusted.
        if validators.last_modified is not None and hop.first:
            headers.append(("if-modified-since", validators.last_modified))
        return headers

    async def _ask_robots(self, request: FetchRequest, url: httpx.URL, gate: HostGate) -> FetchFailure | None:
        """Why robots.txt keeps the address from being fetched; None when it does not."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}/robots.txt"
        key = (origin, Route.of(request))
        rules = self._robots.get(key)
        if rules is None or rules.expires_at <= self._clock.now():
            async with self._asking_robots.setdefault(key, asyncio.Lock()):
                rules = self._robots.get(key)
                if rules is None or rules.expires_at <= self._clock.now():
                    kept = await self._find_robots(request, key)
                    if isinstance(kept, FetchFailure):
                        return kept
                    agent = robots.product_token(self._user_agent)
                    rules = self._robots[key] = robots.rules_of(kept, agent, self._clock.now())
        gate.crawl_delay_s = rules.crawl_delay_s
        if rules.trouble is not None:
            return dataclasses.replace(rules.trouble, url=request.url, fetched_at=self._clock.now(), took_s=0.0)
        if rules.allow(str(url)):
            return None
        message = f"robots.txt of {url.host} does not allow {url.path} to be fetched; ask the site, or remove the page"
        return self._failed(request.url, Trouble(kind=FailureKind.ROBOTS, message=message, retryable=False), 0.0)

    async def _find_robots(self, request: FetchRequest, key: tuple[str, Route]) -> KeptRobots | FetchFailure:
        """What another process has read, or the origin's own answer; a failure when the host is left alone."""
        origin, route = key
        if self._book is not None and (known := await self._book.robots(f"{origin} {route}")) is not None:
            return known
        question = dataclasses.replace(request, url=origin, validators=Validators())
        answer = await self._follow(question, heed_robots=False)
        if isinstance(answer, FetchFailure) and answer.kind is FailureKind.PAUSED:
            return dataclasses.replace(answer, url=request.url)
        kept = robots.kept_of(answer)
        if self._book is not None:
            await self._book.keep_robots(f"{origin} {route}", kept)
        return kept

    def _transport(self, route: Route) -> httpx.AsyncBaseTransport:
        transport = self._transports.get(route)
        if transport is None:
            transport = self._transports[route] = self._make_transport(route)
        return transport

    def _failed(self, url: str, trouble: Trouble, took_s: float) -> FetchFailure:
        return FetchFailure(
            url=url,
            kind=trouble.kind,
            message=trouble.message,
            retryable=trouble.retryable,
            retry_after_s=trouble.retry_after_s,
            fetched_at=self._clock.now(),
            took_s=took_s,
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """One request on the way through redirects."""

    request: FetchRequest
    url: httpx.URL
    #: On the host that was asked for.
    home: bool
    #: Before any redirect.
    first: bool
    method: str
    content: bytes

    @property
    def host(self) -> str:
        """For messages."""
        return self.url.host


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


def _patience(request: FetchRequest) -> Patience:
    """No part of a request is waited for longer than for the whole."""
    return Patience(
        connect_s=min(CONNECT_S, request.timeout_s),
        read_s=min(READ_S, request.timeout_s),
        total_s=request.timeout_s,
    )


def _timeouts(request: FetchRequest) -> dict[str, object]:
    """In httpx's form; the total is kept by `asyncio.timeout`."""
    patience = _patience(request)
    return {"timeout": {"connect": patience.connect_s, "read": patience.read_s, "write": None, "pool": None}}

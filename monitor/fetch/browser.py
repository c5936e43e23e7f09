"""Pages that scripts fill, rendered in the system's Chromium: the extra `browser`, for sources with `render: browser`.

    render(body, request)
      Chromium  <──routes──>  exchange (HttpFetcher: guard, turns, caps)  <──>  the web
         │
         └── rendered HTML as a Body

The browser opens no connection of its own: every request it makes is answered by the fetcher, under the same guard and
the same turns, and whatever slips past (sockets, prefetching) meets a proxy that does not exist. A page that answers
with a challenge is not rendered: `HttpFetcher` hands over good answers only.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
import importlib.util
import os
import re
import shutil
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from monitor.fetch.failures import shown
from monitor.ports import Clock
from monitor.types import Body, FailureKind, Fetched, FetchFailure, FetchRequest, Validators

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Playwright, Request, Route

#: Asks for one address on the browser's behalf: request, method, content.
Exchange = Callable[[FetchRequest, str, bytes], Awaitable[Fetched]]

#: Pages rendered at the same time, requests that one of them may make, seconds it may take to fall silent.
MAX_PAGES = 2
MAX_REQUESTS = 200
SETTLE_S = 10.0
#: Seconds without a page after which the browser is closed.
IDLE_S = 60.0
#: What a text needs; pictures, sound and fonts are not loaded.
_LOADED = frozenset(("document", "script", "stylesheet", "xhr", "fetch"))
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: No name resolves, every connection goes to a port where nobody listens (discard, RFC 863), loopback included.
_SEALED = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--no-first-run",
)
#: Said by the fetcher itself, or not for a server.
_NOT_PASSED_ON = frozenset(("host", "cookie", "user-agent", "accept-encoding", "connection", "content-length"))
_NOT_PASSED_BACK = frozenset(("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"))


def browser_trouble(executable: str | None = None) -> str:
    """Why pages cannot be rendered on this machine and what to do, "" when they can."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed: pip install 'medical-policy-monitor[browser]'"
    if (executable or _found()) is None:
        return "no Chromium on this machine: install the system's package (Debian: apt install chromium)"
    return ""


def _found() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name)) is not None), None)


class BrowserRenderer:
    """One shared browser, started with the first page and closed when idle. Lives in one event loop."""

    def __init__(
        self,
        *,
        clock: Clock,
        exchange: Exchange,
        user_agent: str,
        max_body_bytes: int,
        executable: str | None = None,
    ) -> None:
        self._clock = clock
        self._exchange = exchange
        self._user_agent = user_agent
        self._cap_bytes = max_body_bytes
        self._executable = executable
        self._places = asyncio.Semaphore(MAX_PAGES)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._open_pages = 0
        self._idle: asyncio.Task[None] | None = None

    async def render(self, body: Body, request: FetchRequest) -> Fetched:
        """The page as its scripts leave it.

        Args:
            body: the good answer to the page's own address, not asked for again.
            request: what led to it; its guard, headers and total time hold for all that the page loads.
        """
        trouble = browser_trouble(self._executable)
        if trouble:
            return self._failed(request, FailureKind.BROWSER, f"not rendered: {trouble}", retryable=False)
        from playwright.async_api import Error

        started = self._clock.now()
        async with self._places:
            self._open_pages += 1
            try:
                async with asyncio.timeout(request.timeout_s):
                    markup, url = await self._rendered(body, request)
            except TimeoutError:
                message = f"the page was not rendered within {request.timeout_s:g} s; it is tried again later"
                return self._failed(request, FailureKind.TIMEOUT, message, retryable=True)
            except Error as error:
                message = f"the browser failed ({_said(error.message)}); tried again later"
                return self._failed(request, FailureKind.BROWSER, message, retryable=True)
            finally:
                self._open_pages -= 1
                self._close_when_idle()
        content = markup.encode("utf-8", "replace")
        if len(content) > self._cap_bytes:
            message = f"the rendered page is over {self._cap_bytes} bytes; raise MONITOR_MAX_BODY_BYTES if it is wanted"
            return self._failed(request, FailureKind.TOO_LARGE, message, retryable=False)
        now = self._clock.now()
        kept = tuple(pair for pair in body.headers if pair[0] not in ("content-type", "etag", "last-modified"))
        return dataclasses.replace(
            body,
            final_url=url,
            # What the server says of its shell says nothing of what scripts made of it.
            headers=(*kept, ("content-type", "text/html; charset=utf-8")),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            fetched_at=now,
            took_s=body.took_s + (now - started).total_seconds(),
        )

    async def close(self) -> None:
        """Close the browser, if one is open."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        await self._shut()

    async def _rendered(self, body: Body, request: FetchRequest) -> tuple[str, str]:
        """Markup and address after the scripts have run."""
        from playwright.async_api import TimeoutError as SilenceTimeoutError

        browser = await self._started()
        context = await browser.new_context(
            service_workers="block", accept_downloads=False, user_agent=self._user_agent, locale="zh-CN"
        )
        try:
            page = await context.new_page()
            await self._route(context, page, body, request)
            await page.goto(body.final_url, wait_until="domcontentloaded", timeout=request.timeout_s * 1000)
            # Pages that poll never fall silent; what is there by then is what a reader sees.
            with contextlib.suppress(SilenceTimeoutError):
                await page.wait_for_load_state("networkidle", timeout=min(SETTLE_S, request.timeout_s) * 1000)
            return await page.content(), page.url
        finally:
            await context.close()

    async def _route(self, context: BrowserContext, page: Page, body: Body, request: FetchRequest) -> None:
        """Answer all that the page asks for, the page itself from `body`."""
        home = body.final_url.partition("#")[0]
        asked = 0

        async def answer(route: Route) -> None:
            nonlocal asked
            asked += 1
            wanted = route.request
            if asked > MAX_REQUESTS or not _is_needed(wanted, page):
                await route.abort()
            elif asked == 1 and wanted.is_navigation_request() and wanted.url.partition("#")[0] == home:
                await _fulfil(route, body)
            else:
                fetched = await self._exchange(
                    _on_behalf(route, request), wanted.method, wanted.post_data_buffer or b""
                )
                if isinstance(fetched, Body):
                    await _fulfil(route, fetched)
                else:
                    await route.abort()

        await context.route("**/*", answer)
        await context.route_web_socket("**/*", lambda socket: socket.close())

    async def _started(self) -> Browser:
        """The shared browser; a new one when it was closed or has crashed."""
        from playwright.async_api import async_playwright

        async with self._starting:
            if self._browser is not None and self._browser.is_connected():
                return self._browser
            await self._shut()
            self._playwright = await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path=self._executable or _found(),
                headless=True,
                # Chromium refuses its own sandbox to root (containers).
                chromium_sandbox=os.geteuid() != 0,
                args=list(_SEALED),
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
            return self._browser

    async def _shut(self) -> None:
        browser, self._browser = self._browser, None
        playwright, self._playwright = self._playwright, None
        if browser is not None:
            await browser.close()
        if playwright is not None:
            await playwright.stop()

    def _close_when_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = asyncio.create_task(self._wait_idle())

    async def _wait_idle(self) -> None:
        await self._clock.sleep(IDLE_S)
        async with self._starting:
            if not self._open_pages:
                await self._shut()

    def _failed(self, request: FetchRequest, kind: FailureKind, message: str, *, retryable: bool) -> FetchFailure:
        return FetchFailure(
            url=request.url,
            kind=kind,
            message=message,
            retryable=retryable,
            fetched_at=self._clock.now(),
            took_s=0.0,
        )


def _said(message: str) -> str:
    """The browser's own words (net::ERR_…): without Playwright's method before them and its log after them."""
    return shown(re.sub(r"^\w+\.\w+: ", "", message.strip().partition("\n")[0])) or "it does not say why"


def _is_needed(wanted: Request, page: Page) -> bool:
    """Whether a text needs what is asked for: no pictures, and no pages in new windows."""
    from playwright.async_api import Error

    if wanted.resource_type not in _LOADED or not wanted.url.startswith(("http://", "https://")):
        return False
    if not wanted.is_navigation_request():
        return True
    try:
        return wanted.frame.page is page
    except Error:
        return False


def _on_behalf(route: Route, request: FetchRequest) -> FetchRequest:
    """The fetcher's request for something that the page loads: the page's own route and cookies, the browser's headers.

    The source's headers go with it to the source's own host only; no rest is kept between the parts of one page.
    """
    wanted = route.request
    headers = [
        (name, value)
        for name, value in wanted.headers.items()
        if name not in _NOT_PASSED_ON and not name.startswith(("sec-", ":"))
    ]
    if _origin(wanted.url) == _origin(request.url):
        own = {name.lower() for name, _ in request.headers}
        headers = [pair for pair in headers if pair[0] not in own] + list(request.headers)
    return dataclasses.replace(
        request, url=wanted.url, validators=Validators(), headers=tuple(headers), min_delay_s=0.0
    )


def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3]).lower()


async def _fulfil(route: Route, body: Body) -> None:
    # One value for each name is all that the browser's door takes; cookies are the fetcher's business.
    headers = {name: value for name, value in body.headers if name not in _NOT_PASSED_BACK and name != "set-cookie"}
    await route.fulfill(status=body.status, headers=headers, body=body.content)

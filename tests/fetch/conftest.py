"""Real HTTP on loopback, and a clock that the tests own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from monitor.fetch import HttpFetcher
from monitor.types import FetchRequest, Validators

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FakeClock:
    """Time passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class Site:
    """A server on loopback whose every path is a function; keeps the requests it saw."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.seen: list[web.Request] = []
        self.port = 0

    @property
    def paths(self) -> list[str]:
        """Paths asked for, robots.txt aside."""
        return [request.path for request in self.seen if request.path != "/robots.txt"]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def serve(self, path: str, content: bytes | str = b"", **options: object) -> None:
        """Answer a path with the same response every time."""
        if isinstance(content, str):
            content = content.encode()

        async def answer(request: web.Request) -> web.StreamResponse:
            return web.Response(body=content, **options)  # type: ignore[arg-type]

        self.pages[path] = answer

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        page = self.pages.get(request.path)
        return await page(request) if page else web.Response(status=404, text="nothing here")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", made.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


@pytest.fixture
async def fetcher(clock: FakeClock) -> AsyncIterator[HttpFetcher]:
    made = HttpFetcher(
        clock=clock, user_agent="monitor-test/1.0 (+mailto:me@example.org)", max_body_bytes=100_000, min_delay_s=0
    )
    yield made
    await made.close()


@pytest.fixture
async def raw_server() -> AsyncIterator[Callable[[bytes | None], Awaitable[int]]]:
    """Servers that misbehave: each reads one request, sends the given bytes (None: resets), and hangs up."""
    servers: list[asyncio.Server] = []

    async def start(answer: bytes | None) -> int:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await reader.readuntil(b"\r\n\r\n")
                if answer is None:
                    writer.transport.abort()
                else:
                    writer.write(answer)
                    await writer.drain()
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    yield start
    for server in servers:
        server.close()
        await server.wait_closed()


def ask(url: str, *, etag: str | None = None, last_modified: str | None = None, **options: object) -> FetchRequest:
    """A request to loopback."""
    return FetchRequest(
        url=url,
        validators=Validators(etag=etag, last_modified=last_modified),
        **{"allow_private": True, **options},  # type: ignore[arg-type]
    )

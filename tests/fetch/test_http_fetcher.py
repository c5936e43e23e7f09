"""What comes back from a server that behaves."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from monitor.fetch import HttpFetcher
from monitor.types import (
    Body,
    FailureKind,
    FetchFailure,
    FetchRequest,
    NotModified,
    Schedule,
    Source,
    Validators,
)

from .conftest import FakeClock, Site, ask


async def test_body_comes_raw_with_headers_and_hash(fetcher: HttpFetcher, site: Site) -> None:
    content = "医疗装备".encode("gb18030")
    site.serve("/a", content, headers={"ETag": '"1"', "Content-Type": "text/html; charset=gbk", "X-Twice": "yes"})
    body = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(body, Body)
    assert (body.status, body.content, body.sha256) == (200, content, hashlib.sha256(content).hexdigest())
    assert body.header("etag") == '"1"'
    assert body.header("X-Twice") == "yes"
    assert body.url == body.final_url == site.url("/a")
    assert body.fetched_at.tzinfo is not None


@pytest.mark.parametrize("status", [403, 404, 412, 500, 521])
async def test_body_of_any_status_comes_back(fetcher: HttpFetcher, site: Site, status: int) -> None:
    site.serve("/a", "no", status=status)
    body = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(body, Body)
    assert body.status == status


async def test_says_who_asks(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", "x")
    await fetcher.fetch(ask(site.url("/a")))
    headers = site.seen[-1].headers
    assert headers["User-Agent"] == "monitor-test/1.0 (+mailto:me@example.org)"
    assert headers.getall("Host") == [f"127.0.0.1:{site.port}"]
    assert "zstd" in headers["Accept-Encoding"]
    assert len(headers.getall("Accept-Encoding")) == 1


async def test_own_headers_stand_instead_of_the_usual(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", "x")
    await fetcher.fetch(ask(site.url("/a"), headers=(("User-Agent", "other/2"), ("Referer", "http://a.example/"))))
    headers = site.seen[-1].headers
    assert headers.getall("User-Agent") == ["other/2"]
    assert headers["Referer"] == "http://a.example/"


async def test_304_to_our_validators(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=304)
    answer = await fetcher.fetch(ask(site.url("/a"), etag='W/"7"', last_modified="Tue, 01 Sep 2026 00:00:00 GMT"))
    assert isinstance(answer, NotModified)
    assert site.seen[-1].headers["If-None-Match"] == 'W/"7"'
    assert site.seen[-1].headers["If-Modified-Since"] == "Tue, 01 Sep 2026 00:00:00 GMT"


async def test_304_unasked_is_a_failure(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=304)
    answer = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.PROTOCOL


async def test_redirects_are_followed_and_told(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=301, headers={"Location": "b?x=1"})
    site.serve("/b", "there")
    body = await fetcher.fetch(ask(site.url("/a"), etag='"1"', last_modified="Tue, 01 Sep 2026 00:00:00 GMT"))
    assert isinstance(body, Body)
    assert (body.url, body.final_url, body.content) == (site.url("/a"), site.url("/b?x=1"), b"there")
    assert site.seen[-1].headers["If-None-Match"] == '"1"'
    assert "If-Modified-Since" not in site.seen[-1].headers


async def test_redirect_without_location_is_a_body(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=302)
    body = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(body, Body)
    assert body.status == 302


async def test_endless_redirects_end(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=302, headers={"Location": "/a"})
    failure = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.REDIRECTS
    assert len(site.paths) == 11


async def test_secrets_do_not_follow_to_another_host(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=302, headers={"Location": site.url("/b", host="127.0.0.2")})
    # The second host does not listen; what it would be sent is seen on the way back to the first.
    site.serve("/c", status=302, headers={"Location": site.url("/d", host="localhost")})
    site.serve("/d", "x")
    secret = (("Authorization", "Bearer s"), ("Cookie", "k=v"))
    body = await fetcher.fetch(ask(site.url("/c"), headers=secret, etag='"1"'))
    assert isinstance(body, Body)
    assert site.seen[-1].path == "/d"
    assert "Authorization" not in site.seen[-1].headers
    assert "Cookie" not in site.seen[-1].headers
    home = [request for request in site.seen if request.path == "/c"]
    assert home[0].headers["Authorization"] == "Bearer s"
    robots = [request for request in site.seen if request.path == "/robots.txt"]
    asked = {request.url.host: request.headers.get("Authorization") for request in robots}
    assert asked == {"127.0.0.1": "Bearer s", "localhost": None}


async def test_cookies_stay_with_their_source(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", "x", headers={"Set-Cookie": "k=v; Path=/"})
    for source in ("one", "one", "two"):
        await fetcher.fetch(ask(site.url("/a"), source=source))
    assert [request.headers.get("Cookie") for request in site.seen if request.path == "/a"] == [None, "k=v", None]


async def test_one_request_at_a_time_and_a_rest_between(site: Site, clock: FakeClock) -> None:
    running = most = 0

    async def page(request: web.Request) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return web.Response(text="x")

    site.pages["/a"] = page
    fetcher = HttpFetcher(clock=clock, user_agent="t/1", min_delay_s=2.0, obey_robots=False)
    try:
        await asyncio.gather(*(fetcher.fetch(ask(site.url("/a"))) for _ in range(4)))
        await fetcher.fetch(ask(site.url("/a"), min_delay_s=7.0))
        await fetcher.fetch(ask(site.url("/a")))
    finally:
        await fetcher.close()
    assert most == 1
    assert clock.slept == [2.0, 2.0, 2.0, 2.0, 7.0]


async def test_cookie_walls_open_within_one_request(fetcher: HttpFetcher, site: Site) -> None:
    async def wall(request: web.Request) -> web.Response:
        if request.cookies.get("seen") == "1":
            return web.Response(text="in")
        return web.Response(status=302, headers={"Location": "/a", "Set-Cookie": "seen=1; Path=/"})

    site.pages["/a"] = wall
    for source in ("", "", "s"):
        body = await fetcher.fetch(ask(site.url("/a"), source=source))
        assert isinstance(body, Body)
        assert body.content == b"in"
    assert len(site.paths) == 6


async def test_locations_in_plain_utf8_are_followed(
    fetcher: HttpFetcher, raw_server: Callable[[bytes | None], Awaitable[int]], site: Site
) -> None:
    target = site.url("/政策")
    port = await raw_server(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode())
    site.serve("/政策", "there")
    plain = HttpFetcher(clock=FakeClock(), user_agent="t/1", min_delay_s=0, obey_robots=False)
    body = await plain.fetch(ask(f"http://127.0.0.1:{port}/"))
    await plain.close()
    assert isinstance(body, Body)
    assert body.content == b"there"
    assert body.final_url == site.url("/%E6%94%BF%E7%AD%96")


async def test_a_request_has_all_that_its_source_says() -> None:
    source = Source(
        id="s",
        name="S",
        url="https://a.example/",
        schedule=Schedule(every_s=60),
        headers=(("Authorization", "secret"),),
        proxy="http://p:1@proxy.example:1",
        ca_file="ca.pem",
        insecure=True,
        allow_private=True,
        timeout_s=7,
        min_delay_s=3,
    )
    request = FetchRequest.of(source, "https://a.example/b", Validators(etag="x"))
    for name in ("headers", "proxy", "ca_file", "insecure", "allow_private", "timeout_s", "min_delay_s"):
        assert getattr(request, name) == getattr(source, name)
    assert (request.url, request.source, request.validators.etag) == ("https://a.example/b", "s", "x")
    assert "secret" not in repr(request) + repr(source)
    assert "p:1" not in repr(request) + repr(source)


async def test_a_proxy_is_used_and_guarded(site: Site, clock: FakeClock) -> None:
    asked: list[str] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nproxied")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    address = f"http://user:pw@127.0.0.1:{server.sockets[0].getsockname()[1]}"
    fetcher = HttpFetcher(clock=clock, user_agent="t/1", min_delay_s=0, obey_robots=False)
    try:
        body = await fetcher.fetch(ask("http://8.8.8.8/page", proxy=address))
        refused = await fetcher.fetch(ask("http://8.8.8.8/page", proxy=address, allow_private=False))
        inside = await fetcher.fetch(ask("http://169.254.169.254/latest", proxy=address))
        unknown = await fetcher.fetch(ask("http://no-such-name.invalid/", proxy=address))
        nonsense = await fetcher.fetch(ask("http://8.8.8.8/page", proxy="nonsense"))
    finally:
        await fetcher.close()
        server.close()
        await server.wait_closed()
    assert isinstance(body, Body)
    assert body.content == b"proxied"
    assert asked[0].startswith("GET http://8.8.8.8/page HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic" in asked[0]
    assert len(asked) == 1
    for answer in (refused, inside, unknown):
        assert isinstance(answer, FetchFailure)
        assert answer.kind is FailureKind.REFUSED
    assert isinstance(nonsense, FetchFailure)
    assert not nonsense.retryable
    assert "proxy" in nonsense.message

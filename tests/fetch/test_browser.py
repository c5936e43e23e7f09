"""Pages that scripts fill, in a real Chromium that has no way out but the fetcher."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from monitor.fetch import HttpFetcher, browser_trouble
from monitor.types import Body, FailureKind, FetchFailure, Render

from .conftest import FakeClock, Site, ask

needs_chromium = pytest.mark.skipif(browser_trouble() != "", reason=browser_trouble() or "there is a browser")


pytestmark = pytest.mark.slow


class PatientClock(FakeClock):
    """Sleeps for ever, so that the browser never seems idle."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.Event().wait()


@pytest.fixture
async def renderer() -> AsyncIterator[HttpFetcher]:
    made = HttpFetcher(clock=PatientClock(), user_agent="t/1", min_delay_s=0, obey_robots=False, max_body_bytes=200_000)
    yield made
    await made.close()


SHELL = """<!doctype html><html><head><title>列表</title><link rel=stylesheet href=/style.css></head><body>
<ul id=list></ul><img src=/photo.png><iframe src=/frame.html></iframe>
<script src=/app.js></script></body></html>"""
APP = """
const options = {method: 'POST', headers: {'Content-Type': 'application/json', 'X-Token': 'abc'}, body: '{"n":2}'};
fetch('/api/list?page=1', options).then(answer => answer.json()).then(data => {
  const rows = data.map(row => `<li><a href="${row.url}">${row.title}</a></li>`);
  document.getElementById('list').innerHTML = rows.join('');
});
"""


@needs_chromium
async def test_a_list_that_a_script_fills(renderer: HttpFetcher, site: Site) -> None:
    site.serve("/list.html", SHELL, headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"shell"'})
    site.serve("/app.js", APP, headers={"Content-Type": "text/javascript"})
    site.serve("/frame.html", "<p>frame</p>", headers={"Content-Type": "text/html"})
    posted: list[tuple[str, str, str]] = []

    async def api(request: web.Request) -> web.Response:
        posted.append((request.method, request.headers["X-Token"], await request.text()))
        return web.json_response([{"url": "/a/1.html", "title": "关于医疗装备的通知"}])

    site.pages["/api/list"] = api
    body = await renderer.fetch(ask(site.url("/list.html"), render=Render.BROWSER, etag='"shell"'))
    assert isinstance(body, Body), body
    assert '<a href="/a/1.html">关于医疗装备的通知</a>' in body.content.decode()
    assert body.final_url == site.url("/list.html")
    assert body.header("content-type") == "text/html; charset=utf-8"
    assert body.header("etag") is None
    assert posted == [("POST", "abc", '{"n":2}')]
    assert "/photo.png" not in site.paths
    assert site.paths.count("/list.html") == 1
    assert {request.headers["User-Agent"] for request in site.seen} == {"t/1"}


@needs_chromium
async def test_the_browser_has_no_way_past_the_guard(renderer: HttpFetcher, site: Site) -> None:
    """The page is allowed; what it tries to reach inside is not, by any door that a script knows."""
    outside: list[str] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        outside.append((await reader.read(200)).decode("latin-1"))
        writer.close()

    trap = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = trap.sockets[0].getsockname()[1]
    attempts = f"""<html><body><p id=out></p><script>
      const inside = 'http://169.254.169.254/latest/';
      fetch(inside).then(() => say('reached'), () => say('refused'));
      function say(word) {{ document.getElementById('out').textContent += word; }}
      new WebSocket('ws://127.0.0.1:{port}/');
      new EventSource('http://127.0.0.1:{port}/events');
      navigator.sendBeacon('http://127.0.0.1:{port}/beacon', 'x');
      new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{port}'}}]}}).createDataChannel('x');
      const link = document.createElement('link'); link.rel = 'prefetch'; link.href = 'http://127.0.0.1:{port}/prefetch';
      document.head.append(link);
      new Image().src = 'http://127.0.0.1:{port}/image';
      window.open('http://127.0.0.1:{port}/window');
    </script></body></html>"""
    site.serve("/", attempts, headers={"Content-Type": "text/html"})
    body = await renderer.fetch(ask(site.url("/"), render=Render.BROWSER))
    trap.close()
    assert isinstance(body, Body), body
    assert b'<p id="out">refused</p>' in body.content
    assert outside == []


@needs_chromium
async def test_what_is_no_good_page_is_not_rendered(renderer: HttpFetcher, site: Site) -> None:
    site.serve("/wall", "<script>document.title='run'</script>", status=412, headers={"Content-Type": "text/html"})
    site.serve("/file", b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    for path in ("/wall", "/file"):
        body = await renderer.fetch(ask(site.url(path), render=Render.BROWSER))
        assert isinstance(body, Body)
        assert b"<html>" not in body.content
    failure = await renderer.fetch(ask(site.url("/"), render=Render.BROWSER, allow_private=False))
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.REFUSED


@needs_chromium
async def test_time_and_size_are_capped(renderer: HttpFetcher, site: Site) -> None:
    site.serve("/loop", "<script>for(;;){}</script>", headers={"Content-Type": "text/html"})
    site.serve(
        "/huge",
        "<body><script>document.body.textContent='x'.repeat(300000)</script>",
        headers={"Content-Type": "text/html"},
    )
    slow = await renderer.fetch(ask(site.url("/loop"), render=Render.BROWSER, timeout_s=3))
    assert isinstance(slow, FetchFailure)
    assert slow.kind is FailureKind.TIMEOUT
    huge = await renderer.fetch(ask(site.url("/huge"), render=Render.BROWSER))
    assert isinstance(huge, FetchFailure)
    assert huge.kind is FailureKind.TOO_LARGE


@needs_chromium
async def test_an_idle_browser_is_closed_and_comes_back(site: Site) -> None:
    site.serve("/", "<p>x</p>", headers={"Content-Type": "text/html"})
    fetcher = HttpFetcher(clock=FakeClock(), user_agent="t/1", min_delay_s=0, obey_robots=False)
    try:
        for _ in range(2):
            assert isinstance(await fetcher.fetch(ask(site.url("/"), render=Render.BROWSER)), Body)
            renderer = fetcher._browser
            assert renderer is not None
            assert renderer._idle is not None
            await renderer._idle
            assert renderer._browser is None
    finally:
        await fetcher.close()


async def test_without_a_browser_the_line_says_what_to_install(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.fetch.browser.importlib.util.find_spec", lambda name: None)
    site.serve("/", "<p>x</p>", headers={"Content-Type": "text/html"})
    fetcher = HttpFetcher(clock=FakeClock(), user_agent="t/1", min_delay_s=0, obey_robots=False)
    try:
        failure = await fetcher.fetch(ask(site.url("/"), render=Render.BROWSER))
    finally:
        await fetcher.close()
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.BROWSER
    assert not failure.retryable
    assert "medical-policy-monitor[browser]" in failure.message

"""robots.txt, rests, Retry-After and the breaker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web

from monitor.fetch import HttpFetcher
from monitor.fetch.throttle import BREAK_AFTER, BREAK_S, HostGate
from monitor.types import Body, FailureKind, FetchFailure

from .conftest import FakeClock, Site, ask


async def test_robots_is_obeyed_and_asked_once(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/robots.txt", "User-agent: monitor-test\nDisallow: /closed/\n\nUser-agent: *\nDisallow: /\n")
    site.serve("/open/a", "x")
    site.serve("/closed/a", "x")
    answers = await asyncio.gather(
        *(fetcher.fetch(ask(site.url(path))) for path in ("/open/a", "/closed/a", "/open/a?b=1"))
    )
    assert [isinstance(answer, Body) for answer in answers] == [True, False, True]
    refused = answers[1]
    assert isinstance(refused, FetchFailure)
    assert refused.kind is FailureKind.ROBOTS
    assert not refused.retryable
    assert [request.path for request in site.seen].count("/robots.txt") == 1
    assert "/closed/a" not in site.paths


@pytest.mark.parametrize("status", [401, 403, 404, 412])
async def test_no_robots_allows_all(fetcher: HttpFetcher, site: Site, status: int) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    site.serve("/a", "x")
    assert isinstance(await fetcher.fetch(ask(site.url("/a"))), Body)


async def test_robots_in_trouble_allows_nothing_for_now(fetcher: HttpFetcher, site: Site, clock: FakeClock) -> None:
    site.serve("/robots.txt", status=503)
    site.serve("/a", "x")
    answer = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.ROBOTS
    assert answer.retryable
    assert answer.retry_after_s
    assert site.paths == []
    site.serve("/robots.txt", "")
    clock.moment += timedelta(seconds=answer.retry_after_s + 1)
    assert isinstance(await fetcher.fetch(ask(site.url("/a"))), Body)


async def test_robots_is_asked_again_after_a_day(fetcher: HttpFetcher, site: Site, clock: FakeClock) -> None:
    site.serve("/robots.txt", "")
    site.serve("/a", "x")
    await fetcher.fetch(ask(site.url("/a")))
    site.serve("/robots.txt", "User-agent: *\nDisallow: /a")
    assert isinstance(await fetcher.fetch(ask(site.url("/a"))), Body)
    clock.moment += timedelta(hours=25)
    assert isinstance(await fetcher.fetch(ask(site.url("/a"))), FetchFailure)


async def test_robots_holds_on_redirects_too(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /closed")
    site.serve("/a", status=302, headers={"Location": "/closed"})
    site.serve("/closed", "x")
    answer = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.ROBOTS


async def test_a_page_in_place_of_robots_allows_all(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/robots.txt", "<!DOCTYPE html><html>User-agent: *\nDisallow: /</html>")
    site.serve("/a", "x")
    assert isinstance(await fetcher.fetch(ask(site.url("/a"))), Body)


async def test_crawl_delay_is_kept(fetcher: HttpFetcher, site: Site, clock: FakeClock) -> None:
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 4\n")
    site.serve("/a", "x")
    for _ in range(3):
        await fetcher.fetch(ask(site.url("/a")))
    assert clock.slept[-2:] == [4.0, 4.0]


@pytest.fixture
async def eager(clock: FakeClock) -> AsyncIterator[HttpFetcher]:
    """Neither robots.txt nor a minimum rest."""
    made = HttpFetcher(clock=clock, user_agent="t/1", min_delay_s=0, obey_robots=False)
    yield made
    await made.close()


async def test_retry_after_holds_the_whole_host(eager: HttpFetcher, site: Site, clock: FakeClock) -> None:
    site.serve("/busy", status=429, headers={"Retry-After": "120"})
    site.serve("/a", "x")
    assert isinstance(await eager.fetch(ask(site.url("/busy"))), Body)
    paused = await eager.fetch(ask(site.url("/a")))
    assert isinstance(paused, FetchFailure)
    assert paused.kind is FailureKind.PAUSED
    assert paused.retryable
    assert paused.retry_after_s == 120
    assert site.paths == ["/busy"]
    clock.moment += timedelta(seconds=121)
    assert isinstance(await eager.fetch(ask(site.url("/a"))), Body)


async def test_retry_after_as_a_date(eager: HttpFetcher, site: Site) -> None:
    site.serve("/busy", status=503, headers={"Retry-After": "Sat, 21 Nov 2026 08:10:00 GMT"})
    await eager.fetch(ask(site.url("/busy")))
    paused = await eager.fetch(ask(site.url("/busy")))
    assert isinstance(paused, FetchFailure)
    assert paused.retry_after_s == 600


async def test_a_short_hold_is_waited_out(eager: HttpFetcher, site: Site, clock: FakeClock) -> None:
    site.serve("/busy", status=503, headers={"Retry-After": "3"})
    site.serve("/a", "x")
    await eager.fetch(ask(site.url("/busy")))
    assert isinstance(await eager.fetch(ask(site.url("/a"))), Body)
    assert clock.slept == [3.0]


async def test_the_breaker_leaves_a_failing_host_alone(eager: HttpFetcher, site: Site, clock: FakeClock) -> None:
    site.serve("/a", status=502)
    for _ in range(BREAK_AFTER):
        assert isinstance(await eager.fetch(ask(site.url("/a"))), Body)
    paused = await eager.fetch(ask(site.url("/a")))
    assert isinstance(paused, FetchFailure)
    assert paused.kind is FailureKind.PAUSED
    assert len(site.paths) == BREAK_AFTER
    clock.moment += timedelta(seconds=BREAK_S + 1)
    assert isinstance(await eager.fetch(ask(site.url("/a"))), Body)
    again = await eager.fetch(ask(site.url("/a")))
    assert isinstance(again, FetchFailure)
    assert again.retry_after_s == 2 * BREAK_S
    site.serve("/a", "x")
    clock.moment += timedelta(seconds=2 * BREAK_S + 1)
    for _ in range(3):
        assert isinstance(await eager.fetch(ask(site.url("/a"))), Body)


async def test_other_hosts_are_not_held(eager: HttpFetcher, site: Site) -> None:
    site.serve("/a", "x", status=429, headers={"Retry-After": "600"})
    await eager.fetch(ask(site.url("/a")))
    assert isinstance(await eager.fetch(ask(site.url("/a", host="localhost"))), Body)


async def test_rests_grow_with_trouble_and_shrink_without() -> None:
    clock = FakeClock()
    gate = HostGate(clock)

    async def turn(*, took_s: float, failed: bool) -> float:
        clock.slept.clear()
        assert await gate.enter() == 0
        await gate.leave(took_s=took_s, min_delay_s=0.5, failed=failed)
        return sum(clock.slept)

    slow, good, bad = (4, False), (0.1, False), (0.1, True)
    turns = [good, good, slow, bad, bad, good, good, good]
    rests = [await turn(took_s=took_s, failed=failed) for took_s, failed in turns]
    assert rests == [0, 0.5, 0.5, 4, 8, 16, 8, 4]


async def test_a_cancelled_wait_gives_the_turn_back(clock: FakeClock) -> None:
    gate = HostGate(clock)
    assert await gate.enter() == 0
    waiting = asyncio.ensure_future(gate.enter())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await gate.leave(took_s=0, min_delay_s=0, failed=False)
    assert await gate.enter() == 0
    await gate.leave(took_s=0, min_delay_s=0, failed=False)


async def test_a_cancelled_fetch_gives_the_turn_back(eager: HttpFetcher, site: Site) -> None:
    started, stop = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        started.set()
        await stop.wait()
        return web.Response()

    site.pages["/slow"] = slow
    site.serve("/a", "x")
    fetching = asyncio.ensure_future(eager.fetch(ask(site.url("/slow"))))
    await started.wait()
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    stop.set()
    assert isinstance(await eager.fetch(ask(site.url("/a"))), Body)

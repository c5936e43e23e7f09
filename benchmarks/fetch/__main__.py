"""`python -m benchmarks.fetch [PAGES]`: requests per second by the fetcher and by the clients under it, on one core."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import httpx
from httpx_aiohttp import HttpxAiohttpClient

from monitor.clock import SystemClock
from monitor.fetch import HttpFetcher
from monitor.types import Body, FetchRequest, NotModified, Validators

#: Each host is asked one page at a time, so the load is spread over this many loopback addresses.
HOSTS = 20
Ask = Callable[[str, bool], Awaitable[int]]


async def _rate(ask: Ask, urls: list[list[str]], *, again: bool) -> tuple[float, float]:
    """Pages per second, by the clock and of this core's own work; the hosts side by side, each one's pages in turn."""

    async def host(pages: list[str]) -> None:
        for url in pages:
            status = await ask(url, again)
            assert status == (304 if again else 200), status

    start, worked = time.perf_counter(), time.process_time()
    await asyncio.gather(*(host(pages) for pages in urls))
    count = sum(map(len, urls))
    return count / (time.perf_counter() - start), count / (time.process_time() - worked)


async def _measure(name: str, ask: Ask, urls: list[list[str]]) -> None:
    await _rate(ask, [pages[:5] for pages in urls], again=False)
    first = max([await _rate(ask, urls, again=False) for _ in range(3)])
    same = max([await _rate(ask, urls, again=True) for _ in range(3)])
    print(
        f"{name:34} with body {first[0]:6.0f} pages/s ({first[1]:6.0f} a CPU second),"
        f" by 304 {same[0]:6.0f} pages/s ({same[1]:6.0f})",
        flush=True,
    )


async def main(pages: int, port: int) -> None:
    """Measure one client after the other."""
    urls = [[f"http://127.0.0.{host + 1}:{port}/{page}" for page in range(pages // HOSTS)] for host in range(HOSTS)]

    fetcher = HttpFetcher(clock=SystemClock(), user_agent="bench/1", min_delay_s=0)

    async def by_fetcher(url: str, again: bool) -> int:
        validators = Validators(etag='"1"') if again else Validators()
        answer = await fetcher.fetch(FetchRequest(url=url, allow_private=True, validators=validators, source="s"))
        assert isinstance(answer, Body | NotModified), answer
        return answer.status if isinstance(answer, Body) else 304

    await _measure("HttpFetcher", by_fetcher, urls)
    await fetcher.close()
    for name, client in (
        ("httpx + aiohttp transport, bare", HttpxAiohttpClient(trust_env=False)),
        ("httpx's own transport, bare", httpx.AsyncClient(trust_env=False)),
    ):
        async with client:

            async def by_client(url: str, again: bool, client: httpx.AsyncClient = client) -> int:
                return (await client.get(url, headers={"If-None-Match": '"1"'} if again else None)).status_code

            await _measure(name, by_client, urls)


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {0})
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.fetch.server"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, int(server.stdout.readline())))
    finally:
        server.kill()
        server.wait()

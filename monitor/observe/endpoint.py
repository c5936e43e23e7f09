"""`/metrics`, `/healthz` and `/readyz`, for machines that look after machines.

    /metrics   Prometheus' text format, or OpenMetrics when it is asked for
    /healthz   200 while the process answers and its loops go round; else 503, and a supervisor may start it anew
    /readyz    200 when the database can be worked with; else 503 with what is in the way

Answered by the service's own event loop, on purpose: where that stands still, nobody answers. What asks the database
does so in a thread of this room, so that a slow database holds up neither the checks nor the other two addresses.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from monitor.errors import UsageError
from monitor.observe.pulse import Pulse

log = structlog.get_logger("monitor.observe")

#: `/readyz` looks at the database once in so many seconds at most.
FRESH_S = 2.0
#: A database that has said nothing for so long is not ready; a probe has not much more patience.
TIMEOUT_S = 5.0


class Endpoint:
    """The three addresses on one port."""

    def __init__(
        self,
        *,
        registry: CollectorRegistry,
        pulse: Pulse,
        unready: Callable[[], Mapping[str, str]],
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """`unready` says what stands in the way of work, by what was looked at; it is called in another thread."""
        self._registry = registry
        self._pulse = pulse
        self._unready = unready
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="observe")
        self._ready: tuple[float, Mapping[str, str]] | None = None
        self._looking: asyncio.Future[Mapping[str, str]] | None = None
        self._scraping: asyncio.Future[tuple[bytes, str]] | None = None
        self._runner: web.AppRunner | None = None

    async def open(self, host: str, port: int) -> int:
        """Listen; gives the port, which the system chose when 0 was asked for.

        Raises:
            UsageError: the port cannot be had.
        """
        application = web.Application(client_max_size=1024)
        application.add_routes(
            [
                web.get("/metrics", self._metrics),
                web.get("/healthz", self._healthz),
                web.get("/readyz", self._readyz),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None, handle_signals=False)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.close()
            why = error.strerror or str(error)
            raise UsageError(f"metrics cannot be served on {host}:{port}: {why}; set MONITOR_METRICS_PORT") from error
        bound: int = self._runner.addresses[0][1]
        log.info("metrics served", host=host, port=bound)
        return bound

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _metrics(self, request: web.Request) -> web.Response:
        # One scrape at a time: those that come meanwhile get the same answer.
        if self._scraping is None or self._scraping.done():
            self._scraping = asyncio.get_running_loop().run_in_executor(
                self._threads, self._encoded, request.headers.get("Accept", "")
            )
        body, content_type = await asyncio.shield(self._scraping)
        return web.Response(body=body, headers={"Content-Type": content_type})

    def _encoded(self, accept: str) -> tuple[bytes, str]:
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type

    async def _healthz(self, _: web.Request) -> web.Response:
        late = {loop: round(age, 1) for loop, age in self._pulse.late().items()}
        ages = {loop: round(age, 1) for loop, age in self._pulse.ages().items()}
        said = {"status": "stuck" if late else "ok", "loops": ages, **({"stuck": late} if late else {})}
        return web.json_response(said, status=503 if late else 200)

    async def _readyz(self, _: web.Request) -> web.Response:
        trouble = await self._trouble()
        said = {"status": "unready" if trouble else "ready", "trouble": dict(trouble)}
        return web.json_response(said, status=503 if trouble else 200)

    async def _trouble(self) -> Mapping[str, str]:
        if self._ready is not None and self._seconds() - self._ready[0] < FRESH_S:
            return self._ready[1]
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().run_in_executor(self._threads, self._unready)
        try:
            trouble = await asyncio.wait_for(asyncio.shield(self._looking), TIMEOUT_S)
        except TimeoutError:
            return {"database": f"no answer within {TIMEOUT_S:g} s"}
        self._ready = (self._seconds(), trouble)
        return trouble

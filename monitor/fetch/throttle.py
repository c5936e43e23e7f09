"""One request at a time to a host, not too soon after the last, and none while it asks to be left alone.

turn = gate.enter(...)      waits for the host's turn, or says for how long the host is to be left alone
gate.leave(...)             says how it went: slower after trouble, never faster after an error
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from monitor.ports import Clock

#: A host that takes longer than this to answer is asked at most every that long (Scrapy's AutoThrottle aims the same).
SLOW_S = 1.0
#: No adaptive delay and no crawl-delay is taken beyond this; longer rests are the schedule's business.
MAX_DELAY_S = 60.0
#: Failures in a row after which a host is left alone, first for BREAK_S, doubling up to MAX_BREAK_S.
BREAK_AFTER = 5
BREAK_S = 60.0
MAX_BREAK_S = 3600.0
#: A Retry-After longer than this is cut to it: one day.
MAX_HOLD_S = 86_400.0
#: A rest as short as this is waited out rather than reported.
PATIENCE_S = 5.0


class HostGate:
    """The turnstile of one host. Not thread-safe: lives in one event loop."""

    __slots__ = ("_clock", "_delay_s", "_failures", "_held_until", "_lock", "_next_at", "_why_held", "crawl_delay_s")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = asyncio.Lock()
        self._next_at: datetime | None = None
        self._held_until: datetime | None = None
        self._why_held = ""
        self._delay_s = 0.0
        self._failures = 0
        #: What robots.txt asks for.
        self.crawl_delay_s = 0.0

    @property
    def idle(self) -> bool:
        """Whether nothing is lost by forgetting the host."""
        return not self._lock.locked() and self._failures == 0 and self._held_until is None

    @property
    def why_held(self) -> str:
        """Why the host is left alone, for a person."""
        return self._why_held

    async def enter(self) -> float:
        """Wait for the turn.

        Returns:
            0 when it is the caller's turn, who must `leave`; else the seconds for which the host is left alone, and
            the caller has no turn.
        """
        await self._lock.acquire()
        try:
            held_s = self._held_s()
            if held_s > PATIENCE_S:
                self._lock.release()
                return held_s
            wait_s = held_s
            if self._next_at is not None:
                wait_s = max(wait_s, (self._next_at - self._clock.now()).total_seconds())
            if wait_s > 0:
                await self._clock.sleep(wait_s)
        except BaseException:
            self._lock.release()
            raise
        return 0.0

    def _held_s(self) -> float:
        if self._held_until is None:
            return 0.0
        left_s = (self._held_until - self._clock.now()).total_seconds()
        if left_s <= 0:
            self._held_until = None
            return 0.0
        return left_s

    def leave(self, *, took_s: float, min_delay_s: float, failed: bool, retry_after_s: float | None = None) -> None:
        """End the turn and say how it went.

        Args:
            took_s: from sending to the last byte.
            min_delay_s: the least rest before the next request.
            failed: no answer, or one by which the host says that it is in trouble (429, 5xx).
            retry_after_s: the host's own word.
        """
        now = self._clock.now()
        wanted_s = took_s if took_s > SLOW_S else 0.0
        if failed:
            self._failures += 1
            self._delay_s = max(wanted_s, self._delay_s * 2, SLOW_S)
        else:
            self._failures = 0
            self._delay_s = max(wanted_s, self._delay_s / 2 if self._delay_s > SLOW_S else 0.0)
        self._delay_s = min(self._delay_s, MAX_DELAY_S)
        rest_s = max(min_delay_s, min(self.crawl_delay_s, MAX_DELAY_S), self._delay_s)
        self._next_at = now + timedelta(seconds=rest_s) if rest_s > 0 else None
        if retry_after_s is not None and retry_after_s > 0:
            self._hold(now, min(retry_after_s, MAX_HOLD_S), "it asked to be left alone (Retry-After)")
        elif failed and self._failures >= BREAK_AFTER:
            rounds = min(self._failures - BREAK_AFTER, 10)
            self._hold(now, min(BREAK_S * 2**rounds, MAX_BREAK_S), f"{self._failures} requests in a row failed")
        self._lock.release()

    def _hold(self, now: datetime, seconds: float, why: str) -> None:
        self._held_until = now + timedelta(seconds=seconds)
        self._why_held = why


class Throttle:
    """The gates of all hosts."""

    #: Gates kept; beyond it, those that remember nothing are forgotten.
    _MAX_GATES = 10_000

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._gates: dict[str, HostGate] = {}

    def gate(self, host: str) -> HostGate:
        """The gate of a host, by its name."""
        gate = self._gates.get(host)
        if gate is None:
            if len(self._gates) >= self._MAX_GATES:
                self._gates = {name: gate for name, gate in self._gates.items() if not gate.idle}
            gate = self._gates[host] = HostGate(self._clock)
        return gate

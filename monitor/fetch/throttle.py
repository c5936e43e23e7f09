"""One request at a time to a host, not too soon after the last, and none while it asks to be left alone.

turn = gate.enter(...)      waits for the host's turn, or says for how long the host is to be left alone
gate.leave(...)             says how it went: slower after trouble, never faster after an error

Where many processes ask the same hosts, Turns stand behind each gate: turns, rests and holds are those of all.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from monitor.fetch.sharing import Turns
from monitor.ports import Clock
from monitor.types.host import HostState

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
#: Seconds between looks whether another process is done with a host: first, and at most.
BUSY_FIRST_S, BUSY_LONGEST_S = 0.02, 0.5


class HostGate:
    """The turnstile of one host. Not thread-safe: lives in one event loop.

    With `turns`, the turn is one among all processes that share it, and so is what is known of the host.
    """

    __slots__ = (
        "_clock",
        "_delay_s",
        "_failures",
        "_held_until",
        "_host",
        "_lock",
        "_next_at",
        "_turns",
        "_why_held",
        "crawl_delay_s",
    )

    def __init__(self, clock: Clock, host: str = "", turns: Turns | None = None) -> None:
        self._clock = clock
        self._host = host
        self._turns = turns
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

        Raises:
            StorageError: what processes share cannot be had; the caller has no turn.
        """
        await self._lock.acquire()
        held_s = -1.0
        try:
            held_s = await (self._wait() if self._turns is None else self._wait_among_all(self._turns))
        finally:
            if held_s != 0:
                self._lock.release()
        return held_s

    async def _wait(self) -> float:
        held_s = self._held_s()
        if held_s > PATIENCE_S:
            return held_s
        wait_s = held_s
        if self._next_at is not None:
            wait_s = max(wait_s, (self._next_at - self._clock.now()).total_seconds())
        if wait_s > 0:
            await self._clock.sleep(wait_s)
        return 0.0

    async def _wait_among_all(self, turns: Turns) -> float:
        pause_s = BUSY_FIRST_S
        while True:
            turn = await turns.take(self._host)
            self._learn(turn.state)
            if turn.taken:
                return 0.0
            if turn.state.held_s > PATIENCE_S:
                return turn.state.held_s
            wait_s = max(turn.state.held_s, turn.state.rest_s)
            if turn.busy_s > 0:
                # Another process may be done at any moment, and tells nobody.
                wait_s = max(wait_s, min(turn.busy_s, pause_s))
                pause_s = min(pause_s * 2, BUSY_LONGEST_S)
            await self._clock.sleep(max(wait_s, BUSY_FIRST_S))

    def _learn(self, state: HostState) -> None:
        """What all processes know of the host."""
        now = self._clock.now()
        self._delay_s, self._failures, self._why_held = state.delay_s, state.failures, state.why_held
        self._next_at = now + timedelta(seconds=state.rest_s) if state.rest_s > 0 else None
        self._held_until = now + timedelta(seconds=state.held_s) if state.held_s > 0 else None

    def _held_s(self) -> float:
        if self._held_until is None:
            return 0.0
        left_s = (self._held_until - self._clock.now()).total_seconds()
        if left_s <= 0:
            self._held_until = None
            return 0.0
        return left_s

    async def leave(
        self, *, took_s: float, min_delay_s: float, failed: bool, retry_after_s: float | None = None
    ) -> None:
        """End the turn and say how it went.

        Args:
            took_s: from sending to the last byte.
            min_delay_s: the least rest before the next request.
            failed: no answer, or one by which the host says that it is in trouble (429, 5xx).
            retry_after_s: the host's own word.

        Raises:
            StorageError: what processes share cannot be written; the turn ends by itself after a while.
        """
        try:
            now = self._clock.now()
            rest_s = self._rest_s(took_s=took_s, min_delay_s=min_delay_s, failed=failed)
            self._next_at = now + timedelta(seconds=rest_s) if rest_s > 0 else None
            if retry_after_s is not None and retry_after_s > 0:
                self._hold(now, min(retry_after_s, MAX_HOLD_S), "it asked to be left alone (Retry-After)")
            elif failed and self._failures >= BREAK_AFTER:
                rounds = min(self._failures - BREAK_AFTER, 10)
                self._hold(now, min(BREAK_S * 2**rounds, MAX_BREAK_S), f"{self._failures} requests in a row failed")
            if self._turns is not None:
                state = HostState(
                    rest_s=rest_s,
                    held_s=self._held_s(),
                    why_held=self._why_held,
                    delay_s=self._delay_s,
                    failures=self._failures,
                )
                # A check that is cut off at the end of the grace period still tells the others.
                await asyncio.shield(self._turns.give_back(self._host, state))
        finally:
            self._lock.release()

    def _rest_s(self, *, took_s: float, min_delay_s: float, failed: bool) -> float:
        """Seconds until the next request; counts failures and moves the adaptive delay."""
        wanted_s = took_s if took_s > SLOW_S else 0.0
        if failed:
            self._failures += 1
            self._delay_s = max(wanted_s, self._delay_s * 2, SLOW_S)
        else:
            self._failures = 0
            self._delay_s = max(wanted_s, self._delay_s / 2 if self._delay_s > SLOW_S else 0.0)
        self._delay_s = min(self._delay_s, MAX_DELAY_S)
        return max(min_delay_s, min(self.crawl_delay_s, MAX_DELAY_S), self._delay_s)

    def _hold(self, now: datetime, seconds: float, why: str) -> None:
        self._held_until = now + timedelta(seconds=seconds)
        self._why_held = why


class Throttle:
    """The gates of all hosts."""

    #: Gates kept; beyond it, those that remember nothing are forgotten.
    _MAX_GATES = 10_000

    def __init__(self, clock: Clock, turns: Turns | None = None) -> None:
        self._clock = clock
        self._turns = turns
        self._gates: dict[str, HostGate] = {}

    def gate(self, host: str) -> HostGate:
        """The gate of a host, by its name."""
        gate = self._gates.get(host)
        if gate is None:
            if len(self._gates) >= self._MAX_GATES:
                self._gates = {name: gate for name, gate in self._gates.items() if not gate.idle}
            gate = self._gates[host] = HostGate(self._clock, host, self._turns)
        return gate

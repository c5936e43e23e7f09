"""What many processes that ask the same hosts tell each other: turns, rests, holds, robots.txt.

The gate of a host takes a turn here before it lets a request through, and gives it back with what it learned. A turn
is a short lease: it is prolonged while the request lasts, and ends by itself when its process is gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from monitor.grouped import Grouped
from monitor.serial import Serial
from monitor.types.host import HostState, HostTurn, KeptRobots

#: Seconds that a turn lasts unless it is prolonged; a dead process keeps a host from the others no longer than this.
TURN_S = 15.0


class SharedHosts(Protocol):
    """Where it is written down; synchronous (`storage.SharedState`)."""

    def take_turns(self, names: Sequence[str], *, lease_s: float) -> Sequence[HostTurn]:
        """Take the turns of hosts, where nobody has it and the host wants to be asked; and what is known of them."""
        ...

    def prolong_turn(self, host: str, *, lease_s: float) -> None:
        """Keep a turn that takes longer."""
        ...

    def give_back(self, told: Sequence[tuple[str, HostState]]) -> None:
        """End turns and say how the hosts are to be treated from now on."""
        ...

    def robots(self, origin: str) -> KeptRobots | None:
        """What /robots.txt came to, when that is still to be relied on."""
        ...

    def keep_robots(self, origin: str, kept: KeptRobots) -> None:
        """Remember what /robots.txt came to."""
        ...


class Turns(Protocol):
    """Whose turn it is to ask a host, among all processes (`HostBook`, `storage.HostTurns`)."""

    async def take(self, host: str) -> HostTurn:
        """Take the turn of a host, if it is to be had; it is kept until it is given back."""
        ...

    async def give_back(self, host: str, state: HostState) -> None:
        """End the turn and say how the host is to be treated."""
        ...


class HostBook:
    """The asynchronous side of SharedHosts. Lives in one event loop."""

    def __init__(self, hosts: SharedHosts, serial: Serial, *, turn_s: float = TURN_S) -> None:
        self._hosts = hosts
        self._serial = serial
        self._turn_s = turn_s
        self._takes = Grouped[str, HostTurn](lambda names: serial(hosts.take_turns, names, lease_s=turn_s))
        self._returns = Grouped(self._give_all_back)
        self._keepers: dict[str, asyncio.Task[None]] = {}

    async def take(self, host: str) -> HostTurn:
        """Take the turn of a host, if it is to be had; it is kept until it is given back."""
        asking = asyncio.ensure_future(self._takes(host))
        try:
            turn = await asyncio.shield(asking)
        except asyncio.CancelledError:
            # A turn that nobody waits for any more must not be left lying.
            turn = await asking
            if turn.taken:
                await self._returns((host, turn.state))
            raise
        if turn.taken:
            self._keepers[host] = asyncio.create_task(self._keep(host), name=f"keep the turn of {host}")
        return turn

    async def _keep(self, host: str) -> None:
        while True:
            await asyncio.sleep(self._turn_s / 3)
            await self._serial(self._hosts.prolong_turn, host, lease_s=self._turn_s)

    async def give_back(self, host: str, state: HostState) -> None:
        """End the turn and say how the host is to be treated.

        Raises:
            StorageError: it cannot be written; the turn ends by itself.
        """
        keeper = self._keepers.pop(host, None)
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait([keeper])
            if not keeper.cancelled():
                keeper.exception()  # the database is in trouble; the next line says so
        await self._returns((host, state))

    async def _give_all_back(self, told: Sequence[tuple[str, HostState]]) -> Sequence[None]:
        await self._serial(self._hosts.give_back, told)
        return [None] * len(told)

    async def robots(self, origin: str) -> KeptRobots | None:
        """What another process has read there."""
        return await self._serial(self._hosts.robots, origin)

    async def keep_robots(self, origin: str, kept: KeptRobots) -> None:
        """Let the others know."""
        await self._serial(self._hosts.keep_robots, origin, kept)

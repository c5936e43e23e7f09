"""Time, the network for pages, and the way out for alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from monitor.types import Channel, Fetched, FetchRequest, Message, SendOutcome


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let that much time pass."""
        ...


class Fetcher(Protocol):
    """The only way to the network for pages."""

    async def fetch(self, request: FetchRequest) -> Fetched:
        """Ask for one address. Never raises for what a server or a network does."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class Notifier(Protocol):
    """The only way out for alerts."""

    async def send(self, message: Message, channel: Channel) -> SendOutcome:
        """Hand one message to one channel. Never raises for what a receiver does."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...

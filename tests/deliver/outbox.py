"""An outbox with alerts in it, on a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from monitor.deliver import DeliveryReport, deliver
from monitor.ports import Notifier, Store
from monitor.serial import Serial
from monitor.types import (
    Alert,
    AlertState,
    Change,
    ChangeKind,
    Channel,
    CheckResult,
    Message,
    Outcome,
    PageState,
    SendOutcome,
    Sent,
)
from tests.making import NOON


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class Recorder:
    """A Notifier that keeps what it is given and answers as it is told: an outcome, or an exception to raise."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.taken: list[Message] = []
        self.asked: list[tuple[str, str]] = []
        self.answers: dict[str, SendOutcome | Exception] = {}

    async def send(self, message: Message, channel: Channel) -> SendOutcome:
        self.asked.append((channel.name, message.id))
        answer = self.answers.get(channel.name, Sent(at=self._clock.now()))
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Sent):
            self.taken.append(message)
        return answer

    async def close(self) -> None:
        pass


@dataclass
class Outbox:
    """A Store with alerts, and passes over it."""

    store: Store
    serial: Serial
    clock: FakeClock
    channels: dict[str, Channel] = field(default_factory=dict)
    _pages: int = 0

    def put(
        self,
        *kinds: ChangeKind,
        to: tuple[str, ...] = ("desk",),
        url: str | None = None,
        due_at: datetime | None = None,
        language: str = "en",
    ) -> int:
        """Record one check of a page (a new one when no address is given) that found these changes; its page's id."""
        changes = tuple(a_change(kind) for kind in kinds or (ChangeKind.PAGE_NEW,))
        return self.record(url, *changes, to=to, due_at=due_at, language=language)

    def record(
        self,
        url: str | None,
        *changes: Change,
        to: tuple[str, ...] = ("desk",),
        due_at: datetime | None = None,
        language: str = "en",
    ) -> int:
        """As `put`, with the changes themselves."""
        self._pages += 1
        page = self.store.add_page("city", url or f"https://city.example/{self._pages}.html", self.clock.now())
        now = self.clock.now()
        (recorded,) = self.store.record(
            [
                CheckResult(
                    page_id=page.id,
                    revision=page.revision,
                    checked_at=now,
                    outcome=Outcome.CHANGED,
                    state=PageState.ACTIVE,
                    failures=0,
                    title=f"Notice {self._pages}",
                    changes=changes,
                    alerts=tuple(
                        Alert(change_key=change.key, rule="all", channel=name, due_at=due_at or now, language=language)
                        for change in changes
                        for name in to
                    ),
                    next_check_at=now + timedelta(days=1),
                )
            ]
        )
        assert not recorded.stale
        return page.id

    async def run(self, notifier: Notifier, **options: Any) -> DeliveryReport:
        """One pass."""
        return await deliver(self.store, self.serial, notifier, self.clock, self.channels, **options)

    async def run_for(self, time: timedelta, notifier: Notifier, *, step: timedelta = timedelta(minutes=1)) -> None:
        """A pass every step until the time is over."""
        end = self.clock.time + time
        while self.clock.time < end:
            self.clock.time += step
            await self.run(notifier)

    def states(self) -> dict[int, AlertState]:
        return {alert.id: alert.state for alert in self.store.alerts(limit=1000)}

    def alert(self) -> Alert:
        """The latest alert."""
        return self.store.alerts(limit=1)[0]


def a_change(kind: ChangeKind, **facts: Any) -> Change:
    return Change(
        **{"kind": kind, "key": kind.value, "significance": 0.9, "summary": f"{kind.value}: what happened", **facts}
    )

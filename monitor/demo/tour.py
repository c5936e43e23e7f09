"""Three days of watching, in a few seconds, through the ordinary path.

    DemoSite on loopback <--HTTP-- crawl --> its own database --deliver--SMTP--> mailbox on loopback

Only the clock is not the machine's: a night passes between two crawls.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from monitor.app import App, Parts
from monitor.check import Checked
from monitor.config import load_settings
from monitor.demo.site import DemoSite

#: The first morning, in UTC.
FIRST_DAY = datetime(2026, 1, 6, 1, 0, tzinfo=UTC)
DAYS = 3


class DemoClock:
    """A clock that is moved: waiting costs no time."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The moment it is in the demo."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Let the demo's time pass at once."""
        self._now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def move_to(self, moment: datetime) -> None:
        """Make it that moment."""
        self._now = moment


@dataclass(slots=True)
class _Mailbox:
    """Takes what is sent to it."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        data = content if isinstance(content, bytes) else (content or "").encode()
        mail = message_from_bytes(data, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


@dataclass(slots=True, kw_only=True)
class DemoReport:
    """What happened on the three days."""

    #: By day, in the order they were finished.
    checks: dict[int, list[Checked]] = field(default_factory=dict)
    mails: dict[int, list[EmailMessage]] = field(default_factory=dict)


async def tour(data_dir: Path, *, on_day: Callable[[int, list[Checked], list[EmailMessage]], None]) -> DemoReport:
    """Watch the bundled site over three days; `on_day` is called as each ends.

    Raises:
        StorageError: `data_dir` cannot be used.
    """
    site, mailbox, clock = DemoSite(), _Mailbox(), DemoClock(FIRST_DAY)
    report = DemoReport()
    async with _served(site) as address, _mail_server(mailbox) as mail_port:
        app = _app(data_dir, address, mail_port, clock)
        app.upgrade()
        with app.store() as store:
            for day in range(1, DAYS + 1):
                site.day = day
                clock.move_to(FIRST_DAY + timedelta(days=day - 1))
                checks: list[Checked] = []
                async with app.parts(store) as parts:
                    await _watch(app, parts, clock, checks)
                report.checks[day] = checks
                report.mails[day], mailbox.mails = mailbox.mails, []
                on_day(day, report.checks[day], report.mails[day])
    return report


async def _watch(app: App, parts: Parts, clock: DemoClock, checks: list[Checked]) -> None:
    """One morning: check everything, then send what is to be told."""
    await parts.serial(parts.store.register, list(parts.sources.values()), clock.now())
    pages = await parts.serial(parts.store.pages, sources=list(parts.sources))
    await app.crawl(parts, pages, on_checked=checks.append)
    await app.deliver(parts)


def _app(data_dir: Path, address: str, mail_port: int, clock: DemoClock) -> App:
    text = (files("monitor.demo") / "sources.yaml").read_text(encoding="utf-8")
    sources_path = data_dir / "sources.yaml"
    sources_path.write_text(text.replace("SITE", address), encoding="utf-8")
    environ = {
        "MONITOR_DATA_DIR": str(data_dir),
        "MONITOR_SOURCES": str(sources_path),
        "MONITOR_SMTP_HOST": "127.0.0.1",
        "MONITOR_SMTP_PORT": str(mail_port),
        "MONITOR_SMTP_SECURITY": "none",
        "MONITOR_SMTP_FROM": "monitor@demo.example",
    }
    return App(settings=load_settings(environ), environ=environ, clock=clock, chance=lambda: 0.5)


@asynccontextmanager
async def _served(site: DemoSite) -> AsyncIterator[str]:
    runner = web.AppRunner(site.application(), access_log=None)
    await runner.setup()
    try:
        listener = web.TCPSite(runner, "127.0.0.1", 0)
        await listener.start()
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _mail_server(mailbox: _Mailbox) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mailbox, loop=loop), "127.0.0.1", 0)
    try:
        port: int = server.sockets[0].getsockname()[1]
        yield port
    finally:
        server.close()
        await server.wait_closed()

"""Real servers on loopback that answer as the test tells them: a post office and a webhook receiver."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
from aiohttp import web
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monitor.types import WebhookChannel

CERTIFICATE = Path(__file__).parents[1] / "cases" / "notify" / "localhost.crt"
KEY = CERTIFICATE.with_suffix(".key")


@dataclass
class PostOffice:
    """A mail server, what it took, and how it answers."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    #: Recipients of each mail taken.
    recipients: list[list[str]] = field(default_factory=list)
    #: Replies to recipients and to the message, when not "250 OK".
    to_recipient: dict[str, str] = field(default_factory=dict)
    to_data: str = ""
    #: Take the message, then drop the connection instead of saying so.
    drops_after_data: bool = False
    #: Never answer the message until the test ends.
    hangs: bool = False
    logins: list[tuple[str, str]] = field(default_factory=list)
    password: str = "right"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.to_recipient.get(address)
        if refusal is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.hangs:
            await asyncio.Event().wait()
        if self.to_data:
            return self.to_data
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.recipients.append(list(envelope.rcpt_tos))
        if self.drops_after_data:
            transport: Any = server.transport
            transport.abort()
        return "250 taken"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        user, password = data.login.decode(), data.password.decode()
        self.logins.append((user, password))
        return AuthResult(success=password == self.password, handled=False)


@asynccontextmanager
async def post_office(*, security: str = "none", login: bool = False) -> AsyncIterator[PostOffice]:
    """A running PostOffice: `none`, `starttls` or `tls`."""
    office = PostOffice()
    context = None
    if security != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE, KEY)
    loop = asyncio.get_running_loop()

    def connected() -> SMTP:
        with warnings.catch_warnings():
            # aiosmtpd does not know that TLS from the first byte is TLS, and warns of a login without.
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(
                office,
                hostname="localhost",
                tls_context=context if security == "starttls" else None,
                require_starttls=security == "starttls",
                auth_required=login,
                auth_require_tls=security == "starttls",
                authenticator=office.authenticate if login else None,
                loop=loop,
            )

    server = await loop.create_server(
        connected,
        "127.0.0.1",
        0,
        ssl=context if security == "tls" else None,
    )
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        await asyncio.sleep(0)


@dataclass
class Receiver:
    """A webhook receiver, what it was sent, and how it answers."""

    port: int = 0
    #: Headers and body of each request, also of those that were refused.
    asked: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    hangs: bool = False
    #: Read the request, then drop the connection instead of answering.
    drops: bool = False
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/in"

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append((dict(request.headers.items()), await request.read()))
        if self.hangs:
            await self._done.wait()
        if self.drops:
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=self.status, headers=self.headers, body=self.body)


@asynccontextmanager
async def receiver(*, tls: bool = False) -> AsyncIterator[Receiver]:
    """A running Receiver; with `tls`, by CERTIFICATE, which nobody has signed."""
    told = Receiver()
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, KEY)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    told.port = runner.addresses[0][1]
    try:
        yield told
    finally:
        told._done.set()
        await runner.cleanup()


def plain_client(channel: WebhookChannel) -> httpx.AsyncClient:
    """An HTTP client without a guard: the tests' receivers are on loopback."""
    return httpx.AsyncClient(trust_env=False)

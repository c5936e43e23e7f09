"""Real servers on loopback for tests: a site whose pages the test changes, and a mailbox."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


@contextmanager
def on_loopback(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a running server that answers by this handler."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Reply:
    """What one path answers with."""

    content: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A site on loopback. Paths that are not there answer 404."""

    address: str = ""
    pages: dict[str, Reply] = field(default_factory=dict)
    #: Paths in the order they were asked for, robots.txt left out.
    asked: list[str] = field(default_factory=list)
    #: While set, answers wait; the test opens it again.
    open: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, content: bytes | str, **facts: Any) -> None:
        data = content.encode() if isinstance(content, str) else content
        self.pages[path] = Reply(content=data, **facts)


@contextmanager
def serving() -> Iterator[Site]:
    """A running Site."""
    site = Site()
    site.open.set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path != "/robots.txt":
                site.asked.append(self.path)
                site.open.wait(30)
            reply = site.pages.get(self.path, Reply(content=b"<h1>404</h1>", status=404))
            etag = reply.headers.get("ETag")
            if etag is not None and self.headers.get("If-None-Match") == etag:
                reply = Reply(status=304, headers={"ETag": etag})
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.content)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with on_loopback(Handler) as site.address:
        try:
            yield site
        finally:
            site.open.set()


@dataclass
class Mailbox:
    """A mail server on loopback and what it took."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    #: Messages that were brought, taken or not.
    knocks: int = 0
    #: While clear, messages wait at the door; the test opens it again.
    open: threading.Event = field(default_factory=threading.Event)
    #: Set to an SMTP reply, as "451 try later", to refuse.
    refusal: str = ""

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        self.knocks += 1
        await asyncio.to_thread(self.open.wait, 30)
        if self.refusal:
            return self.refusal
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


class _AnyPort(Controller):
    """Learns the port that the system chose before it looks whether the server answers."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A running Mailbox."""
    box = Mailbox()
    box.open.set()
    controller = _AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        box.open.set()
        controller.stop()

"""Hosts on loopback that remember when they were asked for what, and by how many at a time."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

from tests.serving import on_loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, in seconds of this machine's clock."""

    path: str
    began: float
    ended: float


@dataclass
class Host:
    """One host. Paths that are not there answer 404."""

    address: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    #: Status and further headers of the answers to a path.
    answers: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    #: Paths that are being answered.
    in_hand: Counter[str] = field(default_factory=Counter)
    #: While clear, answers wait.
    open: threading.Event = field(default_factory=threading.Event)
    #: Seconds that every answer takes.
    pause_s: float = 0.0

    @property
    def asked(self) -> Counter[str]:
        """How often each path was answered, robots.txt left out."""
        return Counter(visit.path for visit in list(self.visits) if visit.path != "/robots.txt")

    @property
    def crowds(self) -> list[tuple[Visit, Visit]]:
        """Requests that were under way at the same moment."""
        visits = sorted(self.visits, key=lambda visit: visit.began)
        return [(one, two) for one, two in pairwise(visits) if two.began < one.ended]

    @property
    def rests_s(self) -> list[float]:
        """From the end of each request to the beginning of the next."""
        visits = sorted(self.visits, key=lambda visit: visit.began)
        return [two.began - one.ended for one, two in pairwise(visits)]


@contextmanager
def serving_host() -> Iterator[Host]:
    """A running Host."""
    host = Host()
    host.open.set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet: otherwise each answer waits for the other side's acknowledgement.
        wbufsize = 2**16

        def do_GET(self) -> None:
            began = time.monotonic()
            host.in_hand[self.path] += 1
            threading.Event().wait(host.pause_s)
            host.open.wait(60)
            content = host.pages.get(self.path)
            status, headers = host.answers.get(self.path, (404 if content is None else 200, {}))
            content = content or b"<h1>no page</h1>"
            host.visits.append(Visit(path=self.path, began=began, ended=time.monotonic()))
            host.in_hand[self.path] -= 1
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with on_loopback(Handler) as host.address:
        try:
            yield host
        finally:
            host.open.set()

"""A site whose edits are known, a network between that loses things, and a receiver of webhooks, all on loopback.

Each page has a host of its own (127.0.0.1, 127.0.0.2 …), since a host is asked for one page at a time. An edit gives
the page's target another figure; which figures a page ever had is all that has to be found again in the end.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zc/">政策</a></div>
<div class="content"><h1>{title}</h1>
<p>各有关单位：为做好第{number}号项目的组织实施工作，推动医疗装备产业高质量发展，现就有关事项通知如下。</p>
<p>到2027年，第{number}号项目全市医疗装备产业规模达到{figure}亿元。</p>
<p>各单位要按照第{number}号项目的分工抓好落实，定期调度进展，及时研究解决实施中的问题。</p>
{filling}</div>
<div class="footer">主办单位：某市人民政府 备案号：某ICP备00000000号</div></body></html>"""
FILLING = (
    "<p>（{part}）支持第{number}号项目的骨干企业联合科研院所开展关键零部件攻关，完善第{part}类检验检测平台。</p>\n"
)
LISTING = """<html lang="zh-CN"><head><meta charset="utf-8"><title>通知公告</title></head><body><ul>
{rows}</ul></body></html>"""
ROW = '<li><a href="/t{number}.html">关于第{number}号医疗设备项目的通知</a><span>2026-03-0{day}</span></li>\n'
#: The target of page N, edited K times, is this many hundred million yuan.
FIRST_FIGURE, STEP = 100, 10
#: Documents that the listing begins with; those that are added later are news.
STOCK = 2


def figure_of(edits: int) -> int:
    """The figure in a page's target after so many edits."""
    return FIRST_FIGURE + STEP * edits


def content_of(number: int, edits: int, paragraphs: int = 6) -> bytes:
    """What page `number` shows after so many edits."""
    filling = "".join(FILLING.format(number=number, part=part) for part in range(1, paragraphs + 1))
    title = f"关于第{number}号医疗设备项目的通知"
    return PAGE.format(title=title, number=number, figure=figure_of(edits), filling=filling).encode()


@dataclass
class Network:
    """What happens to an answer on its way. Chances are of one request each."""

    seed: int
    #: The connection ends before the answer, amid the body, or the answer comes late.
    drop: float = 0.0
    cut: float = 0.0
    delay: float = 0.0
    #: An error page of the server's instead.
    error: float = 0.0
    #: The receiver took a message, and the connection ends before it can say so.
    unsaid: float = 0.0
    delay_s: float = 1.5
    #: Seconds that the receiver takes to answer, at most.
    receiver_s: float = 0.4
    happened: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        #: In [0, 1).
        self.random = self._chance.random

    def calm(self) -> None:
        """From now on everything arrives."""
        self.drop = self.cut = self.delay = self.error = self.unsaid = 0.0

    def next(self, *fates: str) -> str:
        """What happens to the next answer, of these; "" for nothing."""
        at = self._chance.random()
        for name in fates:
            at -= getattr(self, name)
            if at < 0:
                self.happened[name] += 1
                return name
        return ""


@dataclass
class Received:
    """What the receiver took."""

    #: By page address and figure: the ids of the changes that told it.
    told: defaultdict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Pages that were told to be new.
    new: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: By message id: how often it came.
    messages: Counter[str] = field(default_factory=Counter)
    #: By change id: how often it came.
    changes: Counter[str] = field(default_factory=Counter)
    #: Kinds of change, for the report.
    kinds: Counter[str] = field(default_factory=Counter)
    #: Messages that came again with another content.
    different: list[str] = field(default_factory=list)
    _bodies: dict[str, str] = field(default_factory=dict)

    def take(self, headers: dict[str, str], body: bytes) -> None:
        """One message."""
        data = json.loads(body)["data"]
        number = headers["webhook-id"]
        self.messages[number] += 1
        said = json.dumps(data["pages"], sort_keys=True)
        if self._bodies.setdefault(number, said) != said:
            self.different.append(number)
        for page in data["pages"]:
            for change in page["changes"]:
                self.changes[change["id"]] += 1
                self.kinds[change["kind"]] += 1
                if change["kind"] == "page_new":
                    self.new[page["url"]].add(change["id"])
                elif change["after"] is not None:
                    figure = int(change["after"]["value"].split(".")[0]) // 10**8
                    self.told[page["url"], figure].add(change["id"])


class Site:
    """Pages 1 to `pages`, and a listing whose documents have higher numbers."""

    def __init__(self, pages: int, network: Network, *, paragraphs: int = 6) -> None:
        self.pages = pages
        self.network = network
        self.received = Received()
        self.port = 0
        #: Edits by page.
        self.edits: dict[int, int] = dict.fromkeys(range(1, pages + 1), 0)
        #: Documents on the listing.
        self.listed = STOCK
        self.requests = 0
        self._paragraphs = paragraphs

    def host(self, number: int) -> str:
        """Where a page lives."""
        return f"127.0.0.{1 + number % 250}"

    def address(self, number: int) -> str:
        """The address of a page."""
        return f"http://{self.host(number)}:{self.port}/p{number}.html"

    @property
    def listing(self) -> str:
        """The address of the listing."""
        return f"http://127.0.0.251:{self.port}/list.html"

    def document(self, number: int) -> str:
        """The address of a document of the listing."""
        return f"http://127.0.0.251:{self.port}/t{number}.html"

    def hook(self, name: str) -> str:
        """The address that takes messages."""
        return f"http://127.0.0.1:{self.port}/hook/{name}"

    def content(self, number: int, edits: int) -> bytes:
        """What a page shows after so many edits."""
        return content_of(number, edits, self._paragraphs)

    def _answer(self, path: str) -> tuple[int, bytes]:
        if path == "/list.html":
            rows = "".join(ROW.format(number=n, day=1 + n % 9) for n in range(self.listed, 0, -1))
            return 200, LISTING.format(rows=rows).encode()
        kind, number = path[1:2], path[2:].removesuffix(".html")
        if not number.isdigit():
            return 404, b"<h1>404</h1>"
        if kind == "t":
            return 200, self.content(1000 + int(number), 0)
        return 200, self.content(int(number), self.edits[int(number)])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._exchange(reader, writer):
                pass
        writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if path == "/robots.txt":
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return True
        self.requests += 1
        if method == "POST":
            self.received.take(headers, body)
            await asyncio.sleep(self.network.receiver_s * self.network.random())
            status, content, fate = 200, b"taken", self.network.next("unsaid")
        else:
            status, content = self._answer(path)
            fate = self.network.next("drop", "cut", "delay", "error")
        if fate in ("drop", "unsaid"):
            writer.transport.abort()
            return False
        if fate == "delay":
            await asyncio.sleep(self.network.delay_s)
        if fate == "error":
            status, content = 503, b"<h1>Service Unavailable</h1>"
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if status == 200 and headers.get("if-none-match") == etag:
            writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode())
            return True
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nETag: {etag}\r\n"
            f"Content-Length: {len(content)}\r\n\r\n".encode()
        )
        if fate == "cut":
            writer.write(content[: len(content) // 2])
            await writer.drain()
            writer.transport.abort()
            return False
        writer.write(content)
        await writer.drain()
        return True


@contextmanager
def serving(site: Site) -> Iterator[None]:
    """The site on its hosts, in a thread of its own."""
    loop = asyncio.new_event_loop()
    hosts = sorted({site.host(number) for number in site.edits} | {"127.0.0.1", "127.0.0.251"})
    servers = [loop.run_until_complete(asyncio.start_server(site.serve, hosts[0], 0, backlog=1000))]
    site.port = servers[0].sockets[0].getsockname()[1]
    servers += [
        loop.run_until_complete(asyncio.start_server(site.serve, host, site.port, backlog=1000)) for host in hosts[1:]
    ]
    thread = threading.Thread(target=loop.run_forever, name="site", daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for server in servers:
            server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

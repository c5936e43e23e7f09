"""A loopback server for the benchmark: 63 KB pages, with or without validators, on its own core and process."""

from __future__ import annotations

import asyncio
import os
import sys


def page(number: int) -> bytes:
    """A page of 63 KB that differs by its number."""
    paragraph = f"<p>第{number}号 医疗装备产业高质量发展，到2025年产值超过7000亿元。</p>\n".encode()
    return (b"<html><head><title>x</title></head><body>" + paragraph * 800)[: 63 * 1024]


class Protocol(asyncio.Protocol):
    """As little HTTP as a benchmark needs: GET, keep-alive, ETag."""

    pages: dict[bytes, bytes] = {}  # noqa: RUF012

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.held = b""

    def data_received(self, data: bytes) -> None:
        self.held += data
        while b"\r\n\r\n" in self.held:
            head, self.held = self.held.split(b"\r\n\r\n", 1)
            self.answer(head)

    def answer(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1]
        if path == b"/robots.txt":
            self.transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        if b"if-none-match:" in head.lower():
            self.transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
            return
        body = self.pages.get(path)
        if body is None:
            body = self.pages[path] = page(len(self.pages))
        self.transport.write(
            b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n'
            % len(body)
            + body
        )


async def main() -> None:
    """Listen on every loopback address, print the port, run until killed."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {1})
    server = await asyncio.get_running_loop().create_server(Protocol, "0.0.0.0", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    sys.stdout.close()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

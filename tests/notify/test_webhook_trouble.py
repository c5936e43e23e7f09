"""What a webhook that does not answer is told as: one line, in words of our own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from monitor.fetch import explained, guarded_client
from monitor.notify import WebhookNotifier
from monitor.types import Message, SendFailure, Sent, WebhookChannel
from tests.deliver.outbox import FakeClock
from tests.making import NOON
from tests.notify.servers import CERTIFICATE, receiver

MESSAGE = Message(channel="hook", id="msg_1", subject="s", text="t", html="h", payload={"n": 1}, created_at=NOON)
#: What no line holds: names of libraries and classes, codes, addresses in Python's form.
LEAKS = re.compile(r"aiohttp|httpx|Error|Exception|Errno|\[|\(|\)|0x|None|\n")
Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(100)
    writer.close()


async def speaks_something_else(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10_000)
    writer.write(b"SSH-2.0-OpenSSH_9\r\n\r\n")
    await writer.drain()
    writer.close()


@asynccontextmanager
async def peer(behaviour: Behaviour) -> AsyncIterator[str]:
    server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


def guarded(channel: WebhookChannel) -> httpx.AsyncClient:
    return guarded_client(allow_private=channel.allow_private, ca_file=channel.ca_file)


async def trouble(clock: FakeClock, url: str, *, allow_private: bool = True) -> str:
    notifier = WebhookNotifier(clock=clock, client=guarded, explain=explained, timeout_s=10.0)
    channel = WebhookChannel(name="hook", url=url, allow_private=allow_private)
    outcome = await notifier.send(MESSAGE, channel)
    await notifier.close()
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert not LEAKS.search(outcome.message)
    return outcome.message


@pytest.mark.parametrize(
    ("scheme", "behaviour", "said"),
    [
        ("http", hangs_up, "broke the connection off"),
        ("http", speaks_something_else, "not HTTP"),
        ("https", speaks_something_else, "does not speak TLS"),
    ],
)
async def test_a_peer_that_is_no_receiver(clock: FakeClock, scheme: str, behaviour: Behaviour, said: str) -> None:
    async with peer(behaviour) as address:
        assert said in await trouble(clock, f"{scheme}://{address}/in")


async def test_an_address_at_which_nobody_listens(clock: FakeClock) -> None:
    async with peer(hangs_up) as address:
        pass
    assert "refuses connections" in await trouble(clock, f"http://{address}/in")
    assert "does not resolve" in await trouble(clock, "http://nowhere.invalid/in")
    assert "internal address" in await trouble(clock, f"http://{address}/in", allow_private=False)
    assert "check `webhook:`" in await trouble(clock, "http://[::1/in")
    assert "check `webhook:`" in await trouble(clock, "http://127.0.0.1:99999/in")


async def test_a_receiver_with_a_certificate_of_its_own_needs_its_ca_file(clock: FakeClock, tmp_path: Path) -> None:
    async with receiver(tls=True) as told:
        url = f"https://localhost:{told.port}/in"
        assert "`ca_file:`" in await trouble(clock, url)
        assert told.asked == []
        notifier = WebhookNotifier(clock=clock, client=guarded, explain=explained, timeout_s=10.0)
        channel = WebhookChannel(name="hook", url=url, allow_private=True, ca_file=str(CERTIFICATE))
        assert isinstance(await notifier.send(MESSAGE, channel), Sent)
        gone = await notifier.send(MESSAGE, replace(channel, ca_file=str(tmp_path / "gone.pem")))
        await notifier.close()
        assert isinstance(gone, SendFailure)
        assert len(told.asked) == 1

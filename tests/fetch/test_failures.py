"""What comes back from a server that does not behave: a kind, and a line that says what to do."""

from __future__ import annotations

import asyncio
import errno
import gzip
import re
import shutil
import socket
import ssl
import subprocess
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import brotli
import pytest
import zstandard
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch import HttpFetcher
from monitor.fetch.failures import Patience, reason_of, shown, trouble_of
from monitor.types import Body, FailureKind, FetchFailure

from .conftest import FakeClock, Site, ask

RawServer = Callable[[bytes | None], Awaitable[int]]


async def _failure(fetcher: HttpFetcher, url: str, **options: object) -> FetchFailure:
    answer = await fetcher.fetch(ask(url, **options))
    assert isinstance(answer, FetchFailure), answer
    assert answer.url == url
    assert answer.message.isprintable()
    # Neither a library's words nor an empty place where a reason should stand.
    assert not re.search(r"message=|Error\b|b'|\\[nx]|None|: ;|\(\)", answer.message), answer.message
    assert len(answer.message) < 400
    return answer


@pytest.fixture
async def bare(clock: FakeClock) -> AsyncIterator[HttpFetcher]:
    """Without robots.txt: the raw servers answer everything alike."""
    made = HttpFetcher(clock=clock, user_agent="t/1", max_body_bytes=100_000, min_delay_s=0, obey_robots=False)
    yield made
    await made.close()


async def test_refused_connection(fetcher: HttpFetcher) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        failure = await _failure(fetcher, f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert failure.kind is FailureKind.CONNECT
    assert failure.retryable
    assert "refuses connections" in failure.message


async def test_unknown_name(fetcher: HttpFetcher) -> None:
    failure = await _failure(fetcher, "http://no-such-name.invalid/")
    assert failure.kind is FailureKind.DNS
    assert failure.retryable
    assert "no-such-name.invalid" in failure.message


async def test_timeout(fetcher: HttpFetcher, site: Site) -> None:
    stop = asyncio.Event()

    async def never(request: web.Request) -> web.Response:
        await stop.wait()
        return web.Response()

    site.pages["/a"] = never
    failure = await _failure(fetcher, site.url("/a"), timeout_s=0.05)
    stop.set()
    assert "0.05 s" in failure.message
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.retryable


async def test_trickle_ends_with_the_total_time(fetcher: HttpFetcher, site: Site) -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x")
            await asyncio.sleep(0.02)
        return response

    site.pages["/a"] = trickle
    failure = await _failure(fetcher, site.url("/a"), timeout_s=0.1)
    assert failure.kind is FailureKind.TIMEOUT


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (None, FailureKind.DROPPED),
        (b"", FailureKind.DROPPED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", FailureKind.DROPPED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", FailureKind.DROPPED),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FailureKind.PROTOCOL),
        (b"\x15\x03\x01\x00\x02\x02\x46", FailureKind.PROTOCOL),
        (b"garbage\x00\xff\r\nmore\r\n\r\n", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nno header\r\n\r\n", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nContent-Length: zz\r\n\r\nabc", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nA: " + b"x" * 20_000 + b"\r\n\r\n", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", FailureKind.PROTOCOL),
    ],
)
async def test_broken_answers(
    bare: HttpFetcher, raw_server: RawServer, answer: bytes | None, kind: FailureKind
) -> None:
    port = await raw_server(answer)
    failure = await _failure(bare, f"http://127.0.0.1:{port}/")
    assert failure.kind is kind
    assert failure.retryable


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"<html>hello</html>", b"HTTP/1.1 abc OK\r\n\r\n"])
async def test_what_is_not_http_is_called_so(bare: HttpFetcher, raw_server: RawServer, answer: bytes) -> None:
    failure = await _failure(bare, f"http://127.0.0.1:{await raw_server(answer)}/")
    assert "answered with something that is not HTTP; check the port" in failure.message


async def test_over_the_cap_by_header_and_by_body(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/said", b"x" * 100_001)
    assert (await _failure(fetcher, site.url("/said"))).kind is FailureKind.TOO_LARGE

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"y" * 10_000)
        except ConnectionError:
            return response

    site.pages["/unsaid"] = endless
    failure = await _failure(fetcher, site.url("/unsaid"))
    assert failure.kind is FailureKind.TOO_LARGE
    assert not failure.retryable
    assert "raise MONITOR_MAX_BODY_BYTES" in failure.message
    site.serve("/fits", b"x" * 100_000)
    assert isinstance(await fetcher.fetch(ask(site.url("/fits"))), Body)


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("encoding", PACKERS)
async def test_encodings_are_undone(fetcher: HttpFetcher, site: Site, encoding: str) -> None:
    plain = "医疗装备产业高质量发展行动计划".encode() * 100
    site.serve("/a", PACKERS[encoding](plain), headers={"Content-Encoding": encoding})
    body = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(body, Body)
    assert body.content == plain


@pytest.mark.parametrize("encoding", PACKERS)
async def test_bombs_are_not_unpacked(fetcher: HttpFetcher, site: Site, encoding: str) -> None:
    bomb = PACKERS[encoding](b"\0" * 30_000_000)
    assert len(bomb) < 100_000
    site.serve("/a", bomb, headers={"Content-Encoding": encoding})
    failure = await _failure(fetcher, site.url("/a"))
    assert failure.kind is FailureKind.TOO_LARGE


@pytest.mark.parametrize("encoding", PACKERS)
async def test_cut_and_damaged_encodings(fetcher: HttpFetcher, site: Site, encoding: str) -> None:
    packed = PACKERS[encoding](bytes(range(256)) * 40)
    for path, content in (("/cut", packed[: len(packed) // 2]), ("/bad", b"plain text, not packed at all")):
        site.serve(path, content, headers={"Content-Encoding": encoding})
        failure = await _failure(fetcher, site.url(path))
        assert failure.kind is FailureKind.ENCODING


async def test_bare_deflate_stacked_members_and_unknown_encodings(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/bare", _raw_deflate(b"one"), headers={"Content-Encoding": "deflate"})
    site.serve("/members", gzip.compress(b"one") + gzip.compress(b"two"), headers={"Content-Encoding": "gzip"})
    site.serve("/stack", gzip.compress(brotli.compress(b"one")), headers={"Content-Encoding": "br, gzip"})
    site.serve("/odd", b"one", headers={"Content-Encoding": "compress"})
    found = [await fetcher.fetch(ask(site.url(path))) for path in ("/bare", "/members", "/stack")]
    assert [answer.content for answer in found if isinstance(answer, Body)] == [b"one", b"onetwo", b"one"]
    assert (await _failure(fetcher, site.url("/odd"))).kind is FailureKind.ENCODING


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody signed, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    subprocess.run(
        [*command.split(), "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    return certificate, key


async def test_certificates_are_checked(clock: FakeClock, tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    async def hello(request: web.Request) -> web.Response:
        return web.Response(text="secret")

    app = web.Application()
    app.router.add_get("/", hello)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    port = runner.addresses[0][1]
    fetcher = HttpFetcher(clock=clock, user_agent="t/1", min_delay_s=0, obey_robots=False)
    try:
        untrusted = await _failure(fetcher, f"https://localhost:{port}/")
        trusted = await fetcher.fetch(ask(f"https://localhost:{port}/", ca_file=str(certificate[0])))
        wrong_name = await _failure(fetcher, f"https://127.0.0.1:{port}/", ca_file=str(certificate[0]))
        insecure = await fetcher.fetch(ask(f"https://127.0.0.1:{port}/", insecure=True))
        plain = await _failure(fetcher, f"http://127.0.0.1:{port}/")
        no_file = await _failure(fetcher, f"https://localhost:{port}/", ca_file=str(tmp_path / "none.pem"))
    finally:
        await fetcher.close()
        await runner.cleanup()
    assert untrusted.kind is FailureKind.TLS
    assert "self-signed" in untrusted.message
    assert isinstance(trusted, Body)
    assert wrong_name.kind is FailureKind.TLS
    assert "another name" in wrong_name.message
    assert isinstance(insecure, Body)
    assert plain.kind in (FailureKind.PROTOCOL, FailureKind.DROPPED)
    assert no_file.kind is FailureKind.TLS
    assert not no_file.retryable


async def test_plain_http_behind_https(fetcher: HttpFetcher, site: Site) -> None:
    failure = await _failure(fetcher, site.url("/").replace("http:", "https:"))
    assert failure.kind is FailureKind.TLS
    assert "TLS" in failure.message
    assert "check whether the address is http: or https:" in failure.message


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", None])
async def test_whatever_a_server_says_to_a_tls_greeting(bare: HttpFetcher, answer: bytes | None) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        if answer is None:
            writer.transport.abort()
        else:
            writer.write(answer)
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        failure = await _failure(bare, f"https://127.0.0.1:{port}/")
    assert failure.kind is FailureKind.TLS
    assert f"on port {port}; check whether the address is http: or https:" in failure.message


_PATIENCE = Patience(connect_s=10, read_s=20, total_s=30)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (aiohttp.ConnectionTimeoutError("to host"), "no connection to a.example within 10 s"),
        (aiohttp.SocketTimeoutError("reading"), "a.example sent nothing for 20 s"),
        (TimeoutError(), "a.example did not answer within 30 s"),
    ],
)
def test_the_seconds_told_are_those_that_were_waited(error: Exception, words: str) -> None:
    trouble = trouble_of(error, "a.example", patience=_PATIENCE)
    assert trouble.kind is FailureKind.TIMEOUT
    assert words in trouble.message


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(), "no connection came about"),
        (OSError(errno.EHOSTUNREACH, "Connect call failed ('10.1.2.3', 80)"), "No route to host"),
        (OSError("Multiple exceptions: one,\n two"), "no connection came about"),
        (ConnectionResetError(), "no connection came about"),
        (ssl.SSLError(1, "[SSL: BAD] bad (_ssl.c:1006)"), "the TLS greeting failed"),
    ],
)
def test_a_reason_is_never_empty_and_never_python(error: OSError, words: str) -> None:
    assert reason_of(error) == words


@given(st.text(max_size=400))
def test_what_is_shown_is_one_printable_line(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 121

"""What may not be reached is not, by whatever way the address is given."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch import HttpFetcher, guarded_client
from monitor.fetch.guard import GuardedResolver, RefusedAddressError, check_url, refusal
from monitor.types import Body, FailureKind, FetchFailure

from .conftest import FakeClock, Site, ask

INTERNAL = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.0.9",
    "169.254.1.1", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.7", "192.88.99.1", "192.168.0.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.4", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::a00:1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::1", "3fff::1", "5f00::1",
    "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
]  # fmt: skip
METADATA = ["169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1"]  # fmt: skip
PUBLIC = ["8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "198.17.255.255", "223.255.255.255",
          "2606:4700::1", "2400:3200::1", "2a00:1450::8"]  # fmt: skip


@pytest.mark.parametrize("address", INTERNAL)
def test_internal_addresses_are_refused_unless_allowed(address: str) -> None:
    assert "internal" in refusal(address, allow_private=False)
    assert refusal(address, allow_private=True) == ""


@pytest.mark.parametrize("address", METADATA)
@pytest.mark.parametrize("allow_private", [False, True])
def test_metadata_is_always_refused(address: str, allow_private: bool) -> None:
    assert "metadata" in refusal(address, allow_private=allow_private)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address, allow_private=False) == ""


@given(st.ip_addresses())
def test_nothing_passes_that_python_knows_as_not_global(address: Any) -> None:
    if not address.is_global or address.is_multicast:
        assert refusal(str(address), allow_private=False) != ""


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "//example.org/",
        "example.org",
        "", "http://", "http:///path", "http://user@example.org/", "http://user:pw@example.org/",
        "http://example.org:80@169.254.169.254/", "http://a.example\\@b.example/", "http://exa mple.org/",
        "http://example.org/a b", "http://example.org\t.evil/", "http://example.org/\n", "http://127.1/",
        "http://0x7f.0.0.1/", "http://0x7f000001/", "http://2130706433/", "http://0177.0.0.1/", "http://127.0.0.1./",
        "http://1.2.3/", "http://[::1", "http://[::1]x/", "http://example.org:99999/", "http://example.org:8o/",
        "http://[bad", "http://%5bbad/", "http://%%%/", "http://a..b/", f"http://{'a' * 64}.example/",
    ],
)  # fmt: skip
def test_odd_urls_are_refused(url: str) -> None:
    assert check_url(url)[1] != ""


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org", "https://www.gov.cn/zhengce/content/a.htm?x=1&y=%E5%8C%BB#top", "http://例子.测试/文件",
        "https://EXAMPLE.org:8443/", "http://[2606:4700::1]:8080/", "http://8.8.8.8/", "https://ex-am_ple.org/",
    ],
)  # fmt: skip
def test_plain_urls_pass(url: str) -> None:
    assert check_url(url)[1] == ""


@given(st.text(max_size=60))
def test_check_url_never_raises(text: str) -> None:
    parsed, reason = check_url("http://" + text)
    assert reason or parsed.raw_host


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
async def test_loopback_is_not_reached(fetcher: HttpFetcher, site: Site, host: str) -> None:
    site.serve("/", "secret")
    answer = await fetcher.fetch(ask(site.url("/", host=host), allow_private=False))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.REFUSED
    assert not answer.retryable
    assert "`allow_private: true` in sources.yaml" in answer.message
    assert "`monitor extract --allow-private`" in answer.message
    assert site.seen == []


async def test_a_redirect_inside_is_not_followed(
    fetcher: HttpFetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/a", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    answer = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.REFUSED
    assert "metadata" in answer.message


async def test_a_redirect_to_another_scheme_is_not_followed(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=302, headers={"Location": "file:///etc/passwd"})
    answer = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.REFUSED


@pytest.mark.parametrize("target", ["http://[bad", "http://a b/", "http://%%%/x", "http://a..b/", "http://h:99999/"])
async def test_a_redirect_to_no_address_says_so(fetcher: HttpFetcher, site: Site, target: str) -> None:
    site.serve("/a", status=302, headers={"Location": target})
    answer = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.REFUSED
    assert f"the redirect leads to “{target}”: that is no address" in answer.message


async def test_a_refused_redirect_is_told_without_its_password(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/a", status=302, headers={"Location": "http://user:s3cr3t@example.org/"})
    answer = await fetcher.fetch(ask(site.url("/a")))
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.REFUSED
    assert "example.org" in answer.message
    assert "s3cr3t" not in answer.message


def _answering(*addresses: str) -> Any:
    """A getaddrinfo that gives these addresses for every name."""

    async def getaddrinfo(host: str, port: int, **options: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)
             + ((0, 0) if ":" in address else ()))
            for address in addresses
        ]  # fmt: skip

    return getaddrinfo


@pytest.mark.parametrize("addresses", [["10.0.0.7"], ["8.8.8.8", "192.168.1.1"], ["2606:4700::1", "fd00::1"]])
async def test_a_name_with_any_internal_address_is_refused(
    addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", _answering(*addresses))
    with pytest.raises(RefusedAddressError, match=r"two\.example"):
        await GuardedResolver(allow_private=False).resolve("two.example", 80, socket.AF_UNSPEC)


async def test_rebinding_gains_nothing(site: Site, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is checked and internal when it is asked again: there is no second asking."""
    import asyncio

    loop = asyncio.get_running_loop()
    asked: list[str] = []

    async def rebinding(host: str, port: int, **options: Any) -> list[Any]:
        asked.append(host)
        address = "192.0.2.1" if len(asked) == 1 else "127.0.0.1"
        return await _answering(address)(host, port)

    monkeypatch.setattr(loop, "getaddrinfo", rebinding)
    connected: list[Any] = []

    async def connect(sock: socket.socket, address: Any) -> None:
        connected.append(address)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(loop, "sock_connect", connect)
    fetcher = HttpFetcher(clock=clock, user_agent="t/1", min_delay_s=0, obey_robots=False)
    try:
        answer = await fetcher.fetch(ask(site.url("/", host="rebind.example"), allow_private=True))
    finally:
        await fetcher.close()
    assert isinstance(answer, FetchFailure)
    assert [address[0] for address in connected] == ["192.0.2.1"]
    assert asked == ["rebind.example"]


async def test_guarded_client_keeps_webhooks_outside(site: Site) -> None:
    site.serve("/hook", "taken")
    async with guarded_client(True, user_agent="t/1") as client:
        answer = await client.post(site.url("/hook"), json={"a": 1})
        assert answer.text == "taken"
        assert answer.is_success
    async with guarded_client(False) as client:
        with pytest.raises(Exception, match="internal address"):
            await client.post(site.url("/hook"), json={"a": 1})
    assert len(site.seen) == 1


async def test_allowed_private_answers(fetcher: HttpFetcher, site: Site) -> None:
    site.serve("/", "open")
    assert isinstance(await fetcher.fetch(ask(site.url("/"))), Body)

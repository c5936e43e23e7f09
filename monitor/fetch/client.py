"""Connections: httpx over aiohttp's transport, under the guard, one pool for each way of connecting."""

from __future__ import annotations

import base64
import ssl
from dataclasses import dataclass

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from monitor.fetch.guard import GuardedResolver, guarded_socket
from monitor.types import FetchRequest

#: Open connections of one pool, and seconds that an idle one is kept.
MAX_CONNECTIONS = 100
KEEPALIVE_S = 30.0
#: Seconds that a resolved name is kept.
DNS_TTL_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way of connecting; requests with equal routes share connections."""

    allow_private: bool
    proxy: str | None = None
    ca_file: str | None = None
    insecure: bool = False

    @classmethod
    def of(cls, request: FetchRequest) -> Route:
        """The way that a request is to take."""
        return cls(
            allow_private=request.allow_private,
            proxy=request.proxy,
            ca_file=request.ca_file,
            insecure=request.insecure,
        )


def tls_context(*, ca_file: str | None = None, insecure: bool = False) -> ssl.SSLContext:
    """How servers are trusted: certifi's authorities, and one more file when it is given.

    Raises:
        OSError: the file cannot be read, or holds no certificate (`ssl.SSLError`).
    """
    context = httpx.create_ssl_context(verify=not insecure, trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context


def guarded_transport(route: Route) -> httpx.AsyncBaseTransport:
    """A transport whose connections cannot lead where the guard forbids.

    Cookies are left to the caller and redirects are not followed. Connections are opened on first use, in the event
    loop of that moment.

    Raises:
        OSError: the CA file cannot be used.
        ValueError: the proxy's address cannot be read.
    """
    context = tls_context(ca_file=route.ca_file, insecure=route.insecure)

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            ssl=context,
            resolver=GuardedResolver(allow_private=route.allow_private),
            socket_factory=guarded_socket(allow_private=route.allow_private),
            limit=MAX_CONNECTIONS,
            keepalive_timeout=KEEPALIVE_S,
            ttl_dns_cache=DNS_TTL_S,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            trust_env=False,
            read_bufsize=2**18,
        )

    return AiohttpTransport(verify=context, proxy=None if route.proxy is None else _proxy(route.proxy), client=session)


def _proxy(address: str) -> httpx.Proxy:
    """A proxy, its password as a header: aiohttp has given up the other way of saying it.

    Raises:
        ValueError: the address is none of a proxy.
    """
    url = httpx.URL(address)
    headers = {}
    if url.userinfo:
        pair = f"{url.username}:{url.password}".encode()
        # aiohttp sends it on as Proxy-Authorization, in the tunnel's request or in the plain one.
        headers["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
    return httpx.Proxy(url.copy_with(userinfo=b""), headers=headers)


def guarded_client(
    allow_private: bool, *, user_agent: str | None = None, timeout_s: float = 30.0, ca_file: str | None = None
) -> httpx.AsyncClient:
    """An httpx client under the guard, for those who speak HTTP but fetch no pages (webhooks).

    Redirects are not followed, proxies of the environment are ignored, an answer is not remembered.

    Raises:
        OSError: the CA file cannot be used.
    """
    return httpx.AsyncClient(
        transport=guarded_transport(Route(allow_private=allow_private, ca_file=ca_file)),
        headers={} if user_agent is None else {"User-Agent": user_agent},
        timeout=httpx.Timeout(timeout_s, connect=min(timeout_s, 10.0)),
        follow_redirects=False,
        trust_env=False,
    )

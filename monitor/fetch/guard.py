"""What may not be reached: addresses inside the machine, its network or its cloud.

    check_url(url)          before anything is sent: scheme, no credentials, one reading by three parsers
    GuardedResolver         a name is refused when any of its addresses is internal
    guarded_socket          the last word: the very address that is about to be connected to

A name is resolved once for a connection and the sockets are opened to those addresses, so a name that answers
differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import errno
import functools
import ipaddress
import re
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

#: IANA special-purpose registries (RFC 6890 and its updates), and what clouds use for metadata.
_INTERNAL_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
#: Only 2000::/3 is global unicast (RFC 4291): loopback, mapped, NAT64, unique local, link-local and multicast lie
#: outside it. Inside it, these are special: IETF assignments with Teredo, 6to4, documentation.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_INTERNAL_V6 = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
#: Cloud metadata hands out the machine's keys: refused even where private addresses are allowed.
METADATA = frozenset(
    ipaddress.ip_address(address)
    for address in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")
)

#: Addresses that leave nothing to disagree about, nearly all there are: a name of letters (or four plain numbers), no
#: port or an ordinary one, nothing special before the path. They need no second opinion, which costs 40 µs.
_PLAIN_URL = re.compile(
    r"https?://(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}|(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?=\d)|(?![\d.]))){4})"
    r"(?::[1-9]\d{1,3}|:[1-5]\d{4})?(?:/[A-Za-z0-9/._~-]*)?(?:\?[A-Za-z0-9/._~=&-]*)?\Z"
)

#: What to do about a refused internal address: sources and channels are written down, `extract` is given an address.
_IF_MEANT = "if that is meant, say `allow_private: true` in sources.yaml, or `monitor extract --allow-private`"
#: What a name may be made of on the wire (RFC 1123 §2.1; the underscore is not allowed, but used).
_NAME = re.compile(r"(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?")

SocketFactory = Callable[[Any], socket.socket]


class RefusedAddressError(OSError):
    """The guard refused an address. `str()` says which and why; an OSError, so that aiohttp hands it on."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EACCES, reason)

    def __str__(self) -> str:
        return str(self.strerror)


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address carries: mapped, NAT64, 6to4."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in ipaddress.IPv6Network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour


@functools.lru_cache(maxsize=4096)
def refusal(address: str, *, allow_private: bool) -> str:
    """Why an IP address may not be reached, "" when it may."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is no IP address"
    embedded = _embedded(parsed) if isinstance(parsed, ipaddress.IPv6Address) else None
    if parsed in METADATA or embedded in METADATA:
        return f"{address} is a cloud metadata address, which is never fetched"
    if allow_private:
        return ""
    if isinstance(parsed, ipaddress.IPv4Address):
        internal = any(parsed in network for network in _INTERNAL_V4)
    else:
        internal = parsed not in _GLOBAL_V6 or any(parsed in network for network in _INTERNAL_V6)
    return f"{address} is an internal address; {_IF_MEANT}" if internal else ""


def check_url(url: str) -> tuple[httpx.URL, str]:
    """Why an address may not be asked for, "" when it may; with the address as httpx reads it.

    An address that the standard library, httpx and yarl (which aiohttp connects by) read as different hosts or ports
    is refused: one of them would be checked and another connected to.

    Returns:
        The parsed address and the refusal. The parsed address is empty when there is a refusal.
    """
    if _PLAIN_URL.match(url):
        return httpx.URL(url), ""
    nothing = httpx.URL("")
    if not url.isprintable() or " " in url or "\\" in url:
        return nothing, "the address holds a space, a backslash or a control character"
    try:
        plain, parsed, connected = urlsplit(url), httpx.URL(url), URL(url)
        ports = {_port(plain.scheme, plain.port), _port(parsed.scheme, parsed.port), connected.port}
        hosts = {_ascii_host(plain.hostname or ""), parsed.raw_host.decode("ascii"), (connected.raw_host or "").lower()}
    except (ValueError, httpx.InvalidURL):
        return nothing, "that is no address, its host or port cannot be read"
    if parsed.scheme not in ("http", "https"):
        return nothing, f"only http and https are fetched, not {parsed.scheme or 'an address without a scheme'}"
    if plain.username is not None or parsed.userinfo or connected.raw_user is not None:
        return nothing, "the address holds a user name or password; give them as a header from the environment"
    if not parsed.raw_host:
        return nothing, "the address names no host"
    if not (_NAME.fullmatch(parsed.raw_host.decode("ascii")) or ":" in parsed.host):
        return nothing, "that is no address, its host is no name"
    if _is_odd_ipv4(parsed.raw_host.decode("ascii")):
        return nothing, "the host is a number, but no plain IPv4 address"
    if len(ports) != 1 or len({_spelt(host) for host in hosts}) != 1:
        return nothing, "the address is read differently by different programs"
    return parsed, ""


def _is_odd_ipv4(host: str) -> bool:
    """127.1, 0x7f000001, 2130706433: numbers that some take for an address (WHATWG URL, "ends in a number")."""
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or not (last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last)):
        return False
    try:
        return str(ipaddress.IPv4Address(host)) != host
    except ValueError:
        return True


def _port(scheme: str, port: int | None) -> int | None:
    return port if port is not None else {"http": 80, "https": 443}.get(scheme)


def _spelt(host: str) -> str:
    """A host as it is compared: an IPv6 address has many spellings."""
    host = host.strip("[]")
    if ":" not in host:
        return host
    try:
        return str(ipaddress.IPv6Address(host))
    except ValueError:
        return host


def _ascii_host(host: str) -> str:
    """The host as it goes over the wire, as the third opinion beside httpx's and yarl's."""
    if host.isascii():
        return host.lower()
    return httpx.URL(scheme="http", host=host).raw_host.decode("ascii")


class GuardedResolver(ThreadedResolver):
    """The system's resolver; a name with any internal address, in any family, is refused whole."""

    def __init__(self, *, allow_private: bool) -> None:
        super().__init__()
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """All addresses of a name.

        Raises:
            RefusedAddressError: one of them may not be reached.
            OSError: the name does not resolve.
        """
        found = await super().resolve(host, port, family)
        for entry in found:
            reason = refusal(entry["host"], allow_private=self._allow_private)
            if reason:
                raise RefusedAddressError(f"{host} leads inside: {reason}")
        return found


def guarded_socket(*, allow_private: bool) -> SocketFactory:
    """What opens sockets for aiohttp: sees the very address that is connected to, also when the URL held it bare."""

    def open_socket(addr_info: Any) -> socket.socket:
        family, kind, protocol, _, address = addr_info
        reason = refusal(str(address[0]), allow_private=allow_private)
        if reason:
            raise RefusedAddressError(reason)
        return socket.socket(family=family, type=kind, proto=protocol)

    return open_socket


async def refusal_behind_proxy(url: httpx.URL, *, allow_private: bool) -> str:
    """Why an address may not be asked for through a proxy, "" when it may.

    The proxy resolves names by itself, so this machine's answer is the best that can be had: an internal address, in
    the URL or behind the name, is refused, and so is a name that does not resolve here.
    """
    host = url.raw_host.decode("ascii").strip("[]")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        try:
            await GuardedResolver(allow_private=allow_private).resolve(host)
        except RefusedAddressError as error:
            return str(error)
        except OSError:
            return f"the name {host} does not resolve here, so that nobody can say where the proxy would go"
        return ""
    return refusal(host, allow_private=allow_private)

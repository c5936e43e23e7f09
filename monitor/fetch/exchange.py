"""One request and its answer: headers and cookies out, the body in, read and unpacked under the cap.

Hop ──> headers, cookies of its source ──> transport ──> status, headers, content ──> Body | Trouble
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import httpx

from monitor.fetch.decoding import ACCEPT_ENCODING, BadEncodingError, DecodedTooLargeError, decoded
from monitor.fetch.failures import Patience, Trouble
from monitor.ports import Clock
from monitor.types import Body, FailureKind, FetchRequest

CONNECT_S = 10.0
READ_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request on the way through redirects."""

    request: FetchRequest
    url: httpx.URL
    #: On the host that was asked for.
    home: bool
    #: Before any redirect.
    first: bool
    method: str
    content: bytes

    @property
    def host(self) -> str:
        """For messages."""
        return self.url.host

    @property
    def patience(self) -> Patience:
        """No part of a request is waited for longer than for the whole."""
        total_s = self.request.timeout_s
        return Patience(connect_s=min(CONNECT_S, total_s), read_s=min(READ_S, total_s), total_s=total_s)


class Exchange:
    """Sends requests and reads answers; keeps the cookies of each source."""

    def __init__(self, *, clock: Clock, user_agent: str, max_body_bytes: int) -> None:
        self._clock = clock
        self._cap_bytes = max_body_bytes
        self._cookies: dict[str, httpx.Cookies] = {}
        self._headers = (
            ("user-agent", user_agent),
            ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"),
            ("accept-language", "zh-CN,zh;q=0.9,en;q=0.8"),
            ("accept-encoding", ACCEPT_ENCODING),
        )

    async def send(self, transport: httpx.AsyncBaseTransport, hop: Hop) -> Body | Trouble:
        """Ask once. Raises what httpx, aiohttp and the system raise; `failures.trouble_of` knows them."""
        request, started = hop.request, self._clock.now()
        message = self._message(hop)
        response = await transport.handle_async_request(message)
        response.request = message
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw
        )
        try:
            named = dict(headers)
            if "set-cookie" in named:
                self._cookies.setdefault(request.source, httpx.Cookies()).extract_cookies(response)
            content = b"" if response.status_code == 304 else await self._read(response, named)
        finally:
            await response.aclose()
        if not isinstance(content, bytes):
            return content
        now = self._clock.now()
        return Body(
            url=request.url,
            final_url=str(hop.url),
            status=response.status_code,
            headers=headers,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            fetched_at=now,
            took_s=(now - started).total_seconds(),
        )

    def forget(self, source: str) -> None:
        """Drop the cookies of a source."""
        self._cookies.pop(source, None)

    def _message(self, hop: Hop) -> httpx.Request:
        """The request as it is sent; its total time is the caller's to keep."""
        patience = hop.patience
        timeouts = {"connect": patience.connect_s, "read": patience.read_s, "write": None, "pool": None}
        message = httpx.Request(
            hop.method,
            hop.url,
            headers=self._headers_for(hop),
            content=hop.content or None,
            extensions={"timeout": timeouts},
        )
        jar = self._cookies.get(hop.request.source)
        if jar is not None:
            jar.set_cookie_header(message)
        return message

    def _headers_for(self, hop: Hop) -> list[tuple[str, str]]:
        """The usual headers, the request's own instead of them (on its own host only), and validators."""
        own = hop.request.headers if hop.home else ()
        headers = [("host", hop.url.netloc.decode("ascii"))]
        if own:
            replaced = {name.lower() for name, _ in own}
            headers += [pair for pair in self._headers if pair[0] not in replaced]
            headers += own
        else:
            headers += self._headers
        validators = hop.request.validators
        if validators.etag is not None:
            headers.append(("if-none-match", validators.etag))
        # A date says little about what another address answers: after a redirect, only the tag is trusted.
        if validators.last_modified is not None and hop.first:
            headers.append(("if-modified-since", validators.last_modified))
        return headers

    async def _read(self, response: httpx.Response, headers: dict[str, str]) -> bytes | Trouble:
        """The body, unpacked, unless it is over the cap."""
        said = headers.get("content-length", "")
        if said.isascii() and said.isdigit() and int(said) > self._cap_bytes:
            return self._too_large(f"{int(said)} bytes")
        parts: list[bytes] = []
        size = 0
        assert isinstance(response.stream, httpx.AsyncByteStream)
        async for part in response.stream:
            size += len(part)
            if size > self._cap_bytes:
                return self._too_large("more")
            parts.append(part)
        content = parts[0] if len(parts) == 1 else b"".join(parts)
        try:
            return decoded(content, headers.get("content-encoding"), cap_bytes=self._cap_bytes)
        except DecodedTooLargeError:
            return self._too_large(f"more when unpacked, from {size} bytes")
        except BadEncodingError as error:
            message = f"the answer cannot be unpacked ({error}); tried again later"
            return Trouble(kind=FailureKind.ENCODING, message=message, retryable=True)

    def _too_large(self, size: str) -> Trouble:
        message = f"the answer is over {self._cap_bytes} bytes ({size}); raise MONITOR_MAX_BODY_BYTES if it is wanted"
        return Trouble(kind=FailureKind.TOO_LARGE, message=message, retryable=False)

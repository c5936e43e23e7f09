"""JSON to an address, signed by the Standard Webhooks scheme.

Message.payload --JSON--> POST with webhook-id, webhook-timestamp, webhook-signature --> SendOutcome

2xx          sent
410          the receiver wants no more: given up, the channel is disabled
anything else, no answer, a redirect: tried again; Retry-After is passed on
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import aiohttp
import httpx
from aiohttp.http_exceptions import HttpProcessingError
from standardwebhooks import Webhook

from monitor import __version__
from monitor.notify.text import one_line
from monitor.ports import Clock
from monitor.types import Message, SendFailure, SendOutcome, Sent, WebhookChannel
from monitor.types.retry_after import retry_after_s

#: Seconds for the whole exchange (Standard Webhooks recommends 15 to 30).
TIMEOUT_S = 20.0
#: Bytes of an answer that are read: enough to quote what went wrong.
_ANSWER_BYTES = 512


def _unexplained(_error: Exception, _url: str) -> str:
    return "the receiver did not answer"


class WebhookNotifier:
    """Posts to webhooks. Redirects are not followed: an address that moved is for a person to confirm."""

    def __init__(
        self,
        *,
        clock: Clock,
        client: Callable[[WebhookChannel], httpx.AsyncClient],
        explain: Callable[[Exception, str], str] = _unexplained,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`client(channel)` makes the HTTP client for what a channel may reach and whose certificates it trusts.

        `explain` says in words of its own what an error of that client means for an address: what libraries say is
        neither one line nor for people.
        """
        self._clock = clock
        self._make_client = client
        #: By what is special to them.
        self._clients: dict[tuple[bool, str | None], httpx.AsyncClient] = {}
        self._explain = explain
        self._timeout_s = timeout_s

    async def send(self, message: Message, channel: WebhookChannel) -> SendOutcome:
        """Post the payload. Never raises for what a receiver does."""
        body = json.dumps(message.payload, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            client = self._client(channel)
            async with asyncio.timeout(self._timeout_s):
                headers = self._headers(message, channel, body)
                request = client.build_request("POST", channel.url, content=body, headers=headers)
                response = await client.send(request, stream=True, follow_redirects=False)
                try:
                    said = await _beginning(response)
                finally:
                    await response.aclose()
        except TimeoutError:
            return self._failed(f"no answer in {self._timeout_s:g} s")
        except (httpx.InvalidURL, ValueError):
            return self._failed("the address cannot be used; check `webhook:` in sources.yaml")
        except (httpx.HTTPError, aiohttp.ClientError, HttpProcessingError, OSError) as error:
            return self._failed(self._explain(error, channel.url))
        return self._outcome(response, said)

    async def close(self) -> None:
        """Release connections."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    def _client(self, channel: WebhookChannel) -> httpx.AsyncClient:
        special = (channel.allow_private, channel.ca_file)
        if special not in self._clients:
            self._clients[special] = self._make_client(channel)
        return self._clients[special]

    def _headers(self, message: Message, channel: WebhookChannel, body: bytes) -> dict[str, str]:
        """Of Standard Webhooks: the id is equal for every attempt, the timestamp is that of the attempt.

        Every secret signs, so that a receiver can change from one to the next without losing a message.
        """
        now = self._clock.now()
        headers = {
            "content-type": "application/json",
            "user-agent": f"medical-policy-monitor/{__version__}",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
        }
        if channel.secrets:
            signatures = [Webhook(secret).sign(message.id, now, body.decode()) for secret in channel.secrets]
            headers["webhook-signature"] = " ".join(signatures)
        return headers

    def _outcome(self, response: httpx.Response, said: str) -> SendOutcome:
        status = f"{response.status_code} {response.reason_phrase}".strip()
        answer = one_line(f"{status}: {said}" if said else status)
        if response.is_success:
            return Sent(at=self._clock.now(), answer=status)
        if response.status_code == 410:
            return SendFailure(at=self._clock.now(), message=answer, retryable=False, disable=True)
        if response.is_redirect:
            answer = f"{status}: redirects are not followed; give the new address in sources.yaml"
        wait_s = retry_after_s(response.headers.get("retry-after"), self._clock.now())
        return SendFailure(at=self._clock.now(), message=answer, retryable=True, retry_after_s=wait_s)

    def _failed(self, message: str) -> SendFailure:
        return SendFailure(at=self._clock.now(), message=message, retryable=True)


async def _beginning(response: httpx.Response) -> str:
    """The first bytes of an answer as text; the rest is not read."""
    if response.is_success:
        return ""
    kept = b""
    async for chunk in response.aiter_raw(_ANSWER_BYTES):
        kept += chunk
        if len(kept) >= _ANSWER_BYTES:
            break
    return kept[:_ANSWER_BYTES].decode("utf-8", "replace")

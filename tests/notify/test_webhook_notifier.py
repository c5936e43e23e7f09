"""Webhooks against a real HTTP server: signatures, answers, trouble."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from monitor.clock import SystemClock
from monitor.notify import WebhookNotifier
from monitor.types import Message, SendFailure, Sent, WebhookChannel
from tests.deliver.outbox import FakeClock
from tests.making import NOON
from tests.notify.servers import Receiver, plain_client, receiver

OLD, NEW = "whsec_b2xkLW9sZC1vbGQtb2xkLW9sZA==", "whsec_bmV3LW5ldy1uZXctbmV3LW5ldw=="
MESSAGE = Message(
    channel="hook", id="msg_1", subject="s", text="t", html="h", payload={"标题": "目标", "n": 1}, created_at=NOON
)


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    async with receiver() as told:
        yield told


@pytest.fixture
async def notifier(clock: FakeClock) -> AsyncIterator[WebhookNotifier]:
    notifier = WebhookNotifier(clock=clock, client=plain_client, timeout_s=5.0)
    yield notifier
    await notifier.close()


def channel(hook: Receiver, *secrets: str) -> WebhookChannel:
    return WebhookChannel(name="hook", url=hook.url, secrets=secrets)


async def test_the_payload_is_posted_as_json(hook: Receiver, notifier: WebhookNotifier) -> None:
    outcome = await notifier.send(MESSAGE, channel(hook))
    assert isinstance(outcome, Sent)
    ((headers, body),) = hook.asked
    assert json.loads(body) == MESSAGE.payload
    assert headers["Content-Type"] == "application/json"
    assert headers["webhook-id"] == "msg_1"
    assert "webhook-signature" not in headers


async def test_old_and_new_secret_both_verify_while_they_are_rotated(hook: Receiver) -> None:
    # The library that receivers use reads the machine's clock, so this one test does too.
    notifier = WebhookNotifier(clock=SystemClock(), client=plain_client)
    await notifier.send(MESSAGE, channel(hook, NEW, OLD))
    await notifier.close()
    ((headers, body),) = hook.asked
    for secret in (OLD, NEW):
        assert Webhook(secret).verify(body, headers) == MESSAGE.payload
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_c29tZWJvZHkgZWxzZQ==").verify(body, headers)


async def test_an_answer_of_an_attempt_is_signed_at_its_own_time(
    hook: Receiver, notifier: WebhookNotifier, clock: FakeClock
) -> None:
    await notifier.send(MESSAGE, channel(hook, NEW))
    clock.time += timedelta(hours=1)
    await notifier.send(MESSAGE, channel(hook, NEW))
    (first, _), (second, _) = hook.asked
    assert first["webhook-id"] == second["webhook-id"]
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 3600
    assert first["webhook-signature"] != second["webhook-signature"]


@pytest.mark.parametrize("status", [200, 201, 204])
async def test_two_hundreds_are_success(hook: Receiver, notifier: WebhookNotifier, status: int) -> None:
    hook.status = status
    assert isinstance(await notifier.send(MESSAGE, channel(hook)), Sent)


@pytest.mark.parametrize("status", [400, 401, 404, 408, 429, 500, 502, 503])
async def test_other_answers_are_tried_again(hook: Receiver, notifier: WebhookNotifier, status: int) -> None:
    hook.status, hook.body = status, b"not now\r\n\x1b[31m"
    outcome = await notifier.send(MESSAGE, channel(hook))
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert not outcome.disable
    assert outcome.message.startswith(str(status))
    assert outcome.message.endswith("not now [31m")


async def test_gone_disables(hook: Receiver, notifier: WebhookNotifier) -> None:
    hook.status = 410
    outcome = await notifier.send(MESSAGE, channel(hook))
    assert isinstance(outcome, SendFailure)
    assert outcome.disable
    assert not outcome.retryable


@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_retry_after_is_passed_on(hook: Receiver, notifier: WebhookNotifier, clock: FakeClock, form: str) -> None:
    value = "120" if form == "seconds" else format_datetime(clock.now() + timedelta(seconds=120), usegmt=True)
    hook.status, hook.headers = 429, {"Retry-After": value}
    outcome = await notifier.send(MESSAGE, channel(hook))
    assert isinstance(outcome, SendFailure)
    assert outcome.retry_after_s == 120


async def test_a_redirect_is_not_followed(hook: Receiver, notifier: WebhookNotifier) -> None:
    hook.status, hook.headers = 307, {"Location": f"{hook.url}/elsewhere"}
    outcome = await notifier.send(MESSAGE, channel(hook, NEW))
    assert isinstance(outcome, SendFailure)
    assert "not followed" in outcome.message
    assert len(hook.asked) == 1


async def test_a_receiver_that_drops_the_line_is_tried_again(hook: Receiver, notifier: WebhookNotifier) -> None:
    hook.drops = True
    outcome = await notifier.send(MESSAGE, channel(hook))
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable


async def test_a_receiver_that_hangs_is_left(hook: Receiver, clock: FakeClock) -> None:
    hook.hangs = True
    notifier = WebhookNotifier(clock=clock, client=plain_client, timeout_s=0.2)
    outcome = await notifier.send(MESSAGE, channel(hook))
    await notifier.close()
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert "0.2 s" in outcome.message


async def test_an_endless_answer_is_not_read(hook: Receiver, notifier: WebhookNotifier) -> None:
    hook.status, hook.body = 500, b"x" * 3_000_000
    outcome = await notifier.send(MESSAGE, channel(hook))
    assert isinstance(outcome, SendFailure)
    assert len(outcome.message) <= 300


async def test_no_receiver_at_all_is_one_line(notifier: WebhookNotifier) -> None:
    async with receiver() as told:
        pass
    outcome = await notifier.send(MESSAGE, channel(told))
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable


@pytest.mark.parametrize("url", ["http://", "http://[::1", "ftp://hook.example/x", "http://exa mple/"])
async def test_an_address_that_cannot_be_used_is_said(notifier: WebhookNotifier, url: str) -> None:
    outcome = await notifier.send(MESSAGE, WebhookChannel(name="hook", url=url))
    assert isinstance(outcome, SendFailure)


async def test_the_client_is_asked_for_by_what_the_channel_allows(hook: Receiver, clock: FakeClock) -> None:
    asked: list[tuple[bool, str | None]] = []

    def client(channel: WebhookChannel) -> httpx.AsyncClient:
        asked.append((channel.allow_private, channel.ca_file))
        return plain_client(channel)

    notifier = WebhookNotifier(clock=clock, client=client)
    await notifier.send(MESSAGE, channel(hook))
    await notifier.send(MESSAGE, replace(channel(hook), allow_private=True))
    await notifier.send(MESSAGE, replace(channel(hook), ca_file="/own.pem"))
    await notifier.send(MESSAGE, channel(hook))
    await notifier.close()
    assert asked == [(False, None), (True, None), (False, "/own.pem")]


async def test_secrets_are_not_in_the_repr_of_a_channel(hook: Receiver) -> None:
    assert OLD not in repr(channel(hook, OLD))

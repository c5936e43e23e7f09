"""Chat through Apprise, against a real HTTP receiver."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from monitor.notify import ChatNotifier, Notifiers, WebhookNotifier
from monitor.types import ChatChannel, EmailChannel, Message, SendFailure, Sent, WebhookChannel
from tests.deliver.outbox import FakeClock
from tests.making import NOON
from tests.notify.servers import Receiver, plain_client, receiver

# Apprise and its plug-ins import modules that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

MESSAGE = Message(
    channel="chat", id="msg_1", subject="Target raised", text="x" * 10_000, html="h", payload={}, created_at=NOON
)


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    async with receiver() as told:
        yield told


def channel(hook: Receiver) -> ChatChannel:
    return ChatChannel(name="chat", address=f"json://user:hidden@127.0.0.1:{hook.port}/in")


async def test_subject_and_text_arrive_within_what_services_take(hook: Receiver, clock: FakeClock) -> None:
    pytest.importorskip("apprise")
    outcome = await ChatNotifier(clock=clock).send(MESSAGE, channel(hook))
    assert isinstance(outcome, Sent)
    ((_, body),) = hook.asked
    told = json.loads(body)
    assert told["title"] == "Target raised"
    assert len(told["message"]) <= 3_500


async def test_a_service_that_refuses_is_tried_again_and_its_address_kept_to_oneself(
    hook: Receiver, clock: FakeClock
) -> None:
    pytest.importorskip("apprise")
    hook.status = 500
    outcome = await ChatNotifier(clock=clock).send(MESSAGE, channel(hook))
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert outcome.message == "the chat service did not take the message: it answered 500 Internal Server Error"
    assert "hidden" not in outcome.message
    assert "hidden" not in repr(channel(hook))


async def test_messages_sent_side_by_side_do_not_mix_up_what_went_wrong(hook: Receiver, clock: FakeClock) -> None:
    pytest.importorskip("apprise")
    hook.status = 403
    nobody = ChatChannel(name="chat", address="json://user:hidden@127.0.0.1:1/in")
    chat = ChatNotifier(clock=clock)
    outcomes = await asyncio.gather(chat.send(MESSAGE, channel(hook)), chat.send(MESSAGE, nobody))
    said = [outcome.message for outcome in outcomes if isinstance(outcome, SendFailure)]
    assert said[0].endswith(": it answered 403 Forbidden")
    assert said[1].endswith(": no connection")


async def test_an_address_nobody_knows_is_said(clock: FakeClock) -> None:
    pytest.importorskip("apprise")
    outcome = await ChatNotifier(clock=clock).send(MESSAGE, ChatChannel(name="chat", address="nowhere://hidden"))
    assert isinstance(outcome, SendFailure)
    assert "hidden" not in outcome.message


async def test_without_apprise_it_says_what_to_install(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.notify.chat.find_spec", lambda name: None)
    outcome = await ChatNotifier(clock=clock).send(MESSAGE, ChatChannel(name="chat", address="json://x"))
    assert isinstance(outcome, SendFailure)
    assert "[chat]" in outcome.message


async def test_each_kind_of_channel_finds_its_way_or_says_what_is_missing(hook: Receiver, clock: FakeClock) -> None:
    notifiers = Notifiers(webhook=WebhookNotifier(clock=clock, client=plain_client))
    assert isinstance(await notifiers.send(MESSAGE, WebhookChannel(name="hook", url=hook.url)), Sent)
    mail = await notifiers.send(MESSAGE, EmailChannel(name="desk", to=("a@city.example",)))
    assert isinstance(mail, SendFailure)
    assert "MONITOR_SMTP_HOST" in mail.message
    chat = await notifiers.send(MESSAGE, channel(hook))
    assert isinstance(chat, SendFailure)
    assert "[chat]" in chat.message
    await notifiers.close()

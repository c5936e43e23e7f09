"""A secret goes to the host it was first used with, and to no other until a person says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from monitor.notify import Keyring, MailNotifier, Notifiers, WebhookNotifier
from monitor.notify.keys import mail_password, signing_secret
from monitor.ports import Store
from monitor.serial import Serial
from monitor.types import EmailChannel, Message, SendFailure, Sent, WebhookChannel
from tests.deliver.outbox import FakeClock
from tests.making import NOON
from tests.notify.servers import CERTIFICATE, Receiver, plain_client, post_office, receiver

OLD, NEW = "whsec_b2xkLW9sZC1vbGQtb2xkLW9sZA==", "whsec_bmV3LW5ldy1uZXctbmV3LW5ldw=="
MESSAGE = Message(channel="hook", id="msg_1", subject="s", text="t", html="h", payload={"n": 1}, created_at=NOON)


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    async with receiver() as told:
        yield told


@pytest.fixture
async def notifiers(store: Store, serial: Serial, clock: FakeClock) -> AsyncIterator[Notifiers]:
    made = Notifiers(
        webhook=WebhookNotifier(clock=clock, client=plain_client, timeout_s=5.0),
        keyring=Keyring(store=store, serial=serial, clock=clock),
    )
    yield made
    await made.close()


def moved(channel: WebhookChannel) -> WebhookChannel:
    """The same receiver by another name."""
    return replace(channel, url=channel.url.replace("127.0.0.1", "localhost"))


async def test_a_secret_is_not_used_with_another_host(hook: Receiver, notifiers: Notifiers, store: Store) -> None:
    channel = WebhookChannel(name="hook", url=hook.url, secrets=(OLD,))
    assert isinstance(await notifiers.send(MESSAGE, channel), Sent)
    outcome = await notifiers.send(MESSAGE, moved(channel))
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert outcome.message == (
        "localhost is not the host that its secret belongs to, which is 127.0.0.1; "
        "give another secret, or confirm the move with `monitor alerts confirm hook`"
    )
    assert len(hook.asked) == 1
    (secret,) = notifiers.secrets_of(moved(channel))
    store.bind_secret(secret.key, secret.host, NOON)
    assert isinstance(await notifiers.send(MESSAGE, moved(channel)), Sent)


async def test_with_a_new_secret_beside_the_old_one_only_the_new_one_signs(
    hook: Receiver, notifiers: Notifiers
) -> None:
    channel = WebhookChannel(name="hook", url=hook.url, secrets=(OLD,))
    await notifiers.send(MESSAGE, channel)
    assert isinstance(await notifiers.send(MESSAGE, replace(moved(channel), secrets=(NEW, OLD))), Sent)
    assert hook.asked[-1][0]["webhook-signature"].count("v1,") == 1


async def test_a_host_that_took_nothing_yet_may_still_be_mended(hook: Receiver, notifiers: Notifiers) -> None:
    channel = WebhookChannel(name="hook", url=hook.url, secrets=(OLD,))
    hook.status = 404
    assert isinstance(await notifiers.send(MESSAGE, channel), SendFailure)
    hook.status = 204
    assert isinstance(await notifiers.send(MESSAGE, moved(channel)), Sent)


async def test_without_a_secret_the_host_may_change(hook: Receiver, notifiers: Notifiers) -> None:
    channel = WebhookChannel(name="hook", url=hook.url)
    assert isinstance(await notifiers.send(MESSAGE, channel), Sent)
    assert isinstance(await notifiers.send(MESSAGE, moved(channel)), Sent)


async def test_the_password_of_the_mail_server_goes_to_no_other(store: Store, serial: Serial, clock: FakeClock) -> None:
    desk = EmailChannel(name="desk", to=("a@city.example",))
    async with post_office(security="starttls", login=True) as office:

        def at(host: str) -> Notifiers:
            mail = MailNotifier(
                host=host,
                port=office.port,
                security="starttls",
                user="me",
                password="right",
                from_address="monitor@watch.example",
                ca_file=CERTIFICATE,
                clock=clock,
            )
            webhook = WebhookNotifier(clock=clock, client=plain_client)
            return Notifiers(mail=mail, webhook=webhook, keyring=Keyring(store=store, serial=serial, clock=clock))

        assert isinstance(await at("localhost").send(MESSAGE, desk), Sent)
        outcome = await at("127.0.0.1").send(MESSAGE, desk)
    assert isinstance(outcome, SendFailure)
    assert "the password of the mail server belongs to, which is localhost" in outcome.message
    assert len(office.mails) == 1


def test_what_is_remembered_is_no_secret() -> None:
    assert OLD not in signing_secret(OLD, "https://hook.example/in").key
    one, other = mail_password("a", "geheim", "h"), mail_password("b", "geheim", "h")
    assert one.key != other.key
    assert len(one.key) == 64

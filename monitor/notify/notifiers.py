"""The right way out for each kind of Channel, and for no secret another host than its own."""

from __future__ import annotations

from dataclasses import replace

from monitor.notify.chat import ChatNotifier
from monitor.notify.keys import Keyring, Secret, moved, signing_secret
from monitor.notify.mail import MailNotifier
from monitor.notify.webhook import WebhookNotifier
from monitor.types import (
    Channel,
    ChatChannel,
    EmailChannel,
    Message,
    SendFailure,
    SendOutcome,
    Sent,
    WebhookChannel,
)


class Notifiers:
    """Implements `monitor.ports.Notifier` for all kinds of Channel there are."""

    def __init__(
        self,
        *,
        mail: MailNotifier | None = None,
        webhook: WebhookNotifier,
        chat: ChatNotifier | None = None,
        keyring: Keyring | None = None,
    ) -> None:
        """Without a `keyring` it is not looked at which host a secret belongs to."""
        self._mail = mail
        self._webhook = webhook
        self._chat = chat
        self._keyring = keyring

    async def send(self, message: Message, channel: Channel) -> SendOutcome:
        """Hand one message to one channel. Never raises for what a receiver does.

        A secret that belongs to another host is not used; what has no other secret is not sent.
        """
        secrets = self.secrets_of(channel)
        if self._keyring is None or not secrets:
            return await self._send(message, channel)
        hosts = [await self._keyring.host_of(secret) for secret in secrets]
        own = [at for at, host in enumerate(hosts) if host in (None, secrets[at].host)]
        if not own:
            what = "its secret" if isinstance(channel, WebhookChannel) else "the password of the mail server"
            told = moved(what, channel.name, now=secrets[0].host, before=str(hosts[0]))
            return SendFailure(at=message.created_at, message=told, retryable=True)
        if isinstance(channel, WebhookChannel):
            channel = replace(channel, secrets=tuple(channel.secrets[at] for at in own))
        outcome = await self._send(message, channel)
        if isinstance(outcome, Sent):
            for at in own:
                if hosts[at] is None:
                    await self._keyring.bind(secrets[at])
        return outcome

    def secrets_of(self, channel: Channel) -> tuple[Secret, ...]:
        """The secrets that a channel would use, in the order it has them."""
        if isinstance(channel, WebhookChannel):
            return tuple(signing_secret(secret, channel.url) for secret in channel.secrets)
        if isinstance(channel, EmailChannel) and self._mail is not None and self._mail.secret is not None:
            return (self._mail.secret,)
        return ()

    async def _send(self, message: Message, channel: Channel) -> SendOutcome:
        match channel:
            case EmailChannel():
                if self._mail is not None:
                    return await self._mail.send(message, channel)
                missing = "no mail server is set; set MONITOR_SMTP_HOST and MONITOR_SMTP_FROM"
            case ChatChannel():
                if self._chat is not None:
                    return await self._chat.send(message, channel)
                missing = "chat is not set up; install medical-policy-monitor[chat]"
            case _:
                return await self._webhook.send(message, channel)
        return SendFailure(at=message.created_at, message=missing, retryable=True)

    async def close(self) -> None:
        """Release connections."""
        for notifier in (self._mail, self._webhook, self._chat):
            if notifier is not None:
                await notifier.close()

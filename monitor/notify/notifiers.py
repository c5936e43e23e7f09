"""The right way out for each kind of Channel."""

from __future__ import annotations

from monitor.notify.chat import ChatNotifier
from monitor.notify.mail import MailNotifier
from monitor.notify.webhook import WebhookNotifier
from monitor.types import Channel, ChatChannel, EmailChannel, Message, SendFailure, SendOutcome


class Notifiers:
    """Implements `monitor.ports.Notifier` for all kinds of Channel there are."""

    def __init__(
        self, *, mail: MailNotifier | None = None, webhook: WebhookNotifier, chat: ChatNotifier | None = None
    ) -> None:
        self._mail = mail
        self._webhook = webhook
        self._chat = chat

    async def send(self, message: Message, channel: Channel) -> SendOutcome:
        """Hand one message to one channel. Never raises for what a receiver does."""
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

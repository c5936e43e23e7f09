"""Chat through Apprise (Slack, Teams, Telegram, Feishu, DingTalk, WeCom …): an optional extra.

The address holds its own secret, so a new host can never be sent an old one's.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from monitor.notify.text import one_line
from monitor.ports import Clock
from monitor.types import ChatChannel, Message, SendFailure, SendOutcome, Sent

#: Characters of a chat message; most services cut or refuse longer ones.
_TEXT_CHARS = 3_500


class ChatNotifier:
    """Hands messages to chat services; says what to install when Apprise is missing."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def send(self, message: Message, channel: ChatChannel) -> SendOutcome:
        """Send subject and text. Never raises for what a service does; Apprise does not say what went wrong."""
        if find_spec("apprise") is None:
            return self._failed("chat needs Apprise; install medical-policy-monitor[chat]")
        service = import_module("apprise").Apprise()
        if not service.add(channel.address):
            return self._failed("the address is not one that Apprise knows")
        text = message.text if len(message.text) <= _TEXT_CHARS else message.text[: _TEXT_CHARS - 1] + "…"
        try:
            taken = await service.async_notify(title=message.subject, body=text, body_format="text")
        except (OSError, TypeError, ValueError) as error:
            return self._failed(f"the chat service failed: {one_line(type(error).__name__)}")
        if not taken:
            return self._failed("the chat service did not take the message")
        return Sent(at=self._clock.now(), answer="taken by the chat service")

    async def close(self) -> None:
        """Nothing is kept open between messages."""

    def _failed(self, message: str) -> SendFailure:
        return SendFailure(at=self._clock.now(), message=message, retryable=True)

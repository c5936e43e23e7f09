"""Chat through Apprise (Slack, Teams, Telegram, Feishu, DingTalk, WeCom …): an optional extra.

The address holds its own secret, so a new host can never be sent an old one's.
"""

from __future__ import annotations

import asyncio
import logging
import re
from contextvars import ContextVar
from http import HTTPStatus
from importlib import import_module
from importlib.util import find_spec

from monitor.notify.text import one_line
from monitor.ports import Clock
from monitor.types import ChatChannel, Message, SendFailure, SendOutcome, Sent

#: Characters of a chat message; most services cut or refuse longer ones.
_TEXT_CHARS = 3_500
#: How the log of Apprise says which status a service answered.
_STATUS = re.compile(r"\berror=([1-5]\d\d)\b")
#: What Apprise logs while one message is sent.
_heard: ContextVar[list[str] | None] = ContextVar("_heard", default=None)


class _Ear(logging.Handler):
    """Apprise returns no more than False; why, it only logs. Kept is what belongs to the message being sent."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        lines = _heard.get()
        if lines is not None:
            lines.append(record.getMessage())


_EAR = _Ear(logging.WARNING)


class ChatNotifier:
    """Hands messages to chat services; says what to install when Apprise is missing."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def send(self, message: Message, channel: ChatChannel) -> SendOutcome:
        """Send subject and text. Never raises for what a service does; of that no more is told than status or kind."""
        if find_spec("apprise") is None:
            return self._failed("chat needs Apprise; install medical-policy-monitor[chat]")
        service = import_module("apprise").Apprise()
        if not service.add(channel.address):
            return self._failed("the address is not one that Apprise knows")
        text = message.text if len(message.text) <= _TEXT_CHARS else message.text[: _TEXT_CHARS - 1] + "…"
        logging.getLogger("apprise").addHandler(_EAR)
        lines: list[str] = []
        _heard.set(lines)
        try:
            # One thread for one message: what is logged in it belongs to this message.
            taken = await asyncio.to_thread(service.notify, title=message.subject, body=text, body_format="text")
        except (OSError, TypeError, ValueError) as error:
            return self._failed(f"the chat service failed: {one_line(type(error).__name__)}")
        if not taken:
            return self._failed(f"the chat service did not take the message{_why(lines)}")
        return Sent(at=self._clock.now(), answer="taken by the chat service")

    async def close(self) -> None:
        """Nothing is kept open between messages."""

    def _failed(self, message: str) -> SendFailure:
        return SendFailure(at=self._clock.now(), message=message, retryable=True)


def _why(lines: list[str]) -> str:
    """The status, or that there was no connection. Never the words themselves: they hold addresses and secrets."""
    said = " ".join(lines)
    status = _STATUS.search(said)
    if status is not None:
        known = {one.value: one.phrase for one in HTTPStatus}
        return f": it answered {status[1]} {known.get(int(status[1]), '')}".rstrip()
    if re.search(r"connection error|timed? ?out", said, re.IGNORECASE):
        return ": no connection"
    return ""

"""A process that dies between send and settle: `python -m tests.deliver.killed DATABASE_URL WEBHOOK_URL`."""

from __future__ import annotations

import asyncio
import os
import sys

import storage
from monitor.clock import SystemClock
from monitor.deliver import deliver
from monitor.notify import Notifiers, WebhookNotifier
from monitor.serial import Serial
from monitor.types import Channel, Message, SendOutcome, WebhookChannel
from tests.notify.servers import plain_client


class Deadly(Notifiers):
    """Sends, and then the power is gone."""

    async def send(self, message: Message, channel: Channel) -> SendOutcome:
        await super().send(message, channel)
        os._exit(9)


async def main(database_url: str, webhook_url: str) -> None:
    store = storage.open_store(database_url)
    clock = SystemClock()
    notifier = Deadly(webhook=WebhookNotifier(clock=clock, client=plain_client))
    await deliver(store, Serial("test"), notifier, clock, {"hook": WebhookChannel(name="hook", url=webhook_url)})


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))

"""The channels that alerts leave by: what sends on each, and which host the secrets of each belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import httpx

from monitor.config import Settings, SmtpSettings
from monitor.errors import UsageError
from monitor.fetch import explained, guarded_client
from monitor.notify import ChatNotifier, Keyring, MailNotifier, Notifiers, Secret, WebhookNotifier
from monitor.ports import Clock, Secrets
from monitor.types import Channel, WebhookChannel

#: For each channel its secrets, with where they are to go, and the host that each belongs to.
SecretHosts = Mapping[str, Sequence[tuple[Secret, str | None]]]


def notifiers_of(settings: Settings, clock: Clock, keyring: Keyring | None = None) -> Notifiers:
    """What sends on all kinds of channel."""
    smtp = settings.smtp
    return Notifiers(
        mail=_mail(smtp, clock) if smtp is not None else None,
        webhook=WebhookNotifier(clock=clock, client=_client, explain=explained),
        chat=ChatNotifier(clock=clock),
        keyring=keyring,
    )


def hosts_of_secrets(store: Secrets, notifiers: Notifiers, channels: Mapping[str, Channel]) -> SecretHosts:
    """Where the secrets of each channel are to go, beside where they went first."""
    return {
        name: [(secret, store.secret_host(secret.key)) for secret in notifiers.secrets_of(channel)]
        for name, channel in channels.items()
    }


def confirm_host(store: Secrets, found: SecretHosts, name: str, clock: Clock) -> Sequence[Secret]:
    """Let the secrets of a channel belong to the host it has today; those that did not before.

    Raises:
        UsageError: there is no such channel.
    """
    if name not in found:
        known = ", ".join(repr(one) for one in found) or "none"
        raise UsageError(f"no channel {name!r} in sources.yaml; it has {known}")
    moved = [secret for secret, host in found[name] if host != secret.host]
    for secret in moved:
        store.bind_secret(secret.key, secret.host, clock.now())
    return moved


def _client(channel: WebhookChannel) -> httpx.AsyncClient:
    return guarded_client(allow_private=channel.allow_private, ca_file=channel.ca_file)


def _mail(smtp: SmtpSettings, clock: Clock) -> MailNotifier:
    return MailNotifier(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        user=smtp.user,
        password=smtp.password,
        from_address=smtp.from_address,
        ca_file=smtp.ca_file,
        clock=clock,
    )

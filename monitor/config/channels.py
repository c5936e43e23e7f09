"""A channel with its secrets, from where the entry says they are."""

from __future__ import annotations

import base64
import binascii
import ssl
from collections.abc import Mapping
from pathlib import Path

from monitor.config.schema import ChannelEntry
from monitor.config.secret import variable
from monitor.types import Channel, ChatChannel, EmailChannel, WebhookChannel


def read_channel(name: str, entry: ChannelEntry, folder: Path, environ: Mapping[str, str]) -> Channel:
    """Build a channel. `folder` is where relative files (`secret_file`, `ca_file`, `template`) are looked for.

    Raises:
        ValueError: not exactly one kind of channel, keys of another kind, or a secret that is missing or unusable.
            Secrets are never part of the message.
    """
    kinds = [key for key in ("email", "webhook", "chat_env") if getattr(entry, key) is not None]
    if len(kinds) != 1:
        raise ValueError(f"give one of email, webhook and chat_env, not {' and '.join(kinds) or 'none'}")
    if entry.webhook is None:
        for key in ("secret_env", "secret_file", "allow_private", "ca_file"):
            if getattr(entry, key):
                raise ValueError(f"{key} belongs to a webhook, this is {kinds[0]}")
    template = _template(entry.template, folder) if entry.template is not None else None
    if entry.email is not None:
        return EmailChannel(name=name, to=tuple(entry.email), template=template)
    if entry.chat_env is not None:
        return ChatChannel(name=name, address=variable(entry.chat_env, environ), template=template)
    if template is not None:
        raise ValueError("template belongs to email and chat; a webhook takes JSON")
    assert entry.webhook is not None
    return WebhookChannel(
        name=name,
        url=entry.webhook,
        secrets=_secrets(entry, folder, environ),
        allow_private=entry.allow_private,
        ca_file=_ca_file(entry.ca_file, folder) if entry.ca_file is not None else None,
    )


def _secrets(entry: ChannelEntry, folder: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Signing secrets, the current one first, separated by blanks or line ends."""
    if entry.secret_env is not None and entry.secret_file is not None:
        raise ValueError("give secret_env or secret_file, not both")
    if entry.secret_env is not None:
        where, text = entry.secret_env, variable(entry.secret_env, environ)
    elif entry.secret_file is not None:
        where = entry.secret_file
        text = _read("secret_file", entry.secret_file, folder)
    else:
        return ()
    secrets = tuple(text.split())
    if not secrets:
        raise ValueError(f"{where} holds no secret")
    for number, secret in enumerate(secrets, start=1):
        if not _is_signing_secret(secret):
            raise ValueError(f"secret {number} of {where} is not whsec_ and base64 (Standard Webhooks)")
    return secrets


def _ca_file(name: str, folder: Path) -> str:
    """The absolute path of a file that holds certificates."""
    path = (folder / name).absolute()
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:
        reason = "it holds no certificates" if isinstance(error, ssl.SSLError) else error.strerror
        raise ValueError(f'ca_file "{name}" cannot be used: {reason}') from error
    return str(path)


def _template(name: str, folder: Path) -> str:
    """The text of a template that can at least be parsed; what it reaches for shows when it is run."""
    from jinja2 import TemplateSyntaxError  # most channels have no template
    from jinja2.sandbox import SandboxedEnvironment

    text = _read("template", name, folder)
    try:
        SandboxedEnvironment().parse(text)
    except TemplateSyntaxError as error:
        raise ValueError(f'template "{name}", line {error.lineno}: {" ".join(str(error.message).split())}') from error
    return text


def _read(key: str, name: str, folder: Path) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ValueError(f'{key} "{name}" cannot be read: {reason}') from error


def _is_signing_secret(secret: str) -> bool:
    body = secret.removeprefix("whsec_")
    try:
        return bool(base64.b64decode(body + "=" * (-len(body) % 4), validate=True))
    except binascii.Error:
        return False

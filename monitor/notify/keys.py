"""Which host a secret may go to: the one it was first used with, until a person says otherwise.

channel --secrets_of--> (key, host) --Keyring.host_of--> not bound, or bound to that host: may be used
                                                         bound to another: refused, with what to do

What is remembered is a hash. A signing secret is random, so that its digest tells nothing; a password may be guessed,
so that its hash is slow.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.ports import Clock, Secrets
from monitor.serial import Serial

#: Cost of hashing a password: about 50 ms and 16 MB (RFC 7914, 2).
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**14, 8, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One secret of a channel as the register knows it."""

    #: Hash, hex.
    key: str
    #: Where it is to go.
    host: str


class Keyring:
    """Remembers in the Store to which host each secret belongs."""

    def __init__(self, *, store: Secrets, serial: Serial, clock: Clock) -> None:
        self._store = store
        self._serial = serial
        self._clock = clock

    async def host_of(self, secret: Secret) -> str | None:
        """The host that the secret belongs to; None while it was used with none."""
        host: str | None = await self._serial(self._store.secret_host, secret.key)
        return host

    async def bind(self, secret: Secret) -> None:
        """Let the secret belong to the host it is to go to."""
        await self._serial(self._store.bind_secret, secret.key, secret.host, self._clock.now())


def signing_secret(secret: str, url: str) -> Secret:
    """A webhook's signing secret."""
    key = hashlib.sha256(f"webhook\n{secret}".encode()).hexdigest()
    return Secret(key=key, host=(urlsplit(url).hostname or "").lower())


@lru_cache(maxsize=8)
def mail_password(user: str, password: str, host: str) -> Secret:
    """The password of the mail server."""
    salt = f"medical-policy-monitor\n{user}".encode()
    key = hashlib.scrypt(password.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, dklen=32)
    return Secret(key=key.hex(), host=host.lower())


def moved(what: str, channel: str, *, now: str, before: str) -> str:
    """Why nothing is sent, and what to do; one line."""
    return (
        f"{now} is not the host that {what} belongs to, which is {before}; "
        f"give another secret, or confirm the move with `monitor alerts confirm {channel}`"
    )

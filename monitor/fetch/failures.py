"""What went wrong on the way, told by kind of exception, never by the text of a message."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp
import httpx
from aiohttp.http_exceptions import BadStatusLine

from monitor.fetch.guard import RefusedAddressError
from monitor.types import FailureKind, FetchFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A failure without the request it befell."""

    kind: FailureKind
    #: One line for a person: what failed and what to do.
    message: str
    retryable: bool
    retry_after_s: float | None = None
    #: Whether it speaks against the host as a whole; the host's breaker counts these.
    of_host: bool = False

    def befalling(self, url: str, *, at: datetime, took_s: float) -> FetchFailure:
        """The failure of the request for that address."""
        return FetchFailure(
            url=url,
            kind=self.kind,
            message=self.message,
            retryable=self.retryable,
            retry_after_s=self.retry_after_s,
            fetched_at=at,
            took_s=took_s,
        )


#: Hints by OpenSSL's verify code (`ssl.SSLCertVerificationError.verify_code`): expired, self-signed (leaf, chain),
#: no issuer, wrong host name, wrong address.
_CERTIFICATE_HINTS = {
    10: "its certificate has expired",
    18: "its certificate is self-signed",
    19: "its certificate chain ends in an unknown root",
    20: "its certificate's issuer is unknown; the server may not send the whole chain",
    21: "the server does not send the whole certificate chain",
    62: "its certificate is for another name",
    64: "its certificate is for another name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a server is waited for, in seconds."""

    #: Until a connection stands, TLS included.
    connect_s: float
    #: Between two parts of an answer.
    read_s: float
    #: For everything.
    total_s: float


#: Seconds of `guarded_client`.
_PATIENCE_OF_HOOKS = Patience(connect_s=10.0, read_s=30.0, total_s=20.0)
#: OpenSSL's names for "these bytes are no TLS" (`ssl.SSLError.reason`).
_NO_TLS = frozenset(
    ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE")
)
#: `shown` cuts here.
_SHOWN_CHARS = 120


def shown(text: str) -> str:
    """What a server or a library said, fit for a message: one line, printable, not long."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _SHOWN_CHARS else line[:_SHOWN_CHARS] + "…"


def _openssl_name(error: OSError) -> str:
    """OpenSSL's name of what failed, "" for none: only errors that OpenSSL itself made carry one."""
    return str(getattr(error, "reason", None) or "")


def reason_of(error: OSError) -> str:
    """Why the system or OpenSSL refused, in its own words without codes, addresses and file names; never empty."""
    if isinstance(error, ssl.SSLError):
        return shown(_openssl_name(error).replace("_", " ").lower()) or "the TLS greeting failed"
    # asyncio writes Python's form of an address into `strerror`; the number says what happened.
    return os.strerror(error.errno) if error.errno and error.errno > 0 else "no connection came about"


def trouble_of(error: BaseException, host: str, *, patience: Patience, tls: bool = False) -> Trouble:
    """What an exception of httpx, aiohttp or asyncio means.

    httpx-aiohttp maps several of aiohttp's exceptions to one of httpx's, so the cause is what is looked at.

    Args:
        host: that was asked.
        patience: that the request was given.
        tls: whether the address is https.
    """
    cause: BaseException = error
    if isinstance(error, httpx.HTTPError) and error.__cause__ is not None:
        cause = error.__cause__
    if isinstance(cause, aiohttp.ClientConnectorError):
        return _connecting(cause, host, tls=tls)
    match cause:
        case RefusedAddressError():
            return _refused(cause)
        case TimeoutError() | httpx.TimeoutException():
            return _silence(cause, host, patience)
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | aiohttp.ClientPayloadError() | OSError():
            message = f"{host} broke the connection off before the answer was whole; it is tried again later"
            return Trouble(kind=FailureKind.DROPPED, message=message, retryable=True, of_host=True)
        case aiohttp.ClientHttpProxyError():
            message = f"the proxy refused to reach {host} (status {cause.status}); check `proxy:`"
            return Trouble(kind=FailureKind.CONNECT, message=message, retryable=True)
        case aiohttp.InvalidURL() | ValueError():
            message = f"{host} cannot be asked: the address or a header cannot be sent; check `url:` and `headers:`"
            return Trouble(kind=FailureKind.PROTOCOL, message=message, retryable=True)
        case _:
            return _not_http(cause, host)


def _silence(error: BaseException, host: str, patience: Patience) -> Trouble:
    """The wait that ran out; the seconds are those that were waited."""
    match error:
        case aiohttp.ConnectionTimeoutError():
            message = f"no connection to {host} within {patience.connect_s:g} s; it is tried again later"
        case aiohttp.SocketTimeoutError():
            message = f"{host} sent nothing for {patience.read_s:g} s; it is tried again later"
        case _:
            message = f"{host} did not answer within {patience.total_s:g} s; it is tried again later"
    return Trouble(kind=FailureKind.TIMEOUT, message=message, retryable=True, of_host=True)


def _not_http(error: BaseException, host: str) -> Trouble:
    """An answer that cannot be read as HTTP. The parser's words stay out: they hold the server's bytes."""
    found: BaseException | None = error
    while found is not None and not isinstance(found, BadStatusLine):
        found = found.__cause__ or found.__context__
    if found is not None:
        message = f"{host} answered with something that is not HTTP; check the port, and whether it is http: or https:"
    else:
        message = f"{host} answered in broken HTTP: a header or a length cannot be read; it is tried again later"
    return Trouble(kind=FailureKind.PROTOCOL, message=message, retryable=True)


def _connecting(error: aiohttp.ClientConnectorError, host: str, *, tls: bool) -> Trouble:
    if isinstance(error.os_error, RefusedAddressError):
        return _refused(error.os_error)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _certificate(error.certificate_error, host)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        message = f"the name {host} does not resolve; check the address and this machine's DNS"
        return Trouble(kind=FailureKind.DNS, message=message, retryable=True, of_host=True)
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        message = f"the proxy for {host} cannot be reached; check `proxy:`"
        return Trouble(kind=FailureKind.CONNECT, message=message, retryable=True)
    # A reset can only befall a connection that stands already, so it is the TLS greeting that was not answered.
    reset = tls and isinstance(error.os_error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError)
    if reset or isinstance(error, aiohttp.ClientSSLError) or isinstance(error.os_error, ssl.SSLError):
        return _without_tls(error, host, reset=reset)
    if isinstance(error.os_error, ConnectionRefusedError):
        message = f"{host} refuses connections on port {error.port}; check the address, or wait until it is up again"
    else:
        message = f"{host} cannot be reached: {reason_of(error.os_error)}; check this machine's network"
    return Trouble(kind=FailureKind.CONNECT, message=message, retryable=True, of_host=True)


def _without_tls(error: aiohttp.ClientConnectorError, host: str, *, reset: bool) -> Trouble:
    """A server that takes connections but not the TLS greeting."""
    advice = "check whether the address is http: or https:"
    if _openssl_name(error.os_error) in _NO_TLS:
        message = f"{host} does not speak TLS on port {error.port}; {advice}"
    elif reset or isinstance(error.os_error, ssl.SSLEOFError):
        message = f"{host} hangs up when greeted in TLS: perhaps it speaks none on port {error.port}; {advice}"
    else:
        message = f"no secure connection to {host}: {reason_of(error.os_error)}; {advice}"
    return Trouble(kind=FailureKind.TLS, message=message, retryable=True, of_host=True)


def _refused(error: RefusedAddressError) -> Trouble:
    return Trouble(kind=FailureKind.REFUSED, message=f"not fetched: {error}", retryable=False)


def _certificate(error: Exception, host: str) -> Trouble:
    hint = ""
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = _CERTIFICATE_HINTS.get(error.verify_code, shown(error.verify_message))
    message = f"{host} cannot be trusted: {hint or 'its certificate is not valid'}; give its CA with `ca_file:`"
    return Trouble(kind=FailureKind.TLS, message=message, retryable=True, of_host=True)


def explained(error: Exception, url: str) -> str:
    """Why a webhook's address did not answer, in one line."""
    parts = urlsplit(url)
    trouble = trouble_of(
        error, parts.hostname or "the receiver", patience=_PATIENCE_OF_HOOKS, tls=parts.scheme == "https"
    )
    return trouble.message.removeprefix("not fetched: ").replace("`url:` and `headers:`", "`webhook:`")

"""What went wrong on the way, told by kind of exception, never by the text of a message."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import aiohttp
import httpx

from monitor.fetch.guard import RefusedAddressError
from monitor.types import FailureKind


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


def trouble_of(error: BaseException, host: str, *, timeout_s: float) -> Trouble:
    """What an exception of httpx, aiohttp or asyncio means.

    httpx-aiohttp maps several of aiohttp's exceptions to one of httpx's, so the cause is what is looked at.
    """
    cause: BaseException = error
    if isinstance(error, httpx.HTTPError) and error.__cause__ is not None:
        cause = error.__cause__
    if isinstance(cause, aiohttp.ClientConnectorError):
        return _connecting(cause, host)
    match cause:
        case RefusedAddressError():
            return _refused(cause)
        case TimeoutError() | httpx.TimeoutException():
            message = f"{host} did not answer within {timeout_s:g} s; it is tried again later"
            return Trouble(kind=FailureKind.TIMEOUT, message=message, retryable=True, of_host=True)
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | aiohttp.ClientPayloadError() | OSError():
            message = f"{host} broke the connection off before the answer was whole; it is tried again later"
            return Trouble(kind=FailureKind.DROPPED, message=message, retryable=True, of_host=True)
        case aiohttp.ClientHttpProxyError():
            message = f"the proxy refused to reach {host} (status {cause.status}); check `proxy:`"
            return Trouble(kind=FailureKind.CONNECT, message=message, retryable=True)
        case _:
            detail = " ".join(str(cause).split())[:120]
            message = f"{host} answered with something that is not HTTP: {detail or type(cause).__name__}"
            return Trouble(kind=FailureKind.PROTOCOL, message=message, retryable=True)


def _connecting(error: aiohttp.ClientConnectorError, host: str) -> Trouble:
    if isinstance(error.os_error, RefusedAddressError):
        return _refused(error.os_error)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _certificate(error.certificate_error, host)
    if isinstance(error, aiohttp.ClientSSLError) or isinstance(error.os_error, ssl.SSLError):
        message = f"no secure connection to {host}: {_reason(error.os_error)}; see whether it is reached by http:"
        return Trouble(kind=FailureKind.TLS, message=message, retryable=True, of_host=True)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        message = f"the name {host} does not resolve; check the address and this machine's DNS"
        return Trouble(kind=FailureKind.DNS, message=message, retryable=True, of_host=True)
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        message = f"the proxy for {host} cannot be reached; check `proxy:`"
        return Trouble(kind=FailureKind.CONNECT, message=message, retryable=True)
    if isinstance(error.os_error, ConnectionRefusedError):
        message = f"{host} refuses connections on port {error.port}; check the address, or wait until it is up again"
    else:
        message = f"{host} cannot be reached: {_reason(error.os_error)}; check this machine's network"
    return Trouble(kind=FailureKind.CONNECT, message=message, retryable=True, of_host=True)


def _reason(error: OSError) -> str:
    text = error.reason if isinstance(error, ssl.SSLError) else error.strerror
    return " ".join(str(text or error).split())[:120]


def _refused(error: RefusedAddressError) -> Trouble:
    return Trouble(kind=FailureKind.REFUSED, message=f"not fetched: {error}", retryable=False)


def _certificate(error: Exception, host: str) -> Trouble:
    hint = ""
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = _CERTIFICATE_HINTS.get(error.verify_code, error.verify_message)
    message = f"{host} cannot be trusted: {hint or 'its certificate is not valid'}; give its CA with `ca_file:`"
    return Trouble(kind=FailureKind.TLS, message=message, retryable=True, of_host=True)

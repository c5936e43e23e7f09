"""Settings of the machine, from environment variables that begin with `MONITOR_`.

What to watch and whom to tell is in sources.yaml; what differs from machine to machine, and what is secret, is here.
`docs/settings.md` describes the same variables; a test holds the two against each other.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import platformdirs

from monitor import __version__
from monitor.config.patterns import parse_mailbox, parse_url
from monitor.config.problem import suggestion
from monitor.errors import ConfigError

T = TypeVar("T")
D = TypeVar("D")

PREFIX = "MONITOR_"
PRODUCT = "medical-policy-monitor"

#: Variables that may also be given as NAME_FILE, the path of a file that holds the value.
SECRET_VARIABLES = ("MONITOR_DATABASE_URL", "MONITOR_SMTP_PASSWORD")
VARIABLES = (
    "MONITOR_DATA_DIR",
    "MONITOR_DATABASE_URL",
    "MONITOR_SOURCES",
    "MONITOR_CONTACT",
    "MONITOR_USER_AGENT",
    "MONITOR_CONCURRENCY",
    "MONITOR_MAX_BODY_BYTES",
    "MONITOR_GRACE_S",
    "MONITOR_SMTP_HOST",
    "MONITOR_SMTP_PORT",
    "MONITOR_SMTP_SECURITY",
    "MONITOR_SMTP_USER",
    "MONITOR_SMTP_PASSWORD",
    "MONITOR_SMTP_FROM",
    "MONITOR_SMTP_CA_FILE",
    "MONITOR_LOG_FORMAT",
    "MONITOR_LOG_LEVEL",
    "MONITOR_METRICS_PORT",
    "MONITOR_METRICS_HOST",
)

#: Port by security: submission (RFC 6409), submissions (RFC 8314), plain SMTP.
_SMTP_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: Printable ASCII: the value goes into an HTTP header.
_HEADER_TEXT = re.compile(r"[\x20-\x7e]{1,300}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """How mail leaves."""

    host: str
    port: int
    #: `none`, `starttls` or `tls` (from the first byte).
    security: str = "starttls"
    #: None: no login.
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    from_address: str
    #: Certificates to trust instead of the system's.
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the environment says, checked."""

    #: Absolute; created by whoever writes there first.
    data_dir: Path
    #: `sqlite:///ABSOLUTE_PATH` or `postgresql+psycopg://…`; may hold a password.
    database_url: str = field(repr=False)
    sources_path: Path
    #: Address or URL that site owners can turn to; part of the User-Agent.
    contact: str | None = None
    user_agent: str
    #: Pages in flight at the same time, over all hosts.
    concurrency: int = 16
    #: Of one response, decompressed.
    max_body_bytes: int = 20_000_000
    #: Seconds that checks in hand get to finish after SIGTERM.
    grace_s: float = 20.0
    #: None: no mail can be sent.
    smtp: SmtpSettings | None = None
    #: `console` or `json`.
    log_format: str = "console"
    #: `debug`, `info`, `warning` or `error`.
    log_level: str = "info"
    #: Where `monitor run` answers /metrics, /healthz and /readyz; None: nowhere.
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings. An empty variable counts as not set.

    Reads nothing but `environ` and the files that its `*_FILE` variables name; only the place of the user's data
    directory is asked from the system when `MONITOR_DATA_DIR` is not set.

    Raises:
        ConfigError: the first variable that is unknown or unusable, by name. Secrets are never part of the message.
    """
    variables = _Variables(environ)
    data_dir = variables.read("DATA_DIR", _absolute, None) or Path(platformdirs.user_data_dir(PRODUCT, appauthor=False))
    contact = variables.read("CONTACT", _contact, None)
    return Settings(
        data_dir=data_dir,
        database_url=variables.read("DATABASE_URL", _database_url, f"sqlite:///{data_dir / 'monitor.db'}"),
        sources_path=variables.read("SOURCES", _path, Path("sources.yaml")),
        contact=contact,
        user_agent=variables.read("USER_AGENT", _header_text, _user_agent(contact)),
        concurrency=variables.read("CONCURRENCY", _whole(1, 256), _default("concurrency")),
        max_body_bytes=variables.read("MAX_BODY_BYTES", _whole(10_000, 1_000_000_000), _default("max_body_bytes")),
        grace_s=variables.read("GRACE_S", _whole(0, 3600), _default("grace_s")),
        smtp=_smtp(variables),
        log_format=variables.read("LOG_FORMAT", _one_of("console", "json"), _default("log_format")),
        log_level=variables.read("LOG_LEVEL", _one_of("debug", "info", "warning", "error"), _default("log_level")),
        metrics_port=variables.read("METRICS_PORT", _whole(1, 65_535), None),
        metrics_host=variables.read("METRICS_HOST", _bind_address, _default("metrics_host")),
    )


def _smtp(variables: _Variables) -> SmtpSettings | None:
    """How mail leaves; None when no host is named."""
    host = variables.read("SMTP_HOST", _host, None)
    security = variables.read("SMTP_SECURITY", _one_of(*_SMTP_PORTS), "starttls")
    port = variables.read("SMTP_PORT", _whole(1, 65_535), _SMTP_PORTS[security])
    user = variables.read("SMTP_USER", str, None)
    password = variables.read("SMTP_PASSWORD", str, None)
    sender = variables.read("SMTP_FROM", parse_mailbox, user if user and "@" in user else None)
    ca_file = variables.read("SMTP_CA_FILE", _file, None)
    if host is None:
        given = variables.given("SMTP_")
        if given:
            raise ConfigError(f"{given[0]} is set, but MONITOR_SMTP_HOST is not; set it, or unset {given[0]}")
        return None
    if sender is None:
        raise ConfigError("MONITOR_SMTP_FROM is not set; give the address that mail comes from")
    if (user is None) != (password is None):
        raise ConfigError("MONITOR_SMTP_USER and MONITOR_SMTP_PASSWORD go together; set both or none")
    if security == "none" and user is not None and host not in _LOOPBACK:
        raise ConfigError("MONITOR_SMTP_SECURITY=none would send the password in clear; use starttls or tls")
    return SmtpSettings(
        host=host, port=port, security=security, user=user, password=password, from_address=sender, ca_file=ca_file
    )


class _Variables:
    """The environment, read by short name, with errors that name the variable."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        known = (*VARIABLES, *(f"{name}_FILE" for name in SECRET_VARIABLES))
        self._environ = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value.strip()}
        for name in sorted(name for name in environ if name.startswith(PREFIX)):
            if name not in known:
                raise ConfigError(f"unknown setting {name}{suggestion(name, known)}")

    def read(self, name: str, parse: Callable[[str], T], default: D) -> T | D:
        """The parsed value, or `default` when the variable is not set."""
        variable = PREFIX + name
        text = self._environ.get(variable)
        if variable in SECRET_VARIABLES:
            text = self._from_file(variable, text)
        if text is None:
            return default
        try:
            return parse(text.strip())
        except ValueError as error:
            raise ConfigError(f"{variable}: {error}") from error

    def given(self, prefix: str) -> list[str]:
        """Names of the variables that are set and begin so."""
        return sorted(name for name in self._environ if name.startswith(PREFIX + prefix))

    def _from_file(self, variable: str, text: str | None) -> str | None:
        path = self._environ.get(f"{variable}_FILE")
        if path is None:
            return text
        if text is not None:
            raise ConfigError(f"{variable} and {variable}_FILE are both set; unset one")
        try:
            content = _path(path.strip()).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(f"{variable}_FILE: {path} cannot be read: {error.strerror}") from error
        except ValueError as error:
            # Bytes that are not UTF-8, or a path with a NUL.
            raise ConfigError(f"{variable}_FILE: {path!r} cannot be read: it is no text") from error
        if not content:
            raise ConfigError(f"{variable}_FILE: {path} is empty")
        return content


def _default(name: str) -> Any:
    """The default of a field of Settings."""
    return next(f.default for f in fields(Settings) if f.name == name)


def _user_agent(contact: str | None) -> str:
    """`product/version (+contact)`, the form that site owners look for (RFC 9110 10.1.5)."""
    return f"{PRODUCT}/{__version__}" + (f" (+{contact})" if contact else "")


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise ValueError(f'"{text}" names the home of a user that does not exist') from error


def _absolute(text: str) -> Path:
    return _path(text).absolute()


def _file(text: str) -> Path:
    path = _absolute(text)
    if not path.is_file():
        raise ValueError(f"there is no file {text}")
    return path


def _contact(text: str) -> str:
    _header_text(text)
    return parse_url(text) if text.startswith(("http://", "https://")) else parse_mailbox(text)


def _header_text(text: str) -> str:
    if not _HEADER_TEXT.match(text):
        raise ValueError("must be at most 300 printable ASCII characters: it goes into a request header")
    return text


def _host(text: str) -> str:
    if not re.match(r"[A-Za-z0-9._:-]+\Z", text) or text.count(":") == 1:
        raise ValueError(f'"{text}" is not a host name; the port goes into MONITOR_SMTP_PORT')
    return text


def _bind_address(text: str) -> str:
    try:
        return str(ipaddress.ip_address("127.0.0.1" if text == "localhost" else text))
    except ValueError as error:
        raise ValueError(f'"{text}" is no address of this machine; give 127.0.0.1, or 0.0.0.0 for all') from error


def _database_url(text: str) -> str:
    """The form that SQLAlchemy wants: an absolute path, the driver named."""
    scheme, separator, rest = text.partition("://")
    if separator and scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return f"sqlite:///{_absolute(rest[1:])}"
    if separator and scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        try:
            if urlsplit(text).path.strip("/"):
                return f"postgresql+psycopg://{rest}"
        except ValueError:
            pass
    # The value may hold a password: it is not shown.
    raise ValueError("must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.match(r"[0-9]{1,12}\Z", text) or not low <= int(text) <= high:
            raise ValueError(f'"{text}" is not a whole number from {low} to {high}')
        return int(text)

    return parse


def _one_of(*values: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in values:
            raise ValueError(f'"{text}" is not one of {", ".join(values)}{suggestion(text.lower(), values)}')
        return text.lower()

    return parse

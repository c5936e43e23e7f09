"""One address, what fetching it gave, and what that answer is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.types.source import Render, Source, SourceKind


class PageRole(StrEnum):
    """Whether a Page is read or leads to others."""

    DOCUMENT = "document"
    INDEX = "index"


class PageState(StrEnum):
    """What the last checks say of a Page."""

    #: Found, never answered yet.
    FOUND = "found"
    ACTIVE = "active"
    BLOCKED = "blocked"
    FAILING = "failing"
    #: Answers 404 or 410, not yet for long enough to be gone.
    MISSING = "missing"
    #: Answers with hardly any of its text, or with a beginning of it, not yet for long enough to be told.
    SUSPECT = "suspect"
    #: Has done so for long enough: its Version stands, unconfirmed.
    SHORTENED = "shortened"
    #: A file of a kind that cannot be read here; it is kept, and looked at for another.
    UNREAD = "unread"
    #: Has not changed for so long that it is not checked any more, but by hand.
    RETIRED = "retired"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask again with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address a Source leads to, as the register has it."""

    id: int
    #: Id of the Source.
    source: str
    url: str
    role: PageRole
    title: str
    state: PageState
    #: Counts recorded checks; a result that started from an older one is stale.
    revision: int
    #: Found on the first successful check of its source: part of the starting stock, not news.
    initial: bool
    validators: Validators
    #: SHA-256 (hex) of the last usable body.
    body_sha256: str | None
    #: Number of the latest Version; 0 when there is none.
    version: int
    #: Consecutive checks without a usable answer.
    failures: int
    found_at: datetime
    last_checked_at: datetime | None
    last_changed_at: datetime | None
    #: When the state last became what it is.
    state_since: datetime
    next_check_at: datetime
    #: Reason of the last check that was not usable, else "".
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What a Fetcher needs to know to ask for one address."""

    url: str
    validators: Validators = field(default_factory=Validators)
    timeout_s: float = 30.0
    allow_private: bool = False
    #: Id of the Source: requests of one source share cookies, those of two never do.
    source: str = ""
    #: Sent beside the fetcher's own, and instead of them; never to another host than that of `url`.
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: `http://host:port` of a proxy; may hold a password.
    proxy: str | None = field(default=None, repr=False)
    #: PEM file of the authority that the server's certificate is checked against, beside the usual ones.
    ca_file: str | None = None
    #: The server's certificate is not checked.
    insecure: bool = False
    #: Least rest between two requests to the host; None leaves it to the fetcher.
    min_delay_s: float | None = None
    render: Render = Render.PLAIN

    @classmethod
    def of(cls, source: Source, url: str, validators: Validators | None = None) -> FetchRequest:
        """The request for an address of a source, with all that the source says about fetching."""
        return cls(
            url=url,
            validators=validators or Validators(),
            timeout_s=source.timeout_s,
            allow_private=source.allow_private,
            source=source.id,
            headers=source.headers,
            proxy=source.proxy,
            ca_file=source.ca_file,
            insecure=source.insecure,
            min_delay_s=source.min_delay_s,
            render=source.render,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An answer with content, of any status."""

    #: The address asked for.
    url: str
    #: The address that answered, after redirects.
    final_url: str
    status: int
    #: Lower-case names, in order, repeated when the server repeated them.
    headers: tuple[tuple[str, str], ...]
    #: Decompressed bytes, not decoded.
    content: bytes
    #: Of `content`, hex.
    sha256: str
    fetched_at: datetime
    took_s: float

    def header(self, name: str) -> str | None:
        """The first value of the header, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that the last usable body still stands (304)."""

    url: str
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    took_s: float


class FailureKind(StrEnum):
    """Why no answer came; decides whether and when to try again."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    PROTOCOL = "protocol"
    REDIRECTS = "redirects"
    TOO_LARGE = "too-large"
    ENCODING = "content-encoding"
    REFUSED = "refused"
    ROBOTS = "robots"
    #: The host is left alone for a while: its own Retry-After, or too many failures in a row.
    PAUSED = "paused"
    #: The page wants a browser, and there is none, or it failed.
    BROWSER = "browser"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailure:
    """No usable response came back at all."""

    url: str
    kind: FailureKind
    #: One line for a person: what failed and what to do.
    message: str
    retryable: bool
    retry_after_s: float | None = None
    fetched_at: datetime
    took_s: float


Fetched = Body | NotModified | FetchFailure


class VerdictKind(StrEnum):
    """What an answer is."""

    USABLE = "usable"
    #: Captcha, firewall, challenge, login or pay wall.
    BLOCKED = "blocked"
    #: An error told with any status: 5xx, soft 404, maintenance.
    ERROR_PAGE = "error-page"
    #: Nothing to read in it.
    EMPTY = "empty"
    #: The address leads somewhere else for good.
    MOVED = "moved"
    #: 404 or 410.
    GONE = "gone"
    #: A kind of file that cannot be read here.
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `judge` says of a Body; only `usable` may become a Version."""

    kind: VerdictKind
    #: One line for a person: the signal that decided. "" when usable.
    reason: str = ""
    #: The server's own word on when to come back.
    retry_after_s: float | None = None
    #: With `moved`: where to, absolute, when the page says so.
    location: str | None = None
    #: A script fills the page: a browser (`render: browser`) may see more.
    needs_browser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A document that an index leads to."""

    #: Absolute, normalised.
    url: str
    title: str = ""
    #: ISO date when the index gives one.
    published: str | None = None
    #: For an index of indexes (sitemaps): what the address leads to.
    kind: SourceKind = SourceKind.PAGE
    #: Further addresses at which the same page may be in the register already.
    twins: tuple[str, ...] = ()

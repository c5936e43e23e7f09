"""What to watch: an entry of sources.yaml, read and checked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum


class SourceKind(StrEnum):
    """What the source's own address answers with."""

    PAGE = "page"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    JSON = "json"

    @property
    def is_index(self) -> bool:
        """Whether the address leads to documents rather than being one."""
        return self is not SourceKind.PAGE


class Render(StrEnum):
    """What fetches a source's pages."""

    #: One request, as the server answers it.
    PLAIN = "plain"
    #: A browser that runs the page's scripts (the extra `browser`).
    BROWSER = "browser"


class Replies(StrEnum):
    """What becomes of the replies of a thread."""

    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a source is checked: exactly one of `every_s` and `cron` is set."""

    #: Seconds between checks.
    every_s: int | None = None
    #: Five-field cron expression, read in `timezone`.
    cron: str | None = None
    #: IANA name; cron expressions are read in it.
    timezone: str = "UTC"
    #: At most this many seconds are added to each start, so that sources do not all start at once.
    jitter_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """Which links of an index lead to documents. Empty means: found by structure."""

    #: CSS selector of the links (`a` elements or elements that hold one).
    selector: str | None = None
    #: Regular expression searched in the absolute address.
    pattern: str | None = None
    #: JSON sources: dotted path to the list of items, and the fields inside an item.
    items: str | None = None
    url_field: str = "url"
    title_field: str = "title"
    date_field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRules:
    """What the source's author knows better than the extractor. Part of the Recipe."""

    #: CSS selectors: when any matches, only these parts are read.
    keep: tuple[str, ...] = ()
    #: CSS selectors of parts that are never read.
    drop: tuple[str, ...] = ()
    #: Regular expressions; a block in which one is found is left out.
    ignore: tuple[str, ...] = ()
    replies: Replies = Replies.KEEP

    @property
    def digest(self) -> str:
        """Short hash, equal for equal rules: the `rules` part of a Recipe."""
        facts = [list(self.keep), list(self.drop), list(self.ignore), self.replies.value]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of sources.yaml."""

    #: Short name, unique in the file: `cn-miit-plans`.
    id: str
    #: For people; shown in alerts.
    name: str
    url: str
    kind: SourceKind = SourceKind.PAGE
    schedule: Schedule
    #: Seconds between checks of a document that an index led to.
    recheck_s: int = 86_400
    #: Seconds without a change after which such a document is not checked any more; 0 for never.
    retire_s: int = 90 * 86_400
    #: Pages of a listing that are looked through when its first has changed.
    depth: int = 1
    group: str | None = None
    #: `CN`, `CN-SH`, `US`, `EU` …
    jurisdiction: str | None = None
    #: BCP 47 tag the author expects (`zh-Hans`, `en`); the text itself decides.
    language: str | None = None
    #: A found link is taken when its title holds one of these (any script) …
    keywords: tuple[str, ...] = ()
    #: … and none of these.
    exclude: tuple[str, ...] = ()
    links: LinkRule = field(default_factory=LinkRule)
    #: Name of the CMS family the site is built with (`monitor/discover/families.yaml`), when the author knows it.
    family: str | None = None
    rules: ExtractRules = field(default_factory=ExtractRules)
    #: A usable answer holds at least one of these strings; none of them means a wall.
    must_contain: tuple[str, ...] = ()
    #: The address may be on a private network.
    allow_private: bool = False
    #: Total seconds for one request.
    timeout_s: float = 30.0
    #: Seconds between two requests to the host, at least; the host's own wishes (robots.txt) can only make it longer.
    min_delay_s: float = 1.0
    #: Sent with every request to the source's own host, instead of ours of the same name; may hold secrets.
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: `http://host:port` through which the source is reached; may hold a password.
    proxy: str | None = field(default=None, repr=False)
    #: PEM file with the authority of the server's certificate, beside the usual ones.
    ca_file: str | None = None
    #: The server's certificate is not checked.
    insecure: bool = False
    render: Render = Render.PLAIN
    enabled: bool = True

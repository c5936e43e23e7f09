"""The links of an index, by the kind of its source."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.discover import keywords
from monitor.discover.feed import links_of_feed
from monitor.discover.listing import links_of_listing
from monitor.discover.records import links_of_records
from monitor.discover.sitemap import links_of_sitemap
from monitor.types import Body, FoundLink, Source, SourceKind


def discover(body: Body, source: Source) -> tuple[FoundLink, ...]:
    """The documents that an index leads to, in its order, each once; empty when it is no index of that kind.

    Never raises for what a page holds.
    """
    found: Iterable[FoundLink]
    match source.kind:
        case SourceKind.LISTING:
            found = links_of_listing(body, source)
        case SourceKind.FEED:
            found = links_of_feed(body)
        case SourceKind.SITEMAP:
            found = links_of_sitemap(body)
        case SourceKind.JSON:
            found = links_of_records(body, source)
        case SourceKind.PAGE:
            found = ()
    return keywords.wanted(found, source)

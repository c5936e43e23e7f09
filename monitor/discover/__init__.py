"""New pages by themselves: the links of listings, feeds, sitemaps and JSON, filtered by the source's keywords.

listing.py    article links told from navigation, by structure, selector or pattern
feed.py       RSS, Atom, RDF, JSON Feed
sitemap.py    sitemaps and their indexes
records.py    JSON listings, also HTML inside JSON and JSON inside CDATA
keywords.py   which of them the author wants, in any script
normalise.py  one address for one page
dates.py      dates as listings write them
tree.py       a listing's markup, hidden rows included
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.discover import keywords
from monitor.discover.archive import Unpacked, unpack
from monitor.discover.attachments import discover_attachments
from monitor.discover.families import Family, families, family_named
from monitor.discover.feed import links_of_feed
from monitor.discover.listing import links_of_listing
from monitor.discover.normalise import normalise_url, twin_key, twins_of
from monitor.discover.paging import next_page
from monitor.discover.records import links_of_records
from monitor.discover.sitemap import links_of_sitemap
from monitor.types import Body, FoundLink, Source, SourceKind

__all__ = [
    "Family",
    "Unpacked",
    "discover",
    "discover_attachments",
    "families",
    "family_named",
    "next_page",
    "normalise_url",
    "twin_key",
    "twins_of",
    "unpack",
]


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

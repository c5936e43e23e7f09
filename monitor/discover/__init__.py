"""New pages by themselves: the links of listings, feeds, sitemaps and JSON, filtered by the source's keywords.

links.py      what an index leads to, by the kind of its source
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

from typing import TYPE_CHECKING

from monitor.loading import on_demand

if TYPE_CHECKING:
    from monitor.discover.archive import Unpacked, unpack
    from monitor.discover.attachments import discover_attachments
    from monitor.discover.families import Family, family_named
    from monitor.discover.links import discover
    from monitor.discover.normalise import is_elsewhere, normalise_url, twin_key, twins_of
    from monitor.discover.paging import next_page
    from monitor.discover.sitemap import opened
else:
    __getattr__ = on_demand(
        __name__,
        archive=("Unpacked", "unpack"),
        attachments=("discover_attachments",),
        families=("Family", "family_named"),
        links=("discover",),
        normalise=("is_elsewhere", "normalise_url", "twin_key", "twins_of"),
        paging=("next_page",),
        sitemap=("opened",),
    )

__all__ = [
    "Family",
    "Unpacked",
    "discover",
    "discover_attachments",
    "family_named",
    "is_elsewhere",
    "next_page",
    "normalise_url",
    "opened",
    "twin_key",
    "twins_of",
    "unpack",
]

"""Links on their way into the register: one page is one link, whatever addresses it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.discover import twin_key, twins_of
from monitor.types import FoundLink

#: An index with more links than this is a sitemap, which spells its own site's addresses in one way: looking for other
#: spellings of fifty thousand would take seconds.
MANY = 2_000


def entering(links: Iterable[FoundLink]) -> tuple[FoundLink, ...]:
    """The first link to each page, in their order, with the other addresses at which the page may be known.

    http and https, with and without www., m. and wap., index.html and "/" are taken for one page.
    """
    found: dict[str, FoundLink] = {}
    for link in links:
        found.setdefault(twin_key(link.url), link)
    if len(found) > MANY:
        return tuple(found.values())
    return tuple(replace(link, twins=twins_of(link.url)) for link in found.values())

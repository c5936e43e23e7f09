"""Which Pages a person means with names of sources and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from urllib.parse import urlsplit

from monitor.app import App, Parts
from monitor.cli.context import page_at, tell_spelling
from monitor.discover import normalise_url
from monitor.errors import UsageError
from monitor.types import Page, Source


async def choose(app: App, parts: Parts, sources: Mapping[str, Source], what: Sequence[str], all_: bool) -> list[Page]:
    """The Pages a person asked for, each once.

    Raises:
        UsageError: a name is neither a source nor an address of one.
    """
    await parts.serial(parts.store.register, list(parts.sources.values()), app.clock.now())
    chosen: dict[int, Page] = {}
    names = list(parts.sources) if all_ else [name for name in what if name in sources]
    for name in names:
        if name not in parts.sources:
            raise UsageError(f"source {name!r} is disabled in sources.yaml (enabled: false)")
    if names:
        for page in await parts.serial(parts.store.pages, sources=names):
            chosen[page.id] = page
    for address in () if all_ else what:
        if address not in sources:
            page = await _page_of(app, parts, address)
            chosen[page.id] = page
    return list(chosen.values())


async def _page_of(app: App, parts: Parts, address: str) -> Page:
    if "://" not in address:
        near = get_close_matches(address, parts.sources, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`monitor sources list` shows the sources"
        raise UsageError(f"{address!r} is neither a source nor an address; {hint}")
    url = normalise_url(address)
    page = await parts.serial(page_at, parts.store, address)
    if page is not None and page.source in parts.sources:
        tell_spelling(page, address)
        return page
    # What is known by another spelling, of a source that is not watched any more, bars nobody from this address.
    if page is not None and page.url in (address, url):
        raise UsageError(f"{address} belongs to source {page.source!r}, which sources.yaml does not watch")
    host = urlsplit(address).netloc
    hosts = [source.id for source in parts.sources.values() if urlsplit(source.url).netloc == host]
    if len(hosts) != 1:
        raise UsageError(
            f"{address} is not a page of any source; add it to sources.yaml, "
            "or look at it without storing it: `monitor extract URL`"
        )
    return await parts.serial(parts.store.add_page, hosts[0], url, app.clock.now())

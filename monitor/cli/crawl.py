"""`monitor crawl`: the manual re-crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from monitor.app import App, Parts
from monitor.cli.choosing import choose
from monitor.cli.context import moment_of, opened
from monitor.cli.output import say
from monitor.cli.telling import Teller, telling
from monitor.errors import StorageError, UsageError
from monitor.ports import Store
from monitor.schedule import backfill
from monitor.types import Page, PageRole, PageState


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asked for."""

    what: Sequence[str]
    all_: bool
    force: bool
    as_json: bool
    #: Pages of each listing to walk through; None for no backfill.
    depth: int | None
    #: Only links from then on.
    since: date | None


def crawl(
    what: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE|URL]...", show_default=False)] = None,
    all_: Annotated[bool, typer.Option("--all", help="Check every page of every source.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Ignore validators: fetch and read everything anew.")] = False,
    depth: Annotated[
        int | None,
        typer.Option(min=1, help="Walk through so many pages of each listing, and check the documents not seen yet."),
    ] = None,
    since: Annotated[str | None, typer.Option(help="With --depth: only links from then on; 90d, or a date.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a page.")] = False,
) -> int:
    """Check pages now, beside a running service or without one.

    SOURCE checks the source's own address and all of its pages; URL checks one page. Ends with 1 when any page
    failed, is blocked or is gone.

    --depth is for what was published before the source was watched: it alerts nobody, checks only documents that were
    never checked, and after an interruption goes on where it was.
    """
    if not what and not all_:
        raise UsageError("name a source or an address, or give --all; `monitor sources list` shows the sources")
    if what and all_:
        raise UsageError("give names or --all, not both")
    if since is not None and depth is None:
        raise UsageError("--since goes with --depth")
    with opened() as (app, store):
        moment = moment_of(since, app.clock.now())
        wish = Wish(
            what=what or [],
            all_=all_,
            force=force,
            as_json=as_json,
            depth=depth,
            since=moment.date() if moment else None,
        )
        return asyncio.run(_crawl(app, store, wish))


async def _crawl(app: App, store: Store, wish: Wish) -> int:
    async with app.parts(store) as parts:
        sources = {source.id: source for source in parts.files.sources}
        pages = await choose(app, parts, sources, wish.what, wish.all_)
        if wish.depth is not None:
            pages = [page for page in pages if page.url == parts.sources[page.source].url]
        with telling(as_json=wish.as_json) as teller:
            try:
                await app.crawl(parts, pages, force=wish.force, on_checked=teller.checked, on_planned=teller.planned)
                if wish.depth is not None:
                    pages += await _backfill(app, parts, pages, wish, teller)
            except StorageError:
                if not wish.as_json:
                    say(teller.summary(None, is_over=False))
                raise
        delivery = await app.deliver_unless_served(parts)
    if not wish.as_json:
        say(teller.summary(delivery))
    is_short = len(pages) > sum(teller.counts.values())
    return 1 if teller.is_in_trouble or is_short else 0


async def _backfill(app: App, parts: Parts, pages: Sequence[Page], wish: Wish, teller: Teller) -> list[Page]:
    """Walk through the listings that were just checked, then check what was never checked; those Pages."""
    names = sorted({page.source for page in pages if page.role is PageRole.INDEX})
    for name in names:
        await backfill(
            checker=parts.checker,
            store=parts.store,
            serial=parts.serial,
            source=parts.sources[name],
            depth=wish.depth or 1,
            since=wish.since,
            on_leaf=teller.walked,
        )
    found = await parts.serial(parts.store.pages, sources=names, states=[PageState.FOUND.value]) if names else []
    checked = len(pages)
    await app.crawl(parts, found, on_checked=teller.checked, on_planned=lambda total: teller.planned(checked + total))
    return list(found)

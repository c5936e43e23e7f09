"""`monitor crawl`: the manual re-crawl."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from monitor.app import App, Parts
from monitor.check import Checked
from monitor.cli.context import moment_of, opened
from monitor.cli.output import clean, console, emit, say
from monitor.deliver import DeliveryReport
from monitor.discover import normalise_url
from monitor.errors import UsageError
from monitor.ports import Store
from monitor.schedule import Leaf, backfill
from monitor.types import ChangeKind, Page, PageRole, PageState, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far a backfill goes."""

    depth: int
    since: date | None


#: In the order of the summary.
_OUTCOMES = ("new", "changed", "unchanged", "blocked", "gone", "failed", "stale")


def crawl(
    what: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE|URL]...", show_default=False)] = None,
    all_: Annotated[bool, typer.Option("--all", help="Check every page of every source.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Ignore validators: fetch and read everything anew.")] = False,
    depth: Annotated[
        int | None,
        typer.Option(min=1, help="Walk through so many pages of each listing, and check the documents not seen yet."),
    ] = None,
    since: Annotated[str | None, typer.Option(help="With --depth: only links from then on; 90d, or a date.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a page, then nothing.")] = False,
) -> int:
    """Check pages now, beside a running service or without one.

    SOURCE checks the source's own address and all of its pages; URL checks one page. Ends with 1 when any page
    failed, is blocked or is gone.

    --depth is for what was published before the source was watched: it alerts nobody, checks only documents that were
    never checked, and after an interruption goes on where it was.
    """
    with opened() as (app, store):
        app_sources = {source.id: source for source in app.sources_file().sources}
        if not what and not all_:
            raise UsageError("name a source or an address, or give --all; `monitor sources list` shows the sources")
        if since is not None and depth is None:
            raise UsageError("--since goes with --depth")
        moment = moment_of(since, app.clock.now())
        walk = Walk(depth=depth, since=moment.date() if moment else None) if depth is not None else None
        return asyncio.run(_crawl(app, store, app_sources, what or [], all_, force, walk, as_json))


async def _crawl(
    app: App,
    store: Store,
    sources: Mapping[str, Source],
    what: Sequence[str],
    all_: bool,
    force: bool,
    walk: Walk | None,
    as_json: bool,
) -> int:
    counts: Counter[str] = Counter()
    leaves: list[Leaf] = []
    async with app.parts(store) as parts:
        pages = await _choose(app, parts, sources, what, all_)
        if walk is not None:
            pages = [page for page in pages if page.url == parts.sources[page.source].url]
        with _progress(enabled=not as_json) as progress:
            task = progress.add_task("checking", total=len(pages)) if progress else None

            def done(checked: Checked) -> None:
                counts[checked.outcome] += 1
                if as_json:
                    emit(_as_data(checked))
                elif progress is not None:
                    progress.console.print(_line(checked), soft_wrap=True, markup=False)
                else:
                    say(_line(checked))
                if progress is not None and task is not None:
                    progress.advance(task)

            def planned(total: int) -> None:
                if progress is not None and task is not None:
                    progress.update(task, total=total)

            def walked(leaf: Leaf) -> None:
                leaves.append(leaf)
                if as_json:
                    emit(_leaf_data(leaf))
                elif progress is not None:
                    progress.console.print(_leaf_line(leaf), soft_wrap=True, markup=False)
                else:
                    say(_leaf_line(leaf))

            await app.crawl(parts, pages, force=force, on_checked=done, on_planned=planned)
            if walk is not None:
                pages += await _backfill(app, parts, pages, walk, walked, done, planned)
        delivery = await app.deliver_unless_served(parts)
    if not as_json:
        say(_summary(counts, delivery))
    missing = len(pages) - sum(counts.values())
    in_trouble = any(counts[name] for name in ("blocked", "failed", "gone")) or any(
        leaf.turned.trouble for leaf in leaves
    )
    return 1 if in_trouble or missing > 0 else 0


async def _backfill(
    app: App,
    parts: Parts,
    pages: Sequence[Page],
    walk: Walk,
    on_leaf: Callable[[Leaf], None],
    on_checked: Callable[[Checked], None],
    on_planned: Callable[[int], None],
) -> list[Page]:
    """Walk through the listings that were just checked, then check what was never checked; those Pages."""
    names = sorted({page.source for page in pages if page.role is PageRole.INDEX})
    for name in names:
        await backfill(
            checker=parts.checker,
            store=parts.store,
            serial=parts.serial,
            source=parts.sources[name],
            depth=walk.depth,
            since=walk.since,
            on_leaf=on_leaf,
        )
    found = await parts.serial(parts.store.pages, sources=names, states=[PageState.FOUND.value]) if names else []
    checked = len(pages)
    await app.crawl(parts, found, on_checked=on_checked, on_planned=lambda total: on_planned(checked + total))
    return list(found)


async def _choose(app: App, parts: Parts, sources: Mapping[str, Source], what: Sequence[str], all_: bool) -> list[Page]:
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
        raise UsageError(f"{address!r} is neither a source nor an address; `monitor sources list` shows the sources")
    for url in (address, normalise_url(address)):
        found = await parts.serial(parts.store.pages, url=url, limit=1)
        if found:
            if found[0].source not in parts.sources:
                raise UsageError(f"{address} belongs to source {found[0].source!r}, which sources.yaml does not watch")
            return found[0]
    host = urlsplit(address).netloc
    hosts = [source.id for source in parts.sources.values() if urlsplit(source.url).netloc == host]
    if len(hosts) != 1:
        raise UsageError(
            f"{address} is not a page of any source; add it to sources.yaml, "
            "or look at it without storing it: `monitor extract URL`"
        )
    return await parts.serial(parts.store.add_page, hosts[0], normalise_url(address), app.clock.now())


@contextmanager
def _progress(*, enabled: bool) -> Iterator[Progress | None]:
    """A bar on a terminal, None elsewhere."""
    target = console(stderr=False)
    if not enabled or not target.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=target, transient=True) as progress:
        yield progress


def _line(checked: Checked) -> str:
    parts = [f"{checked.outcome:<9}", checked.page.url]
    if checked.note:
        parts.append(f"({clean(checked.note)})")
    return "\n".join([" ".join(parts), *(f"          {line}" for line in told_changes(checked))])


def told_changes(checked: Checked) -> list[str]:
    """The changes of one check, a line each; of a page that enters the register with its source, only the sum."""
    return [
        f"{'·' if change.initial else '!'} {clean(change.summary)}"
        for change in checked.result.changes
        if not change.initial or change.kind is ChangeKind.PAGE_NEW
    ]


def _as_data(checked: Checked) -> dict[str, object]:
    result = checked.result
    return {
        "url": checked.page.url,
        "page": checked.page.id,
        "source": checked.page.source,
        "outcome": checked.outcome,
        "note": checked.note,
        "status": result.status,
        "version": checked.recorded.version or checked.page.version,
        "changes": [
            {"kind": change.kind.value, "summary": change.summary, "significance": change.significance}
            for change in result.changes
        ],
        "alerts": checked.recorded.alerts_added,
        "pages_added": checked.recorded.pages_added,
        "next_check_at": result.next_check_at.isoformat(),
        "took_s": round(result.took_s, 3),
    }


def _leaf_line(leaf: Leaf) -> str:
    if leaf.turned.trouble:
        return f"{'failed':<9} {leaf.turned.url} (page {leaf.number} of the listing: {clean(leaf.turned.trouble)})"
    links = len(leaf.turned.links)
    return f"{'listing':<9} {leaf.turned.url} (page {leaf.number}: {links} links, {leaf.pages_added} new)"


def _leaf_data(leaf: Leaf) -> dict[str, object]:
    return {
        "url": leaf.turned.url,
        "source": leaf.source,
        "listing_page": leaf.number,
        "links": len(leaf.turned.links),
        "pages_added": leaf.pages_added,
        "note": leaf.turned.trouble,
    }


def _summary(counts: Counter[str], delivery: DeliveryReport | None) -> str:
    total = sum(counts.values())
    told = ", ".join(f"{counts[name]} {name}" for name in _OUTCOMES if counts[name])
    text = f"{total} {'page' if total == 1 else 'pages'} checked: {told or 'nothing to check'}"
    if delivery is None:
        return f"{text}; alerts are sent by the running service"
    if delivery.sent or delivery.failed:
        text += f"; {delivery.sent} messages sent"
        if delivery.failed:
            text += f", {delivery.failed} not sent yet (see `monitor alerts list`)"
    return text

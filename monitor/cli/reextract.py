"""`monitor reextract`: read stored snapshots again with today's rules."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.context import check_sources, opened
from monitor.cli.output import emit, say
from monitor.cli.pages import JsonOption
from monitor.reextract import reextract_page


def reextract(
    source: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="All sources by default.")] = None,
    as_json: JsonOption = False,
) -> int:
    """Read the latest snapshot of each page again with today's rules, after an upgrade or a change of selectors.

    The result is a version marked technical; it never alerts. Pages that were read by today's rules are left alone.
    """
    counts = {"read again": 0, "up to date": 0, "failed": 0}
    with opened() as (app, store):
        sources = {one.id: one for one in app.sources_file().sources}
        names = check_sources(source, sources) or list(sources)
        after = 0
        while pages := store.pages(sources=names, after=after, limit=200):
            after = pages[-1].id
            for page in pages:
                if not page.version:
                    continue
                done = reextract_page(store, page, sources[page.source], now=app.clock.now())
                counts[done.outcome] += 1
                if as_json:
                    emit(done)
                elif done.outcome != "up to date":
                    say(f"{done.outcome:<10} {page.url}" + (f" ({done.note})" if done.note else ""))
    if not as_json:
        say(", ".join(f"{count} {name}" for name, count in counts.items()))
    return 1 if counts["failed"] else 0

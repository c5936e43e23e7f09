"""`monitor changes`: what changed."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Annotated

import typer

from monitor.cli.context import check_sources, moment_of, opened
from monitor.cli.output import emit, in_brief, say, short, table
from monitor.cli.pages import JsonOption, SourceOption
from monitor.errors import UsageError
from monitor.types import ChangeKind


def changes(
    since: Annotated[str | None, typer.Option(help="2d, 12h, 1w ago, or a date.")] = None,
    source: SourceOption = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind, as target_raised or target_* .")] = None,
    significance: Annotated[float, typer.Option(min=0, max=1, help="At least so significant, 0 to 1.")] = 0.0,
    before: Annotated[int | None, typer.Option(help="Only changes with a lower number: the next part.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """List what changed, newest first."""
    for one in kind or ():
        if not any(fnmatchcase(known.value, one) for known in ChangeKind):
            raise UsageError(f"no kind of change {one!r}; there are {', '.join(known.value for known in ChangeKind)}")
    with opened() as (app, store):
        found = store.changes(
            since=moment_of(since, app.clock.now()),
            sources=check_sources(source, {one.id: one for one in app.sources_file().sources}),
            kinds=kind or None,
            min_significance=significance,
            before=before,
            limit=limit,
        )
    if as_json:
        for entry in found:
            emit(entry)
        return
    table(
        ("#change", "at", "source", "kind", "#weight", "what", "page"),
        (
            (
                entry.id,
                entry.at,
                entry.source,
                entry.change.kind.value,
                f"{entry.change.significance:.2f}",
                in_brief(entry.change),
                f"{entry.page_id} {short(entry.page_title, 40)}",
            )
            for entry in found
        ),
        empty="no changes",
    )
    if len(found) == limit:
        say(f"… more: monitor changes --before {found[-1].id}")

"""`monitor equipment`: devices, components and technologies that pages name."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.context import check_sources, opened
from monitor.cli.output import clean, emit, table
from monitor.cli.pages import JsonOption, SourceOption
from monitor.errors import UsageError

#: Of the NMPA classification catalogue.
_CLASSES = tuple(f"{number:02}" for number in range(1, 23))


def equipment(
    class_: Annotated[str | None, typer.Option("--class", help="NMPA class, 01 to 22.")] = None,
    source: SourceOption = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 200,
    as_json: JsonOption = False,
) -> None:
    """List the equipment that pages say is to be developed, promoted or bought."""
    if class_ is not None and class_ not in _CLASSES:
        raise UsageError(f"no NMPA class {class_!r}; they are 01 to 22")
    with opened() as (app, store):
        sources = check_sources(source, {one.id: one for one in app.sources_file().sources})
        found = store.equipment(nmpa_class=class_, sources=sources, limit=limit)
    if as_json:
        for entry in found:
            emit(entry)
        return
    table(
        ("class", "term", "stance", "first seen", "source", "page"),
        (
            (
                entry.mention.nmpa_class or "",
                clean(entry.mention.term) + (" (unlisted)" if entry.mention.unlisted else ""),
                entry.mention.stance,
                entry.first_seen,
                entry.source,
                f"{entry.page_id} {entry.page_url}",
            )
            for entry in found
        ),
        empty="no equipment named yet",
    )

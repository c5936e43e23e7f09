"""`monitor targets`: the register of targets."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

import typer

from monitor.cli.context import check_sources, moment_of, opened
from monitor.cli.output import clean, emit, say, short, table
from monitor.cli.pages import JsonOption, SourceOption
from monitor.errors import UsageError
from monitor.ports import TargetEntry
from monitor.targets import describe
from monitor.types.codec import dump


def targets(
    due: Annotated[bool, typer.Option("--due", help="Only deadlines within --days before or after today.")] = False,
    days: Annotated[int, typer.Option(min=1, help="How far --due looks, both ways.")] = 365,
    as_of: Annotated[str | None, typer.Option(help="The register as it stood then: a date, or 30d ago.")] = None,
    changed: Annotated[str | None, typer.Option(help="Only figures first seen since then: 7d, or a date.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit, as CNY, percent or count.")] = None,
    plan: Annotated[str | None, typer.Option(help="Only plans whose name holds this.")] = None,
    source: SourceOption = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="List reported facts instead of targets.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 200,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
) -> None:
    """List the targets that pages set, with the words that set them."""
    if as_json and as_csv:
        raise UsageError("give --json or --csv, not both")
    with opened() as (app, store):
        now = app.clock.now()
        window = ((now - timedelta(days=days)).date().isoformat(), (now + timedelta(days=days)).date().isoformat())
        since = moment_of(changed, now)
        found = store.targets(
            kinds=("baseline",) if baselines else ("target",),
            sources=check_sources(source, {one.id: one for one in app.sources_file().sources}),
            unit=unit,
            plan=plan,
            due=window if due else None,
            as_of=moment_of(as_of, now),
            limit=limit,
        )
    entries = [entry for entry in found if since is None or entry.since >= since]
    if due:
        entries.sort(key=lambda entry: entry.statement.deadline or "")
    if as_json:
        for entry in entries:
            emit(entry)
    elif as_csv:
        _write_csv(entries)
    else:
        _tell(entries, empty=f"no targets in {unit}; units are as CNY, USD, percent, count" if unit else "no targets")
        if len(found) == limit:
            say(f"… more than {limit}: raise --limit, or filter")


def _tell(entries: Sequence[TargetEntry], *, empty: str) -> None:
    table(
        ("due", "what", "since", "page", "quote"),
        (
            (
                entry.statement.deadline or entry.statement.as_of or "",
                clean(describe(entry.statement)),
                entry.since,
                f"{entry.page_id} {short(entry.page_title, 30)}",
                short(entry.statement.quote, 60),
            )
            for entry in entries
        ),
        empty=empty,
    )


def _write_csv(entries: Sequence[TargetEntry]) -> None:
    columns = [
        "page_id", "page_url", "page_title", "source", "version", "since",
        "kind", "metric", "value", "value_high", "unit", "counted", "comparator", "deadline", "as_of", "plan", "quote",
    ]  # fmt: skip
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore")
    writer.writeheader()
    for entry in entries:
        data = dump(entry)
        writer.writerow({name: _cell(value) for name, value in {**data, **data["statement"]}.items()})


def _cell(value: object) -> object:
    """A cell that a spreadsheet does not take for a formula: page text is data."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value

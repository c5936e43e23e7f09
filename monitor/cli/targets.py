"""`monitor targets`: the register of targets."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from monitor.cli.context import check_sources, moment_of, opened
from monitor.cli.output import clean, emit, say, short, table
from monitor.cli.pages import JsonOption, SourceOption
from monitor.cli.target import PART, identities
from monitor.cli.target import baselines as latest_baselines
from monitor.errors import UsageError
from monitor.ports import TargetEntry
from monitor.reported import told_once
from monitor.targets import describe
from monitor.targets.describing import figure
from monitor.targets.following.progress import is_of_part
from monitor.targets.linking.sought import typed
from monitor.types.codec import dump


def targets(
    due: Annotated[
        bool, typer.Option("--due", help="Only deadlines within --days of today, each once, beside the latest fact.")
    ] = False,
    days: Annotated[int, typer.Option(min=1, help="How far --due looks, both ways.")] = 365,
    as_of: Annotated[
        str | None, typer.Option(help="The register as it stood then: at the end of a date, or 30d ago.")
    ] = None,
    changed: Annotated[str | None, typer.Option(help="Only figures first seen since then: 7d, or a date.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit, as CNY, percent or count.")] = None,
    plan: Annotated[str, typer.Option(help="Only plans by a part of a name or issuer, or of this place.")] = "",
    source: SourceOption = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="List reported facts instead of targets.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 200,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
) -> None:
    """List the targets that pages set, with the words that set them."""
    _one_of(as_json, as_csv, "give --json or --csv, not both")
    _one_of(due, baselines, "facts have no deadline: give --due or --baselines, not both")
    with opened() as (app, store):
        now = app.clock.now()
        since = moment_of(changed, now)
        then = moment_of(as_of, now, ends=True)
        names, key = typed(plan)
        found = store.targets(
            kinds=("baseline",) if baselines else ("target",),
            sources=check_sources(source, {one.id: one for one in app.sources_file().sources}),
            unit=_unit(unit),
            plan=names,
            plan_key=key,
            due=_window(now, days) if due else None,
            as_of=then,
            limit=None if due or since is not None else limit + 1,
        )
        entries = [entry for entry in found if since is None or entry.since >= since]
        if due:
            entries = _by_deadline(entries if then is not None else told_once(store, entries, year=now.year))
        more, entries = len(entries) > limit, entries[:limit]
        listing = _Listing(
            names={} if baselines else identities(store, entries),
            known=latest_baselines(store, entries, as_of=then) if due else None,
        )
    if as_json or as_csv:
        _write(entries, listing, as_csv=as_csv)
    else:
        tell = _tell_due if due else _tell
        tell(entries, listing, empty=_nothing(unit, due=due))
    if more:
        say(f"… more than {limit}: raise --limit, or filter", stderr=as_json or as_csv)


def _one_of(one: bool, other: bool, message: str) -> None:
    if one and other:
        raise UsageError(message)


def _unit(name: str | None) -> str | None:
    """A unit as the register has it: currencies in capitals, the others in small letters."""
    if name is None:
        return None
    return name.upper() if len(name) == 3 and name.isascii() else name.lower()


def _by_deadline(entries: Sequence[TargetEntry]) -> list[TargetEntry]:
    return sorted(entries, key=lambda entry: entry.statement.deadline or "")


def _window(now: datetime, days: int) -> tuple[str, str]:
    """First and last day of deadlines that are so near, both ways."""
    return (now - timedelta(days=days)).date().isoformat(), (now + timedelta(days=days)).date().isoformat()


def _nothing(unit: str | None, *, due: bool) -> str:
    """What is said instead of an empty list."""
    if due:
        return "no targets due then"
    return f"no targets in {unit}; units are as CNY, USD, percent, count" if unit else "no targets"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """What is known of the entries listed, by their places in the register."""

    #: The identity of each one's target.
    names: Mapping[int, int]
    #: The latest fact of its metric; None when it was not asked for.
    known: Mapping[int, TargetEntry] | None

    def name(self, entry: TargetEntry) -> str:
        """What `monitor show` takes; "" for a fact."""
        return f"T{self.names[entry.id]}" if entry.id in self.names else ""

    def fact(self, entry: TargetEntry) -> TargetEntry | None:
        """The latest fact of its metric, when one is known."""
        return self.known.get(entry.id) if self.known is not None else None

    def data(self, entry: TargetEntry) -> dict[str, Any]:
        """The entry as JSON, with its target and the latest fact."""
        fact = self.fact(entry)
        facts: dict[str, Any] = {"target": self.names.get(entry.id)} if self.names else {}
        if self.known is not None:
            facts["baseline"] = dump(fact) if fact is not None else None
        data: dict[str, Any] = dump(entry)
        return data | facts


def _tell(entries: Sequence[TargetEntry], listing: _Listing, *, empty: str) -> None:
    table(
        ("target", "due", "what", "since", "page", "quote"),
        (
            (
                listing.name(entry),
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


def _tell_due(entries: Sequence[TargetEntry], listing: _Listing, *, empty: str) -> None:
    """Deadlines, each beside what was last known to be reached."""
    table(
        ("target", "due", "what", "latest known", "page"),
        (
            (
                listing.name(entry),
                entry.statement.deadline or "",
                clean(describe(entry.statement)),
                _known(listing.fact(entry), entry),
                f"{entry.page_id} {short(entry.page_title, 30)}",
            )
            for entry in entries
        ),
        empty=empty,
    )


def _known(fact: TargetEntry | None, entry: TargetEntry) -> str:
    """A fact's figure, its date, and the page that says it, when that is another one."""
    if fact is None:
        return ""
    figures = clean(figure(fact.statement)) + (PART if is_of_part(entry, fact) else "")
    return figures if fact.page_id == entry.page_id else f"{figures} (page {fact.page_id})"


def _write(entries: Sequence[TargetEntry], listing: _Listing, *, as_csv: bool) -> None:
    """The list for programs: comma-separated values, or JSON Lines."""
    if as_csv:
        _write_csv(entries, listing)
        return
    for entry in entries:
        emit(listing.data(entry))


def _write_csv(entries: Sequence[TargetEntry], listing: _Listing) -> None:
    columns = [
        "target", "page_id", "page_url", "page_title", "source", "version", "since",
        "kind", "metric", "value", "value_high", "unit", "counted", "comparator", "deadline", "as_of", "plan", "quote",
    ]  # fmt: skip
    if listing.known is not None:
        columns += ["baseline_value", "baseline_as_of", "baseline_page_url", "baseline_quote"]
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore")
    writer.writeheader()
    for entry in entries:
        data = dump(entry)
        cells = {**data, **data["statement"], "target": listing.name(entry)}
        fact = listing.fact(entry)
        if fact is not None:
            said = fact.statement
            cells |= {
                "baseline_value": str(said.value), "baseline_as_of": said.as_of,
                "baseline_page_url": fact.page_url, "baseline_quote": said.quote,
            }  # fmt: skip
        writer.writerow({name: _cell(value) for name, value in cells.items()})


def _cell(value: object) -> object:
    """A cell that a spreadsheet does not take for a formula: page text is data."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value

"""`monitor sources`: sources.yaml, looked at, checked and tried out."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from monitor.cli.boilerplate import boilerplate
from monitor.cli.context import app as make_app
from monitor.cli.context import environ
from monitor.cli.output import clean, emit, say, short, table
from monitor.cli.pages import JsonOption
from monitor.config import check_sources
from monitor.errors import UsageError
from monitor.types import Schedule
from monitor.types.codec import dump

#: Keys that may hold passwords.
_SECRETS = ("headers", "proxy")

app = typer.Typer(help="What is watched: sources.yaml.", no_args_is_help=True)
app.command()(boilerplate)


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """List the sources."""
    sources = make_app().sources_file().sources
    if as_json:
        for source in sources:
            emit({key: value for key, value in dump(source).items() if key not in _SECRETS})
        return
    table(
        ("source", "kind", "when", "where", "name", "address"),
        (
            (
                source.id + ("" if source.enabled else " (disabled)"),
                source.kind.value,
                when(source.schedule),
                source.jurisdiction or "",
                short(source.name, 40),
                source.url,
            )
            for source in sources
        ),
        empty="sources.yaml names no sources",
    )


@app.command()
def check(as_json: JsonOption = False) -> int:
    """Check sources.yaml: all that is wrong, with file, line and key. Ends with 2 when anything is."""
    here = make_app()
    problems = check_sources(here.settings.sources_path, environ())
    if as_json:
        for problem in problems:
            emit(problem)
    else:
        for problem in problems:
            say(str(problem))
    if problems:
        return 2
    files = here.sources_file()
    if not as_json:
        enabled = sum(source.enabled for source in files.sources)
        say(
            f"{here.settings.sources_path}: ok. {len(files.sources)} sources ({enabled} enabled), "
            f"alert rules: {len(files.rules)}, channels: {len(files.channels)}"
        )
    return 0


@app.command("test")
def try_source(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Id of a source.")], as_json: JsonOption = False
) -> int:
    """Fetch a source once and show what would be kept; nothing is stored. Ends with 1 when it is not usable."""
    here = make_app()
    found = {one.id: one for one in here.sources_file().sources}.get(source)
    if found is None:
        raise UsageError(f"no source {source!r} in sources.yaml; `monitor sources list` shows them")
    trial = asyncio.run(here.try_source(found))
    if as_json:
        emit({"source": found.id, **trial.as_data()})
        return 0 if trial.is_usable else 1
    say(f"{found.id}  {found.url}")
    say(f"answer     {clean(trial.answer)}")
    if trial.charset:
        say(f"charset    {trial.charset}")
    for link in trial.links[:20]:
        say(f"link       {link.published or '':<10}  {short(link.title, 50)}  {link.url}")
    if trial.links:
        say(f"links      {len(trial.links)} to documents")
    if trial.document is not None:
        say(f"title      {clean(trial.document.title)}")
        for block in trial.document.blocks:
            say(f"kept       {clean(block.text)}")
        for removed in trial.document.removed:
            say(f"stripped   {short(removed.text, 80)}  [{clean(removed.reason)}]")
    for statement in trial.statements:
        say(f"statement  {statement.kind.value}  {clean(statement.quote)}")
    for advice in trial.advice:
        say(f"advice     {clean(advice)}")
    return 0 if trial.is_usable else 1


def when(schedule: Schedule) -> str:
    """The schedule as sources.yaml words it."""
    if schedule.every_s is None:
        return f"{schedule.cron} {schedule.timezone}"
    for unit, seconds in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if schedule.every_s % seconds == 0:
            return f"every {schedule.every_s // seconds}{unit}"
    return f"every {schedule.every_s}s"

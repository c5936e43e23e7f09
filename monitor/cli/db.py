"""`monitor db upgrade`: the database's schema."""

from __future__ import annotations

import typer

from monitor.cli.context import app as make_app
from monitor.cli.output import emit, say
from monitor.cli.pages import JsonOption

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.callback()
def _db() -> None:
    """The database."""


@app.command()
def upgrade(as_json: JsonOption = False) -> None:
    """Create the database, or bring it to this release's schema; safe to repeat."""
    done = make_app().upgrade()
    if as_json:
        emit({"location": done.location, "from": done.before, "to": done.after})
    elif done.before == done.after:
        say(f"{done.location}: up to date (schema {done.after})")
    else:
        say(f"{done.location}: schema {done.before or 'none'} → {done.after}")

"""The command tree, and what becomes of errors on the way out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import typer

from monitor import __version__
from monitor.cli import (
    alerts,
    changes,
    crawl,
    db,
    demo,
    diff,
    doctor,
    equipment,
    extract,
    keeping,
    pages,
    reextract,
    run,
    sources,
    targets,
)
from monitor.cli.context import environment
from monitor.cli.output import set_up_logging
from monitor.errors import MonitorError, UsageError

root = typer.Typer(
    name="monitor",
    help="Watch government and news pages for policy on medical equipment, and the targets it sets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

root.command()(run.run)
root.command()(crawl.crawl)
root.add_typer(sources.app, name="sources")
root.command()(pages.pages)
root.command()(pages.show)
root.command()(pages.history)
root.command()(diff.diff)
root.command()(changes.changes)
root.command()(targets.targets)
root.command()(equipment.equipment)
root.command()(extract.extract)
root.add_typer(alerts.app, name="alerts")
root.command()(reextract.reextract)
root.command()(keeping.verify)
root.command()(keeping.backup)
root.command()(keeping.restore)
root.command()(doctor.doctor)
root.add_typer(db.app, name="db")
root.command()(demo.demo)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"monitor {__version__}")
        raise typer.Exit


@root.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Options of the whole program."""
    set_up_logging("error", "console")


def call(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one command line and return its exit code; an expected error is printed as one line."""
    try:
        with environment(environ):
            outcome = root(list(arguments), prog_name="monitor", standalone_mode=False)
    except typer.TyperException as error:
        return _refuse(error)
    except typer.Abort:
        return 130
    except MonitorError as error:
        print(f"monitor: {error}", file=sys.stderr)
        return error.exit_code
    return outcome if isinstance(outcome, int) else 0


def _refuse(error: typer.TyperException) -> int:
    """A command line that makes no sense: say what is wrong with it. Half a command has shown its help already."""
    message = str(getattr(error, "format_message", error.__str__)())
    if message:
        print(f"monitor: {message.rstrip('.')}; see `monitor --help`", file=sys.stderr)
    return UsageError.exit_code

"""The command tree, and what becomes of errors on the way out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import typer

from monitor import __version__
from monitor.cli.context import environment
from monitor.cli.output import set_up_logging
from monitor.errors import MonitorError, UsageError

#: Every command: where it is, and its line in `monitor --help`. Only the one that is typed is loaded: all together take
#: a second.
COMMANDS = {
    "run": ("run:run", "Run the background service: check sources by their schedules, send alerts."),
    "crawl": ("crawl:crawl", "Check pages now, beside a running service or without one."),
    "sources": ("sources:app", "What is watched: sources.yaml."),
    "pages": ("pages:pages", "List the pages in the register."),
    "show": (
        "pages:show",
        "Show what is kept of one page: facts, targets, equipment, text, the last checks. "
        "Or the history of one target.",
    ),
    "history": ("pages:history", "List the versions of one page, oldest first."),
    "diff": (
        "diff:diff",
        "Show what differs between two versions of a page, or between two pages, as a draft and the final plan.",
    ),
    "changes": ("changes:changes", "List what changed, newest first."),
    "targets": ("targets:targets", "List the targets that pages set, with the words that set them."),
    "equipment": ("equipment:equipment", "List the equipment that pages say is to be developed, promoted or bought."),
    "extract": (
        "extract:extract",
        "Read one page, or each file of an archive: what is kept, what is stripped and why, statements, equipment.",
    ),
    "alerts": ("alerts:app", "Alerts on their way."),
    "reextract": (
        "reextract:reextract",
        "Read the latest snapshot of each page again with today's rules, after an upgrade or a change of selectors.",
    ),
    "verify": (
        "keeping:verify",
        "Check every hash and every reference in the database. Ends with 1 when anything is wrong.",
    ),
    "backup": ("keeping:backup", "Write the whole database into one file, beside a running service, and verify it."),
    "restore": ("keeping:restore", "Fill a new or empty database (MONITOR_DATABASE_URL) from a backup."),
    "doctor": (
        "doctor:doctor",
        "Examine settings, sources, database, pages in trouble and alerts. "
        "Ends with 1 when something has to be mended.",
    ),
    "db": ("db:app", "The database."),
    "demo": (
        "demo:demo",
        "Watch a bundled site over three days, offline: the changes, and the mail that is sent about them.",
    ),
}


def tree(*wanted: str) -> typer.Typer:
    """The commands, those that are wanted ready to run, the others as their lines in the help."""
    made = typer.Typer(
        name="monitor",
        help="Watch government and news pages for policy on medical equipment, and the targets it sets.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_root)
    for name, (place, line) in COMMANDS.items():
        if name not in wanted:
            made.command(name, help=line)(_unloaded)
            continue
        module, _, attribute = place.partition(":")
        command = getattr(import_module(f"monitor.cli.{module}"), attribute)
        if isinstance(command, typer.Typer):
            made.add_typer(command, name=name)
        else:
            made.command(name)(command)
    return made


def whole() -> typer.Typer:
    """All commands, ready to run."""
    return tree(*COMMANDS)


def _unloaded() -> None:
    """Stands for a command that is not typed."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"monitor {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Options of the whole program."""
    set_up_logging("error", "console")


def call(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one command line and return its exit code; an expected error is printed as one line."""
    try:
        with environment(environ):
            wanted = next((word for word in arguments if not word.startswith("-")), "")
            outcome = tree(wanted)(list(arguments), prog_name="monitor", standalone_mode=False)
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

"""`monitor verify`, `backup` and `restore`: is all of it still there, and would it survive the machine?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import storage
from monitor.cli.context import app as make_app
from monitor.cli.output import clean, console, emit, moment, say
from monitor.cli.pages import JsonOption


def verify(as_json: JsonOption = False) -> int:
    """Check every hash and every reference in the database. Ends with 1 when anything is wrong."""
    wrong = 0
    out = console(stderr=True)
    columns = (TextColumn("verifying"), BarColumn(), MofNCompleteColumn())
    with (
        # Not the App's way to open it: that makes a database where there is none, and an empty one is sound.
        closing(storage.open_store(make_app().settings.database_url)) as store,
        Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar,
    ):
        task = bar.add_task("verifying", total=None)
        for finding in storage.verify(
            store, progress=lambda done, total: bar.update(task, completed=done, total=total)
        ):
            wrong += 1
            if as_json:
                emit(finding)
            else:
                _say_finding(finding)
    if not as_json:
        say(f"{wrong} things are wrong" if wrong else "ok: every hash and every reference holds")
    return 1 if wrong else 0


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; an earlier backup there is replaced at the end.")],
    as_json: JsonOption = False,
) -> int:
    """Write the whole database into one file, beside a running service, and verify it."""
    return _tell(storage.backup(make_app().settings.database_url, file), "written and verified", as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `monitor backup` wrote.")], as_json: JsonOption = False
) -> int:
    """Fill a new or empty database (MONITOR_DATABASE_URL) from a backup."""
    return _tell(storage.restore(file, make_app().settings.database_url), "restored", as_json)


def _tell(done: storage.BackedUp, verb: str, as_json: bool) -> int:
    if as_json:
        emit(
            {
                "location": done.location,
                "file_bytes": done.file_bytes,
                "rows": done.rows,
                "findings": [finding.message for finding in done.findings],
            }
        )
    else:
        say(
            f"{done.location}: {verb}; {done.rows.get('pages', 0)} pages, {done.rows.get('versions', 0)} versions, "
            f"{done.file_bytes / 1e6:.1f} MB in the file"
        )
        for finding in done.findings:
            _say_finding(finding)
    return 1 if done.findings else 0


def _say_finding(finding: storage.Finding) -> None:
    where = f"{finding.page_url} ({moment(finding.at)}): " if finding.page_url else ""
    say(f"{finding.kind}: {where}{clean(finding.message)}")

"""`monitor doctor`: what is set up, what is wrong, what to do."""

from __future__ import annotations

from rich.text import Text

from monitor.cli.context import app as make_app
from monitor.cli.output import console, emit
from monitor.cli.pages import JsonOption
from monitor.doctor import examine

_STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def doctor(as_json: JsonOption = False) -> int:
    """Examine settings, sources, database, pages in trouble and alerts. Ends with 1 when something has to be mended."""
    findings = examine(make_app())
    out = console()
    for finding in findings:
        if as_json:
            emit(finding)
        else:
            out.print(
                Text(f"{finding.level:<5}", style=_STYLES[finding.level]) + Text(f"{finding.about:<10} {finding.text}")
            )
    return 1 if any(finding.level == "fail" for finding in findings) else 0

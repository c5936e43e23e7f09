"""`monitor demo`: the offline tour."""

from __future__ import annotations

import asyncio
import tempfile
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated

import typer

from monitor.check import Checked
from monitor.cli.output import clean, emit, say
from monitor.cli.pages import JsonOption
from monitor.cli.telling import told_changes
from monitor.demo import tour
from monitor.errors import UsageError

_STORY = {
    1: "the first crawl: everything is taken into the register, nobody is alerted",
    2: "the plan's target is raised; a new notice stands in the agency's listing; every sidebar has changed",
    3: "the plan's target is withdrawn; the health commission's page has become a wall",
}


def demo(
    data_dir: Annotated[Path | None, typer.Option(help="Keep the demo's database here, to look at it later.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Watch a bundled site over three days, offline: the changes, and the mail that is sent about them."""
    if data_dir is not None:
        if data_dir.exists() and any(data_dir.iterdir()):
            raise UsageError(f"{data_dir} is not empty; give the demo a directory of its own")
        data_dir.mkdir(parents=True, exist_ok=True)
        _run(data_dir.resolve(), as_json)
        say(f"kept in {data_dir}: MONITOR_DATA_DIR={data_dir} MONITOR_SOURCES={data_dir}/sources.yaml monitor changes")
        return
    with tempfile.TemporaryDirectory(prefix="monitor-demo-") as temporary:
        _run(Path(temporary), as_json)


def _run(data_dir: Path, as_json: bool) -> None:
    asyncio.run(tour(data_dir, on_day=_emit_day if as_json else _tell_day))


def _tell_day(day: int, checks: list[Checked], mails: list[EmailMessage]) -> None:
    say(f"Day {day}: {_STORY[day]}")
    for checked in checks:
        say(f"  {checked.outcome:<9} {checked.page.url.partition('127.0.0.1')[2].partition('/')[2]}")
        for line in told_changes(checked):
            say(f"              {line}")
    if not mails:
        say("  no mail")
    for mail in mails:
        say()
        for header in ("From", "To", "Subject"):
            say(f"  | {header}: {clean(str(mail[header]))}")
        say("  |")
        body = mail.get_body(("plain",))
        for line in (body.get_content() if body is not None else "").splitlines():
            say(f"  | {clean(line)}")
    say()


def _emit_day(day: int, checks: list[Checked], mails: list[EmailMessage]) -> None:
    emit(
        {
            "day": day,
            "pages": [
                {
                    "url": checked.page.url,
                    "outcome": checked.outcome,
                    "changes": [change.summary for change in checked.result.changes if not change.initial],
                }
                for checked in checks
            ],
            "mails": [{"to": str(mail["To"]), "subject": str(mail["Subject"])} for mail in mails],
        }
    )

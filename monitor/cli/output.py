"""How commands speak: tables for people, JSON Lines for machines, logs on standard error."""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from rich.console import Console

    from monitor.types import Change

#: Characters a line may have where there is no terminal to measure.
PLAIN_WIDTH = 10_000


def console(*, stderr: bool = False) -> Console:
    """Where people read: coloured and as wide as the terminal, or plain lines when it is not one."""
    from rich.console import Console  # JSON for machines needs none of it

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else max(PLAIN_WIDTH, shutil.get_terminal_size().columns)
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def emit(value: object) -> None:
    """One JSON object on a line of its own: a dataclass of the program, or plain data."""
    from monitor.types.codec import dump

    data = value if isinstance(value, (dict, list, str, int, float, type(None))) else dump(value)
    sys.stdout.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")


def say(text: str = "", *, stderr: bool = False) -> None:
    """One line for a person; printed as it is, without markup."""
    from rich.text import Text

    console(stderr=stderr).print(Text(text), soft_wrap=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Columns for a person; the sentence `empty` when there are no rows."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        is_number = heading.startswith("#")
        grid.add_column(heading.removeprefix("#"), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(_cell(cell)) for cell in row))
    out = console()
    if not grid.row_count:
        say(empty)
    elif out.is_terminal:
        out.print(grid)
    else:
        with out.capture() as lines:
            out.print(grid)
        # Columns are padded to equal width; what a program reads ends where the last cell does.
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines.get().splitlines()))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment(value)
    return clean(str(value))


def moment(value: datetime | None) -> str:
    """A moment for a person, in UTC, to the minute; "never" for None, and for a check that will not come."""
    from monitor.decide.next_check import NEVER  # and with it half the program, which `--help` does not need

    return "never" if value is None or value >= NEVER else value.strftime("%Y-%m-%d %H:%M") + "Z"


def clean(text: str) -> str:
    """Text of a page made safe for a terminal: control characters (which could move the cursor) are left out."""
    return "".join(char for char in text if char.isprintable() or char == " ")


def in_brief(change: Change) -> str:
    """A change on one line; of what another page told before, which one: that is a report of it."""
    is_report = change.also and change.kind.value in ("target_new", "page_new", "equipment_named")
    return f"{clean(change.summary)} (told before by {change.also[0]})" if is_report else clean(change.summary)


def short(text: str, limit: int = 60) -> str:
    """The text on one line, cut with an ellipsis after `limit` characters."""
    text = clean(" ".join(text.split()))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def set_up_logging(level: str, form: str) -> None:
    """Send structured logs to standard error: for people (`console`) or machines (`json`)."""
    renderer: structlog.typing.Processor
    if form == "json":
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        renderer = structlog.dev.ConsoleRenderer(
            sort_keys=False, colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form == "json":
        processors.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        # Asked at each line: standard error may be another stream by then.
        logger_factory=lambda *_: _Lines(sys.stderr),
    )
    # What other libraries say comes out in the same form: warnings and worse.
    others = logging.getLogger()
    if not any(isinstance(handler, _Forward) for handler in others.handlers):
        others.addHandler(_Forward())
    logging.captureWarnings(form == "json")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


class _Lines(structlog.PrintLogger):
    """Writes lines; one that cannot be written (the disk is full, nobody reads) must stop no work."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = fatal = failure = err = exception = log = msg


class _Forward(logging.Handler):
    """Hands the lines of Python's own logging on to ours."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            level = min(record.levelno, logging.CRITICAL) // 10 * 10
            structlog.get_logger().log(level, record.getMessage().strip(), logger=record.name, exc_info=record.exc_info)
        except Exception:
            self.handleError(record)

"""The command tree as a page of documentation.

python -m tests.documents.commands > docs/commands.md
"""

from __future__ import annotations

import inspect
from typing import Any

import typer.main

from monitor.cli.root import whole

HEAD = """# Commands

What `monitor COMMAND --help` says, on one page. Listings take `--json` and then print JSON Lines: one object a line.
Exit codes: 0 ok, 1 something failed, 2 usage or configuration. Errors are one line on standard error.
"""


def render() -> str:
    """The whole page."""
    return HEAD + "".join(_command(typer.main.get_command(whole()), "monitor"))


def _command(command: Any, path: str) -> list[str]:
    commands = getattr(command, "commands", None)
    if commands:
        return [part for name in commands for part in _command(commands[name], f"{path} {name}")]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join([path, *(_usage(one) for one in arguments)])
    text = inspect.cleandoc(command.callback.__doc__ or "")
    lines = [f"\n## `{usage}`\n\n", f"{text}\n"]
    rows = [f"| `{_usage(one)}` | {one.help} |\n" for one in arguments if one.help]
    context = command.make_context(path, [], resilient_parsing=True)
    records = [one.get_help_record(context) for one in options]
    rows += [f"| `{names}` | {text} |\n" for names, text in records]
    if rows:
        lines += ["\n| | |\n|---|---|\n", *rows]
    return lines


def _usage(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    many = "..." if argument.nargs == -1 and not name.endswith("...") else ""
    return name if argument.required or name.startswith("[") else f"[{name}]{many}"


if __name__ == "__main__":
    print(render(), end="")

"""A command loads what it needs: what it does not need would make every start slower."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from monitor.cli.root import COMMANDS, tree, whole
from tests.cli.conftest import Installation

#: Loaded for a file, a feed, a browser, a mail, a chat, the service, a new database or the tour, and for nothing else.
HEAVY = ("aiosmtpd", "alembic", "apprise", "docx", "fastfeedparser", "lxml", "openpyxl", "playwright", "pypdfium2")
SHOW = """
import json, sys
from monitor.cli.root import call
import os
code = call(json.loads(sys.argv[1]), os.environ)
print(json.dumps([code, sorted(sys.modules)]))
"""


def loaded_by(arguments: list[str], environ: dict[str, str]) -> tuple[int, set[str]]:
    """Exit code and modules of a command line, in a process of its own."""
    command = [sys.executable, "-c", SHOW, json.dumps(arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environ, cwd=Path(__file__).parents[2]
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, set(modules)


def test_help_loads_no_part_of_the_program() -> None:
    code, modules = loaded_by(["--help"], {"PYTHONPATH": "."})
    assert code == 0
    assert not modules & {"httpx", "sqlalchemy", "pydantic", "selectolax", "monitor.app", "storage", *HEAVY}


def test_a_plain_crawl_loads_no_library_of_what_it_does_not_meet(here: Installation) -> None:
    here.type("crawl", "plan")
    code, modules = loaded_by(["crawl", "plan"], {"PYTHONPATH": ".", **here.environ})
    assert code == 0
    assert not modules & set(HEAVY)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_has_the_first_words_of_each_command(name: str) -> None:
    """The line stands in the tree, so that `--help` loads no command; it is held to what the command itself says."""
    command: Any = get_command(whole())
    text = command.commands[name].help
    assert " ".join(text.split("\n\n")[0].split()) == COMMANDS[name][1]
    assert list(COMMANDS) == list(get_command(tree()).commands)  # type: ignore[attr-defined]

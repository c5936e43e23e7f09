"""No room is too large to be read at once: 50 lines a function, from `def` to its last line, and 400 a file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTION_LINES = 50
FILE_LINES = 400
#: How the tables came to be is written once and never edited again.
RECORDED = ROOT / "storage" / "migrations" / "versions"


def long_functions(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name}: {lines} lines"


@pytest.mark.parametrize("package", ["monitor", "storage"])
def test_no_room_is_too_large(package: str) -> None:
    found = []
    for path in sorted((ROOT / package).rglob("*.py")):
        if path.is_relative_to(RECORDED):
            continue
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        found += [f"{name}: {function}" for function in long_functions(text)]
        if (lines := len(text.splitlines())) > FILE_LINES:
            found.append(f"{name}: {lines} lines")
    assert found == []


def test_the_measure_is_from_def_to_the_last_line() -> None:
    assert list(long_functions("def short():\n" + "    pass\n" * 49)) == []
    assert list(long_functions("@property\nasync def long(\n    self,\n):\n" + "    pass\n" * 48)) == ["long: 51 lines"]
    assert list(long_functions("class Room:\n    def door(self):\n" + "        pass\n" * 50)) == ["door: 51 lines"]

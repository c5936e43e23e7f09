"""docs/commands.md is what the program says."""

from __future__ import annotations

from pathlib import Path

from tests.documents.commands import render

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page == render(), "run: python -m tests.documents.commands > docs/commands.md"

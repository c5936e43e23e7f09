"""The other documents say what is so: every decision is listed, and as much is learned from as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
CORPUS = ROOT / "benchmarks" / "targets" / "corpus"


def documents(language: str) -> int:
    paths = CORPUS.glob(f"{language}-*.jsonl")
    return sum(len(path.read_text(encoding="utf-8").strip().split("\n")) for path in paths)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem[:4])
def test_a_decision_is_listed_and_begins_with_its_number(path: Path) -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    number = path.name[:4]
    assert f"| [{number}]({path.name}) |" in listed
    assert path.read_text(encoding="utf-8").startswith(f"# {number}: ")


def test_the_corpus_holds_as_many_documents_as_is_said() -> None:
    said = (CORPUS.parent / "README.md").read_text(encoding="utf-8")
    found = re.search(r"`corpus/` holds ([\d,]+) English and ([\d,]+) Chinese documents", said)
    assert found is not None
    english, chinese = (int(number.replace(",", "")) for number in found.groups())
    assert (english, chinese) == (documents("english"), documents("chinese"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"learned from {english + chinese:,} labelled pages" in changes

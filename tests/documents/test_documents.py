"""The other documents say what is so: decisions are listed, corpus and lexicon are as large as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.targets.lexicon import entries

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


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("docs/targets.md", r"over\s(\d+)\sentries\sunder\s([\d,]+)\snames"),
        ("CHANGELOG.md", r"over\s(\d+)\sdevices, components and technologies under\s([\d,]+)\s"),
    ],
)
def test_the_lexicon_is_as_large_as_is_said(document: str, said: str) -> None:
    found = re.search(said, (ROOT / document).read_text(encoding="utf-8"))
    assert found is not None
    devices, names = (int(number.replace(",", "")) for number in found.groups())
    assert 0 <= len(entries()) - devices < 200
    assert 0 <= sum(len(entry.names) for entry in entries()) - names < 1000

"""The facts about a page: NAME.html is the page, NAME.json what it says about itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.extract import extract_bytes

CASES = Path(__file__).parents[1] / "cases" / "extract_metadata"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.html")), ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    said = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    document = extract_bytes(case.read_bytes(), url=said["url"])
    found = {name: getattr(document, name) for name in said if name != "attachments"}
    found["attachments"] = [[one.url, one.title] for one in document.attachments]
    assert found == said

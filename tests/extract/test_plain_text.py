"""Plain text loses what sites wrap around it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.extract import extract_bytes

CASES = Path(__file__).parents[1] / "cases" / "extract" / "plain"
SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.in.txt")), ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    """NAME.in.txt is the page, NAME.txt what is left of it."""
    gold = case.with_name(case.name.replace(".in.txt", ".txt")).read_text(encoding="utf-8")
    assert extract_bytes(case.read_bytes()).text == gold.rstrip("\n")


def test_every_removed_line_has_its_reason() -> None:
    case = CASES / "portal_disclaimers.in.txt"
    document = extract_bytes(case.read_bytes(), explain=True)
    reasons = {line.text: line.reason for line in document.removed}
    assert reasons["Contact Us"] == "navigation"
    assert next(reason for text, reason in reasons.items() if "English version" in text) == "disclaimer"
    assert all(reasons.values())


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the repository")
def test_seeds() -> None:
    forum = extract_bytes((SEEDS / "forum-page-cloaked-chinese.txt").read_bytes())
    assert forum.language == "zh-Hant"
    assert len(forum.blocks) == 13
    assert forum.blocks[-1].text.startswith("為了繼續提高") or "利好" in forum.blocks[-1].text
    portal = extract_bytes((SEEDS / "news-portal-english.txt").read_bytes())
    assert portal.blocks[0].text.startswith('"Fourteenth Five-Year Plan" announces')
    assert portal.blocks[1].text == "The high-end medical device market is a big cake."
    assert portal.blocks[-1].text.endswith("will focus on advancing:")
    assert not any("echemi" in block.text.lower() for block in portal.blocks)

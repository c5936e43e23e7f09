"""Lines are furniture by the whole of their wording, never by a word in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.extract.lines import edging, furniture, opens_other_section

CASES = Path(__file__).parents[1] / "cases" / "extract" / "lines"


def lines(name: str) -> list[str]:
    return (CASES / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", lines("furniture.txt"))
def test_furniture(case: str) -> None:
    """A reason, a tab, a line that is removed for it."""
    reason, line = case.split("\t")
    assert furniture(line) == reason


@pytest.mark.parametrize("line", lines("text.txt"))
def test_text(line: str) -> None:
    assert furniture(line) is None
    assert not opens_other_section(line)


@pytest.mark.parametrize(
    "line", ["相关阅读", "【相关新闻】", "最新話題", "本文作者", "You May Also Like", "Related Articles:"]
)
def test_headings_of_other_sections(line: str) -> None:
    assert opens_other_section(line)


@pytest.mark.parametrize(
    "line",
    [
        "来源：临江日报",
        "（文章来源：证券时报网）",
        "相关链接：一图读懂《康复器械管理办法》",
        "09:41",
        "检测在线 2026-01-05 10:22",
        "关于本站",
    ],
)
def test_lines_at_the_edge_of_a_text(line: str) -> None:
    assert edging(line)
    assert furniture(line) is None


@pytest.mark.parametrize("line", lines("text.txt"))
def test_text_is_text_at_the_edge_too(line: str) -> None:
    assert not edging(line)

"""The work of reading grows with the text and no faster, whatever a page repeats on one line or on many."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest

from monitor.api import read_text
from monitor.targets.reader import statements_of
from monitor.text import late
from monitor.text.views import look

#: What a page may hold without end: marks, brackets, words of every kind that the readers look for.
WITHOUT_FIGURES = (
    *("、", "• ", "—", "é ", "…", "和", "《", "《》", "“", '"a ', "(", "((a)", "| ", "a | ", ", ", ". ", "; "),
    *(
        "其中",
        "至",
        "到",
        "万",
        "目标",
        "规划",
        "《医疗装备规划》",
        "印发《",
        "呼吸机、",
        "医疗装备和",
        "一、",
        "第一条",
    ),
    *("of which ", "and ", "by ", "plan ", "Plan for ", "the Plan ", "CT scanners and ", "such as CT, ", "target of "),
    *("\u200b", "产(chan)", "\n", "a\n", "和\n", "、\n", "A ", "aa"),
)
WITH_FIGURES = (
    "$1 ",
    "1 ",
    "1、",
    "by 2025 ",
    "2025年",
    "其中1个",
    "由1%提高到2%,",
    "1 | 2\n",
    "buy 40 CT scanners. ",
    "三成",
)


class Looked:
    """Counts the characters that expressions are given to look through."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = 0
        for one in [one for one in gc.get_objects() if type(one) is late._Late]:
            for name in ("search", "finditer", "findall"):
                patch.setattr(one, name, self._counted(getattr(one, name)))

    def _counted(self, look: Callable[..., Any]) -> Callable[..., Any]:
        def counted(text: str, low: int = 0, high: int | None = None) -> Any:
            high = len(text) if high is None else min(high, len(text))
            self.at += max(0, high - low)
            return look(text, low, high)

        return counted

    def through(self, text: str) -> int:
        """The characters looked through to read a text."""
        before = self.at
        read_text(text, None, "2025-01-01")
        return self.at - before


def _text(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def test_what_is_looked_through_grows_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    read_text("By 2025 ten. 到2025年达到10家。")
    looked = Looked(monkeypatch)
    for pieces, size, times in ((WITHOUT_FIGURES, 1300, 16), (WITH_FIGURES, 1300, 3)):
        for piece in pieces:
            few, many = (looked.through(_text(piece, size * n)) for n in (1, times))
            assert many <= 1.5 * times * few + 20_000, piece


@pytest.mark.parametrize("dump", ["1 " * 60_000, "12 345,6 7.8 " * 4_000, "2021 2022 2023 2024 2025 2026 2027 2028"])
def test_lines_of_bare_figures_cost_nothing(dump: str) -> None:
    asked: list[str] = []

    def judge(manner: str, *_: object) -> str:
        asked.append(manner)
        return ""

    statements_of(look(f"By 2027 the city will open 12 clinics.\n\n{dump}\n"), published=None, plans=(), judge=judge)
    assert asked == ["en"]

"""By when a goal is due that the rules find no date for."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from monitor.api import read_text
from monitor.targets.learned import dues
from monitor.targets.learned.dues import Options
from monitor.targets.learned.dues_evidence import words_of
from monitor.targets.marks import Reading
from monitor.targets.reader import statements_of
from monitor.text.views import look

TEXT = """The health plan was told of in March 2023.

It will open 40 clinics by 2027. Waits fell by 4 per cent over 2022, so far in 9 towns.

The ministry gives $30 million for it. A review is due in 2029."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_weights_are_shipped_for_each_language(language: str) -> None:
    weights = json.loads(files("monitor.targets.learned").joinpath(f"dues.{language}.json").read_text(encoding="utf-8"))
    assert len(weights) > 500
    assert "none" in weights


def test_the_best_deadline_is_the_one_the_evidence_speaks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dues, "_weights", lambda _language: {"near": 1.0, "far": -1.0, "none": 0.5})
    goal: Reading = None  # type: ignore[assignment]
    assert dues.best("en", goal, {"2027": ["near", "unknown"], "2029": ["far"], None: ["none"]}) == "2027"
    assert dues.best("en", goal, {"2027": ["near", "far"], "2029": ["far"], None: ["none"]}) is None
    # the rules, which found none, have a voice in Chinese
    assert dues.best("zh", goal, {"2027": ["near"], None: ["none"]}) is None


def test_only_goals_without_a_date_are_asked_about_and_the_answer_is_named() -> None:
    asked: list[tuple[str, int, list[str | None]]] = []

    def choose(language: str, goal: Reading, options: Options) -> str | None:
        asked.append((language, int(goal.quantity.value), list(options)))
        return "2029"

    found = statements_of(look(TEXT), published="2024-06-12", plans=(), choose=choose)
    goals = [(int(one.value), one.deadline, "/due:" in one.rule) for one in found if one.kind.value == "target"]
    # what has come, and what figures are compared with, are no deadlines; the year of writing may be one
    assert asked == [("en", 30_000_000, ["2023-03", "2027", "2029", "2024", None])]
    assert goals == [(40, "2027", False), (30_000_000, "2029", True)]


def test_no_date_may_be_the_answer() -> None:
    found = statements_of(look(TEXT), published="2024-06-12", plans=(), choose=lambda *_: None)
    assert [one.deadline for one in found if one.kind.value == "target"] == ["2027", None]
    assert not any("/due:" in one.rule for one in found)


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        (
            "市中心医院扩建工程昨天开工，项目总投资16亿元，2028年6月交付。\n\n"
            "建成后将配置直线加速器3台、手术机器人2台，手术室由目前的12间增加到30间。",
            ["2028-06", "2028-06", "2028-06", "2028-06"],
        ),
        (
            "省里印发辅助器具产业意见，提出到2030年产值达到260亿元。\n\n"
            "意见同时给出服务端的指标：适配率稳定在90%以上，租赁站点覆盖六成以上的街道。",
            ["2030", "2030", "2030"],
        ),
    ],
)
def test_what_follows_is_due_with_the_plan_that_the_text_is_about(text: str, deadlines: list[str]) -> None:
    found = read_text(text, "zh", "2025-06-03")["statements"]
    assert [one["deadline"] for one in found if one["kind"] == "target"] == deadlines


def test_evidence_comes_in_one_order_whatever_the_hashes_of_words_are() -> None:
    """Rounding tells two dates alike apart: their weights are added up in the order of the text."""
    words = "zeta alpha mid alpha beta zeta"
    assert list(words_of(words, chinese=False)) == ["zeta", "alpha", "mid", "beta"]
    assert list(words_of("建成20家", chinese=True)) == ["建成", "成#", "#家"]

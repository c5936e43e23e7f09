"""What rules and learned weights decide together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import pytest

from monitor.api import read_text
from monitor.targets import kinds
from monitor.targets.kinds import BASELINE, NONE, TARGET, likelihood
from monitor.targets.reader import statements_of
from monitor.text.views import look

TEXT = "The hospital has 12 scanners. By 2027 it will have 20 scanners."


@pytest.mark.parametrize("language", ["en", "zh"])
def test_weights_are_shipped_for_each_language(language: str) -> None:
    model = json.loads(files("monitor.targets").joinpath(f"kinds.{language}.json").read_text(encoding="utf-8"))
    assert len(model["of"]) > 1000
    assert all(len(pair) == 2 for pair in model["of"].values())


def test_likelihoods_are_of_the_three_kinds_and_one_in_all() -> None:
    found = likelihood("en", ["L0=have", "unit=count", "nothing that was learned"])
    assert set(found) == {NONE, BASELINE, TARGET}
    assert sum(found.values()) == pytest.approx(1)
    price = ["drop=price", "unit=money", "bound=eq", "date=none", "LW=price", "last="]
    goal = ["drop=", "unit=count", "bound=ge", "date=++", "all<goal", "near<goal", "LW=build", "LW=by"]
    assert likelihood("en", price)[TARGET] < 0.1 < 0.5 < likelihood("en", goal)[TARGET]


def test_weights_overrule_rules_only_where_they_are_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, Any] = {"start": [0.0, 0.0], "of": {"sure": [9.0, 0.0], "unsure": [0.3, 0.0]}}
    monkeypatch.setattr(kinds, "_weights", lambda _language: said)
    assert kinds.likeliest("en", None, ["sure"], BASELINE) == TARGET  # type: ignore[arg-type]
    assert kinds.likeliest("en", None, ["unsure"], BASELINE) == BASELINE  # type: ignore[arg-type]
    # on pages of trade the rules have the louder voice
    said["of"]["sure"] = [1.15, 0.0]
    assert kinds.likeliest("en", None, ["sure"], NONE) == TARGET  # type: ignore[arg-type]
    assert kinds.likeliest("en-trade", None, ["sure"], NONE) == NONE  # type: ignore[arg-type]


def test_a_judge_is_asked_about_each_figure_and_has_the_last_word() -> None:
    asked: list[tuple[str, str]] = []

    def judge(language: str, clause: Any, evidence: Iterable[str], ruled: str) -> str:
        assert "unit=count" in list(evidence)
        asked.append((language, ruled))
        return TARGET

    found = statements_of(look(TEXT), published="2025-03-01", plans=(), judge=judge)
    assert asked == [("en", BASELINE), ("en", TARGET)]
    assert [(one.kind.value, one.rule.endswith("learned")) for one in found] == [("target", True), ("target", False)]


def test_chinese_figures_are_judged_too() -> None:
    found = statements_of(
        look("全市现有CT 12台。到2027年，全市CT达到20台。"),
        published="2025-03-01",
        plans=(),
        judge=lambda language, clause, evidence, ruled: BASELINE if language == "zh" else NONE,
    )
    assert {one.kind.value for one in found} == {"baseline"}


def test_what_is_learned_keeps_plain_sentences_right() -> None:
    assert [s["kind"] for s in read_text(TEXT, "en", "2025-03-01")["statements"]] == ["baseline", "target"]

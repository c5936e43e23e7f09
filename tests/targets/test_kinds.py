"""What rules and learned weights decide together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import pytest

from monitor.api import read_text
from monitor.targets.learned import kinds
from monitor.targets.learned.kinds import BASELINE, NONE, TARGET, likelihood
from monitor.targets.learned.tenor import EVIDENCE
from monitor.targets.learned.weights import Evidence, in_families
from monitor.targets.reader import statements_of
from monitor.text.views import look

TEXT = "The hospital has 12 scanners. By 2027 it will have 20 scanners."


@pytest.mark.parametrize("language", ["en", "zh"])
def test_weights_are_shipped_for_each_language(language: str) -> None:
    model = json.loads(files("monitor.targets.learned").joinpath(f"kinds.{language}.json").read_text(encoding="utf-8"))
    assert len(model["of"]) > 1000
    assert all(len(pair) == 2 for pair in model["of"].values())


def test_likelihoods_are_of_the_three_kinds_and_one_in_all() -> None:
    found = likelihood("en", Evidence.of(["L0=have", "unit=count", "nothing that was learned"]))
    assert set(found) == {NONE, BASELINE, TARGET}
    assert sum(found.values()) == pytest.approx(1)
    price = ["drop=price", "unit=money", "bound=eq", "date=none", "LW=price", "last="]
    goal = ["drop=", "unit=count", "bound=ge", "date=++", "all<goal", "near<goal", "LW=build", "LW=by"]
    assert likelihood("en", Evidence.of(price))[TARGET] < 0.1 < 0.5 < likelihood("en", Evidence.of(goal))[TARGET]


def test_weights_overrule_rules_only_where_they_are_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, Any] = {"start": [0.0, 0.0], "of": in_families({"sure": [9.0, 0.0], "unsure": [0.3, 0.0]})}
    monkeypatch.setattr(kinds, "_weights", lambda _language: said)
    assert kinds.Likeliest()("en", None, Evidence.of(["sure"]), BASELINE) == TARGET  # type: ignore[arg-type]
    assert kinds.Likeliest()("en", None, Evidence.of(["unsure"]), BASELINE) == BASELINE  # type: ignore[arg-type]
    # on pages of trade the rules have the louder voice
    said["of"] = in_families({"sure": [1.15, 0.0]})
    assert kinds.Likeliest()("en", None, Evidence.of(["sure"]), NONE) == TARGET  # type: ignore[arg-type]
    assert kinds.Likeliest()("en-trade", None, Evidence.of(["sure"]), NONE) == NONE  # type: ignore[arg-type]


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


def _asked(figures: list[list[str]]) -> kinds.Likeliest:
    """A judge who has been asked about figures with such evidence; the rules take all of them for targets."""
    judge = kinds.Likeliest()
    for heard in figures:
        assert judge("en", None, Evidence.of(heard), TARGET) == TARGET  # type: ignore[arg-type]
    return judge


def test_a_page_of_many_figures_without_a_sure_target_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, Any] = {"start": [0.0, -9.0], "of": in_families({"sure": [3.0, 0.0], "likely": [0.4, 0.0]})}
    monkeypatch.setattr(kinds, "_weights", lambda _language: said)
    doubtful: list[list[str]] = [[]] * kinds.MANY
    assert _asked(doubtful).finds_none
    # a line or two are too little to tell
    assert not _asked(doubtful[1:]).finds_none
    # one sure target is enough for the others
    assert not _asked([*doubtful, ["sure"]]).finds_none
    # less will do on a page with the words of those that set targets
    assert _asked([*doubtful, ["likely"]]).finds_none
    assert not _asked([*doubtful, ["likely", *EVIDENCE[5]]]).finds_none
    assert _asked([*doubtful, ["likely", *EVIDENCE[3]]]).finds_none


@pytest.mark.parametrize("is_sure", [True, False])
def test_targets_of_a_page_fall_with_its_surest(monkeypatch: pytest.MonkeyPatch, is_sure: bool) -> None:
    said: dict[str, Any] = {"start": [0.0, -9.0], "of": in_families({"R0=halls": [3.0 if is_sure else 0.0, 0.0]})}
    monkeypatch.setattr(kinds, "_weights", lambda _language: said)
    nouns = ["wards"] * kinds.MANY + ["halls"]
    text = " ".join(f"By 2027 the state will build {20 + n} {noun}." for n, noun in enumerate(nouns))
    found = statements_of(look(text), published="2025-03-01", plans=())
    assert [one.kind.value for one in found] == ["target"] * (len(nouns) if is_sure else 0)
    rows = "Indicator | 2024 | 2027\nBeds | 200 | 320\nTheatres | 4 | 9\nLaboratories | 7 | 11\n"
    found = statements_of(look(text + "\n\n" + rows), published="2025-03-01", plans=())
    # what a table sets is no doubt a target, and its page sets targets
    assert sum(one.kind.value == "target" for one in found) == len(nouns) + 3

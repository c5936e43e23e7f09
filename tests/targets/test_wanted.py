"""Whether equipment is wanted: what rules and learned weights say together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import pytest

from monitor.api import read_text
from monitor.targets.equipment import wanted
from monitor.targets.equipment.mentions import equipment_of
from monitor.targets.equipment.named import Named
from monitor.targets.equipment.wanted import Page, is_wanted, likelihood
from monitor.targets.learned.weights import Evidence, in_families
from monitor.targets.reader import statements_of
from monitor.text.views import look

LONG = "Words that say nothing of it. " * 20
TEXT = (
    "The county's health board met on Tuesday.\n"
    "The hospital has 12 scanners. By 2027 the board will buy 14 infusion pumps and 9 wall-mounted readers.\n"
)


def _asked(text: str) -> list[tuple[str, Named, list[str]]]:
    """Every name that the judge is asked about, in the order of the text."""
    view = look(text)
    asked = []

    def judge(named: Named, evidence: Iterable[str], page: Page) -> bool:
        asked.append((view.text[named.hit.start : named.hit.end], named, [*evidence, *page.evidence()]))
        return False

    assert equipment_of(view, statements_of(view, published="2025-03-01", plans=()), judge=judge) == ()
    return asked


def test_weights_are_shipped() -> None:
    model = json.loads(files("monitor.targets.learned").joinpath("wanted.en.json").read_text(encoding="utf-8"))
    assert len(model["of"]) > 1000
    assert all(isinstance(weight, float) for weight in model["of"].values())


def test_a_judge_is_asked_about_each_name_and_has_the_last_word() -> None:
    asked = {surface: (named, evidence) for surface, named, evidence in _asked(TEXT)}
    assert {"scanners", "infusion pumps", "wall-mounted readers"} <= set(asked)
    named, evidence = asked["infusion pumps"]
    assert named.ruled
    assert {"in_goal", "verb=procure", "L0=#", "head=pump", "D=board"} <= set(evidence)


def test_goals_and_facts_near_a_name_and_other_names_are_evidence() -> None:
    near = dict.fromkeys(["scanners", "infusion pumps"])
    for surface, named, _ in _asked(TEXT):
        if surface in near:
            near[surface] = named
    scanners, pumps = near["scanners"], near["infusion pumps"]
    assert scanners is not None
    assert pumps is not None
    assert (scanners.goal_gap, pumps.goal_gap) == (1, 0)
    assert (scanners.fact_gap, pumps.fact_gap) == (0, 1)
    assert scanners.others_wanted >= 1
    assert (pumps.same, pumps.first) == (1, True)


def test_rules_alone_never_take_a_name_that_only_its_noun_gives_away() -> None:
    text = "By 2027 the ministry of health will buy wall-mounted readers for its wards."
    assert [(surface, named.ruled, named.why) for surface, named, _ in _asked(text)] == [
        ("wall-mounted readers", False, ""),
    ]
    assert [surface for surface, *_ in _asked("The ministry will buy 14 printers; printers and a new printer.")] == [
        "printers",
    ]


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    model: dict[str, Any] = {"start": 0.0, "of": in_families({"sure": 9.0, "never": -9.0, "D=tender": -9.0})}
    monkeypatch.setattr(wanted, "_weights", lambda: model)
    return model


def test_likelihood_takes_the_words_of_the_page(weights: dict[str, Any]) -> None:
    assert weights["start"] == 0.0
    assert likelihood(Evidence.of([]), Page(LONG)) == pytest.approx(0.5)
    assert likelihood(Evidence.of(["sure"]), Page(LONG)) > 0.99
    assert likelihood(Evidence.of([]), Page("Tender. " + LONG)) < 0.01


@pytest.mark.parametrize(
    ("evidence", "ruled", "chinese", "text", "answer"),
    [
        ([], True, False, LONG, True),
        ([], False, False, LONG, False),
        (["sure"], False, False, LONG, True),
        (["never"], True, False, LONG, False),
        (["sure"], False, False, "Too short to say what it is.", False),
        (["never"], True, False, "Too short to say what it is.", True),
        (["never"], True, True, LONG, True),
        (["sure"], False, True, LONG, False),
    ],
)
@pytest.mark.usefixtures("weights")
def test_weights_overrule_rules_where_they_are_sure(
    evidence: list[str], *, ruled: bool, chinese: bool, text: str, answer: bool
) -> None:
    named = next(named for _, named, _ in _asked(TEXT))
    named.chinese, named.why, named.hit.loose = chinese, "" if ruled else "told", False
    assert is_wanted(named, Evidence.of(evidence), Page(text)) is answer


def test_mentions_keep_stance_class_and_offsets() -> None:
    text = TEXT + "The money comes from the national programme for primary care, said the minister of health. " * 4
    found = {one["surface"]: one for one in read_text(text, None, "2025-03-01")["equipment"]}
    pumps = found["infusion pumps"]
    assert text[pumps["start"] : pumps["end"]] == "infusion pumps"
    assert (pumps["stance"], pumps["unlisted"]) == ("procure", False)

"""English sentences, construction by construction: a new one is a line in the case file."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from monitor.api import read_text
from monitor.targets.reader import lines

CASES = Path(__file__).parent.parent / "cases" / "targets" / "sentences"


def _cases(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


SENTENCES: list[dict[str, Any]] = _cases("english.yaml")


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["says"][:60])
def test_a_sentence_is_read(case: dict[str, Any]) -> None:
    found = read_text(case["says"], "en", case.get("on", "2024-06-12"))["statements"]
    assert [[s["kind"], s["value"], s["unit"], s["comparator"], s["deadline"] or s["as_of"]] for s in found] == case[
        "reads"
    ]


@pytest.mark.parametrize(("sentence", "surfaces"), _cases("english_equipment.yaml"))
def test_equipment_of_a_sentence(sentence: str, surfaces: list[str]) -> None:
    text = f"The ministry said on Monday what comes next.\n{sentence}"
    assert [one["surface"] for one in read_text(text, "en", "2024-06-12")["equipment"]] == surfaces


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Within three years of its publication, the plan will train 4,000 biomedical engineers.", "2028"),
        ("The ministry will equip 300 hospitals within two years of the strategy's adoption.", "2027"),
        ("The ministry will train 400 midwives within two years of graduation.", None),
    ],
)
def test_years_are_counted_from_the_day_a_plan_was_issued(sentence: str, deadline: str | None) -> None:
    [target] = read_text(sentence, "en", "2025-06-19")["statements"]
    assert target["deadline"] == deadline


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        (
            "By 2025, 40 centres were built, and the first (set) of key equipment and core components exceeded 300.",
            ["centres", "first (set) of key equipment and core components"],
        ),
        ("By 2025, the first set will exceed 300 items.", ["first set"]),
        ("By 2027, 20 labs will be built, wards were upgraded and coverage will exceed 90%.", ["labs", "coverage"]),
    ],
)
def test_a_subject_of_two_nouns_is_one_and_a_clause_before_is_no_part_of_it(sentence: str, metrics: list[str]) -> None:
    assert [one["metric"] for one in read_text(sentence, "en", "2022-01-09")["statements"]] == metrics


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        (
            "Our commitments\n\na) 12 scanners in rural clinics by 2027\nb) waits cut by 20 per cent",
            [("target", 12, "2027"), ("target", 20, "2027")],
        ),
        (
            "The council wants more.\nObjectives for 2031:\n+ at least 18 hubs\n+ 400 nurses",
            [("target", 18, "2031"), ("target", 400, "2031")],
        ),
        ("The council met.\nWhere we are\n- 18 hubs built", [("baseline", 18, None)]),
    ],
)
def test_a_heading_of_goals_governs_the_list_below(text: str, reads: list[tuple[str, int, str | None]]) -> None:
    found = read_text(text, "en", "2024-06-12")["statements"]
    assert [(s["kind"], s["value"], s["deadline"]) for s in found] == reads


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The ministry of health will open 40 centres or more by 2027.", "centres"),
        ("The ministry is to buy 60 mobile scanners or more by 2028.", "mobile scanners"),
    ],
)
def test_a_bound_behind_the_noun_leaves_the_noun_what_is_counted(text: str, counted: str) -> None:
    [found] = read_text(text, None, "2025-01-01")["statements"]
    assert (found["counted"], found["metric"], found["comparator"]) == (counted, counted, "ge")


@pytest.mark.parametrize(
    "items",
    [
        ["More than 70% of pumps assembled here", "120 nurses trained in each region"],
        ["Over 60% of tests done at the bedside", "40 laboratories linked", "25% of kits recycled"],
        ["The fund is to spend a good deal more on\n40 laboratories by 2029.", "12 of them are new."],
        ["Hospitals in the hills are to have enough of the\nstaff that they need, and technicians\n300 in number."],
    ],
)
def test_a_figure_begins_an_item_unless_the_line_before_asks_for_it(items: list[str]) -> None:
    assert [line for _, line in lines("\n".join(items)) if line] == items


def test_no_quote_runs_over_two_items() -> None:
    text = "Goals for 2029\nMore than 70% of pumps assembled here\n120 nurses trained in each region"
    assert all("\n" not in one["quote"] for one in read_text(text, "en", "2026-06-19")["statements"])

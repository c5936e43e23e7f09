"""What a whole English text says of time: the years of its plan, the end of its fiscal years."""

from __future__ import annotations

import pytest

from monitor.api import read_text

GOAL = "The ministry will equip 31 clinics."


@pytest.mark.parametrize(
    ("before", "deadline"),
    [
        ("The Guidelines for Rural Care (2024-2028) were adopted on Monday.", "2028"),
        ("A roadmap covering 2024–2029 has been adopted.", "2029"),
        ("The works will run from March 2024 to October 2027.", "2027-10"),
        ("The scheme of the Union of India covers the period 2024-25 to 2028-29.", "2029-03"),
        ("Parliament in Canberra debated the Australian programme for the years 2024-25 to 2026-27.", "2027-06"),
        ("Device Masterplan 2031 was published.", "2031"),
        ("The cabinet endorsed a three-year programme. It ends by December, and lasts until 2026.", "2026"),
        ("The cabinet endorsed a three-year programme.", "2027"),
        ("Factories sold fewer masks between 2018 and 2020.", None),
        ("Exports grew in 2019-2021.", None),
    ],
)
def test_an_undated_goal_is_due_at_the_end_of_the_plan(before: str, deadline: str | None) -> None:
    [target] = read_text(f"{before}\n\n{GOAL}", "en", "2024-06-12")["statements"]
    assert target["deadline"] == deadline


def test_a_budget_is_for_its_year() -> None:
    text = "Estimates of Expenditure, FY 2024/25\nNairobi, Kenya\n\nA sum of KSh 310 million is set aside for theatres."
    assert [s["deadline"] for s in read_text(text, "en", "2024-06-12")["statements"]] == ["2025-06"]


@pytest.mark.parametrize(
    ("place", "deadline"),
    [
        ("The treasury in Kigali, Rwanda, said so.", "2027-06"),
        ("The treasury in Kathmandu, Nepal, said so.", "2027-07"),
        ("The board of NHS Wales said so.", "2027-03"),
        ("The Thai cabinet in Bangkok said so.", "2027-09"),
        ("The financial year ends on 31 August.", "2027-08"),
    ],
)
def test_a_fiscal_year_ends_when_its_country_says(place: str, deadline: str) -> None:
    text = f"{place}\nIt will train 240 nurses in the financial year 2026/27."
    assert [s["deadline"] for s in read_text(text, "en", "2024-06-12")["statements"]] == [deadline]


def test_a_table_may_name_its_unit_behind_and_the_year_of_a_cell() -> None:
    text = """The strategy of the ministry has two indicators.

Indicator | Baseline (year) | 2027
Clinics online, % | 12 (2022) | 60
Posts with a midwife | 140 (2021) | 300"""
    found = read_text(text, "en", "2024-06-12")["statements"]
    assert [(s["kind"], s["value"], s["unit"], s["deadline"] or s["as_of"]) for s in found] == [
        ("baseline", 12, "percent", "2022"),
        ("target", 60, "percent", "2027"),
        ("baseline", 140, "count", "2021"),
        ("target", 300, "count", "2027"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Indicator | Unit | Status 2023 | Target 2027\nClinics online | % | 12 | 60",
        "| Indicator | 2023 | 2027 |\n|---|---|---|\n| Clinics online (%) | 12 | 60 |",
        "Clinics online: 12% (2023), 60% (2027)",
    ],
    ids=["unit column", "drawn", "years in brackets"],
)
def test_indicators_may_be_written_in_many_ways(table: str) -> None:
    found = read_text(f"The ministry approved its strategy in May.\n\n{table}", "en", "2024-06-12")["statements"]
    assert [(s["kind"], s["value"], s["unit"], s["deadline"] or s["as_of"]) for s in found] == [
        ("baseline", 12, "percent", "2023"),
        ("target", 60, "percent", "2027"),
    ]

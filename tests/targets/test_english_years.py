"""What a whole English text says of time: the years of its plan, the end of its fiscal years."""

from __future__ import annotations

import pytest

from monitor.api import read_text
from monitor.targets.reader import statements_of
from monitor.text.views import look

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
        ("The city has drawn up a five-year blueprint, which ends in 2028.", "2028"),
        ("ROADMAP FOR SAFE CARE 2025-2029: SUMMARY", "2029"),
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
        ("Estimates 2026/27 (July to June) were tabled.", "2027-06"),
        ("FY 2027 (September 1, 2026 - August 31, 2027) is the second of the biennium.", "2027-08"),
        ("Statement of intent 2026/27 (to 30 June 2027).", "2027-06"),
        ("Annual report for the year ended 31 March 2024.", "2027-03"),
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


@pytest.mark.parametrize(
    ("place", "amount", "currency"),
    [
        ("BUENOS AIRES, Argentina", "48 million pesos", "ARS"),
        ("MEXICO CITY", "48 million pesos", "MXN"),
        ("Cairo", "48 million pounds", "EGP"),
        ("Cairo", "£48 million", "GBP"),
        ("Oslo", "48 million kroner", "NOK"),
        ("Bangkok, Thailand", "Bt 48 million", "THB"),
    ],
)
def test_a_sum_is_in_the_money_of_its_place(place: str, amount: str, currency: str) -> None:
    text = f"{place}\n\nThe government will spend {amount} on scanners in 2027."
    [target] = read_text(text, "en", "2024-06-12")["statements"]
    assert (target["value"], target["unit"]) == (48_000_000, currency)


@pytest.mark.parametrize(
    ("place", "currency", "deadline"),
    [
        ("Calgary, Alberta", "CAD", "2027-03"),
        ("Reply of the Hospital Authority", "HKD", "2027-03"),
        ("Pharmac and Medsafe, Auckland", "NZD", "2027-06"),
        ("Sydney, Queensland Health", "AUD", "2027-06"),
        ("SINGAPORE", "SGD", "2027-03"),
        ("Boston", "USD", "2027-09"),
    ],
)
def test_a_dollar_and_a_fiscal_year_are_those_of_the_place(place: str, currency: str, deadline: str) -> None:
    text = f"{place}\n\nThe government will spend about $48 million on scanners in 2026/27."
    [target] = read_text(text, "en", "2024-06-12")["statements"]
    assert (target["unit"], target["deadline"]) == (currency, deadline)


@pytest.mark.parametrize(
    ("season", "deadline"),
    [("by spring 2027", "2027"), ("before the winter of 2026", "2026"), ("by winter 2026/27", "2027")],
)
def test_a_season_is_of_its_year(season: str, deadline: str) -> None:
    [target] = read_text(f"The ministry will equip 31 clinics {season}.", "en", "2024-06-12")["statements"]
    assert target["deadline"] == deadline


def test_a_span_as_long_as_a_plan_that_begins_next_year_is_that_of_the_plan() -> None:
    text = "Device Strategy 2025-2028\n\nThe ministry will train 460 technicians over four years."
    [target] = read_text(text, "en", "2024-06-12")["statements"]
    assert target["deadline"] == "2028"


@pytest.mark.parametrize(
    ("before", "deadline"),
    [
        ("A stroke network was shown, whose second phase has EUR 9 million until March 2027.", "2027-03"),
        ("A stroke network was shown. Another one is to last until March 2027, and a third until 2030.", None),
        ("A stroke network was shown in March 2027.", None),
    ],
)
def test_the_only_end_that_a_text_sets_to_a_plan_is_that_of_its_goals(before: str, deadline: str | None) -> None:
    # what the text sets: a goal that has no date by it may still have one that was learned to be its own
    view = look(f"Health news\n\n{before}\n\n{GOAL}")
    found = statements_of(view, published="2024-06-12", plans=(), choose=lambda *_: None)
    assert [one.deadline for one in found if one.value == 31] == [deadline]


def test_the_items_below_a_heading_of_figures_of_a_translated_page_are_due_with_its_plan() -> None:
    text = """Device channel

A few days ago the "Dialysis Renewal Work Plan" came out; until the end of 2028 the city
will renew 9 ten thousand units (sets) of machines, the investment is 3 billion yuan.

The main indicators are as follows
1. hemodialysis: machines 310 units, that is 120 units in 2023;
2. water treatment: filters 85 units, replaces 60 vehicles;
3. money: special bonds 1.2 billion."""
    found = read_text(text, "en", "2025-03-02")["statements"]
    assert [(s["value"], s["unit"], s["deadline"]) for s in found if s["kind"] == "target"] == [
        (90_000, "count", "2028"),
        (3_000_000_000, "CNY", "2028"),
        (310, "count", "2028"),
        (85, "count", "2028"),
        (60, "count", "2028"),
        (1_200_000_000, "CNY", "2028"),
    ]


def test_months_of_one_goal_are_not_those_of_the_next_in_a_plan() -> None:
    text = "Device Strategy 2024-2028\n\nThe queue is to be cleared within 9 months. The state will add 40 wards."
    found = read_text(text, "en", "2024-06-12")["statements"]
    assert [s["deadline"] for s in found if s["value"] == 40] == ["2028"]

"""English figures and their units, whatever kind they are of: all are kept, so that only value and unit are told."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from monitor.targets.chinese.clauses import Clause as ChineseClause
from monitor.targets.english.clauses import Clause as EnglishClause
from monitor.targets.learned.kinds import BASELINE
from monitor.targets.reader import statements_of
from monitor.text.views import look


def _all(_manner: str, _clause: EnglishClause | ChineseClause, _evidence: Iterable[str], ruled: str) -> str:
    return ruled or BASELINE


def figures(text: str) -> list[tuple[float, str]]:
    found = statements_of(look(text), published="2024-06-12", plans=(), judge=_all)
    return [(float(one.value), one.unit) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # measured in what the sentence before was
        ("The median wait was 41 days in 2023. The strategy speaks of 25 by 2027.", [(41, "days"), (25, "days")]),
        (
            "Only 38 per cent of clinics had a steriliser.\nBy 2028 the government wants 70.",
            [(38, "percent"), (70, "percent")],
        ),
        ("The wait was 62 days in 2022; 2023: 58.", [(62, "days"), (58, "days")]),
        ("The share was 62% in 2022.\nTarget 2026: 85\n", [(62, "percent"), (85, "percent")]),
        ("Vacancies stood at 14 per cent. The plan is for 30 new posts.", [(14, "percent"), (30, "count")]),
        ("Growth was 12%. Test platforms above the city level reach 40.", [(12, "percent"), (40, "count")]),
        # the unit stands before the colon
        ("Downtime minutes, monthly: target for 2026 45", [(45, "minutes")]),
        ("Time from sample to result (days): baseline 14, target 4 by 2027.", [(14, "days"), (4, "days")]),
        ("lethality, %: 8.4 / 6.9", [(8.4, "percent"), (6.9, "percent")]),
        # in brackets, or behind another measure
        ("The wait was 21 days for a scan (24 a year earlier).", [(21, "days"), (24, "days")]),
        ("The share comes down to 5 per cent from the present 23.6.", [(5, "percent"), (23.6, "percent")]),
    ],
)
def test_bare_figures_have_the_unit_of_what_is_spoken_of(text: str, found: list[tuple[float, str]]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The district will have 214 AEDs in schools by 2027.", [(214, "count")]),
        ("The county had 900 AED last year and paid AED 5 million.", [(900, "count"), (5_000_000, "AED")]),
        ("The system was used 231 times last year.", [(231, "count")]),
        ("Exports are to grow 3 times by 2030.", [(3, "times")]),
        ("The state will open 210 day care centres by 2027.", [(210, "count")]),
        ("The wait is to be cut to 28 days.", [(28, "days")]),
        ("Between four and six projects will be funded.", [(4, "count")]),
        ("A hundred and forty machines will be bought.", [(140, "count")]),
        ("Registered makers number 4,100 today.", [(4100, "count")]),
        ("1. 80 percent of new patients will be treated at home by 2025.", [(80, "percent")]),
        ("Investment will reach 1. 3 trillion yuan by 2025.", [(1_300_000_000_000, "CNY")]),
    ],
)
def test_words_that_look_like_units(text: str, found: list[tuple[float, str]]) -> None:
    assert figures(text)[-len(found) :] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The state paid €140 million, of which 96 million was for scanners.", [(140e6, "EUR"), (96e6, "EUR")]),
        ("The programme has 90 million euros. It had been 74 million at first.", [(90e6, "EUR"), (74e6, "EUR")]),
        (
            "It pays half of the cost, or 71 million, from the €200 million fund.",
            [(50, "percent"), (71e6, "EUR"), (200e6, "EUR")],
        ),
        ("The £40 million plan is for a population of 5 million.", [(40e6, "GBP"), (5e6, "count")]),
        (
            "The £40 million plan is to halve a waiting list of 7.6 million.",
            [(40e6, "GBP"), (50, "percent"), (7.6e6, "count")],
        ),
    ],
)
def test_sums_have_the_currency_that_was_said(text: str, found: list[tuple[float, str]]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rule is kept in 9 of 10 cases.", [(90, "percent")]),
        ("Results must be there in 95 cases out of 100.", [(95, "percent")]),
        ("Rooms are to work 9 days in 10.", [(90, "percent")]),
        ("Loans made up 36 cents of each dollar.", [(36, "percent")]),
    ],
)
def test_parts_of_round_numbers_are_shares(text: str, found: list[tuple[float, str]]) -> None:
    assert figures(text) == found

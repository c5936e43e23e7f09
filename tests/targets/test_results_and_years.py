"""What stands under a heading of results or of a year, beside a year of its row, and in the plan that went before."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.api import read_text


def figures(text: str, language: str, published: str | None) -> list[tuple[Any, ...]]:
    """Kind, value, and the date of each statement."""
    return [
        (one["kind"][:1], float(one["value"]), one["deadline"] or one["as_of"])
        for one in read_text(text, language, published)["statements"]
    ]


def named(text: str, language: str, published: str | None) -> list[tuple[Any, ...]]:
    """Metric, kind, value and the date of each statement."""
    statements = read_text(text, language, published)["statements"]
    return [
        (one["metric"], *figure) for one, figure in zip(statements, figures(text, language, published), strict=True)
    ]


RESULTS = """The ministry published its annual report on hospital equipment.

2024 achievements

The ministry delivered 30 MRI scanners.

- 45 new ICU beds
- 70% of theatres refurbished

Next steps

- 90 new ICU beds by 2027
"""
DELIVERED = """What the government delivered in 2025
1. 12 mobile clinics
2. 4,000 oxygen concentrators
What comes next: by 2028, 20 mobile clinics will be running.
"""
ACHIEVED = """Ministry of Health: medical equipment programme
What we achieved
* 35 dialysis centres
* 60% of district hospitals equipped with X-ray
What we will do by 2028
* 50 dialysis centres
"""
ROADMAP = """Medical Technology Roadmap
The department sets these goals for the country.
By the end of 2029:
• 75 catheterisation labs in public hospitals
• 40% of devices made at home
In 2031:
• 100 catheterisation labs in public hospitals
"""
TIMELINE = """Timeline of the scheme
In 2019:
• 12 hospitals joined
In 2021:
• 30 hospitals joined
"""


@pytest.mark.parametrize(
    ("text", "published", "found"),
    [
        (RESULTS, "2025-02-01", [("b", 30, "2024"), ("b", 45, "2024"), ("b", 70, "2024"), ("t", 90, "2027")]),
        (DELIVERED, "2026-02-01", [("b", 12, "2025"), ("b", 4000, "2025"), ("t", 20, "2028")]),
        (ACHIEVED, "2026-03-10", [("b", 35, None), ("b", 60, None), ("t", 50, "2028")]),
        (ROADMAP, None, [("t", 75, "2029"), ("t", 40, "2029"), ("t", 100, "2031")]),
        (TIMELINE, None, [("b", 12, "2019"), ("b", 30, "2021")]),
    ],
    ids=["results", "delivered", "achieved", "undated", "history"],
)
def test_headings_of_results_and_of_years(text: str, published: str | None, found: list[tuple[Any, ...]]) -> None:
    assert figures(text, "en", published) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "医疗装备产业主要指标\n年份 | 产值（亿元） | 企业数（家）\n2024年 | 320 | 45\n2028年 | 700 | 90",
            "zh",
            [
                ("产值", "b", 32e9, "2024"),
                ("企业数", "b", 45, "2024"),
                ("产值", "t", 70e9, "2028"),
                ("企业数", "t", 90, "2028"),
            ],
        ),
        (
            "分年度目标\n年度 | 更新设备台数 | 更新率\n2026 | 1200台 | 30%\n2027 | 2600台 | 65%",
            "zh",
            [
                ("更新设备台数", "t", 1200, "2026"),
                ("更新率", "t", 30, "2026"),
                ("更新设备台数", "t", 2600, "2027"),
                ("更新率", "t", 65, "2027"),
            ],
        ),
        (
            "Roll-out of CT scanners\nYear | Units | Share of hospitals (%)\n2024 | 120 | 35\n2030 | 400 | 95",
            "en",
            [
                ("Units", "b", 120, "2024"),
                ("Share of hospitals", "b", 35, "2024"),
                ("Units", "t", 400, "2030"),
                ("Share of hospitals", "t", 95, "2030"),
            ],
        ),
        (
            "Targets by year\nBy end of | New dialysis stations | Funding (US$ million)\n"
            "2027 | 40 | 12\n2028 | 90 | 30",
            "en",
            [
                ("New dialysis stations", "t", 40, "2027"),
                ("Funding", "t", 12e6, "2027"),
                ("New dialysis stations", "t", 90, "2028"),
                ("Funding", "t", 30e6, "2028"),
            ],
        ),
    ],
    ids=["industry", "by year", "roll-out", "by end of"],
)
def test_a_table_with_a_year_in_each_row_measures_what_its_heads_say(
    text: str, language: str, found: list[tuple[Any, ...]]
) -> None:
    assert named(text, language, "2025-03-01") == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "Kenya Medical Equipment Strategy 2026-2030\nThe ministry will equip 120 hospitals with CT scanners.\n"
            "The previous plan aimed to equip 60 hospitals by 2025.\n",
            "en",
            [(120, "2030", True), (60, "2025", False)],
        ),
        (
            "National Cancer Equipment Programme 2026-2030\nThe former programme promised 25 linear accelerators "
            "by the end of 2025.\nBy 2030 there will be 60 linear accelerators.\n",
            "en",
            [(25, "2025", False), (60, "2030", True)],
        ),
        (
            "云江省医疗装备产业行动计划（2026—2030年）\n上一轮规划提出到2025年产业规模达到300亿元。本计划提出产业规模达到700亿元。\n",
            "zh",
            [(30e9, "2025", False), (70e9, "2030", True)],
        ),
    ],
    ids=["previous", "former", "上一轮"],
)
def test_what_the_plan_before_wanted_is_due_when_it_was_and_of_no_plan_here(
    text: str, language: str, found: list[tuple[Any, ...]]
) -> None:
    statements = read_text(text, language, "2026-02-01")["statements"]
    assert [(float(one["value"]), one["deadline"], one["plan"] is not None) for one in statements] == found

"""A text without a date of its own: what it speaks of as come tells facts from goals."""

from __future__ import annotations

import pytest

from monitor.api import read_text


@pytest.mark.parametrize(
    ("text", "facts", "goals"),
    [
        (
            "2021年以来，全市出台了一系列支持政策。2020年，全市医疗装备产业实现工业产值达320亿元。"
            "根据规划，到2025年，全市医疗装备产业产值突破500亿元。",
            [32_000_000_000],
            [50_000_000_000],
        ),
        (
            "截至2023年底，全省配置核磁共振420台。到2025年，全省核磁共振配置数量达到600台。",
            [420],
            [600],
        ),
        (
            "2022年，全县设备更新投入8600万元，同比增长12%。力争到2026年，设备更新投入达到2亿元。",
            [86_000_000, 12],
            [200_000_000],
        ),
        (
            "某省印发《医疗装备产业发展规划（2026—2030年）》。2025年，全省医疗装备产值为6100亿元，企业2300家。"
            "到2030年，产值超过9000亿元。",
            [610_000_000_000, 2300],
            [900_000_000_000],
        ),
        (
            "As of the end of 2022, the region had 41 imaging centres. By 2027, the plan will open 60 imaging centres.",
            [41],
            [60],
        ),
    ],
)
def test_facts_and_goals_are_told_apart_without_a_date(text: str, facts: list[int], goals: list[int]) -> None:
    statements = read_text(text)["statements"]
    assert [one["value"] for one in statements if one["kind"] == "baseline"] == facts
    assert [one["value"] for one in statements if one["kind"] == "target"] == goals


def test_a_guessed_year_is_nothing_to_count_from() -> None:
    text = "2021年以来，全市加快设备更新。三年内，全市新增监护仪500台。"
    [statement] = read_text(text)["statements"]
    assert statement["deadline"] is None
    [dated] = read_text(text, published="2022-03-01")["statements"]
    assert dated["deadline"] == "2025"

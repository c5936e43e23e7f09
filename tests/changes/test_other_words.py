"""One letter or character more or less: a slip of the pen, or another word."""

from __future__ import annotations

import pytest

from monitor.changes import compare
from monitor.types import RuleFilter
from tests.changes.cases import a_version

HEARD = RuleFilter().min_significance
ENGLISH = "# Notice\nThe rules for {} devices apply to all hospitals of the region."
CHINESE = "# 通知\n本条适用于{}的产品，由主管部门统一管理。"


def score_of(frame: str, before: str, after: str) -> float:
    changes = compare(a_version(frame.format(before)), a_version(frame.format(after)))
    return max((change.significance for change in changes), default=0.0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("licensed", "unlicensed"),
        ("deregistered", "registered"),
        ("eligible", "ineligible"),
        ("compliant", "noncompliant"),
        ("non-invasive", "invasive"),
        ("preoperative", "postoperative"),
        ("hypertension", "hypotension"),
        ("prescribed", "proscribed"),
    ],
)
def test_an_english_word_with_another_head_is_another_word(before: str, after: str) -> None:
    assert score_of(ENGLISH, before, after) >= HEARD


@pytest.mark.parametrize(
    ("before", "after"), [("进口", "出口"), ("公立", "私立"), ("东部", "西部"), ("植入", "介入"), ("買入", "賣入")]
)
def test_a_chinese_character_for_its_opposite_is_another_word(before: str, after: str) -> None:
    assert score_of(CHINESE, before, after) >= HEARD


@pytest.mark.parametrize(
    ("frame", "before", "after"),
    [
        (ENGLISH, "commision", "commission"),
        (ENGLISH, "reuseable", "reusable"),
        (ENGLISH, "enquired", "inquired"),
        (CHINESE, "截止目前", "截至目前"),
        (CHINESE, "布署", "部署"),
        (CHINESE, "认真的管理", "认真地管理"),
    ],
)
def test_a_slip_of_the_pen_is_none(frame: str, before: str, after: str) -> None:
    assert score_of(frame, before, after) < HEARD


def test_the_heat_of_a_post_is_a_counter() -> None:
    assert score_of("# 通知\n各单位应当报送采购情况。\n热度：{}", "3021", "4021") < HEARD

"""One amount in two spellings is one amount."""

from __future__ import annotations

import pytest

from monitor.changes.amounts import canonical, is_same_amount
from monitor.changes.words import tokens


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("达到7000亿元", "达到0.7万亿元"),
        ("投入12000万元", "投入1.2亿元"),
        ("設立三家中心", "设立3家中心"),
        ("invest £1,200 million by 2028", "invest £1.2 billion by 2028"),
        ("1 200 000 beds", "1,200,000 beds"),
        ("five regions", "5 regions"),
        ("增长 25.0%", "增长25%"),
    ],
)
def test_the_same_amount_in_another_spelling(before: str, after: str) -> None:
    assert is_same_amount(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("达到7000亿元", "达到7000万元"),
        ("达到7000亿元", "达到7000亿美元"),
        ("设立三家中心", "设立3个中心"),
        ("invest £1,200 million", "invest $1.2 billion"),
        ("1.250 units", "1,250 units"),
        ("25%", "25"),
        ("二〇二六年", "二〇二五年"),
    ],
)
def test_another_amount_unit_or_counter(before: str, after: str) -> None:
    assert not is_same_amount(before, after)


@pytest.mark.parametrize("text", ["", "no figures", "第…条", "1.2.3", "1,2,3", "9" * 40 + "万"])
def test_what_is_no_amount_stays(text: str) -> None:
    assert canonical(tokens(text)) == text.replace(" ", "")

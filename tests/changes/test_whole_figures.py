"""A changed figure is shown as that figure, with its fraction, decimals and unit; never as half of one."""

from __future__ import annotations

import pytest

from monitor.changes import diff_words


@pytest.mark.parametrize(
    ("before", "after", "went", "came"),
    [
        ("1.2k views", "1.3k views", "1.2k", "1.3k"),
        ("at a cost of $1.2M a year", "at a cost of $1.3M a year", "$1.2M", "$1.3M"),
        ("a 1.5T scanner", "a 3.5T scanner", "1.5T", "3.5T"),
        ("weighs 2.5kg", "weighs 3.5kg", "2.5kg", "3.5kg"),
        ("占三分之一", "占三分之二", "三分之一", "三分之二"),
        ("提高零点五个百分点", "提高零点六个百分点", "零点五个百分点", "零点六个百分点"),
        ("到2025年达到7000亿元", "到2025年达到7500亿元", "7000亿元", "7500亿元"),
    ],
)
def test_figures_are_never_cut(before: str, after: str, went: str, came: str) -> None:
    words = diff_words(before, after)
    assert [text for op, text in words if op == "-"] == [went]
    assert [text for op, text in words if op == "+"] == [came]

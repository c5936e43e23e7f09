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
        ("共 1 200 000 元", "共 1 250 000 元", "1 200 000 元", "1 250 000 元"),
        ("of 1\u00a0200\u00a0000 beds", "of 1\u00a0300\u00a0000 beds", "1\u00a0200\u00a0000", "1\u00a0300\u00a0000"),
        ("of 1\u2009200,5 Mrd", "of 1\u2009200,7 Mrd", "1\u2009200,5", "1\u2009200,7"),
        ("of 1\u202f200 beds", "of 12\u202f200 beds", "1\u202f200", "12\u202f200"),
        ("1.200.000 EUR", "1.250.000 EUR", "1.200.000", "1.250.000"),
        ("about 1/3 of them", "about 2/3 of them", "1/3", "2/3"),
        ("for 2½ years", "for 3½ years", "2½", "3½"),
        ("in 2025 300 sites", "in 2026 300 sites", "2025", "2026"),
        ("产值 7000 亿元", "产值 0.7 万亿元", "7000 亿元", "0.7 万亿元"),
    ],
)
def test_figures_are_never_cut(before: str, after: str, went: str, came: str) -> None:
    words = diff_words(before, after)
    assert [text for op, text in words if op == "-"] == [went]
    assert [text for op, text in words if op == "+"] == [came]

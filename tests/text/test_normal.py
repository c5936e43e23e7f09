"""`comparable` forgets what a reader cannot see, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.normal import comparable, comparables

SAME = {
    "white space": ("到 2025 年，\u3000产业 规模", "到2025年,产业规模"),
    "line wrap": ("the industrial\n   output", "the industrial output"),
    "full width": ("产值７０００亿元（含税）", "产值7000亿元(含税)"),
    "quotes": ("“十四五”期间", '"十四五"期间'),
    "typographic apostrophe": ("the plan’s goal – 5", "the plan's goal - 5"),
    "invisible": ("医\u200b疗装\u00ad备\ufeff", "医疗装备"),
    "cloaking": ("產(chǎn)業(yè)發(fā)展達(dá)到300項(xiàng)", "產業發展達到300項"),
    "cloaking in full width": ("產（chǎn）業", "產業"),
    "entities": ("R&amp;amp;D &nbsp;centres", "R&D centres"),
    "mojibake": ("the planâ€™s goal", "the plan's goal"),
    "composed accents": ("cafe\u0301", "café"),
    "space before mark": ("exceed 300 .", "exceed 300."),
}

DIFFERENT = {
    "figure": ("7000亿元", "7500亿元"),
    "script": ("產業", "产业"),
    "case": ("Plan", "plan"),
    "real brackets": ("首台(套)", "首台"),
    "acronym": ("膜肺(ECMO)", "膜肺"),
    "list letters": ("条款(a)", "条款(b)"),
    "words": ("ten beds", "tenbeds"),
}


@pytest.mark.parametrize("name", SAME)
def test_same_text(name: str) -> None:
    one, other = SAME[name]
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize("name", DIFFERENT)
def test_different_text(name: str) -> None:
    one, other = DIFFERENT[name]
    assert comparable(one) != comparable(other)


@given(st.text(alphabet=st.sampled_from("产業字 (（)）bāde&amp;#38x\u00ad\u200b\u3000\n,，’—…Ââ€™12 .")))
def test_idempotent(text: str) -> None:
    once = comparable(text)
    assert comparable(once) == once


_PIECES = st.text(alphabet=st.sampled_from("産業Σσ (（)）bāde&;#10x\u00ad\u200b\u0301\u3000\r\n,，’—…Ââ€™ 12 ."))


@given(st.lists(_PIECES, max_size=5))
def test_lines_together_are_as_each_alone(lines: list[str]) -> None:
    assert comparables(lines) == [comparable(line) for line in lines]


def test_a_line_of_several_lines_stays_one() -> None:
    assert comparables(["一\n二", "a&#10;b", ""]) == ["一二", "a b", ""]

"""A view can always be led back to the faithful text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.decloak import cloak_spans, decloak
from monitor.text.fold import fold, fold_script
from monitor.text.views import look

TEXT = st.text(alphabet=st.sampled_from("产業達(dá)(chǎn)字項xiàng（）ａ７ \u200b\u00ad\u3000\n,，100個年套ECMO"))


@pytest.mark.parametrize(
    ("source", "view"),
    [
        ("到2025 年,產(chǎn)業(yè)達(dá)到７０００億元", "到2025年,产业达到7000亿元"),
        ("首臺(套)突破300 項(xiàng)", "首台(套)突破300项"),
        ("體外膜肺氧合機(jī)(ECMO)", "体外膜肺氧合机(ECMO)"),
        ("相當(dāng)?shù)幕A(chǔ)", "相当?shù)幕A(chǔ)"),
        ("「十四五」規劃", '"十四五"规划'),
        ("hundred beds", "hundred beds"),
        ("首页  新闻\u3000联系", "首页  新闻\t联系"),
    ],
)
def test_view(source: str, view: str) -> None:
    assert look(source).text == view


def test_span_takes_the_pinyin_along() -> None:
    source = "突破300項(xiàng),建設"
    view = look(source)
    start = view.text.index("300")
    assert source[slice(*view.span(start, start + 4))] == "300項(xiàng)"


@given(TEXT)
def test_every_character_comes_from_the_source(source: str) -> None:
    view = look(source)
    for index, character in enumerate(view.text):
        assert fold(source[view.at(index)]) == character


@given(TEXT)
def test_spans_grow_with_the_view(source: str) -> None:
    view = look(source)
    ends = [view.span(0, end)[1] for end in range(1, len(view.text) + 1)]
    assert ends == sorted(ends)
    assert all(end <= len(source) for end in ends)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_decloak_removes_just_the_spans(text: str) -> None:
    kept = list(text)
    for start, end in cloak_spans(text):
        kept[start:end] = [""] * (end - start)
    assert "".join(kept) == decloak(text)


def test_scripts_meet() -> None:
    assert fold_script("體外診斷試劑與醫療裝備產業") == "体外诊断试剂与医疗装备产业"

"""The language of a text by its script and its smallest words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.language import language_of

TEXTS = {
    "zh-Hans": "到2027年，全市听力设备产业产值突破400亿元，建成检测中心12个。",
    "zh-Hant": "到2027年，全市聽力設備產業產值突破400億元，建成檢測中心12個。",
    "en": "The output value of the hearing device industry shall exceed 40 billion yuan by 2027.",
    "de": "Der Wert der Produktion soll bis 2027 auf mehr als vierzig Milliarden steigen, und das ist nicht wenig.",
    "fr": "La valeur de la production des appareils dans la ville sera plus grande en 2027, selon le plan.",
    "ja": "市は二〇二七年までに検査センターを十二か所に設けることとした。",
    "ko": "시는 2027년까지 검사 센터 열두 곳을 세우기로 했다.",
    "ru": "План развития промышленности до 2027 года предусматривает двенадцать центров.",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_each(tag: str) -> None:
    assert language_of(TEXTS[tag]) == tag


def test_cloaked_chinese_is_chinese() -> None:
    assert language_of("產(chǎn)業(yè)發(fā)展規(guī)劃提出到2027年產(chǎn)值突破400億元") == "zh-Hant"


def test_chinese_with_many_latin_names() -> None:
    assert (
        language_of("突破CT用高能X射线管（X-ray tube）、ECMO（extracorporeal membrane oxygenation）等部件") == "zh-Hans"
    )


def test_too_little_says_nothing() -> None:
    assert language_of("2027 400") is None
    assert language_of("") is None


@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    assert language_of(text) is None or isinstance(language_of(text), str)


@pytest.mark.parametrize("mark", ["“", "…", "é", "½", "Ⓐ"])
def test_a_mark_that_is_not_ascii_turns_no_language_into_another(mark: str) -> None:
    assert language_of(f"{mark} {TEXTS['en']}") == "en"
    assert language_of(f"{TEXTS['de']} {mark}") == "de"

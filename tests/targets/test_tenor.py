"""What the words of a page are like."""

from __future__ import annotations

import pytest

from monitor.api import read_text
from monitor.targets.learned.tenor import SPAN, STEPS, Tenor, words_of

RESULTS = {
    "en": "Third-quarter sales of the maker rose to $48 million, and earnings per share were $1.20, analysts said. "
    "Shares closed higher. In the trial, 212 patients were enrolled, and the sensitivity of the assay was 91%. ",
    "zh": "公司第三季度营业收入4.8亿元，同比增长12%，净利润0.9亿元，每股收益1.2元。"
    "临床试验共入组212例患者，灵敏度为91%。",
}
PLAN = {
    "en": "The ministry published its action plan for hospital equipment. By 2030 the government will open 40 "
    "diagnostic centres, at least 85% of district hospitals will have a CT scanner, and 1,200 radiographers will be "
    "trained. ",
    "zh": "市政府印发医疗装备产业高质量发展行动计划。到2030年，全市建成诊断中心40家，"
    "县级医院CT配备率达到85%以上，培养技师1200名。",
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_results_sound_less_like_goals_than_a_plan(language: str) -> None:
    results, plan = (Tenor((text[language] * 8).lower(), language).at(0) for text in (RESULTS, PLAN))
    assert 0 <= results < plan <= STEPS - 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_text_that_says_nothing_is_a_page_like_any_other(language: str) -> None:
    assert Tenor("", language).at(0) == Tenor("qqq zzz", language).at(0) >= STEPS // 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_around_a_place_counts_as_much_as_the_beginning(language: str) -> None:
    past = RESULTS[language] * (3 * SPAN[language] // len(RESULTS[language]))
    tenor = Tenor((past + PLAN[language] * 8).lower(), language)
    assert tenor.at(0) == tenor.at(SPAN[language]) < tenor.at(len(past) + SPAN[language])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_goals_behind_pages_of_results_are_goals(language: str) -> None:
    past = RESULTS[language] * (3 * SPAN[language] // len(RESULTS[language]))
    found = read_text(f"{past}\n{PLAN[language]}", language, "2026-03-01")["statements"]
    targets = [one["value"] for one in found if one["kind"] == "target"]
    assert {40, 85} <= set(targets)


def test_words_of_a_page_begin_with_a_letter_and_have_two() -> None:
    text = "a state-of-the-art 'clinic' - it's --x-- the board's -- 12ct é5ab — \"quote\" -'end"
    words = {"state-of-the-art", "clinic'", "it's", "x--", "the", "board's", "ct", "ab", "quote", "end"}
    assert words_of(text, "en") == words
    assert words_of("全市建成", "zh") == {"全市", "市建", "建成"}

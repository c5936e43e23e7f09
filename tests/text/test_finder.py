"""Many words in one pass."""

from monitor.api import read_text
from monitor.text.finder import Finder


def test_all_words_are_found_and_of_overlapping_ones_the_longest_if_wanted() -> None:
    words = ["scan", "scanner", "ner", "扫描"]
    assert Finder(words).find("scanner 扫描") == [(0, 0, 4), (1, 0, 7), (2, 4, 7), (3, 8, 10)]
    assert Finder(words, longest=True).find("scanner 扫描") == [(1, 0, 7), (3, 8, 10)]


def test_half_a_pair_of_surrogates_moves_nothing() -> None:
    assert Finder(["scan"]).find("\ud83d 😀 scan") == [(0, 4, 8)]
    text = "\ud83d Government plan: hospitals will buy 40 CT scanners by 2027."
    found = read_text(text, None, "2025-06-19")
    assert [(one["value"], one["start"], one["end"]) for one in found["statements"]] == [(40, 19, 52)]
    assert [text[one["start"] : one["end"]] for one in found["equipment"]] == ["CT scanners"]

"""Significance on the pairs of the benchmark: perfect where it was tuned, and nearly so where it was not."""

from __future__ import annotations

import pytest

from benchmarks.changes.quality import HALVES, HEARD, Judged, judged
from monitor.changes import NOISE


@pytest.fixture(scope="module")
def pairs() -> list[Judged]:
    return list(judged())


def test_there_are_enough_pairs_of_both_languages(pairs: list[Judged]) -> None:
    assert len(pairs) >= 120
    for half in HALVES:
        for language in ("zh", "en"):
            assert sum((one.half, one.language) == (half, language) for one in pairs) >= 30


def test_all_pairs_of_the_half_that_was_tuned_on_come_out_right(pairs: list[Judged]) -> None:
    wrong = [one for one in pairs if one.half == HALVES[0] and (one.score >= HEARD) != one.is_news]
    loud = [one for one in pairs if one.half == HALVES[0] and not one.is_news and one.score >= NOISE]
    assert (wrong, loud) == ([], [])


def test_the_half_that_was_held_back_is_told_apart(pairs: list[Judged]) -> None:
    held = [one for one in pairs if one.half == HALVES[1]]
    heard = [one for one in held if one.score >= HEARD]
    right = sum(one.is_news for one in heard)
    assert right / len(heard) >= 0.9
    assert right / sum(one.is_news for one in held) >= 0.95

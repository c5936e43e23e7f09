"""Significance held by recorded pairs: noise stays quiet, news is heard, a changed target is near 1."""

from __future__ import annotations

import pytest

from monitor.changes import NOISE, compare
from monitor.types import RuleFilter
from tests.changes.cases import Pair, pairs

#: What the default rule sends.
HEARD = RuleFilter().min_significance


@pytest.mark.parametrize("pair", pairs("noise"), ids=lambda pair: pair.name)
def test_noise_scores_about_nothing(pair: Pair) -> None:
    scores = [change.significance for change in compare(pair.before, pair.after)]
    assert max(scores, default=0.0) < NOISE


@pytest.mark.parametrize("pair", pairs("news"), ids=lambda pair: pair.name)
def test_news_is_heard(pair: Pair) -> None:
    changes = compare(pair.before, pair.after)
    assert max(change.significance for change in changes) >= HEARD
    assert all(change.why for change in changes)


@pytest.mark.parametrize("pair", pairs("targets"), ids=lambda pair: pair.name)
def test_a_change_of_target_is_found_and_weighs_most(pair: Pair) -> None:
    changes = [change for change in compare(pair.before, pair.after) if change.kind.is_target]
    assert sorted(change.kind.value for change in changes) == sorted(pair.kinds)
    assert all(change.significance >= 0.85 for change in changes)


@pytest.mark.parametrize("pair", pairs("noise"), ids=lambda pair: pair.name)
def test_noise_is_noise_in_both_directions(pair: Pair) -> None:
    scores = [change.significance for change in compare(pair.after, pair.before)]
    assert max(scores, default=0.0) < NOISE

"""Both engines of diff-match-patch do; neither is needed for the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.changes import engine

TEXTS = st.text(alphabet="年产值达到亿元70 5ab", max_size=60)


def rebuilt(found: list[tuple[str, int]], left: str, right: str) -> tuple[str, str]:
    """Both texts, put together again from the pieces that a difference names."""
    old = new = ""
    for op, count in found:
        if op != "+":
            piece = left[len(old) : len(old) + count]
            old += piece
        if op != "-":
            piece = right[len(new) : len(new) + count]
            new += piece
        if op == "=":
            assert old[len(old) - count :] == new[len(new) - count :]
    return old, new


@pytest.mark.parametrize("cleanup", ["Semantic", "No"])
@given(left=TEXTS, right=TEXTS)
def test_the_original_gives_a_valid_difference(cleanup: str, left: str, right: str) -> None:
    found = engine.original_diff(left, right, time_limit_s=1.0, cleanup=cleanup)
    assert rebuilt(found, left, right) == (left, right)


@given(left=TEXTS, right=TEXTS)
def test_the_engine_in_use_gives_a_valid_difference(left: str, right: str) -> None:
    found = engine.diff_points(left, right, time_limit_s=1.0, cleanup="Semantic")
    assert rebuilt(found, left, right) == (left, right)


def test_a_changed_figure_is_the_same_to_both(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("到2025年产值达到7000亿元", "到2025年产值达到7500亿元")
    in_use = engine.diff_points(*texts, time_limit_s=1.0, cleanup="Semantic")
    monkeypatch.setattr(engine, "_compiled", None)
    assert engine.diff_points(*texts, time_limit_s=1.0, cleanup="Semantic") == in_use

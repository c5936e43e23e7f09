"""diff-match-patch: the compiled one where there is a wheel of it, the original in Python elsewhere.

fast-diff-match-patch has no wheels for Python 3.13 and later or for Linux on ARM, and nobody should need a compiler to
install a monitor. benchmarks/changes measures both.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from diff_match_patch import diff_match_patch

_SIGNS = {0: "=", -1: "-", 1: "+"}


def diff_points(left: str, right: str, *, time_limit_s: float, cleanup: str) -> list[tuple[str, int]]:
    """The difference between two strings as (op, number of code points) with op "=", "-" or "+", in order.

    Valid, not minimal, after `time_limit_s`. `cleanup` is "Semantic" (joins crumbs) or "No".
    """
    if _compiled is not None:
        found: list[tuple[str, int]] = _compiled.diff(
            left, right, timelimit=time_limit_s, checklines=False, cleanup=cleanup
        )
        return found
    return original_diff(left, right, time_limit_s=time_limit_s, cleanup=cleanup)


def original_diff(left: str, right: str, *, time_limit_s: float, cleanup: str) -> list[tuple[str, int]]:
    """As `diff_points`, by the original."""
    engine = diff_match_patch()
    engine.Diff_Timeout = time_limit_s
    found = engine.diff_main(left, right, checklines=False)
    if cleanup == "Semantic":
        engine.diff_cleanupSemantic(found)
    return [(_SIGNS[op], len(text)) for op, text in found]


_compiled = import_module("fast_diff_match_patch") if find_spec("fast_diff_match_patch") else None

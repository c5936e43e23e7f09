"""Expressions that are compiled when they are first used are expressions."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.text import late

TEXT = "one 1, two 22"


def test_a_late_expression_does_what_the_expression_does() -> None:
    now, then = re.compile(r"(?P<n>\d+)", re.IGNORECASE), late.compile(r"(?P<n>\d+)", re.IGNORECASE)
    assert then.findall(TEXT) == now.findall(TEXT)
    assert [one.span("n") for one in then.finditer(TEXT)] == [one.span("n") for one in now.finditer(TEXT)]
    assert then.sub("x", TEXT) == now.sub("x", TEXT)
    assert (then.pattern, then.flags, then.groups, dict(then.groupindex)) == (now.pattern, now.flags, 1, {"n": 1})
    assert (then.match("7") is not None, then.fullmatch("7x"), then.split("a1b")) == (True, None, now.split("a1b"))
    assert then.search(TEXT, 5).span() == now.search(TEXT, 5).span()  # type: ignore[union-attr]


def test_what_an_expression_does_not_have_it_does_not_have_either() -> None:
    with pytest.raises(AttributeError):
        late.compile("a").nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_mistake_shows_at_the_first_use() -> None:
    broken = late.compile("(")
    with pytest.raises(re.error):
        broken.search("")


def test_loading_the_readers_compiles_none_of_their_cue_words() -> None:
    script = (
        "from monitor.targets.chinese import cues, dates\n"
        "from monitor.targets.equipment import chinese\n"
        "print([vars(one).keys() for one in (chinese.POLICY, cues.GOAL, dates._DATE)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert "search" not in done.stdout

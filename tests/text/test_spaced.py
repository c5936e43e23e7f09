"""Words of western text, parted without an expression."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from monitor.text.spaced import Spaced


@pytest.mark.parametrize(
    ("text", "kept", "words"),
    [
        ("the board's 12 x-ray units", ascii_lowercase, ["the", "board", "s", "x", "ray", "units"]),
        ("the board's 12 x-ray units", ascii_lowercase + "'-", ["the", "board's", "x-ray", "units"]),
        ("café £5 ₹7 \ud800 naïve", ascii_lowercase + "57", ["caf", "5", "7", "na", "ve"]),
        ("", ascii_lowercase, []),
    ],
)
def test_runs_of_the_kept_characters_are_words(text: str, kept: str, words: list[str]) -> None:
    assert Spaced(kept).words(text) == words


def test_every_character_keeps_its_place() -> None:
    text = "a—b £ç 智能 c"
    assert Spaced(ascii_lowercase).text(text) == "a b       c"
    assert len(Spaced(ascii_lowercase).text(text)) == len(text)

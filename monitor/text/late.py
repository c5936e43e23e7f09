"""`re`, with expressions that are compiled when they are first used: `from monitor.text import late as re`.

A module of cue words compiles a hundred expressions in tenths of a second; most commands never read a text, and a page
in Chinese needs none of those for English. What is compiled is tried only where it may begin (`monitor.text.sieve`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    I,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import cast

from monitor.text.sieve import sieved

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "I",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "late",
    "match",
    "search",
    "split",
    "sub",
]

#: What expressions are asked for.
_NAMES = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "finditer",
    "sub",
    "subn",
    "split",
    "pattern",
    "flags",
    "groups",
    "groupindex",
)


class _Late:
    """Stands for a compiled expression, and takes over all it can do when it is first asked for any of it."""

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        if name not in _NAMES:
            raise AttributeError(name)
        made = self._make()
        self.__dict__.update((one, getattr(made, one)) for one in _NAMES)
        return getattr(made, name)


def late(make: Callable[[], re.Pattern[str]]) -> re.Pattern[str]:
    """The expression that `make` will compile."""
    return cast("re.Pattern[str]", _Late(make))


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; a mistake in the pattern shows when it is first used."""
    return late(lambda: sieved(pattern, flags))

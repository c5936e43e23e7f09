"""What is wrong with a configuration, as data: a place and one line for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from monitor.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that keeps sources.yaml from being used."""

    #: The file, as the user named it.
    path: str
    #: 1-based; None when the trouble is the file itself.
    line: int | None = None
    #: `sources[3] (cn-miit).every`, or "" at the top.
    where: str = ""
    #: What is wrong and what to do, without the place.
    message: str

    def __str__(self) -> str:
        return str(self.error())

    def error(self, others: int = 0) -> ConfigError:
        """The same as an error that ends a command; `others` says how many more problems there are."""
        text = f"{self.where}: {self.message}" if self.where else self.message
        if others:
            text += f" (and {others} more: `monitor sources check` lists them)"
        return ConfigError(text, path=self.path, line=self.line)


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; did you mean "every"?`, or "" when nothing known comes near."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""

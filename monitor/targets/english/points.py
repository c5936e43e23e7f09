"""Decimals as on the continent, which translators leave as they are: 34,2% is 34.2%, R$ 9,4 million is 9.4 million.

A comma before one or two digits is a decimal's when a unit follows; in a text that writes its decimals so, everywhere.
"""

from __future__ import annotations

from monitor.text import late as re

_COMMA = r"(?<![\d.,/])(\d{1,4}),(\d{1,2})(?![\d,]"
_BEFORE_UNIT = re.compile(
    _COMMA + r")(?=\s?(?:%|per ?cent|percent|(?:hundred )?(?:[tbm]r?illion|milliard|thousand|crore|lakh)|mln|bn\b|M?€|"
    r"(?:euro|dollar|reais|rubles?|times|point|year|month|week|day|minute|hour)))",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(_COMMA + r"|\s(?:and|or)\s\d)")
#: What both have in common, and figures of thousands do not.
_MAY_BE = re.compile(r",\d\d?(?![\d,])")
_POINT = re.compile(r"(?<![\d.,/])\d{1,4}\.\d{1,2}(?![\d.])")
#: So many decimals with a comma make a text one that writes them so, when fewer have a point.
_LEAST = 2


def has_commas(text: str) -> bool:
    """Whether a text writes its decimals with commas."""
    if _MAY_BE.search(text) is None:
        return False
    commas = len(_ANYWHERE.findall(text))
    return commas >= _LEAST and commas > 2 * len(_POINT.findall(text))


def with_points(line: str, *, commas: bool) -> str:
    """A line with points in its decimals; every character keeps its place. `commas` is `has_commas` of its text."""
    if _MAY_BE.search(line) is None:
        return line
    return (_ANYWHERE if commas else _BEFORE_UNIT).sub(r"\1.\2", line)

"""One figure in one spelling: 7000亿元 and 0.7万亿元, 1,200 million and 1.2 billion, 三家 and 3家 are the same.

text --tokens--> figures --canonical--> `7E+11元`, everything else folded --> equal strings say the same
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from monitor.changes.words import NUMBER_WORD, NUMERAL, equal_items, is_figure, tokens
from monitor.targets.chinese.numbers import multiply, numeral
from monitor.text.fold import fold

#: A longer run of digits is no amount: it is left as it stands.
_DIGITS_MOST = 20
#: Multipliers of English.
_SCALES = {
    "trillion": 10**12,
    "tn": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "thousand": 10**3,
    "crore": 10**7,
    "lakh": 10**5,
}
_FIGURE = re.compile(
    r"(?P<sign>[¥$€£]?)(?P<digits>\d[\d,.'\s]*\d|\d)\s?"
    r"(?P<scale>trillion|billion|million|thousand|crore|lakh|bn|mn|tn|[十百千万亿兆]*)\s?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
#: A comma before three digits sets groups apart, any other is a decimal sign.
_GROUPS = re.compile(r"(?<=\d)[,'\s](?=\d{3}(?!\d))")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
#: Two letters of a year in Chinese characters: 二〇二六 counts nothing.
_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}")


def is_same_amount(before: str, after: str) -> bool:
    """Whether two texts differ in nothing but how their amounts are written. Looks only between equal ends."""
    old, new = tokens(fold(before)), tokens(fold(after))
    head, tail = equal_items(old, new)
    return canonical(old[head : len(old) - tail]) == canonical(new[head : len(new) - tail])


def canonical(words: Sequence[str]) -> str:
    """The tokens of a folded text with every amount in one spelling, and without spaces."""
    return "".join([_canonical(token) for token in words if not token.isspace()])


def _canonical(token: str) -> str:
    if not is_figure(token):
        return token
    if NUMBER_WORD.fullmatch(token):
        word = token.lower()
        return _plain(Decimal(_WORDS.index(word) + 2)) if word in _WORDS else word
    if NUMERAL.fullmatch(token):
        return _of_numeral(token)
    match = _FIGURE.fullmatch(token)
    if match is None or len(match["digits"]) > _DIGITS_MOST:
        return token
    try:
        value = Decimal(_GROUPS.sub("", match["digits"]).replace(",", ".")) * _scale(match["scale"])
    except InvalidOperation:
        return token
    return f"{match['sign']}{_plain(value)}{match['rest']}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():E}"


def _scale(scale: str) -> int:
    return _SCALES[scale.lower()] if scale.lower() in _SCALES else multiply(scale)


def _of_numeral(token: str) -> str:
    """三家 as 3家; what is no plain number stays."""
    for end in range(len(token), 0, -1):
        value = None if _YEAR.match(token) else numeral(token[:end])
        if value is not None:
            return f"{_plain(value)}{token[end:]}"
    return token

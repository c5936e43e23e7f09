"""English number words as numbers: seven hundred, one and a half, a quarter of a million, two-thirds; lakh, bn."""

from __future__ import annotations

from decimal import Decimal

from monitor.text import late as re

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "dozen": 12,
}
#: Multipliers after a figure.
MULTIPLIERS = {
    **_SCALES,
    "lakh crore": 10**12,
    "lakh crores": 10**12,
    "thousand million": 10**9,
    "millions": 10**6,
    "milliard": 10**9,
    "milliards": 10**9,
    "billions": 10**9,
    "lakhs": 10**5,
    "lac": 10**5,
    "crores": 10**7,
    "cr": 10**7,
    "bn": 10**9,
    "b": 10**9,
    "mn": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "k": 10**3,
    "tn": 10**12,
    "trn": 10**12,
}
_FRACTIONS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

#: The words a number in letters may begin with or consist of, for the search.
WORD = "|".join(sorted({*_UNITS, *_TENS, *_SCALES}, key=len, reverse=True))
FRACTION = "|".join(_FRACTIONS)
#: Parts of one, as they stand before and behind numbers: a quarter of a million, two and three-quarter million.
PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three quarter": Decimal("0.75")}
_PART = r"(?:an?[ -])?(?P<part>half|quarter|three[ -]quarter)s?"
_POWER = r"hundred|dozen|thousand|[mbt]r?illion|milliard|lakh|crore"
#: The part behind a number of units or scales: two and a half million, one-and-a-half-hour; a million and a half.
AND_PART = (
    rf"[ -]and[ -]{_PART}(?:(?=[ -](?:{_POWER}|year|month|week|day|hour|minute|times\b|fold\b|per\s?cent))|"
    r"(?:(?<=thousand and a half)|(?<=[mbt]illion and a half)|(?<=trillion and a half)|(?<=crore and a half)|"
    r"(?<=lakh and a half))(?! of (?:the|its|their|all|our)\b))"
)
#: Before a power of ten: half a million, three quarters of a billion, a quarter of a million.
PART_OF = r"(?:half (?:of )?|(?:an?|one|three)[ -]quarters? of )(?=an? )"
#: What such a part makes no share of.
OF_POWER = rf"\sof an? (?:{_POWER})\b"
_BEFORE = re.compile(r"(half|(?:an?|one|three)[ -]quarters?) (?:of )?", re.IGNORECASE)
_SPLIT = re.compile(r"[\s-]+")


def part(word: str) -> Decimal:
    """What a half, a quarter or three-quarters is of one."""
    name = word.lower().replace("-", " ").rstrip("s")
    return PARTS[name if name in PARTS else name.split()[-1]]


def number_words(text: str) -> Decimal | None:
    """The value of a number in letters; None when it is none.

    `a`, `and` and a part in front are allowed: a hundred and twenty, half a million, a quarter of a billion.
    """
    total = current = 0
    seen = False
    before = _BEFORE.match(text)
    for word in _SPLIT.split(text[before.end() if before else 0 :].lower().strip()):
        if word in ("and", "a", "an", ""):
            continue
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word] if total == 0 or _SCALES[word] < 10**6 or current else 0
            current = 0
        else:
            return None
        seen = True
    return Decimal(total + current) * (part(before[1]) if before else 1) if seen else None


def last_scale(text: str) -> int:
    """What the last word of a number is worth: 1,000,000 of a million; 1 of three."""
    return _SCALES.get(_SPLIT.split(text.lower())[-1], 1)


def fraction(numerator: str, denominator: str) -> Decimal:
    """A fraction in words as percent, to two places: two-thirds is 66.67."""
    part = Decimal(numerator) if numerator.isdigit() else number_words(numerator) or Decimal(1)
    percent = (part * 100 / _FRACTIONS[denominator.lower().rstrip("s")]).quantize(Decimal("0.01")).normalize()
    return Decimal(f"{percent:f}")

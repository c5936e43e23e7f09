"""The years of China's five-year plans, by the number that a text gives them: 十四五, the 14th, the Fourteenth."""

from __future__ import annotations

#: The numbers in English, for expressions.
ENGLISH = r"1[1-6]th|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
_WORDS = (
    *(("十一", "十二", "十三", "十四", "十五", "十六"), ("11th", "12th", "13th", "14th", "15th", "16th")),
    ("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
)
_NUMBERS = {word: number for words in _WORDS for number, word in enumerate(words, 11)}


def five_years(number: str) -> tuple[int, int]:
    """First and last year of the plan of that number, which is 十一 to 十六 or one of `ENGLISH` in lower case."""
    last = 1955 + 5 * _NUMBERS[number]
    return last - 4, last

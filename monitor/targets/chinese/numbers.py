"""Chinese numerals as numbers: 二十 is 20, 7千万 is 70_000_000, 1.25万亿 is 1_250_000_000_000, 1万5百 is 10_500."""

from __future__ import annotations

from decimal import Decimal

from monitor.text import late as re

#: All letters of numerals.
CJK = "〇零一二两三四五六七八九十百千万亿兆"
#: Numerals as they stand on cheques (叁仟, 贰佰万); alone, 陆 and 伍 are words.
FORMAL = "壹贰叁肆伍陆柒捌玖"
DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
MULTIPLIERS = {**_SMALL, **_LARGE}


def multiply(letters: str) -> int:
    """The product of multiplier letters after a figure: 千万 is 10**7, 万亿 is 10**12, "" is 1."""
    product = 1
    for letter in letters:
        product *= MULTIPLIERS[letter]
    return product


def numeral(text: str) -> Decimal | None:
    """The value of a numeral in Chinese characters; None when it is none (or a string of digits like 二〇二五).

    Handles 十二, 二百五 (250), 一千零五, 三万六千, 百亿, 一点二五.
    """
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if fraction:
        if any(c not in DIGITS for c in fraction):
            return None
        return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in fraction)}")
    return Decimal(value)


def pair(text: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a range in two letters: 两三 is 2 to 3, 三五百 is 300 to 500; None for other numerals."""
    low, high, scale = text[:1], text[1:2], text[2:]
    if not (DIGITS.get(low, 0) and DIGITS.get(high, 0) > DIGITS[low]) or any(c not in MULTIPLIERS for c in scale):
        return None
    factor = multiply(scale)
    return Decimal(DIGITS[low] * factor), Decimal(DIGITS[high] * factor)


def _whole(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    value = mixed(text)
    return int(value) if value is not None else None


#: A figure or a letter of a mixed numeral.
_PIECE = re.compile(r"\d[\d.,]*|.")


def mixed(text: str) -> Decimal | None:
    """The value of figures and scale letters in any mixture (1万1千5百亿, 7亿9,600万, 三万); None when it is none."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    last = 1
    for c in _PIECE.findall(text.replace(" ", "")):
        if c[0].isdecimal():
            digit, last = Decimal(c.replace(",", "")), 1
        elif c in DIGITS:
            digit = Decimal(DIGITS[c])
            if c in "零〇":
                last = 1
        elif c in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[c]
            digit, last = None, _SMALL[c]
        elif c in _LARGE:
            section += digit or 0
            if not section:
                section = Decimal(0 if total else 1)
            scale = _LARGE[c]
            total = (total + section) * scale if total and total < scale else total + section * scale
            section, digit, last = Decimal(0), None, scale
        else:
            return None
    if digit is not None:
        section += digit * (last // 10 if last >= 100 else 1)
    return total + section

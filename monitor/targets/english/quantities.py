"""Quantities in English texts: over 700 billion yuan, at least 40 factories, two-thirds, Rs 3,420 crore, 6-8 weeks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from monitor.targets.cues import Cues, cues_of
from monitor.targets.english.bounds import bound, is_label
from monitor.targets.english.currencies import LETTERS, MARKS, NAME, NAMES, PLAIN_SIGN, SIGN, SIGNS
from monitor.targets.english.numbers import AND_PART, MULTIPLIERS, PART_OF, WORD, last_scale, number_words, part
from monitor.targets.english.shares import shares
from monitor.targets.marks import Quantity, overlaps
from monitor.text import late as re
from monitor.types import Comparator

#: A scale glued to what follows: 500 billionU.S. dollars.
_SCALE_END = r"(?:\b|(?=U\.?S\.?|yuan|dollars|RMB|euros)|(?<=[mM])(?=€))"
#: A decimal broken by the scrape: 1. 3 trillion, as its pieces; and thousands apart: 12 , 000.
_BROKEN = (
    r"(?<=[^\s.;:]\s)\d{1,3}\.\s{1,8}\d{1,3}(?=\s(?:hundred million|[tbm]r?illion|percent|per cent|%))|"
    r"\d{1,3}(?:\s,\s\d{3})+(?!\d)"
)
_FIGURE = (
    _BROKEN + r"|\d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|"
    r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d|[.,]\d)|"
    r"\d+(?:\.\d+)?"
)
_SCALE = r"hundred million|ten thousand|hundred thousand|" + "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_TIMES = {"day": "days", "week": "weeks", "month": "months", "minute": "minutes", "hour": "hours", "year": "years"}
_LETTERS = rf"(?:{PART_OF})?(?:an? )?(?:{WORD})(?:(?: and |[ -])(?:an? )?(?!three[ -]quarter)(?:{WORD}))*"
_SCALED = rf"(?:[ -]?(?P<mul>{_SCALE}){_SCALE_END})?(?P<plus>\+)?"
_NUMBER = re.compile(
    rf"(?:(?P<sign>(?<![A-Za-z])(?:{PLAIN_SIGN}))\s?)?"
    rf"(?:(?<![\w.,/-])(?P<fig>{_FIGURE})(?![\d])|\b(?P<word>{_LETTERS})\b(?P<and>{AND_PART})?){_SCALED}",
    re.IGNORECASE,
)
#: What is no share: the half of two and a half million.
_WITH_PART = re.compile(rf"\b(?:{WORD}){AND_PART}", re.IGNORECASE)
#: As `_NUMBER`, where a digit stands: most places at which a figure may begin.
_BARE = re.compile(
    rf"(?P<sign>(?!))?(?<![\w.,/-])(?P<fig>{_FIGURE})(?![\d])(?P<word>(?!))?{_SCALED}",
    re.IGNORECASE,
)
#: With a sign in front a figure need not stand free.
_SIGNED = re.compile(
    rf"(?P<sign>(?<![A-Za-z])(?:{SIGN}))\s?(?P<fig>{_FIGURE})(?:[ -]?(?P<mul>(?i:{_SCALE})){_SCALE_END})?"
    r"(?P<plus>\+)?(?P<word>(?!))?"
)
_RANGE = re.compile(
    rf"(?P<pct>\s?(?:%|per\s?cent|percent))?(?:\s?(?:-|—|~)\s?|\s(?:to|and|"
    rf"or)\s)(?:{SIGN})?\s?(?P<fig>{_FIGURE})(?:[ -]?(?P<mul>{_SCALE}){_SCALE_END})?(?=\s?(?:%|per\s?cent|"
    rf"percent|[a-z]|"
    rf"[.,;)]|$))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s(?:\S+\s)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom (?:the |its |an? )?(?:\w+ )?$")
_WORD_RANGE = re.compile(
    rf"(?:\s(?:to|or)\s|-to-)(?P<word>{WORD})\b(?!\s(?:hundred|thousand|million|billion))", re.IGNORECASE
)
_WORD_AND = re.compile(rf"\sand\s(?P<word>{WORD})\b", re.IGNORECASE)
#: Before words for numbers that count nothing: a multi-billion package, several hundred.
_VAGUE = re.compile(
    r"\b(?:multi-|several |many |a few |tens of |hundreds of |thousands of |millions of )$", re.IGNORECASE
)
_POINTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_NOUN = re.compile(
    r"\s[a-z]{3,}s\b(?! (?:per|a) )|[.,;](?!\d)|\s(?:in|for|to|of|by|are|were|will|euros?|pesos?|million)\b|$"
)
_REST = re.compile(r"\s(?P<fig>\d{1,3})\s(?P<mul>thousand|million|billion|lakh)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"[\s-]?(?:(?P<pp>percentage[\s-]points?|pp\b)|(?P<pct>%|per\s?cent\b|percent\b|pc\b)"
    r"|(?P<mark>€|£|FCFA\b|Frw\b|zł|Kč|₽|₸)"
    rf"|(?:(?<=on\s)of\s|(?<=ons\s)of\s|(?<=ds\s)of\s)?(?:Saudi |US |U\.S\. |international |"
    rf"Indian |Philippine |Kenyan? |Ugandan? |Thai |Malaysian |Russian |Polish |Israeli |Brazilian |Swedish |Emirati |"
    rf"Nigerian? |Ghana(?:ian)? |South African |Turkish |Korean |Japanese |Chinese )?(?P<money>{NAME})s?\b"
    r"|(?:(?:working|calendar|business|FDA|full|clinical)\s)*(?P<time>days?|weeks?|months?|minutes?|hours?|"
    r"years?)\b(?!-(?:care|case|surgery|unit))(?!\s(?:[Cc]are|[Cc]ases?|[Ss]urger|[Pp]laces?|[Hh]ospitals?|[Cc]linics?|"
    r"[Cc]ent(?:re|er)s?\b|[Bb]eds?\b|[Pp]rocedures?))"
    r"|(?P<times>times\b|-?fold\b))",
    re.IGNORECASE,
)
#: Behind how often something is done, and before what grew so many times.
_HOW_OFTEN = re.compile(
    r"\s(?:last|this|that|in (?:the |20|\w+ |\d)|since|per|a (?:day|week|month|year)|every|each|up to|so far|now|here|"
    r"daily|between|during|before|after)\b|\s?(?:[.;,)]|$)"
)
_MANY_TIMES = re.compile(
    r"\b(?:gr[eo]w\w*|increas\w*|r[io]se|rising|risen|expand\w*|multipl\w*|up|jump\w*|climb\w*|higher|more|"
    r"scale|output|value|exports?)\b[^.;]{0,40}$|\b(?:by|to)\s(?:\w+\s)?$|\b(?:is|was)\s$",
    re.IGNORECASE,
)
#: A power of ten of money that stands alone in brackets.
_UNIT_ALONE = re.compile(r"(?:10|100|10,?000) ?(?:thousand |million )?(?:yuan|RMB|rupees|euros?|dollars|won|yen)\)")
#: Two numbers, not one: between four and six, seven and nine.
_TWO = re.compile(r"(?<!hundred)(?<!thousand)(?<!million)(?<!billion)(?<!lakh)(?<!crore)(?<!dozen) and (?=[a-z])", re.I)
#: The same again in figures, as circulars have it: two (2) defibrillators.
_AGAIN = re.compile(r"\s\((\d{1,4})\)")
_PART_BEFORE = re.compile(rf"(?<!\w){PART_OF}an? $", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d,.]*")
#: A letter or mark before a digit makes it part of a word (A1, 3.5, N-95), unless it is a currency's.
_BOUND_TO = frozenset(".,/-_")
_SIGN_BEHIND = re.compile(rf"(?<![A-Za-z])(?:{SIGN})\s?$")
#: The last two letters of the signs that end in a small one.
_SIGN_TAILS = frozenset(sign[-2:] for sign in SIGNS if sign[-1].islower())
#: Two figures of one bound: should exceed 8 billion and 6 billion, respectively.
_RESPECTIVELY = re.compile(r",?\srespectively\b")
_SHARED_BOUNDS = (Comparator.GT, Comparator.GE, Comparator.LT, Comparator.LE)


def find_english_quantities(text: str, taken: list[tuple[int, int]], words: Cues | None = None) -> list[Quantity]:
    """Quantities in a line of English, in order; `taken` are the spans of dates, which are none.

    `words` are the cue words of the line in lower case, when they have been found already.
    """
    words = words if words is not None else cues_of(text.lower())
    has_part = "half" in text or "quarter" in text
    parts = [match.span("part") for match in _WITH_PART.finditer(text)] if has_part else []
    found = shares(text, [*taken, *parts], words)
    busy = [*taken, *((share.figure_start, share.figure_end) for share in found)] if found else taken
    position = 0
    for start in _figure_starts(text, words):
        if start < position:
            continue
        if text[start].isdigit():
            number = _BARE.match(text, start)
        else:
            number = _SIGNED.match(text, start) or _NUMBER.match(text, start)
        if number is None or overlaps(number.start(), number.end(), busy):
            continue
        position = number.end()
        quantity = _read(number, text)
        if quantity is not None:
            found.append(quantity)
            position = max(position, quantity.figure_end)
    found.sort(key=lambda q: q.start)
    for one, other in pairwise(found):
        if other.comparator is Comparator.EQ and _is_shared(text, one, other):
            other.comparator = one.comparator
    return found


def _is_shared(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether the bound of a figure is that of the next as well."""
    if one.unit != other.unit:
        return False
    if one.comparator in (Comparator.INCREASE_BY, Comparator.DECREASE_BY):
        # an ellipsis: coverage is to go up by 40 points, that of surgery by 30
        return text[max(0, other.start - 3) : other.start] == "by " and other.start - one.end < 60
    if one.comparator in _SHARED_BOUNDS:
        return other.start - one.end < 8 and _RESPECTIVELY.match(text, other.end) is not None
    return False


def _figure_starts(text: str, words: Cues) -> list[int]:
    """Where figures may begin: at their currency sign, at their first digit, at a number word."""
    starts = set()
    for match in _DIGITS.finditer(text):
        start = match.start()
        before = text[start - 1 : start]
        if before == " " and text[start - 2 : start - 1].islower() and text[start - 3 : start - 1] not in _SIGN_TAILS:
            starts.add(start)
            continue
        if before in LETTERS and not text[max(0, start - 2) : start - 1].isalnum():
            starts.add(start - 1)
        sign = _SIGN_BEHIND.search(text, max(0, start - 7), start)
        if sign is not None:
            starts.add(sign.start())
        elif not (before.isalnum() or before in _BOUND_TO) or not before:
            starts.add(start)
    for start, _ in words.all("number"):
        if _VAGUE.search(text, max(0, start - 14), start):
            continue
        front = _PART_BEFORE.search(text, max(0, start - 24), start)
        if front is not None:
            starts.add(front.start())
        starts.add(start - 2 if text[max(0, start - 3) : start].lower() == " a " else start)
    return sorted(starts)


def _scale(word: str | None) -> Decimal:
    """The multiplier of scale words: `hundred million` is 10**8."""
    if (word or "").lower() in MULTIPLIERS:
        return Decimal(MULTIPLIERS[(word or "").lower()])
    product = Decimal(1)
    for one in (word or "").lower().split():
        product *= MULTIPLIERS.get(one, 10 if one == "ten" else 1)
    return product


def _figure(text: str) -> Decimal:
    if text.count(".") > 1:
        # thousands as on the continent: 9.000.000
        text = text.replace(".", "")
    # a Swiss page has 3'500
    return Decimal("".join(text.replace(",", "").replace("'", "").replace("’", "").split()))


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a number says, and where what says so ends."""

    value: Decimal
    end: int
    high: Decimal | None = None


def _read(match: re.Match[str], text: str) -> Quantity | None:
    start, sign = match.start(), match["sign"]
    figure = _in_words(match, text) if match["word"] else _in_figures(match, text)
    if figure is None or (not sign and _is_name(text, start, figure.end)):
        return None
    if not match["word"]:
        figure = _up_to(match, figure, text)
    unit = _UNIT.match(text, figure.end)
    if _is_unit(text, match, unit.end() if unit else figure.end):
        return None
    code = _code(unit, sign)
    if unit is not None and not sign and _is_counted(unit, match, text):
        code, unit = "count", unit if unit["times"] else None
    quantity = Quantity.at(
        start,
        unit.end() if unit else figure.end,
        value=figure.value,
        high=figure.high,
        unit=code,
        rule=f"en:{'time' if code in _TIMES.values() else code if not code.isupper() else 'money'}",
        weak=bool(match["word"]) and figure.value < 13 and text[figure.end - 1] != ")",
    )
    if match["plus"]:
        quantity.comparator, quantity.bounded = Comparator.GE, True
    if code == "count" and unit is not None:
        quantity.counted = "times"
    return bound(quantity, text)


def _is_counted(unit: re.Match[str], match: re.Match[str], text: str) -> bool:
    """Whether what looks like a unit is what is counted: 214 AEDs, used 231 times last year."""
    if unit["money"] and unit["money"].lower() == "aed":
        return not match["mul"]
    if unit["times"] != "times" or _MANY_TIMES.search(text, max(0, match.start() - 70), match.start()):
        return False
    return _HOW_OFTEN.match(text, unit.end()) is not None


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a number without a sign is a label's, or stands alone in brackets."""
    if is_label(text, start):
        return True
    # (1.0) is a figure, (3) a note
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")" and "." not in text[start:end]


def _is_unit(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a number is what figures elsewhere are multiplied by: (£000), (10 thousand yuan)."""
    if match["fig"] and not match["fig"].strip("0") and len(match["fig"]) > 1:
        return True
    start = match.start()
    return text[start - 1 : start] == "(" and _UNIT_ALONE.match(text, start, end + 1) is not None


def _in_words(match: re.Match[str], text: str) -> _Figure | None:
    """Twelve, two to three, half a million."""
    two = _TWO.search(match["word"])
    word = match["word"][: two.start()] if two is not None else match["word"]
    value, end = number_words(word), match.end()
    if value is None:
        return None
    if two is not None:
        end = match.start("word") + two.start()
    elif _is_letter(match, text):
        end = match.end("word")
    else:
        more = part(match["part"]) * last_scale(match["word"]) if match["and"] else 0
        value = (value + more) * _scale(match["mul"])
    said = _AGAIN.match(text, end)
    if said is not None and Decimal(said[1]) == value:
        return _Figure(value, said.end())
    between = two is not None and _BETWEEN.search(text, max(0, match.start() - 16), match.start())
    pair = (_WORD_AND if between else _WORD_RANGE).match(text, end)
    top = number_words(pair["word"]) if pair is not None else None
    if pair is not None and top is not None and value < top <= 20:
        return _Figure(value, pair.end(), top)
    return _Figure(value, end)


def _in_figures(match: re.Match[str], text: str) -> _Figure:
    if _is_letter(match, text):
        return _Figure(_figure(match["fig"]), match.end("fig"))
    value, end = _figure(match["fig"]) * _scale(match["mul"]), match.end()
    if _POINTED.fullmatch(match["fig"]) and (match["mul"] or "").lower() in ("", "millions") and _NOUN.match(text, end):
        # thousands as on the continent: 4.850 devices
        value *= 1000
    rest = _REST.match(text, end) if match["mul"] else None
    if rest is not None and MULTIPLIERS[rest["mul"].lower()] < _scale(match["mul"]):
        # in two steps, as translators have it: 48 million 620 thousand
        value, end = value + _figure(rest["fig"]) * MULTIPLIERS[rest["mul"].lower()], rest.end()
    return _Figure(value, end)


def _is_letter(match: re.Match[str], text: str) -> bool:
    """Whether the letter of a scale stands apart, and so is none: 20 m."""
    return (
        match["mul"] in ("m", "M", "b", "B", "k", "K")
        and not match["sign"]
        and text[match.end() - 2 : match.end() - 1] == " "
        and text[match.end() : match.end() + 1] != "€"
    )


def _up_to(match: re.Match[str], figure: _Figure, text: str) -> _Figure:
    """The figure with the upper bound that follows it: 6-8, 20 to 30 million, between 5 and 7; else as it is."""
    bounds = _RANGE.match(text, figure.end)
    if bounds is None:
        return figure
    start = match.start()
    if " and" in text[figure.end : bounds.start("fig")] and not _BETWEEN.search(text, max(0, start - 16), start):
        return figure
    if _FROM.search(text, max(0, start - 20), start):
        return figure
    top = _figure(bounds["fig"]) * _scale(bounds["mul"])
    if text.endswith("by ", 0, start) and top > 3 * figure.value:
        # by how much and to what: to grow by 18 to 142
        return figure
    low = figure.value * _scale(bounds["mul"]) if not match["mul"] else figure.value
    if low >= top:
        return figure
    if bounds["pct"] is not None:
        unit = _UNIT.match(text, bounds.end())
        if unit is None or unit["pct"] is None:
            return figure
    return _Figure(low, bounds.end(), top)


def _code(unit: re.Match[str] | None, sign: str | None) -> str:
    if sign:
        name = sign if sign in SIGNS else sign.upper() if sign.upper() in SIGNS else "Rs"
        return SIGNS[name]
    if unit is None:
        return "count"
    if unit["pp"]:
        return "percentage_points"
    if unit["pct"]:
        return "percent"
    if unit["mark"]:
        return MARKS[unit["mark"]]
    if unit["money"]:
        name = unit["money"].lower()
        return NAMES.get(name) or NAMES[name.rstrip("s")]
    if unit["time"]:
        return _TIMES[unit["time"].lower().rstrip("s")]
    return "times"

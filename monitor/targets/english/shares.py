"""Shares and multiples in English words: two-thirds, a quarter, nine out of ten, doubled, tenfold, halved."""

from __future__ import annotations

from decimal import Decimal

from monitor.targets.cues import Cues
from monitor.targets.english.bounds import bound
from monitor.targets.english.numbers import FRACTION, OF_POWER, fraction, number_words
from monitor.targets.marks import Quantity, overlaps
from monitor.text import late as re
from monitor.types import Comparator

_FRACTION = re.compile(
    rf"(?P<num>\b(?:an?|[1-9]|one|two|three|four|five|six|seven|eight|nine))[ -](?P<den>{FRACTION})s?\b(?!{OF_POWER})"
    rf"(?!\s(?:quarter|round|phase|party|parties|time|place|year|countr|of the (?:year|month)))"
    rf"|(?P<half>\bhalf\b)(?!\s(?:of\s)?(?:a |the )?(?:year|day|hour|decade|an hour|a dozen|million|billion|of 20))"
    rf"|\b(?P<one>one|two|three|four|five|six|seven|eight|nine|\d+)(?: [a-z]+)? (?:in|out of)(?: every)? "
    rf"(?P<of>two|three|four|five|six|seven|"
    rf"eight|nine|ten|twenty|(?:a )?hundred|\d+)\b"
    rf"|\b(?P<part>two|three|four|five|six|seven|eight|nine) of (?:every )?(?P<ten>ten)\b(?= [a-z])"
    r"|(?<![\w-])(?P<some>\d{1,3}|two|three|four|five|six|seven|eight|nine) (?:[a-z]+ )?"
    r"(?:of|in|out of) (?:every |each )?(?P<round>10|100|ten|(?:a )?hundred)\b(?= [a-z]{2,}s\b|\s?[.,;)]|$)"
    r"(?! (?:years|months|weeks|days|hours|minutes|points|regions|thousand|million)\b)"
    r"|\b(?P<cents>\d{1,2}) cents (?:of|in|on|out of|for) (?:each|every|the) (?:dollar|euro)\b"
    r"|\bevery (?P<nth>second|third|fourth|fifth|sixth|tenth)(?= [a-z])(?! (?:year|month|week|day|hour|time|"
    r"minute|one\b))"
    r"|\b(?P<many>(?:five|six|seven|eight|nine|ten|twenty|hundred)[- ]?fold)\b"
    r"|\b(?P<double>doubl(?:e|es|ed|ing)|twice|twofold)\b(?!-)|\b(?P<triple>tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)|"
    r"threefold)\b|\b(?P<quad>quadrupl(?:e|es|ed|ing)|fourfold)\b"
    r"|\b(?P<halved>halv(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
#: How often something is done: measured twice a month.
_OFTEN = re.compile(
    r"twice(?:\s(?:a|an|each|every|per|in|on|by|at|before|after|during|since|and|but|once|to|daily|weekly|monthly|"
    r"yearly)\b|\s?[.,;:)!?]|$)",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"\b(?:almost|nearly|about|around|roughly)\s$")
_DIGIT_PARTS = re.compile(r"\b[2-9] (?:thirds|fifths|tenths)\b")
_FRACTION_DIGITS = re.compile(
    r"\b\d+ (?:(?:in|out of)\b|"
    r"(?:[a-z]+ )?(?:of|in|out of) (?:every |each |a )?(?:10\b|100\b|ten\b|hundred|dollar|euro))"
)
#: Behind an ordinal: a third robot-assisted theatre.
_ORDINAL = re.compile(
    r"\s(?!of\b|by\b|more\b|less\b|to\b|in\b|from\b|and\b|or\b|are\b|is\b|were\b|was\b|have\b|had\b|has\b|will\b|"
    r"over\b|"
    r"within\b|higher\b|lower\b|fewer\b|faster\b|below\b|above\b|since\b|on\b|compared\b|per\b|this\b|next\b|"
    r"last\b|as\b|"
    r"the\b|all\b|that\b|than\b|at\b|for\b|can\b|should\b|must\b|do\b|did\b|come\b|live\b|lack\b|every\b|each\b|"
    r"own\b|cheaper\b)"
    r"[a-z][\w-]+\s[a-z]"
)
#: Parts that `a` may stand before; `a hundredth` is none.
_AFTER_ARTICLE = ("third", "quarter", "half", "fifth", "tenth")


def shares(text: str, taken: list[tuple[int, int]], words: Cues) -> list[Quantity]:
    """Shares and multiples in a line of English, in order; `taken` are the spans of dates."""
    found: list[Quantity] = []
    busy = list(taken)
    for start in _fraction_starts(text, words):
        match = _FRACTION.match(text, start)
        if match is not None and not overlaps(match.start(), match.end(), busy):
            quantity = _share(match, text)
            if quantity is not None:
                found.append(quantity)
                busy.append((match.start(), match.end()))
    return found


def _fraction_starts(text: str, words: Cues) -> list[int]:
    starts = {start for start, _ in words.all("fraction")}
    starts.update(start for start, _ in words.all("number"))
    for article in (" a third", " a quarter", " a half", " a fifth", " a tenth", " an eighth"):
        at = text.find(article)
        while at >= 0:
            starts.add(at + 1)
            at = text.find(article, at + 1)
    if "thirds" in text or "fifths" in text or "tenths" in text:
        starts.update(match.start() for match in _DIGIT_PARTS.finditer(text))
    if " in " in text or " of " in text:
        starts.update(match.start() for match in _FRACTION_DIGITS.finditer(text))
    return sorted(starts)


def _share(match: re.Match[str], text: str) -> Quantity | None:
    """Fractions as percent, doublings as times."""
    start, end = match.span()
    unit, halved = "percent", match["halved"] is not None
    if match["double"] and _OFTEN.match(text, start):
        return None
    if match["den"]:
        if match["num"].lower() in ("a", "an") and (
            match["den"].lower() not in _AFTER_ARTICLE or _ORDINAL.match(text, end)
        ):
            return None
        value = fraction(match["num"], match["den"])
    elif match["half"] or halved:
        value = Decimal(50)
    elif match["of"] or match["ten"]:
        one, of = _plain(match["one"] or match["part"]), _plain(match["of"] or match["ten"])
        if not one or not of or one >= of or 1900 <= of <= 2100:
            return None
        value = Decimal(f"{(one * 100 / of).quantize(Decimal('0.01')).normalize():f}")
    elif match["round"]:
        one, of = _plain(match["some"]), _plain(match["round"].removeprefix("a "))
        if not one or not of or one >= of:
            return None
        value = one * 100 / of
    elif match["cents"]:
        value = Decimal(match["cents"])
    elif match["nth"]:
        value = Decimal(50) if match["nth"].lower() == "second" else fraction("1", match["nth"])
    elif match["many"]:
        value, unit = _plain(match["many"][:-4].lower().rstrip("- ")) or Decimal(1), "times"
    else:
        value, unit = Decimal(2 if match["double"] else 3 if match["triple"] else 4), "times"
    quantity = Quantity.at(
        start,
        end,
        value=value,
        unit=unit,
        rule=f"en:{'share' if unit == 'percent' else 'times'}",
    )
    if unit == "times":
        near = bound(quantity, text) if _NEARLY.search(text, max(0, start - 24), start) else quantity
        return near if near.comparator is Comparator.APPROX else quantity
    if halved:
        quantity.comparator, quantity.bounded = Comparator.DECREASE_BY, True
        return quantity
    return bound(quantity, text)


def _plain(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else number_words(text)

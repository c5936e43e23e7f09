"""Quantities in English texts: over 700 billion yuan, at least 40 factories, two-thirds, Rs 3,420 crore, 6-8 weeks."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from monitor.targets.cues import Cues
from monitor.targets.en_bounds import bound_before, is_label
from monitor.targets.en_currencies import LETTERS, NAME, NAMES, PLAIN_SIGN, SIGN, SIGNS
from monitor.targets.en_numbers import FRACTION, MULTIPLIERS, WORD, fraction, number_words
from monitor.targets.marks import Quantity
from monitor.text import late as re
from monitor.types import Comparator

#: A scale glued to what follows: 500 billionU.S. dollars.
_SCALE_END = r"(?:\b|(?=U\.?S\.?|yuan|dollars|RMB|euros))"
#: A decimal broken by the scrape: 1. 3 trillion, as its pieces; and thousands apart: 12 , 000.
_BROKEN = (
    r"\d{1,3}\.\s{1,8}\d{1,3}(?=\s(?:hundred million|[tbm]r?illion|percent|per cent|%))|\d{1,3}(?:\s,\s\d{3})+(?!\d)"
)
_FIGURE = _BROKEN + r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d|[.,]\d)|\d+(?:\.\d+)?"
_SCALE = r"hundred million|ten thousand|hundred thousand|" + "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_TIMES = {"day": "days", "week": "weeks", "month": "months", "minute": "minutes", "hour": "hours", "year": "years"}
_LETTERS = rf"(?:half )?(?:an? )?(?:{WORD})(?:(?: and |[ -])(?:an? )?(?:{WORD}))*"
_NUMBER = re.compile(
    rf"(?:(?P<sign>(?<![A-Za-z])(?:{PLAIN_SIGN}))\s?)?"
    rf"(?:(?<![\w.,/-])(?P<fig>{_FIGURE})(?![\d])|\b(?P<word>{_LETTERS})\b)"
    rf"(?:[ -]?(?P<mul>{_SCALE}){_SCALE_END})?(?P<plus>\+)?",
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
_WORD_RANGE = re.compile(
    rf"(?:\s(?:to|or)\s|-to-)(?P<word>{WORD})\b(?!\s(?:hundred|thousand|million|billion))", re.IGNORECASE
)
_UNIT = re.compile(
    r"[\s-]?(?:(?P<pp>percentage[\s-]points?|pp\b)|(?P<pct>%|per\s?cent\b|percent\b|pc\b)"
    rf"|(?:Saudi |US |U\.S\. |international |"
    rf"Indian |Hong Kong |Canadian |Australian |Philippine |Mexican |Kenyan? |Uganda |"
    rf"Nigerian? |Ghana |South African |Turkish |Korean |Japanese |Chinese )?(?P<money>{NAME})s?\b"
    r"|(?:(?:working|calendar|business|FDA|full|clinical)\s)*(?P<time>days?|weeks?|months?|minutes?|hours?|"
    r"years?)\b(?!-(?:care|case|surgery|unit))"
    r"|(?P<times>times\b|-?fold\b))",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?P<num>\b(?:an?|one|two|three|four|five|six|seven|eight|nine))[ -](?P<den>{FRACTION})s?\b(?!\s(?:quarter|"
    rf"round|phase|party|parties|time|place|year|countr|of the (?:year|month)))"
    rf"|(?P<half>\bhalf\b)(?!\s(?:of\s)?(?:a |the )?(?:year|day|hour|decade|an hour|a dozen|million|billion|of 20))"
    rf"|\b(?P<one>one|two|three|four|five|six|seven|eight|nine|\d+) (?:in|out of)(?: every)? (?P<of>two|three|"
    rf"four|five|six|seven|"
    rf"eight|nine|ten|twenty|\d+)\b"
    r"|\b(?P<many>(?:five|six|seven|eight|nine|ten|twenty|hundred)[- ]?fold)\b"
    r"|\b(?P<double>doubl(?:e|es|ed|ing)|twice|twofold)\b(?!-)|\b(?P<triple>tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)|"
    r"threefold)\b|\b(?P<quad>quadrupl(?:e|es|ed|ing)|fourfold)\b"
    r"|\b(?P<halved>halv(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:(?P<ge>or (?:more|above|higher|over|greater|longer)|and (?:above|over|more)|or so or more|\+|plus\b)|"
    r"(?P<le>or (?:less|fewer|below|under|lower)|and below|at (?:the )?most)|(?P<approx>or so))",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"\b(?:increas\w*|rais\w*|r[io]se\w*|rising|gr[eo]w\w*|growth|(?<!set )(?<!setting )(?<!made )up|expand\w*|"
    r"boost\w*|improv\w*|gain\w*|climb\w*|higher|jump\w*|"
    r"(?P<down>reduc\w*|decreas\w*|cut\w*|fall\w*|fell|lower\w*|declin\w*|drop\w*|down|shrink\w*|shorten\w*|sav(?:e|"
    r"es|ed|ing|ings)|trim\w*|slash\w*))\b"
)
_ALONE = re.compile(
    r"(?<!made )(?<!taken )(?<!set )(?<!setting )(?<!open )(?<!put )(?<!puts )"
    r"(?<!putting )(?<!opened )(?<!opening )(?<!scale )(?<!take )(?<!build )"
    r"\b(?:increas(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing)?|growth|rose|up|"
    r"rise|rising|climbed|"
    r"(?P<down>down|fell|fall|declin(?:e|ed|ing)|decreas(?:e|ed|ing)|dropp(?:ed|ing)))\s$"
)
_BY = re.compile(r"\b(?:by|of)\s(?:an? )?$")
#: A rise over the year before, not a rate.
_ANNUAL_RISE = re.compile(
    r"\b(?:annual|yearly|year-on-year) (?:increase|rise|jump|decrease|decline|drop|fall|growth)(?: in \w+)? of\s$"
)
_ANNUAL = re.compile(
    r"\b(?:annual|average|compound|CAGR|growth rate|rate of growth|per year|annually)\b", re.IGNORECASE
)
#: What a sum stood at before: to Rs 2,000 crore over Rs 1,000 crore in the previous year.
_YEAR_BEFORE = re.compile(
    r"\s(?:in|of|for|during) (?:the )?(?:previous|preceding|prior|same|corresponding|year-ago|last)\b|"
    r"\sa year (?:ago|earlier)"
)
_CHANGE = re.compile(
    r"\s(?:relative |further |annual |overall |average |absolute |year-on-year )?(?P<what>increase|rise|growth|jump|"
    r"reduction|cut|decrease|decline|fall|drop)\b(?P<of>\s(?:in|of|on)\b)?(?!\s(?:rate|target|plan))"
)
_ONE = re.compile(r"\b(?:an?|of|its|this|further)\s$")
_NEGATED = re.compile(r"\b(?:no|not|never|none|nor|neither)\b[^,;.]{0,60}$", re.IGNORECASE)
#: Words before a number that make it a name or an address.
_DIGITS = re.compile(r"\d[\d,.]*")
#: A letter or mark before a digit makes it part of a word (A1, 3.5, N-95), unless it is a currency's.
_BOUND_TO = frozenset(".,/-_")
_SIGN_BEHIND = re.compile(rf"(?<![A-Za-z])(?:{SIGN})\s?$")
#: The last two letters of the signs that end in a small one.
_SIGN_TAILS = frozenset(sign[-2:] for sign in SIGNS if sign[-1].islower())
#: Two figures of one bound: should exceed 8 billion and 6 billion, respectively.
_RESPECTIVELY = re.compile(r",?\srespectively\b")
_SHARED_BOUNDS = (Comparator.GT, Comparator.GE, Comparator.LT, Comparator.LE)
_FRACTION_DIGITS = re.compile(r"\b\d+ (?:in|out of)\b")


def find_english_quantities(text: str, taken: list[tuple[int, int]], words: Cues | None = None) -> list[Quantity]:
    """Quantities in a line of English, in order; `taken` are the spans of dates, which are none.

    `words` are the cue words of the line in lower case, when they have been found already.
    """
    words = words if words is not None else Cues(text.lower())
    found: list[Quantity] = []
    busy = list(taken)
    for start in _fraction_starts(text, words):
        match = _FRACTION.match(text, start)
        if match is not None and not _overlaps(match.start(), match.end(), busy):
            quantity = _share(match, text)
            if quantity is not None:
                found.append(quantity)
                busy.append((match.start(), match.end()))
    position = 0
    for start in _figure_starts(text, words):
        if start < position:
            continue
        number = _SIGNED.match(text, start) or _NUMBER.match(text, start)
        if number is None or number.start() != start or _overlaps(number.start(), number.end(), busy):
            continue
        position = number.end()
        quantity = _read(number, text)
        if quantity is not None:
            found.append(quantity)
            position = max(position, quantity.figure_end)
    found.sort(key=lambda q: q.start)
    for one, other in pairwise(found):
        # an ellipsis: coverage is to go up by 40 points, that of surgery by 30
        if (
            other.comparator is Comparator.EQ
            and one.comparator in (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
            and other.unit == one.unit
            and text[max(0, other.start - 3) : other.start] == "by "
            and other.start - one.end < 60
        ):
            other.comparator = one.comparator
        if (
            other.comparator is Comparator.EQ
            and one.comparator in _SHARED_BOUNDS
            and other.unit == one.unit
            and other.start - one.end < 8
            and _RESPECTIVELY.match(text, other.end)
        ):
            other.comparator = one.comparator
    return found


def _fraction_starts(text: str, words: Cues) -> list[int]:
    starts = {start for start, _ in words.all("fraction")}
    starts.update(start for start, _ in words.all("number"))
    for article in (" a third", " a quarter", " a half", " a fifth", " a tenth", " an eighth"):
        at = text.find(article)
        while at >= 0:
            starts.add(at + 1)
            at = text.find(article, at + 1)
    if " in " in text or " out of " in text:
        starts.update(match.start() for match in _FRACTION_DIGITS.finditer(text))
    return sorted(starts)


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
        if text[max(0, start - 7) : start].lower() == "half a ":
            starts.add(start - 7)
        starts.add(start - 2 if text[max(0, start - 3) : start].lower() == " a " else start)
    return sorted(starts)


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < b and end > a for a, b in spans)


def _scale(word: str | None) -> Decimal:
    """The multiplier of scale words: `hundred million` is 10**8."""
    product = Decimal(1)
    for part in (word or "").lower().split():
        product *= MULTIPLIERS.get(part, 10 if part == "ten" else 1)
    return product


def _figure(text: str) -> Decimal:
    return Decimal("".join(text.replace(",", "").split()))


def _read(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span()
    sign = match["sign"]
    word = match["word"]
    if word:
        value = number_words(word)
        if value is None:
            return None
        value *= _scale(match["mul"])
    else:
        value = _figure(match["fig"]) * _scale(match["mul"])
    if match["mul"] in ("m", "M", "b", "B", "k", "K") and not sign and text[end - 2 : end - 1] == " ":
        value, end = _figure(match["fig"] or "0"), match.end("fig")
    if not sign and (is_label(text, start) or (text[start - 1 : start] == "(" and text[end : end + 1] == ")")):
        return None
    high: Decimal | None = None
    bounds = _RANGE.match(text, end) if not word else None
    if word:
        pair = _WORD_RANGE.match(text, end)
        top = number_words(pair["word"]) if pair is not None else None
        if pair is not None and top is not None and value < top <= 20:
            high, end = top, pair.end()
    if bounds is not None:
        between = " and" in text[end : bounds.start("fig")]
        if between and not re.search(r"\bbetween\s(?:\S+\s)?$", text[max(0, start - 16) : start], re.IGNORECASE):
            bounds = None
    if bounds is not None and re.search(r"\bfrom (?:the |its |an? )?(?:\w+ )?$", text[max(0, start - 20) : start]):
        bounds = None
    if bounds is not None:
        top = _figure(bounds["fig"]) * _scale(bounds["mul"])
        low = value * _scale(bounds["mul"]) if not match["mul"] else value
        unit = _UNIT.match(text, bounds.end())
        percent = unit is not None and unit["pct"] is not None
        if (
            low < top
            and (bounds["pct"] is None or percent)
            and (unit is not None or sign or " to " not in text[end : bounds.end()] or True)
        ):
            value, high, end = low, top, bounds.end()
    unit = _UNIT.match(text, end)
    figure_end = unit.end() if unit else end
    code = _code(unit, sign, text)
    quantity = Quantity(
        start=start,
        end=figure_end,
        figure_start=start,
        figure_end=figure_end,
        value=value,
        high=high,
        unit=code,
        rule=f"en:{'time' if code in _TIMES.values() else code if not code.isupper() else 'money'}",
        weak=bool(word) and value < 13,
    )
    if match["plus"]:
        quantity.comparator, quantity.bounded = Comparator.GE, True
    return _bound(quantity, text)


def _code(unit: re.Match[str] | None, sign: str | None, text: str) -> str:
    if sign:
        name = sign if sign in SIGNS else sign.upper() if sign.upper() in SIGNS else "Rs"
        return SIGNS[name]
    if unit is None:
        return "count"
    if unit["pp"]:
        return "percentage_points"
    if unit["pct"]:
        return "percent"
    if unit["money"]:
        name = unit["money"].lower()
        return NAMES.get(name) or NAMES[name.rstrip("s")]
    if unit["time"]:
        return _TIMES[unit["time"].lower().rstrip("s")]
    return "times"


def _bound(quantity: Quantity, text: str) -> Quantity:
    """Adds comparator and bound words on both sides."""
    before = bound_before(text, quantity.start)
    if (
        before is not None
        and text[before[1] : before[1] + 4].lower() == "over"
        and quantity.unit in ("years", "months", "weeks", "days")
    ):
        before = None
    if (
        before is not None
        and quantity.unit.isupper()
        and text[before[1] : before[1] + 4].lower() == "over"
        and _YEAR_BEFORE.match(text, quantity.figure_end)
    ):
        before = None
    if before is not None and before[0] == "lt" and _NEGATED.search(text, max(0, before[1] - 70), before[1]):
        quantity.comparator, quantity.bounded = Comparator.GE, True
        quantity.start = before[1]
        before = None
    after = _AFTER.match(text, quantity.figure_end)
    if before is not None:
        quantity.comparator, quantity.bounded = Comparator(before[0]), True
        quantity.start = before[1]
    elif after is not None and not quantity.bounded:
        quantity.comparator = Comparator(next(n for n, v in after.groupdict().items() if v))
        quantity.bounded = True
    if after is not None:
        quantity.end = after.end()
    if quantity.high is not None:
        quantity.comparator, quantity.bounded = Comparator.RANGE, True
    change = _CHANGE.match(text, quantity.figure_end)
    if (
        not quantity.bounded
        and change
        and quantity.unit in ("percent", "percentage_points")
        and (change["of"] or _ONE.search(text[max(0, quantity.start - 10) : quantity.start]))
    ):
        up = change["what"] in ("increase", "rise", "growth", "jump")
        quantity.comparator = Comparator.INCREASE_BY if up else Comparator.DECREASE_BY
        quantity.bounded = True
    compared = re.match(
        r"\s(more|higher|greater|larger|less|fewer|lower|smaller) than",
        text[quantity.figure_end : quantity.figure_end + 16],
    )
    if not quantity.bounded and compared and quantity.unit in ("percent", "percentage_points", "count"):
        up = compared[1] in ("more", "higher", "greater", "larger")
        quantity.comparator = Comparator.INCREASE_BY if up else Comparator.DECREASE_BY
        quantity.bounded = True
    if not quantity.bounded:
        quantity.comparator = _growth(text[max(0, quantity.start - 130) : quantity.start])
    return quantity


def _growth(lead: str) -> Comparator:
    lead = lead.lower()
    lead = lead[lead.rfind(". ") + 1 :]
    if lead.endswith(("of ", "of a ", "of an ")):
        # the rise of something else: exports rose to 5 billion, with investments of 2 billion
        lead = lead[max(lead.rfind(", "), lead.rfind(" with "), lead.rfind(" total of ")) + 1 :]
    if _BY.search(lead):
        match = None
        for match in _RISE.finditer(lead):  # noqa: B007
            pass
    else:
        match = _ALONE.search(lead)
    if _ANNUAL_RISE.search(lead):
        return Comparator.DECREASE_BY if match is not None and match["down"] else Comparator.INCREASE_BY
    if match is None or _ANNUAL.search(lead):
        return Comparator.EQ
    return Comparator.DECREASE_BY if match["down"] else Comparator.INCREASE_BY


def _share(match: re.Match[str], text: str) -> Quantity | None:
    """Fractions as percent, doublings as times."""
    start, end = match.span()
    unit, comparator, bounded = "percent", Comparator.EQ, False
    if match["den"]:
        if match["num"].lower() in ("a", "an") and match["den"].lower() not in (
            "third",
            "quarter",
            "half",
            "fifth",
            "tenth",
        ):
            return None
        value = fraction(match["num"], match["den"])
    elif match["half"]:
        value = Decimal(50)
    elif match["of"]:
        one, of = _plain(match["one"]), _plain(match["of"])
        if not one or not of or one >= of or 1900 <= of <= 2100:
            return None
        value = Decimal(f"{(one * 100 / of).quantize(Decimal('0.01')).normalize():f}")
    elif match["halved"]:
        value, comparator, bounded = Decimal(50), Comparator.DECREASE_BY, True
    elif match["many"]:
        value, unit = _plain(match["many"][:-4].lower().rstrip("- ")) or Decimal(1), "times"
    else:
        value, unit = Decimal(2 if match["double"] else 3 if match["triple"] else 4), "times"
    quantity = Quantity(
        start=start,
        end=end,
        figure_start=start,
        figure_end=end,
        value=value,
        unit=unit,
        comparator=comparator,
        bounded=bounded,
        rule=f"en:{'share' if unit == 'percent' else 'times'}",
    )
    return quantity if bounded or unit == "times" else _bound(quantity, text)


def _plain(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else number_words(text)

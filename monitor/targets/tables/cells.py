"""What a cell of a table says, in the unit of its row, its column or the line above: 12.4 under ($m) is 12,400,000.

(EUR m)  £000  R million  Rs in crore  ten thousand persons  working days  %     -> Unit: code, scale, what is counted
Time to report (days)  Outage, minutes  Days to first visit  Share of X (%)      -> the unit in the name of a row
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from monitor.targets.chinese.quantities import find_quantities
from monitor.targets.english.currencies import NAME, NAMES, SIGN, SIGNS
from monitor.targets.english.numbers import MULTIPLIERS
from monitor.targets.english.quantities import find_english_quantities
from monitor.targets.marks import Quantity
from monitor.text import late as re

_SCALE = r"['’]?000s?|ten thousands?|hundred millions?|" + "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
#: A currency before or behind its scale: US$ million, R'000, Rs in crore, 10,000 yuan, thousands of euros.
_MONEY = re.compile(
    rf"(?:in )?(?:(?P<sign>{SIGN}|[RPN](?=\b|['’]))[\s,]*(?:in )?)?(?P<base>\d{{1,3}}(?:,?000)?(?=\s))?\s?"
    rf"(?P<scale>(?i:{_SCALE}))?s?\.?(?:(?<=\w) of)?\s?(?P<name>(?i:{NAME})s?)?"
)
_PERCENT = re.compile(r"(?:as )?(?:in )?(?:%|per ?cent|percentage|pct|share|rate, %)(?: of .*)?", re.IGNORECASE)
_POINTS = re.compile(r"percentage points|pp", re.IGNORECASE)
_TIME = re.compile(
    r"(?:in )?(?:number of )?(?:working |calendar |business |median |mean |average )*"
    r"(?P<time>day|week|month|minute|min|hour|year)s?\.?(?: \w+)?",
    re.IGNORECASE,
)
_TIMES = {"day": "days", "week": "weeks", "month": "months", "minute": "minutes", "min": "minutes"}
#: A count in steps: thousand visits, million people, ten thousand person-times.
_MANY = re.compile(rf"(?:in )?(?P<scale>{_SCALE})\b\s?(?:of )?(?P<counted>.*)", re.IGNORECASE)
#: Units that name nothing.
_NOTHING = re.compile(r"number|no\.?|nos\.?|#|count|index|ratio|value|score|qty|quantity|units?", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]\s?(?:单位[:：]?\s?)?(?P<unit>[^()\[\]]{1,32})[)\]]")
#: What may stand in brackets behind a metric as its unit; (PET/CT) is a name.
_IS_UNIT = re.compile(
    r"^(?:[\u3400-\u9fff‰%/]{1,6}|%|[^\u3400-\u9fff]*\d[^\u3400-\u9fff]*[\u3400-\u9fff]|"
    r"[A-Za-z$ -]*(?:million|billion|crore|lakh|thousand|percent|per cent|units?|pieces|number|items|people|persons|"
    r"days|US\$|EUR|GBP|INR|Rs|"
    r"%)[A-Za-z$ -]*)$",
    re.IGNORECASE,
)
#: The unit of a row behind its name: People who used one, %; Wait for a visit, days (median).
_UNIT_BEHIND = re.compile(
    r",\s?(?P<unit>%|per ?cent|(?:working )?days|months|weeks|minutes|years|"
    r"(?:US\$|€|£|Rs)?\s?(?:million|billion|crore))(?:\s\([a-z ]{3,20}\))?\s*$"
)
#: A name that begins with its unit: Days to first visit, Median weeks from referral to scan, Percentage of beds.
_UNIT_AHEAD = re.compile(
    r"(?:(?:median|mean|average|maximum|number of)\s){0,2}"
    r"(?P<unit>(?:(?:working|calendar)\s)?(?:days|weeks|months|minutes)(?=\s(?:to|from|between|until|for|before|taken|"
    r"waited|of wait))|(?:percent(?:age)?|per cent|share|%|proportion)(?=\sof\b|\s[a-z]))",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"^(?P<before>不低于|不少于|不小于|至少|不超过|不高于|大于|小于|高于|低于|超过|超|突破|达到?|累计|约|左右|新增|控制在|力争|[≥≤><]=?|~|"
    r"at least|up to|accumulated|cumulative|"
    r"more than|over|less than|under|about|some|\+)?\s?"
    r"(?P<sign>US\$|R\$|[$£€₹¥]|Rs\.?)?\s?(?P<value>\[?\d[\d, ]*(?:\.\d+)?\]?)(?:\s?(?:-|~|—|至|"
    r"to)\s?(?P<high>\d[\d,]*(?:\.\d+)?))?\s?"
    r"(?P<unit>[^\d\s]{0,10}?)\s?(?P<after>以上|以下|以内|左右|\+|or more|or less)?$",
    re.IGNORECASE,
)
#: Words of a cell that bound nothing.
_NO_BOUND = ("累计", "新增", "达到", "达", "力争", "accumulated", "cumulative")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*")
#: A decimal as on the continent: 34,2.
_COMMA = re.compile(r"\d{1,4},\d{1,2}")
_CURRENCY_ZH = re.compile(r"人民币|新?台币|港币")


@dataclass(frozen=True, slots=True)
class Unit:
    """What figures without a unit are in: a currency, a measure, or so many times what is counted."""

    code: str
    scale: Decimal
    counted: str = ""


@lru_cache(maxsize=256)
def unit_called(words: str) -> Unit:
    """The unit that words in brackets, a head or a cell name in English; counts of them when they name none."""
    words = " ".join(words.split())
    if not words or _NOTHING.fullmatch(words):
        return Unit("count", Decimal(1))
    if _PERCENT.fullmatch(words):
        return Unit("percent", Decimal(1))
    if _POINTS.fullmatch(words):
        return Unit("percentage_points", Decimal(1))
    time = _TIME.fullmatch(words)
    if time is not None:
        name = time["time"].lower()
        return Unit(_TIMES.get(name, name + "s"), Decimal(1))
    money = money_called(words)
    if money is not None:
        return money
    many = _MANY.fullmatch(words)
    return Unit("count", _scale(many["scale"]), many["counted"]) if many else Unit("count", Decimal(1), words)


def money_called(words: str) -> Unit | None:
    """The currency and the scale that words name, if they name a currency: EUR m, R'000, million yuan."""
    money = _MONEY.fullmatch(words)
    if money is None or not (money["sign"] or money["name"]):
        return None
    name = (money["name"] or "").lower()
    code = SIGNS[money["sign"]] if money["sign"] else NAMES.get(name) or NAMES[name.removesuffix("s")]
    base = Decimal((money["base"] or "1").replace(",", ""))
    return Unit(code, base * _scale(money["scale"]))


def _scale(word: str | None) -> Decimal:
    word = (word or "").lower()
    if "000" in word:
        return Decimal(1000)
    if word.startswith("ten thousand"):
        return Decimal(10_000)
    if word.startswith("hundred million"):
        return Decimal(100_000_000)
    return Decimal(MULTIPLIERS.get(word, 1))


def is_measure(words: str) -> bool:
    """Whether words name a unit that is more than what is counted."""
    unit = unit_called(words)
    return unit.code != "count" or unit.scale != 1


#: What brackets behind a name say of what is counted: 注册证(累计), 骨干企业(含培育).
_REMARK = re.compile(
    r"累计|新增|含|不含|包括|其中|合计|平均|年均|全年|当年|每年|预期|约束|按|占|以上|以下|注|存量|增量"
)


def unit_in_name(name: str, *, chinese: bool) -> tuple[str, int] | None:
    """The unit that the name of a row says, and where the name ends before it; None for most."""
    for brackets in reversed([*_BRACKETS.finditer(name)]):
        if chinese and name[brackets.end() :].strip():
            # 每千人口执业(助理)医师(人): the last bracket
            return None
        unit = brackets["unit"].replace("，", ",").rpartition(",")[2].strip()
        if chinese and _REMARK.match(unit):
            continue
        if _IS_UNIT.match(unit) or (not chinese and unit_called(unit).code != "count"):
            return unit, brackets.start()
    behind = _UNIT_BEHIND.search(name)
    if behind is not None:
        return behind["unit"], behind.start()
    ahead = None if chinese else _UNIT_AHEAD.match(name.lstrip())
    return ("%" if ahead["unit"][0] in "pPsS%" else ahead["unit"], len(name.rstrip())) if ahead is not None else None


def quantity_in(cell: str, unit: str, *, chinese: bool) -> Quantity | None:
    """A cell's value, in the unit of its row, column or caption when it names none."""
    match = _VALUE.match(cell.strip().strip("[]"))
    if match is None:
        found = find_quantities(cell, []) if chinese else find_english_quantities(cell, [])
        whole = [q for q in found if q.end - q.start >= 0.6 * len(cell.strip())]
        return whole[0] if len(found) == 1 and whole else None
    value = match["value"].strip("[] ").replace(" ", "").rstrip(",")
    if not chinese and _COMMA.fullmatch(value):
        value = value.replace(",", ".")
    if "," in value and not _GROUPED.fullmatch(value.partition(".")[0]):
        return None
    return (_in_chinese if chinese else _in_english)(match, value, unit)


def _in_chinese(match: re.Match[str], value: str, unit: str) -> Quantity | None:
    before = match["before"] or ""
    before = "" if before in _NO_BOUND else before
    figure = value + (f"-{match['high']}" if match["high"] else "")
    own = match["unit"] or ""
    counter = own or unit.removeprefix("1")
    named = _CURRENCY_ZH.match(counter)
    if named is not None:
        before, counter = before + named[0], counter[named.end() :]
    if counter in ("千", "万", "亿", "百万"):
        counter += "个"
    if len(counter) == 1 and counter not in "%‰元天年月日周":
        counter = "个"
    text = f"{before}{match['sign'] or ''}{figure}{counter or '个'}{match['after'] or ''}"
    found = find_quantities(text, [])
    if len(found) == 1 and counter == "个":
        found[0].counted = own or unit or "个"
    return found[0] if len(found) == 1 else None


def _in_english(match: re.Match[str], value: str, unit: str) -> Quantity | None:
    before = match["before"] or ""
    before = "" if before.lower() in _NO_BOUND else before.replace(">=", "≥").replace("<=", "≤")
    meant = unit_called(unit)
    if meant.scale != 1 or meant.code.isupper():
        # 14.200 of millions is no thousands
        value = f"{Decimal(value.replace(',', '')):f}".rstrip("0").rstrip(".") if "." in value else value
    figure = value + (f"-{match['high']}" if match["high"] else "")
    own = match["unit"] or ""
    found = find_english_quantities(f"{before} {match['sign'] or ''}{figure} {own} {match['after'] or ''}".strip(), [])
    if len(found) != 1:
        return None
    quantity = found[0]
    is_bare = quantity.unit == "count" and not own
    if is_bare or (quantity.unit.isupper() and not own and meant.code.isupper()):
        quantity.value *= meant.scale
        quantity.high = quantity.high * meant.scale if quantity.high is not None else None
        quantity.unit = meant.code if is_bare else quantity.unit
        quantity.rule = f"en:{'money' if meant.code.isupper() else meant.code}" if is_bare else quantity.rule
    if quantity.unit == "count":
        quantity.counted = own or meant.counted
    return quantity

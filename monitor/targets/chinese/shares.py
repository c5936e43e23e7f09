"""Shares and multiples in Chinese words: 三成, 两位数增长, 百分之五, 三分之一, 一半, 翻一番, 9/10万."""

from __future__ import annotations

from decimal import Decimal

from monitor.targets.chinese.bounds import and_more, bound
from monitor.targets.chinese.numbers import CJK, numeral
from monitor.targets.marks import Quantity
from monitor.text import late as re
from monitor.types import Comparator

SHARE = re.compile(
    rf"(?P<cheng>[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九](?![成\d]))?(?P<more>多|余)?(?![为立果本员功都份熟像品分人新])"
    rf"|(?P<den>[{CJK}\d]{{1,6}})分之(?P<num>\d+(?:\.\d+)?|[{CJK}]{{1,5}}(?:点[{CJK}]{{1,3}})?)"
    r"|(?P<fan>翻了?(?P<fann>[一两二三四])?番|倍增(?!计划|行动|工程|方案|战略|发展|效应|器|管))"
    r"|(?P<digits>[两双]位数)(?![字码])"
    r"|(?<![\d./])(?P<rate>\d+(?:\.\d+)?)/(?P<base>10万|百万|万|千)"
    r"|(?P<half2>一半|半数|过半(?!数)|过半数|大半(?![时天夜年生个]))"
    rf"|每(?P<of>[{CJK}\d]{{1,3}})[人个家名台套件款](?:患者|居民)?[^,。;]{{0,6}}?(?:就|便|即)?有(?P<one>[{CJK}\d]{{1,2}})[人个家名台套件款]"
)
_POINTS = re.compile("个?百分点")
#: Growth of two digits, which is of 10 % at least: 保持两位数以上的增长, 年均增长两位数.
_GROWTH_AFTER = re.compile(r"(?:及?以上)?的?(?:年均|复合|高速|快速|较快|稳定)*(?:增长|增速|增幅|成长|递增)")
_GROWTH_BEFORE = re.compile(
    r"(?:增长|成长|递增|增速|增幅)率?(?:实现|保持|维持|达到?|在|为|超过?|突破|均|将|不低于|力争|了)*$"
)


def share(match: re.Match[str], text: str) -> Quantity | None:
    """Shares in words as percent, doublings as times."""
    start, end = match.span()
    unit = "percent"
    if match["digits"]:
        return _two_digits(start, end, text)
    if match["cheng"]:
        value = (numeral(match["cheng"]) or Decimal(0)) * 10 + (
            5 if match["half"] == "半" else numeral(match["half"] or "〇") or 0
        )
    elif match["den"]:
        base = _plain(match["den"])
        part = _plain(match["num"])
        if not base or part is None:
            return None
        value = part if base == 100 else (part * 100 / base).quantize(Decimal("0.01")).normalize()
        value = Decimal(f"{value:f}")
    elif match["fan"]:
        value, unit = Decimal(2) ** int(_plain(match["fann"] or "一") or 1), "times"
    elif match["rate"]:
        value, unit = Decimal(match["rate"]), "count"
    elif match["of"]:
        base, part = _plain(match["of"]), _plain(match["one"])
        if not base or not part or part >= base:
            return None
        value = Decimal(f"{(part * 100 / base).quantize(Decimal('0.01')).normalize():f}")
    else:
        value = Decimal(50)
    quantity = Quantity.at(
        start,
        end,
        value=value,
        unit=unit,
        rule=f"zh:{'share' if unit == 'percent' else 'times'}",
    )
    if match["more"]:
        quantity.comparator, quantity.bounded = Comparator.GT, True
    if match["half2"] and match["half2"].startswith(("过半", "大半")):
        quantity.comparator, quantity.bounded = Comparator.GT, True
    if match["rate"]:
        quantity.counted, quantity.rule = "/" + match["base"], "zh:rate"
    if unit == "times":
        and_more(quantity, text)
    points = _POINTS.match(text, end)
    if points and unit == "percent":
        quantity.unit, quantity.end, quantity.figure_end = "percentage_points", points.end(), points.end()
    quantity = bound(quantity, text)
    if unit == "times" and quantity.comparator is Comparator.INCREASE_BY:
        quantity.comparator = Comparator.EQ
    return quantity


def _two_digits(start: int, end: int, text: str) -> Quantity | None:
    """Growth of two digits; none where something else has two digits."""
    if not (_GROWTH_AFTER.match(text, end) or _GROWTH_BEFORE.search(text, max(0, start - 12), start)):
        return None
    quantity = Quantity.at(start, end, value=Decimal(10), unit="percent", rule="zh:share")
    quantity.comparator, quantity.bounded = Comparator.GE, True
    return bound(quantity, text)


def _plain(text: str) -> Decimal | None:
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return Decimal(text)
    return numeral(text)

"""Quantities in Chinese texts: 超过7000亿元, 20家以上, 6-8家, 三成, 百分之五, 翻一番, 比上年增长7%.

A figure is found first; its unit is read to the right of it, its bound words on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitor.targets.marks import Quantity, overlaps
from monitor.targets.zh_bounds import bound, multiple
from monitor.targets.zh_counters import bare_unit, is_none, no_counter
from monitor.targets.zh_numbers import CJK, FORMAL, multiply, numeral
from monitor.targets.zh_shares import SHARE, share
from monitor.text import late as re
from monitor.types import Comparator

#: 12 000, as Hong Kong writes it, too.
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:\.\d+)?)"
_MORE = r"余|多|几|来|\+"
_NUMBER = re.compile(
    # CT3台, AED2,316台, MR12.8亿元, but not PM2.5 or 5G
    rf"(?:(?<![\d.A-Za-z{CJK}第/])|(?<=[A-Z]{{2}})(?=\d[\d,.]{{0,7}}(?:[台套部]|万台|[万亿]{{1,2}}元)))(?<!\d[-,*×x])"
    rf"(?:(?P<fig>{_FIGURE})(?P<more1>{_MORE})?(?P<mul>[十百千万亿兆]{{0,3}})"
    # 7亿9,600万, 1万1千亿, 3千5百, 1万5051
    rf"(?:(?<=[千万亿兆])(?P<low>{_FIGURE})(?P<lowmul>[十百千]?[万亿]|[百千])|(?<=万)(?P<ones>\d,?\d{{3}})(?![\d年.,]))?"
    rf"|(?P<cjk>[{FORMAL}][拾佰仟][{FORMAL}拾佰仟零万亿]{{0,10}}|[{CJK}]{{1,12}}(?:点[〇零一二三四五六七八九]{{1,4}})?))"
    rf"(?P<more>{_MORE})?"
)
_RANGE = re.compile(
    rf"(?P<unit>%|[十百千万亿兆]{{1,2}}元?|[个家项台元件所名张套款种人]|个百分点)?(?:[-—~]{{1,2}}|至|到(?!20\d\d年))"
    rf"(?:(?P<fig>{_FIGURE})(?P<mul>[十百千万亿兆]{{0,3}})|(?P<cjk>[一二两三四五六七八九十]{{1,3}}))"
)

#: 02 场景线.
_NUMBER_OF_LINE = re.compile(r"0\d")
_SINCE = re.compile(r"[由从][^,。;]{0,10}$")

_MONEY = {
    "美元": "USD",
    "美金": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "港元": "HKD",
    "港币": "HKD",
    "新台币": "TWD",
    "台币": "TWD",
    "日元": "JPY",
    "日圆": "JPY",
    "韩元": "KRW",
    "卢比": "INR",
    "雷亚尔": "BRL",
    "里亚尔": "SAR",
    "澳元": "AUD",
    "加元": "CAD",
    "瑞士法郎": "CHF",
    "新加坡元": "SGD",
    "新元": "SGD",
    "澳门元": "MOP",
    "澳门币": "MOP",
    "葡币": "MOP",
    "泰铢": "THB",
    "卢布": "RUB",
    "林吉特": "MYR",
    "令吉": "MYR",
    "越南盾": "VND",
    "兰特": "ZAR",
    "迪拉姆": "AED",
    "人民币": "CNY",
    "元": "CNY",
    "圆": "CNY",
}
_TIME = {
    "个工作日": "days",
    "工作日": "days",
    "个工作天": "days",
    "工作天": "days",
    "个自然日": "days",
    "自然日": "days",
    "天": "days",
    "日": "days",
    "个小时": "hours",
    "小时": "hours",
    "分钟": "minutes",
    "个月": "months",
    "周": "weeks",
    "个星期": "weeks",
    "星期": "weeks",
    "年": "years",
    "周岁": "years",
    "岁": "years",
}
_COUNTERS = (
    "台(套)|台套|台/套|人次|家次|例次|件次|项次|户次|班次|车次|架次|航次|条次|人份|剂次|平方米|立方米|平方公里|公里|公顷|"
    "万吨|吨|亩|级|床位|张床位|张床|学时|课时|台件|台次|床日|人天|课次|PB|TB|P|"
    "个|家|台|项|件|套|种|处|所|名|人|张|支|款|例|户|座|只|部|篇|门|间|艘|辆|株|枚|位|条|次|场|期|批|类|对|组|"
    "管|科|床|分|颗|块|片|瓶|盒|剂|份|宗|单|县|区|市|省|镇|乡|村|校|院|岗|点|株|剂|孔|线|册|幢|栋|架|团|队|班|堂|届|"
    "起|趟|度|根|副|站|案"
)
_UNIT = re.compile(
    rf"(?:(?P<pp>个?百分点|个?%点)|(?P<pct>%)|(?P<mille>‰)"
    rf"|(?:人民币)?(?P<money>{'|'.join(sorted(_MONEY, key=len, reverse=True))})"
    rf"|(?P<time>{'|'.join(sorted(_TIME, key=len, reverse=True))})"
    rf"|(?P<times>倍)"
    rf"|(?!台阶)(?P<count>{'|'.join(re.escape(c) for c in sorted(set(_COUNTERS.split('|')), key=len, reverse=True))}))"
)
_SIGN = {"¥": "CNY", "$": "USD", "US$": "USD", "HK$": "HKD", "NT$": "TWD", "€": "EUR", "£": "GBP", "R$": "BRL"}
_SIGN_BEFORE = re.compile(r"(US\$|HK\$|NT\$|R\$|¥|\$|€|£|人民币|新台币|台币|港币|RMB|CNY|USD)\s?$")


def find_quantities(text: str, taken: list[tuple[int, int]]) -> list[Quantity]:
    """Quantities in a line of a view's text, in order; `taken` are the spans of dates, which are none."""
    found: list[Quantity] = []
    busy = list(taken)
    for match in SHARE.finditer(text):
        if not overlaps(match.start(), match.end(), busy):
            quantity = share(match, text)
            if quantity is not None:
                found.append(quantity)
                busy.append((match.start(), match.end()))
    position = 0
    while (number := _NUMBER.search(text, position)) is not None:
        position = number.end()
        if overlaps(number.start(), number.end(), busy):
            continue
        quantity = _read(number, text)
        if quantity is not None:
            found.append(quantity)
            position = max(position, quantity.figure_end)
    found.sort(key=lambda q: q.start)
    return found


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a number says, where it ends, and the unit behind it."""

    value: Decimal
    end: int
    unit: re.Match[str] | None
    high: Decimal | None = None


def _read(match: re.Match[str], text: str) -> Quantity | None:
    end = match.end()
    unit, bounds = _UNIT.match(text, end), _RANGE.match(text, end)
    sign = _SIGN_BEFORE.search(text, max(0, match.start() - 4), match.start())
    if unit is None and bounds is None and sign is None:
        # most figures of a text: numbers of paragraphs, names, dates
        return _bare(match, text) if text[end - 1] in "万亿" else None
    value = _value(match)
    if value is None or _NUMBER_OF_LINE.match(match["fig"] or ""):
        return None
    figure = _Figure(value, end, unit)
    weak = bool(match["cjk"]) and value < 11
    if bounds is not None and (match["fig"] or weak):
        figure = _up_to(match, bounds, figure, text)
    if figure.unit is None and sign is None:
        return None
    start = sign.start() if sign else match.start()
    if is_none(match, figure.unit, text, start):
        return None
    if figure.unit is None:
        code, counted, figure_end = _currency(sign), "", figure.end
    else:
        around = text[max(0, start - 24) : start] + text[figure.unit.end() : figure.unit.end() + 8]
        code, counted = _unit(figure.unit, sign, around)
        figure_end = figure.unit.end()
        if figure.unit["count"] and no_counter(figure.unit, text, figure.value, weak):
            return None
    if code == "times":
        return multiple(text, start, figure_end, figure.value, figure.high)
    value = figure.value / 10 if figure.unit and figure.unit["mille"] else figure.value
    if counted == "个" and text[figure_end : figure_end + 1] == "亿":
        # as it is spoken: 两个亿
        value, code, counted, figure_end, weak = value * 10**8, "CNY", "", figure_end + 1, False
    quantity = Quantity.at(
        start,
        figure_end,
        value=value,
        high=figure.high,
        unit=code,
        counted=counted,
        rule=f"zh:{_family(code)}",
        weak=weak,
    )
    if match["more"] or match["more1"]:
        quantity.comparator, quantity.bounded = Comparator.GT, True
    return bound(quantity, text)


def _bare(match: re.Match[str], text: str) -> Quantity | None:
    """A figure of millions that leaves its unit to the noun before it: 总收入突破2000亿."""
    start, end = match.span()
    value, unit = _value(match), bare_unit(text, start, end)
    if value is None or unit is None or is_none(match, None, text, start):
        return None
    code, counted = unit
    quantity = Quantity.at(start, end, value=value, unit=code, counted=counted, rule=f"zh:{_family(code)}/bare")
    if match["more"] or match["more1"]:
        quantity.comparator, quantity.bounded = Comparator.GT, True
    return bound(quantity, text)


def _up_to(match: re.Match[str], bounds: re.Match[str], figure: _Figure, text: str) -> _Figure:
    """The figure with the upper bound that follows it, 6-8家, 三到五年; else as it is."""
    if (bounds["fig"] is None) != (match["fig"] is None):
        return figure
    if text[bounds.start()] in "至到" and _SINCE.search(text, max(0, match.start() - 12), match.start()):
        return figure
    unit = _UNIT.match(text, bounds.end())
    if unit is None:
        return figure
    value, multiplier = figure.value, multiply(bounds["mul"] or "")
    high = numeral(bounds["cjk"]) if bounds["cjk"] else _plain(bounds["fig"]) * multiplier
    if not match["mul"] and not bounds["unit"]:
        value *= multiplier
    elif bounds["unit"] and bounds["unit"][0] in "十百千万亿兆":
        value *= multiply(bounds["unit"].rstrip("元"))
    return _Figure(value, bounds.end(), unit, high) if high is not None and high > value else figure


def _family(unit: str) -> str:
    """What kind of quantity a unit makes, for the name of the rule."""
    if unit in ("percent", "percentage_points", "count"):
        return unit
    return "time" if unit in _TIME.values() else "money"


def _value(match: re.Match[str]) -> Decimal | None:
    if match["cjk"]:
        return numeral(match["cjk"])
    value = _plain(match["fig"]) * multiply(match["mul"] or "")
    if match["low"]:
        # the 亿 of 1万1千亿 is that of both
        shared = multiply(match["lowmul"][-1])
        value *= shared if shared >= 10**4 and shared > multiply(match["mul"]) else 1
        value += _plain(match["low"]) * multiply(match["lowmul"])
    return value + _plain(match["ones"] or "0")


def _plain(figure: str) -> Decimal:
    return Decimal(figure.replace(",", "").replace(" ", ""))


def _currency(sign: re.Match[str] | None) -> str:
    word = sign[1] if sign else ""
    return _SIGN.get(word) or {
        "人民币": "CNY",
        "RMB": "CNY",
        "CNY": "CNY",
        "新台币": "TWD",
        "台币": "TWD",
        "港币": "HKD",
        "USD": "USD",
    }.get(word, "CNY")


#: Years of life are counted; an age is a span of time.
_LIFE = re.compile(r"寿命|[余馀]命")


def _unit(unit: re.Match[str], sign: re.Match[str] | None, around: str) -> tuple[str, str]:
    """(unit, counter word) of a match of `_UNIT`; `around` stands before and behind it."""
    if unit["pp"]:
        return "percentage_points", ""
    if unit["pct"] or unit["mille"]:
        return "percent", ""
    if unit["money"]:
        return (_currency(sign) if sign and unit["money"] == "元" else _MONEY[unit["money"]]), ""
    if unit["time"]:
        is_life = unit["time"] in ("岁", "周岁") and _LIFE.search(around)
        return ("count", unit["time"]) if is_life else (_TIME[unit["time"]], "")
    if unit["times"]:
        return "times", ""
    return "count", unit["count"]

"""Units of Chinese figures: 亿元, 个工作日, 人次, %; currencies by their name behind and their sign before a figure."""

from __future__ import annotations

from decimal import Decimal

from monitor.text import late as re

#: 12 000, as Hong Kong writes it, too.
FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:\.\d+)?)"
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
UNIT = re.compile(
    rf"(?:(?P<pp>个?百分点|个?%点)|(?P<pct>%)|(?P<mille>‰)"
    rf"|(?:人民币)?(?P<money>{'|'.join(sorted(_MONEY, key=len, reverse=True))})"
    rf"|(?P<time>{'|'.join(sorted(_TIME, key=len, reverse=True))})"
    rf"|(?P<times>倍)"
    rf"|(?!台阶)(?P<count>{'|'.join(re.escape(c) for c in sorted(set(_COUNTERS.split('|')), key=len, reverse=True))}))"
)
_SIGN = {"¥": "CNY", "$": "USD", "US$": "USD", "HK$": "HKD", "NT$": "TWD", "€": "EUR", "£": "GBP", "R$": "BRL"}
SIGN_BEFORE = re.compile(r"(US\$|HK\$|NT\$|R\$|¥|\$|€|£|人民币|新台币|台币|港币|RMB|CNY|USD)\s?$")


def family(unit: str) -> str:
    """What kind of quantity a unit makes, for the name of the rule."""
    if unit in ("percent", "percentage_points", "count"):
        return unit
    return "time" if unit in _TIME.values() else "money"


def plain(figure: str) -> Decimal:
    return Decimal(figure.replace(",", "").replace(" ", ""))


def currency(sign: re.Match[str] | None) -> str:
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


def unit_of(unit: re.Match[str], sign: re.Match[str] | None, around: str) -> tuple[str, str]:
    """(unit, counter word) of a match of `UNIT`; `around` stands before and behind it."""
    if unit["pp"]:
        return "percentage_points", ""
    if unit["pct"] or unit["mille"]:
        return "percent", ""
    if unit["money"]:
        return (currency(sign) if sign and unit["money"] == "元" else _MONEY[unit["money"]]), ""
    if unit["time"]:
        is_life = unit["time"] in ("岁", "周岁") and _LIFE.search(around)
        return ("count", unit["time"]) if is_life else (_TIME[unit["time"]], "")
    if unit["times"]:
        return "times", ""
    return "count", unit["count"]

"""One Statement in a few words: `工业产值 > 700 bn CNY by 2025`, `智能工厂 ≥ 40家，2025年`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from monitor.text.decloak import decloak
from monitor.types import Comparator, Statement, StatementKind

_SIGN = {
    Comparator.EQ: "=",
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.APPROX: "≈",
    Comparator.RANGE: "=",
    Comparator.INCREASE_BY: "+",
    Comparator.DECREASE_BY: "−",
}
_EN_UNIT = {"percent": "%", "percentage_points": " percentage points", "times": " times"}
_ZH_UNIT = {
    "percent": "%",
    "percentage_points": "个百分点",
    "times": "倍",
    "minutes": "分钟",
    "hours": "小时",
    "days": "天",
    "weeks": "周",
    "months": "个月",
    "years": "年",
}
_ZH_MONEY = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "HKD": "港元",
    "TWD": "新台币元",
    "INR": "印度卢比",
    "JPY": "日元",
}
_EN_STEPS = ((Decimal(10**12), "tn"), (Decimal(10**9), "bn"), (Decimal(10**6), "m"))
_ZH_STEPS = ((Decimal(10**12), "万亿"), (Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def describe(statement: Statement, language: str = "en") -> str:
    """Metric, bound, value and date of a Statement in one line, in English or (`zh`) Chinese style.

    The metric is as the text words it, without cloaking; the figure is `figure(statement, language)`, without the noun
    that is counted when the metric ends in it: `new parks = 12`, not `new parks = 12 parks`.
    """
    metric = " ".join(decloak(statement.metric).split())
    noun = decloak(statement.counted)
    if len(noun) > 1 and noun.isascii() and f" {metric}".casefold().endswith(f" {noun}".casefold()):
        statement = replace(statement, counted="")
    return f"{metric} {figure(statement, language)}".strip()


def figure(statement: Statement, language: str = "en") -> str:
    """Bound, value and date without the metric: `> 700 bn CNY by 2025`, `> 7000亿元，2025年`."""
    value = amount(statement.value, statement.unit, statement.counted, language)
    if statement.value_high is not None:
        low = plain(statement.value, statement.unit, language)
        value = f"{low}–{amount(statement.value_high, statement.unit, statement.counted, language)}"
    sign = _SIGN[statement.comparator]
    joint = "" if sign in "+−" else " "
    return f"{sign}{joint}{value}{_when(statement, language)}"


def amount(value: Decimal, unit: str, counted: str, language: str) -> str:
    """A value with its unit: `700 bn CNY`, `7000亿元`, `40家`, `12.5%`."""
    number = plain(value, unit, language)
    if language == "zh":
        if unit == "count":
            word = decloak(counted)
            return f"{number} {word}" if word[:1].isascii() and word else f"{number}{word}"
        return f"{number}{_ZH_UNIT.get(unit) or _ZH_MONEY.get(unit, ' ' + unit)}"
    if unit == "count":
        return f"{number} {decloak(counted)}".rstrip()
    return f"{number}{_EN_UNIT.get(unit, ' ' + unit)}"


def plain(value: Decimal, unit: str, language: str) -> str:
    """A number as people of that language shorten it; only as far as nothing is lost."""
    money = unit.isupper()
    steps = _ZH_STEPS if language == "zh" else _EN_STEPS if money else ()
    for step, name in steps:
        if abs(value) >= step and (value / step * 1000) % 1 == 0:
            space = "" if language == "zh" else " "
            return f"{_digits(value / step)}{space}{name}"
    return _digits(value) if language == "zh" else f"{value.normalize():,f}"


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _when(statement: Statement, language: str) -> str:
    if statement.kind is StatementKind.TARGET:
        date, word = statement.deadline, "by"
    else:
        date, word = statement.as_of, "in"
    if not date:
        return ""
    if language != "zh":
        return f" {word} {date}"
    if len(date) == 4:
        return f"（{date}年）"
    return f"（{date}）"

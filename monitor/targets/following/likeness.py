"""How alike two statements are: by metric, by the sentence around the figure, by the figure itself."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from monitor.text import late as re
from monitor.text.decloak import decloak
from monitor.text.fold import fold
from monitor.types import Statement

_IDLE = re.compile(r"[\s\"'“”‘’()《》<>\[\],.、。:;!?·\-—_/|]+")
#: Words that say where, not what; a report adds or leaves them out freely.
_PLACE = re.compile(
    r"^(?:全市|全省|全国|全区|全县|我市|我省|我国|本市|本省|该市|该省|the |a |an |its |their |our |total |overall )+"
)
_FIGURE = re.compile(r"\d[\d.,]*|[〇零一二两三四五六七八九十百千万亿兆]{2,}")


@lru_cache(maxsize=20_000)
def metric_key(metric: str) -> str:
    """A metric without script, case, spaces, punctuation, cloaking and leading place words."""
    folded = fold(decloak(metric)).lower().strip()
    return _IDLE.sub("", _PLACE.sub("", folded)) or _IDLE.sub("", folded)


@lru_cache(maxsize=20_000)
def frame_key(quote: str) -> str:
    """A quote with its figures masked: what stays when only a figure is edited."""
    return _IDLE.sub("", _FIGURE.sub("#", fold(decloak(quote)).lower()))


def metric_likeness(one: Statement, other: Statement) -> float:
    """0 to 1 by the words of the metrics: the better of the whole strings and of the shorter inside the longer."""
    a, b = metric_key(one.metric), metric_key(other.metric)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    whole = fuzz.ratio(a, b) / 100
    if min(len(a), len(b)) >= 4:
        return max(whole, 0.9 * fuzz.partial_ratio(a, b) / 100 - 0.05)
    return whole


def frame_likeness(one: Statement, other: Statement) -> float:
    """0 to 1 by the words of the quotes, figures masked."""
    a, b = frame_key(one.quote), frame_key(other.quote)
    return 1.0 if a == b else fuzz.ratio(a, b) / 100


def counter_key(statement: Statement) -> str:
    """The Chinese counter word (300项 is not 300家); "" for an English noun, which is part of the metric."""
    return metric_key(statement.counted) if statement.counted[:1] >= "\u3400" else ""


def is_chinese(statement: Statement) -> bool:
    """Whether a metric is worded in Chinese."""
    return any("\u3400" <= char <= "\u9fff" for char in statement.metric)


#: What is counted, by counter word and by English noun: 家 are bodies, 人 are people, 项 are things.
_SORTS = (
    ("bodies", "家所", ("compan", "enterprise", "firm", "manufacturer", "hospital", "institution", "factor", "cent")),
    ("people", "人名位", ("people", "person", "talent", "job", "employee", "worker", "staff", "technician")),
    ("things", "项件款种张台套辆", ("item", "piece", "set", "certificate", "registration", "product", "unit", "kind")),
)


def counters_agree(one: Statement, other: Statement) -> bool:
    """Whether two statements count the same sort of thing: 个 fits any.

    Across languages only a clear contradiction counts.
    """
    a, b = counter_key(one), counter_key(other)
    if a and b:
        return a == b or "个" in (a, b)
    sorts = {_sort(one), _sort(other)}
    return "" in sorts or len(sorts) == 1


def _sort(statement: Statement) -> str:
    counter = counter_key(statement)
    noun = statement.counted.lower()
    for sort, counters, nouns in _SORTS:
        if (counter and counter in counters) or (not counter and noun and any(word in noun for word in nouns)):
            return sort
    return ""


def same_figure(one: Statement, other: Statement) -> bool:
    """Whether value, unit, bound and date all agree."""
    return (
        one.value == other.value
        and one.value_high == other.value_high
        and one.unit == other.unit
        and one.comparator is other.comparator
        and one.deadline == other.deadline
    )

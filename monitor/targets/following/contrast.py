"""Whether two metrics that are much alike are of two things after all.

创新中心 / 工程研究中心, 每千人口 / 每万人口, 三级医院 / 二级医院, radiographers / nurses      two things
总产值 / 工业产值, 培育龙头企业 / 打造领军企业, hospitals / county hospitals       one, in more or other words
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from monitor.targets.following.concepts import devices, without_devices
from monitor.targets.following.likeness import is_chinese, metric_key
from monitor.text import late as re
from monitor.types import Statement

#: Words that mean one thing in a metric, to the first of them.
_SAME_ZH = tuple(
    (re.compile("|".join(sorted(words, key=len, reverse=True))), words[0])
    for words in (
        ("收入", "主营业务收入", "营业总?收入", "销售收入", "销售额", "营收"),
        ("产值", "工业总产值", "工业产值", "总产值"),
        ("企业", "厂商", "厂家", "公司"),
        ("龙头", "领军", "骨干", "领先", "链主"),
        ("人", "人员", "人才", "人数"),
        ("占比", "所?占的?比[重例]", "比[重例率]", "份额", "率"),
        ("规上", "规模以上"),
        ("医械", "医疗器械", "医疗装备", "医疗设备", "医用设备", "医疗仪器"),
        ("设备", "装备", "机器", "仪器"),
        ("平台", "载体"),
        ("配备", "配置", "装配"),
        ("机构", "单位"),
        ("基地", "园区", "集聚区", "产业园"),
        ("三类", "第三类", "iii类", "ⅲ类"),
        ("二类", "第二类", "ii类", "ⅱ类"),
    )
)
#: Verbs, and words that measure or join: they name nothing that is measured.
_IDLE_ZH = re.compile(
    r"累计|力争|争取|实现|达到|完成|确保|推动|支持|组织|实施|开展|安排|布局|建设|建成|创建|新建|打造|搭建|构建|培育|培养|培训|壮大|"
    r"引进|引育|招引|取得|获得|新增|新获|认定|形成|突破|攻克|研制|开发|推广|更新|购置|投用|共计|总计|合计|"
    r"数量|总数|个数|总量|总额|总?规模|强度|水平|左右|以上|以下|产业|行业|各类|各级|各个|多个|一批|其中|年均|每年|全部|所有|"
    r"[的在中之内上于对为将由与和及各所总共数量额有新到]"
)
#: A number that is no threshold, as 超50亿元的企业 has one: the figure of a neighbour.
_NUMBER_ZH = re.compile(r"(?<![超过逾达满于每\d.])\d[\d.]*")
_WORD_EN = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: Words of English that mean one thing in a metric.
_SAME_EN = {
    word: words[0]
    for words in (
        ("company", "enterprise", "firm", "business", "manufacturer"),
        ("device", "equipment", "machine", "system", "unit", "scanner"),
        ("centre", "center", "hub", "facility", "site"),
        ("staff", "employee", "worker", "personnel", "job", "people", "employment"),
        ("programme", "program", "scheme", "project"),
        ("revenue", "turnover", "sale", "income"),
        ("share", "proportion", "percentage", "rate", "ratio"),
        ("patient", "person"),
        ("sector", "industry"),
    )
    for word in words
}
_IDLE_EN = re.compile(
    r"a|an|the|of|in|at|by|to|for|and|or|with|from|on|its|their|our|all|new|additional|more|total|overall|"
    r"number|size|scale|value|amount|level|will|be|is|are|would|shall|reach|grow|rise|increase|expand|raise|"
    r"build|open|set|up|establish|create|train|replace|fund|invest|support|provide|deliver|launch|introduce|"
    r"least|government|country|nation|national|we|it|they"
)


def is_contrast(one: Statement, other: Statement) -> bool:
    """Whether each of two metrics of one language names something that the other does not, devices apart."""
    if is_chinese(one) is not is_chinese(other):
        return False
    if is_chinese(one):
        return _differ(_bare(one.metric), _bare(other.metric))
    mine, theirs = _nouns(one.metric), _nouns(other.metric)
    return bool(mine - theirs) and bool(theirs - mine)


def matter(metric: str) -> object:
    """What a metric measures, equal for the same in other words of one language; None when it says nothing.

    Devices are a part of it: two metrics may be alike but for them.
    """
    chinese = any("\u3400" <= char <= "\u9fff" for char in metric)
    bare: object = _bare(metric) if chinese else _nouns(metric)
    return (chinese, bare or metric_key(metric), devices(metric)) if metric else None


@lru_cache(maxsize=4096)
def _bare(metric: str) -> str:
    """A Chinese metric with one word for each meaning, without words that name nothing."""
    text = _NUMBER_ZH.sub("", metric_key(without_devices(metric)))
    for words, first in _SAME_ZH:
        text = words.sub(first, text)
    return _IDLE_ZH.sub("", text)


@lru_cache(maxsize=4096)
def _nouns(metric: str) -> frozenset[str]:
    stems = (_singular(word) for word in _WORD_EN.findall(without_devices(metric).lower()))
    return frozenset(_SAME_EN.get(stem, stem) for stem in stems if not _IDLE_EN.fullmatch(stem))


def _singular(word: str) -> str:
    if word.endswith(("ies", "sses")):
        return f"{word[:-3]}y" if word.endswith("ies") else word[:-2]
    return word if word.endswith("ss") else word.removesuffix("s")


def _differ(one: str, other: str) -> bool:
    """Whether a passage of the one stands for another passage of the other, and is nowhere else in it."""
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "replace" and set(one[a:b]) - set(other) and set(other[c:d]) - set(one):
            return True
    return False

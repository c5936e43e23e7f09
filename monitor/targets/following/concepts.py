"""What a metric is about, in words that are the same in Chinese and English.

高端裝備產業工業產值                      {output, high-end, equipment, industry}
industrial output value of the city's high-end equipment industry    the same
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from monitor.targets.lexicon import names_in
from monitor.text import late as re
from monitor.text.decloak import decloak
from monitor.text.fold import fold

#: Tag: Chinese words, English words (stems). Longer words first within a tag; a text may hold many tags.
_GLOSSARY: tuple[tuple[str, str, str], ...] = (
    ("output", "工业总产值|工业产值|总产值|产值", r"output|production value"),
    ("revenue", "营业收入|销售收入|主营业务收入|营收|收入|销售额", r"revenues?|operating income|turnover|sales"),
    ("added-value", "增加值", r"added value|value[- ]added"),
    ("scale", "总规模|规模(?!以上)", r"scale|(?<!designated )size\b"),
    ("above-scale", "规模以上|规上", r"designated size|above[- ]scale|major (?:\w+ ){0,3}(?:compan|enterpris|firm)"),
    ("investment", "固定资产投资|投资|投入", r"invest\w*|spending"),
    ("r&d", "研发|研究开发|研究与试验", r"r ?& ?d|research"),
    ("share", "占比|比重|比例|份额|占", r"shares?|proportion|percentage|rate\b"),
    ("localization", "国产化|国产|自给", r"locali[sz]ation|domestic\w*|locally"),
    ("innovation-centre", "技术创新中心|创新中心", r"innovation cent\w+"),
    ("centre", "中心", r"cent(?:er|re)s?"),
    ("first-set", r"首台\(套\)|首台套|首台", r"first[- ]?\(?sets?\)?"),
    ("breakthrough", "突破", r"breakthroughs?"),
    ("park", "园区|产业园|集聚区|基地", r"parks?|gathering areas?|agglomeration|bases?"),
    ("cluster", "集群", r"clusters?"),
    ("factory", "智能工厂|工厂", r"factor\w+"),
    ("enterprise", "企业|公司|厂商|厂家", r"enterprises?|companies|company|firms?|manufacturers?"),
    ("leading", "龙头|领军|骨干|单项冠军|小巨人", r"leading|champions?"),
    ("certificate", "注册证|许可证|取证|证书", r"certificates?|registrations?|approvals?"),
    ("class3", "三类|第三类|Ⅲ类", r"class iii|third[- ]class"),
    ("innovative", "创新医疗器械|创新产品|创新药", r"innovative"),
    ("reagent", "试剂", r"reagents?"),
    ("raw-material", "原料|原材料|材料", r"raw materials?|materials?"),
    ("core", "核心|关键", r"core|key\b"),
    ("component", "零部件|部件|元器件", r"components?|parts\b"),
    ("high-end", "高端", r"high[- ]end"),
    ("equipment", "装备|设备|医材", r"equipment|devices?|machines?"),
    ("industry", "产业|行业", r"industr\w+|sector"),
    ("hospital", "医院|卫生院", r"hospitals?"),
    ("county", "县", r"count(?:y|ies)"),
    ("bed", "床位|病床", r"beds?"),
    ("ward", "病房", r"wards?"),
    ("talent", "人才", r"talents?|personnel|staff"),
    ("physician", "医师|医生", r"physicians?|doctors?"),
    ("nurse", "护士|护理人员", r"nurses?"),
    ("engineer", "工程师", r"engineers?"),
    ("job", "就业|岗位", r"jobs?|employment"),
    ("platform", "平台", r"platforms?"),
    ("laboratory", "实验室", r"laborator\w+"),
    ("fund", "基金|资金|国债", r"funds?|bonds?|financ\w+"),
    ("energy", "能耗", r"energy"),
    ("export", "出口|外销", r"exports?"),
    ("import", "进口", r"imports?"),
    ("patent", "专利", r"patents?"),
    ("standard", "标准", r"standards?"),
    ("coverage", "覆盖率|覆盖", r"coverage|covered?"),
    ("allocation", "配备率|配置|配备", r"allocation|equipped"),
    ("renewal", "更新|改造", r"renew\w*|updat\w+|upgrad\w+|replac\w+"),
    ("review-time", "审评|审批", r"review\w*|time to decision"),
    ("waiting", "轮候|等候", r"wait\w*"),
    ("market", "市场", r"market"),
    ("city", "全市|市级", r"city|municipal"),
    ("national", "国家级|国家|全国", r"national"),
    ("growth", "增长|增速", r"growth|increase"),
    ("overseas", "海外|境外", r"overseas?|foreign"),
    ("product", "产品", r"products?"),
    ("registration-new", "新增", r"new(?:ly)?"),
)
_ZH = [(tag, re.compile(zh)) for tag, zh, _ in _GLOSSARY]
_EN = [(tag, re.compile(rf"\b(?:{en})")) for tag, _, en in _GLOSSARY]
#: Tags that say little alone.
_COMMON = frozenset(
    {
        "industry",
        "equipment",
        "share",
        "city",
        "national",
        "enterprise",
        "product",
        "growth",
        "registration-new",
        "high-end",
        "core",
    }
)


@lru_cache(maxsize=20_000)
def concepts(text: str) -> frozenset[str]:
    """Tags of the glossary and terms of the equipment lexicon that a metric or quote speaks of."""
    folded = fold(decloak(text)).lower()
    found = {tag for tag, pattern in _ZH if pattern.search(folded)}
    found |= {tag for tag, pattern in _EN if pattern.search(folded)}
    found |= {name.entry.term for name, _, _ in names_in(folded) if not name.exact}
    return frozenset(found)


@lru_cache(maxsize=20_000)
def devices(text: str) -> frozenset[str]:
    """The devices a metric names, by their terms in the lexicon: those that have a class, not 医疗装备 as such."""
    return frozenset(term for term, _, _ in _devices(fold(decloak(text))))


def without_devices(text: str) -> str:
    """A metric, folded, with a blank where it names a device."""
    text = fold(decloak(text))
    for _, start, end in _devices(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _devices(folded: str) -> Iterator[tuple[str, int, int]]:
    """Terms of the devices in a folded text, and where they stand."""
    for name, start, end in names_in(folded.lower()):
        inside = name.latin and (_is_letter(folded[start - 1 : start]) or _is_letter(folded[end : end + 1]))
        if name.entry.nmpa_class and not inside and (not name.exact or folded[start:end] == name.text):
            yield name.entry.term, start, end


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def concept_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: shared tags over those of the poorer side, common tags at a third of the weight."""
    if not one or not other:
        return 0.0
    shared = _weight(one & other)
    return shared / min(_weight(one), _weight(other)) * (1.0 if shared >= 1 else 0.6)


def _weight(tags: frozenset[str]) -> float:
    return sum(1 / 3 if tag in _COMMON else 1.0 for tag in tags)

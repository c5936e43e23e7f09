"""Which numbers count nothing although a counter follows them, and what counts without one.

数十家, 千县工程, 兆元产业      vague words and names
11时30分, 3.1县域医共体         times of day, numbers of sections
总收入突破2000亿, 诊疗人次95.5亿   the noun before says in what
"""

from __future__ import annotations

from decimal import Decimal

from monitor.text import late as re

_IS_SCALE = re.compile(r"[十百千万亿兆]+")
#: What ends a figure that names no unit, and the nouns before it that say in what it is.
_ENDS = re.compile(r"[,。;、!?)\"\s]|$|以上|左右|以下|以内|大关|目标|关口")
_OF_MONEY = re.compile(
    r"(?:收入|产值|营收|营业额|规模|投资|融资|出口|进口|资金|经费|预算|税收|利润|[金总]额|[易售交口]额|增加值|市值|支出|贷款|体量|投入|拿出|出资|拨付|斥资)"
    r"(?:达到?|突破|超过?|至|为|约|近|逾|跨越|冲刺|剑指|直指|冲击|奔向|迈[上向]|破|增至|上看|[已将可达要到了再双]){0,4}$"
)
_OF_COUNT = re.compile(
    r"(?P<what>人次|人数|件数|户数|张数|台数|人口|用户数?|病例|数量?|总量|业务量|服务量|诊疗量|接种量|床位)"
    r"(?:达到?|突破|超过?|至|为|约|近|逾|增至|[已将可达要到了再]){0,4}$"
)
_COUNTER_OF = {
    "人次": "人次",
    "人数": "人",
    "人口": "人",
    "件数": "件",
    "户数": "户",
    "张数": "张",
    "台数": "台",
    "床位": "张",
}


def bare_unit(text: str, start: int, end: int) -> tuple[str, str] | None:
    """(unit, counter word) of 2000亿 when a noun before it says what is counted: 总收入突破2000亿."""
    if _ENDS.match(text, end) is None:
        return None
    if _OF_MONEY.search(text, max(0, start - 14), start):
        return "CNY", ""
    of = _OF_COUNT.search(text, max(0, start - 14), start)
    return ("count", _COUNTER_OF.get(of["what"], "")) if of is not None else None


#: 示范机构百家; 百家争鸣 is none.
_AT_END = re.compile(r"[,。;、)]|$")
#: 每3万—5万人口.
_PER_RANGE = re.compile(r"每\d[\d.]*[万千]?[-—~至到]{1,2}$")
_WORD = re.compile(r"[县区市省镇乡村校院项类级场点组团队条分单](?=[\u3400-\u9fff])(?!以|左右)|人[才员口工]")


def is_none(match: re.Match[str], unit: re.Match[str] | None, text: str, start: int) -> bool:
    """Whether a number is no quantity: a vague word, a rate's base."""
    if _IS_SCALE.fullmatch(match["cjk"] or "") and _vague(match, unit, text):
        return True
    heads = "." in (match["fig"] or "") and not text[:start].strip()
    if heads and unit is not None and unit["count"] and _WORD.match(text, unit.start()):
        # 3.1县域医共体
        return True
    if _PER_RANGE.search(text, max(0, start - 8), start):
        return True
    return text[start - 1 : start] == "每" and unit is not None and bool(unit["count"] or unit["time"])


def _vague(match: re.Match[str], unit: re.Match[str] | None, text: str) -> bool:
    """Whether a number of nothing but scale words is vague or a name: 上千万元, 数十家, 千县工程, 兆元产业."""
    before, after = text[match.start() - 1 : match.start()], text[unit.end() : unit.end() + 2] if unit else ""
    if before == "上" and text[max(0, match.start() - 2) : match.start() - 1] in tuple("迈站跃冲登踏攀"):
        return False
    if before in ("上", "数", "几", "成", "好", "第", "老"):
        return True
    if (
        unit is not None
        and unit["money"]
        and match["cjk"] in ("万", "亿")
        and before in ("币", ":", "(", "位", "以", " ")
    ):
        # 单位:亿元
        return True
    if unit is not None and unit["count"]:
        return unit["count"] in (
            "县",
            "市",
            "村",
            "城",
            "镇",
            "店",
            "家",
            "企",
            "校",
            "院",
            "点",
            "团",
            "区",
        ) and not (
            before in ("至", "少", "于", "过", "到", "超", "近", "破", "达", "逾", "约")
            or _AT_END.match(text, unit.end())
        )
    if unit is not None and unit["money"] and match["cjk"] == "百":
        return True
    reached = before in ("达", "到", "破", "超", "过", "于", "近", "逾")
    return after in ("产业", "集群", "企业", "级产", "级企", "市场", "大市", "俱乐", "园区") or (
        after in ("产值", "规模", "营收", "以上") and not reached
    )


#: After a counter character, words in which it is none: 部门, 项目 stays (30项目标 is odd, 30个项目 is not).
_NOT_A_COUNTER = re.compile(
    r"(?:分(?:[贝米钟]|\d+秒)|人间|部(?:门|委|署|分|位|件)|点(?!位)|区域|市级|省级|县级|院校长|线城市|次性|次会议|期间|类(?:医疗|注册|证|设备|产品|器械|体外|创新|手术)|"
    r"场会|批次|条例|条第|位数|位一体|位副|分之|分析|组织|份有|人大|名列|单位|年|对一|对外|件事|句|期工程|线|"
    r"期(?!临床)|届|乡村|市(?!级|场)|院士|院长|省份?长|村医|团队长|岗位职责|校企|人工|家庭(?!医生)|个代表|片区|架构|队伍|班子|块钱)"
)
#: Counters that are too often something else when the number before them is small or a word.
_DOUBTFUL = frozenset("条次期批类对组届分点线册单块片团队班堂区市省县镇乡村院校")


#: Before a grade that is a figure: 平均级别达到4.2级.
_GRADE = re.compile(r"(?:达到?|提升到?|提高到?|升至|为|平均)\d+(?:\.\d+)?$")


#: 11时30分.
_OCLOCK = re.compile(r"[时点]\d{1,2}$")


def no_counter(unit: re.Match[str], text: str, value: Decimal, weak: bool) -> bool:
    """Whether a counter counts nothing behind a number."""
    word = unit["count"]
    if word == "点":
        # points of insurance by the million, places by their name
        return value < 10_000 and not text.startswith("位", unit.end())
    if word == "个" and text[unit.end() : unit.end() + 1].isdigit():
        # “3个100%”
        return True
    if word == "分" and _OCLOCK.search(text, max(0, unit.start() - 4), unit.start()):
        return True
    if word == "级":
        return _GRADE.search(text, max(0, unit.start() - 12), unit.start()) is None or text.startswith(
            ("以", "医", "甲", "达", "响", "保", "及", "标", "水", "要", "评", "认"), unit.end()
        )
    if word in ("区", "县", "市", "镇") and re.search(
        r"全[港市省国县区]\d+$", text[max(0, unit.start() - 6) : unit.start()]
    ):
        return True
    if word == "人" and text.startswith("口", unit.end()) and text[unit.start() - 1] in "每千万百":
        # 千人口床位
        return text[unit.start() - 1] != "万" or not text[unit.start() - 2].isdigit()
    if _NOT_A_COUNTER.match(text, unit.start()):
        return True
    if word == "批" or (word in ("类", "期", "届") and (weak or value <= 4)):
        return True
    return weak and word in _DOUBTFUL

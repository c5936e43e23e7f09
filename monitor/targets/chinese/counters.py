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
_ENDS = re.compile(r"[,。;、!?)\"\s]|$|以上|左右|以下|以内|大关|目标|关口|台阶|门槛")
_OF_MONEY = re.compile(
    r"(?:收入|产值|营收|营业额|规模|投资|融资|出口|进口|资金|经费|预算|税收|利润|[金总]额|[易售交口]额|增加值|市值|支出|贷款|体量|投入|拿出|出资|拨付|斥资|耗资|编列|自筹|经费|补[助贴]|赤字|造价|缺口)"
    r"(?:达到?|突破|超过?|至|为|约|近|逾|跨越|冲刺|剑指|直指|冲击|奔向|迈[上向进]|站[上稳]|登上|破|过|增至|上看|[已将可达要到了再双]){0,4}$"
)
_OF_COUNT = re.compile(
    r"(?P<what>人次|人数|件数|户数|张数|台数|人口|用户数?|病例|数量?|总量|业务量|服务量|诊疗量|接种量|床位|患者|老年?人|残疾人|职工|儿童|学生|会员)"
    r"(?:达到?|突破|超过?|至|为|约|近|逾|增至|[已将可达要到了再]){0,4}$"
)
_HUGE = re.compile(r"(?:[一二两三四五六七八九过破超达][百千]|\d{3,4})亿$")
#: What comes in such numbers and is no money.
_COUNTABLE = re.compile(r"[人次量数户粒条个枚株例份]|细胞|参数|神经元|播放|点击|阅读|运算")
_COUNTER_OF = {
    "人次": "人次",
    "人数": "人",
    "人口": "人",
    "老人": "人",
    "老年人": "人",
    "残疾人": "人",
    "职工": "人",
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
    if of is not None:
        return "count", _COUNTER_OF.get(of["what"], "")
    # three letters of scale are hardly anything but money: 隐形眼镜一百亿, 三年过百亿
    huge = _HUGE.search(text, max(0, start - 1), end) is not None
    return ("CNY", "") if huge and _COUNTABLE.search(text, max(0, start - 16), start) is None else None


#: 示范机构百家; 百家争鸣 is none.
_AT_END = re.compile(r"[,。;、)]|$")
#: Copies, appendices and where guests are from: 一式四份, 附表2张, 来自26个国家.
_NO_FACT_BEHIND = re.compile(r"(?:一式|附[表件图]|来自)$")
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
    if _PER_RANGE.search(text, max(0, start - 8), start) or _NO_FACT_BEHIND.search(text, max(0, start - 4), start):
        return True
    if match["cjk"] == "一" and text[start - 1 : start] in tuple("同某另"):
        # 同一项目
        return True
    if unit is not None and unit["time"] == "日" and text[start - 1 : start] == "月":
        # 九月三十日
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
    if unit is not None and before == "(" and text.startswith(")", unit.end()):
        # (万张), as a head has it
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
    if after == "以上" and unit is not None and _AT_END.match(text, unit.end() + 2):
        # 社会资本百亿元以上, but not 百亿元以上企业
        return False
    return after in ("产业", "集群", "企业", "级产", "级企", "市场", "大市", "俱乐", "园区") or (
        after in ("产值", "规模", "营收", "以上") and not reached
    )


#: After a counter character, words in which it is none: 部门, 项目 stays (30项目标 is odd, 30个项目 is not).
_NOT_A_COUNTER = re.compile(
    r"(?:分(?:[贝米钟]|\d+秒)|人间|部(?:门|委|署|分|位|件)|点(?!位)|区域|市级|省级|县级|院校长|线城市|次性|次会议|期间|类(?:医疗|注册|证|设备|产品|器械|体外|创新|手术)|"
    r"场会|批次|条例|条第|位数|位一体|位副|分之|分析|组织|份有|人大|名列|单位|年|对一|对外|件事|句|期工程|线|"
    r"期(?!临床)|届|乡村|市(?!级|场)|院士|院长|省份?长|村医|团队长|岗位职责|校企|人工|家庭(?!医生)|个代表|台阶|片区|架构|队伍|班子|块钱)"
)
#: Counters that are too often something else when the number before them is small or a word.
_DOUBTFUL = frozenset("条次期批类对组届分点线册单块片团队班堂区市省县镇乡村院校")


#: Before a grade that is a figure: 平均级别达到4.2级.
_GRADE = re.compile(r"(?:[由从]|达到?|提升到?|提高到?|升至|为|平均)\d+(?:\.\d+)?$")


#: 11时30分.
_OCLOCK = re.compile(r"[时点]\d{1,2}$")


#: Counters that are something else in most places: what must stand before the figure, what follows, the least value.
_AT_PAUSE = r"[,。;、!?)\s]|$|以上|左右|以下|以内"
_ONLY_BETWEEN: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None, int]] = {
    "起": (re.compile(r"(?:融资|并购|收购|投资|交易)[^。;]{0,30}$"), re.compile(_AT_PAUSE), 1),
    "度": (re.compile(r"电[^。;]{0,24}$"), None, 100),
    "根": (None, re.compile(r"(?![据本除])"), 1),
    "副": (None, re.compile(rf"(?:{_AT_PAUSE}|眼镜|镜片|手套|拐杖)"), 1),
    "站": (None, re.compile(_AT_PAUSE), 1),
    "案": (None, re.compile(_AT_PAUSE), 1),
    "批": (None, re.compile(_AT_PAUSE), 10),
    "公里": (re.compile(r"(?:里程|行程|航程|[路航管]线|管网|步行|飞行|行驶|出动|总长)[^,。;]{0,10}$"), None, 1),
    "P": (re.compile(r"算力[^。;]{0,30}$"), re.compile(r"(?![A-Za-z\d])"), 1),
    "PB": (re.compile(r"(?:存储|容量|影像|数据|归档)[^。;]{0,24}$"), None, 1),
    "TB": (re.compile(r"(?:存储|容量|影像|数据|归档)[^。;]{0,24}$"), None, 1),
}
_SINCE = re.compile(r"[由从自]\D{0,4}\d+$")
_YEARS = range(1900, 2101)
#: What lines are made of that are counted in small words, too: 两条产线.
_LINES = re.compile(r"条[^,。;、\d]{0,10}(?:产|生产|装配|封装|柔性)线")


def _stands_alone(unit: re.Match[str], text: str, value: Decimal, weak: bool) -> bool:
    """Whether a counter that is most often something else lacks the words between which it counts."""
    before, behind, least = _ONLY_BETWEEN[unit["count"]]
    start = unit.start()
    if weak or value < least or (behind is not None and behind.match(text, unit.end()) is None):
        return True
    if before is not None and before.search(text, max(0, start - 40), start) is None:
        return True
    return unit["count"] == "起" and (value in _YEARS or _SINCE.search(text, max(0, start - 10), start) is not None)


def no_counter(unit: re.Match[str], text: str, value: Decimal, weak: bool) -> bool:
    """Whether a counter counts nothing behind a number."""
    word = unit["count"]
    if word == "点":
        # points of insurance by the million, places by their name
        return value < 10_000 and not text.startswith("位", unit.end())
    if word in _ONLY_BETWEEN:
        return _stands_alone(unit, text, value, weak)
    if word == "条" and _LINES.match(text, unit.start()):
        return False
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
    if word in ("类", "期", "届") and (weak or value <= 4):
        return True
    return weak and word in _DOUBTFUL

"""A key for a plan's name that is the same in Chinese and in English.

上海市高端装备产业发展“十四五”规划                                  -> 2021-2025|shanghai|highend+equipment
"14th Five-Year Plan" for the Development of Shanghai's High-end Equipment Industry   -> the same
"""

from __future__ import annotations

import re

from monitor.text.fold import fold

_PLACES = {
    "beijing": "北京",
    "shanghai": "上海",
    "tianjin": "天津",
    "chongqing": "重庆",
    "guangdong": "广东",
    "guangzhou": "广州",
    "shenzhen": "深圳",
    "jiangsu": "江苏",
    "zhejiang": "浙江",
    "shandong": "山东",
    "sichuan": "四川",
    "hubei": "湖北",
    "hunan": "湖南",
    "henan": "河南",
    "hebei": "河北",
    "fujian": "福建",
    "anhui": "安徽",
    "liaoning": "辽宁",
    "hainan": "海南",
    "suzhou": "苏州",
    "hangzhou": "杭州",
    "nanjing": "南京",
    "wuhan": "武汉",
    "chengdu": "成都",
    "hongkong": "香港",
    "taiwan": "台湾",
    "jiangxi": "江西",
    "shaanxi": "陕西",
    "shanxi": "山西",
    "guangxi": "广西",
    "yunnan": "云南",
    "guizhou": "贵州",
    "jilin": "吉林",
    "heilongjiang": "黑龙江",
    "gansu": "甘肃",
    "xinjiang": "新疆",
    "tibet": "西藏",
    "ningxia": "宁夏",
    "qinghai": "青海",
    "innermongolia": "内蒙古",
}
#: Subjects: tag, Chinese words, English words. The first match of each takes its words away.
_SUBJECTS = (
    ("medical-devices", ("医疗器械",), ("medical devices", "medical device", "medtech", "devices")),
    ("medical-equipment", ("医疗装备", "医疗设备", "医用设备"), ("medical equipment",)),
    ("large", ("大型",), ("large-scale", "large")),
    ("highend", ("高端",), ("high-end", "highend", "high end", "advanced")),
    ("equipment", ("装备", "设备"), ("equipment",)),
    ("pharma", ("医药", "药品"), ("pharmaceutical", "medicines", "drugs")),
    ("health", ("卫生健康", "健康", "卫生"), ("health", "healthcare")),
    ("bci", ("脑机接口",), ("brain-computer interface", "brain computer interface")),
    ("robot", ("机器人",), ("robots", "robot", "robotics")),
    ("renewal", ("更新",), ("renewal", "upgrading", "updating", "renewals")),
    ("cluster", ("集群",), ("clusters", "cluster")),
    ("insurance", ("医疗保障", "医保"), ("medical security", "healthcare security", "medical insurance")),
    ("biomedicine", ("生物医药",), ("biomedicine", "biopharmaceutical", "biomedical")),
    ("hospital", ("医院",), ("hospitals", "hospital")),
    ("diagnostics", ("体外诊断", "诊断"), ("diagnostics", "diagnosis", "ivd")),
    ("rehabilitation", ("康复",), ("rehabilitation",)),
    ("procurement", ("采购",), ("procurement",)),
    ("configuration", ("配置",), ("configuration", "allocation")),
    ("innovation", ("创新",), ("innovation", "innovative")),
    ("manufacturing", ("制造",), ("manufacturing",)),
    ("elderly", ("养老",), ("elderly", "aged care")),
    ("ai", ("人工智能",), ("artificial intelligence",)),
    ("imaging", ("影像",), ("imaging",)),
    ("county", ("县域", "县"), ("county",)),
    ("regulation", ("监督管理", "监管"), ("supervision and administration", "supervision")),
    ("national-economy", ("国民经济",), ("national economic",)),
)
_ORDINALS = {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_ORDINALS_EN = {"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16}
_FIVE_ZH = re.compile(r"(十[一二三四五六])五|第(十[一二三四五六])个五年")
_FIVE_EN = re.compile(
    r"\b(1[1-6])th five[- ]year|\b(eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth) five[- ]year",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(20\d\d)年?\s?[-—~至到]+\s?(20\d\d)")
_YEAR = re.compile(r"(?<!\d)(20[2-6]\d)(?!\d)")
_IDLE = re.compile(
    r"征求意见稿|试行|修订|关于|印发|发布|的|通知|实施|工作|产业|发展|建设|加快|推动|促进|高质量|市|省|年|[\s\"'“”()《》,.、:;·-]+|"
    r"\b(?:the|of|for|and|on|to|a|an|industry|development|industrial|plan|promoting|promotion|notice|printing|"
    r"distributing|s|draft|comments)\b"
)


def plan_period(name: str) -> tuple[int, int] | None:
    """First and last year, when the name or its five-year plan gives them. `name` is folded."""
    match = _YEARS.search(name)
    if match is not None and int(match[1]) < int(match[2]) <= int(match[1]) + 30:
        return int(match[1]), int(match[2])
    match = _FIVE_ZH.search(name)
    if match is not None:
        number = _ORDINALS[match[1] or match[2]]
        return 1951 + 5 * number, 1955 + 5 * number
    match = _FIVE_EN.search(name)
    if match is not None:
        number = int(match[1]) if match[1] else _ORDINALS_EN[match[2].lower()]
        return 1951 + 5 * number, 1955 + 5 * number
    return None


def plan_key(name: str) -> str:
    """Equal for the same plan in any script or language, as far as the name tells; "" for no plan's name."""
    text = fold(name).lower()
    period = plan_period(text)
    years = f"{period[0]}-{period[1]}" if period else ""
    rest = text
    for pattern in (_YEARS, _FIVE_ZH, _FIVE_EN):
        rest = pattern.sub(" ", rest)
    if not years and (single := _YEAR.search(rest)):
        years = single[1]
    rest = _YEAR.sub(" ", rest)
    place = ""
    for latin, chinese in _PLACES.items():
        if chinese in rest or latin in rest.replace(" ", ""):
            place = latin
            rest = rest.replace(chinese, " ").replace(latin, " ")
            break
    subjects = []
    for tag, chinese_words, english_words in _SUBJECTS:
        for word in (*chinese_words, *english_words):
            if word in rest:
                subjects.append(tag)
                rest = rest.replace(word, " ")
                break
    if subjects:
        return "|".join((years, place, "+".join(sorted(subjects))))
    words = "".join(_IDLE.sub(" ", rest).split())
    return "|".join((years, place, words)) if words or place else ""

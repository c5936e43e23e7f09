"""The words by which a text says what is to become of equipment, and how names of equipment grow."""

from __future__ import annotations

import re

_STANCES_ZH = (
    ("restrict", r"限制|严控|禁止|不得配置|严格控制|取缔"),
    ("update", r"更新|升级|改造|淘汰|替换|换新|以旧换新"),
    ("break_through", r"突破|攻克|攻关|主攻|补短板|揭榜挂帅|卡脖子技术"),
    (
        "procure",
        r"采购|购置|配置|配备|添置|购买|租赁|装备率|普及率|全覆盖|配足|配齐|增配|建置|建成|设立|接入|适配|集采|添购|引入|增购|增设|设置",
    ),
    ("develop", r"发展|研发|研制|开发|培育|布局|做强|做大|打造|形成|孵化|产业化|新批|取证|注册证|制造|生产(?!企业)"),
    (
        "promote",
        r"推广|推进|推动|促进|支持|鼓励|应用|聚焦|重点|加快|提升|示范|扶持|加强|优先|完善|建设|引导|扩大|保障|普及|纳入|覆盖|关注|瞄准|围绕|统一|加大|资助|补助|补贴|方向|领域|名单|清单|"
        r"目录|留了位置|实施|开展|率先|落地|打通|使用",
    ),
)
_STANCE_ZH = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _STANCES_ZH))
_STANCES_EN = (
    ("restrict", r"\b(?:restrict\w*|ban(?:s|ned)?|prohibit\w*|phase[- ]out)\b"),
    (
        "update",
        r"\b(?:upgrad\w*|renew(?:al|als|ed|ing|s)?|replac\w*|updat\w*|moderni[sz]\w*|ageing|aging|"
        r"less than \w+ years old)\b",
    ),
    ("break_through", r"\b(?:break(?:s|ing)? through|breakthroughs?|tackl\w+|overcom\w+)\b"),
    (
        "procure",
        r"\b(?:procur\w+|purchas\w+|buy(?:s|ing)?|acquir\w+|install\w*|deploy\w*|equip(?:ped|ping|s)?(?! )|"
        r"stockpile|allocat\w+|build(?:ing)?|built|deliver(?:ed|ing|s)?|tender(?:s|ed)?|roll(?:ed)?[- ]?out|opened|"
        r"will be)\b",
    ),
    (
        "develop",
        r"\b(?:develop(?:s|ing|ment)?|cultivat\w+|research|manufactur(?:e|ing|ed)|produc(?:e|tion|ing)|made in|"
        r"locali[sz]\w+|factor(?:y|ies))\b",
    ),
    (
        "promote",
        r"\b(?:promot\w+|support\w*|encourag\w+|focus\w*|expand\w*|fund(?:s|ed|ing)?|invest\w*|priorit\w+|"
        r"accelerat\w+|strengthen\w*|key areas?|fields? of|scheme|incentiv\w+|adopt\w*|boost\w*|includ\w+|should|"
        r"must|targets?|plans? to|push|pilot|aims?|wanted|needs?)\b",
    ),
)
_STANCE_EN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _STANCES_EN), re.IGNORECASE)

#: Sentences about trade, offences, products and the past: what they name is no policy's object.
_IDLE_ZH = re.compile(
    r"售价|厂家|价格为|报价|招聘|岗位|经营范围|中标|罚款|处罚|缺陷|召回|不合格|违法|抽检|靠进口|依赖进口|只能进口|股票|参展|样机|获批上市|已(?:获批|上市|达到|成功|经)|打破.{0,8}垄断|曾|"
    r"市值|门诊费|检查费"
)
_IDLE_EN = re.compile(
    r"\b(?:price[sd]?|for sale|per unit|recall(?:ed|s)?|violat\w+|fined?|import(?:s|ed)? account|rel(?:y|ied|"
    r"ies) on imports?|warranty|our (?:company|products?|customers?)|patented|specifications?|"
    r"has reached the international|buy now|in stock|may hire|already in surplus)\b",
    re.IGNORECASE,
)

QUALIFIER_ZH = re.compile(
    r"(?:国产化?|高端|高性能|高精度|高阶|大型|中小型|小型|微型|新型|新一代|智能化?|智慧|数字化?|移动式?|便携式?|可穿戴|家用|医用|医疗级?|先进|创新|多模态|多功能|全自动|自动化?|无创|微创|有创|"
    r"超高场|超导|高场|光子计数|超高清|三维|3D|4K|5G|植入式|可降解|可吸收|介入|远程|人工智能|AI|第[一二三]类|[123]\.\dT|64排|128排|256排|\d+排|双源|能谱|全身|乳腺|口腔|"
    r"骨科|腔镜|神经外科|血管|心血管|关键|核心|大孔径|彩色|床旁|老年|残疾人)+$"
)
SUFFIX_ZH = re.compile(
    r"(?:\([A-Za-z0-9/-]{2,12}\))?(?:类)?(?:设备|装备|系统|装置|仪器|产品|器械|整机|软件|机器人|试剂|技术|终端|平台)?(?:\([A-Za-z0-9/-]{2,12}\))?"
)
QUALIFIER_EN = re.compile(
    r"(?:\b(?:high-end|advanced|domestic(?:ally produced)?|mobile|portable|large|new|innovative|intelligent|smart|"
    r"digital|AI|AI-enabled|medical|wearable|implantable|active|biodegradable|diagnostic|key|core|"
    r"flat-panel|high-energy|next-generation|remote|home|low-cost|essential|modern|CT and|MRI and|orthopedic|"
    r"orthopaedic|strategic) )+$",
    re.IGNORECASE,
)
SUFFIX_EN = re.compile(
    r"(?: \([A-Z][A-Za-z0-9/-]{1,11}\))?(?: (?:systems?|equipment|devices?|machines?|scanners?|units?|"
    r"and equipment))?(?: \([A-Z][A-Za-z0-9/-]{1,11}\))?"
)

#: A Chinese enumeration: pieces between 、 with 和 or 及 before the last.
ENUMERATION_ZH = re.compile(r"[^,。;:!?、\n]{2,24}(?:、[^,。;:!?、\n]{2,24})+")
_DEVICE = (
    r"机|仪|器|系统|设备|装备|装置|机器人|支架|导管|芯片|探测器|电极|软件|算法|试剂|球囊|瓣膜|假体|"
    r"探头|传感器|镜|刀|泵|床|车|舱|植入物|材料|球管|线圈|磁体|膜|轮椅|助听器|假肢|"
    r"耗材|监护仪|终端"
)
PIECE_ZH = re.compile(
    rf"(?:^|[、]|和|及|与|以及|发展|突破|推进|研发|支持|配置|采购|更新|重点|包括|聚焦|推广|"
    rf"布局)(?P<name>[^、,。;:()\s]{{1,14}}?(?:{_DEVICE}))(?=[、,。;:(等]|和|及|与|以及|$)"
)
_LEAD_ZH = re.compile(r"重点|领域|方向|包括|发展|支持|突破|清单|目录|任务|产品|装备|设备")


def stance(text: str, low: int, high: int, start: int, end: int, *, chinese: bool, before: str) -> str:
    """What the sentence `text[low:high]` wants of the equipment at `text[start:end]`; "" for nothing.

    The nearest verb before it counts, then one right behind it, then `before`: the stance of what leads here.
    """
    idle = _IDLE_ZH if chinese else _IDLE_EN
    clause = max(low, start - 60), min(high, end + 40)
    if idle.search(text, *clause):
        return ""
    pattern = _STANCE_ZH if chinese else _STANCE_EN
    found = ""
    for match in pattern.finditer(text, max(low, start - 160), start):
        found = match.lastgroup or ""
    if found:
        return found
    following = pattern.search(text, end, min(high, end + 60))
    if following is not None:
        return following.lastgroup or ""
    return before


def lead_stance(text: str, *, chinese: bool) -> str:
    """What a heading or a sentence that ends in a colon wants of the equipment that follows; "" for nothing."""
    tail = text.rstrip()
    if (
        chinese
        and (tail.endswith((":", "包括", "如下")) or (len(tail) < 24 and not tail.endswith("。")))
        and _LEAD_ZH.search(tail)
    ):
        match = None
        for match in _STANCE_ZH.finditer(tail):  # noqa: B007
            pass
        return (match.lastgroup or "") if match else "promote"
    if not chinese and tail.endswith(":"):
        match = None
        for match in _STANCE_EN.finditer(tail):  # noqa: B007
            pass
        return (match.lastgroup or "") if match else ""
    return ""

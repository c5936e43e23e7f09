"""Where a text names plans: in title marks, in a title or heading without them, in running text.

《上海市高端装备产业发展“十四五”规划》                            title marks, with a noun of plans at the end
关于印发某省医疗装备行动方案(2025-2027年)的通知                     a title that hands it on
某省医疗装备行动方案(2025-2027年)                                a title that is the name

All patterns run on folded text (`monitor.text.views`). A plan that is visited or discussed is none. English names:
`english`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from monitor.targets.plans.english import english_names, english_title
from monitor.targets.plans.key import place_of
from monitor.text import late as re

#: Nouns that end the name of a plan; those of the second group only between title marks.
_NOUN = (
    r"规划纲要|规划|行动计[划画]|工作计[划画]|实施计[划画]|计[划画]|行动方案|实施方案|工作方案|方案|实施意见|指导意见|若干意见|"
    r"若干措施|政策措施|办法|纲要|路线图|条例|工作要点"
)
_LOOSE_NOUN = rf"{_NOUN}|意见|措施|行动|目标|政策|目录|指南|通知|清单|细则|标准|战略|倡议|蓝图|安排|规定|决定|预案|要点"
#: What may stand behind the noun: (征求意见稿), (2021-2025年), (试行).
_TAIL = r"(?:\s?\([^()\n]{1,24}\)|\s?20\d\d年?[-—~至到]20\d\d年?|征求意见稿|草案)*"
_ENDS_IN_NOUN = re.compile(rf"(?:{_LOOSE_NOUN})\"?{_TAIL}$|(?:规划|纲要|计[划画])")
_TITLE_MARKS = re.compile(r"《(?P<name>[^《》\n]{4,90})》")
#: 「智慧醫療器材推動方案(2025-2028)」, folded: the title marks of Taiwan and Hong Kong are quotation marks elsewhere.
_QUOTED = re.compile(
    rf"\"(?P<name>(?=[^\"\n]{{0,3}}[\u3400-\u9fff])[^\"\n。;]{{5,60}}?(?:{_NOUN})(?:\s?\([^()\n\"]{{1,24}}\))?)\""
)
#: A notice that hands a plan on, between title marks or as a title.
_NOTICE = re.compile(
    r"^关于(?:公开)?(?:印发|发布|下发|转发|公布|征求|征集)(?:对)?[<〈《]?(?P<name>[^<>〈〉《》]{5,80}?)[>〉》]?"
    r"(?:公开征求意见|意见|征求意见)?的(?:通知|公告|公示|函|通告)"
)
#: A notice that issues what begins like one: 某市人民政府印发关于推动…的若干措施的通知.
_ISSUES_ON = re.compile(
    rf"(?:印发|发布|下发|转发|公布)(?P<name>关于(?!印发|发布|转发)[^《》,。]{{5,70}}?(?:{_NOUN}))的(?:通知|公告)"
)
_PERIOD = r"\(20\d\d年?[-—~至到]+20\d\d年?\)"
_FIVE = r"\"?(?:十[一二三四五六]五|第十[一二三四五六]个五年)\"?"
#: Running text: a noun with its period, or a five-year plan. What stands to the left is looked at apart.
_BARE = re.compile(
    rf"(?:{_NOUN})\"?{_PERIOD}|{_FIVE}(?P<between>[^。\n,;:《》\"()、]{{0,24}}?)规划(?:纲要)?(?![数期院局司处指目外])"
)
_PERIOD_BEHIND = re.compile(rf"(?:\s?{_PERIOD}|\(征求意见稿\))+")
#: 上海发布了高端装备产业五年规划: a name right behind the verb that issues it, with no title marks.
_ISSUED = re.compile(
    rf"(?:印发|发布|出台|公布|推出|下发)了?(?!的|一系列|多[项个]|首[个部份]|新|相关|有关|各类|配套|上述|这|该|本)"
    rf"(?P<name>[\u3400-\u9fff\"+]{{5,36}}?(?:{_NOUN})(?![\u3400-\u9fff]{{0,2}}[期院局司处组])\"?{_TAIL})"
)
#: 绍兴市医疗影像设备产业行动计划提出: a name that speaks, with its place at the head.
_SPEAKS = re.compile(rf"(?:{_NOUN})\"?(?=中?(?:还|也|同时)?(?:明确)?(?:提出|明确|指出|要求))")
#: A name does not reach further left than these.
_LEFT_STOP = re.compile(
    r"[。,;:!?、\n《》()|>\[\]]|颁布的?|根据|按照|依据|遵照|印发|发布|出台|公布|下发|推出|落实|贯彻|编制|起草|通过|对照|结合|符合|"
    r"围绕|依托|列入|纳入|写入|明确的|提出的|确定的|订出|定出|拿出|给出|自己的|一[份套项个]|这[份套项个]|最新的?|是|在|了|该|本|"
    r"与|和|及"
)
_LEFT_REACH = 44
#: The same five years, but no plan's name: “十四五”期间全国规划.
_TIME = re.compile(r"期间|时期|以来|初期|末|收官|开局")
#: What a headline says of a plan: 影像设备产业有了路线图.
_SAID_OF = re.compile(r"有了|迎来|[绘画](?:就|出|定)|描绘|划定|敲定|瞄准|亮出|晒出")
#: A title that is about something else than handing on a plan.
_ABOUT = re.compile(
    r"考察|调研|座谈|研讨|会议|培训|学习|宣贯|访问|来访|赴|走访|讨论|审议|听证|采购|招标|中标|招聘|公司|股份|股价|专家谈"
)
#: What news puts before and behind the name of a plan in a title.
_NEWS_HEAD = re.compile(r"^.*(?:一图读懂|图解|解读|印发|发布|出台|公布|推出|下发)了?[:]?")
_NEWS_TAIL = re.compile(
    r"(?:正式)?(?:印发|发布|出台|公布|亮相|出炉|落地|揭晓|敲定|面世|启动|来了|解读|政策解读|全文|公开征求意见|征求意见|公开|获批|要点|中的)[^,;:!?]*$"
)
_TITLE_NAME = re.compile(rf"^(?P<name>[^,;:!?|>《》]{{4,80}}?(?:{_NOUN})\"?{_TAIL})$")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")


def names(text: str) -> list[tuple[int, int]]:
    """Spans of plan names in folded text, those of surer patterns first; none overlaps another."""
    taken: list[tuple[int, int]] = []
    found = []
    for start, end in _candidates(text):
        index = bisect_left(taken, (start, end))
        if (index and taken[index - 1][1] > start) or (index < len(taken) and taken[index][0] < end):
            continue
        taken.insert(index, (start, end))
        found.append((start, end))
    return found


def title_names(line: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of plan names in a title or heading, folded, where a plan's name may stand without title marks.

    `found` are the `names` of the line.
    """
    if _IDEOGRAPH.search(line) is None:
        whole = english_title(line)
        return [whole] if whole is not None else found
    if "《" in line and found:
        return found
    if _ABOUT.search(line):
        return []
    for part in re.finditer(r"[^,;:!?|>_\n]+", line):
        span = _title_part(part[0])
        if span is not None:
            return [(part.start() + span[0], part.start() + span[1])]
    return found


def _title_part(part: str) -> tuple[int, int] | None:
    """The name in one clause of a title: what a notice hands on, or the clause itself without news words."""
    text = part.strip()
    offset = part.find(text)
    notice = _NOTICE.match(text[text.find("关于") :]) if "关于" in text else None
    if notice is not None:
        at = offset + text.find("关于")
        name = notice["name"]
        return (at + notice.start("name"), at + notice.end("name")) if _is_name(name) else None
    issued = _ISSUES_ON.search(text)
    if issued is not None:
        return offset + issued.start("name"), offset + issued.end("name")
    head = _NEWS_HEAD.match(text)
    begin = head.end() if head and _TITLE_NAME.match(text[head.end() :]) else 0
    rest = text[begin:]
    for candidate in (rest, _NEWS_TAIL.sub("", rest, count=1)):
        match = _TITLE_NAME.match(candidate)
        if match is not None and _is_name(match["name"]):
            return offset + begin, offset + begin + match.end("name")
    return None


def _is_name(name: str) -> bool:
    """Whether an unquoted clause is long and particular enough to be the name of a plan."""
    bare = re.sub(r"\([^()]*\)", "", name)
    return (
        len(bare) >= 8
        and _TIME.search(bare) is None
        and _SAID_OF.search(bare) is None
        and _TITLE_NAME.match(name) is not None
    )


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for match in _TITLE_MARKS.finditer(text) if "《" in text else ():
        yield from _marked(match)
    for match in _QUOTED.finditer(text) if '"' in text else ():
        yield match.span("name")
    if "五" in text or "年" in text or "(20" in text:
        for match in _BARE.finditer(text):
            span = _bare(text, match)
            if span is not None:
                yield span
        for match in _ISSUED.finditer(text):
            if _is_name(match["name"]):
                yield match.span("name")
        for match in _SPEAKS.finditer(text):
            span = _reaching_back(text, match.start(), match.end())
            if span is not None and place_of(text[slice(*span)]):
                yield span
    yield from english_names(text)


def _marked(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    name = match["name"]
    if _ENDS_IN_NOUN.search(name) is None or len(name) <= 5:
        return
    notice = _NOTICE.match(name)
    if notice is not None:
        yield match.start("name") + notice.start("name"), match.start("name") + notice.end("name")
    else:
        yield match.span("name")


def _bare(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """A name in running text with the words before it that belong to it; None when no name comes of it."""
    if match["between"] is not None and _TIME.search(match["between"]):
        return None
    end = match.end()
    if match["between"] is not None:
        tail = _PERIOD_BEHIND.match(text, end)
        end = tail.end() if tail else end
    return _reaching_back(text, match.start(), end)


def _reaching_back(text: str, noun: int, end: int) -> tuple[int, int] | None:
    """The span of a name with the words before its noun that belong to it; None when it says too little."""
    floor = max(0, noun - _LEFT_REACH)
    start = floor
    for stop in _LEFT_STOP.finditer(text, floor, noun):
        start = stop.end()
    while start < noun and text[start] in ' "的':
        start += 1
    if _IDEOGRAPH.search(text, start, noun) is None:
        start = noun
    return (start, end) if len(re.sub(r"\([^()]*\)", "", text[start:end])) >= 8 else None

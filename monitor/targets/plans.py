"""Plans that a text speaks of: 《上海市高端装备产业发展“十四五”规划》, the "14th Five-Year Plan for ...".

A key is equal for the same plan in any script or language as far as its name tells: the period, the place and the
subject, each from a small bilingual table, and the words of the name when the tables say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from monitor.targets.plan_key import plan_key, plan_period
from monitor.text.views import View, look
from monitor.types import Document, PlanMention

_KIND = (
    r"规划|计划|方案|意见|办法|纲要|措施|行动|目标|政策|目录|"
    r"指南|条例|通知|清单|细则|标准|战略|倡议|蓝图|安排|规定|决定|路线图|预案"
)
_TITLE_ZH = re.compile(r"《(?P<name>[^《》\n]{4,80})》")
_BARE_ZH = re.compile(r"(?P<name>(?:\"?十[一二三四五六]五\"?)[^。\n,;《》\"]{2,24}?规划)")
_PLAN_WORD = re.compile(_KIND)
#: The noun of an English plan's name; its capitalised neighbours belong to it.
_NOUN_EN = re.compile(
    r"(?:Plan|Policy|Strategy|Programme|Program|Scheme|Mission|Initiative|Roadmap|Outline|Action Plan)\b"
)
_WORD_EN = re.compile(r"[\w'&()\-]+")
_SMALL_EN = frozenset({"of", "for", "and", "the", "on", "in", "to", "s", "from"})
_REACH_EN = 14
_QUOTED_EN = re.compile(
    r"\"(?P<name>[^\"\n]{8,120}?\b(?:Plan|Policy|Strategy|Program(?:me)?|Scheme|Regulations?|Measures|"
    r"Opinions)\b[^\"\n]{0,130})\"?"
)
#: The "14th Five-Year Plan" for the Development of Shanghai's High-end Equipment Industry.
_FIVE_YEAR_EN = re.compile(
    r"(?P<name>(?:1[1-6]th|[Tt]welfth|[Tt]hirteenth|[Ff]ourteenth|[Ff]ifteenth|[Ss]ixteenth) Five-Year Plan\"?"
    r"(?: \(20\d\d-20\d\d\))?\"? (?:for|of|on) (?:the )?[^.,;\n\"()]{6,110})"
)
_DRAFT = re.compile(r"征求意见稿|意见征集|草案|草稿|送审稿|draft|consultation|for comments?", re.IGNORECASE)
_ISSUER_ZH = re.compile(
    r"(?P<issuer>[\u3400-\u9fff]{2,18}(?:部|委员会|委|局|厅|办公厅|人民政府|政府|总局|办公室|国务院))(?:等[一二三四五六七八九十\d]{0,3}个?部门)?(?:日前|近日|"
    r"今日|联合|正式|已)?(?:对外)?(?:印发|发布|出台|公布|制定|下发|就)"
)
_ISSUER_EN = re.compile(
    r"(?P<issuer>(?:the )?[A-Z][\w’'-]*(?: (?:of|and|for|the) | )(?:[A-Z][\w’'-]*(?: (?:of|and|for|the) | |"
    r", )?){0,8}(?:Commission|Ministry|Department|Administration|Agency|Council|Government|Authority))"
)


def read_plans(document: Document) -> tuple[PlanMention, ...]:
    """Plans that a Document names, each once, at its first and fullest mention, in the order of the text."""
    return plans_of(look(document.text), title=document.title, issuer=document.issuer)


def plans_of(view: View, *, title: str = "", issuer: str | None = None) -> tuple[PlanMention, ...]:
    """As `read_plans`, from a text."""
    best: dict[str, PlanMention] = {}
    for start, end in _names(view):
        name = view.text[start:end]
        key = plan_key(name)
        if not key:
            continue
        first, last = view.span(start, end)
        around = view.text[max(0, start - 60) : end + 16]
        draft = _DRAFT.search(around) is not None
        known = best.get(key)
        if known is not None and (len(known.name) >= last - first):
            if draft and not known.draft:
                best[key] = _mention(view, known.start, known.end, key, known.issuer, True)
            continue
        found = _issuer(around) or issuer
        best[key] = _mention(
            view, first, last, key, found or (known.issuer if known else None), draft or bool(known and known.draft)
        )
    named = sorted(best.values(), key=lambda plan: plan.start)
    if len(named) > 200:
        return tuple(named)
    return tuple(plan for plan in named if not any(_shorter(plan, other) for other in named))


def _shorter(plan: PlanMention, other: PlanMention) -> bool:
    """Whether a name is but the end of another's: “十四五”规划 of a province without the province."""
    return len(plan.name) < len(other.name) and other.name.endswith(plan.name) and plan.period == other.period


def _mention(view: View, start: int, end: int, key: str, issuer: str | None, draft: bool) -> PlanMention:
    name = view.source[start:end]
    return PlanMention(
        name=name, key=key, issuer=issuer, period=plan_period(look(name).text), draft=draft, start=start, end=end
    )


def _names(view: View) -> Iterator[tuple[int, int]]:
    """Names of plans, those of surer patterns first; none overlaps another."""
    text = view.text
    taken: list[tuple[int, int]] = []
    for start, end in _candidates(text):
        index = bisect_left(taken, (start, end))
        if (index and taken[index - 1][1] > start) or (index < len(taken) and taken[index][0] < end):
            continue
        taken.insert(index, (start, end))
        yield start, end


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for match in _TITLE_ZH.finditer(text) if "《" in text else ():
        if _PLAN_WORD.search(match["name"]) and len(match["name"]) > 5:
            yield match.span("name")
    for match in _BARE_ZH.finditer(text) if "五" in text else ():
        yield match.span("name")
    if any(word in text for word in ("lan", "olicy", "cheme", "ission", "rogram", "trategy")):
        for pattern, mark in ((_FIVE_YEAR_EN, "ive-Year"), (_QUOTED_EN, '"')):
            for match in pattern.finditer(text) if mark in text else ():
                yield match.span("name")
        for match in _NOUN_EN.finditer(text):
            if text[match.start() - 1 : match.start()].isalnum():
                continue
            start, end = _english_name(text, *match.span())
            if start < match.start():
                yield start, end


def _english_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A plan's noun with the capitalised words before it, and those behind it after `for`, `of` or `on`."""
    near = max(0, start - 120)
    low = max(near, text.rfind("\n", near, start) + 1, text.rfind(". ", near, start) + 1)
    begin = start
    for word in reversed(list(_WORD_EN.finditer(text, low, start))[-_REACH_EN:]):
        if text[word.end() : begin].strip():
            break
        if word[0][0].isupper() or re.match(r"1[1-6]th$|20\d\d|five-year", word[0], re.IGNORECASE):
            begin = word.start()
        elif word[0] not in _SMALL_EN:
            break
    if text.startswith("The ", begin):
        begin += 4
    high = min(len(text), end + 160)
    last, gap = end, end
    for number, word in enumerate(_WORD_EN.finditer(text, end, high)):
        between = text[gap : word.start()]
        if between.strip(" '") or (
            number == 0 and word[0] not in ("for", "of", "on", "to") and not word[0].startswith("(20")
        ):
            break
        gap = word.end()
        if word[0][0].isupper() or word[0][:3] == "(20":
            last = word.end()
        elif word[0] not in _SMALL_EN:
            break
    return begin, last


def _issuer(around: str) -> str | None:
    match = _ISSUER_ZH.search(around) or _ISSUER_EN.search(around)
    return match["issuer"].removeprefix("the ") if match else None

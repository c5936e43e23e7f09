"""Which plan a figure belongs to: the one that its sentence names, the one introduced before it, that of the page.

title names plan A                          A is the page's own plan
《B》提出,到2025年…                          B, in this sentence and what follows in its paragraph's vein
《规划》明确…                                the plan that calls itself so, or was named so: (以下简称《规划》)
根据《B》,制定本方案。                        nothing: B is where the page's plan comes from
全国…117台                                  no plan, when the page's own is that of a place
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.targets.plans.key import place_of
from monitor.text import late as re
from monitor.text.views import View, look
from monitor.types import PlanMention

#: 《规划》, 《方案》; the "Plan", the plan.
_NOUNS_ZH = (
    *("规划", "计划", "方案", "意见", "办法", "纲要", "措施", "行动计划", "行动方案", "实施方案", "实施意见"),
    *("若干措施", "条例", "通知"),
)
_NOUNS_EN = ("plan", "policy", "strategy", "programme", "scheme", "roadmap")
_CALLED = re.compile(rf"《(?P<zh>{'|'.join(_NOUNS_ZH)})》|\b[Tt]he \"?(?P<en>(?i:{'|'.join(_NOUNS_EN)}))\"?(?= [a-z])")
_AFTER_NOUN = re.compile(r"\([^()]*\)|\"")
_SHORT_FOR = re.compile(
    r"[^。\n《]{0,6}[》\"]?[^。\n《]{0,12}(?:以下简称|简称|下称)[:\"]?《(?P<short>[^《》\n]{2,8})》"
)
#: Behind a name: the plan is what its page draws on, and says nothing itself.
_DRAWS_ON = re.compile(
    r"[^。\n]{0,60}?(?:制定本|编制本|制订本|特制定|现制定|结合我|结合本|结合实际|有关要求|精神|相衔接|部署要求)"
)
_DRAWS_ON_BEFORE = re.compile(
    r"(?:根据|依据|按照|贯彻|落实|衔接|对照|参照|pursuant to|in line with|in accordance with)[^。\n]{0,12}$"
)
#: Whoever puts another plan into effect sets figures of his own: 为落实《规划》,2027年…
_PUTS_INTO_EFFECT = re.compile(
    r"为(?:了)?(?:深入|全面|认真|切实|进一步|扎实)*(?:贯彻|落实|推进|实施|推动)[^。,\n]{0,8}$"
)
#: A plan that is passed on or speaks: what follows its sentence may still be its own.
_SPEAKS_BEFORE = re.compile(
    r"(?:印发|发布|出台|公布|下发|推出|制定|发出|issued|released|published|unveiled|announced|printed|adopted|approved|cleared)"
    r"[^。\n]{0,40}$"
)
_SPEAKS_AFTER = re.compile(
    r"[》\")\s]{0,4}(?:\([^()]{0,24}\))?[》\")\s,]{0,3}(?:正式|明确|进一步|则|也|还|中)?"
    r"(?:印发|发布|出台|提出|明确|要求|指出|确定|规定|显示|眼睛盯着|设定|聚焦|"
    r"(?:was |were |has been )?(?:issued|released|published|sets?|aims?|says?|said|pointed|clarif\w+|propos\w+|"
    r"calls|requires?))"
)
#: Back to the page's own plan.
_OWN = re.compile(r"我[省市区县州]|全[省市区县州]|本[省市区县州]|该[省市区县]")
#: The whole country's figure, in a clause of its own; not a rank in it nor a part of it.
_NATIONAL = re.compile(
    r"全国(?!首|领先|第|前列|前茅|一流|性|影响|重要|先进|百强|各|知名|[^,;。]{0,6}(?:比重|的比例))|(?<!占)我国|"
    r"\bnationwide\b|\bnationally\b|\bacross the country\b",
    re.IGNORECASE,
)
#: The plan that went before: its figures are none of the page's own.
_FORMER = re.compile(
    r"(?:上一?[轮个期]|前一?[轮个期]|原有?|此前的?|往期)[^,。;\d]{0,6}?(?:规划|计划|方案|行动)(?!生育)|"
    r"\b(?:previous|former|last|earlier|preceding|expir(?:ed|ing)|old|outgoing|prior)\s(?:[\w-]+\s){0,3}?"
    r"(?:plan|strategy|program(?:me)?|roadmap|policy|scheme)\b(?!\speriod)",
    re.IGNORECASE,
)
#: Behind it: the sentence has come back to the page's own; a figure that is no year.
_BACK = re.compile(r"[本新此该]\w{0,3}(?:规划|计划|方案)|\b(?:new|this|current) \w+|;|。")
_FIGURE = re.compile(r"(?<![\d/.,-])(?!(?:19|20)\d\d(?![\d,.]))\d[\d,.]*")
#: A page whose own plan it names only past this part of its text has told its figures without it.
_LATE = 0.4
#: ... unless it is what the figures are measured by.
_CITES = re.compile(
    r"(?:根据|按照|依照|对照|under|according to|target of|goals? of)\W{0,3}(?:the |its )?\"?$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[。!?\n]|[.;] (?=[A-Z\"])")
_CLAUSE_END = re.compile(r"[,;。!?\n]|, ")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place at which the text turns to a plan."""

    at: int
    name: str
    #: Goes on governing behind its sentence.
    speaks: bool


class Governing:
    """The plans of one text and where they govern. Offsets are those of the view."""

    def __init__(self, view: View, plans: tuple[PlanMention, ...]) -> None:
        self._text = view.text
        self._own = plans[0] if plans else None
        self._local = self._own is not None and _is_local(self._own)
        folded = [(plan, look(plan.name).text) for plan in plans[:60]]
        self._marks = _marks(view.text, folded)
        first = next((mark for mark in self._marks if self._own and mark.name == self._own.name), None)
        self._late = (
            self._own is not None
            and not self._own.titled
            and first is not None
            and first.at > _LATE * len(view.text)
            and _CITES.search(view.text, max(0, first.at - 24), first.at) is None
        )
        self._places = [mark.at for mark in self._marks]

    def plan_at(self, start: int, end: int) -> str | None:
        """Name of the plan that the figure at `start` belongs to; None for none."""
        if self._own is None:
            return None
        text = self._text
        low = max(
            (m.end() for m in _SENTENCE_END.finditer(text, max(0, start - 400), start)), default=max(0, start - 400)
        )
        index = bisect_right(self._places, end) - 1
        if index >= 0 and self._places[index] >= low:
            return self._marks[index].name
        if self._local:
            clause = max((match.end() for match in _CLAUSE_END.finditer(text, low, start)), default=low)
            if _NATIONAL.search(text, clause, end):
                return None
        if _is_formers(text, low, end):
            return None
        if _OWN.search(text, low, end):
            return self._own.name
        while index >= 0 and not self._marks[index].speaks:
            index -= 1
        if index < 0 and self._late:
            return None
        return self._marks[index].name if index >= 0 else self._own.name


def _is_formers(text: str, low: int, end: int) -> bool:
    """Whether a figure is the first that is said of the plan before: the previous plan aimed at 60 sites by 2025."""
    former = next(iter(_FORMER.finditer(text, low, end)), None)
    if former is None or _BACK.search(text, former.end(), end) is not None:
        return False
    return sum(1 for _ in _FIGURE.finditer(text, former.end(), end)) < 2


def _is_local(plan: PlanMention) -> bool:
    name = look(plan.name).text
    return bool(place_of(name)) or name.startswith(("某", '"某')) or " certain " in name


def _marks(text: str, plans: list[tuple[PlanMention, str]]) -> list[_Mark]:
    """Each place at which a plan is named or spoken of by its short name, in the order of the text."""
    if not plans:
        return []
    marks: list[_Mark] = []
    short: list[tuple[int, str, str]] = []
    for number, (plan, name) in enumerate(plans):
        at = text.find(name) if name else -1
        while at >= 0:
            end = at + len(name)
            called = _SHORT_FOR.match(text, end)
            if called is not None:
                short.append((at, called["short"], plan.name))
            speaks = _SPEAKS_BEFORE.search(text, max(0, at - 48), at) or _SPEAKS_AFTER.match(text, end)
            if number == 0 or not _is_basis(text, at, end, bool(speaks)):
                marks.append(_Mark(at, plan.name, number == 0 or speaks is not None))
            at = text.find(name, end)
    marks.sort(key=lambda mark: mark.at)
    return sorted([*marks, *_called(text, plans, marks, sorted(short))], key=lambda mark: mark.at)


def _called(
    text: str, plans: list[tuple[PlanMention, str]], marks: list[_Mark], short: list[tuple[int, str, str]]
) -> Iterator[_Mark]:
    """Where a short name stands: of the plan given it, else of the last one before whose name ends in the noun."""
    nouns = {plan.name: _nouns(name) for plan, name in plans}
    given: dict[str, str] = {}
    last: dict[str, str] = dict.fromkeys(
        (noun for noun in nouns[plans[0][0].name] if not noun.isascii()), plans[0][0].name
    )
    marks_read = short_read = 0
    for match in _CALLED.finditer(text):
        while marks_read < len(marks) and marks[marks_read].at < match.start():
            name = marks[marks_read].name
            last |= dict.fromkeys(nouns[name], name)
            marks_read += 1
        while short_read < len(short) and short[short_read][0] < match.start():
            _, word, name = short[short_read]
            given[word] = name
            short_read += 1
        noun = match["zh"] or match["en"].lower()
        called = given.get(noun) or last.get(noun)
        if called is not None:
            yield _Mark(match.start(), called, True)


def _nouns(name: str) -> tuple[str, ...]:
    """Short names that a plan may go by: the nouns its Chinese name ends in, those its English name holds."""
    bare = _AFTER_NOUN.sub("", name)
    return (
        *(noun for noun in _NOUNS_ZH if bare.endswith(noun)),
        *(noun for noun in _NOUNS_EN if noun in name.lower()),
    )


def _is_basis(text: str, at: int, end: int, speaks: bool) -> bool:
    """Whether a plan is named only as what another draws on."""
    if _DRAWS_ON.match(text, end) or _PUTS_INTO_EFFECT.search(text, max(0, at - 24), at):
        return True
    before = _DRAWS_ON_BEFORE.search(text, max(0, at - 16), at)
    # 根据《规划》,到2025年… says a figure; 落实《规划》要求 does not
    return before is not None and not speaks and text[end : end + 2] not in ("》,", '",')

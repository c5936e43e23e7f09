"""Plans that a document speaks of: 《上海市高端装备产业发展“十四五”规划》, the "14th Five-Year Plan for ...".

A key is equal for the same plan in any script or language as far as its name tells: the period, the place and the
subject, each from a small bilingual table, and the words of the name when the tables say nothing (`plan_key`).

title, headings, text -> names (`names`) -> one PlanMention a key, at its fullest name
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from monitor.targets.plans.country import HEAD_CHARS, country_of
from monitor.targets.plans.editions import edition_of, without_edition
from monitor.targets.plans.english import issuing_place
from monitor.targets.plans.key import (
    NATIONAL,
    SAME_PLAN,
    parts_of,
    place_in,
    place_of,
    plan_key,
    plan_likeness,
    plan_period,
    years_in,
)
from monitor.targets.plans.names import names, title_names
from monitor.targets.plans.namesakes import SPELT_ALIKE, told_apart
from monitor.text import late as re
from monitor.text.fold import is_western
from monitor.text.views import View, look
from monitor.types import Document, PlanMention

#: Lines at the head of a scraped text that may be its title, and how long a title is at most.
_HEAD_LINES, _TITLE_CHARS = 12, 90
_DRAFT = re.compile(r"征求意见稿|意见征集|草案|草稿|送审稿|draft|consultation|for comments?", re.IGNORECASE)
#: A title that asks what people think of a plan, and a title or a text that hands the plan on as it is final.
_ASKED = re.compile(
    r"(?:向社会)?(?:公开)?征求[^,。]{0,12}意见|(?:公开)?征集[^,。]{0,12}意见|公开征求|拟(?:出台|印发|发布|制定|推出)|"
    r"seeks? (?:public )?comments|public comment",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"印发|正式(?:发布|出台|公布)|出台|解读")
_HANDED_ON = re.compile(r"印发给你们|现予(?:印发|公布|发布)|现(?:印发|公布)如下")
#: Half of what stands in brackets behind a name: (2027 edition).
_OPEN_BRACKET = re.compile(r"\s*\([^()]*$")
_DRAFT_MARK = re.compile(r"\s*[(（](?:公开)?(?:征求意见稿|草案|送审稿)[)）]$")
#: What is left of a name that says no more than whose it is: 福建三年行动计划.
_HOLLOW = re.compile(r"[一二两三四五六七八九十\d]*(?:行动|专项)?(?:计划|方案|规划|纲要|意见|措施)")
#: Characters before a name in which it is said who issues it.
_AROUND = 90
_SENTENCE_ENDS = re.compile(r"[。;；\n]\s*|[.!?]\s+")
_AFTER_NOUN = re.compile(r"\([^()]*\)|征求意见稿|\"")
_ASKS = re.compile(r"征求[^。\n]{0,4}$|draft (?:of |for )?(?:the )?\"?$", re.IGNORECASE)
#: Who issues what is named next; what a place only passes on is not its own.
_ISSUES = re.compile(
    r"(?P<who>[\u3400-\u9fff]{2,24}?)(?:日前|近日|今日|今天|联合|正式|已|新近|刚刚|对外)*"
    r"(?:印发|发布|出台|公布|制定|推出|下发|核定|公告)[了的]?[:\"'《 ]*$"
)
_ISSUER_ZH = re.compile(
    r"(?P<issuer>[\u3400-\u9fff]{2,18}(?:部|委员会|委|局|厅|办公厅|人民政府|政府|总局|办公室|国务院))(?:等[一二三四五六七八九十\d]{0,3}个?部门)?(?:日前|近日|"
    r"今日|联合|正式|已)?(?:对外)?(?:关于)?(?:印发|发布|出台|公布|制定|下发|就)"
)
_ISSUER_EN = re.compile(
    r"(?P<issuer>(?:the )?[A-Z][\w’'-]*(?: (?:of|and|for|the) | )(?:[A-Z][\w’'-]*(?: (?:of|and|for|the) | |"
    r", )?){0,8}(?:Commission|Ministry|Department|Administration|Agency|Council|Government|Authority))"
)


def read_plans(document: Document) -> tuple[PlanMention, ...]:
    """Plans that a Document names, each once, at its fullest mention: the title's, then as the text has them."""
    return plans_of(look(document.text), title=document.title, issuer=document.issuer)


def plans_of(view: View, *, title: str = "", issuer: str | None = None) -> tuple[PlanMention, ...]:
    """As `read_plans`, from a text as it was scraped: its first lines may hold the title."""
    best: dict[str, PlanMention] = {}
    page = _Page(view, title, issuer)
    titled = _titled(title, page)
    if titled is not None:
        best[titled.key] = titled
    in_text = set()
    for start, end, in_title in _places(view):
        found = _mention(view, start, end, page)
        if found is None:
            continue
        if not in_title:
            in_text.add(found.key)
        known = best.get(found.key)
        if known is None:
            best[found.key] = replace(found, titled=in_title and not any(one.titled for one in best.values()))
        elif known.start == known.end or len(known.name) < len(found.name):
            named = found.issuer or known.issuer
            best[found.key] = replace(_with_stage(found, known), issuer=named, titled=known.titled)
        else:
            best[found.key] = _with_stage(known, found)
    _merge(best, in_text)
    _complete(best)
    _without_short(best)
    _distinguish(best, view)
    _settle(best, look(title).text, view.text)
    named_all = sorted(best.values(), key=lambda plan: (not plan.titled, plan.start))
    if len(named_all) > 200:
        return tuple(named_all)
    return tuple(plan for plan in named_all if not any(_shorter(plan, other) for other in named_all))


def _with_stage(plan: PlanMention, other: PlanMention) -> PlanMention:
    """A mention with what another one of the plan says of its being a draft, and of its edition."""
    return replace(plan, draft=plan.draft or other.draft, edition=max(plan.edition, other.edition))


class _Page:
    """What holds of all plans of a page that do not say it themselves."""

    def __init__(self, view: View, title: str, issuer: str | None) -> None:
        self.issuer = issuer
        self._title = title
        self._text = view.text

    @cached_property
    def country(self) -> str:
        """Whose plans a text in English speaks of; "" for China's and where nothing tells."""
        return country_of(self.head) if is_western(self.head) else ""

    @cached_property
    def head(self) -> str:
        """Its title and beginning, folded."""
        return f"{look(self._title).text}\n{self._text[:HEAD_CHARS]}"


def _titled(title: str, page: _Page) -> PlanMention | None:
    """The plan that the title names; it stands at no place of the text."""
    view = look(title)
    for start, end in title_names(view.text, names(view.text)):
        found = _mention(view, start, end, page)
        if found is not None:
            draft = found.draft or _DRAFT.search(view.text) is not None
            return replace(found, start=0, end=0, titled=True, draft=draft)
    return None


def _places(view: View) -> Iterator[tuple[int, int, bool]]:
    """Names in the lines that may be a title, then all others; whether in a title."""
    found = names(view.text)
    head: list[tuple[int, int]] = []
    for start, line in _head_lines(view.text):
        end = start + len(line)
        inside = [(first - start, last - start) for first, last in found if start <= first and last <= end]
        head += [(start + first, start + last) for first, last in title_names(line, inside)]
    for first, last in head:
        yield first, last, True
    for first, last in sorted(found):
        if not any(low < last and first < high for low, high in head):
            yield first, last, False


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    """Short lines before the first paragraph, with their offsets."""
    position = 0
    for _ in range(_HEAD_LINES):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        bare = text[position:end].strip()
        if len(bare) > _TITLE_CHARS or bare.endswith(("。", ";", ",")):
            return
        if len(bare) >= 8:
            yield position, text[position:end]
        position = end + 1
        if position >= len(text):
            return


def _merge(best: dict[str, PlanMention], in_text: set[str]) -> None:
    """A title that shortens a name is no second plan: the first fuller name of the text takes its place."""
    titled = next((plan for plan in best.values() if plan.titled and plan.key not in in_text), None)
    if titled is None:
        return
    for other in sorted(best.values(), key=lambda plan: plan.start):
        _, place, subject = parts_of(titled.key)
        _, others_place, others_subject = parts_of(other.key)
        fuller = place in ("", others_place) and len(others_subject) >= len(subject) and _noun(other) == _noun(titled)
        is_one = plan_likeness(titled.key, other.key) >= SAME_PLAN or (_HOLLOW.fullmatch(subject) and others_place)
        if other is not titled and fuller and is_one:
            del best[titled.key]
            best[other.key] = replace(_with_stage(other, titled), titled=True)
            return


def _settle(best: dict[str, PlanMention], title: str, text: str) -> None:
    """Whether the page's own plan is a draft, when it says so: a final plan may speak of the draft that went before."""
    own = next((key for key, plan in best.items() if plan.titled), None)
    if own is None:
        return
    plan = best[own]
    if _DRAFT.search(title) or _ASKED.search(title):
        best[own] = replace(plan, draft=True)
    elif plan.draft and (_ISSUED.search(title) or _HANDED_ON.search(text)):
        name = _DRAFT_MARK.sub("", plan.name)
        cut = len(plan.name) - len(name) if plan.end else 0
        best[own] = replace(plan, draft=False, name=name, end=plan.end - cut)


def _complete(best: dict[str, PlanMention]) -> None:
    """One name is one plan on one page, though only one mention says who issues it."""
    for key, plan in list(best.items()):
        years, place, subject = parts_of(key)
        for other_key, other in list(best.items()):
            same = plan.name == other.name and parts_of(other_key)[::2] == (years, subject)
            if not place and key != other_key and same:
                del best[key]
                titled = plan.titled or other.titled
                best[other_key] = replace(_with_stage(other, plan), titled=titled, start=plan.start, end=plan.end)
                break


def _without_short(best: dict[str, PlanMention]) -> None:
    """A name that leaves out the years behind the one that says them is the same plan, spoken of again."""
    for key, plan in list(best.items()):
        years, place, _ = parts_of(key)
        fuller = [
            other
            for other in best
            if other != key and place_in(other) == place and plan_likeness(key, other) >= SAME_PLAN
        ]
        spoken = len(fuller) == 1 and years_in(fuller[0]) and best[fuller[0]].start < plan.start
        if not years and place and spoken and not plan.titled:
            del best[key]


def _distinguish(best: dict[str, PlanMention], view: View) -> None:
    """Plans of two places that go by one name are named with who issues each: 绵阳市印发《医疗装备规划."""
    named = Counter(plan.name for plan in best.values())
    for key, plan in best.items():
        if named[plan.name] == 1 or plan.start == plan.end:
            continue
        low = max(0, plan.start - _AROUND)
        ends = [match.end() for match in _SENTENCE_ENDS.finditer(view.source, low, plan.start)]
        start = ends[-1] if ends else low
        best[key] = replace(plan, name=view.source[start : plan.end], start=start)


def _noun(plan: PlanMention) -> str:
    """What the name calls itself: 方案, 规划; "" in English."""
    bare = _AFTER_NOUN.sub("", look(plan.name).text)
    return "" if bare.isascii() else bare[-2:]


def _shorter(plan: PlanMention, other: PlanMention) -> bool:
    """Whether a name is but the end of another's: “十四五”规划 of a province without the province."""
    return len(plan.name) < len(other.name) and other.name.endswith(plan.name) and plan.period == other.period


def _mention(view: View, start: int, end: int, page: _Page) -> PlanMention | None:
    """The plan that is named there; None when its name says nothing."""
    name = view.text[start:end]
    if name[:1] == name[-1:] == '"' and name.count('"') == 2:
        start, end, name = start + 1, end - 1, name[1:-1]
    if (opened := _OPEN_BRACKET.search(name)) is not None:
        end, name = start + opened.start(), name[: opened.start()]
    before, after = view.text[max(0, start - _AROUND) : start], view.text[end : end + 16]
    behind = view.text[end : end + _AROUND]
    key = _key(without_edition(name, behind), _issuing_place(before, behind), page)
    if not key or (name.islower() and not any(parts_of(key)[:2])):
        return None  # the text describes a plan, and neither it nor its page says whose
    key = _told_apart(key, page)
    draft = (
        _DRAFT.search(name)
        or _DRAFT.search(after)
        or _ASKED.match(after.lstrip("》\"'」 "))
        or _ASKS.search(before.rstrip('"《('))
    )
    first, last = view.span(start, end)
    return PlanMention(
        name=view.source[first:last],
        key=key,
        issuer=_issuer(before + name + after) or page.issuer,
        period=plan_period(name),
        draft=draft is not None,
        edition=edition_of(before, name, behind),
        start=first,
        end=last,
    )


def _key(name: str, place: str, page: _Page) -> str:
    """The key of a plan; of what names no place, or no more than its nation, that of the page's country."""
    key = plan_key(name, place=place)
    is_of_country = bool(key) and place_in(key) in ("", NATIONAL) and page.country
    return plan_key(name, place=page.country) if is_of_country else key


def _told_apart(key: str, page: _Page) -> str:
    """A key with the place that the page means by a name that several cities have."""
    years, place, subject = parts_of(key)
    return "|".join((years, told_apart(place, page.head), subject)) if place in SPELT_ALIKE else key


def _issuer(around: str) -> str | None:
    match = _ISSUER_ZH.search(around) or _ISSUER_EN.search(around)
    return match["issuer"].removeprefix("the ") if match else None


def _issuing_place(before: str, after: str) -> str:
    """The place of the body that issues what stands between two parts: 上海发布了…; "" when none does."""
    issues = _ISSUES.search(before)
    return place_of(issues["who"]) if issues is not None else issuing_place(before, after)

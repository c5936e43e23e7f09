"""Which edition of a plan a text speaks of: the one first issued, or one that was revised.

《…行动计划（2027年修订）》, the Action Plan (2027 edition)        2027
关于修订印发《…》的通知, 调整后的《…》, the plan, as amended      REVISED: it does not say when
《…行动计划》                                                   0
"""

from __future__ import annotations

from monitor.text import late as re

#: A revised edition that does not say of when it is.
REVISED = 1
#: Where such words may begin, in a name or right behind it, and the words.
_OPENING = re.compile(
    r"[,(]|(?<=[案划纲要录南法施见》])(?=20\d\d年?(?:修|版)|[新修])|(?<= )as (?=amended|revised|updated)"
)
_MARK = re.compile(
    r"[,(]?\s?(?:"
    r"(?P<zh>20\d\d)年?(?:\d{1,2}月)?(?:(?:[再首]次|第[一二三四]次)?(?:修订|修正|修改|调整)[版稿本]?|[版本])(?=[)》\"\s]|$)|"
    r"(?:最?新|再次|第[一二三四]次)?(?:修订|修正|调整|更新)(?:[版稿本]|(?=\)))|"
    r"(?:as )?(?:last )?(?:amended|revised|updated)(?: (?:version|edition))?"
    r"(?: (?:(?:in|on|of) )?(?:[a-z]+ )?(?:\d{1,2}, )?(?P<en>20\d\d))?(?=[).,;\"\s]|$)|"
    r"(?P<year>20\d\d) (?:edition|revision|version|update)\b|"
    r"(?:second|third) (?:edition|version)\b)\s*\)?",
    re.IGNORECASE,
)
#: How far behind a name they begin.
_REACH = 40
#: Right before a name. What is still to be revised is the former edition.
_BEFORE = re.compile(
    r"(?:(?<![制将拟])(?<!正在)(?<!启动)(?<!开展)(?<!研究)(?<!抓紧)(?:修订|修改|调整|更新)"
    r"(?:[并后]?(?:印发|发布|出台|公布|下发)了?|[后过]的|完善[后了的]+|了|的)?|(?:修订|调整|修改|新)版(?:的)?)[\s\"《]*$|"
    r"\b(?<!be )(?<!being )(?<!to be )(?:revised|amended|updated|revises|amends|updates|amendments? to|"
    r"(?:revisions?|revised version) (?:of|to)|"
    r"new edition of)(?: (?:its|the|their|this))?(?: (?:provincial|national|municipal|state))?[\s\"]*$",
    re.IGNORECASE,
)
#: What a page says that is revised behind the name: 对《…》进行了修订, the plan has been revised.
_BEHIND = re.compile(
    r"[》\")\s]*(?:已?经?(?:进行了?|作了?|作出了?|完成)(?:修订|修改|调整)|"
    r"(?:has|have) (?:now )?been (?:revised|amended|updated))"
)


def edition_of(before: str, name: str, after: str) -> int:
    """The edition of the plan of a folded name, by the words around it: a year, `REVISED`, or 0."""
    mark = _mark(name, after)
    if mark is not None:
        year = mark["zh"] or mark["en"] or mark["year"]
        return int(year) if year else REVISED
    return REVISED if _BEFORE.search(before) or _BEHIND.match(after) else 0


def without_edition(name: str, after: str) -> str:
    """A folded name without its edition, whose year is none of the plan's."""
    mark = _mark(name, after)
    return name if mark is None or mark.start() >= len(name) else f"{name[: mark.start()]}{name[mark.end() :]}"


def _mark(name: str, after: str) -> re.Match[str] | None:
    """The words for an edition in a name or right behind it."""
    text = f"{name}{after[:_REACH]}"
    for opening in _OPENING.finditer(text):
        within = opening.start() < len(name) or not text[len(name) : opening.start()].strip("》\"'」 )")
        mark = _MARK.match(text, opening.start()) if within else None
        if mark is not None:
            return mark
    return None

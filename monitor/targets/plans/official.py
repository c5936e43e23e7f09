"""Whether a page is the document of an office itself, or somebody's report of one; told by its title.

关于印发《…规划》的通知; …市医疗装备产业行动计划(2026-2028年); Notice on …       the document
福建发布医疗装备规划; 《…规划》解读; Fujian unveils medical device plan              a report
"""

from __future__ import annotations

from functools import lru_cache

from monitor.targets.plans.names import names, title_names
from monitor.text import late as re
from monitor.text.fold import fold
from monitor.types import Document

#: What offices call their papers, at the end of a title: 关于…的通知, 公告(2026年第3号).
_PAPER = re.compile(
    r"(?:关于.{2,120}的(?:通知|公告|通告|公示|函|复函|批复|决定|决议|意见|命令|实施意见|指导意见)"
    r"|[\u3400-\u9fff](?:公告|通告|公示|令))(?:\s?\([^()]{1,30}\)|[<《\"].*)?$"
)
_PAPER_EN = re.compile(
    r"(?:(?:(?:guiding|several|implementation) )?(?:notice|circular|notification|announcement|order|decision|"
    r"resolution|opinions|measures|regulations?|guidelines?|guidance|consultation|call|request)"
    r" (?:no|on|of|for|to|regarding|concerning)|draft) ",
    re.IGNORECASE,
)
#: Who writes so reports, explains or comments; what a title says before 关于 is who issues the paper.
_NEWS = re.compile(
    r"解读|图解|图说|一图|读懂|速览|看点|亮点|要点|问答|答记者|发布会|吹风会|新闻|评论|访谈|来了|出炉|亮相|重磅|定了|"
    r"(?:发布|出台|公布|推出|印发|获批|实施)(?!的)"
    r"|\b(?:(?:unveil|release|launch|approve|announce|publishe?|adopt|outline|clear|map|roll|draft|seek|pledge)(?:s|e?d)"
    r"|issue[sd]|(?:set|aim|eye|vow|boost|target|draw|lay)s|eyed|vowed|drew|laid)\b",
    re.IGNORECASE,
)
#: What a site puts behind a title: _某市人民政府.
_SITE = re.compile(r"\s*[_|].*$|\s+-\s.*$")
#: So much of a title is the plan's name when the page is the plan, in either language.
_WHOLE = 0.85


def is_official(document: Document) -> bool:
    """Whether a Document is a paper of an office, as a notice or a plan is; a number of a document says so, too."""
    return bool(document.number) or is_official_title(document.title)


@lru_cache(maxsize=4096)
def is_official_title(title: str) -> bool:
    """Whether a page of this title is one."""
    title = _SITE.sub("", fold(title)).strip()
    if _PAPER.search(title) or _PAPER_EN.match(title):
        return True
    if _NEWS.search(title):
        return False
    return any(end - start >= _WHOLE * len(title.strip('《》"')) for start, end in title_names(title, names(title)))

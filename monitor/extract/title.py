"""The title of a page without what its site hangs on it.

    field for the title ─> heading that <title> or og:title agrees with ─> og:title, JSON-LD ─> <title> ─> heading

A <title> ends with the names of the section and the site. They are cut where something says that they are names: a
field with the site's name, the host, the wording of an institution, or a heading that is the title without them.
A dash alone says nothing: titles have their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from monitor.extract.head import Head
from monitor.extract.tree import Element, Run, names_in, words_of
from monitor.text import late as re

MAX_TITLE_CHARS = 500
#: The first line of a page without any title stands for it when it is no longer.
MAX_FIRST_LINE_CHARS = 120
#: Fields that hold the title and nothing else (Chinese government pages: GB/T 38252; repositories).
_TITLE_FIELDS = ("articletitle", "citation_title", "dcterms.title", "dc.title")
_SHARED_TITLES = ("og:title", "twitter:title")
_SITE_FIELDS = ("sitename", "og:site_name", "application-name", "apple-mobile-web-app-title", "columnname")
#: Between a title and the names behind it. Strong ones are seldom part of a title.
_STRONG = re.compile(r"\s*(?:[|｜»]|::)\s*|\s+_\s*|_\s+|(?<=[^\x00-\x7f])_+|_+(?=[^\x00-\x7f])|\s<\s")
_WEAK = re.compile(r"\s+[-–—―·•:>]+\s+|\s*--+\s*|(?<=[\u3400-\u9fff）)》”0-9])\s*-\s*(?=[\u3400-\u9fff])|\s+-(?=\S)")
#: How names of sites, institutions and sections end.
_SITE_ENDS = re.compile(
    r"(?:网|網|网站|網站|门户|政府|委员会|委員會|卫健委|发改委|工信委|局|厅|廳|部|办公室|中心|协会|學會|学会|论坛|論壇|社区|圈|频道|频道页"
    r"|新闻|新聞|日报|日報|晚报|在线|平台|公司|大学|医院|研究院|研究所|集团|博客|公众号|门户网|信息公开|政务公开|通知公告)$"
    r"|\b(?:news|times|post|herald|journal|online|forums?|community|blogs?|magazine|wiki(?:pedia)?|government|agency"
    r"|administration|ministry|portal|network|today|daily|weekly|reuters|youtube|association|university|institute)$"
    r"|\b(?:ministry|department|office|bureau|commission) (?:of|for) |\.(?:com|org|net|gov|cn)\b"
    r"|\b(?:inc|ltd|llc|gmbh)\.?$",
    re.IGNORECASE,
)
#: What sections are called that a <title> names in place of the document.
_SECTION = re.compile(
    r"(?:政策|法规|文件|规划|计划|公告|公示|通知|工作|政务|新闻|信息|重要|最新|行业|部门|规范性|动态|要闻|解读|库|资讯|下载|公开"
    r"|法規|規劃|計畫|新聞|資訊|公開){2,4}|(?:文章|新闻|信息|内容)?(?:详情|详细|正文|内容)页?|(?:article|news|document|page|item)?details?"
    r"|untitled(?:document|page)?|newarticle|documents?|publications?|articles?"
)
_NOT_A_NAME = re.compile(r"关于|關於|的通知|的公告|的意见|办法$|规划$|计划$|方案$")
_SITE_CHARS = 24
_SITE_WORDS = 6
_HEADING_TAGS = frozenset({"h1", "h2", "h3"})
#: What any of the names below has in it.
_TITLE_HINT = re.compile(r"[Tt]it|[Hh]eadline|biaoti|[Ss]ubject|bt")
_TITLE_NAMES = frozenset({"title", "headline", "biaoti", "tit", "subject", "bt"})
_ADDED = re.compile(r"[（(〔\[][^（）()〔〕\[\]]{1,24}[）)〕\]]")
_CUT = re.compile(r"\s*(?:…|\.\.\.)+$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef—“”]")


def title_of_page(head: Head, raw: str, headings: Sequence[str], *, url: str | None, first_lines: Sequence[str]) -> str:
    """The title. `raw` is the <title>, `headings` are what `headings_of` gave, `first_lines` are the document's."""
    own = head.first(*_TITLE_FIELDS)
    shared = head.first(*_SHARED_TITLES)
    headline = head.described.get("headline", "")
    site = _Site(head, url)
    if own:
        return site.without_names(own)[:MAX_TITLE_CHARS]
    for whole in (raw, shared, headline):
        for heading in (*headings, *first_lines):
            agrees = _agrees(heading, whole) or _adds_to(heading, site.without_names(whole))
            if agrees and not site.is_name(heading):
                return _in_small_letters(heading, whole)[:MAX_TITLE_CHARS]
    titles = [site.without_names(whole) for whole in (shared, headline, raw)]
    for title in titles:
        if title and not site.is_name(title):
            return title[:MAX_TITLE_CHARS]
    if not headings:
        for title in titles:
            if title and not site.knows(title):
                return title[:MAX_TITLE_CHARS]
    fallback = next((heading for heading in headings if not site.knows(heading)), "")
    if not fallback and first_lines and len(first_lines[0]) <= MAX_FIRST_LINE_CHARS:
        fallback = first_lines[0]
    return (fallback or site.without_names(raw))[:MAX_TITLE_CHARS]


def headings_of(runs: Sequence[Run]) -> list[str]:
    """Texts of the headings among some runs, the highest first, then what is named a title; lines of one joined."""
    found: dict[int, tuple[int, list[str]]] = {}
    for run in runs:
        if len(run.text) > MAX_TITLE_CHARS:
            continue
        rank, element = _rank(run.element)
        if element is not None:
            found.setdefault(id(element), (rank, []))[1].append(run.text)
    ranked = sorted(found.values(), key=lambda heading: heading[0])
    return [_joined(lines) for _, lines in ranked if len(lines) <= 4]


def _rank(element: Element) -> tuple[int, Element | None]:
    """(1 to 3 for headings, 4 for an element that is named a title, 9 else; the element)."""
    here: Element | None = element
    for _ in range(2):
        if here is None:
            break
        if here.tag in _HEADING_TAGS:
            return int(here.tag[1]), here
        if here.tag != "body" and _TITLE_HINT.search(here.attrs):
            for names in names_in(here.attrs):
                if not _TITLE_NAMES.isdisjoint(words_of(names)):
                    return 4, here
        here = here.parent
    return 9, None


def _joined(lines: list[str]) -> str:
    title = lines[0]
    for line in lines[1:]:
        title += line if _WIDE.match(title[-1]) and _WIDE.match(line) else " " + line
    return title


class _Site:
    """What is known of the names of a page's site."""

    def __init__(self, head: Head, url: str | None) -> None:
        self._names = {_squash(head.metas[name]) for name in _SITE_FIELDS if name in head.metas}
        publisher = head.described.get("publisher", "")
        if publisher:
            self._names.add(_squash(publisher))
        self._names.discard("")
        host = (urlsplit(url).hostname or "") if url and "://" in url else ""
        self._labels = [label for label in host.removeprefix("www.").split(".") if len(label) > 1]
        self._host = "".join(self._labels)

    def knows(self, text: str) -> bool:
        """Whether a text is one of the names that the page itself gives."""
        return _squash(text) in self._names

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of a site or a section of it."""
        if self.knows(text) or _SECTION.fullmatch(_squash(text)):
            return True
        if len(text) > (_SITE_CHARS if _HAN.search(text) else 60) or len(text.split()) > _SITE_WORDS:
            return False
        if _SITE_ENDS.search(text) and not _NOT_A_NAME.search(text):
            return True
        return self._is_host(text)

    def _is_host(self, text: str) -> bool:
        """Whether a name is the host's: its letters, or the first letters of its words, are in the address."""
        letters = re.sub(r"[^a-z0-9]", "", text.lower())
        if len(letters) >= 4 and letters in self._host:
            return True
        initials = "".join(word[0] for word in text.split() if word[:1].isupper()).lower()
        return any(
            (len(label) >= 4 and label in letters) or (len(label) >= 2 and label == initials) for label in self._labels
        )

    def without_names(self, title: str) -> str:
        """A title without the names of site and section behind it, or the site's name before it."""
        title = title[:MAX_TITLE_CHARS]
        while True:
            shorter = self._shortened(title)
            if shorter == title:
                return title
            title = shorter

    def _shortened(self, title: str) -> str:
        for pattern, strong in ((_STRONG, True), (_WEAK, False)):
            parts = list(pattern.finditer(title))
            if not parts:
                continue
            left, right = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
            if left and (not right or self._goes(left, right, strong)):
                return left
            left, right = title[: parts[0].start()].strip(), title[parts[0].end() :].strip()
            if right and len(right) > len(left) and (self.knows(left) or (strong and self.is_name(left))):
                return right
        return title

    def _goes(self, left: str, right: str, strong: bool) -> bool:
        """Whether what stands behind a separator is a name."""
        if self.knows(right):
            return True
        if _size(left) < 6:
            return False
        return self.is_name(right) or (strong and _size(right) <= min(_size(left), 2 * _SITE_CHARS))


def _agrees(heading: str, whole: str) -> bool:
    """Whether a <title> is a heading with names around it, or its beginning."""
    short, long = _squash(heading), _squash(whole)
    if len(short) < 4 or not long:
        return False
    if long.startswith(short):
        return True
    cut = _CUT.search(whole)
    if cut is not None and len(long) >= 8 and short.startswith(_squash(whole[: cut.start()])):
        return True
    return len(short) >= 0.4 * len(long) and short in long


def _adds_to(heading: str, title: str) -> bool:
    """Whether a heading is the title and what was added to it in brackets: …管理办法（试行）, … Strategy (revised)."""
    short, long = _squash(title), _squash(heading)
    return len(short) >= 4 and long.startswith(short) and _ADDED.fullmatch(long[len(short) :]) is not None


def _in_small_letters(heading: str, whole: str) -> str:
    """A heading that a template set in capitals, as the <title> writes it."""
    if heading.isupper() and not whole.isupper() and whole.upper().startswith(heading):
        return whole[: len(heading)]
    return heading


def _squash(text: str) -> str:
    return "".join(text.split()).lower().strip("“”\"'")


def _size(text: str) -> int:
    """Length in Latin letters: a Han character says about two."""
    return len(text) + len(_HAN.findall(text))

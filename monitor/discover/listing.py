"""Article links of a listing page, told from navigation by structure, or as the source's author says.

selector ──> the links it names
pattern  ──> the links whose address it is found in
neither  ──> groups of links in the same place of the tree; the groups that look like lists of articles
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from monitor.discover import dates
from monitor.discover.families import Family, family_named, recognised
from monitor.discover.normalise import absolute, normalise_url
from monitor.discover.tree import text_of, tree_of
from monitor.text import late as re
from monitor.types import Body, FoundLink, Source

#: Links of one page that are looked at.
MAX_LINKS = 3000
#: Ancestors that make up a link's place, and those that are climbed in search of its row.
_PLACE_DEPTH = 6
_ROW_CLIMB = 5
_ROW_CHARS = 600
#: Other links that a row may hold: a category before the title, an author or «more» after it.
_ROW_LINKS = 3

_SPACE = re.compile(r"\s+")
_CUT = re.compile(r"(?:\.{2,}|…+)\s*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|crumbs?|breadcrumbs?|header|head|top|footer|foot|bottom|copyright|pagination|pager|page"
    r"|pages|share\w*|login|search\w*|lang\w*|friend\w*|links?|hot|rank\w*|recommend\w*|related|sidebar|aside|tags?|banner"
    r"|logo|toolbar|sitemap)(?:$|[\s_-])",
    re.I,
)
#: A file or folder name that counts up, is dated or is random: how publishing systems name articles.
_ARTICLE_PATH = re.compile(
    r"\d{5,}|/\d{4}[-/]?\d{1,2}(?:[-/]\d{1,2})?/|[0-9a-f]{16,}|[a-z0-9]+(?:-[a-z0-9]+){3,}|(?:id|aid|docid|newsid|num)=\d+|"
    r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)$",
    re.I,
)
_INDEX_PATH = re.compile(r"(?:^|/)(?:index|default|list|home)(?:_\d+)?(?:\.\w+)?$|/$", re.I)
_DATES = re.compile(
    r"[\[(（【]?\s*(?:20\d\d|19\d\d)\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?)?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[\])）】]?"
)


@dataclass(slots=True, kw_only=True)
class _Anchor:
    """One link and what stands around it."""

    url: str
    title: str
    place: str
    #: Identity of the row it stands in.
    row: int
    published: str | None
    dated_row: bool
    chrome: bool

    @property
    def reading(self) -> int:
        """Length of the title in Latin letters; a Han character says about three of them."""
        return len(self.title) + 2 * len(_HAN.findall(self.title))


def links_of_listing(body: Body, source: Source) -> Iterator[FoundLink]:
    """The document links of a listing, in the order of the page; the same address may come twice."""
    markup = text_of(body)
    tree = tree_of(markup)
    base = _base(tree.css_first("base"), body.final_url)
    day_first = _day_first(source)
    rule = source.links
    pattern = re.compile(rule.pattern) if rule.pattern else None
    nodes = tree.css("a[href]") if rule.selector is None else _selected(tree.css(rule.selector))
    here = normalise_url(body.final_url)
    anchors = []
    for node in nodes[:MAX_LINKS]:
        anchor = _anchor(node, base, day_first=day_first)
        if anchor is None or anchor.url == here:
            continue
        if pattern is not None and not pattern.search(anchor.url):
            continue
        anchors.append(anchor)
    if rule.selector is None and pattern is None:
        family = family_named(source.family) if source.family else None
        family = family or recognised((anchor.url for anchor in anchors), markup)
        anchors = _articles(anchors, urlsplit(here).hostname or "", family)
    for anchor in anchors:
        yield FoundLink(url=anchor.url, title=anchor.title, published=anchor.published)


def _base(node: LexborNode | None, url: str) -> str:
    href = (node.attributes.get("href") or "") if node is not None else ""
    try:
        return urljoin(url, href) if href else url
    except ValueError:
        return url


def _day_first(source: Source) -> bool | None:
    """Whether 09/11/2026 is in November: by the jurisdiction; the United States alone write the month first."""
    if source.jurisdiction is None:
        return None
    return not source.jurisdiction.upper().startswith("US")


def _selected(nodes: list[LexborNode]) -> list[LexborNode]:
    """Links, or the first link inside of what was selected."""
    found = []
    for node in nodes:
        anchor = node if node.tag == "a" else node.css_first("a[href]")
        if anchor is not None:
            found.append(anchor)
    return found


def _anchor(node: LexborNode, base: str, *, day_first: bool | None) -> _Anchor | None:
    href = (node.attributes.get("href") or "").strip()
    if not href or href[0] == "#" or re.match(r"(?:javascript|mailto|tel|data|about):", href, re.I):
        return None
    url = absolute(base, href)
    if url is None:
        return None
    row = _row(node)
    row_text = _SPACE.sub(" ", row.text(separator=" ")).strip()[:_ROW_CHARS]
    title = _title(node, row)
    beside = row_text.replace(title, " ", 1) if title else row_text
    published = dates.in_text(beside, day_first=day_first)
    return _Anchor(
        url=url,
        title=title,
        place=_place(node),
        row=row.mem_id,
        published=published or dates.in_address(url),
        dated_row=published is not None,
        chrome=_is_chrome(node),
    )


def _title(node: LexborNode, row: LexborNode) -> str:
    """The link's text; the `title` attribute when the text is cut, empty or nothing but «more»."""
    text = _SPACE.sub(" ", node.text(separator=" ")).strip()
    full = _SPACE.sub(" ", node.attributes.get("title") or "").strip()
    if not full:
        marked = node.css_first("[title]") or (row.css_first("[title]") if _CUT.search(text) else None)
        full = _SPACE.sub(" ", (marked.attributes.get("title") or "") if marked is not None else "").strip()
    if not text:
        image = node.css_first("img[alt]")
        text = _SPACE.sub(" ", (image.attributes.get("alt") or "") if image is not None else "").strip()
    stem = _CUT.sub("", text).strip()
    if full and (not text or stem != text or (len(full) > len(text) >= 4 and full.startswith(text))):
        return full if not stem or full.startswith(stem[:6]) or len(full) >= len(stem) else text
    heading = node.css_first("h1, h2, h3, h4, h5, .title, .tit, .bt")
    if heading is not None and len(text) > 60:
        inner = _SPACE.sub(" ", heading.text(separator=" ")).strip()
        return inner or text
    bare = _DATES.sub(" ", text)
    return _SPACE.sub(" ", bare).strip(" ·•-|[]") or text


def _row(node: LexborNode) -> LexborNode:
    """The part of a list that a link stands in: a list item or table row with few links, else all without another."""
    row: LexborNode = node
    href = node.attributes.get("href")
    for _ in range(_ROW_CLIMB):
        parent = row.parent
        if parent is None or parent.tag in ("body", "html", "ul", "ol", "table", "tbody"):
            break
        others = {other.attributes.get("href") for other in parent.css("a[href]")[:8]} - {href}
        if parent.tag in ("li", "tr", "article") and len(others) <= _ROW_LINKS:
            return parent
        if others and parent.tag != "td":
            break
        row = parent
    return row


def _place(node: LexborNode) -> str:
    """Where a link stands: tags and classes of its ancestors; equal for the rows of one list."""
    steps = []
    current: LexborNode | None = node.parent
    for _ in range(_PLACE_DEPTH):
        if current is None or current.tag in ("body", "html", "-undef"):
            break
        steps.append(_step(current))
        current = current.parent
    return ">".join(reversed(steps))


def _step(node: LexborNode) -> str:
    """Tag and identity; what numbers or alternates rows (`li3`, `odd`, `first`) is left out."""
    names = (node.attributes.get("class") or "").split()
    kept = sorted(
        name for name in names if not re.search(r"\d|^(?:odd|even|first|last|on|cur\w*|active|alt|line)$", name)
    )
    if node.tag in ("li", "tr", "td", "p", "dd", "dt"):
        kept = []
    identity = node.attributes.get("id") or ""
    if node.tag in ("li", "tr", "td", "p") or re.search(r"\d", identity):
        identity = ""
    return f"{node.tag}#{identity}.{'.'.join(kept)}"


def _is_chrome(node: LexborNode) -> bool:
    current: LexborNode | None = node
    while current is not None and current.tag not in ("body", "html"):
        if current.tag in ("nav", "header", "footer", "aside"):
            return True
        if current.tag not in ("a", "li", "tr", "td", "h1", "h2", "h3", "h4"):
            names = f"{current.attributes.get('class') or ''} {current.attributes.get('id') or ''}"
            if len(names) > 1 and _CHROME.search(names):
                return True
        current = current.parent
    return False


def _articles(anchors: list[_Anchor], host: str, family: Family | None) -> list[_Anchor]:
    """The links of the groups that look like lists of articles."""
    groups: dict[str, list[_Anchor]] = {}
    for anchor in anchors:
        groups.setdefault(anchor.place, []).append(anchor)
    scores = {place: _score(group, host, family) for place, group in groups.items()}
    best = max(scores.values(), default=0.0)
    if best < 2.0:
        return []
    taken = {place for place, score in scores.items() if score >= max(2.0, 0.6 * best)}
    kept = [anchor for anchor in anchors if anchor.place in taken and _may_be_article(anchor)]
    # Of several links in one row, the title is the longest; a category or an author is much shorter.
    longest: dict[int, int] = {}
    for anchor in kept:
        longest[anchor.row] = max(longest.get(anchor.row, 0), anchor.reading)
    return [anchor for anchor in kept if 2 * anchor.reading >= longest[anchor.row]]


def _score(group: list[_Anchor], host: str, family: Family | None) -> float:
    """How much a group of links looks like a list of articles: dates beside them, long titles, article addresses.

    The weights are ours, set on tests/cases/discover: dates or the family's own addresses suffice with titles of some
    length; a menu of long names has neither.
    """
    urls = {anchor.url for anchor in group}
    count = len(group)
    dated = sum(anchor.dated_row for anchor in group) / count
    articles = sum(bool(_ARTICLE_PATH.search(urlsplit(url).path or "") or "=" in url) for url in urls) / len(urls)
    reading = sum(min(60, anchor.reading) for anchor in group) / count
    indexes = sum(bool(_INDEX_PATH.search(urlsplit(url).path)) for url in urls) / len(urls)
    chrome = sum(anchor.chrome for anchor in group) / count
    foreign = sum(urlsplit(url).hostname != host for url in urls) / len(urls)
    score = 2.0 * dated + 1.5 * articles + min(1.5, reading / 30) - 1.5 * indexes - 1.5 * chrome - 0.5 * foreign
    if family is not None and family.article is not None:
        score += 1.5 * sum(family.article.search(url) is not None for url in urls) / len(urls)
    if count < 3:
        score -= 0.7
    return score


def _may_be_article(anchor: _Anchor) -> bool:
    """Not «more», not a page number, not the home page."""
    path = urlsplit(anchor.url).path
    if path in ("", "/"):
        return False
    return anchor.reading >= 8 or anchor.dated_row

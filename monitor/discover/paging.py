"""The next page of an index: by its own link, by its publishing system's habit, or by counting a parameter up."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.discover import records
from monitor.discover.families import Family, family_named, recognised
from monitor.discover.normalise import absolute, normalise_url
from monitor.discover.tree import text_of, tree_of
from monitor.types import Body, Source, SourceKind

_NEXT = re.compile(
    r"(?:下一?[页頁]|后一?页|next(?: page)?|older(?: posts| entries)?|more results)\s*[>›»→]*|[>›»→]{1,2}", re.I
)
#: `createPageHTML(34, 0, "index", "html")` of TRS: pages in all, this page's number, name, suffix.
_TRS = re.compile(r"createPage(?:HTML)?\s*\(\s*(\d+)\s*,\s*(\d+)\s*,\s*[\"'](\w+)[\"']\s*,\s*[\"'](\w+)[\"']")
#: `createPageHTML('page_div', 50, 1, 'list', 'shtml', 1000)` of the health commission: this page counts from 1.
_NHC = re.compile(
    r"createPageHTML\s*\(\s*[\"'][\w-]*[\"']\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*[\"'](\w+)[\"']\s*,\s*[\"'](\w+)[\"']"
)
_NUMBERED = re.compile(r"^(?P<stem>index|list|default|home)(?:_(?P<n>\d+))?(?P<ext>\.\w{3,5})$", re.I)
_PAGE_FIELDS = (
    "page",
    "p",
    "pageno",
    "pageindex",
    "pagenum",
    "pagenumber",
    "currentpage",
    "page_index",
    "pn",
    "curpage",
)
_NEXT_FIELDS = ("next_page_url", "next", "nextPage", "next_url", "nextPageUrl")


def next_page(body: Body, source: Source) -> str | None:
    """The address of the page of an index that follows this one; None at the end, or when it cannot be told.

    Never the page itself; on the same host. Whoever follows it sets the depth.
    """
    if source.kind is SourceKind.JSON:
        found = _of_records(body, source)
    elif source.kind is SourceKind.LISTING:
        found = _of_listing(body, source)
    else:
        return None
    if found is None:
        return None
    url = absolute(body.final_url, found)
    if url is None or url == normalise_url(body.final_url):
        return None
    return url if urlsplit(url).hostname == urlsplit(body.final_url).hostname else None


def _of_listing(body: Body, source: Source) -> str | None:
    markup = text_of(body)
    scripted = _by_script(markup)
    if scripted is not None:
        return scripted or None
    tree = tree_of(markup)
    linked = _by_link(tree)
    if linked is not None:
        return linked
    family = family_named(source.family) if source.family else None
    if family is None:
        found = [absolute(body.final_url, node.attributes.get("href") or "") for node in tree.css("a[href]")[:500]]
        family = recognised([url for url in found if url is not None], markup)
    return _by_habit(family, markup, body.final_url) if family is not None else None


def _by_script(markup: str) -> str | None:
    """What a paging script of TRS or the health commission would link to; "" on the last page, None without script."""
    if found := _NHC.search(markup):
        total, page, stem, suffix = int(found[1]), int(found[2]), found[3], found[4]
        return f"{stem}_{page + 1}.{suffix}" if page < total else ""
    if found := _TRS.search(markup):
        total, page, stem, suffix = int(found[1]), int(found[2]), found[3], found[4]
        return f"{stem}_{page + 1}.{suffix}" if page + 1 < total else ""
    return None


def _by_link(tree: LexborHTMLParser) -> str | None:
    """`rel=next`, or a link that says «next»."""
    node = tree.css_first("a[rel~=next][href], link[rel~=next][href]")
    if node is not None:
        return _href(node)
    for anchor in reversed(tree.css("a[href]")):
        label = " ".join((anchor.text() or anchor.attributes.get("title") or "").split())
        if len(label) <= 16 and _NEXT.fullmatch(label):
            return _href(anchor)
    return None


def _href(node: LexborNode) -> str | None:
    href = (node.attributes.get("href") or "").strip()
    return None if not href or href[0] == "#" or href.lower().startswith("javascript:") else href


def _by_habit(family: Family, markup: str, url: str) -> str | None:
    """index.html is followed by index_1.html or index_2.html, as far as the page says how many there are."""
    total = family.page_total.search(markup) if family.page_total is not None else None
    if not family.page_name or total is None:
        return None
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    found = _NUMBERED.match(name) if name else None
    if name and found is None:
        return None
    number = int(found["n"]) + 1 if found and found["n"] else family.page_from
    if number - family.page_from + 2 > int(total[1]):
        return None
    suffix = found["ext"] if found else ".html"
    return f"{folder}/{family.page_name.format(n=number)}{suffix}"


def _of_records(body: Body, source: Source) -> str | None:
    """A field that holds the next address, or the page's own parameter counted up while there are items."""
    data = records.parsed(text_of(body))
    if isinstance(data, dict):
        for name in _NEXT_FIELDS:
            value = data.get(name)
            if isinstance(value, str) and value.startswith(("http", "/")):
                return value
    if next(iter(records.links_of_records(body, source)), None) is None:
        return None
    parts = urlsplit(body.final_url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for place, (name, value) in enumerate(pairs):
        if name.lower() in _PAGE_FIELDS and value.isdigit():
            pairs[place] = (name, str(int(value) + 1))
            return urlunsplit(parts._replace(query=urlencode(pairs)))
    return None

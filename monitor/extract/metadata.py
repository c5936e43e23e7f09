"""The facts about a document: title, dates, issuing body, number, address, attachments.

What a page says for machines (JSON-LD, <meta>) comes first, then what it says to readers in labelled lines
(发布日期：, 发文字号：, Published:), then the shape of the text itself (沪经信装〔2021〕1002号, a signature line).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from monitor.extract.dates import iso_date
from monitor.text.fold import fold
from monitor.types import Attachment

#: <meta> names (lower case) in order of trust. Source: Open Graph, schema.org, Dublin Core, and the names that the
#: national standard for government sites prescribes (国办发〔2017〕47号: PubDate, ContentSource).
_PUBLISHED = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "published_time",
    "publish-date", "firstpublishedtime", "dc.date.issued", "dcterms.issued", "dc.date", "date", "parsely-pub-date", "sailthru.date",
    "og:published_time", "weibo: article:create_at", "citation_publication_date", "og:release_date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "datemodified", "last-modified", "lastmod", "og:updated_time", "dcterms.modified")
_ISSUER = ("contentsource", "dc.publisher", "dcterms.publisher", "dcterms.creator")
_TITLE = ("articletitle", "og:title", "twitter:title", "dc.title")
_PUBLISHED_LABEL = re.compile(
    r"(?:发布(?:日期|时间)|发文日期|成文日期|印发日期|公开日期|公布日期|生成日期|发表时间|更新时间|时间|日期"
    r"|last updates?|published(?: on)?|publication date|pubtime|posted(?: on)?|date(?: of issue)?|issued(?: on)?"
    r"|released?)"
    r"\s*[:|]\s*(.{6,40})",
    re.IGNORECASE,
)
_MODIFIED_LABEL = re.compile(
    r"(?:updated|last (?:modified|updated|reviewed)|最后更新)(?: on)?\s*[:|]?\s*(.{6,40})", re.I
)
_ISSUER_LABEL = re.compile(
    r"(?:发布机构|发文机关|发文单位|制发机关|制定机关|公开主体|发布单位|信息来源|印发机关|issuing (?:body|authority))"
    r"\s*[:|]\s*([^\s|:;,。]{2,40})",
    re.IGNORECASE,
)
_NUMBER_LABEL = re.compile(
    r"(?:发文字号|文\s*号|文件编号|公文文号|document (?:number|no\.?))\s*[:|]\s*([^\s|;,。]{4,40})", re.I
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}(?:\([\u4e00-\u9fff]{1,8}\))?\s?[(\[](?:19|20)\d\d[)\]]\s?(?:第)?\d{1,5}号")
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:委员会|管理局|监督局|保障局|卫生健康委|办公厅|办公室|人民政府|国务院|局|厅|部|委|署|总局|中心|协会)"
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|csv|hwpx?)(?:$|[?#&])", re.I)
#: What sites put after a page's own title.
_SUFFIX = re.compile(r"\s*(?:[|_»–—·]|\s-\s|--+|-(?=[\u4e00-\u9fff]{2,14}$))\s*")
_SCRIPT = re.compile(r"^<script[^>]*>|</script>?$", re.I)
_HEAD_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says about its document; None where it does not."""

    title: str
    published: str | None = None
    modified: str | None = None
    issuer: str | None = None
    number: str | None = None
    canonical_url: str | None = None
    attachments: tuple[Attachment, ...] = ()


def facts_of(
    tree: LexborHTMLParser,
    *,
    descriptions: str,
    heading: str,
    title: str,
    lines: Sequence[str],
    texts: Sequence[str],
    url: str | None,
) -> Facts:
    """The facts of a page. `lines` is all that stands on it, `texts` what was kept, `heading` its title line or ""."""
    metas = dict(_metas(tree))
    described = _described(descriptions)
    labels = "\n".join(fold(line) for line in lines[:_HEAD_LINES])
    signed = signature_of(texts)
    return Facts(
        title=_best_title(heading, metas, title),
        published=(
            iso_date(described.get("datePublished", ""))
            or _first_date(metas, _PUBLISHED)
            or _dated_element(tree)
            or _labelled_date(_PUBLISHED_LABEL, labels)
            or _first_line_date(lines)
            or signed[1]
        ),
        modified=(
            iso_date(described.get("dateModified", ""))
            or _first_date(metas, _MODIFIED)
            or _labelled_date(_MODIFIED_LABEL, labels)
        ),
        issuer=_labelled(_ISSUER_LABEL, labels)
        or next((metas[name] for name in _ISSUER if metas.get(name)), None)
        or signed[0],
        number=number_of([*lines[:_HEAD_LINES], *texts[:10]]),
        canonical_url=_canonical(tree, url),
        attachments=_attachments(tree, url),
    )


def number_of(lines: Sequence[str]) -> str | None:
    """The document number: the labelled one, else the first that a line consists of or ends with."""
    for line in lines:
        match = _NUMBER_LABEL.search(fold(line))
        if match is not None:
            start, end = match.span(1)
            return line[start:end]
    for line in lines:
        if len(line) <= 60:
            match = _NUMBER.search(fold(line))
            if match is not None:
                return line[match.start() : match.end()]
    return None


def signature_of(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """(issuing body, date) as a notice is signed: the body's name and the date, on the last lines by themselves."""
    last = [text for text in texts[-8:] if len(text) <= 60]
    for before, after in pairwise(last):
        date = iso_date(fold(after)) if len(after) <= 20 else None
        name = "".join(before.split())
        if date is not None and _SIGNATURE.fullmatch(name):
            return name, date
    return None, None


def labelled_date(lines: Sequence[str]) -> str | None:
    """The date of a line that says it is the publication date, for texts without markup."""
    return _labelled_date(_PUBLISHED_LABEL, "\n".join(fold(line) for line in lines[:_HEAD_LINES]))


def _metas(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """(lower-case name, content) of all <meta>, last first, so that the first of a name wins in a dict."""
    for node in reversed(tree.css("meta[content]")):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), " ".join(content.split())


def _described(descriptions: str) -> dict[str, str]:
    """Top facts of the JSON-LD of a page: those of the first object that has a date."""
    for script in descriptions.split("\x00"):
        try:
            data = json.loads(_SCRIPT.sub("", script.strip()))
        except (ValueError, RecursionError):
            continue
        for item in _items(data, 0):
            if isinstance(item.get("datePublished"), str):
                return {key: value for key, value in item.items() if isinstance(value, str)}
    return {}


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if key in data:
                yield from _items(data[key], depth + 1)
    elif isinstance(data, list):
        for one in data[:50]:
            yield from _items(one, depth + 1)


def _best_title(heading: str, metas: dict[str, str], title: str) -> str:
    """The heading when the page's <title> knows it, else what <meta> says, else <title> without the site's name."""
    if heading:
        return heading
    for name in _TITLE:
        if metas.get(name):
            return metas[name]
    parts = [part for part in _SUFFIX.split(title) if part]
    return max(parts, key=len) if parts and len(max(parts, key=len)) * 2 > len(title) else title


def _first_date(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    for name in names:
        date = iso_date(fold(metas.get(name, "")))
        if date is not None:
            return date
    return None


def _dated_element(tree: LexborHTMLParser) -> str | None:
    """The date of the first element that machines may read."""
    for selector, attribute in (
        ('[itemprop="datePublished"]', "content"),
        ('[itemprop="datePublished"]', "datetime"),
        ("time[datetime]", "datetime"),
    ):
        node = tree.css_first(selector)
        if node is not None:
            date = iso_date(node.attributes.get(attribute) or "")
            if date is not None:
                return date
    return None


def _labelled(label: re.Pattern[str], text: str) -> str | None:
    match = label.search(text)
    return match[1].strip() if match is not None else None


def _labelled_date(label: re.Pattern[str], text: str) -> str | None:
    for match in label.finditer(text):
        date = iso_date(match[1])
        if date is not None:
            return date
    return None


def _first_line_date(lines: Sequence[str]) -> str | None:
    """The date of a short line near the top that begins with one: a byline."""
    for line in lines[:_HEAD_LINES]:
        if len(line) <= 60:
            date = iso_date(fold(line))
            if date is not None:
                return date
    return None


def _canonical(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The address the page calls its own, when it is on the same site."""
    node = tree.css_first('link[rel="canonical"]')
    href = node.attributes.get("href") if node is not None else None
    if not href:
        return None
    try:
        address = urljoin(url or "", href.strip())
        host, own = urlsplit(address).hostname, urlsplit(url or "").hostname
    except ValueError:
        return None
    if not host or not address.startswith(("http://", "https://")):
        return None
    if own is None or host == own or host.removeprefix("www.") == own.removeprefix("www."):
        return address
    return None


def _attachments(tree: LexborHTMLParser, url: str | None) -> tuple[Attachment, ...]:
    """The files that the page links to, each once, in order."""
    found: dict[str, Attachment] = {}
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if not href or _FILE.search(href) is None:
            continue
        try:
            address = urljoin(url or "", href)
        except ValueError:
            continue
        if address not in found:
            title = " ".join(node.text().split())
            found[address] = Attachment(url=address, title=title or href.rpartition("/")[2])
    return tuple(found.values())

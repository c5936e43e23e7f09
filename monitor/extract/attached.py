"""The files a document links to: those in its text or under it, and not the downloads of the site around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.extract.names import FURNITURE_WORDS
from monitor.extract.tree import FURNITURE_TAGS, Run, words_of
from monitor.types import Attachment

#: What documents come in.
_SUFFIXES = r"pdf|docx?|xlsx?|pptx?|wps|et|ofd|hwpx?|zip|rar|7z|csv|rtf|odt|ods"
_FILE = re.compile(rf"\.(?:{_SUFFIXES})(?=$|[?#&])", re.IGNORECASE)
#: Whether a page's markup has such a link at all: nearly all pages answer no, at the price of one search.
_ANY_FILE = re.compile(rf"\.(?:{_SUFFIXES}|{_SUFFIXES.upper()})[\"'?#&\s><]")
_NAMED_FILE = re.compile(rf"\.(?:{_SUFFIXES})\b", re.IGNORECASE)
_DOWNLOAD = re.compile(r"download|attach|fileid|annex", re.IGNORECASE)
_LABEL = re.compile(
    r"附\s?件|附\s?表|附\s?录|相关文件|相关附件|文件下载|attachment|annex|appendix|supporting document", re.I
)
#: Links looked at, attachments kept, levels climbed from a link.
MAX_LINKS = 2_000
MAX_ATTACHMENTS = 200
MAX_CLIMB = 40
MAX_TITLE_CHARS = 300
#: Text of ancestors that is looked through for one page, in all.
MAX_MEASURED_CHARS = 3_000_000
#: The element that holds both the link and the document is the document's own when this share of its text is kept.
OWN_SHARE = 0.5
#: A list of files under a label is no longer than this, and the label is in this much text before the link.
LABELLED_CHARS = 400


def attachments_of(
    markup: str, tree: LexborHTMLParser, kept: Sequence[Run], *, url: str | None, base: str
) -> tuple[Attachment, ...]:
    """The attachments of a page in order, each address once, absolute when the page's is known. Never raises."""
    if not _ANY_FILE.search(markup) or not kept:
        return ()
    place = _Place(kept)
    found: dict[str, Attachment] = {}
    for link in tree.css("a[href]")[:MAX_LINKS]:
        href = (link.attributes.get("href") or "").strip()
        if not _is_file(href, link):
            continue
        address = _absolute(href, url, base)
        if address is None or address in found or not place.holds(link):
            continue
        found[address] = Attachment(url=address, title=_title(link, address))
        if len(found) == MAX_ATTACHMENTS:
            break
    return tuple(found.values())


def _is_file(href: str, link: LexborNode) -> bool:
    """Whether a link leads to a file: by its address, or by its text when the address hands out files by number."""
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return False
    if _FILE.search(href):
        return True
    return bool(_DOWNLOAD.search(href) and _NAMED_FILE.search(link.text()[:MAX_TITLE_CHARS]))


def _absolute(href: str, url: str | None, base: str) -> str | None:
    try:
        address = urljoin(urljoin(url or "", base), href).partition("#")[0]
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    return address if scheme in ("http", "https") or (not url and not scheme) else None


def _title(link: LexborNode, address: str) -> str:
    """What the link says; else its title attribute; else the file's name."""
    for text in (link.text(), link.attributes.get("title") or ""):
        line = " ".join(text.split())
        if line:
            return line[:MAX_TITLE_CHARS]
    return unquote(urlsplit(address).path).rpartition("/")[2][:MAX_TITLE_CHARS]


class _Place:
    """Where on a page its document is: climbed to from links, each ancestor measured once."""

    def __init__(self, kept: Sequence[Run]) -> None:
        self._size = sum(len(run.text) for run in kept)
        #: A piece of the longest kept line that no inline tag splits, most likely: the words in its middle.
        longest = max((run.text for run in kept), key=len)
        self._mark = "".join(longest.split())[:12]
        #: Identity of an ancestor -> (whether the document's longest line is in it, its text's length).
        self._seen: dict[int, tuple[bool, int]] = {}
        self._left = MAX_MEASURED_CHARS

    def holds(self, link: LexborNode) -> bool:
        """Whether a link stands in or right under the document, or under a label like 附件 that is not far away."""
        node, labelled = link.parent, bool(_LABEL.search(link.text()[:MAX_TITLE_CHARS]))
        for _ in range(MAX_CLIMB):
            if node is None or self._left < 0:
                return False
            held, size = self._measure(node)
            if held:
                return labelled or self._size >= OWN_SHARE * size
            if not labelled and _is_furniture(node):
                return False
            if not labelled and size <= LABELLED_CHARS:
                labelled = bool(_LABEL.search(node.text()))
            node = node.parent
        return False

    def _measure(self, node: LexborNode) -> tuple[bool, int]:
        known = self._seen.get(node.mem_id)
        if known is None:
            text = "".join(node.text().split())
            self._left -= len(text) + 1
            known = self._seen[node.mem_id] = (self._mark in text, len(text))
        return known


def _is_furniture(node: LexborNode) -> bool:
    """Whether an element is named as what a site wraps around its pages."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return node.tag in FURNITURE_TAGS or not FURNITURE_WORDS.isdisjoint(words_of(names))

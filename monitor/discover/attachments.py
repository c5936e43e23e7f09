"""The files that a document links to, as pages of their own."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from monitor.discover.normalise import absolute, normalise_url
from monitor.types import Document, FoundLink

#: Attachments of one document that are followed; a page with more is a library, to be watched as a listing.
MAX_ATTACHMENTS = 40
#: What documents come in. Pictures, sound and pages are not followed from here.
_DOCUMENT_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|hwpx?|zip|rar|7z|csv|txt|rtf)$", re.I)
_OTHER_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|bmp|mp[34]|avi|mov|html?|shtml|css|js|exe|apk)$", re.I)
#: Addresses that hand out files under a number.
_DOWNLOAD = re.compile(r"download|attach|/file|fileid|annex|附件", re.I)
#: A title that says nothing: «附件1», «点击下载», «Download PDF».
_EMPTY_TITLE = re.compile(
    r"(?:附\s*件?|附表|附录|annex|attachment|appendix)?\s*[\d一二三四五六七八九十]*[.:：、]?\s*"
    r"(?:点击|请点击)?(?:此处|这里)?(?:下载|查看|浏览|打开|download|view|open)?\s*(?:the\s*)?(?:附件|文件|全文|原文|pdf|word|file|document)?"
    r"(?:\.\w{3,4})?",
    re.I,
)


def discover_attachments(document: Document) -> tuple[FoundLink, ...]:
    """The document files among a document's attachments, in order, each once, at most `MAX_ATTACHMENTS`.

    A title that says nothing is completed by the document's, so that the file can be told in the register and found by
    keywords; the date is the document's. Pure; never raises.
    """
    own = normalise_url(document.url or "")
    found: dict[str, FoundLink] = {}
    for attachment in document.attachments:
        url = absolute(document.url or "", attachment.url)
        if url is None or url in found or url == own or not _is_document(url):
            continue
        title = " ".join(attachment.title.split())
        if _EMPTY_TITLE.fullmatch(title) and document.title:
            title = f"{document.title} — {title or _file_name(url)}"
        found[url] = FoundLink(url=url, title=title, published=(document.published or "")[:10] or None)
        if len(found) == MAX_ATTACHMENTS:
            break
    return tuple(found.values())


def _is_document(url: str) -> bool:
    parts = urlsplit(url)
    if _DOCUMENT_FILE.search(parts.path) or re.search(
        _DOCUMENT_FILE.pattern.replace("$", r"(?:&|$)"), parts.query, re.I
    ):
        return True
    return not _OTHER_FILE.search(parts.path) and bool(_DOWNLOAD.search(f"{parts.path}?{parts.query}"))


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path).rpartition("/")[2]

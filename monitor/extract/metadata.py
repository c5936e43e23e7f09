"""The facts about a page of HTML: title, dates, issuing body, document number, canonical address, attachments.

    <head>, JSON-LD ──────────────┐
    lines around the title ───────┼──> Facts
    the document's last lines ────┤
    the address ──────────────────┘

Nothing is searched for in running text: a plan cites the numbers and dates of many others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from monitor.extract.attached import attachments_of
from monitor.extract.dating import date_in_address, date_in_field
from monitor.extract.head import Head, head_of
from monitor.extract.labels import Labels, body_of, labels_in, signature_in
from monitor.extract.title import headings_of, title_of_page
from monitor.extract.tree import Outline, Run
from monitor.text.decloak import decloak
from monitor.types import Attachment

#: Fields that say when a page was published, the most specific first. Those of Chinese government pages are set by
#: the State Council's guide of 2017 for government sites (ArticleTitle, PubDate, ContentSource, SiteName, ColumnName).
_PUBLISHED_FIELDS = (
    "pubdate", "article:published_time", "og:article:published_time", "bytedance:published_time",
    "govuk:first-published-at", "datepublished", "publishdate", "publish_date", "publish-date", "publishtime",
    "publish_time", "publishedtime", "og:published_time", "og:pubdate", "og:release_date", "weibo:article:create_at",
    "citation_publication_date", "citation_online_date", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "article.published", "displaydate", "date",
)  # fmt: skip
_MODIFIED_FIELDS = (
    "article:modified_time", "og:updated_time", "bytedance:updated_time", "govuk:public-updated-at", "datemodified",
    "dcterms.modified", "dc.date.modified", "weibo:article:update_at", "last-modified", "lastmod", "revised",
)  # fmt: skip
_ISSUER_FIELDS = ("contentsource", "govuk:primary-publishing-organisation", "dcterms.publisher", "dc.publisher")
#: The lines around the title end where this many lines of prose have gone by.
HEAD_PROSE_LINES = 2
PROSE_CHARS = 90
#: No more lines than this are looked at, before the document and from there on.
HEAD_RUNS_BEFORE = 40
HEAD_RUNS = 90
TAIL_RUNS = 8
AFTER_RUNS = 6
#: A tag with a date in it is no longer.
MAX_TAG_CHARS = 400
_DATETIME = re.compile(r"""<[^>]*\s(?:datetime|content)\s*=\s*["']([^"'>]{8,40})""", re.IGNORECASE)
#: Public suffixes of two labels: under these a site's name has three.
_SECOND_LEVEL = frozenset({"gov", "com", "org", "net", "edu", "ac", "co", "go", "or", "mil", "nhs", "gob", "gouv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says about its document; the fields are those of `Document`."""

    #: Without the pinyin of cloaked pages: it is read by people, in alerts.
    title: str
    published: str | None = None
    modified: str | None = None
    issuer: str | None = None
    number: str | None = None
    canonical_url: str | None = None
    attachments: tuple[Attachment, ...] = ()


def facts_of(
    markup: str,
    descriptions: str,
    tree: LexborHTMLParser,
    page: Outline,
    keep: Sequence[bool],
    *,
    title: str,
    url: str | None,
) -> Facts:
    """The facts about a page, from its decoded markup, its JSON-LD, its tree, its outline and what was kept of it.

    `title` is the <title>. Never raises.
    """
    head = head_of(markup, descriptions)
    zone, kept = _around_title(page.runs, keep), [run for run, stays in zip(page.runs, keep, strict=True) if stays]
    headings = headings_of(zone)
    name = decloak(title_of_page(head, title, headings, url=url, first_lines=[run.text for run in kept[:3]]))
    labels = labels_in([run.text for run in zone], title=name)
    tail = [run.text for run in kept[-TAIL_RUNS:]]
    signed_by, signed_on = signature_in(tail)
    return Facts(
        title=name,
        published=_published(head, markup, labels, url) or _after(page.runs, keep) or signed_on,
        modified=_date_of_head(head, _MODIFIED_FIELDS, "dateModified") or labels.modified,
        issuer=labels.issuer or _issuer(head) or labels.source or signed_by,
        number=labels.number,
        canonical_url=_canonical(head, url),
        attachments=attachments_of(markup, tree, kept, url=url, base=head.base),
    )


def _around_title(runs: Sequence[Run], keep: Sequence[bool]) -> Sequence[Run]:
    """The lines from some way above the document to its second paragraph: title, dates, the table of a notice."""
    first = next((at for at, stays in enumerate(keep) if stays), 0)
    last = first
    prose = 0
    for last in range(first, min(len(runs), first + HEAD_RUNS)):
        prose += len(runs[last].text) > PROSE_CHARS
        if prose > HEAD_PROSE_LINES:
            break
    return runs[max(0, first - HEAD_RUNS_BEFORE) : last + 1]


def _after(runs: Sequence[Run], keep: Sequence[bool]) -> str | None:
    """The day in a labelled line right after the document, where blogs have it."""
    last = max((at for at, stays in enumerate(keep) if stays), default=len(runs)) + 1
    return labels_in([run.text for run in runs[last : last + AFTER_RUNS]], title="").published


def _date_of_head(head: Head, names: Sequence[str], described: str) -> str | None:
    for name in names:
        value = head.metas.get(name)
        found = date_in_field(value) if value else None
        if found is not None:
            return found
    value = head.described.get(described)
    return date_in_field(value) if value else None


def _published(head: Head, markup: str, labels: Labels, url: str | None) -> str | None:
    """The day a page was published: fields, labelled lines, marked times, a date by the title, the address.

    A page that says only when it was updated says so of its first version, most often.
    """
    return (
        _date_of_head(head, _PUBLISHED_FIELDS, "datePublished")
        or labels.published
        or _marked_time(markup)
        or labels.written
        or labels.bare
        or date_in_address(url or "")
        or labels.modified
    )


def _marked_time(markup: str) -> str | None:
    """The date of the element with itemprop=datePublished, else of the first <time datetime>, else dateCreated."""
    for mark in ('"datePublished"', "<time ", '"dateCreated"'):
        at = markup.find(mark)
        if at < 0:
            continue
        start = markup.rfind("<", 0, at + 1)
        match = _DATETIME.search(markup, start, start + MAX_TAG_CHARS)
        found = date_in_field(match[1]) if match is not None else None
        if found is not None:
            return found
    return None


def _issuer(head: Head) -> str | None:
    value = head.first(*_ISSUER_FIELDS)
    return body_of(value) if value else None


def _canonical(head: Head, url: str | None) -> str | None:
    """The address that the page calls its own, when it is on the same site and not merely the site's front page."""
    named = head.canonical or head.first("og:url")
    if not named or not url:
        return None
    try:
        address = urljoin(urljoin(url, head.base), named).partition("#")[0]
        here, there = urlsplit(url), urlsplit(address)
        if there.scheme not in ("http", "https") or site_of(here.hostname or "") != site_of(there.hostname or ""):
            return None
    except ValueError:
        return None
    if there.path in ("", "/") and not there.query and (here.path not in ("", "/") or here.query):
        return None
    return address


def site_of(host: str) -> str:
    """The registrable part of a host name, told without a list: the last two labels, three under gov.cn or co.uk."""
    labels = host.lower().rstrip(".").split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return ".".join(labels)
    return ".".join(labels[-3:] if labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else labels[-2:])

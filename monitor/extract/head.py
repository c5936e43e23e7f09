"""What the <head> of a page and its JSON-LD say about the document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

#: A head (without scripts and styles) is no longer; what comes later is not looked at.
MAX_HEAD_CHARS = 60_000
#: JSON-LD items that are looked at, nested ones included.
MAX_ITEMS = 400

_META = re.compile(r"""<(?:meta|META|Meta)\s((?:[^<>"']+|"[^"]{0,4000}"|'[^']{0,4000}'){0,60}+)>""")
_LINK = re.compile(r"<link\s([^>]{0,2000})>", re.IGNORECASE)
_NAME = re.compile(r"""\b(?:name|property|itemprop)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BASE = re.compile(r"""<base\s[^>]{0,500}?href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,200}>")
#: Fields of nearly every page that say nothing of the document.
_UNREAD = frozenset(
    {"viewport", "description", "keywords", "robots", "generator", "theme-color", "format-detection", "renderer"}
    | {"og:description", "og:image", "og:type", "og:locale", "twitter:card", "twitter:description", "twitter:image"}
)
#: JSON-LD types of things that are written and published; WebPage comes after them.
_WRITTEN_WORK = ("Article", "Posting", "Report", "CreativeWork", "Legislation", "Announcement", "QAPage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The fields of a page's head."""

    #: Lower-case name, property or itemprop -> first content that is not empty, on one line.
    metas: dict[str, str] = field(default_factory=dict)
    #: headline, datePublished, dateModified, publisher … of the JSON-LD item that describes the document.
    described: dict[str, str] = field(default_factory=dict)
    #: <link rel=canonical>, as written.
    canonical: str = ""
    #: <base href>, as written.
    base: str = ""

    def first(self, *names: str) -> str:
        """The content of the first of these <meta> names that the page has, or ""."""
        for name in names:
            value = self.metas.get(name)
            if value:
                return value
        return ""


def head_of(markup: str, descriptions: str) -> Head:
    """Read the head of a page's decoded markup. Never raises."""
    head = markup[: _end_of_head(markup)]
    metas: dict[str, str] = {}
    for match in _META.finditer(head):
        named = _NAME.search(match[1])
        name = named[named.lastindex or 0].strip().lower().replace(": ", ":") if named is not None else ""
        if name in metas or name in _UNREAD or not name:
            continue
        content = _CONTENT.search(match[1])
        if content is not None and content[content.lastindex or 0]:
            metas[name] = one_line(content[content.lastindex or 0])
    canonical = ""
    if "canonical" in head:
        for match in _LINK.finditer(head):
            attributes = _attributes(match[1])
            if attributes.get("rel", "").lower() == "canonical":
                canonical = unescape(attributes.get("href", "")).strip()
                break
    base = _BASE.search(head) if "<base" in head or "<BASE" in head else None
    return Head(
        metas=metas,
        described=_described(descriptions) if descriptions else {},
        canonical=canonical,
        base=unescape(base[1]) if base is not None else "",
    )


def one_line(value: str) -> str:
    """A field's text without entities, tags and line breaks."""
    value = unescape(value)
    if "<" in value:
        value = _TAG.sub("", value)
    return " ".join(value.split())


def _end_of_head(markup: str) -> int:
    for mark in ("<body", "<BODY", "</head", "</HEAD"):
        end = markup.find(mark, 0, MAX_HEAD_CHARS)
        if end >= 0:
            return end
    return min(len(markup), MAX_HEAD_CHARS)


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(text)}


def _described(descriptions: str) -> dict[str, str]:
    """The text fields of the item of JSON-LD that is the document; {} when there is none or it is broken."""
    best: dict[str, Any] = {}
    for script in descriptions.split("\x00"):
        start, end = script.find(">") + 1, script.rfind("</")
        try:
            data = json.loads(script[start : end if end > start else len(script)].strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if not ("datePublished" in item or "headline" in item or "dateModified" in item):
                continue
            if not best or (not _is_work(best) and _is_work(item)):
                best = item
    fields = {name: one_line(value) for name, value in best.items() if isinstance(value, str)}
    for name in ("publisher", "sourceOrganization", "author"):
        value = best.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict) and isinstance(value.get("name"), str):
            fields[name] = one_line(value["name"])
            fields[name + "Type"] = str(value.get("@type", ""))
    return fields


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD script, outer ones first."""
    waiting = [data]
    for _ in range(MAX_ITEMS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting.extend(value for value in one.values() if isinstance(value, dict | list))
        elif isinstance(one, list):
            waiting.extend(one[:MAX_ITEMS])


def _is_work(item: dict[str, Any]) -> bool:
    return any(word in str(item.get("@type", "")) for word in _WRITTEN_WORK)

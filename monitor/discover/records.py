"""JSON listings: a path to the items, and the fields of an item.

Sites also send HTML inside JSON (`{"data": {"html": "<ul>…"}}`), JSON inside a script call, and items inside items; a
source that names no path is searched for the list of objects that looks most like documents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from monitor.discover import dates
from monitor.discover.listing import links_of_listing
from monitor.discover.normalise import absolute
from monitor.discover.tree import plain, text_of
from monitor.types import Body, FoundLink, Source

#: Names that publishers give to the fields, in lower case, the likeliest first.
_URL_FIELDS = ("url", "link", "href", "html_url", "puburl", "docpuburl", "linkurl", "detailurl", "pageurl", "path")
_TITLE_FIELDS = ("title", "name", "headline", "doctitle", "subject", "label", "showtitle", "titlename")
_DATE_FIELDS = (
    "date", "published", "publication_date", "pubdate", "pubtime", "publishtime", "publishdate", "publish_time",
    "publishedat", "published_at", "docreltime", "docrelpubtime", "releasetime", "datepublished", "createtime",
    "create_time", "time", "public_timestamp", "display_publish_time", "updated", "lastmod",
)  # fmt: skip
_CALLBACK = re.compile(r"^[\w.$\s=]{0,80}\(?\s*(?=[\[{])")
#: Depth to which a list is searched for.
_DEPTH = 6
MAX_ITEMS = 2000


def links_of_records(body: Body, source: Source) -> Iterator[FoundLink]:
    """The items of a JSON listing; those of HTML found inside it, when it holds no list of items."""
    data = parsed(text_of(body))
    if data is None:
        return
    rule = source.links
    items = at_path(data, rule.items) if rule.items is not None else _likeliest(data)
    if isinstance(items, str):
        yield from _inside(body, source, items)
        return
    if isinstance(items, dict):
        items = list(items.values())
    if not isinstance(items, list) or not any(isinstance(item, dict) for item in items):
        for fragment in _fragments(data):
            yield from _inside(body, source, fragment)
        return
    pattern = re.compile(rule.pattern) if rule.pattern else None
    for item in items[:MAX_ITEMS]:
        link = _link(item, body.final_url, source) if isinstance(item, dict) else None
        if link is not None and (pattern is None or pattern.search(link.url)):
            yield link


def parsed(text: str) -> Any:
    """The JSON of a text, also behind a byte order mark or inside a call; None when there is none."""
    text = text.strip().removeprefix("\ufeff")
    try:
        return json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        pass
    found = _CALLBACK.match(text)
    if found is None:
        return None
    try:
        return json.JSONDecoder().raw_decode(text, found.end())[0]
    except (ValueError, RecursionError):
        return None


def at_path(data: Any, path: str) -> Any:
    """What a dotted path leads to: `data.list`, `results.0.items`; `*` gathers from all; "" is the whole; else None."""
    current = data
    steps = [step for step in path.split(".") if step]
    for place, step in enumerate(steps):
        if isinstance(current, dict):
            current = current.get(step)
        elif isinstance(current, list) and step == "*":
            rest = ".".join(steps[place + 1 :])
            gathered: list[Any] = []
            for element in current:
                inner = at_path(element, rest)
                gathered.extend(inner) if isinstance(inner, list) else gathered.append(inner)
            return gathered
        elif isinstance(current, list) and step.isdigit():
            current = current[int(step)] if int(step) < len(current) else None
        else:
            return None
    return current


def _link(item: dict[str, Any], base: str, source: Source) -> FoundLink | None:
    rule = source.links
    address = _address(item, rule.url_field)
    if not address:
        return None
    url = absolute(base, address)
    if url is None:
        return None
    title = _field(item, rule.title_field, _TITLE_FIELDS)
    published = _field(item, rule.date_field or "", _DATE_FIELDS)
    return FoundLink(url=url, title=plain(title) if isinstance(title, str) else "", published=dates.of_value(published))


def _address(item: dict[str, Any], named: str) -> str:
    """The item's address; `named` may be a template: `https://host/detail.html?id={id}`."""
    if "{" in named:
        values = {name: at_path(item, name) for name in re.findall(r"\{([\w.]+)\}", named)}
        if any(value in (None, "") for value in values.values()):
            return ""
        return re.sub(r"\{([\w.]+)\}", lambda match: quote(str(values[match[1]]), safe="/:-._~"), named)
    value = _field(item, named, _URL_FIELDS)
    return value.strip() if isinstance(value, str) else ""


def _field(item: dict[str, Any], named: str, usual: tuple[str, ...]) -> Any:
    """The field that the source names, else the first of the usual ones that is there, in capitals or not."""
    value = at_path(item, named) if named else None
    if value not in (None, ""):
        return value
    by_name = {name.lower(): value for name, value in item.items()}
    return next((by_name[name] for name in usual if by_name.get(name) not in (None, "")), None)


def _likeliest(data: Any) -> Any:
    """The list of objects that most looks like documents: the most items with an address and a title."""
    best: tuple[int, list[Any]] = (0, [])
    waiting: list[tuple[Any, int]] = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, list):
            score = sum(_is_document(item) for item in value[:MAX_ITEMS])
            if score > best[0]:
                best = (score, value)
        if depth < _DEPTH and isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value[:MAX_ITEMS]
            waiting.extend((child, depth + 1) for child in inner if isinstance(child, dict | list))
    return best[1]


def _is_document(item: Any) -> bool:
    return isinstance(item, dict) and bool(_field(item, "", _URL_FIELDS)) and bool(_field(item, "", _TITLE_FIELDS))


def _fragments(data: Any) -> Iterator[str]:
    """Strings of HTML with links, anywhere in the data."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str) and "<a " in value and "href" in value:
            yield value
        elif depth < _DEPTH and isinstance(value, dict | list):
            inner = list(value.values()) if isinstance(value, dict) else value[:MAX_ITEMS]
            waiting.extend((child, depth + 1) for child in reversed(inner))


def _inside(body: Body, source: Source, markup: str) -> Iterator[FoundLink]:
    """The links of a piece of HTML, read as a listing at the same address."""
    content = markup.encode()
    inner = Body(
        url=body.url,
        final_url=body.final_url,
        status=body.status,
        headers=(("content-type", "text/html; charset=utf-8"),),
        content=content,
        sha256=body.sha256,
        fetched_at=body.fetched_at,
        took_s=body.took_s,
    )
    yield from links_of_listing(inner, source)

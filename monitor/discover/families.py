"""Publishing systems as data (`families.yaml`), and which of them a listing was made with."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

#: So many article addresses of a family on one page, and no fewer than this share of its links, make it sure.
SURE_LINKS = 3
SURE_SHARE = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One publishing system."""

    name: str
    title: str
    #: Searched in an address; None when its articles are not told by theirs.
    article: re.Pattern[str] | None
    #: In lower case.
    marks: tuple[str, ...]
    #: CSS selectors of a document's body.
    body: tuple[str, ...]
    #: Name of the nth page of a listing, without suffix; "" when it is not regular.
    page_name: str
    #: Number in the name of the second page.
    page_from: int
    #: Finds how many pages there are, in a listing's markup.
    page_total: re.Pattern[str] | None
    #: What to know when a source of this family fails.
    note: str


@functools.cache
def families() -> tuple[Family, ...]:
    """All of them, in the order of the file: the more particular address comes first where two would match."""
    entries = yaml.safe_load(files("monitor.discover").joinpath("families.yaml").read_text(encoding="utf-8"))
    return tuple(_family(entry) for entry in entries)


def _family(entry: dict[str, Any]) -> Family:
    pages = entry.get("pages") or {}
    return Family(
        name=entry["name"],
        title=entry["title"],
        article=re.compile(entry["article"]) if entry["article"] else None,
        marks=tuple(entry["marks"]),
        body=tuple(entry["body"]),
        page_name=pages.get("name", ""),
        page_from=pages.get("from", 2),
        page_total=re.compile(pages["total"]) if pages.get("total") else None,
        note=entry.get("note", ""),
    )


def family_named(name: str) -> Family | None:
    """The family of that name, None when there is none."""
    return next((family for family in families() if family.name == name), None)


def recognised(urls: Iterable[str], markup: str) -> Family | None:
    """The family that a listing was made with, told by its links' addresses and then by marks; None when unsure.

    Args:
        urls: absolute addresses of the links of a page.
        markup: of the page.
    """
    addresses = set(urls)
    counts = {
        family.name: sum(family.article.search(url) is not None for url in addresses)
        for family in families()
        if family.article is not None
    }
    best = max(families(), key=lambda family: counts.get(family.name, 0))
    count = counts.get(best.name, 0)
    if count >= SURE_LINKS and count >= SURE_SHARE * len(addresses):
        return best
    lowered = markup.lower()
    marked = [family for family in families() if sum(mark in lowered for mark in family.marks) >= 2]
    if len(marked) == 1:
        return marked[0]
    return best if count and any(mark in lowered for mark in best.marks) else None

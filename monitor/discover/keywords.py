"""Which found links the source's author wants: words in any script, with or without pinyin in between."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from monitor.text.views import look
from monitor.types import FoundLink, Source


def wanted(links: Iterable[FoundLink], source: Source) -> tuple[FoundLink, ...]:
    """The links whose title holds a keyword and none of the excluded words; each address once, the fullest title.

    A link without a title is judged by the words of its address. Links that lead to further indexes always pass.
    """
    kept: dict[str, FoundLink] = {}
    for link in links:
        known = kept.get(link.url)
        if known is None or len(link.title) > len(known.title):
            kept[link.url] = link
    take, leave = _matcher(source.keywords), _matcher(source.exclude)
    if take is None and leave is None:
        return tuple(kept.values())
    return tuple(
        link
        for link in kept.values()
        if link.kind.is_index or ((take is None or take(link)) and not (leave is not None and leave(link)))
    )


@functools.lru_cache(maxsize=512)
def _matcher(words: tuple[str, ...]) -> _Matcher | None:
    return _Matcher(words) if words else None


class _Matcher:
    """Says whether one of the words is in a link's title."""

    def __init__(self, words: tuple[str, ...]) -> None:
        views = [look(word).text.strip().casefold() for word in words]
        self._pattern = re.compile("|".join(_pattern(word) for word in views if word))

    def __call__(self, link: FoundLink) -> bool:
        text = look(link.title).text if link.title else _words_of(link.url)
        return self._pattern.search(text.casefold()) is not None


def _pattern(word: str) -> str:
    """English words as words (plural and hyphen allowed), Chinese wherever they stand."""
    body = r"[\s\-_]+".join(re.escape(part) for part in re.split(r"[\s\-_]+", word) if part)
    if not word.isascii():
        return body
    start = r"\b" if word[0].isalnum() else ""
    end = r"(?:e?s)?\b" if word[-1].isalnum() else ""
    return start + body + end


def _words_of(url: str) -> str:
    """/news/new-medical-device-rules.html as words."""
    return look(re.sub(r"[-_/.+]", " ", unquote(urlsplit(url).path))).text

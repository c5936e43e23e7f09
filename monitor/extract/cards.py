"""What stands beside every post of a thread: the card of its author, its number, its signature, its buttons.

    post ─┬─ part 1  pumpking, Joined: 2019, Posts: 214     short in every post: a card
          └─ part 2 ─┬─ Our wards report ...                text in most posts: looked into
                     └─ -- , keeping pumps alive            short in every post: a signature

Names of classes say little about it: the posts are laid side by side and their parts compared. A part that is nothing
but labels in all posts is none of the text, while the part beside it holds the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.extract.blocks import REPLY_WORDS
from monitor.extract.tree import Element, Outline, Run

#: A label is no longer than this and ends or pauses nowhere as a sentence does.
LABEL_CHARS = 60
_DIGITS = re.compile(r"\d+")
_PAUSES = frozenset("。！？，；!?")
#: Posts are compared so many levels down; fewer than this are not compared.
_DEPTH = 8
_FEWEST = 2
#: The title of a thread stands in its first post, where the others have a date.
_TITLES = frozenset({"h1", "h2"})
#: Side by side, posts hold at least this share of what was kept.
_POSTS_SHARE = 0.6

#: A part of a post: tag, first name, and which of its kind it is.
_Part = tuple[str, str, int]


def drop_cards(page: Outline, keep: list[bool]) -> None:
    """Drop the kept runs that are labels in the same part of every post."""
    children: dict[int, list[Element]] = {}
    for element in page.elements:
        if element.parent is not None:
            children.setdefault(id(element.parent), []).append(element)
    for posts in (_posts(page, keep, children), _replies(page, keep, children)):
        if len(posts) >= _FEWEST:
            _compare(page, keep, children, posts, _DEPTH)


def _posts(page: Outline, keep: list[bool], children: dict[int, list[Element]]) -> list[Element]:
    """Elements of one kind side by side that hold most of what was kept."""
    sizes = [len(run.text) if kept else 0 for run, kept in zip(page.runs, keep, strict=True)]
    total = sum(sizes)
    here: Element | None = page.elements[0]
    while here is not None and total:
        kinds: dict[tuple[str, str], list[Element]] = {}
        largest, most = None, 0
        for child in children.get(id(here), ()):
            held = sum(sizes[child.first : child.last])
            if held:
                kinds.setdefault(_kind(child), []).append(child)
            if held > most:
                largest, most = child, held
        for alike in kinds.values():
            if len(alike) >= _FEWEST and sum(sum(sizes[one.first : one.last]) for one in alike) >= _POSTS_SHARE * total:
                return alike if any(id(one) in children for one in alike) else []
        here = largest if most >= _POSTS_SHARE * total else None
    return []


def _replies(page: Outline, keep: list[bool], children: dict[int, list[Element]]) -> list[Element]:
    """Elements called replies side by side, and the one of their tag before them.

    An opening post may be called otherwise and hold most of the text.
    """
    for around in page.elements:
        kinds: dict[tuple[str, str], list[Element]] = {}
        before: dict[str, Element] = {}
        for child in children.get(id(around), ()):
            if not any(keep[child.first : child.last]):
                continue
            if not REPLY_WORDS.isdisjoint(child.words()):
                kinds.setdefault(_kind(child), []).append(child)
            elif not kinds:
                before[child.tag] = child
        for (tag, _), alike in kinds.items():
            if len(alike) >= _FEWEST:
                return [before[tag], *alike] if tag in before else alike
    return []


def _kind(element: Element) -> tuple[str, str]:
    words = element.words()
    return element.tag, words[0] if words else ""


def _compare(
    page: Outline, keep: list[bool], children: dict[int, list[Element]], alike: list[Element], depth: int
) -> None:
    """Drop the parts that are labels in all of these elements when another part of them holds sentences."""
    parts: dict[_Part, list[Element]] = {}
    for element in alike:
        counts: dict[tuple[str, str], int] = {}
        for child in children.get(id(element), ()):
            kind = _kind(child)
            counts[kind] = nth = counts.get(kind, 0) + 1
            parts.setdefault((*kind, nth), []).append(child)
    labels = [part for part in parts.values() if len(part) >= _FEWEST and _are_labels(_kept(page, keep, part))]
    texts = [part for part in parts.values() if not _are_labels(_kept(page, keep, part))]
    if labels and sum(map(len, texts)) >= max(_FEWEST, len(alike) // 2):
        for part in labels:
            for element in part:
                for at in range(element.first, element.last):
                    keep[at] = keep[at] and page.runs[at].element.tag in _TITLES
    if depth:
        for part in texts:
            if len(part) >= _FEWEST:
                _compare(page, keep, children, part, depth - 1)


def _kept(page: Outline, keep: list[bool], part: list[Element]) -> Iterable[Run]:
    return (page.runs[at] for element in part for at in range(element.first, element.last) if keep[at])


def _are_labels(runs: Iterable[Run]) -> bool:
    """Whether all runs are names, ranks, numbers, dates, short and no sentences, or say the same but for figures."""
    texts = [run.text for run in runs]
    if len(texts) > _FEWEST and len({_DIGITS.sub("", text) for text in texts}) == 1:
        return True
    return all(len(text) <= LABEL_CHARS and not text.endswith(".") and _PAUSES.isdisjoint(text) for text in texts)

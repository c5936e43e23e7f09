"""The last look at what was kept: lines whose wording gives them away."""

from __future__ import annotations

import re

from monitor.extract.cards import drop_cards
from monitor.extract.lines import disclaimer, edging, furniture, opens_other_section
from monitor.extract.menus import drop_menus
from monitor.extract.tree import Element, Outline, Run

#: Lines up to this size (characters) may be furniture by their wording.
SHORT_CHARS = 90
#: Disclaimers stand at the head or the end: so many kept lines are looked at on either side.
_EDGE = 8
#: Parts of a post that hold who wrote it, not what.
_AUTHOR_WORDS = frozenset(
    {"author", "authi", "authorinfo", "user", "username", "userinfo", "avatar", "nick", "nickname", "poster", "profile"}
    | {"postprofile", "postauthor", "byline"}
)
_NAME_CHARS = 40
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th", "dd"})
#: Lines that begin so are furniture as sentences too.
_RIGHTS = ("copyright", "©", "ⓒ", "gmt")
#: A date, perhaps with a time, and nothing else: when a post was written.
_MOMENT = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?"
    r"(?:\d{1,2}\s+[a-z]{3,9}\.?,?\s+\d{2,4}|[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?)"
    r"(?:[\s,|-]*(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?)?",
    re.IGNORECASE,
)


def polish(page: Outline, keep: list[bool], *, thread: bool) -> None:
    """Drop kept lines that are furniture whatever stands around them, and headings of other sections at either end."""
    if thread:
        _drop_authors(page, keep)
    drop_menus(page, keep)
    kept = [at for at, keeps in enumerate(keep) if keeps]
    for place, at in enumerate(kept):
        text = page.runs[at].text
        at_edge = place < _EDGE or place >= len(kept) - _EDGE
        if len(text) <= SHORT_CHARS and (text[-1] not in ".。!?" or text.lower().startswith(_RIGHTS)):
            if furniture(text) is not None or (at_edge and _is_edging(page.runs[at])):
                keep[at] = False
        elif at_edge and disclaimer(text):
            keep[at] = False
    if thread:
        drop_cards(page, keep)
    else:
        _drop_tail(page, keep, kept)
    _drop_headings(page, keep, kept)
    kept.reverse()
    _drop_headings(page, keep, kept)
    _drop_listed(page, keep)


def _drop_tail(page: Outline, keep: list[bool], kept: list[int]) -> None:
    """Drop the last lines that are furniture but for a full stop: `责任编辑：王小明。`, `Share this page.`"""
    for at in reversed(kept):
        text = page.runs[at].text
        if keep[at] and (len(text) > SHORT_CHARS or furniture(text.rstrip(".。!！")) is None):
            return
        keep[at] = False


def _is_edging(run: Run) -> bool:
    return run.element.tag not in _CELLS and edging(run.text)


def _drop_headings(page: Outline, keep: list[bool], kept: list[int]) -> None:
    """Drop headings of other sections before the first line of the text that is none; `kept` may be backwards."""
    for at in kept:
        if not keep[at]:
            continue
        if not opens_other_section(page.runs[at].text):
            break
        keep[at] = False


def _drop_listed(page: Outline, keep: list[bool]) -> None:
    """Drop the headings of lists of other pages with the links right under them."""
    head = -1
    listed: bool | None = None
    for at, run in enumerate(page.runs):
        if run.link_chars < len(run.text) or run.element.tag in _HEADINGS:
            head, listed = at, None
        elif head >= 0 and (keep[at] or keep[head]) and listed is not False:
            listed = listed or opens_other_section(page.runs[head].text)
            keep[at] = keep[at] and not listed
            keep[head] = keep[head] and not listed


def _drop_authors(page: Outline, keep: list[bool]) -> None:
    """Names, ranks and dates beside the posts of a thread."""
    for at, run in enumerate(page.runs):
        if not keep[at] or len(run.text) >= _NAME_CHARS or run.text[-1] in ".。!?！？":
            continue
        if _MOMENT.fullmatch(run.text) is not None:
            keep[at] = False
            continue
        here: Element | None = run.element
        for _ in range(2):
            if here is None:
                break
            if not _AUTHOR_WORDS.isdisjoint(here.words()):
                keep[at] = False
                break
            here = here.parent

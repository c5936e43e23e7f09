"""Lists of short lines inside a document: goals, measures, figures.

    paragraph (kept)
    heading ──> `Goals for 2029` heads what follows; `Related stories` does not
    list ─────> no links, no furniture, in the element that holds the text ──> kept whole

The model learned from pages whose short lines are nearly all menus, and says little of a list of goals. What tells it
from a menu is where it stands and what it is not.
"""

from __future__ import annotations

import re

from monitor.extract.container import LISTS, container_of
from monitor.extract.dating import first_date
from monitor.extract.lines import furniture, opens_other_section
from monitor.extract.names import FURNITURE_WORDS
from monitor.extract.tree import FURNITURE_TAGS, Element, Outline, Run

#: A list with more of its characters in links leads to other pages.
LINK_SHARE = 0.3
#: Lines of a list that closes a document without a heading have figures in this share of them.
FIGURE_SHARE = 0.5
#: Items of more lines (mean) are posts and teasers, and have parts of their own.
_ITEM_LINES = 2
#: So many headings may stand between the kept text and its list: of the part, of the group.
_HEADS = 2
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "summary"})
_ITEMS = frozenset({"li", "dd", "dt"})
#: A paragraph that is a heading is no longer (characters).
_LABEL_CHARS = 40
#: Tiles are at least so many lines, none longer (characters).
_FEWEST_TILES = 2
_TILE_CHARS = 80
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_FURNITURE_TAGS = frozenset([*FURNITURE_TAGS, "header", "form", "menu"])
#: What else holds no list of the text: cards of who wrote it and whom to ask.
_ABOUT = frozenset({"author", "authors", "profile", "contact", "contacts", "meta"})
_CONTACT = re.compile(
    r"(?:tel|telephone|phone|fax|e-?mail|电话|電話|传真|傳真|邮箱|地址|邮编|郵編)\.?\s*(?:[:：+\d(].*)?|\S+@\S+",
    re.IGNORECASE,
)
_LANDMARKS = frozenset({"article", "main"})


def is_heading(run: Run) -> bool:
    """Whether a line is a heading below the title, and of no other section."""
    if run.element.tag not in _HEADINGS or run.link_chars:
        return False
    return furniture(run.text) is None and not opens_other_section(run.text)


def keep_lists(page: Outline, keep: list[bool]) -> None:
    """Keep whole the lists that stand in the text, and the tiles."""
    container: Element | None = None
    done = 0
    for element in page.elements:
        first, last = element.first, element.last
        if element.tag not in LISTS or first < done:
            continue
        done = last
        if not first or all(keep[first - 1 : last]):
            continue
        begins = _begins(page, element, keep)
        if begins is None or not _is_text(page, element):
            continue
        container = container or _container(page, keep)
        if container.first <= first and last <= container.last:
            keep[begins:last] = [True] * (last - begins)
    for at, run in enumerate(page.runs[:-1]):
        if (
            run.element.tag in _HEADINGS
            and at
            and not keep[at + 1]
            and keep[_above(page, keep, at)]
            and _is_tile(page.runs[at + 1], run)
        ):
            container = container or _container(page, keep)
            end = _end_of_tiles(page, keep, at, container.last)
            if container.first < at < end:
                keep[at:end] = [True] * (end - at)


def _end_of_tiles(page: Outline, keep: list[bool], at: int, last: int) -> int:
    """Where the short lines with figures end that a heading of the text heads, whatever they stand in; 0 for none."""
    runs = page.runs
    above = _above(page, keep, at)
    if not is_heading(runs[at]) or opens_other_section(runs[above].text):
        return 0
    end = at + 1
    while end < last and not keep[end] and _is_tile(runs[end], runs[at]):
        end += 1
    if end - at - 1 < _FEWEST_TILES or (end < last and runs[end].link_chars and not keep[end]):
        return 0
    return end if _around(runs[end - 1].element, above) is not None and _has_figures(runs[at + 1 : end]) else 0


def _above(page: Outline, keep: list[bool], at: int) -> int:
    """The line above another; captions of pictures that were left out are not counted."""
    above = at - 1
    while above > 0 and not keep[above] and page.runs[above].element.tag == "figcaption":
        above -= 1
    return above


def _is_tile(run: Run, head: Run) -> bool:
    """Whether a line is short, leads nowhere, is no furniture and no heading of another part."""
    tag = run.element.tag
    if run.link_chars or run.gap or len(run.text) > _TILE_CHARS or _is_aside(run):
        return False
    return tag not in _HEADINGS or (tag > head.element.tag and not opens_other_section(run.text))


def _container(page: Outline, keep: list[bool]) -> Element:
    """The element that holds the text, or the <article> or <main> around that."""
    container = container_of(page, [len(run.text) * keeps for run, keeps in zip(page.runs, keep, strict=True)])
    here: Element | None = container
    while here is not None and here.tag not in _LANDMARKS and 'role="main"' not in here.attrs:
        here = here.parent
    return here or container


def _is_text(page: Outline, element: Element) -> bool:
    """Whether lines of a list are items of it, lead nowhere and are no furniture."""
    runs = page.runs[element.first : element.last]
    if any(run.gap for run in runs[1:]):
        return False
    if sum([run.link_chars for run in runs]) > LINK_SHARE * sum([len(run.text) for run in runs]):
        return False
    items = {id(_item_of(run.element, element)) for run in runs}
    return len(runs) <= _ITEM_LINES * len(items) and not any(map(_is_aside, runs))


def _is_aside(run: Run) -> bool:
    """Whether a line is furniture or says where somebody is to be reached."""
    return furniture(run.text) is not None or _CONTACT.fullmatch(run.text) is not None


def stands_aside(run: Run) -> bool:
    """Whether a line is none of the text by its words: furniture, a way to reach somebody, a heading of other pages."""
    return _is_aside(run) or opens_other_section(run.text)


def _item_of(element: Element, holder: Element) -> Element:
    """The item of a list that an element is or stands in; the list itself for what is in none."""
    here = element
    while here is not holder and here.tag not in _ITEMS and here.parent is not None:
        here = here.parent
    return here


def _begins(page: Outline, element: Element, keep: list[bool]) -> int | None:
    """Where a list of the text begins, its headings counted; None when it is not of the text.

    It stands between kept lines of one element, or closes them under a heading or with figures.
    """
    runs = page.runs
    first, last = element.first, element.last
    above = first - 1
    while above >= max(0, first - _HEADS) and not keep[above] and is_heading(runs[above]):
        above -= 1
    begins = above + 1
    above = _above(page, keep, begins)
    headed = begins < first
    labelled = above >= 0 and not headed and not keep[above] and is_label(runs[above])
    if labelled:
        begins, above = above, above - 1
    if above < 0 or not keep[above] or opens_other_section(runs[above].text):
        return None
    around = _around(element, above)
    if around is None:
        return None
    if headed or (not labelled and _heads(runs[above])):
        return begins
    if element.tag == "dl" or runs[first].gap:
        return None
    if not labelled and any(keep[last : around.last]):
        return first
    return begins if _has_figures(runs[first:last]) else None


def _heads(run: Run) -> bool:
    """Whether a kept line says that a list follows: `By 2029:`, a heading, a line in bold that is one."""
    return run.text[-1] in ":：" or is_heading(run) or is_label(run)


def is_label(run: Run) -> bool:
    """Whether a line is as short as a heading, and ends like one."""
    text = run.text
    if len(text) > _LABEL_CHARS or not text[-1].isalnum() or run.link_chars:
        return False
    return furniture(text) is None and not opens_other_section(text)


def _around(element: Element, above: int) -> Element | None:
    """The smallest element that holds another and the line above it; None when something between is furniture."""
    here: Element | None = element
    while here is not None and here.first > above:
        words = here.words()
        if here.tag in _FURNITURE_TAGS or not FURNITURE_WORDS.isdisjoint(words) or not _ABOUT.isdisjoint(words):
            return None
        here = here.parent
    return here


def _has_figures(runs: list[Run]) -> bool:
    """Whether a good part of lines have figures that are no dates."""
    return sum([_is_figure(run.text) for run in runs]) >= FIGURE_SHARE * len(runs)


def _is_figure(text: str) -> bool:
    if not any(char.isdigit() for char in text):
        return False
    date = first_date(text)
    if date is not None:
        text = _CLOCK.sub("", text[: date[1]] + text[date[2] :])
    return any(char.isdigit() for char in text)

"""A parsed page as a flat outline: block-level elements as spans over the runs of text between their tags.

    bytes ──cut scripts──> decode ──cut navigation──> Lexbor ──serialised──split at block tags──> Outline

Lexbor turns tag soup into a tree; its serialisation is well-formed, so one split reads it back faster than a Python
visit to every node would (measured in benchmarks/extract). Every element covers a contiguous range of runs: anything
that is summed over an element's text is a difference of two prefix sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from monitor.extract.names import DEAD_LIST_WORDS, DEAD_WORDS, FILES_HEADS
from monitor.text.controls import without_controls

#: Elements that hold what a site wraps around its pages. Source: of the wanted text of 688 pages 0.07 % stands in
#: <nav>, 0.05 % in <footer>, 0.2 % in <aside>, and they are 39 % of all lines.
FURNITURE_TAGS = ["nav", "footer", "aside"]
#: Elements whose content nobody reads as text.
_DEAD_TAGS = """
script style svg template iframe object canvas audio video map math select option datalist textarea button noembed
noframes noscript dialog progress meter applet rt rp xmp
"""
#: Elements that stand as a block of their own; all others are part of the line they are in.
_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p pre search section summary table tbody td tfoot th thead
tr ul
"""
#: Deeper elements are read as part of the one at this depth.
MAX_DEPTH = 400
#: A run that is nothing but a link, up to this many UTF-8 bytes long, is a menu entry.
_MENU_ENTRY_BYTES = 40


def _alternation(words: list[str]) -> str:
    """A pattern for any of the words, shared beginnings first: an alternation of eighty would try each in turn."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(letter + "(?:" + "|".join(sorted(ends, reverse=True)) + ")" for letter, ends in by_letter.items())


_ALL = _alternation(sorted({*_BLOCK_TAGS.split(), *_DEAD_TAGS.split()}))
#: Splits serialised markup at the tags that end a line, and takes what stands up to the end tag with the tag when that
#: is only text or a link: half of all elements. Quotes and angle brackets in attributes are escaped there.
_BLOCKS = re.compile(rf"<(/?(?:{_ALL}|[bh]r)(?: [^>]*+)?)>(?:([^<]*+(?:<a [^>]*+>[^<]*+</a>[^<]*+)?+)</(?:{_ALL})>)?+")
_INLINE = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_ANCHOR = re.compile(r"<(/?a)(?: [^>]*)?>")
_BREAKS = frozenset({"br", "hr"})
#: A link that is all there is in a cell belongs to its row.
_CELL_TAGS = frozenset({"td", "th"})
_DEAD_ELEMENTS = frozenset([*_DEAD_TAGS.split(), *FURNITURE_TAGS])
_LISTS = frozenset({"ul", "ol", "li", "dl"})
#: A link that is all there is in one of these may be one of a list of documents, and so may one that is numbered.
_ENTRIES = frozenset({"li", "p"})
_NUMBERED = frozenset(".．、")
#: `Plan (PDF, 2 MB)` is a file.
_SAYS_FILE = re.compile(r"[(\[（](?:pdf|docx?|xlsx?|zip|csv)\b", re.IGNORECASE)
_HINT = re.compile(r'(?<![^ ])(?:class|id|role|itemprop)="([^"]*)"')
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SPLIT_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")
_REMEMBERED = 20_000


class Name:
    """What a start tag says: one for all elements that are written alike."""

    __slots__ = ("attrs", "breaks", "dead", "kind", "tag", "words")

    def __init__(self, head: str) -> None:
        self.tag, _, self.attrs = head.partition(" ")
        #: The words of its class, id, role and itemprop.
        self.words = words_of(" ".join(names_in(self.attrs))) if self.attrs else []
        #: Tag and words: `post_101` and `post_102` are of a kind.
        self.kind = " ".join([self.tag, *self.words])
        #: Whether it ends a line and holds nothing.
        self.breaks = self.tag in _BREAKS
        #: Whether the tag or the words say that no line of the document is in it.
        self.dead = (
            self.tag in _DEAD_ELEMENTS
            or not DEAD_WORDS.isdisjoint(self.words)
            or (self.tag in _LISTS and not DEAD_LIST_WORDS.isdisjoint(self.words))
        )


class Element:
    """A block-level element: a span `[first, last)` of the outline's runs."""

    __slots__ = ("far", "first", "last", "name", "near", "parent", "steps", "tag", "third", "two_thirds")

    #: What its names bring to the runs close by, and those of all elements down to it to runs further away.
    near: float
    far: float
    #: How many elements up is one that holds 30 % and 60 % of the prose; both packed with more (features.py).
    third: int
    two_thirds: int
    steps: int

    def __init__(self, name: Name, parent: Element | None, first: int) -> None:
        self.name = name
        self.tag = name.tag
        self.parent = parent
        self.first = first
        self.last = first

    @property
    def attrs(self) -> str:
        """As serialised: `class="a b" id="c"`."""
        return self.name.attrs

    def words(self) -> list[str]:
        """The words of its names."""
        return self.name.words


class Run:
    """A line of text: what stands between two block-level tags or line breaks."""

    __slots__ = ("element", "gap", "link_chars", "text")

    def __init__(self, text: str, link_chars: int, element: Element, gap: int) -> None:
        #: White space collapsed, entities resolved; never empty.
        self.text = text
        #: Characters of it that are in links.
        self.link_chars = link_chars
        #: Innermost block-level element around it.
        self.element = element
        #: Menu entries and dead elements that were left out between the run before and this one.
        self.gap = gap


class Outline:
    """What one page holds, in document order."""

    __slots__ = ("elements", "runs")

    def __init__(self, elements: list[Element], runs: list[Run]) -> None:
        #: Parents before children; the first is <body>.
        self.elements = elements
        self.runs = runs


def names_in(attrs: str) -> list[str]:
    """The values of an element's class, id, role and itemprop."""
    return _HINT.findall(attrs)


def words_of(name: str) -> list[str]:
    """The words of class names: `postBody-main` is post, body, main."""
    return [word.lower() for word in _WORD.findall(name) if 1 < len(word) <= 16]


#: Start tag -> what it says. Bounded by `_learn`.
_names: dict[str, Name] = {}
_BODY = Name("body")


def _learn(head: str) -> Name:
    if len(_names) > _REMEMBERED:
        _names.clear()
    name = _names[head] = Name(head)
    return name


def outline(markup: str, *, everything: bool = False) -> Outline:
    """Read the serialised `<body>` of a tree back as elements and runs of text.

    Menu entries and elements whose names say that they are dead are left out, unless `everything` is asked for.
    """
    elements = [Element(_BODY, None, 0)]
    # The elements around a place that hold text, and the names of all elements around it.
    chain, names = elements[:], list[Name]()
    runs: list[Run] = []
    made, gap = 1, 0
    in_link = False
    for text, leaf, low, left_out in _texts(markup, names, everything=everything):
        gap += left_out
        while made > low + 1:
            made -= 1
            chain.pop().last = len(runs)
        link_chars = 0
        if in_link or "<" in text:
            text, link_chars, in_link, is_link = _unmarked(text, in_link)
            if (
                is_link
                and not everything
                and is_menu_entry(text)
                and (leaf or names[-1]).tag not in _CELL_TAGS
                and not (runs and not gap and is_announced(runs[-1], text))
            ):
                gap += 1
                continue
        line = _line(text)
        if not line:
            continue
        # Elements are made when their first text is found: most of a page's hold none.
        while made <= len(names) and made < MAX_DEPTH:
            element = Element(names[made - 1], chain[-1], len(runs))
            elements.append(element)
            chain.append(element)
            made += 1
        element = chain[-1]
        if leaf is not None and made < MAX_DEPTH:
            element = Element(leaf, element, len(runs))
            element.last += 1
            elements.append(element)
        runs.append(Run(line, link_chars if link_chars < len(line) else len(line), element, gap))
        gap = 0
    for element in chain:
        element.last = len(runs)
    return Outline(elements, runs)


def _unmarked(text: str, in_link: bool) -> tuple[str, int, bool, bool]:
    """A run without its inline elements: text, characters in links, whether a link goes on, whether it is but one link.

    `in_link` says whether a link goes on from the run before.
    """
    if "<" not in text:
        return text, len(text.strip()) if in_link else 0, in_link, False
    text = text.strip()
    if text.startswith("<a ") and text.endswith("</a>") and text.find("<a ", 3) < 0:
        text = text[text.find(">") + 1 : -4].strip()
        is_link = "<" not in text
        if not is_link:
            text = _INLINE.sub("", text).strip()
        return text, len(text), in_link, is_link
    if in_link or "<a " in text or "</a>" in text:
        return *_without_inline(text, in_link), False
    return _INLINE.sub("", text), 0, in_link, False


def _line(text: str) -> str:
    """A run as it is read: entities resolved, in one line."""
    if "&" in text:
        text = _resolved(text)
    line = text.strip()
    return line if line.isprintable() and "  " not in line else _tidy(line)


def _texts(markup: str, names: list[Name], *, everything: bool) -> Iterator[tuple[str, Name | None, int, int]]:
    """The pieces of markup between block-level tags that are not blank, with what they stand in.

    Gives (the piece, the element it alone is in or None, how many of the elements around the piece before are around
    this one too, how many dead elements with text came between); keeps in `names` the elements around the piece.
    """
    known = _names
    level = low = gap = 0
    parts = iter(_BLOCKS.split(markup))
    next(parts)
    for head, inner, text in zip(parts, parts, parts, strict=True):
        if head[0] == "/":
            if level:
                level -= 1
                del names[level]
                if level < low:
                    low = level
        else:
            name = known.get(head) or _learn(head)
            if name.dead and not everything:
                if inner is None:
                    inner, text, shown = _after_dead(parts, text)
                else:
                    shown = bool(inner.strip())
                    inner = None
                gap += shown
            elif not name.breaks:
                if inner is None:
                    names.append(name)
                    level += 1
                elif inner and not inner.isspace():
                    yield inner, name, low, gap
                    low, gap = level, 0
                inner = None
        if inner is not None:
            # Up to an end tag; that of the element around, for the tag before was none that holds anything.
            if inner and not inner.isspace():
                yield inner, None, low, gap
                low, gap = level, 0
            if level:
                level -= 1
                del names[level]
                if level < low:
                    low = level
        if text and not text.isspace():
            yield text, None, low, gap
            low, gap = level, 0


def _after_dead(parts: Iterator[str | Any], text: str) -> tuple[str | None, str, bool]:
    """Read on from the start tag of a dead element to its end tag.

    Gives (what stands between that end tag and the next when they came together, the text behind, whether there was
    text in the element).
    """
    depth = 1
    shown = bool(text) and not text.isspace()
    for head, inner, text_behind in zip(parts, parts, parts, strict=True):
        if head[0] == "/":
            depth -= 1
            if not depth:
                return inner, text_behind, shown
            depth -= inner is not None
        elif head[:2] in _BREAKS:
            depth -= inner is not None
        else:
            depth += inner is None
        shown = shown or (bool(inner) and not inner.isspace())
        if not depth:
            return None, text_behind, shown
        shown = shown or (bool(text_behind) and not text_behind.isspace())
    return None, "", shown


def is_menu_entry(label: str) -> bool:
    """Whether a link that stands alone is so short that it leads somewhere rather than says something."""
    return len(label) <= _MENU_ENTRY_BYTES and (
        label.isascii() or len(label.encode("utf-8", "replace")) <= _MENU_ENTRY_BYTES
    )


def is_announced(before: Run, label: str) -> bool:
    """Whether a link names a document: by its own end, or the line before announces files or is one of such links."""
    return (
        before.text[-1] in ":："
        or before.text in FILES_HEADS
        or (before.link_chars == len(before.text) and before.element.tag in _ENTRIES)
        or label[1:2] in _NUMBERED
        or "." in label[-5:-2]
        or (label[-1:] in ")]）" and _SAYS_FILE.search(label) is not None)
    )


def _without_inline(text: str, in_link: bool) -> tuple[str, int, bool]:
    """(the text without inline tags, how many of its characters are in links, whether a link is still open)."""
    parts = _ANCHOR.split(text)
    link_chars = 0
    plain: list[str] = []
    for at in range(0, len(parts), 2):
        if at:
            in_link = parts[at - 1] == "a"
        part = parts[at]
        if "<" in part:
            part = _INLINE.sub("", part)
        if in_link:
            link_chars += len(part.strip())
        plain.append(part)
    return "".join(plain), link_chars, in_link


def _resolved(text: str) -> str:
    """The text without entities: Lexbor escapes these alone."""
    return text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _tidy(text: str) -> str:
    """A line as a reader sees it: white space is one space, none between the lines of Chinese, none at the ends."""
    if "\n" in text and not text.isascii():
        text = _SPLIT_CJK.sub("", text)
    line = " ".join(text.split())
    # Control characters come as entities (&#1;), which the parser resolves.
    return line if line.isprintable() else without_controls(line).strip()


def flat(text: str) -> Outline:
    """The text of a page that cannot be parsed in bounded time, one line for each piece between tags."""
    body = Element(_BODY, None, 0)
    lines = (_tidy(_resolved(piece).strip()) for piece in re.sub(r"<[^<>]*>", "\n", text).split("\n"))
    runs = [Run(line, 0, body, 0) for line in lines if line]
    body.last = len(runs)
    return Outline([body], runs)

"""A parsed page as a flat outline: block-level elements as spans over the runs of text between their tags.

    bytes ──cut scripts──> decode ──> Lexbor ──drop navigation──> serialised ──split at "<"──> Outline

Lexbor turns tag soup into a tree; its serialisation is well-formed, so splitting it reads it back faster than a Python
visit to every node would (measured in benchmarks/extract). Every element covers a contiguous range of runs: anything
that is summed over an element's text is a difference of two prefix sums.
"""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from monitor.extract.names import DEAD_LIST_WORDS, DEAD_WORDS

#: Elements whose content nobody reads as text.
_DEAD_TAGS = """
script style svg template iframe object canvas audio video map math select option datalist textarea button noembed
noframes noscript dialog progress meter applet rt rp xmp
"""
#: Elements that hold what a site wraps around its pages. Source: of the wanted text of 688 pages 0.07 % stands in
#: <nav>, 0.05 % in <footer>, 0.2 % in <aside>, and they are 39 % of all lines.
FURNITURE_TAGS = ["nav", "footer", "aside"]
#: Elements that stand as a block of their own; all others are part of the line they are in.
_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p pre search section summary table tbody td tfoot th thead
tr ul
"""
#: Texts longer than this are cut before they are parsed: bounded memory, and no document is that long.
MAX_CHARS = 6_000_000
#: Deeper elements are read as part of the one at this depth.
MAX_DEPTH = 400
#: A run that is nothing but a link, up to this many UTF-8 bytes long, is a menu entry.
_MENU_ENTRY_BYTES = 40

#: An outline of fewer characters of text is made again with everything in it.
_TOO_LITTLE_CHARS = 250

_OPEN, _CLOSE, _BREAK, _LINK, _UNLINK, _INLINE, _DEAD = 1, 2, 3, 4, 5, 6, 7
_ACTIONS = dict.fromkeys(_BLOCK_TAGS.split(), _OPEN) | {"/" + tag: _CLOSE for tag in _BLOCK_TAGS.split()}
_ACTIONS |= dict.fromkeys(_DEAD_TAGS.split(), _DEAD)
_ACTIONS |= {"br": _BREAK, "hr": _BREAK, "a": _LINK, "/a": _UNLINK}
_ACTIONS |= {
    tag: _INLINE for name in ("span", "b", "strong", "i", "em", "font", "u", "img") for tag in (name, "/" + name)
}
_LISTS = frozenset({"ul", "ol", "li", "dl"})
_HINT = re.compile(r'(?:^| )(?:class|id|role|itemprop)="([^"]*)"')
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SPLIT_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")


class Element:
    """A block-level element: a span `[first, last)` of the outline's runs."""

    __slots__ = ("attrs", "depth", "far", "first", "last", "near", "parent", "tag")

    def __init__(self, tag: str, attrs: str, parent: Element | None, first: int, depth: int) -> None:
        self.tag = tag
        #: As serialised: `class="a b" id="c"`.
        self.attrs = attrs
        self.parent = parent
        self.first = first
        self.last = first
        self.depth = depth
        #: What its names bring to the runs close by, and those of all elements down to it to runs further away.
        self.near = 0.0
        self.far = 0.0


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


def words_of(attrs: str) -> list[str]:
    """The words of an element's class, id, role and itemprop: `postBody-main` is post, body, main."""
    return [word.lower() for names in _HINT.findall(attrs) for word in _WORD.findall(names) if 1 < len(word) <= 16]


def parse(text: str) -> LexborHTMLParser | None:
    """The page as a Lexbor tree; None when there is nothing to parse."""
    try:
        tree = LexborHTMLParser(text[:MAX_CHARS])
    except (SelectolaxError, ValueError):
        return None
    return tree if tree.body is not None else None


def serialise(tree: LexborHTMLParser, *, furniture: bool = False) -> str:
    """The body as markup; without navigation, footers and asides unless `furniture`. Changes the tree."""
    if not furniture:
        tree.strip_tags(FURNITURE_TAGS, recursive=True)
    body = tree.body
    return (body.html or "") if body is not None else ""


_dead_names: dict[tuple[str, str], bool] = {}


def _is_dead(tag: str, attrs: str) -> bool:
    """Whether the names of an element say that no line of the document is in it."""
    key = (tag, attrs)
    dead = _dead_names.get(key)
    if dead is None:
        words = words_of(attrs)
        dead = not DEAD_WORDS.isdisjoint(words) or (tag in _LISTS and not DEAD_LIST_WORDS.isdisjoint(words))
        if len(_dead_names) > 20_000:
            _dead_names.clear()
        _dead_names[key] = dead
    return dead


def outline(markup: str, *, everything: bool = False) -> Outline:
    """Read the serialised `<body>` of a tree back as elements and runs of text.

    Menu entries and elements whose names say that they are dead are left out, unless `everything` is asked for.
    """
    here = Element("body", "", None, 0, 0)
    elements = [here]
    runs: list[Run] = []
    pieces: list[str] = []
    link_chars = skipped = depth = gap = 0
    in_link = comment = False
    dead = dead_close = dead_open = ""
    actions = _ACTIONS.get
    for piece in markup.split("<"):
        head, _, text = piece.partition(">")
        if dead:
            # Inside an element nobody reads: only its own tags count.
            if head == dead_close:
                depth -= 1
                if depth:
                    continue
                dead = ""
                if text and not text.isspace():
                    pieces.append(text)
                continue
            if head == dead or head.startswith(dead_open):
                depth += 1
            continue
        if comment or head.startswith("!--"):
            text = piece.partition("-->")[2]
            comment = "-->" not in piece
            action = None
        else:
            action = actions(head)
            attrs = ""
            if action is None:
                tag, _, attrs = head.partition(" ")
                action = actions(tag)
            else:
                tag = head
        if action is not None and action != _INLINE:
            if action in (_LINK, _UNLINK):
                in_link = action == _LINK
            else:
                if pieces:
                    line = "".join(pieces)
                    line = " ".join(line.split()) if "&" not in line and "\n" not in line else _tidy(line)
                    if line:
                        if link_chars and not everything and _is_menu_entry(line, link_chars):
                            gap += 1
                        else:
                            runs.append(Run(line, link_chars if link_chars < len(line) else len(line), here, gap))
                            gap = 0
                    pieces = []
                link_chars = 0
                if action == _OPEN:
                    if not everything and attrs and _is_dead(tag, attrs):
                        dead, dead_close, dead_open, depth = tag, "/" + tag, tag + " ", 1
                        gap += 1
                        continue
                    if here.depth >= MAX_DEPTH:
                        skipped += 1
                    else:
                        here = Element(tag, attrs, here, len(runs), here.depth + 1)
                        elements.append(here)
                elif action == _CLOSE:
                    if skipped:
                        skipped -= 1
                    elif here.parent is not None:
                        here.last = len(runs)
                        here = here.parent
                elif action == _DEAD:
                    dead, dead_close, dead_open, depth = tag, "/" + tag, tag + " ", 1
                    continue
        if text and (pieces or not text.isspace()):
            pieces.append(text)
            if in_link:
                link_chars += len(text.strip())
    line = _tidy("".join(pieces))
    if line:
        runs.append(Run(line, min(link_chars, len(line)), here, gap))
    unclosed: Element | None = here
    while unclosed is not None:
        unclosed.last = len(runs)
        unclosed = unclosed.parent
    return Outline(elements, runs)


def outline_of(text: str) -> tuple[LexborHTMLParser, Outline] | None:
    """The tree of a page and its outline; None when there is nothing to parse.

    A page on which next to nothing is left when furniture is out has it all in elements that are named like furniture:
    it is read whole.
    """
    tree = parse(text)
    if tree is None:
        return None
    page = outline(serialise(tree))
    if sum([len(run.text) for run in page.runs]) < _TOO_LITTLE_CHARS:
        whole = parse(text)
        if whole is not None:
            return whole, outline(serialise(whole, furniture=True), everything=True)
    return tree, page


def _is_menu_entry(line: str, link_chars: int) -> bool:
    """Whether a line is one short link and nothing else to speak of."""
    length = len(line)
    if length > _MENU_ENTRY_BYTES or link_chars < 0.8 * length:
        return False
    return line.isascii() or len(line.encode()) <= _MENU_ENTRY_BYTES


def _tidy(text: str) -> str:
    """A line as a reader sees it: entities resolved, white space is one space, none at the ends."""
    if "&" in text:
        text = unescape(text)
    if "\n" in text and not text.isascii():
        text = _SPLIT_CJK.sub("", text)
    return " ".join(text.split())

"""A parsed page as a flat outline: block-level elements as spans over the runs of text between their tags.

    bytes ──decode──> str ──cut scripts──> Lexbor ──drop dead elements──> serialised ──one regex pass──> Outline

Lexbor turns tag soup into a tree; its serialisation is well-formed, so one regular expression reads it back faster than
a Python visit to every node would (measured in benchmarks/extract). Every element covers a contiguous range of runs:
anything that is summed over an element's text is a difference of two prefix sums.
"""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

#: Elements whose content nobody reads as text.
DEAD_TAGS = [
    "script", "style", "svg", "template", "iframe", "object", "embed", "canvas", "audio", "video", "map", "math",
    "select", "option", "datalist", "textarea", "button", "noembed", "noframes", "noscript", "dialog", "progress",
    "meter", "applet", "rt", "rp",
]  # fmt: skip
#: Elements that stand as a block of their own; all others are part of the line they are in.
_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p pre search section summary table tbody td tfoot th thead
tr ul
"""
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
#: Bodies longer than this are cut before they are parsed: bounded memory, and no document is that long.
MAX_CHARS = 6_000_000
#: Deeper elements are read as part of the one at this depth.
MAX_DEPTH = 600

_OPEN, _CLOSE, _BREAK, _LINK, _UNLINK = 1, 2, 3, 4, 5
_ACTIONS = dict.fromkeys(BLOCK_TAGS, _OPEN) | {"/" + tag: _CLOSE for tag in BLOCK_TAGS}
_ACTIONS |= {"br": _BREAK, "hr": _BREAK, "a": _LINK, "/a": _UNLINK}
#: Serialised markup is balanced, and quotes and angle brackets inside attributes are escaped.
_TOKEN = re.compile(r"<(/?[a-zA-Z][^\s/>]*)([^>]*)>([^<]*)")
_HINT = re.compile(r'(?:^| )(?:class|id|role|itemprop|data-testid|data-component|aria-label)="([^"]*)"')
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SPLIT_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")


class Element:
    """A block-level element: a span `[first, last)` of the outline's runs."""

    __slots__ = ("attrs", "depth", "first", "last", "parent", "tag")

    def __init__(self, tag: str, attrs: str, parent: Element | None, first: int, depth: int) -> None:
        self.tag = tag
        #: As serialised: ` class="a b" id="c"`.
        self.attrs = attrs
        self.parent = parent
        self.first = first
        self.last = first
        self.depth = depth

    @property
    def hint(self) -> str:
        """Names that the author gave it: class, id, role and the like, in one lower-case string."""
        return " ".join(_HINT.findall(self.attrs)).lower() if self.attrs else ""


class Run:
    """A line of text: what stands between two block-level tags or line breaks."""

    __slots__ = ("element", "link_chars", "links", "text")

    def __init__(self, text: str, link_chars: int, links: int, element: Element) -> None:
        #: White space collapsed, entities resolved; never empty.
        self.text = text
        #: Characters of it that are in links.
        self.link_chars = link_chars
        #: Links in it.
        self.links = links
        #: Innermost block-level element around it.
        self.element = element


class Outline:
    """What one page holds, in document order."""

    __slots__ = ("elements", "runs")

    def __init__(self, elements: list[Element], runs: list[Run]) -> None:
        #: Parents before children; the first is <body>.
        self.elements = elements
        self.runs = runs


def parse(text: str) -> LexborHTMLParser | None:
    """The page as a Lexbor tree, without the elements nobody reads; None when there is nothing to parse."""
    try:
        tree = LexborHTMLParser(_without_scripts(text[:MAX_CHARS]))
    except (SelectolaxError, ValueError):
        return None
    if tree.body is None:
        return None
    return tree


def serialise(tree: LexborHTMLParser) -> str:
    """The body as markup, without the elements nobody reads. Changes the tree."""
    tree.strip_tags(DEAD_TAGS, recursive=True)
    body = tree.body
    return (body.html or "") if body is not None else ""


def _without_scripts(text: str) -> str:
    """Cut `<script>` and `<style>` before the parser sees them: half of a page's bytes, found at memory speed."""
    for name in ("script", "style"):
        if f"<{name}" not in text:
            continue
        pieces = []
        at = 0
        while True:
            start = text.find(f"<{name}", at)
            end = text.find(f"</{name}", start) if start >= 0 else -1
            end = text.find(">", end) if end >= 0 else -1
            if end < 0:
                pieces.append(text[at:])
                break
            pieces.append(text[at:start])
            at = end + 1
        text = "".join(pieces)
    return text


def outline(markup: str) -> Outline:
    """Read the serialised `<body>` of a tree back as elements and runs of text."""
    root = Element("body", "", None, 0, 0)
    elements = [root]
    runs: list[Run] = []
    here = root
    pieces: list[str] = []
    link_chars = links = skipped = 0
    in_link = False
    for tag, attrs, text in _TOKEN.findall(markup):
        action = _ACTIONS.get(tag)
        if action is not None:
            if action >= _LINK:
                in_link = action == _LINK
                links += in_link
            else:
                if pieces:
                    line = _line(pieces)
                    if line:
                        runs.append(Run(line, min(link_chars, len(line)), links, here))
                    pieces = []
                link_chars = links = 0
                if action == _OPEN:
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
        if text:
            pieces.append(text)
            if in_link:
                link_chars += len(text.strip())
    if pieces and (line := _line(pieces)):
        runs.append(Run(line, min(link_chars, len(line)), links, here))
    unclosed: Element | None = here
    while unclosed is not None:
        unclosed.last = len(runs)
        unclosed = unclosed.parent
    return Outline(elements, runs)


def _line(pieces: list[str]) -> str:
    """Pieces of a line put together as a reader sees them: white space is one space, none at the ends."""
    text = "".join(pieces)
    if "&" in text:
        text = unescape(text)
    if "\n" in text:
        text = _SPLIT_CJK.sub("", text)
    return " ".join(text.split())

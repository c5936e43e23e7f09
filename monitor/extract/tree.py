"""A parsed page as a flat outline: block-level elements as spans over the runs of text between their tags.

    bytes ──cut scripts──> decode ──> Lexbor ──drop navigation──> serialised ──split at block tags──> Outline

Lexbor turns tag soup into a tree; its serialisation is well-formed, so one split reads it back faster than a Python
visit to every node would (measured in benchmarks/extract). Every element covers a contiguous range of runs: anything
that is summed over an element's text is a difference of two prefix sums.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

from monitor.extract.names import DEAD_LIST_WORDS, DEAD_WORDS
from monitor.text.controls import without_controls

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

#: Pages with this many tags are checked for nesting before they are parsed.
_MANY_TAGS = 5_000
_MAX_NESTING = 2_500
_ANY_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Elements that have no content, or that the next of their kind closes.
_NOT_NESTING = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dd dt tr td th option".split()
)
#: An outline of fewer characters of text is made again with everything in it.
_TOO_LITTLE_CHARS = 250


def _alternation(words: list[str]) -> str:
    """A pattern for any of the words, shared beginnings first: an alternation of eighty would try each in turn."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(letter + "(?:" + "|".join(sorted(ends, reverse=True)) + ")" for letter, ends in by_letter.items())


#: Splits serialised markup at the tags that end a line. Quotes and angle brackets in attributes are escaped there.
_BLOCKS = re.compile(
    rf"<(/?(?:{_alternation(sorted({*_BLOCK_TAGS.split(), *_DEAD_TAGS.split(), 'br', 'hr'}))})(?: [^>]*)?)>"
)
_INLINE = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"<a(?: [^>]*)?>")
#: Mark where the text of a link begins and ends.
_LINK_OPENS, _LINK_CLOSES = "\x02", "\x03"
_BREAKS = frozenset({"br", "hr"})
#: A link that is all there is in a cell belongs to its row.
_CELL_TAGS = frozenset({"td", "th"})
_NEVER = 1 << 30
_DEAD_ELEMENTS = frozenset(_DEAD_TAGS.split())
_LISTS = frozenset({"ul", "ol", "li", "dl"})
_HINT = re.compile(r'(?:^| )(?:class|id|role|itemprop)="([^"]*)"')
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SPLIT_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")


class Element:
    """A block-level element: a span `[first, last)` of the outline's runs."""

    __slots__ = ("attrs", "far", "first", "last", "near", "parent", "tag")

    #: What its names bring to the runs close by, and those of all elements down to it to runs further away.
    near: float
    far: float

    def words(self) -> list[str]:
        """The words of its names."""
        return [word for names in names_in(self.attrs) for name in names.split() for word in words_of(name)]

    def __init__(self, tag: str, attrs: str, parent: Element | None, first: int) -> None:
        self.tag = tag
        #: As serialised: `class="a b" id="c"`.
        self.attrs = attrs
        self.parent = parent
        self.first = first
        self.last = first


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
    """The words of a class name: `postBody-main` is post, body, main."""
    return [word.lower() for word in _WORD.findall(name) if 1 < len(word) <= 16]


def parse(text: str | bytes) -> LexborHTMLParser | None:
    """The page as a Lexbor tree; None when there is nothing to parse. Bytes are UTF-8."""
    try:
        tree = LexborHTMLParser(text[:MAX_CHARS], options=LexborDocumentOptions.WO_EVENTS)
    except (SelectolaxError, ValueError):
        return None
    return tree if tree.body is not None else None


def serialise(tree: LexborHTMLParser, *, furniture: bool = False) -> str:
    """The body as markup; without navigation, footers and asides unless `furniture`. Changes the tree."""
    if not furniture:
        tree.strip_tags(FURNITURE_TAGS, recursive=True)
    body = tree.body
    return (body.html or "") if body is not None else ""


#: (tag, attrs) -> whether such an element is dead; class name -> 1 when it says so, 2 when it says so of lists.
_dead_elements: dict[tuple[str, str], bool] = {}
_dead_names: dict[str, int] = {}
_REMEMBERED = 20_000


def is_dead(tag: str, attrs: str) -> bool:
    """Whether the tag or the names of an element say that no line of the document is in it."""
    if not attrs:
        return tag in _DEAD_ELEMENTS
    key = (tag, attrs)
    dead = _dead_elements.get(key)
    if dead is None:
        dead = tag in _DEAD_ELEMENTS
        for names in names_in(attrs):
            for name in names.split():
                says = _dead_names.get(name)
                if says is None:
                    says = _says_dead(name)
                dead = dead or says == 1 or (says == 2 and tag in _LISTS)
        if len(_dead_elements) > _REMEMBERED:
            _dead_elements.clear()
        _dead_elements[key] = dead
    return dead


def _says_dead(name: str) -> int:
    words = words_of(name)
    says = 1 if not DEAD_WORDS.isdisjoint(words) else 2 if not DEAD_LIST_WORDS.isdisjoint(words) else 0
    if len(_dead_names) > _REMEMBERED:
        _dead_names.clear()
    _dead_names[name] = says
    return says


def outline(markup: str, *, everything: bool = False) -> Outline:
    """Read the serialised `<body>` of a tree back as elements and runs of text.

    Menu entries and elements whose names say that they are dead are left out, unless `everything` is asked for.
    """
    chain = [Element("body", "", None, 0)]
    elements = list(chain)
    runs: list[Run] = []
    heads: list[str] = []
    gap = level = 0
    #: Length of `chain`: those of the open elements that were made, and the body.
    made = 1
    #: Text this deep or deeper is in an element nobody reads.
    dead = _NEVER
    in_link = False
    parts = iter(_BLOCKS.split(markup))
    next(parts)
    for head, text in zip(parts, parts, strict=True):
        if head[0] == "/":
            if level:
                heads.pop()
                level -= 1
            if made > level + 1:
                made -= 1
                chain.pop().last = len(runs)
            if level < dead:
                dead = _NEVER
        elif head[:2] not in _BREAKS:
            heads.append(head)
            level += 1
        if level >= dead or not text or text.isspace():
            continue
        link_chars = 0
        if in_link or "<" in text:
            if not everything and heads and heads[-1][:2] not in _CELL_TAGS and _is_menu_entry(text):
                gap += 1
                continue
            text, link_chars, in_link = _without_inline(text, in_link)
        line = " ".join(text.split()) if "&" not in text and text.isascii() else _tidy(text)
        if not line.isprintable():
            # Written as entities (&#1;), which the parser resolves.
            line = without_controls(line).strip()
        if not line:
            continue
        # Elements are made when their first text is found: most of a page's hold none.
        while made <= level and made < MAX_DEPTH:
            tag, _, attrs = heads[made - 1].partition(" ")
            if not everything and is_dead(tag, attrs):
                dead = made
                break
            element = Element(tag, attrs, chain[-1], len(runs))
            elements.append(element)
            chain.append(element)
            made += 1
        if dead < _NEVER:
            gap += 1
            continue
        runs.append(Run(line, link_chars if link_chars < len(line) else len(line), chain[-1], gap))
        gap = 0
    for element in chain:
        element.last = len(runs)
    return Outline(elements, runs)


def _without_inline(text: str, in_link: bool) -> tuple[str, int, bool]:
    """(the text without inline tags, how many of its characters are in links, whether a link is still open)."""
    if "</a>" not in text and "<a" not in text:
        text = _INLINE.sub("", text)
        return text, len(text.strip()) if in_link else 0, in_link
    link_chars = 0
    plain: list[str] = []
    marked = _INLINE.sub("", _LINK.sub(_LINK_OPENS, text).replace("</a>", _LINK_CLOSES))
    for at, part in enumerate(marked.split(_LINK_OPENS)):
        linked, closed, rest = part.partition(_LINK_CLOSES)
        in_link = in_link or at > 0
        if in_link:
            link_chars += len(linked.strip())
        in_link = in_link and not closed
        plain.append(linked)
        plain.append(rest)
    return "".join(plain).replace(_LINK_CLOSES, ""), link_chars, in_link


def outline_of(text: str | bytes) -> tuple[LexborHTMLParser, Outline] | None:
    """The tree of a page and its outline; None when there is nothing to parse.

    A page on which next to nothing is left when furniture is out has it all in elements that are named like furniture:
    it is read whole.
    """
    if too_deep(text):
        return LexborHTMLParser(""), _flat(text)
    tree = parse(text)
    if tree is None:
        return None
    page = outline(serialise(tree))
    if sum([len(run.text) for run in page.runs]) < _TOO_LITTLE_CHARS:
        whole = parse(text)
        if whole is not None:
            return whole, outline(serialise(whole, furniture=True), everything=True)
    return tree, page


def _is_menu_entry(text: str) -> bool:
    """Whether the markup of a line is one short link and nothing else."""
    text = text.strip()
    if not text.startswith("<a ") or not text.endswith("</a>") or text.count("<") != 2:
        return False
    label = text[text.find(">") + 1 : -4]
    if len(label) > _MENU_ENTRY_BYTES:
        return False
    return label.isascii() or len(label.encode("utf-8", "replace")) <= _MENU_ENTRY_BYTES


def too_deep(source: str | bytes) -> bool:
    """Whether elements are nested deeper than any page needs.

    The parser looks up the whole stack of open elements for each new one: a hundred thousand levels take minutes.
    """
    tags = source.count("<") if isinstance(source, str) else source.count(b"<")
    if tags < _MANY_TAGS:
        return False
    content = source.encode("utf-8", "replace") if isinstance(source, str) else source
    depth = 0
    for closing, name in _ANY_TAG.findall(content):
        if name.lower() in _NOT_NESTING:
            continue
        if closing:
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > _MAX_NESTING:
                return True
    return False


def _flat(source: str | bytes) -> Outline:
    """The text of a page that cannot be parsed in bounded time, one line for each piece between tags."""
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    body = Element("body", "", None, 0)
    lines = (_tidy(piece) for piece in _TAG.sub("\n", text[:MAX_CHARS]).split("\n"))
    runs = [Run(line, 0, body, 0) for line in lines if line]
    body.last = len(runs)
    return Outline([body], runs)


def _tidy(text: str) -> str:
    """A line as a reader sees it: entities resolved, white space is one space, none at the ends."""
    if "&" in text:
        # Lexbor escapes these alone.
        text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if "\n" in text and not text.isascii():
        text = _SPLIT_CJK.sub("", text)
    return " ".join(text.split())

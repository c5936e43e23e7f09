"""A page's markup to a Lexbor tree and its outline, in bounded time and memory."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

from monitor.extract.tree import Outline, flat, outline

#: Pages of more bytes are cut before they are parsed: bounded memory, and no document is that long.
MAX_BYTES = 6_000_000
#: An outline of fewer characters of text is made again with everything in it.
_TOO_LITTLE_CHARS = 250

#: Pages with this many tags are checked for nesting before they are parsed.
_MANY_TAGS = 5_000
_MAX_NESTING = 2_500
_ANY_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Elements that have no content, or that the next of their kind closes.
_NOT_NESTING = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dd dt tr td th option".split()
)
#: The parser compares each attribute of a tag with all others: a hundred thousand take minutes. A tag that is so long
#: (bytes), and longer than the second without the values in quotes, is read without its attributes.
_LONG_TAG = 50_000
_LONGEST_BARE_TAG = 20_000
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
_TAG_NAME = re.compile(rb"[a-zA-Z][a-zA-Z0-9]*")
#: Elements that are cut out before the parser sees them: what is not parsed costs nothing. They are dead in `tree.py`.
_CUT = re.compile(rb"<(nav|footer|aside|select|button|iframe|textarea|template)(?=[\s>/])")


def parse(content: bytes) -> LexborHTMLParser | None:
    """The page as a Lexbor tree; None when there is nothing to parse. The content is UTF-8."""
    content = without_endless_tags(content[:MAX_BYTES])
    try:
        tree = LexborHTMLParser(content, options=LexborDocumentOptions.WO_EVENTS)
    except (SelectolaxError, ValueError):
        return None
    return tree if tree.body is not None else None


def serialise(tree: LexborHTMLParser) -> str:
    """The body of a tree as markup."""
    body = tree.body
    return (body.html or "") if body is not None else ""


def outline_of(content: bytes) -> tuple[LexborHTMLParser, Outline] | None:
    """The tree of a page and its outline; None when there is nothing to parse.

    A page on which next to nothing is left when furniture is out has it all in elements that are named like furniture:
    it is read whole.
    """
    lean = without_furniture(content)
    if too_deep(lean):
        return LexborHTMLParser(""), flat(content[:MAX_BYTES].decode("utf-8", "replace"))
    tree = parse(lean)
    if tree is None:
        return None
    page = outline(serialise(tree))
    if sum([len(run.text) for run in page.runs]) < _TOO_LITTLE_CHARS:
        whole = parse(content)
        if whole is not None:
            return whole, outline(serialise(whole), everything=True)
    return tree, page


def without_furniture(content: bytes) -> bytes:
    """Markup without navigation, footers, asides and controls.

    An element that holds another of its kind before its first end tag, or has no end, is left to the parser.
    """
    pieces = []
    at = 0
    ends: dict[bytes, int] = {}
    match = _CUT.search(content)
    while match is not None:
        start, name = match.start(), match[1]
        end = ends.get(name, -1)
        if end < start:
            end = content.find(b"</" + name + b">", start)
            ends[name] = end = end if end >= 0 else len(content)
        if end == len(content) or content.find(b"<" + name, start + 1, end) >= 0:
            match = _CUT.search(content, start + 1)
            continue
        pieces.append(content[at:start])
        at = end + len(name) + 3
        match = _CUT.search(content, at)
    if not pieces:
        return content
    pieces.append(content[at:])
    return b"".join(pieces)


def without_endless_tags(content: bytes) -> bytes:
    """Markup whose tags have no more attributes than any page needs."""
    # A tag of that length holds one of these places with as many bytes behind it and no other tag in them.
    step = _LONG_TAG // 2
    if all(content.find(b"<", at, at + step) >= 0 for at in range(0, len(content) - step, step)):
        return content
    pieces = content.split(b"<")
    return b"<".join([piece if len(piece) < _LONG_TAG else _shortened(piece) for piece in pieces])


def _shortened(piece: bytes) -> bytes:
    """What stands behind a `<`, without attributes when there are too many."""
    name = _TAG_NAME.match(piece)
    bare, _, text = _QUOTED.sub(b"", piece).partition(b">")
    return piece if name is None or len(bare) < _LONGEST_BARE_TAG else name[0] + b">" + text


def too_deep(content: bytes) -> bool:
    """Whether elements are nested deeper than any page needs.

    The parser looks up the whole stack of open elements for each new one: a hundred thousand levels take minutes.
    """
    tags = content.count(b"<")
    if tags < _MANY_TAGS or tags - content.count(b"</") <= _MAX_NESTING:
        return False
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

"""For every line that is not in the Document, the reason why: only made when somebody asks."""

from __future__ import annotations

from monitor.extract.lines import furniture, opens_other_section
from monitor.extract.parse import MAX_BYTES, parse, serialise, without_furniture
from monitor.extract.tree import FURNITURE_TAGS, Element, outline
from monitor.types import Removed

_BY_TAG = dict(zip(FURNITURE_TAGS, ("navigation", "footer", "sidebar"), strict=True))


def removed_from(markup: bytes, kept: set[str], dropped: tuple[Removed, ...]) -> tuple[Removed, ...]:
    """What of a page's text is not among the kept lines, in order, each line once; then what rules took out."""
    tree = parse(markup)
    if tree is None:
        return dropped
    page = outline(serialise(tree), everything=True)
    removed: list[Removed] = []
    seen = set(kept)
    for run in page.runs:
        if run.text in seen:
            continue
        seen.add(run.text)
        linked = run.link_chars > 0.5 * len(run.text)
        reason = _by_element(run.element) or furniture(run.text) or ("links" if linked else None)
        if reason is None:
            reason = "list of other pages" if opens_other_section(run.text) else "outside the document"
        removed.append(Removed(text=run.text, reason=reason))
    return (*removed, *_unread(markup), *dropped)


def _unread(markup: bytes) -> tuple[Removed, ...]:
    """What stands behind the part of a very long page that is read."""
    if len(markup) <= MAX_BYTES:
        return ()
    size = len(without_furniture(markup)) - MAX_BYTES
    if size <= 0:
        return ()
    reason = f"beyond the first {MAX_BYTES / 1e6:g} MB of the page, which are read"
    return (Removed(text=f"[{size / 1e6:.1f} MB of markup]", reason=reason),)


def _by_element(element: Element) -> str | None:
    """The reason that lies in an element around a line."""
    here: Element | None = element
    while here is not None:
        if here.tag in _BY_TAG:
            return _BY_TAG[here.tag]
        if here.name.dead:
            return f"part named {' '.join(here.words()[:3]) or here.tag}"
        here = here.parent
    return None

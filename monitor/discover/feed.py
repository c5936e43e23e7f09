"""RSS, Atom, RDF and JSON Feed, read by fastfeedparser."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.discover import dates
from monitor.discover.normalise import absolute
from monitor.discover.tree import plain
from monitor.types import Body, FoundLink


def links_of_feed(body: Body) -> Iterator[FoundLink]:
    """The items of a feed, in its order; nothing when it is none."""
    import fastfeedparser  # type: ignore[import-untyped]  # loads slowly, and most crawls meet no feed

    try:
        # Bytes only: a string that begins with http would be fetched.
        feed = fastfeedparser.parse(
            bytes(body.content), include_content=False, include_tags=False, include_media=False, include_enclosures=True
        )
    except (ValueError, KeyError, TypeError, AttributeError, LookupError):
        return
    for entry in feed.get("entries", ()):
        address = str(entry.get("link") or "") or _enclosure(entry) or _permalink(entry)
        if not address:
            continue
        url = absolute(body.final_url, address)
        if url is not None:
            yield FoundLink(
                url=url,
                title=plain(str(entry.get("title") or "")),
                published=dates.of_value(entry.get("published") or entry.get("updated")),
            )


def _enclosure(entry: dict[str, object]) -> str:
    """A feed of documents may give only the file."""
    enclosures = entry.get("enclosures")
    if isinstance(enclosures, list) and enclosures and isinstance(enclosures[0], dict):
        return str(enclosures[0].get("url") or "")
    return ""


def _permalink(entry: dict[str, object]) -> str:
    identity = str(entry.get("id") or "")
    return identity if identity.startswith(("http://", "https://")) else ""

"""The files that a document links to: pages of their own, tied to it by their addresses in `Document.attachments`."""

from __future__ import annotations

from monitor.changes.wording import label
from monitor.discover import discover_attachments
from monitor.types import Attachment, Change, ChangeKind, Document, FoundLink, Page, Version

#: As for a file that is replaced under another address.
_SIGNIFICANCE = 0.6


def files_of(previous: Version | None, now: Version, *, initial: bool) -> tuple[tuple[FoundLink, ...], bool]:
    """The files that become pages, and whether they are starting stock.

    Files that the Version before linked to already are no news, even when they are no pages yet.
    """
    found = discover_attachments(now.document)
    if previous is None:
        return found, initial
    known = _addresses(previous.document)
    fresh = tuple(link for link in found if link.url not in known)
    return (fresh, now.technical) if fresh else (found, True)


def same_files(before: Document, after: Document) -> bool:
    """Whether two Documents link to the same files."""
    return before.attachments == after.attachments or _addresses(before) == _addresses(after)


def replaced_file(page: Page, reason: str) -> Change:
    """A file that cannot be read is another one now: all that can be said of it."""
    title = page.title or page.url
    kind = ChangeKind.ATTACHMENT_REPLACED
    return Change(
        kind=kind,
        key=f"{kind.value}:{page.url}",
        significance=_SIGNIFICANCE,
        why=(reason,),
        summary=f"{label(kind)}: {title}",
        attachment=Attachment(url=page.url, title=title),
    )


def _addresses(document: Document) -> frozenset[str]:
    return frozenset(link.url for link in discover_attachments(document))

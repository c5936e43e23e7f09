"""A further page of a listing: the links on it, and where it goes on.

It is no Page of its own: what it leads to enters the register by a check of the source's own address, as starting
stock, since what stands on further pages was there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from monitor.decide.links import entering
from monitor.discover import discover, next_page
from monitor.judge import judge
from monitor.types import (
    Body,
    CheckResult,
    Fetched,
    FetchFailure,
    FoundLink,
    NotModified,
    Outcome,
    Page,
    Source,
    VerdictKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What one page of a listing came to."""

    url: str
    #: That are wanted and young enough.
    links: tuple[FoundLink, ...] = ()
    #: Why nothing can be read of it, "" when it can.
    trouble: str = ""
    #: None at the end, and when everything after is too old.
    next_url: str | None = None


def turn(url: str, fetched: Fetched, source: Source, *, since: date | None = None) -> Turned:
    """Read a page of a listing. Links without a date are taken whatever `since` says. Pure; never raises.

    Listings have the newest first: where every date is before `since`, the listing is not followed any further.
    """
    if isinstance(fetched, FetchFailure):
        return Turned(url=url, trouble=fetched.message)
    if isinstance(fetched, NotModified):
        return Turned(url=url, trouble="the server says that it has not changed since a time nobody named")
    verdict = judge(fetched, must_contain=source.must_contain)
    if verdict.kind is not VerdictKind.USABLE:
        return Turned(url=url, trouble=verdict.reason)
    links = discover(fetched, source)
    young = tuple(link for link in links if not _is_before(link, since))
    dated = [link for link in links if link.published]
    is_past = bool(dated) and all(_is_before(link, since) for link in dated)
    return Turned(url=url, links=young, next_url=None if is_past else next_page(fetched, source))


def further_links(bodies: tuple[Body, ...], source: Source) -> tuple[FoundLink, ...]:
    """The links on further pages of a listing that was just checked."""
    return tuple(link for body in bodies for link in turn(body.url, body, source).links)


def entered(page: Page, turned: Turned, *, number: int, now: datetime) -> CheckResult:
    """The check of the source's own address by which the links of its further page enter the register.

    Nothing else of the address changes: neither its state nor when it is checked next.
    """
    count = len(turned.links)
    return CheckResult(
        page_id=page.id,
        revision=page.revision,
        checked_at=now,
        outcome=Outcome.UNCHANGED,
        reason=f"page {number} of the listing: {count} {'link' if count == 1 else 'links'} to documents",
        state=page.state,
        failures=page.failures,
        title=page.title,
        found=entering(turned.links),
        found_initial=True,
        next_check_at=page.next_check_at,
    )


def _is_before(link: FoundLink, since: date | None) -> bool:
    return since is not None and link.published is not None and link.published[:10] < since.isoformat()

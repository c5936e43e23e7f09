"""What one answer means for one Page: at once when nothing of it has to be read.

The room of what has to be read (`judged`) is loaded with the first answer that does: most checks are of pages that
have not changed, and a crawl that finds nothing new is over before a reader would be loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.decide.case import Case, Known, Others, Rules
from monitor.decide.settling import settled, standing
from monitor.decide.trouble import put_off, trouble
from monitor.discover import is_elsewhere
from monitor.extract import NOTHING_LEARNED, Boilerplate
from monitor.types import (
    Body,
    CheckResult,
    FailureKind,
    Fetched,
    FetchFailure,
    NotModified,
    Outcome,
    Page,
    PageRole,
    PageState,
    Source,
    Version,
)

if TYPE_CHECKING:  # with what compares
    from monitor.changes.retold import Look


def needs_previous(page: Page, fetched: Fetched) -> bool:
    """Whether the decision may have to compare with the Page's latest Version."""
    return (
        isinstance(fetched, Body)
        and page.role is PageRole.DOCUMENT
        and page.version > 0
        and may_say_more(page, fetched)
    )


def may_say_more(page: Page, body: Body) -> bool:
    """Whether an answer may be news: other bytes, bytes that nobody could read, or an address they were sent on to."""
    return (
        body.sha256 != page.body_sha256
        or page.state is PageState.UNREAD
        or (page.version > 0 and is_elsewhere(body.url, body.final_url))
    )


def decide(
    page: Page,
    fetched: Fetched,
    *,
    source: Source,
    previous: Version | None,
    rules: Rules,
    others: Others = lambda _version: (),
    known: Known = lambda _version: "",
    look: Look | None = None,
    mask: Boilerplate = NOTHING_LEARNED,
    earlier: Sequence[Version] = (),
    further: tuple[Body, ...] = (),
    now: datetime,
    chance: float,
) -> CheckResult:
    """Decide all that follows from one answer.

    `previous` is the Page's latest Version as read with today's Recipe; it is looked at only when `needs_previous`
    says so. `others` gives the targets that other pages tell of a Version's plans; it is asked only about news, and
    `look` when they tell all that is new. `known` gives the page that a Version is a second address of; it is asked
    only about first Versions of found pages. `mask` is what was learned of the page's host; `previous` was read with
    it too. `earlier` are the Versions before it that the last checks found; see `compare`. `further` are the pages of
    a listing that follow the one that was fetched. `chance` in [0, 1) spreads the next checks.
    """
    case = Case(
        page=page,
        source=source,
        rules=rules,
        others=others,
        known=known,
        look=look,
        mask=mask,
        earlier=earlier,
        further=further,
        now=now,
        chance=chance,
        took_s=fetched.took_s,
    )
    return _answer(case, fetched, previous)


def _answer(case: Case, fetched: Fetched, previous: Version | None) -> CheckResult:
    page = case.page
    if isinstance(fetched, NotModified):
        return settled(case, Outcome.UNCHANGED, status=304, state=standing(page))
    if isinstance(fetched, FetchFailure) and fetched.kind is FailureKind.PAUSED:
        return put_off(case, fetched)
    if isinstance(fetched, FetchFailure):
        return trouble(case, Outcome.FAILED, PageState.FAILING, fetched.message, retry_after_s=fetched.retry_after_s)
    is_moved = previous is not None and is_elsewhere(previous.document.url, fetched.final_url)
    is_unread = page.state is PageState.UNREAD
    if fetched.sha256 == page.body_sha256 and fetched.status == 200 and not is_unread and not is_moved:
        return settled(case, Outcome.UNCHANGED, body=fetched)  # judged when it was first seen
    from monitor.decide.judged import judged

    return judged(case, fetched, previous)

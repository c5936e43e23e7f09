"""Nothing usable came back: what that means, when people are told, and when the page is asked again.

    put_off ..... the host is left alone for a while: nothing is said of the page
    missing ..... 404 or 410: gone when it stays so for days
    trouble ..... everything else: failing, blocked, or suspect (see `shrink`)
    relief_of ... what a later answer means, when people were told of the trouble

A source that is down is told once: only its own address says that it is failing or blocked, and that it is back
(docs/decisions/0005). Of a document it is told that it is gone or shortened, and that it is back.
"""

from __future__ import annotations

from datetime import timedelta

from monitor.decide.case import Case, alerts_of
from monitor.decide.evidence import snapshot_of
from monitor.decide.next_check import RETRY_FIRST_S, SPREAD, next_retry
from monitor.types import Body, Change, ChangeKind, CheckResult, FetchFailure, Outcome, Page, PageState

#: A page is reported as failing after so many checks in a row without an answer: one stumble is not news.
FAILING_AFTER = 3
#: A page is gone after so many 404 or 410 in a row …
GONE_AFTER = 3
#: … spread over at least this time: sites lose pages for an afternoon while they are being rebuilt.
GONE_AFTER_TIME = timedelta(days=2)

#: States that people are told of when they begin.
_TOLD = {
    PageState.BLOCKED: ChangeKind.PAGE_BLOCKED,
    PageState.GONE: ChangeKind.PAGE_GONE,
    PageState.SHORTENED: ChangeKind.PAGE_SHORTENED,
}
#: What is told of every page. The rest is told of a source's own address only.
_TOLD_OF_ALL = (ChangeKind.PAGE_GONE, ChangeKind.PAGE_BACK, ChangeKind.PAGE_SHORTENED)


def relief_of(case: Case) -> ChangeKind | None:
    """What an answer means for a page that was in trouble, when people were told of the trouble."""
    page = case.page
    kind = None
    if page.state is PageState.SHORTENED:
        return ChangeKind.PAGE_RECOVERED  # people were told that it was shortened, of whatever page
    if page.state is PageState.BLOCKED:
        kind = ChangeKind.PAGE_UNBLOCKED
    elif page.state is PageState.GONE:
        kind = ChangeKind.PAGE_BACK
    elif page.failures >= FAILING_AFTER:
        kind = ChangeKind.PAGE_RECOVERED
    return kind if kind is not None and _is_told(case, kind) else None


def news_of_page(kind: ChangeKind, page: Page, reason: str) -> Change:
    """A Change of the page itself. What compares texts is loaded for the first: most checks have no news at all."""
    from monitor.changes import page_change

    return page_change(kind, page, reason)


def _is_told(case: Case, kind: ChangeKind) -> bool:
    """Whether it is news of this page, or only of its source, whose own address tells it."""
    return kind in _TOLD_OF_ALL or case.page.url == case.source.url


def put_off(case: Case, failure: FetchFailure) -> CheckResult:
    """The host is left alone for a while: that says nothing of the page, which waits as long."""
    page = case.page
    wait_s = max(failure.retry_after_s or 0.0, RETRY_FIRST_S)
    return CheckResult(
        page_id=page.id,
        revision=page.revision,
        checked_at=case.now,
        outcome=Outcome.POSTPONED,
        reason=failure.message,
        state=page.state,
        failures=page.failures,
        title=page.title,
        next_check_at=case.now + timedelta(seconds=wait_s * (1 + SPREAD * case.chance)),
    )


def missing(case: Case, reason: str, body: Body) -> CheckResult:
    """404 or 410: gone only when it stays so over days."""
    page = case.page
    since = page.state_since if page.state is PageState.MISSING else case.now
    stays = page.failures + 1 >= GONE_AFTER and case.now - since >= GONE_AFTER_TIME
    if stays or page.state is PageState.GONE:
        return trouble(case, Outcome.GONE, PageState.GONE, reason, body)
    return trouble(case, Outcome.FAILED, PageState.MISSING, reason, body)


def trouble(
    case: Case,
    outcome: Outcome,
    state: PageState,
    reason: str,
    body: Body | None = None,
    retry_after_s: float | None = None,
) -> CheckResult:
    """Nothing usable came back: the page keeps its Version, the body is evidence when the trouble is new."""
    page = case.page
    state = _settled_state(page, state)
    failures = page.failures + 1
    changes: tuple[Change, ...] = ()
    if state is PageState.SUSPECT and page.state is not state:
        failures = 1  # what failed before in other ways does not make it more credible
        if relief_of(case) is not None:
            changes = (news_of_page(ChangeKind.PAGE_RECOVERED, page, f"answers again, but {reason}"),)
    elif state in _TOLD and state is not page.state:
        changes = (news_of_page(_TOLD[state], page, f"{reason}; {_what_stands(page)}"),)
    elif failures == FAILING_AFTER and state not in _TOLD:
        changes = (
            news_of_page(ChangeKind.PAGE_FAILING, page, f"{failures} checks in a row: {reason}; {_what_stands(page)}"),
        )
    changes = tuple(change for change in changes if _is_told(case, change.kind))
    return CheckResult(
        page_id=page.id,
        revision=page.revision,
        checked_at=case.now,
        outcome=outcome,
        reason=reason,
        status=body.status if body is not None else None,
        took_s=case.took_s,
        state=state,
        failures=failures,
        title=page.title,
        snapshot=snapshot_of(body) if body is not None and page.state is not state else None,
        changes=changes,
        alerts=alerts_of(case, changes, None),
        next_check_at=next_retry(
            page,
            case.source,
            failures=failures,
            blocked=state is PageState.BLOCKED,
            retry_after_s=retry_after_s,
            now=case.now,
            chance=case.chance,
        ),
    )


def _settled_state(page: Page, state: PageState) -> PageState:
    """The state after trouble: a stumble in front of a wall is still the wall; what was shortened may be gone."""
    is_withdrawn = page.state is PageState.SHORTENED and state is PageState.MISSING
    return page.state if page.state in _TOLD and state not in _TOLD and not is_withdrawn else state


def _what_stands(page: Page) -> str:
    """For those who are told of trouble: a wall or a missing page withdraws nothing."""
    if page.version:
        return f"version {page.version} stands as it was, and checks go on"
    return "nothing of it is stored yet, and checks go on"

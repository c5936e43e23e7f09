"""The page answered, and nothing is wrong: its failures are over, and its next check is set."""

from __future__ import annotations

from monitor.decide.case import Case, alerts_of
from monitor.decide.next_check import is_past, next_check
from monitor.decide.trouble import news_of_page, relief_of
from monitor.types import Body, Change, CheckResult, Outcome, Page, PageState, Validators, Version


def standing(page: Page) -> PageState:
    """The state of a page of which the server says that it has not changed."""
    return page.state if page.state is PageState.UNREAD else PageState.ACTIVE


def settled(
    case: Case,
    outcome: Outcome,
    *,
    status: int | None = None,
    body: Body | None = None,
    version: Version | None = None,
    changes: tuple[Change, ...] = (),
    state: PageState = PageState.ACTIVE,
) -> CheckResult:
    """The page answered: reset its failures, and say so when that is news."""
    page = case.page
    changed = outcome is not Outcome.UNCHANGED
    retires = not changed and is_past(page, case.source, case.now)
    if retires and state is PageState.ACTIVE:
        state = PageState.RETIRED
    relief = relief_of(case)
    if relief is not None:
        changes = (news_of_page(relief, page, _after(page)), *changes)
    validators = None
    if body is not None:
        validators = Validators(etag=body.header("etag"), last_modified=body.header("last-modified"))
    return CheckResult(
        page_id=page.id,
        revision=page.revision,
        checked_at=case.now,
        outcome=outcome,
        reason=f"retired: unchanged since {page.last_changed_at or page.found_at:%Y-%m-%d}" if retires else "",
        status=body.status if body is not None else status,
        took_s=case.took_s,
        state=state,
        failures=0,
        title=page.title,
        validators=validators,
        body_sha256=body.sha256 if body is not None else None,
        changes=changes,
        alerts=alerts_of(case, changes, version),
        next_check_at=next_check(page, case.source, now=case.now, chance=case.chance, changed=changed),
    )


def _after(page: Page) -> str:
    """What the page is after its trouble, in a sentence."""
    if page.state is PageState.SHORTENED:
        return f"is whole again, after {page.failures} checks that found it shortened"
    return f"can be read again, after {page.failures} check{'s' if page.failures != 1 else ''} that could not read it"

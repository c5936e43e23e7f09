"""What one answer means for one Page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.alerts import match_rules
from monitor.changes import compare, page_change, with_reports
from monitor.decide.next_check import RETRY_FIRST_S, SPREAD, next_check, next_retry
from monitor.decide.reading import read, snapshot_of
from monitor.discover import discover
from monitor.judge import judge
from monitor.targets.linking import Told
from monitor.text.normal import comparable
from monitor.types import (
    Alert,
    AlertRule,
    Body,
    Change,
    ChangeKind,
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
    Validators,
    VerdictKind,
    Version,
)

#: A page is reported as failing after so many checks in a row without an answer: one stumble is not news.
FAILING_AFTER = 3
#: A page is gone after so many 404 or 410 in a row …
GONE_AFTER = 3
#: … spread over at least this time: sites lose pages for an afternoon while they are being rebuilt.
GONE_AFTER_TIME = timedelta(days=2)

#: States that people are told of when they begin.
_TOLD = {PageState.BLOCKED: ChangeKind.PAGE_BLOCKED, PageState.GONE: ChangeKind.PAGE_GONE}

#: Targets that other pages tell of the plans a Version names, those told first before others.
Others = Callable[[Version], Sequence[Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Whom to tell of what: the alert rules and the names of the channels there are."""

    alerts: Sequence[AlertRule] = ()
    channels: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What stays the same through one decision."""

    page: Page
    source: Source
    rules: Rules
    others: Others
    now: datetime
    chance: float
    took_s: float


def needs_previous(page: Page, fetched: Fetched) -> bool:
    """Whether the decision may have to compare with the Page's latest Version."""
    return (
        isinstance(fetched, Body)
        and page.role is PageRole.DOCUMENT
        and page.version > 0
        and fetched.sha256 != page.body_sha256
    )


def decide(
    page: Page,
    fetched: Fetched,
    *,
    source: Source,
    previous: Version | None,
    rules: Rules,
    others: Others = lambda _version: (),
    now: datetime,
    chance: float,
) -> CheckResult:
    """Decide all that follows from one answer.

    `previous` is the Page's latest Version as read with today's Recipe; it is looked at only when `needs_previous` says
    so. `others` gives the targets that other pages tell of a Version's plans; it is asked only about news. `chance` in
    [0, 1) spreads the next checks.
    """
    case = _Case(page=page, source=source, rules=rules, others=others, now=now, chance=chance, took_s=fetched.took_s)
    if isinstance(fetched, NotModified):
        return _settled(case, Outcome.UNCHANGED, status=304)
    if isinstance(fetched, FetchFailure) and fetched.kind is FailureKind.PAUSED:
        return _put_off(case, fetched)
    if isinstance(fetched, FetchFailure):
        return _trouble(case, Outcome.FAILED, PageState.FAILING, fetched.message, retry_after_s=fetched.retry_after_s)
    return _answered(case, fetched, previous)


def _answered(case: _Case, body: Body, previous: Version | None) -> CheckResult:
    """A response came back: say what it is, then read it if it is the page."""
    if body.sha256 == case.page.body_sha256 and body.status == 200:
        return _settled(case, Outcome.UNCHANGED, body=body)  # judged when it was first seen
    verdict = judge(body, must_contain=case.source.must_contain)
    if verdict.kind is VerdictKind.BLOCKED:
        return _trouble(case, Outcome.BLOCKED, PageState.BLOCKED, verdict.reason, body, verdict.retry_after_s)
    if verdict.kind is VerdictKind.GONE:
        return _missing(case, verdict.reason, body)
    if verdict.kind is not VerdictKind.USABLE:
        return _trouble(case, Outcome.FAILED, PageState.FAILING, verdict.reason, body, verdict.retry_after_s)
    if case.page.role is PageRole.INDEX:
        return _index(case, body)
    return _document(case, body, previous)


def _index(case: _Case, body: Body) -> CheckResult:
    found = discover(body, case.source)
    first = case.page.last_changed_at is None
    result = _settled(case, Outcome.NEW if first else Outcome.CHANGED, body=body)
    noun = "link" if len(found) == 1 else "links"
    return replace(result, found=found, found_initial=first, reason=f"{len(found)} {noun} to documents")


def _document(case: _Case, body: Body, previous: Version | None) -> CheckResult:
    version = read(body, case.source)
    if not version.document.text.strip():
        reason = "the answer holds no text of a document; see what is stripped with `monitor extract`"
        return _trouble(case, Outcome.FAILED, PageState.FAILING, reason, body)
    if previous is not None and _says_the_same(previous, version):
        return _settled(case, Outcome.UNCHANGED, body=body)
    changes: tuple[Change, ...] = ()
    reason = ""
    if previous is not None and previous.recipe != version.recipe:
        # The earlier Snapshot could not be read again: whatever differs may be our own doing.
        version = replace(version, technical=True)
        reason = "not compared: the earlier snapshot could not be read again with today's rules"
    else:
        changes = compare(previous, version, initial=previous is None and case.page.initial)
        if any(change.after is not None and not change.initial for change in changes):
            changes = with_reports(changes, url=case.page.url, version=version, others=case.others(version))
    outcome = Outcome.NEW if previous is None else Outcome.CHANGED
    result = _settled(case, outcome, body=body, version=version, changes=changes)
    return replace(
        result,
        reason=reason,
        snapshot=snapshot_of(body),
        version=version,
        title=version.document.title or case.page.title,
    )


def _says_the_same(previous: Version, now: Version) -> bool:
    """Whether two Versions differ only in what a reader cannot see: spaces, width, quotes, encoding."""
    before, after = previous.document, now.document
    if before.title != after.title and comparable(before.title) != comparable(after.title):
        return False
    return before.text == after.text or comparable(before.text) == comparable(after.text)


def _settled(
    case: _Case,
    outcome: Outcome,
    *,
    status: int | None = None,
    body: Body | None = None,
    version: Version | None = None,
    changes: tuple[Change, ...] = (),
) -> CheckResult:
    """The page answered: reset its failures, and say so when that is news."""
    page = case.page
    relief = _relief(page)
    if relief is not None:
        changes = (page_change(relief, page, f"answers again after {page.failures} checks without an answer"), *changes)
    validators = None
    if body is not None:
        validators = Validators(etag=body.header("etag"), last_modified=body.header("last-modified"))
    return CheckResult(
        page_id=page.id,
        revision=page.revision,
        checked_at=case.now,
        outcome=outcome,
        status=body.status if body is not None else status,
        took_s=case.took_s,
        state=PageState.ACTIVE,
        failures=0,
        title=page.title,
        validators=validators,
        body_sha256=body.sha256 if body is not None else None,
        changes=changes,
        alerts=_alerts(case, changes, version),
        next_check_at=next_check(page, case.source, now=case.now, chance=case.chance),
    )


def _relief(page: Page) -> ChangeKind | None:
    """What an answer means for a page that was in trouble, when people were told of the trouble."""
    if page.state is PageState.BLOCKED:
        return ChangeKind.PAGE_UNBLOCKED
    if page.state is PageState.GONE:
        return ChangeKind.PAGE_BACK
    if page.failures >= FAILING_AFTER:
        return ChangeKind.PAGE_RECOVERED
    return None


def _put_off(case: _Case, failure: FetchFailure) -> CheckResult:
    """The host is left alone for a while: that says nothing of the page, which waits as long."""
    page = case.page
    wait_s = max(failure.retry_after_s or 0.0, RETRY_FIRST_S)
    return CheckResult(
        page_id=page.id,
        revision=page.revision,
        checked_at=case.now,
        outcome=Outcome.FAILED,
        reason=failure.message,
        state=page.state,
        failures=page.failures,
        title=page.title,
        next_check_at=case.now + timedelta(seconds=wait_s * (1 + SPREAD * case.chance)),
    )


def _missing(case: _Case, reason: str, body: Body) -> CheckResult:
    """404 or 410: gone only when it stays so over days."""
    page = case.page
    since = page.state_since if page.state is PageState.MISSING else case.now
    stays = page.failures + 1 >= GONE_AFTER and case.now - since >= GONE_AFTER_TIME
    if stays or page.state is PageState.GONE:
        return _trouble(case, Outcome.GONE, PageState.GONE, reason, body)
    return _trouble(case, Outcome.FAILED, PageState.MISSING, reason, body)


def _trouble(
    case: _Case,
    outcome: Outcome,
    state: PageState,
    reason: str,
    body: Body | None = None,
    retry_after_s: float | None = None,
) -> CheckResult:
    """Nothing usable came back: the page keeps its Version, the body is evidence when the trouble is new."""
    page = case.page
    failures = page.failures + 1
    is_told = page.state in _TOLD
    if is_told and state not in _TOLD:
        state = page.state  # a stumble in front of a wall is still the wall
    changes: tuple[Change, ...] = ()
    if state in _TOLD and state is not page.state:
        changes = (page_change(_TOLD[state], page, reason),)
    elif failures == FAILING_AFTER and state not in _TOLD:
        changes = (page_change(ChangeKind.PAGE_FAILING, page, f"{failures} checks in a row: {reason}"),)
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
        alerts=_alerts(case, changes, None),
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


def _alerts(case: _Case, changes: tuple[Change, ...], version: Version | None) -> tuple[Alert, ...]:
    if not changes:
        return ()
    return match_rules(
        changes,
        page=case.page,
        source=case.source,
        version=version,
        rules=case.rules.alerts,
        channels=case.rules.channels,
        now=case.now,
    )

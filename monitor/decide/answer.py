"""What one answer means for one Page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.changes import compare, is_elsewhere, page_change, with_reports
from monitor.decide.archive import is_archive
from monitor.decide.case import Case, Known, Others, Rules, alerts_of
from monitor.decide.files import files_of, replaced_file, same_files
from monitor.decide.links import entering
from monitor.decide.next_check import NEVER, is_past, is_start_page, next_check
from monitor.decide.reading import read, snapshot_of
from monitor.decide.shrink import doubt
from monitor.decide.trouble import missing, put_off, relief_of, trouble
from monitor.decide.turning import further_links
from monitor.discover import discover
from monitor.extract import NOTHING_LEARNED, Boilerplate
from monitor.judge import judge
from monitor.text.normal import comparable
from monitor.types import (
    Body,
    Change,
    CheckResult,
    FailureKind,
    Fetched,
    FetchFailure,
    NotModified,
    Outcome,
    Page,
    PageRole,
    PageState,
    Render,
    Source,
    Validators,
    VerdictKind,
    Version,
)


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
    mask: Boilerplate = NOTHING_LEARNED,
    earlier: Sequence[Version] = (),
    further: tuple[Body, ...] = (),
    now: datetime,
    chance: float,
) -> CheckResult:
    """Decide all that follows from one answer.

    `previous` is the Page's latest Version as read with today's Recipe; it is looked at only when `needs_previous`
    says so. `others` gives the targets that other pages tell of a Version's plans; it is asked only about news.
    `known` gives the page that a Version is a second address of; it is asked only about first Versions of found
    pages. `mask` is what was learned of the page's host; `previous` was read with it too. `earlier` are the
    Versions before it when every check lately found a new one; see `compare`. `further` are the pages of a listing
    that follow the one that was fetched. `chance` in [0, 1) spreads the next checks.
    """
    case = Case(
        page=page,
        source=source,
        rules=rules,
        others=others,
        known=known,
        mask=mask,
        earlier=earlier,
        further=further,
        now=now,
        chance=chance,
        took_s=fetched.took_s,
    )
    if isinstance(fetched, NotModified):
        return _settled(case, Outcome.UNCHANGED, status=304, state=_standing(page))
    if isinstance(fetched, FetchFailure) and fetched.kind is FailureKind.PAUSED:
        return put_off(case, fetched)
    if isinstance(fetched, FetchFailure):
        return trouble(case, Outcome.FAILED, PageState.FAILING, fetched.message, retry_after_s=fetched.retry_after_s)
    return _answered(case, fetched, previous)


def _answered(case: Case, body: Body, previous: Version | None) -> CheckResult:
    """A response came back: say what it is, then read it if it is the page."""
    is_unread = case.page.state is PageState.UNREAD
    is_moved = previous is not None and is_elsewhere(previous.document.url, body.final_url)
    if body.sha256 == case.page.body_sha256 and body.status == 200 and not is_unread and not is_moved:
        return _settled(case, Outcome.UNCHANGED, body=body)  # judged when it was first seen
    verdict = judge(body, must_contain=case.source.must_contain)
    if verdict.kind is VerdictKind.BLOCKED:
        return trouble(case, Outcome.BLOCKED, PageState.BLOCKED, verdict.reason, body, verdict.retry_after_s)
    if verdict.kind is VerdictKind.GONE:
        return missing(case, verdict.reason, body)
    if verdict.kind is VerdictKind.UNSUPPORTED and case.page.role is PageRole.DOCUMENT and is_archive(body):
        return _document(case, body, previous)
    if verdict.kind is VerdictKind.UNSUPPORTED and not is_start_page(case.page, case.source):
        return _unread(case, body, verdict.reason)
    if verdict.kind is not VerdictKind.USABLE:
        reason = verdict.reason
        if verdict.needs_browser and case.source.render is Render.PLAIN and "render: browser" not in reason:
            reason += "; `render: browser` may see more, scripts run there"
        return trouble(case, Outcome.FAILED, PageState.FAILING, reason, body, verdict.retry_after_s)
    if case.page.role is PageRole.INDEX:
        return _index(case, body)
    return _document(case, body, previous)


def _index(case: Case, body: Body) -> CheckResult:
    found = entering((*discover(body, case.source), *further_links(case.further, case.source)))
    first = case.page.last_changed_at is None
    result = _settled(case, Outcome.NEW if first else Outcome.CHANGED, body=body)
    noun = "link" if len(found) == 1 else "links"
    return replace(result, found=found, found_initial=first, reason=f"{len(found)} {noun} to documents")


def _document(case: Case, body: Body, previous: Version | None) -> CheckResult:
    version = read(body, case.source, mask=case.mask)
    if not version.document.text.strip() and is_archive(body) and not is_start_page(case.page, case.source):
        return _unread(case, body, _why_unread(version))
    if not version.document.text.strip():
        reason = "the answer holds no text of a document; see what is stripped with `monitor extract`"
        return trouble(case, Outcome.FAILED, PageState.FAILING, reason, body)
    if previous is not None and _says_the_same(previous, version):
        return _settled(case, Outcome.UNCHANGED, body=body)
    if doubted := doubt(case.page, previous, version, case.now, content=body.content):
        return trouble(case, Outcome.FAILED, PageState.SUSPECT, doubted, body)
    if not case.page.version and not is_start_page(case.page, case.source) and (address := case.known(version)):
        return _second_address(case, body, address)
    changes: tuple[Change, ...] = ()
    reason = ""
    if previous is not None and previous.recipe != version.recipe:
        # The earlier Snapshot could not be read again: whatever differs may be our own doing.
        version = replace(version, technical=True)
        reason = "not compared: the earlier snapshot could not be read again with today's rules"
    else:
        initial = previous is None and case.page.initial
        changes = compare(previous, version, initial=initial, earlier=case.earlier)
        if any(change.after is not None and not change.initial for change in changes):
            changes = with_reports(changes, url=case.page.url, version=version, others=case.others(version))
    outcome = Outcome.NEW if previous is None else Outcome.CHANGED
    result = _settled(case, outcome, body=body, version=version, changes=changes)
    found, found_initial = files_of(previous, version, initial=case.page.initial)
    return replace(
        result,
        reason=reason,
        found=entering(found),
        found_initial=found_initial,
        snapshot=snapshot_of(body),
        version=version,
        title=version.document.title or case.page.title,
    )


def _second_address(case: Case, body: Body, address: str) -> CheckResult:
    """The page is one that is known at another address: it gets no Version, and is not asked for any more.

    Neither hash nor validators are kept: when it is checked by hand, it is looked at anew.
    """
    return replace(
        _settled(case, Outcome.UNCHANGED, status=body.status, state=PageState.RETIRED),
        reason=f"a second address of {address}, which it names as its own (rel=canonical)",
        next_check_at=NEVER,
    )


def _unread(case: Case, body: Body, reason: str) -> CheckResult:
    """A file of a kind that is not read here: kept and said once; asked for whole, so that a release may read it."""
    page = case.page
    if page.state is PageState.UNREAD and body.sha256 == page.body_sha256:
        return replace(_settled(case, Outcome.UNCHANGED, body=body, state=PageState.UNREAD), validators=None)
    first = page.last_changed_at is None
    changes = () if first else (replaced_file(page, reason),)
    result = _settled(
        case, Outcome.NEW if first else Outcome.CHANGED, body=body, changes=changes, state=PageState.UNREAD
    )
    return replace(result, reason=reason, snapshot=snapshot_of(body), validators=None)


def _why_unread(version: Version) -> str:
    """What keeps an archive from being read, in one line."""
    reasons = dict.fromkeys(one.reason.removeprefix("archive: ") for one in version.document.removed)
    return f"an archive is kept, but nothing in it can be read here: {'; '.join(reasons) or 'it is empty'}"


def _standing(page: Page) -> PageState:
    """The state of a page of which the server says that it has not changed."""
    return page.state if page.state is PageState.UNREAD else PageState.ACTIVE


def _says_the_same(previous: Version, now: Version) -> bool:
    """Whether two Versions differ only in what a reader cannot see: spaces, width, quotes, encoding.

    The files that they link to are something else: a notice may stand while its annex is replaced. So is the address
    that they answer from.
    """
    before, after = previous.document, now.document
    if not same_files(before, after) or is_elsewhere(before.url, after.url):
        return False
    if before.title != after.title and comparable(before.title) != comparable(after.title):
        return False
    return before.text == after.text or comparable(before.text) == comparable(after.text)


def _settled(
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
        changes = (page_change(relief, page, f"answers again after {page.failures} checks without an answer"), *changes)
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

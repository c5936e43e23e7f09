"""What a response that has to be looked at means: judged first, then read.

Body --judge--> not usable ......... trouble, with the body as evidence
           \\--> usable
                 index --discover--> found links
                 document --read---> Version --compare--> Changes --match_rules--> Alerts
"""

from __future__ import annotations

from dataclasses import replace

from monitor.changes import compare, nowhere, with_reports
from monitor.decide.archive import is_archive
from monitor.decide.case import Case
from monitor.decide.evidence import snapshot_of
from monitor.decide.files import files_of, replaced_file, same_files
from monitor.decide.links import entering
from monitor.decide.next_check import NEVER, is_start_page
from monitor.decide.reading import read
from monitor.decide.settling import settled
from monitor.decide.shrink import doubt
from monitor.decide.steady import steadied
from monitor.decide.trouble import missing, trouble
from monitor.decide.turning import further_links
from monitor.discover import discover, is_elsewhere, opened
from monitor.judge import judge
from monitor.text.normal import comparable
from monitor.types import Body, Change, CheckResult, Outcome, PageRole, PageState, Render, VerdictKind, Version


def judged(case: Case, body: Body, previous: Version | None) -> CheckResult:
    """A response came back that may be news: say what it is, then read it if it is the page."""
    seen = opened(body) if case.page.role is PageRole.INDEX else body
    verdict = judge(seen, must_contain=case.source.must_contain)
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
    result = settled(case, Outcome.NEW if first else Outcome.CHANGED, body=body)
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
        return settled(case, Outcome.UNCHANGED, body=body)
    aligned = None
    if previous is not None and previous.recipe == version.recipe:
        steady = steadied(previous, version)
        version, aligned = steady.version, steady.changes
        if (doubted := doubt(case, body, previous, steady)) is not None:
            state = PageState.SHORTENED if doubted.lasts else PageState.SUSPECT
            return trouble(case, Outcome.FAILED, state, doubted.reason, body)
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
        changes = compare(previous, version, initial=initial, earlier=case.earlier, aligned=aligned)
        if any(change.after is not None for change in changes):
            others, look = case.others(version), case.look or nowhere
            changes = with_reports(changes, url=case.page.url, version=version, others=others, look=look)
    outcome = Outcome.NEW if previous is None else Outcome.CHANGED
    result = settled(case, outcome, body=body, version=version, changes=changes)
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
        settled(case, Outcome.UNCHANGED, status=body.status, state=PageState.RETIRED),
        reason=f"a second address of {address}, which it names as its own (rel=canonical)",
        next_check_at=NEVER,
    )


def _unread(case: Case, body: Body, reason: str) -> CheckResult:
    """A file of a kind that is not read here: kept and said once; asked for whole, so that a release may read it."""
    page = case.page
    if page.state is PageState.UNREAD and body.sha256 == page.body_sha256:
        return replace(settled(case, Outcome.UNCHANGED, body=body, state=PageState.UNREAD), validators=None)
    first = page.last_changed_at is None
    changes = () if first else (replaced_file(page, reason),)
    result = settled(
        case, Outcome.NEW if first else Outcome.CHANGED, body=body, changes=changes, state=PageState.UNREAD
    )
    return replace(result, reason=reason, snapshot=snapshot_of(body), validators=None)


def _why_unread(version: Version) -> str:
    """What keeps an archive from being read, in one line."""
    reasons = dict.fromkeys(one.reason.removeprefix("archive: ") for one in version.document.removed)
    return f"an archive is kept, but nothing in it can be read here: {'; '.join(reasons) or 'it is empty'}"


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
    if before.text == after.text:
        return True
    old, new = _unlike(before.text.split("\n"), after.text.split("\n"))
    return comparable("\n".join(old)) == comparable("\n".join(new))


def _unlike(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Two texts from the first line that differs to the last: what stands around is the same, however it is read."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    return old[head : len(old) - tail], new[head : len(new) - tail]

"""A text that all but vanishes is doubted before it is believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.decide import Rules, decide, read
from monitor.types import ChangeKind, CheckResult, Fetched, Outcome, Page, PageState, SourceKind, Version
from tests.making import NOON, a_body, a_failure, a_notice, a_page, a_rule, a_source

SOURCE = a_source()
RULES = Rules(alerts=(a_rule(),), channels=("desk",))
LONG = "各有关单位要按照职责分工，扎实做好组织实施、政策衔接、资金安排和宣传引导等各项工作，确保如期见效。"
FULL = a_notice(
    "到2027年，全市医疗装备产业规模达到500亿元。</p><p>" + "</p><p>".join(f"{n}、{LONG}" for n in range(20))
)
#: A wall in the site's own dress, in words that no list has.
SHELL = """<html><head><meta charset="utf-8"><title>关于发展医疗装备产业的通知</title></head><body>
<div class="content"><h1>关于发展医疗装备产业的通知</h1>
<p>内容正在校验，片刻之后会自动展现给您，谢谢您的耐心。</p></div>
</body></html>"""


def version_of(content: bytes | str) -> Version:
    return replace(read(a_body(content), SOURCE), number=1)


PREVIOUS = version_of(FULL)


def known(**facts: object) -> Page:
    facts = {"state": PageState.ACTIVE, "version": 1, "last_changed_at": NOON, "last_checked_at": NOON, **facts}
    return a_page(**facts)


def walk(
    page: Page, answers: list[tuple[timedelta, Fetched]], previous: Version = PREVIOUS
) -> tuple[Page, list[CheckResult]]:
    """Check a page again and again; the page and the results as they follow from one another."""
    results: list[CheckResult] = []
    for after, fetched in answers:
        now: datetime = NOON + after
        result = decide(page, fetched, source=SOURCE, previous=previous, rules=RULES, now=now, chance=0.0)
        since = page.state_since if result.state is page.state else now
        page = replace(page, state=result.state, failures=result.failures, state_since=since)
        results.append(result)
    return page, results


def told(results: list[CheckResult]) -> list[ChangeKind]:
    return [change.kind for result in results for change in result.changes]


def hours(*moments: float, answer: Fetched | None = None) -> list[tuple[timedelta, Fetched]]:
    return [(timedelta(hours=moment), answer or a_body(SHELL)) for moment in moments]


def test_the_case_is_one_that_judge_takes_for_a_page() -> None:
    assert "内容正在校验" in version_of(SHELL).document.text
    assert len(version_of(SHELL).document.text) < 0.1 * len(PREVIOUS.document.text)


def test_a_shrunken_text_is_evidence_and_no_version() -> None:
    page, [result] = walk(known(), hours(0))
    assert (result.outcome, result.state, result.version, result.changes) == (
        Outcome.FAILED,
        PageState.SUSPECT,
        None,
        (),
    )
    assert result.snapshot is not None
    assert "% of the text is left and no target" in result.reason
    assert (result.body_sha256, result.validators) == (None, None), "asked for again as if never seen"
    again = decide(page, a_body(SHELL), source=SOURCE, previous=PREVIOUS, rules=RULES, now=NOON, chance=0.0)
    assert again.snapshot is None, "the same trouble is kept once"


def test_after_three_checks_over_a_day_it_is_told_and_withdraws_nothing() -> None:
    page, results = walk(known(), hours(0, 1, 23.9, 24, 48))
    assert [result.outcome for result in results] == [Outcome.FAILED] * 5
    assert told(results) == [ChangeKind.PAGE_FAILING, ChangeKind.PAGE_SHORTENED]
    [change] = results[3].changes
    assert "1 target is not on it any more, unconfirmed; version 1 stands as it was" in change.why[0]
    assert change.significance >= 0.7
    assert (page.state, results[3].version) == (PageState.SHORTENED, None)
    assert results[3].snapshot is not None


def test_the_return_of_a_shortened_page_is_told_of_documents_too() -> None:
    _, results = walk(known(), [*hours(0, 12, 24), *hours(30, answer=a_body(FULL))])
    assert told(results) == [ChangeKind.PAGE_SHORTENED, ChangeKind.PAGE_RECOVERED]
    assert results[-1].changes[0].why == ("is whole again, after 3 checks that found it shortened",)
    source = a_source(kind=SourceKind.LISTING, url="https://city.example/list/")
    page = known(state=PageState.SHORTENED, failures=3)
    result = decide(page, a_body(FULL), source=source, previous=PREVIOUS, rules=RULES, now=NOON, chance=0.0)
    assert [change.kind for change in result.changes] == [ChangeKind.PAGE_RECOVERED]


def test_a_shortened_page_stays_so_when_it_stumbles_and_may_be_gone() -> None:
    page, results = walk(known(), [*hours(0, 12, 24), *hours(30, answer=a_failure()), *hours(31)])
    assert page.state is PageState.SHORTENED
    assert told(results) == [ChangeKind.PAGE_SHORTENED]
    page, _ = walk(page, hours(32, answer=a_body(b"<h1>404</h1>", status=404)))
    assert page.state is PageState.MISSING


def test_a_text_that_says_it_is_void_is_believed_after_a_day() -> None:
    void = SHELL.replace("内容正在校验，片刻之后会自动展现给您，谢谢您的耐心。", "本文件已于2026年3月废止。")
    _, results = walk(known(), hours(0, 12, 24, answer=a_body(void)))
    assert [result.outcome for result in results] == [Outcome.FAILED, Outcome.FAILED, Outcome.CHANGED]
    assert ChangeKind.TARGET_REMOVED in told(results)


def test_a_day_is_not_enough_with_two_checks_nor_with_other_failures_before() -> None:
    page, results = walk(known(failures=9, state=PageState.FAILING), hours(0, 24))
    assert page.state is PageState.SUSPECT
    _, results = walk(known(), hours(0, 24, 24.1))
    assert [result.state for result in results] == [PageState.SUSPECT, PageState.SUSPECT, PageState.SHORTENED]


def test_a_stumble_in_between_begins_the_day_anew() -> None:
    answers = [*hours(0, 12), *hours(20, answer=a_failure()), *hours(24, 25, 47)]
    page, results = walk(known(), answers)
    assert ChangeKind.TARGET_REMOVED not in told(results)
    assert page.state is PageState.SUSPECT


def test_the_text_that_comes_back_was_never_away() -> None:
    _, results = walk(known(), [*hours(0), *hours(1, answer=a_body(FULL))])
    assert (results[-1].outcome, results[-1].state, told(results)) == (Outcome.UNCHANGED, PageState.ACTIVE, [])


def test_a_source_that_stays_suspect_is_told_once_and_so_is_its_return() -> None:
    _, results = walk(known(), [*hours(0, 1, 2, 3), *hours(4, answer=a_body(FULL))])
    assert told(results) == [ChangeKind.PAGE_FAILING, ChangeKind.PAGE_RECOVERED]


def test_trouble_that_was_told_ends_when_a_suspect_answer_comes() -> None:
    _, results = walk(known(failures=5, state=PageState.FAILING), [*hours(0), *hours(1, answer=a_body(FULL))])
    assert told(results) == [ChangeKind.PAGE_RECOVERED]
    [change] = results[0].changes
    assert "answers again, but only" in change.why[0]


@pytest.mark.parametrize("state", [PageState.BLOCKED, PageState.GONE])
def test_behind_a_wall_and_for_a_gone_page_it_is_no_return(state: PageState) -> None:
    _, [result] = walk(known(failures=5, state=state), hours(0))
    assert (result.state, result.changes) == (state, ())


def test_a_target_that_is_left_or_more_text_is_a_change_at_once() -> None:
    short = a_notice("到2027年，全市医疗装备产业规模达到300亿元。")
    _, [result] = walk(known(), hours(0, answer=a_body(short)))
    assert result.outcome is Outcome.CHANGED
    half = a_notice("</p><p>".join(f"{n}、{LONG}" for n in range(10)))
    _, [result] = walk(known(), hours(0, answer=a_body(half)))
    assert ChangeKind.TARGET_REMOVED in told([result])


#: Targets at the end, and a page that breaks off before them.
ENDS = a_notice(
    "</p><p>".join(f"{n}、{LONG}" for n in range(9)) + "</p><p>到2027年，全市医疗装备产业规模达到500亿元。"
).decode()
CUT = ENDS[: ENDS.index("7、") + 30].encode()


CLOSED = b"</p></div></body></html>"
WHOLE_LINE = ENDS[: ENDS.index("</p><p>7、")].encode()
#: So much that only a third of it is left when it is cut before 3、.
HALF = ENDS[: ENDS.index("</p><p>2、")].encode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(CUT, id="between letters"),
        pytest.param(CUT[:-1], id="in a letter"),
        pytest.param(CUT[:-2], id="in a letter too"),
        pytest.param(CUT + CLOSED, id="in a sentence, and closed"),
        pytest.param(CUT + "……".encode() + CLOSED, id="in a sentence, with dots"),
        pytest.param(WHOLE_LINE, id="between lines, not closed"),
        pytest.param(WHOLE_LINE + "</p><p>点击阅读全文".encode() + CLOSED, id="it invites to read on"),
        pytest.param(HALF + CLOSED, id="less than half is left"),
    ],
)
def test_a_page_that_breaks_off_withdraws_no_target(content: bytes) -> None:
    page, previous = known(), version_of(ENDS)
    result = decide(page, a_body(content), source=SOURCE, previous=previous, rules=RULES, now=NOON, chance=0.0)
    assert (result.outcome, result.state, result.version, result.changes) == (
        Outcome.FAILED,
        PageState.SUSPECT,
        None,
        (),
    )
    assert "breaks off" in result.reason
    suspect = known(state=PageState.SUSPECT, failures=2, state_since=NOON - timedelta(days=2))
    result = decide(suspect, a_body(content), source=SOURCE, previous=previous, rules=RULES, now=NOON, chance=0.0)
    assert [change.kind for change in result.changes] == [ChangeKind.PAGE_SHORTENED]
    assert "; 1 target is not on it any more, unconfirmed" in result.reason


def test_half_of_a_short_notice_is_taken_for_deleted_when_a_day_has_passed() -> None:
    text = a_notice(f"{LONG}</p><p>到2027年，全市医疗装备产业规模达到500亿元。</p><p>{LONG}{LONG}").decode()
    short = (text[: text.index("</p><p>到2027年")] + CLOSED.decode()).encode()
    previous = version_of(text)
    assert len(version_of(short).document.text) < 0.5 * len(previous.document.text)
    _, results = walk(known(), hours(0, 12, 24, answer=a_body(short)), previous)
    assert [result.outcome for result in results] == [Outcome.FAILED, Outcome.FAILED, Outcome.CHANGED]
    assert told(results) == [ChangeKind.TARGET_REMOVED, ChangeKind.TEXT_CHANGED]


def test_a_page_in_english_that_breaks_off_is_known_as_well() -> None:
    lines = [
        f"{n}. The councils shall report on the work of their hospitals in good time, and in full." for n in range(9)
    ]
    text = "</p><p>".join([*lines, "By 2027, the county will buy 40 scanners and open 12 new diagnostic centres."])
    head = '<html lang="en"><head><title>Diagnostics plan</title></head><body><article>'
    whole = f"{head}<p>{text}</p></article></body></html>"
    previous = version_of(whole)
    assert previous.statements
    cut = whole[: whole.index("scanners and")] + "scanners and</p></article></body></html>"
    teaser = whole[: whole.index("</p><p>7.")] + "</p><p>Read more »</p></article></body></html>"
    for content in (cut, teaser):
        result = decide(known(), a_body(content), source=SOURCE, previous=previous, rules=RULES, now=NOON, chance=0.0)
        assert result.state is PageState.SUSPECT
    edited = whole.replace(" and open 12 new diagnostic centres", "")
    result = decide(known(), a_body(edited), source=SOURCE, previous=previous, rules=RULES, now=NOON, chance=0.0)
    assert ChangeKind.TARGET_REMOVED in told([result])


def test_a_page_whose_last_paragraphs_were_deleted_is_a_change_when_a_day_has_passed() -> None:
    _, results = walk(known(), hours(0, 12, 24, answer=a_body(WHOLE_LINE + CLOSED)), version_of(ENDS))
    assert [result.outcome for result in results] == [Outcome.FAILED, Outcome.FAILED, Outcome.CHANGED]
    assert told(results).count(ChangeKind.TARGET_REMOVED) == 1
    assert "ends before its earlier text does" in results[0].reason


def test_a_page_that_was_edited_before_its_new_end_is_a_change_at_once() -> None:
    content = CUT.replace(b"3\xe3\x80\x81", b"30 ") + CLOSED
    result = decide(
        known(), a_body(content), source=SOURCE, previous=version_of(ENDS), rules=RULES, now=NOON, chance=0.0
    )
    assert ChangeKind.TARGET_REMOVED in told([result])


def test_targets_that_are_stripped_now_are_not_withdrawn() -> None:
    target = "到2027年，全市医疗装备产业规模达到500亿元，培育龙头企业12家。"
    prose = "".join(f"<p>{n}、{LONG}</p>" for n in range(6))
    head = "<html><head><title>关于发展医疗装备产业的通知</title></head><body>"
    body = head + '<div class="content">{}</div>{}</body></html>'
    previous = version_of(body.format(f"{prose}<p>{target}</p>", ""))
    anew = body.format(prose, f'<div class="footer"><p>{target}</p></div>')
    assert target not in version_of(anew).document.text
    page = known()
    result = decide(page, a_body(anew), source=SOURCE, previous=previous, rules=RULES, now=NOON, chance=0.0)
    assert (result.state, result.changes) == (PageState.SUSPECT, ())
    assert "stripped" in result.reason
    without = a_body(body.format(prose, ""))
    gone = decide(page, without, source=SOURCE, previous=previous, rules=RULES, now=NOON, chance=0.0)
    assert ChangeKind.TARGET_REMOVED in told([gone])


def test_documents_of_an_index_wait_in_silence() -> None:
    source = a_source(kind=SourceKind.LISTING, url="https://city.example/list/")
    page = known(failures=2, state=PageState.SUSPECT)
    result = decide(page, a_body(SHELL), source=source, previous=PREVIOUS, rules=RULES, now=NOON, chance=0.0)
    assert (result.state, result.changes, result.alerts) == (PageState.SUSPECT, (), ())

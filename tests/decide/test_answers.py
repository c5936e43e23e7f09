"""What one answer means for one page."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide import Rules, decide, needs_previous, read
from monitor.decide.next_check import NEVER
from monitor.trial import try_out
from monitor.types import (
    ChangeKind,
    CheckResult,
    Fetched,
    NotModified,
    Outcome,
    Page,
    PageRole,
    PageState,
    Render,
    Source,
    SourceKind,
    Validators,
    Version,
)
from tests.making import NOON, a_body, a_failure, a_notice, a_page, a_rule, a_source

RULES = Rules(alerts=(a_rule(),), channels=("desk",))
WALL = "<html><head><title>403 Forbidden</title></head><body><h1>访问被拒绝</h1></body></html>"


def decided(page: Page, fetched: Fetched, previous: Version | None = None, source: Source | None = None) -> CheckResult:
    return decide(page, fetched, source=source or a_source(), previous=previous, rules=RULES, now=NOON, chance=0.5)


def known(notice: bytes = a_notice(), **facts: object) -> tuple[Page, Version]:
    """A page that has one version, and that version."""
    body = a_body(notice)
    version = replace(read(body, a_source()), number=1)
    page = a_page(
        state=PageState.ACTIVE, version=1, body_sha256=body.sha256, last_changed_at=NOON, last_checked_at=NOON, **facts
    )
    return page, version


def kinds(result: CheckResult) -> list[ChangeKind]:
    return [change.kind for change in result.changes]


def test_first_usable_answer_is_a_version_with_its_evidence() -> None:
    result = decided(a_page(), a_body(a_notice()))
    assert result.outcome is Outcome.NEW
    assert result.version is not None
    assert result.snapshot is not None
    assert result.version.snapshot_sha256 == result.snapshot.sha256
    assert [int(one.value) for one in result.version.statements] == [50_000_000_000]
    assert ChangeKind.PAGE_NEW in kinds(result)
    assert result.alerts


def test_the_starting_stock_of_a_source_alerts_nobody() -> None:
    result = decided(a_page(initial=True), a_body(a_notice()))
    assert result.outcome is Outcome.NEW
    assert all(change.initial for change in result.changes)
    assert result.alerts == ()


def test_a_sitemap_that_comes_as_a_file_of_gzip_is_opened() -> None:
    entry = b"<url><loc>https://agency.example/a/1.html</loc></url>"
    packed = a_body(gzip.compress(b"<urlset>" + entry + b"</urlset>"), headers=(("content-type", "application/gzip"),))
    source = a_source(kind=SourceKind.SITEMAP)
    page = a_page(role=PageRole.INDEX)
    result = decided(page, packed, source=source)
    assert (result.outcome, [link.url for link in result.found]) == (Outcome.NEW, ["https://agency.example/a/1.html"])
    assert decided(replace(page, body_sha256=packed.sha256), packed, source=source).outcome is Outcome.UNCHANGED
    assert [link.url for link in try_out(packed, source).links] == ["https://agency.example/a/1.html"]
    wall = a_body(gzip.compress(WALL.encode()), headers=(("content-type", "application/gzip"),))
    assert decided(page, wall, source=source).outcome is Outcome.BLOCKED


@pytest.mark.parametrize(("kind", "keys"), [(SourceKind.JSON, "items: …, url_field"), (SourceKind.LISTING, "selector")])
def test_a_trial_without_links_says_how_to_name_them(kind: SourceKind, keys: str) -> None:
    empty = {SourceKind.JSON: '{"rows": []}', SourceKind.LISTING: "<p>目前没有通知，请以后再来看一看。</p>"}[kind]
    [advice] = try_out(a_body(empty), a_source(kind=kind)).advice
    assert keys in advice


def test_not_modified_changes_nothing_and_comes_back() -> None:
    page, _ = known()
    result = decided(page, NotModified(url=page.url, headers=(), fetched_at=NOON, took_s=0.0))
    assert result.outcome is Outcome.UNCHANGED
    assert (result.version, result.snapshot, result.changes) == (None, None, ())
    assert result.next_check_at == NOON + timedelta(hours=6)


def test_equal_bytes_need_no_previous_version() -> None:
    page, _ = known()
    body = a_body(a_notice())
    assert not needs_previous(page, body)
    assert decided(page, body).outcome is Outcome.UNCHANGED


def test_a_page_that_differs_only_in_its_furniture_has_not_changed() -> None:
    page, version = known()
    body = a_body(a_notice().replace("政策".encode(), "政策法规".encode()))
    assert needs_previous(page, body)
    result = decided(page, body, version)
    assert result.outcome is Outcome.UNCHANGED
    assert result.snapshot is None
    assert result.body_sha256 == body.sha256


def test_a_raised_target_is_a_change_with_an_alert() -> None:
    page, version = known()
    result = decided(page, a_body(a_notice("到2027年，全市医疗装备产业规模达到800亿元。")), version)
    assert result.outcome is Outcome.CHANGED
    assert ChangeKind.TARGET_RAISED in kinds(result)
    assert result.alerts


def test_an_encoding_that_flips_is_no_change() -> None:
    page, version = known()
    gbk = a_notice().decode().replace("utf-8", "gb2312").encode("gb18030")
    headers = (("content-type", "text/html"),)
    assert decided(page, a_body(gbk, headers=headers), version).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize("content", [a_notice(), a_notice().replace(b"</body>", b"<!-- served by 7 --></body>")])
def test_a_page_that_is_sent_on_to_another_address_has_moved_though_it_says_the_same(content: bytes) -> None:
    page, version = known()
    sent_on = a_body(content, final_url="https://city.example/policy/2026/notice.html")
    assert needs_previous(page, sent_on)
    first = decided(page, sent_on, version)
    assert (kinds(first), first.outcome) == ([ChangeKind.PAGE_MOVED], Outcome.CHANGED)
    assert first.alerts
    assert first.version is not None
    page = replace(page, version=2, body_sha256=sent_on.sha256)
    again = decided(page, sent_on, replace(first.version, number=2))
    assert (again.changes, again.outcome, again.version) == ((), Outcome.UNCHANGED, None)


@pytest.mark.parametrize("address", ["http://city.example/notice.html?v=2", "https://city.example/notice.html;s=1f/"])
def test_another_scheme_query_or_session_is_no_move(address: str) -> None:
    page, version = known()
    assert decided(page, a_body(a_notice(), final_url=address), version).outcome is Outcome.UNCHANGED


def test_a_page_that_goes_round_among_mirrors_is_told_once() -> None:
    page, version = known()
    mirror = a_body(a_notice(), final_url="https://mirror.example/notice.html")
    moved = decided(page, mirror, version)
    assert moved.version is not None
    back = decide(
        replace(page, version=2),
        a_body(a_notice() + b" "),
        source=a_source(),
        previous=moved.version,
        rules=RULES,
        earlier=(version,),
        now=NOON,
        chance=0.5,
    )
    assert kinds(back) == [ChangeKind.PAGE_MOVED]
    assert back.alerts == ()


def test_versions_of_unequal_recipes_are_never_compared() -> None:
    page, version = known()
    old = replace(version, recipe=replace(version.recipe, extractor="older"))
    result = decided(page, a_body(a_notice("到2027年，全市医疗装备产业规模达到800亿元。")), old)
    assert result.version is not None
    assert result.version.technical
    assert (result.changes, result.alerts) == ((), ())


@pytest.mark.parametrize(
    "fetched", [a_failure(), a_body(WALL, status=403), a_body("", status=200), a_body("x", status=404)]
)
def test_trouble_never_makes_a_version_and_always_comes_back(fetched: Fetched) -> None:
    page, version = known()
    result = decided(page, fetched, version)
    assert result.version is None
    assert result.outcome.is_trouble
    assert result.reason
    assert result.failures == 1
    assert result.next_check_at > NOON
    assert not any(change.kind.is_target for change in result.changes)


SHELL = """<html><head><title>数据平台</title><script src="/app.1f3c.js"></script></head>
<body><div id="app"></div><script>start()</script></body></html>"""


def test_a_page_that_a_script_fills_says_what_helps() -> None:
    assert decided(a_page(), a_body(SHELL)).reason.count("render: browser") == 1
    rendered = a_source(render=Render.BROWSER)
    trial = try_out(a_body(SHELL), a_source())
    assert any("render: browser" in line for line in trial.advice)
    assert try_out(a_body(SHELL), rendered).advice == ()


def test_a_wall_is_told_once_and_kept_once() -> None:
    page, _ = known()
    first = decided(page, a_body(WALL, status=403))
    assert (first.outcome, first.state) == (Outcome.BLOCKED, PageState.BLOCKED)
    assert kinds(first) == [ChangeKind.PAGE_BLOCKED]
    assert first.snapshot is not None
    walled = replace(page, state=first.state, failures=first.failures)
    again = decided(walled, a_body(WALL + "<!-- 2 -->", status=403))
    assert again.changes == ()
    assert again.snapshot is None
    assert again.failures == 2


def test_an_answer_after_a_wall_is_told_and_a_stumble_in_between_does_not_hide_it() -> None:
    page, version = known(failures=2)
    walled = replace(page, state=PageState.BLOCKED)
    stumble = decided(walled, a_failure())
    assert stumble.state is PageState.BLOCKED
    assert stumble.changes == ()
    back = decided(replace(walled, failures=3), a_body(a_notice()), version)
    assert kinds(back) == [ChangeKind.PAGE_UNBLOCKED]
    assert (back.state, back.failures) == (PageState.ACTIVE, 0)


def test_one_stumble_is_not_news_and_three_are_told_once() -> None:
    page, _ = known()
    told = [kinds(decided(replace(page, failures=count, state=PageState.FAILING), a_failure())) for count in range(5)]
    assert told == [[], [], [ChangeKind.PAGE_FAILING], [], []]
    recovered = decided(replace(page, failures=3, state=PageState.FAILING), a_body(a_notice()))
    assert kinds(recovered) == [ChangeKind.PAGE_RECOVERED]
    assert recovered.changes[0].why == ("can be read again, after 3 checks that could not read it",)
    assert kinds(decided(replace(page, failures=2, state=PageState.FAILING), a_body(a_notice()))) == []


LIST_SOURCE = a_source(kind=SourceKind.LISTING, url="https://city.example/list/")


@pytest.mark.parametrize(
    ("down", "begins", "ends"),
    [
        (a_failure(), ChangeKind.PAGE_FAILING, ChangeKind.PAGE_RECOVERED),
        (a_body(WALL, status=403), ChangeKind.PAGE_BLOCKED, ChangeKind.PAGE_UNBLOCKED),
    ],
)
def test_a_source_that_is_down_is_told_once_and_not_for_each_document(
    down: Fetched, begins: ChangeKind, ends: ChangeKind
) -> None:
    index = a_page(url=LIST_SOURCE.url, role=PageRole.INDEX, state=PageState.ACTIVE, last_changed_at=NOON)
    documents = [known(id=number, url=f"https://city.example/list/t{number}.html")[0] for number in range(2, 6)]
    told: list[tuple[int, ChangeKind]] = []
    pages = [index, *documents]
    for answer in (down, down, down, down, a_body(LISTING)):
        for place, page in enumerate(pages):
            if answer is not down and page is not index and page.id != index.id:
                answer = a_body(a_notice())
            result = decided(page, answer, source=LIST_SOURCE)
            told += [(page.id, change.kind) for change in result.changes]
            pages[place] = replace(page, state=result.state, failures=result.failures)
    assert told == [(1, begins), (1, ends)]
    assert {page.state for page in pages} == {PageState.ACTIVE}


def test_a_document_that_has_not_changed_for_long_retires_until_it_does() -> None:
    page, version = known(url="https://city.example/list/t2.html")
    page = replace(page, last_changed_at=NOON - timedelta(days=100))
    quiet = decided(page, a_body(a_notice()), version, LIST_SOURCE)
    assert (quiet.outcome, quiet.state, quiet.next_check_at) == (Outcome.UNCHANGED, PageState.RETIRED, NEVER)
    assert quiet.reason == "retired: unchanged since 2025-11-22"
    retired = replace(page, state=PageState.RETIRED)
    raised = a_body(a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
    changed = decided(retired, raised, version, LIST_SOURCE)
    assert (changed.outcome, changed.state) == (Outcome.CHANGED, PageState.ACTIVE)
    assert changed.next_check_at < NOON + timedelta(days=2)
    assert ChangeKind.TARGET_RAISED in kinds(changed)


def test_a_document_in_trouble_says_so_in_the_register() -> None:
    page, _ = known(url="https://city.example/list/t2.html")
    result = decided(replace(page, failures=2, state=PageState.FAILING), a_failure(), source=LIST_SOURCE)
    assert (result.state, result.failures, result.changes) == (PageState.FAILING, 3, ())
    assert result.reason == "city.example refuses connections"


def test_a_document_that_is_gone_and_back_is_told_of_itself() -> None:
    page, version = known(url="https://city.example/list/t2.html")
    missing = replace(page, state=PageState.MISSING, failures=5, state_since=NOON - timedelta(days=3))
    gone = decided(missing, a_body("<h1>404</h1>", status=404), source=LIST_SOURCE)
    assert kinds(gone) == [ChangeKind.PAGE_GONE]
    back = decided(replace(missing, state=PageState.GONE, body_sha256=None), a_body(a_notice()), version, LIST_SOURCE)
    assert kinds(back) == [ChangeKind.PAGE_BACK]


def test_a_page_is_gone_only_when_it_stays_missing_for_days() -> None:
    page, _ = known()
    missing = a_body("<h1>404</h1>", status=404)
    first = decided(page, missing)
    assert first.state is PageState.MISSING
    soon = replace(page, state=PageState.MISSING, failures=5, state_since=NOON - timedelta(hours=30))
    assert decided(soon, missing).state is PageState.MISSING
    late = replace(soon, state_since=NOON - timedelta(days=3))
    gone = decided(late, missing)
    assert (gone.outcome, gone.state, kinds(gone)) == (Outcome.GONE, PageState.GONE, [ChangeKind.PAGE_GONE])
    back = decided(replace(late, state=PageState.GONE), a_body(a_notice()))
    assert ChangeKind.PAGE_BACK in kinds(back)


def test_days_of_other_trouble_do_not_count_towards_gone() -> None:
    page, _ = known()
    failing = replace(page, state=PageState.FAILING, failures=9, state_since=NOON - timedelta(days=9))
    assert decided(failing, a_body("<h1>404</h1>", status=404)).state is PageState.MISSING


LISTING = """<html><head><meta charset="utf-8"><title>通知公告</title></head><body><ul class="list">
<li><a href="/tz/t20260301_11.html">关于开展医疗器械专项检查的通知</a><span>2026-03-01</span></li>
<li><a href="/tz/t20260227_10.html">关于公布创新医疗器械名单的通知</a><span>2026-02-27</span></li>
<li><a href="/tz/t20260226_09.html">关于医疗设备更新项目申报的通知</a><span>2026-02-26</span></li></ul></body></html>"""


def test_an_index_gives_links_and_no_version() -> None:
    source = a_source(kind=SourceKind.LISTING)
    page = a_page(role=PageRole.INDEX)
    first = decided(page, a_body(LISTING), source=source)
    assert first.outcome is Outcome.NEW
    assert first.found_initial
    assert [link.url.rpartition("_")[2] for link in first.found] == ["11.html", "10.html", "09.html"]
    assert first.version is None
    known_index = replace(page, last_changed_at=NOON, state=PageState.ACTIVE)
    later = decided(known_index, a_body(LISTING.replace("专项", "年度专项")), source=source)
    assert later.outcome is Outcome.CHANGED
    assert not later.found_initial


def test_a_forced_check_of_an_index_does_not_make_its_news_starting_stock() -> None:
    source = a_source(kind=SourceKind.LISTING)
    page = a_page(role=PageRole.INDEX, last_changed_at=NOON, state=PageState.ACTIVE, body_sha256=None)
    assert not decided(page, a_body(LISTING), source=source).found_initial


@given(content=st.binary(max_size=400), status=st.sampled_from([200, 202, 304, 403, 404, 412, 500, 503]))
def test_any_bytes_are_decided_and_come_back(content: bytes, status: int) -> None:
    page, version = known()
    result = decided(page, a_body(content, status=status), version)
    assert result.next_check_at > NOON
    assert (result.version is None) or status in (200, 202)


def test_validators_are_only_taken_from_a_usable_answer() -> None:
    page, version = known(validators=Validators(etag='"good"'))
    headers = (("content-type", "text/html"), ("etag", '"wall"'))
    assert decided(page, a_body(WALL, status=403, headers=headers)).validators is None
    usable = decided(page, a_body(a_notice("到2027年，建成智能工厂40家。"), headers=headers), version)
    assert usable.validators == Validators(etag='"wall"')

"""New targets beside what other pages have told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.alerts import compose
from monitor.changes import compare, headline, sentence, with_reports
from monitor.targets.following.comparing import Told
from monitor.targets.plans.key import plan_key
from monitor.types import Change, ChangeKind, EmailChannel, PlanMention, Version
from tests.alerts.making import alerts_for
from tests.changes.cases import a_version
from tests.making import NOON

PLAN = "《江州市医疗装备产业发展规划》"
OFFICIAL = a_version(f"# {PLAN}\n到2027年，全市医疗装备产业规模达到500亿元，培育国家级创新中心3家。")
REPORT = a_version("# 江州发布医疗装备规划\n到2027年，全市医疗装备产业规模达到500亿元，培育国家级创新中心3家。")
WRONG = a_version("# 江州发布医疗装备规划\n到2027年，全市医疗装备产业规模达到50亿元，培育国家级创新中心3家。")
KEY = plan_key(PLAN)


def told(version: Version, page: str = "https://official.example/plan") -> list[Told]:
    return [Told(page=page, statement=statement, plan=KEY) for statement in version.statements]


def of_plan(version: Version) -> Version:
    return replace(version, statements=tuple(replace(statement, plan=f"{PLAN}") for statement in version.statements))


def read(version: Version, others: list[Told]) -> list[Change]:
    version = of_plan(version)
    return list(with_reports(compare(None, version), url="https://news.example/1", version=version, others=others))


def test_the_first_to_tell_is_news() -> None:
    assert read(REPORT, []) == list(compare(None, of_plan(REPORT)))


def test_a_report_of_known_targets_is_quiet_and_names_who_told_them() -> None:
    changes = read(REPORT, told(OFFICIAL))
    targets = [change for change in changes if change.kind is ChangeKind.TARGET_NEW]
    assert len(targets) == 2
    assert all(change.significance < 0.3 for change in targets)
    assert all(change.also == ("https://official.example/plan",) for change in targets)
    page = next(change for change in changes if change.kind is ChangeKind.PAGE_NEW)
    assert page.significance == 0.2
    assert "told by other pages" in page.why[-1]


def test_a_report_that_says_otherwise_is_heard_with_both_sides() -> None:
    changes = read(WRONG, told(of_plan(OFFICIAL)))
    disagreement = next(change for change in changes if change.kind is ChangeKind.SOURCES_DISAGREE)
    assert disagreement.significance >= 0.7
    assert disagreement.also == ("https://official.example/plan",)
    assert "5 bn CNY against 50 bn CNY" in disagreement.summary
    page = next(change for change in changes if change.kind is ChangeKind.PAGE_NEW)
    assert page.significance > 0.5
    message = compose(alerts_for(tuple(changes)), channel=EmailChannel(name="d", to=("a@b.example",)), now=NOON)
    assert "Elsewhere: " in message.text
    assert "Reported otherwise by:\n    https://official.example/plan" in message.text


def test_what_the_page_itself_told_before_is_no_report() -> None:
    changes = read(REPORT, told(OFFICIAL, page="https://news.example/1"))
    assert all(change.also == () for change in changes)


FINAL = a_version(
    "# 江州发布医疗装备规划\n到2028年，全市医疗装备产业规模达到600亿元。"
    "到2027年，培育国家级创新中心3家，建成影像示范医院8家。"
)


def of_draft(version: Version, page: str = "https://official.example/draft") -> list[Told]:
    return [replace(one, draft=True) for one in told(of_plan(version), page)]


def test_what_the_final_plan_changes_is_a_change_of_the_plan_and_no_disagreement() -> None:
    changes = read(FINAL, of_draft(OFFICIAL))
    assert not any(change.kind is ChangeKind.SOURCES_DISAGREE for change in changes)
    raised, postponed = [change for change in changes if change.draft]
    assert (raised.kind, postponed.kind) == (ChangeKind.TARGET_RAISED, ChangeKind.TARGET_POSTPONED)
    assert raised.draft == "https://official.example/draft"
    assert (raised.significance, raised.also) == (0.98, ())
    assert raised.before is not None
    assert "500亿元" in raised.before.quote
    assert "50 → 60 bn CNY by 2027 → 2028" in raised.summary
    new = {
        change.after.value: change.significance
        for change in changes
        if change.kind is ChangeKind.TARGET_NEW and change.after
    }
    assert new == {3: 0.2, 8: 0.95}
    message = compose(alerts_for(tuple(changes)), channel=EmailChannel(name="d", to=("a@b.example",)), now=NOON)
    assert "Target raised, postponed: " in message.text
    assert "Changed from the draft: https://official.example/draft" in message.text
    assert "disagree" not in message.text


def test_what_a_later_edition_changes_is_a_change_of_the_plan() -> None:
    plan = PlanMention(name=PLAN, key=KEY, edition=2029, start=0, end=1)
    revised = replace(FINAL, plans=(plan,))
    changes = read(revised, told(of_plan(OFFICIAL), "https://official.example/plan"))
    assert not any(change.kind is ChangeKind.SOURCES_DISAGREE for change in changes)
    raised, postponed = [change for change in changes if change.draft]
    assert (raised.kind, postponed.kind) == (ChangeKind.TARGET_RAISED, ChangeKind.TARGET_POSTPONED)
    assert raised.why == ("target raised", "its earlier edition said otherwise")
    message = compose(alerts_for(tuple(changes)), channel=EmailChannel(name="d", to=("a@b.example",)), now=NOON)
    assert "Changed from the earlier edition: https://official.example/plan" in message.text


def test_a_final_plan_that_keeps_its_drafts_targets_is_a_new_page_like_any_other() -> None:
    changes = read(REPORT, of_draft(OFFICIAL))
    page = next(change for change in changes if change.kind is ChangeKind.PAGE_NEW)
    assert page.significance == 0.95
    assert {change.significance for change in changes if change.kind is ChangeKind.TARGET_NEW} == {0.2}


def test_who_reports_the_final_plan_is_no_news_beside_it() -> None:
    others = [*of_draft(OFFICIAL), *told(of_plan(FINAL), "https://official.example/final")]
    changes = read(FINAL, others)
    assert not any(change.draft for change in changes)
    assert all(change.also for change in changes if change.kind is ChangeKind.TARGET_NEW)
    assert next(change for change in changes if change.kind is ChangeKind.PAGE_NEW).significance == 0.2


def test_who_contradicts_the_final_plan_is_heard_though_a_draft_says_otherwise_too() -> None:
    others = [*of_draft(OFFICIAL), *told(of_plan(FINAL), "https://official.example/final")]
    [disagreement] = [one for one in read(WRONG, others) if one.kind is ChangeKind.SOURCES_DISAGREE]
    assert disagreement.also == ("https://official.example/final",)


def test_a_disagreement_in_the_starting_stock_of_a_source_is_kept_and_not_alerted() -> None:
    version = of_plan(WRONG)
    changes = with_reports(
        compare(None, version, initial=True),
        url="https://news.example/1",
        version=version,
        others=told(of_plan(OFFICIAL)),
    )
    assert [change.initial for change in changes if change.kind is ChangeKind.SOURCES_DISAGREE] == [True]
    assert all(change.initial for change in changes)


def test_who_agrees_with_one_side_of_a_dispute_that_is_known_is_no_news() -> None:
    others = [*told(of_plan(OFFICIAL)), *told(of_plan(WRONG), "https://wrong.example/1")]
    changes = read(REPORT, others)
    assert not any(change.kind is ChangeKind.SOURCES_DISAGREE for change in changes)
    assert next(change for change in changes if change.kind is ChangeKind.PAGE_NEW).significance == 0.2


def test_who_disagrees_with_two_that_disagree_is_told_beside_the_one_that_is_nearer() -> None:
    later = a_version("# 江州发布医疗装备规划\n到2028年，全市医疗装备产业规模达到500亿元。")
    others = [*told(of_plan(later), "https://later.example/1"), *told(of_plan(OFFICIAL))]
    [disagreement] = [one for one in read(WRONG, others) if one.kind is ChangeKind.SOURCES_DISAGREE]
    assert disagreement.also == ("https://official.example/plan",)


DRAFT_TEXT = "# 江州手术机器人行动计划\n到2028年，手术机器人产业规模达到150亿元。\n到2028年，建成应用示范医院30家。"
FINAL_TEXT = DRAFT_TEXT.replace("150亿元", "180亿元").replace("2028年，建成", "2029年，建成")


def of_text(text: str) -> tuple[Version, list[Told]]:
    version = a_version(text)
    return of_plan(version), of_draft(version)


def mail_about(text: str, others: list[Told]) -> str:
    changes = read(of_text(text)[0], others)
    return compose(alerts_for(tuple(changes)), channel=EmailChannel(name="d", to=("a@b.example",)), now=NOON).text


def test_beside_its_draft_only_what_the_final_plan_changed_is_marked() -> None:
    version, others = of_text(DRAFT_TEXT)
    others = [replace(one, sentence=sentence(version.document.text, one.statement)) for one in others]
    mail = mail_about(FINAL_TEXT, others)
    assert "Before: 到2028年，手术机器人产业规模达到[150亿元]。\n" in mail
    assert "After: 到2028年，手术机器人产业规模达到[180亿元]。\n" in mail
    assert "Before: 到[2028年]，建成应用示范医院30家。\n" in mail
    assert "After: 到[2029年]，建成应用示范医院30家。\n" in mail


def test_a_sentence_is_not_held_against_a_clause() -> None:
    mail = mail_about(FINAL_TEXT, of_text(DRAFT_TEXT)[1])
    assert "Before: 手术机器人产业规模达到[150亿元]\n" in mail
    assert "After: 手术机器人产业规模达到[180亿元]\n" in mail


def test_a_clause_is_quoted_with_the_date_that_governs_it() -> None:
    text = "总体要求不变。到2028年，手术机器人产业规模达到150亿元；建成应用示范医院30家；培训医师900名。"
    version = a_version(f"# 江州手术机器人行动计划\n{text}")
    hospitals = next(one for one in version.statements if one.value == 30)
    quoted = sentence(version.document.text, hospitals)
    assert quoted == "到2028年，手术机器人产业规模达到150亿元；建成应用示范医院30家；"


def test_a_page_is_said_to_be_reported_by_pages_that_agree_on_all_its_targets() -> None:
    others = told(of_plan(OFFICIAL)) + told(of_plan(WRONG), "https://other.example/wrong")
    changes = read(REPORT, others)
    page = next(change for change in changes if change.kind is ChangeKind.PAGE_NEW)
    assert page.also == ("https://official.example/plan",)
    centres = next(change for change in changes if change.after is not None and change.after.value == 3)
    assert centres.also == ("https://official.example/plan", "https://other.example/wrong")


def test_beside_a_sentence_of_two_targets_stand_the_pages_that_agree_on_both() -> None:
    others = told(of_plan(OFFICIAL)) + told(of_plan(WRONG), "https://other.example/wrong")
    targets = [change for change in read(REPORT, others) if change.kind is ChangeKind.TARGET_NEW]
    assert len(targets) == 2
    mail = compose(alerts_for(tuple(targets)), channel=EmailChannel(name="d", to=("a@b.example",)), now=NOON).text
    assert mail.count("It says: ") == 1
    assert "Also reported by:\n    https://official.example/plan" in mail
    assert "other.example" not in mail


def changed(before: Version, now: Version, others: list[Told]) -> list[Change]:
    before, now = of_plan(before), of_plan(now)
    return list(with_reports(compare(before, now), url="https://official.example/plan", version=now, others=others))


RAISED = a_version(f"# {PLAN}\n到2027年，全市医疗装备产业规模达到650亿元，培育国家级创新中心3家。")
SHORT = a_version(f"# {PLAN}\n到2027年，全市医疗装备产业规模达到500亿元。")


def test_who_still_says_what_a_page_said_before_does_not_disagree_with_it() -> None:
    kinds = {change.kind for change in changed(OFFICIAL, RAISED, told(of_plan(REPORT), "https://news.example/1"))}
    assert kinds == {ChangeKind.TARGET_RAISED, ChangeKind.TEXT_CHANGED}
    kinds = {change.kind for change in changed(OFFICIAL, RAISED, told(of_plan(WRONG), "https://news.example/1"))}
    assert ChangeKind.SOURCES_DISAGREE in kinds


def test_a_target_that_its_page_withdrew_and_says_again_is_news_though_reports_told_it_all_along() -> None:
    reports = told(of_plan(REPORT), "https://news.example/1")
    [quiet] = [one for one in changed(SHORT, OFFICIAL, reports) if one.kind is ChangeKind.TARGET_NEW]
    assert quiet.significance < 0.3
    withdrawn = [one for one in told(of_plan(OFFICIAL)) if one.statement.value == 3]
    [again] = [one for one in changed(SHORT, OFFICIAL, [*reports, *withdrawn]) if one.kind is ChangeKind.TARGET_NEW]
    assert again.significance == 0.95
    assert again.why == ("new target", "this page had withdrawn it")


def test_who_tells_a_target_otherwise_is_not_named_among_those_that_report_it() -> None:
    counted = a_version("# 江州发布医疗装备规划\n到2027年，新增创新产品120家。")
    official = a_version(f"# {PLAN}\n到2027年，新增创新产品120项。")
    changes = read(counted, [*told(of_plan(official)), *told(of_plan(official), "https://other.example/reading")])
    assert [change.also for change in changes if change.kind is ChangeKind.TARGET_NEW] == [()]
    assert [change.also for change in changes if change.kind is ChangeKind.SOURCES_DISAGREE] == [
        ("https://official.example/plan",)
    ]


def test_a_dispute_about_the_year_shows_both_years_and_is_told_once() -> None:
    late = a_version(
        "# 江州发布医疗装备规划\n到2029年，全市医疗装备产业规模达到500亿元。\n到2027年，培育国家级创新中心3家。"
    )
    changes = read(late, told(of_plan(OFFICIAL)))
    [disagreement] = [change for change in changes if change.kind is ChangeKind.SOURCES_DISAGREE]
    assert disagreement.summary == "Sources disagree: 全市医疗装备产业规模 50 bn CNY by 2029 against 2027"
    mail = compose(alerts_for(tuple(changes)), channel=EmailChannel(name="d", to=("a@b.example",)), now=NOON).text
    assert "It says: 到2029年，全市医疗装备产业规模达到500亿元。" in mail
    assert "New target: 全市医疗装备产业规模" not in mail


def test_a_dispute_about_figure_and_year_shows_each_figure_with_its_year() -> None:
    other = a_version(
        "# 江州发布医疗装备规划\n到2029年，全市医疗装备产业规模达到50亿元。\n到2027年，培育国家级创新中心3家。"
    )
    [disagreement] = [one for one in read(other, told(of_plan(OFFICIAL))) if one.kind is ChangeKind.SOURCES_DISAGREE]
    assert disagreement.summary.endswith("全市医疗装备产业规模 5 bn CNY by 2029 against 50 bn CNY by 2027")
    assert headline(disagreement, "zh").endswith("50亿元（2029年），另有来源为 500亿元（2027年）")


@pytest.mark.parametrize(("year", "value", "count"), [(2025, 300, 0), (2029, 800, 0), (2025, 800, 1), (2029, 300, 1)])
def test_a_figure_on_the_way_to_another_is_no_dispute(year: int, value: int, count: int) -> None:
    other = a_version(f"# 江州发布医疗装备规划\n到{year}年，全市医疗装备产业规模达到{value}亿元。")
    found = [one for one in read(other, told(of_plan(OFFICIAL))) if one.kind is ChangeKind.SOURCES_DISAGREE]
    assert len(found) == count


def test_a_dispute_about_what_is_added_and_what_there_is_in_all_shows_the_figure_once() -> None:
    added = a_version("# 江州发布医疗装备规划\n到2027年，新增国家级创新中心3家。")
    [disagreement] = [one for one in read(added, told(of_plan(OFFICIAL))) if one.kind is ChangeKind.SOURCES_DISAGREE]
    assert disagreement.summary == "Sources disagree: 新增国家级创新中心 3 家 by 2027"

"""New targets beside what other pages have told."""

from __future__ import annotations

from dataclasses import replace

from monitor.alerts import compose
from monitor.changes import compare, with_reports
from monitor.targets.linking import Told
from monitor.targets.plan_key import plan_key
from monitor.types import Change, ChangeKind, EmailChannel, Version
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
    assert page.significance == 0.5
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

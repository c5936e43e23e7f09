"""A new page of which others have told all is a report; whatever it adds makes it news."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from monitor.alerts import compose
from monitor.changes import Elsewhere, compare, with_reports
from monitor.targets.following.comparing import told_by
from monitor.targets.plans.key import plan_key
from monitor.targets.plans.mentions import read_plans
from monitor.targets.plans.official import is_official
from monitor.types import Change, ChangeKind, Document, EmailChannel, Version
from tests.alerts.making import alerts_for
from tests.changes.cases import a_version
from tests.making import NOON

URL, TELLER = "https://news.example/1", "https://city.example/plan"
NAME = "临江市医疗装备产业规划（2026—2030年）"
GOALS = "到2030年，全市医疗装备产业规模达到500亿元，建成智能工厂40家。"
PLAN = (
    f"# 关于印发《{NAME}》的通知\n各县区人民政府：现将规划印发给你们。\n{GOALS}\n支持企业研制磁共振设备。\n"
    "2024年，产业规模为200亿元。"
)
REPORT = f"# 临江发布医疗装备规划\n临江市日前发布《{NAME}》。\n{GOALS}"


def version(text: str) -> Version:
    read = a_version(text)
    return replace(read, plans=read_plans(read.document))


def changes_of(
    text: str, *, before: str | None = None, teller: str = PLAN, named: Collection[str] = ()
) -> list[Change]:
    """What a page comes to, when another one has told the plan."""
    now, other = version(text), version(teller)
    previous = version(before) if before is not None else None

    def look(addresses: Collection[str], keys: Collection[str]) -> Elsewhere:
        assert set(addresses) <= {TELLER}
        return Elsewhere(tellers=dict.fromkeys(addresses, other), plans=frozenset(keys) & frozenset(named))

    others = told_by(TELLER, other)
    return list(with_reports(compare(previous, now), url=URL, version=now, others=others, look=look))


def page(changes: list[Change]) -> Change:
    return next(change for change in changes if change.kind is ChangeKind.PAGE_NEW)


def test_a_report_raises_nothing_of_its_own() -> None:
    changes = changes_of(REPORT)
    assert {change.significance for change in changes} == {0.2}
    assert page(changes).also == (TELLER,)


@pytest.mark.parametrize(
    ("added", "what"),
    [
        pytest.param("2023年，全市出口医疗装备30亿元。", "1 fact that none of them has", id="a fact"),
        pytest.param("支持企业研制手术机器人。", "1 kind of equipment that none of them has", id="equipment"),
        pytest.param("另将编制《临江市康复产业行动计划》。", "1 plan that none of them has", id="a plan"),
    ],
)
def test_a_report_that_adds_something_is_news_of_that(added: str, what: str) -> None:
    found = page(changes_of(f"{REPORT}\n{added}"))
    assert found.significance == 0.5
    assert found.why[-1] == what


def test_what_the_tellers_have_or_others_name_is_no_addition() -> None:
    known = "支持企业研制磁共振设备。\n2024年，产业规模为200亿元。\n将落实《临江市康复产业行动计划》。"
    key = plan_key("临江市康复产业行动计划")
    changes = changes_of(f"{REPORT}\n{known}", named=[key])
    assert {change.significance for change in changes} == {0.2}
    [equipment] = [change for change in changes if change.kind is ChangeKind.EQUIPMENT_NAMED]
    assert equipment.also == (TELLER,)
    assert page(changes_of(f"{REPORT}\n将落实《临江市康复产业行动计划》。")).significance == 0.5


def test_what_a_plan_is_for_is_no_new_equipment() -> None:
    name = "临江市康复设备行动计划（2026—2030年）"
    plan, news = (f"# {title}\n{GOALS}{{}}" for title in (f"关于印发《{name}》的通知", "临江发布康复设备行动计划"))
    more = "支持企业研制康复设备。"
    assert {one.significance for one in changes_of(news.format(more), teller=plan.format(""))} == {0.2}
    other = changes_of(news.format("支持企业研制康复机器人。"), teller=plan.format(""))
    assert page(other).significance == 0.5


def test_a_new_target_or_another_figure_is_heard() -> None:
    assert page(changes_of(f"{REPORT}\n到2028年，培育龙头企业12家。")).significance == 0.95
    assert page(changes_of(REPORT.replace("500亿", "700亿"))).significance == 0.95


def test_a_page_about_something_else_that_cites_a_target_is_a_page_like_any_other() -> None:
    other = "市中心医院的新院区昨天启用，设有八个手术室和一个影像中心，周边居民就医更为方便。" * 10
    passing = f"# 市中心医院新院区启用\n{other}\n《{NAME}》提出，到2030年，全市医疗装备产业规模达到500亿元。"
    assert page(changes_of(passing)).significance == 0.5


def test_a_page_that_names_the_plan_at_its_beginning_may_be_about_something_else() -> None:
    other = "市中心医院的新院区昨天启用，设有八个手术室和一个影像中心，周边居民就医更为方便。" * 10
    passing = f"# 市中心医院新院区启用\n《{NAME}》提出，到2030年，全市医疗装备产业规模达到500亿元。\n{other}"
    assert page(changes_of(passing)).significance == 0.5


def test_papers_of_an_office_are_heard() -> None:
    paper = f"# 关于组织申报示范项目的通知\n根据《{NAME}》，{GOALS}现组织申报。"
    assert page(changes_of(paper)).significance == 0.5
    plan_after_report = changes_of(PLAN, teller=REPORT)
    assert page(plan_after_report).significance == 0.95
    assert {one.significance for one in plan_after_report if one.kind is ChangeKind.TARGET_NEW} == {0.2}
    again = page(changes_of(PLAN.replace("现将规划印发给你们", "现将规划印发给大家")))
    assert again.significance == 0.95, "three lines of four: no copy"
    longer = "\n".join(f"（{n}）各县区要把任务逐项分解，按季度报送第{n}类工作的进展。" for n in range(12))
    assert page(changes_of(f"{PLAN}\n{longer}", teller=f"{PLAN}\n{longer}")).significance == 0.2, "a copy"


def test_a_mail_about_such_a_page_says_that_its_targets_are_known() -> None:
    changes = changes_of(f"{REPORT}\n另将编制《临江市康复产业行动计划》。")
    mail = compose(alerts_for((page(changes),)), channel=EmailChannel(name="d", to=("a@b.example",)), now=NOON)
    assert "(2 targets, told before by other pages)" in mail.subject


def test_known_targets_that_a_page_adds_raise_nothing() -> None:
    before = "# 行业动态\n本栏目汇集各地消息。"
    changes = changes_of(f"{before}\n临江市发布《{NAME}》：{GOALS}", before=before)
    assert {change.kind for change in changes} == {ChangeKind.TARGET_NEW, ChangeKind.TEXT_CHANGED}
    assert {change.significance for change in changes} == {0.2}
    more = changes_of(f"{before}\n临江市发布《{NAME}》：{GOALS}\n注册费不得高于3万元。", before=before)
    assert next(one for one in more if one.kind is ChangeKind.TEXT_CHANGED).significance > 0.3


@pytest.mark.parametrize(
    "title",
    [
        f"关于印发《{NAME}》的通知",
        "省人民政府办公厅关于印发某省医疗装备三年行动计划（2025—2027年）的通知_省人民政府",
        NAME,
        "关于公开征求《某省医疗装备行动方案（征求意见稿）》意见的公告",
        "市药监局公告（2026年第3号）",
        "智慧醫療器材產業發展計畫（115年至118年）",
        "Medical Equipment Industry Development Plan (2026-2030)",
        "Notice on Issuing the Linjiang Medical Equipment Plan",
        "Scheme for Strengthening of Medical Device Industry",
    ],
)
def test_papers_are_known_by_their_titles(title: str) -> None:
    assert is_official(Document(url=None, title=title))


@pytest.mark.parametrize(
    "title",
    [
        "临江发布医疗装备产业规划",
        f"《{NAME}》解读",
        f"一图读懂{NAME}",
        "九百亿！临江医疗装备再出发",
        "临江：到2030年医疗装备产业规模达到500亿元",
        "行政院核定「智慧醫療器材產業發展計畫（115年至118年）」",
        "Linjiang unveils medical equipment industry plan (2026-2030)",
        "Hunan issues five-year plan for medical equipment",
        "Order books fill as plan takes off",
    ],
)
def test_reports_are_known_by_their_titles(title: str) -> None:
    assert not is_official(Document(url=None, title=title))
    assert is_official(Document(url=None, title=title, number="临政办〔2026〕3号"))

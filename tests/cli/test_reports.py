"""Several pages that tell of one plan: the first is news, later ones only when they say otherwise."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Installation, listing
from tests.making import a_notice

PLAN = (
    "《临江市医疗装备产业规划（2026—2030年）》提出，到2030年，全市医疗装备产业规模达到{value}亿元，建成智能工厂40家。"
)


@pytest.fixture
def told(here: Installation) -> Installation:
    """A plan that one notice of the listing has told of."""
    here.type("crawl", "notices")
    here.site.put("/t3.html", a_notice(PLAN.format(value=500), title="关于印发医疗装备产业发展规划的第3号通知"))
    here.site.put("/list.html", listing(1, 2, 3))
    here.type("crawl", "notices")
    return here


def report(here: Installation, value: int) -> list[dict[str, object]]:
    here.site.put("/t4.html", a_notice(PLAN.format(value=value), title="关于医疗装备产业发展规划解读的第4号通知"))
    here.site.put("/list.html", listing(1, 2, 3, 4))
    here.type("crawl", "notices")
    rows = here.type("changes", "--json").rows
    return [row["change"] for row in rows if row["page_url"].endswith("/t4.html")]


def test_the_first_to_tell_a_target_is_news(told: Installation) -> None:
    [mail] = told.mailbox.mails
    assert "第3号通知" in str(mail["Subject"])
    assert {row["change"]["kind"] for row in told.type("changes", "--kind", "target_*", "--json").rows} == {
        "target_new"
    }


def test_a_report_that_agrees_names_who_told_it_before(told: Installation) -> None:
    changes = report(told, 500)
    targets = [change for change in changes if change["kind"] == "target_new"]
    assert len(targets) == 2
    assert all(change["also"] == [f"{told.site.address}/t3.html"] for change in targets)
    assert not any(change["kind"] == "sources_disagree" for change in changes)
    alerts = [row for row in told.type("alerts", "list", "--json").rows if row["page_url"].endswith("/t4.html")]
    assert alerts == [], "a notice of the same lines under another title is a copy"


NEWS = """<html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body><article><h1>{title}</h1>
<p>本报讯 记者从有关部门获悉，{plan}</p><p>{more}</p><p>业内人士对此表示欢迎，认为前景可期。</p></article></body>
</html>"""


@pytest.mark.parametrize(
    ("more", "is_heard"),
    [
        pytest.param("记者注意到，不少企业已经行动起来。", False, id="nothing new"),
        pytest.param("规划还提出，到2030年，培育龙头企业12家。", True, id="a target"),
        pytest.param("2024年，全市医疗装备出口额为35亿元。", True, id="a fact"),
        pytest.param("规划还要求支持企业研制质子治疗系统。", True, id="equipment"),
        pytest.param("该市还将印发《临江市体外诊断产业行动计划》。", True, id="a plan"),
    ],
)
def test_a_report_is_mailed_only_when_it_adds_something(told: Installation, more: str, is_heard: bool) -> None:
    page = NEWS.format(title="临江发布医疗装备产业规划", plan=PLAN.format(value=500), more=more)
    told.site.put("/t4.html", page)
    told.site.put("/list.html", listing(1, 2, 3, 4))
    mails = len(told.mailbox.mails)
    told.type("crawl", "notices")
    assert len(told.mailbox.mails) - mails == is_heard
    rows = [row["change"] for row in told.type("changes", "--json").rows if row["page_url"].endswith("/t4.html")]
    assert {row["kind"] for row in rows} >= {"page_new", "target_new"}, "kept, whether it is mailed or not"
    page_new = next(row for row in rows if row["kind"] == "page_new")
    if not is_heard:
        assert page_new["also"] == [f"{told.site.address}/t3.html"]
        assert f"(told before by {told.site.address}/t3.html)" in told.type("changes", "--kind", "page_new").out
        [name] = {
            row["target"]
            for row in told.type("targets", "--unit", "CNY", "--json").rows
            if row["page_url"].endswith("/t3.html")
        }
        assert f"also reported by {told.site.address}/t4.html" in told.type("show", f"T{name}").out


def test_the_plan_itself_is_mailed_though_news_told_its_targets_before(here: Installation) -> None:
    here.type("crawl", "notices")
    news = NEWS.format(title="临江发布医疗装备产业规划", plan=PLAN.format(value=500), more="前景可期。")
    here.site.put("/t3.html", news)
    here.site.put("/list.html", listing(1, 2, 3))
    here.type("crawl", "notices")
    title = "关于印发《临江市医疗装备产业规划（2026—2030年）》的通知"
    here.site.put("/t4.html", a_notice(PLAN.format(value=500), title=title))
    here.site.put("/list.html", listing(1, 2, 3, 4))
    here.type("crawl", "notices")
    assert len(here.mailbox.mails) == 2
    body = here.mailbox.mails[-1].get_body(("plain",))
    assert body is not None
    assert "(2 targets, told before by other pages)" in body.get_content()


def test_a_report_that_says_otherwise_is_a_conflict_with_both_quotes(told: Installation) -> None:
    changes = report(told, 5000)
    [conflict] = [change for change in changes if change["kind"] == "sources_disagree"]
    assert "500亿元" in conflict["before"]["quote"]
    assert "5000亿元" in conflict["after"]["quote"]
    body = told.mailbox.mails[-1].get_body(("plain",))
    assert body is not None
    assert "disagree" in body.get_content().lower()


NAME = "临江市医疗装备产业规划（2026—2030年）"


def test_a_final_plan_is_told_as_changes_of_its_draft_and_as_no_disagreement(here: Installation) -> None:
    here.type("crawl", "notices")
    for number, value, title in (
        (3, 500, f"关于公开征求《{NAME}（征求意见稿）》意见的公告"),
        (4, 650, f"关于印发《{NAME}》的通知"),
    ):
        here.site.put(f"/t{number}.html", a_notice(PLAN.format(value=value), title=title))
        here.site.put("/list.html", listing(*range(1, number + 1)))
        here.type("crawl", "notices")
    rows = [row for row in here.type("changes", "--json").rows if row["page_url"].endswith("/t4.html")]
    kinds = {row["change"]["kind"] for row in rows}
    assert kinds == {"page_new", "target_new", "target_raised"}
    assert f" (told before by {here.site.address}/t3.html)" in here.type("changes").out
    raised = next(row["change"] for row in rows if row["change"]["kind"] == "target_raised")
    assert raised["draft"] == f"{here.site.address}/t3.html"
    assert ("500亿元" in raised["before"]["quote"], "650亿元" in raised["after"]["quote"]) == (True, True)
    body = here.mailbox.mails[-1].get_body(("plain",))
    assert body is not None
    assert f"Changed from the draft: {here.site.address}/t3.html" in body.get_content()
    names = {
        row["statement"]["value"]: row["target"]
        for row in here.type("targets", "--json").rows
        if row["statement"]["unit"] == "CNY"
    }
    told = here.type("show", f"T{names['65000000000']}").out
    assert f"raised since its draft, {here.site.address}/t3.html: " in told
    assert "told otherwise" not in told
    [shown] = here.type("show", f"T{names['50000000000']}", "--json").rows
    [revision] = shown["revisions"]
    assert (revision["kinds"], revision["later"]["page_url"]) == (["target_raised"], f"{here.site.address}/t4.html")
    assert "raised by the final plan, " in here.type("show", f"T{names['50000000000']}").out


CHINESE = (
    "《临江市医疗装备产业规划（2026—2030年）》提出，到2030年，全市医疗装备产业产值达到800亿元，建成创新中心12家，"
    "培育龙头企业{}家。"
)
ENGLISH = (
    'The Linjiang Municipal Government issued the "Medical Equipment Industry Development Plan (2026-2030)". By 2030, '
    "the output value of the medical equipment industry will reach 80 billion yuan, 12 innovation centers will be "
    "built and {} leading enterprises will be cultivated in the city, according to the plan that was published today."
)


def _in_english(sentence: str) -> str:
    title = "City plans for medical equipment"
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><article><h1>{title}</h1>'
        "<p>Officials spoke of the months that lie ahead of the local industry and of its many firms.</p>"
        f"<p>{sentence}</p><p>They thanked everyone who had sent in comments.</p></article></body></html>"
    )


@pytest.mark.parametrize("order", ["the plan first", "its translation first"])
@pytest.mark.parametrize("count", [25, 35])
def test_a_city_that_no_table_knows_is_one_in_both_languages(here: Installation, order: str, count: int) -> None:
    here.type("crawl", "notices")
    pages = [
        a_notice(CHINESE.format(25), title="临江市发布医疗装备产业规划"),
        _in_english(ENGLISH.format(count)).encode(),
    ]
    for number, page in zip((3, 4), pages if order == "the plan first" else reversed(pages), strict=True):
        here.site.put(f"/t{number}.html", page)
        here.site.put("/list.html", listing(*range(1, number + 1)))
        here.type("crawl", "notices")
    rows = [row["change"] for row in here.type("changes", "--json").rows if row["page_url"].endswith("/t4.html")]
    known = [row for row in rows if row["kind"] == "target_new" and row["also"] == [f"{here.site.address}/t3.html"]]
    assert len(known) == (3 if count == 25 else 2)
    assert len([row for row in rows if row["kind"] == "sources_disagree"]) == (0 if count == 25 else 1)
    [name] = [
        row["target"]
        for row in here.type("targets", "--unit", "CNY", "--json").rows
        if row["page_url"].endswith("/t4.html") and row["statement"]["value"] == "80000000000"
    ]
    [shown] = here.type("show", f"T{name}", "--json").rows
    [also] = shown["also"]
    assert also["reasons"][0] == "same plan"
    assert also["score"] >= 0.7


def test_what_a_final_plan_changes_is_quoted_beside_the_sentence_of_its_draft(here: Installation) -> None:
    title = "临江市手术机器人产业发展行动计划（2026—2028年）"
    goals = "到2028年，手术机器人产业规模达到{}亿元。</p><p>到{}年，建成应用示范医院30家。"
    here.type("crawl", "notices")
    here.site.put("/t3.html", a_notice(goals.format(150, 2028), title=f"{title}（征求意见稿）"))
    here.site.put("/list.html", listing(1, 2, 3))
    here.type("crawl", "notices")
    here.site.put("/t4.html", a_notice(goals.format(180, 2029), title=title))
    here.site.put("/list.html", listing(1, 2, 3, 4))
    here.type("crawl", "notices")
    body = here.mailbox.mails[-1].get_body(("plain",))
    assert body is not None
    told = body.get_content()
    assert "Before: 到2028年，手术机器人产业规模达到[150亿元]。" in told
    assert "After: 到2028年，手术机器人产业规模达到[180亿元]。" in told
    assert "Before: 到[2028年]，建成应用示范医院30家。" in told
    assert "After: 到[2029年]，建成应用示范医院30家。" in told

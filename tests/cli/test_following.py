"""Commands that follow targets: over versions, from draft to final plan, across pages, up to their deadlines."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.cli.context import environment, moment_of
from tests.cli.conftest import Installation, listing
from tests.making import a_notice

DRAFT = (
    "到2027年，产业规模突破500亿元；培育龙头企业20家；三级医院设备完好率不低于95%；建成影像中心18个。"
    "2023年，产业规模为330亿元。"
)
FINAL = (
    "到2028年，产业规模达到450亿元左右；培育龙头企业20家以上；三级医院设备完好率不低于95%。2024年，产业规模为360亿元。"
)
REPORT = "据介绍，到2028年，产业规模将达到450亿元左右，龙头企业将有30家以上。"
NAME = "某省医疗装备产业发展行动方案（2025-2028年）"


@pytest.fixture
def plan(here: Installation) -> Installation:
    """A draft, the final plan, and a report that disagrees in one figure."""
    here.site.put("/plan.html", a_notice(DRAFT, title=f"关于公开征求《{NAME}（征求意见稿）》意见的公告"))
    here.site.put("/t1.html", a_notice(FINAL, title=f"关于印发{NAME}的通知"))
    here.site.put("/t2.html", a_notice(REPORT, title=f"{NAME}发布"))
    here.type("crawl", "plan")
    here.type("crawl", "notices")
    return here


def _url(here: Installation, name: str) -> str:
    return f"{here.site.address}/{name}.html"


def _target(here: Installation, page: str, value: str) -> object:
    rows = here.type("targets", "--json").rows
    return next(
        row["target"] for row in rows if row["page_url"] == _url(here, page) and row["statement"]["value"] == value
    )


def test_draft_and_final_are_compared_target_by_target(plan: Installation) -> None:
    [row] = plan.type("diff", _url(plan, "plan"), _url(plan, "t1"), "--json").rows
    kinds = {(one["kind"], (one["before"] or one["after"])["value"]) for one in row["targets"]}
    assert kinds == {
        ("target_lowered", "50000000000"),
        ("target_postponed", "50000000000"),
        ("target_postponed", "20"),
        ("target_postponed", "95"),
        ("target_removed", "18"),
    }
    assert row["with"] != row["page"]
    told = plan.type("diff", _url(plan, "plan"), "--with", _url(plan, "t1"), "--targets").out
    assert "(draft)" in told
    assert "lowered" in told
    assert "- “到2027年，产业规模突破500亿元”" in told or "- “产业规模突破500亿元”" in told
    assert "~ " not in told


def test_two_versions_are_compared_target_by_target(here: Installation) -> None:
    here.type("crawl", "--all")
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
    here.type("crawl", "--all")
    [row] = here.type("diff", _url(here, "plan"), "--json").rows
    assert [one["kind"] for one in row["targets"]] == ["target_raised"]
    told = here.type("diff", _url(here, "plan")).out
    assert "targets: 1 raised, 0 as before" in told
    assert "[-500" in told


@pytest.mark.parametrize(
    "arguments", [("diff", "1", "2", "1", "--with", "2"), ("show", "T999"), ("show", "T1", "--version", "1")]
)
def test_what_makes_no_sense_is_one_line(plan: Installation, arguments: tuple[str, ...]) -> None:
    typed = plan.type(*arguments)
    assert typed.code == 2
    assert typed.err.count("\n") == 1


def test_deadlines_stand_beside_the_latest_fact(plan: Installation) -> None:
    rows = plan.type("targets", "--due", "--days", "2000", "--json").rows
    found = {(row["page_url"].rpartition("/")[2], row["statement"]["value"]): row["baseline"] for row in rows}
    fact = found["t1.html", "45000000000"]
    assert (fact["statement"]["value"], fact["statement"]["as_of"]) == ("36000000000", "2024")
    assert fact["page_url"] == _url(plan, "t1")
    assert found["t2.html", "30"] is None
    told = plan.type("targets", "--due", "--days", "2000").out
    assert "36 bn CNY in 2024" in told
    table = list(csv.DictReader(io.StringIO(plan.type("targets", "--due", "--days", "2000", "--csv").out)))
    assert {row["baseline_as_of"] for row in table if row["value"] == "45000000000"} == {"2024"}


def test_a_figure_of_the_country_does_not_stand_beside_that_of_a_province(here: Installation) -> None:
    name = "《医疗装备产业发展行动方案（2025-2028年）》"
    here.site.put(
        "/plan.html", a_notice("到2028年，全国产业规模突破9000亿元。", title=f"国家有关部门关于印发{name}的通知")
    )
    province = "到2028年，全省产业规模突破800亿元。2024年，全省产业规模为360亿元。"
    here.site.put("/t1.html", a_notice(province, title=f"关于印发{name.replace('《', '《湖南省')}的通知"))
    here.type("crawl", "--all")
    rows = here.type("targets", "--due", "--days", "3000", "--json").rows
    facts = {row["statement"]["value"]: row["baseline"] for row in rows}
    assert facts["900000000000"] is None
    assert facts["80000000000"]["statement"]["value"] == "36000000000"


def test_who_reports_a_plan_without_naming_it_is_known_by_two_targets(here: Installation) -> None:
    goals = "到2028年，康复辅具产业规模突破300亿元；培育龙头企业20家；建成影像中心18个。"
    here.site.put("/plan.html", a_notice(goals, title="关于印发山西省康复辅具产业行动方案（2025-2028年）的通知"))
    here.type("crawl", "plan")
    here.site.put("/t1.html", a_notice(goals.replace("18个", "81个"), title="山西康复辅具产业要过三百亿"))
    here.type("crawl", "notices")
    rows = here.type("changes", "--json").rows
    told = [row["change"] for row in rows if row["page_url"] == _url(here, "t1")]
    assert {one["after"]["value"] for one in told if one["also"] == [_url(here, "plan")] and one["after"]} >= {
        "20",
        "81",
    }
    assert [one["after"]["value"] for one in told if one["kind"] == "sources_disagree"] == ["81"]
    known = here.type("show", f"T{_target(here, 't1', '20')}").out
    assert f"also reported by {_url(here, 'plan')}" in known


def test_a_deadline_is_listed_once_and_as_the_final_plan_sets_it(plan: Installation) -> None:
    rows = plan.type("targets", "--due", "--days", "2000", "--json").rows
    found = [(row["page_url"].rpartition("/")[2], row["statement"]["value"]) for row in rows]
    assert sorted(found) == [
        ("plan.html", "18"),  # the draft alone
        ("t1.html", "20"),
        ("t1.html", "45000000000"),
        ("t1.html", "95"),
        ("t2.html", "30"),  # the report that disagrees
    ]
    reported = plan.type("targets", "--due", "--days", "2000", "--unit", "cny", "--json", "--source", "notices").rows
    assert [row["statement"]["value"] for row in reported] == ["45000000000"]


def test_the_nearest_deadlines_come_first_and_a_list_that_is_cut_says_so(plan: Installation) -> None:
    typed = plan.type("targets", "--due", "--days", "2000", "--limit", "1", "--csv")
    [row] = csv.DictReader(io.StringIO(typed.out))
    assert row["deadline"] == "2027"
    assert row["baseline_value"] == "", "the columns are there whether or not a fact is known"
    assert typed.err == "… more than 1: raise --limit, or filter\n"
    assert plan.type("targets", "--due", "--days", "2000", "--limit", "5", "--csv").err == ""
    assert plan.type("targets", "--due", "--baselines").code == 2


def test_a_target_is_one_over_time(here: Installation) -> None:
    here.type("crawl", "--all")
    number = _target(here, "plan", "50000000000")
    for sentence in (
        "到2027年，全市医疗装备产业规模达到800亿元。",
        "到2027年，全市的医疗装备产业，规模要达到800亿元。",
        "关于产业规模，另行通知。",
        "到2027年，全市医疗装备产业规模达到900亿元。",
    ):
        here.site.put("/plan.html", a_notice(sentence))
        here.type("crawl", "plan")
    assert _target(here, "plan", "90000000000") == number
    [shown] = here.type("show", f"T{number}", "--json").rows
    assert [step["kinds"] for step in shown["steps"]] == [
        ["target_new"],
        ["target_raised"],
        [],
        ["target_new", "target_raised"],
    ]
    snapshots = [row["snapshot_sha256"] for row in here.type("history", _url(here, "plan"), "--json").rows]
    assert [step["snapshot_sha256"] for step in shown["steps"]] == [*snapshots[:3], snapshots[4]]
    told = here.type("show", f"t{number}").out
    assert "“全市医疗装备产业规模达到800亿元”" in told
    assert f"snapshot sha256:{snapshots[0]}" in told
    assert "withdrawn with version 4" in told
    assert "(stands)" in told


def test_the_register_as_it_stood_has_the_same_identities(here: Installation) -> None:
    here.type("crawl", "--all")
    number = _target(here, "plan", "50000000000")
    before = max(row["since"] for row in here.type("targets", "--json").rows)
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
    here.type("crawl", "plan")
    then = here.type("targets", "--as-of", before, "--source", "plan", "--json").rows
    assert [(row["target"], row["statement"]["value"]) for row in then] == [(number, "50000000000")]
    now = here.type("targets", "--source", "plan", "--json").rows
    assert [(row["target"], row["statement"]["value"]) for row in now] == [(number, "80000000000")]


def test_who_else_tells_a_target(plan: Installation) -> None:
    [shown] = plan.type("show", f"T{_target(plan, 't1', '45000000000')}", "--json").rows
    assert [(one["page_url"], one["reasons"][0]) for one in shown["also"]] == [(_url(plan, "t2"), "same plan")]
    assert shown["baseline"]["statement"]["as_of"] == "2024"
    known = plan.type("show", f"T{_target(plan, 't1', '45000000000')}").out
    assert "latest known: 产业规模 = 36 bn CNY in 2024, page " in known
    told = plan.type("show", f"T{_target(plan, 't1', '20')}").out
    assert f"told otherwise by {_url(plan, 't2')}: value 20 against 30" in told


def test_plans_are_found_by_their_titles(plan: Installation) -> None:
    rows = plan.type("targets", "--plan", "医疗装备产业发展行动方案", "--json").rows
    assert {row["page_url"].rpartition("/")[2] for row in rows} == {"plan.html", "t1.html", "t2.html"}


def test_a_bare_date_means_that_day_to_its_end_where_the_person_is(here: Installation) -> None:
    here.type("crawl", "plan")
    [row] = here.type("targets", "--json").rows
    seen = datetime.fromisoformat(row["since"])

    def lists(zone: str, day: date) -> int:
        here.environ["TZ"] = zone
        return len(here.type("targets", "--as-of", day.isoformat(), "--json").rows)

    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        today = seen.astimezone(ZoneInfo(zone)).date()
        assert (lists(zone, today - timedelta(days=1)), lists(zone, today)) == (0, 1), zone


def test_times_without_a_zone_are_of_the_person() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    with environment({"TZ": "Asia/Shanghai"}):
        assert moment_of("2026-01-31", now) == datetime(2026, 1, 30, 16, tzinfo=UTC)
        assert moment_of("2026-01-31", now, ends=True) == datetime(2026, 1, 31, 15, 59, 59, 999_999, tzinfo=UTC)
        assert moment_of("2026-01-31 12:00", now, ends=True) == datetime(2026, 1, 31, 4, tzinfo=UTC)
        assert moment_of("2026-01-31T12:00Z", now) == datetime(2026, 1, 31, 12, tzinfo=UTC)
        assert moment_of("12h", now, ends=True) == datetime(2026, 5, 31, 12, tzinfo=UTC)
    with environment({}):
        assert moment_of("2026-01-31", now) == datetime(2026, 1, 31).astimezone()


@pytest.mark.parametrize(
    "words", ["福建", "Fujian", "福建省", "福建 医疗装备", "Fujian medical devices 2026-2030", "福建省工信"]
)
def test_plans_are_found_by_their_place_in_either_language(here: Installation, words: str) -> None:
    goal, name = "到2030年，全省医疗装备产业规模达到{}亿元。", "{}省医疗装备产业规划（2026—2030年）"
    title = f"福建省工信厅关于印发《{name.format('福建')}》的通知"
    here.site.put("/t1.html", a_notice(goal.format(900), title=title))
    here.site.put("/t2.html", a_notice(goal.format(300), title=f"关于印发《{name.format('江西')}》的通知"))
    here.type("crawl", "notices")
    rows = here.type("targets", "--plan", words, "--json").rows
    assert {row["page_url"] for row in rows} == {_url(here, "t1")}


PLAN = "临江市康复设备产业发展行动计划（2026—2030年）"


@pytest.fixture
def editions(here: Installation) -> Installation:
    """A plan, a report that misquotes it and gives another year, and its revised edition."""
    goals = "到2030年，全市康复设备产业产值达到{}亿元。到2030年，培育骨干企业20家以上。建成智能车间40个以上。"
    here.site.put("/plan.html", a_notice(goals.format(70), title=f"临江市人民政府办公室关于印发《{PLAN}》的通知"))
    here.type("crawl", "plan")
    report = f"据《{PLAN}》，到2030年，全市康复设备产业产值达到7亿元，到2029年，建成智能车间40个以上。"
    here.site.put("/t1.html", a_notice(report, title="临江康复设备产业瞄准新目标"))
    here.type("crawl", "notices")
    here.site.put("/t2.html", a_notice(goals.format(90), title=f"临江市人民政府办公室关于修订印发《{PLAN}》的通知"))
    here.site.put("/list.html", listing(1, 2))
    here.type("crawl", "notices")
    return here


def test_a_revised_edition_is_told_beside_the_plan_and_not_beside_who_misquoted_it(editions: Installation) -> None:
    rows = [row["change"] for row in editions.type("changes", "--kind", "target_raised", "--json").rows]
    [raised] = [row for row in rows if row["after"]["unit"] == "CNY"]
    assert (raised["before"]["value"], raised["after"]["value"]) == ("7000000000", "9000000000")
    assert raised["draft"] == _url(editions, "plan")
    told = editions.type("show", f"T{_target(editions, 'plan', '7000000000')}").out
    assert f"raised by a later edition, {_url(editions, 't2')}" in told
    told = editions.type("show", f"T{_target(editions, 't2', '9000000000')}").out
    assert f"raised since its earlier edition, {_url(editions, 'plan')}" in told


def test_what_a_later_edition_superseded_is_not_due(editions: Installation) -> None:
    rows = editions.type("targets", "--due", "--days", "3000", "--json").rows
    found = {
        (row["page_url"].rpartition("/")[2], row["statement"]["value"], row["statement"]["deadline"]) for row in rows
    }
    assert {one for one in found if one[1] != "40"} == {("t2.html", "9000000000", "2030"), ("plan.html", "20", "2030")}
    assert ("plan.html", "40", "2030") in found, "the plan's own, though a report gives another year"


def test_a_part_of_a_year_is_called_so(here: Installation) -> None:
    goal = "到2030年，全市康复设备产业产值达到70亿元。2026年一季度，全市康复设备产业产值为11亿元。"
    here.site.put("/plan.html", a_notice(goal, title=f"临江市人民政府办公室关于印发《{PLAN}》的通知"))
    here.type("crawl", "plan")
    assert "in 2026-03 (a part of a year)" in here.type("targets", "--due", "--days", "3000").out
    told = here.type("show", f"T{_target(here, 'plan', '7000000000')}").out
    assert "in 2026-03 (a part of a year), page" in told
    here.site.put(
        "/plan.html",
        a_notice(
            goal + "2025年，全市康复设备产业产值为42亿元。", title=f"临江市人民政府办公室关于印发《{PLAN}》的通知"
        ),
    )
    here.type("crawl", "plan")
    due = here.type("targets", "--due", "--days", "3000").out
    assert "in 2025" in due
    assert "a part of a year" not in due

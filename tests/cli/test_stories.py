"""Pages about plans as they come in one after another: what the analyst is told of each, by real commands."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.clock import SystemClock
from tests.cli.conftest import Installation, listing


def page(title: str, *lines: str, language: str = "zh") -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body><article>'
        f"<h1>{title}</h1>{text}</article></body></html>"
    )


def tell(here: Installation, *pages: str) -> list[dict[str, list[dict[str, Any]]]]:
    """Crawl pages one after another; the changes of each by kind, and their mails under `mails`."""
    here.type("crawl", "notices")
    told = []
    for number, content in enumerate(pages, 3):
        here.site.put(f"/t{number}.html", content)
        here.site.put("/list.html", listing(*range(1, number + 1)))
        mails = len(here.mailbox.mails)
        here.type("crawl", "notices")
        rows = [
            row for row in here.type("changes", "--limit", "500", "--json").rows if f"/t{number}." in row["page_url"]
        ]
        changes: dict[str, list[dict[str, Any]]] = {"mails": [{}] * (len(here.mailbox.mails) - mails)}
        for row in rows:
            changes.setdefault(row["change"]["kind"], []).append(row["change"])
        told.append(changes)
    return told


def also(change: dict[str, Any]) -> list[str]:
    """The pages, as t3, that told a target before."""
    return [address.rpartition("/")[2].removesuffix(".html") for address in change["also"]]


def reported(changes: dict[str, list[dict[str, Any]]]) -> list[list[str]]:
    """Of each new target the pages that told it before."""
    return [also(one) for one in changes.get("target_new", [])]


NAME = "宜昌市康复医疗器械产业发展行动计划（2026—2030年）"
PLAN = page(
    f"关于印发《{NAME}》的通知",
    "各县市区人民政府：现将行动计划印发给你们，请结合实际认真组织实施。",
    "到2030年，全市康复医疗器械产业产值达到260亿元，培育规模以上企业75家，建成省级以上创新平台18个。",
    "到2028年，新增第三类医疗器械注册证35个。",
)
ENGLISH = page(
    "Yichang to build up rehabilitation devices",
    "YICHANG -- The Yichang Municipal Government has issued an action plan for rehabilitation medical devices for "
    "2026 to 2030.",
    "By 2030, the output value of the city's rehabilitation medical device industry will reach 26 billion yuan. It "
    "will have 75 enterprises above designated size and 18 innovation platforms at or above the provincial level.",
    language="en",
)
TRANSLATED = page(
    "Yichang City issued an action plan for rehabilitation medical devices",
    'Recently, Yichang City issued the "Yichang City Rehabilitation Medical Device Industry Development Action Plan '
    '(2026-2030)". The "Plan" proposes that by 2030, the output value of the city\'s rehabilitation medical device '
    "industry will reach 26 billion yuan, 75 enterprises above designated size will be cultivated, and 18 innovation "
    "platforms above the provincial level will be built.",
    "By 2028, 35 third-class medical device registration certificates will be added.",
    language="en",
)
MISQUOTED = page(
    "宜昌发力康复医疗器械",
    f"宜昌市日前印发《{NAME}》，提出到2030年，全市康复医疗器械产业产值达到260亿元，培育规模以上企业57家。",
    "业内人士表示，这为企业带来了新的机遇。",
)


def test_a_plan_its_reports_in_two_languages_and_one_that_misquotes_it(here: Installation) -> None:
    plan, english, translated, misquoted = tell(here, PLAN, ENGLISH, TRANSLATED, MISQUOTED)
    assert (len(plan["target_new"]), len(plan["mails"])) == (4, 1)
    assert (reported(english), english["mails"]) == ([["t3"]] * 3, [])
    assert sorted(reported(translated)) == [["t3"], ["t3", "t4"], ["t3", "t4"], ["t3", "t4"]]
    assert translated["mails"] == []
    [dispute] = misquoted["sources_disagree"]
    assert (dispute["before"]["value"], dispute["after"]["value"], also(dispute)) == ("75", "57", ["t3"])
    assert len(misquoted["mails"]) == 1


def test_two_provinces_with_equal_figures_stay_two(here: Installation) -> None:
    goals = "到2028年，全省医疗装备产业规模达到420亿元，培育龙头企业16家，建设创新中心9个。"
    names = [f"{place}省医疗装备产业行动计划（2026—2028年）" for place in ("青海", "吉林")]
    both = page(
        "两省同日布局医疗装备产业",
        *(f"{name[:2]}省印发《{name}》，提出到2028年，医疗装备产业规模达到420亿元。" for name in names),
    )
    one, other, report = tell(here, *(page(f"关于印发《{name}》的通知", goals) for name in names), both)
    assert (reported(one), reported(other)) == ([[]] * 3, [[]] * 3)
    assert sorted(reported(report)) == [["t3"], ["t4"]], "each is that of its province"
    assert "sources_disagree" not in {*one, *other, *report}


def test_a_name_without_place_or_years_is_no_plan_of_another_city(here: Installation) -> None:
    goals = "市工信局透露，《医疗装备产业发展规划》已经印发，到2030年，全市产业规模达到{}亿元，培育龙头企业14家。"
    one, other = tell(
        here,
        page("江油医疗装备提速", f"江油{goals.format(310)}"),
        page("东阳医疗装备发力", f"东阳{goals.format(520)}"),
    )
    assert reported(other) == [[], []]
    assert "sources_disagree" not in {*one, *other}


def test_the_next_plan_of_a_city_does_not_contradict_the_last(here: Installation) -> None:
    year = SystemClock().now().year
    goals = "到{}年，全市医疗器械产业规模达到{}亿元，培育龙头企业{}家。"
    names = [f"昆山市医疗器械产业行动计划（{first}—{first + 2}年）" for first in (year - 1, year + 2)]
    last = goals.format(year + 4, 480, 26)
    first, second, news = tell(
        here,
        page(f"关于印发《{names[0]}》的通知", goals.format(year + 1, 300, 15)),
        page(f"关于印发《{names[1]}》的通知", last),
        page("昆山再出发", f"昆山市印发《昆山市医疗器械产业行动计划》，{last}"),
    )
    assert reported(second) == [[], []]
    assert (reported(news), news["mails"]) == ([["t4"], ["t4"]], [])
    assert "sources_disagree" not in {*first, *second, *news}


def test_a_draft_a_report_of_it_and_the_final_plan(here: Installation) -> None:
    name = "汉中市医用耗材产业发展实施方案（2026—2029年）"
    goals = "到2029年，全市医用耗材产业产值达到{}亿元，培育规上企业{}家，建成检验检测平台6个。"
    draft, news, final, report = tell(
        here,
        page(f"关于公开征求《{name}（征求意见稿）》意见的公告", goals.format(90, 40)),
        page("汉中拟出台医用耗材产业实施方案", f"汉中市就《{name}》公开征求意见，{goals.format(90, 40)}"),
        page(f"汉中市人民政府办公室关于印发《{name}》的通知", goals.format(120, 40).replace("2029年，", "2029年底，")),
        page("汉中印发医用耗材产业实施方案", f"汉中市印发《{name}》，{goals.format(120, 40)}"),
    )
    assert len(draft["mails"]) == len(final["mails"]) == 1
    assert news["mails"] == report["mails"] == []
    [raised] = final["target_raised"]
    assert (raised["before"]["value"], raised["after"]["value"]) == ("9000000000", "12000000000")
    assert raised["draft"].endswith("/t3.html")
    assert "sources_disagree" not in {*draft, *news, *final, *report}


def test_a_national_plan_that_a_province_cites_is_not_its_own(here: Installation) -> None:
    nation = "到2030年，手术机器人产业规模达到800亿元，建设创新中心10个。"
    province = "到2030年，全省手术机器人产业规模达到90亿元，建设创新中心10个。"
    cited = "根据《手术机器人产业发展规划（2026—2030年）》（到2030年全国手术机器人产业规模达到800亿元），制定本方案。"
    national, local = tell(
        here,
        page("工业和信息化部关于印发《手术机器人产业发展规划（2026—2030年）》的通知", nation),
        page("关于印发《辽宁省手术机器人产业发展实施方案（2026—2030年）》的通知", cited, province),
    )
    assert len(national["target_new"]) == 2
    assert {(one["after"]["value"], *also(one)) for one in local["target_new"]} == {
        ("80000000000", "t3"),
        ("9000000000",),
        ("10",),
    }
    assert "sources_disagree" not in local


@pytest.mark.parametrize("figure", ["180", "108"])
def test_two_pages_about_an_indian_scheme_are_of_one_plan(here: Installation, figure: str) -> None:
    lines = (
        "The Union Cabinet, chaired by the Prime Minister, has approved the {} with an outlay of Rs 720 crore.",
        "It will train 6,500 technicians by 2029-30 and set up {} testing laboratories by 2029-30.",
    )
    official = page(
        "Scheme for Promotion of Diagnostics Manufacturing approved",
        lines[0].format("Scheme for Promotion of Diagnostics Manufacturing"),
        lines[1].format(180),
        language="en",
    )
    news = page(
        "Cabinet clears Rs 720-crore diagnostics push",
        lines[0].format("scheme for promotion of diagnostics manufacturing"),
        lines[1].format(figure),
        language="en",
    )
    _, told = tell(here, official, news)
    assert [["t3"]] * (3 if figure == "180" else 2) == [pages for pages in reported(told) if pages]
    assert len(told.get("sources_disagree", [])) == (figure == "108")
    assert len(told["mails"]) == (figure == "108")

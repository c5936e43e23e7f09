"""Laws and small facts of dates, titles, labels and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import extract_bytes
from monitor.extract.dating import date_in_address, date_in_field, first_date
from monitor.extract.labels import labels_in, number_of, signature_in
from monitor.extract.metadata import site_of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-01-06", "2026-01-06"),
        ("2026年1月6日", "2026-01-06"),
        ("2026 年 1 月 6 日", "2026-01-06"),
        ("2026/1/6 9:05", "2026-01-06T09:05"),
        ("2026-01-06 00:00:00", "2026-01-06"),
        ("2026-01-06T08:00:00+08:00", "2026-01-06T08:00:00+08:00"),
        ("2026-01-06T08:00:00.000Z", "2026-01-06T08:00:00+00:00"),
        ("2026-01-06T08:00:00+0800", "2026-01-06T08:00:00+08:00"),
        ("Tue, 06 Jan 2026 08:00:00 GMT", "2026-01-06T08:00:00+00:00"),
        ("January 6, 2026 at 4:31 pm ET", "2026-01-06T16:31"),
        ("6th January 2026", "2026-01-06"),
        ("Sept. 6, 2026", "2026-09-06"),
        ("二〇二六年一月三十一日", "2026-01-31"),
        ("二○二六年十二月十日", "2026-12-10"),
        ("民國115年1月6日", "2026-01-06"),
        ("25/12/2026", "2026-12-25"),
        ("06.02.2026", "2026-02-06"),
        ("2026年2月30日，2026年3月2日", "2026-03-02"),
    ],
)
def test_a_date_is_read_as_written(text: str, iso: str) -> None:
    found = first_date(text)
    assert found is not None
    assert found[0] == iso


@pytest.mark.parametrize(
    "text", ["03/04/2026", "2026-13-01", "No. 2026-1", "1.2.3", "", "version 20.26.1", "二〇二六年"]
)
def test_what_is_no_date_or_two_is_left_alone(text: str) -> None:
    assert first_date(text) is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("20260106", "2026-01-06"),
        ("20260106093000", "2026-01-06T09:30"),
        ("1767657600", "2026-01-06"),
        ("1767657600000", "2026-01-06"),
        ("99999999", None),
        ("soon", None),
    ],
)
def test_fields_for_machines(value: str, iso: str | None) -> None:
    assert date_in_field(value) == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("http://a.gov.cn/art/202601/t20260106_51.html", "2026-01-06"),
        ("https://a.example/2026/01/06/plan", "2026-01-06"),
        ("http://a.gov.cn/art/202601/P020260106512345678901.pdf", "2026-01-06"),
        ("https://a.example/2026-01/06/content_1.htm", "2026-01-06"),
        ("https://a.example/202601/06/content_1.htm", "2026-01-06"),
        ("https://a.example/plan-2026-2028", None),
        ("https://a.example/t20261399_1.html", None),
    ],
)
def test_dates_in_addresses(url: str, iso: str | None) -> None:
    assert date_in_address(url) == iso


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_upsets_the_readers_of_lines(text: str) -> None:
    labels_in(text.split("\n"), title=text[:20])
    signature_in(text.split("\n"))
    date_in_field(text)
    assert first_date("") is None


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_bytes_in_a_head_upset_the_reader(content: bytes) -> None:
    page = b"<html><head><meta name=pubdate content='" + content + b"'><script type=application/ld+json>" + content
    document = extract_bytes(page + b"</script><title>A plan</title><body><p>text</p>", url="http://a.example/b")
    assert document.url == "http://a.example/b"


def _title(html: str, url: str = "https://www.medmarket.example/a/b.html") -> str:
    body = "<body><p>" + "The province will build forty smart factories by 2028, the plan says. " * 3 + "</p></body>"
    return extract_bytes(f"<!doctype html><html><head>{html}</head>{body}</html>".encode(), url=url).title


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("行动计划印发的通知_政策文件_临江省人民政府", "行动计划印发的通知"),
        ("关于召开座谈会的通知-临江省药品监督管理局", "关于召开座谈会的通知"),
        ("临江省医疗装备产业发展规划——2026年至2030年", "临江省医疗装备产业发展规划——2026年至2030年"),
        ("行动方案（2026-2028年）", "行动方案（2026-2028年）"),
        ("ECMO - a guide for planners", "ECMO - a guide for planners"),
        ("Plan for scanners - Medmarket World News", "Plan for scanners"),
        ("Plan for scanners | Elsewhere", "Plan for scanners"),
        ("COVID-19 and equipment", "COVID-19 and equipment"),
        ("annual_report_2026", "annual_report_2026"),
        ("Medmarket | A plan for forty smart factories", "A plan for forty smart factories"),
    ],
)
def test_names_behind_a_title_go_and_its_own_dash_stays(raw: str, title: str) -> None:
    assert _title(f"<title>{raw}</title>") == title


def test_the_field_with_the_sites_name_tells_what_to_cut() -> None:
    assert _title('<title>ECMO - Weishi</title><meta name="SiteName" content="Weishi">') == "ECMO"
    assert _title("<title>ECMO - Weishi</title>") == "ECMO - Weishi"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("沪经信装〔2021〕1002号", "沪经信装〔2021〕1002号"),
        ("沪经信装[2021] 1002 号", "沪经信装〔2021〕1002号"),
        ("沪经信装（2021）1002号", "沪经信装〔2021〕1002号"),
        ("国家药监局公告2026年第3号", "国家药监局公告2026年第3号"),
        ("FDA-2026-D-0001", "FDA-2026-D-0001"),
        ("2026-01-06", None),
        ("无", None),
    ],
)
def test_numbers_come_in_one_form(value: str, number: str | None) -> None:
    assert number_of(value) == number


def test_a_cited_number_is_not_the_documents() -> None:
    lines = [
        "关于开展检查的通知",
        "根据《办法》（国药监械〔2024〕5号）的要求，现开展监督检查。",
        "发布日期：2026-01-06",
    ]
    labels = labels_in(lines, title=lines[0])
    assert labels.number is None
    assert labels.published == "2026-01-06"


def test_a_date_of_effect_is_not_a_date_of_publication() -> None:
    labels = labels_in(
        ["关于公布目录的通告", "施行日期", "2026年4月1日", "有效期至：2030-01-01"], title="关于公布目录的通告"
    )
    assert labels.published is None
    assert labels.bare is None


def test_two_bodies_and_a_date_sign() -> None:
    assert signature_in(["请遵照执行。", "临江省药品监督管理局", "2026年1月6日"]) == (
        "临江省药品监督管理局",
        "2026-01-06",
    )
    assert signature_in(["会议于2026年1月6日召开。"]) == (None, None)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.nmpa.gov.cn", "nmpa.gov.cn"),
        ("a.b.example", "b.example"),
        ("health.org.uk", "health.org.uk"),
        ("10.0.0.1", "10.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_sites_are_told_by_their_registrable_name(host: str, site: str) -> None:
    assert site_of(host) == site


def test_a_canonical_address_elsewhere_or_of_the_front_page_is_not_taken() -> None:
    def canonical(href: str) -> str | None:
        page = f"<html><head><link rel=canonical href='{href}'></head><body><p>A plan.</p></body></html>"
        return extract_bytes(page.encode(), url="https://m.site.example/a?id=1").canonical_url

    assert canonical("https://www.site.example/a") == "https://www.site.example/a"
    assert canonical("/a/1#top") == "https://m.site.example/a/1"
    assert canonical("https://other.example/a") is None
    assert canonical("https://m.site.example/") is None
    assert canonical("http://[broken/") is None


def test_a_cloaked_title_reads_as_a_person_would_write_it() -> None:
    assert (
        _title("<title>醫(yī)療裝備產(chǎn)業(yè)發(fā)展規(guī)劃（ECMO）</title>") == "醫療裝備產業發展規劃（ECMO）"
    )


@pytest.mark.parametrize(
    ("raw", "heading", "title"),
    [
        ("医疗设备更新管理办法_临江省人民政府", "医疗设备更新管理办法（试行）", "医疗设备更新管理办法（试行）"),
        ("Equipment strategy", "Equipment strategy (revised 2027)", "Equipment strategy (revised 2027)"),
        ("Equipment strategy", "Equipment strategy and all the news", "Equipment strategy"),
        # a section stands for the document
        (
            "政策文件_临江省工业和信息化厅",
            "临江省医疗装备行动计划（2026—2028年）",
            "临江省医疗装备行动计划（2026—2028年）",
        ),
        ("新闻详情", "临江省更新县医院影像设备", "临江省更新县医院影像设备"),
        ("News details | Ministry of Health", "Forty hospitals to renew scanners", "Forty hospitals to renew scanners"),
    ],
)
def test_what_the_heading_adds_in_brackets_is_of_the_title(raw: str, heading: str, title: str) -> None:
    page = (
        f"<html><head><title>{raw}</title></head><body><h1>{heading}</h1><p>The province renews its devices, "
        "and every county reports by the end of the year.</p><p>各县按月报送设备更新的进度，由省汇总。</p></body>"
    )
    assert extract_bytes(page.encode()).title == title


def test_a_logo_in_a_heading_is_no_title() -> None:
    page = (
        "<html><head><title>江海省药监局 规范性文件 江海省药监局关于印发应急审批程序的通知</title></head>"
        "<body><h1><a href='/'>江海省药监局</a></h1><div><p>江海省药监局关于印发应急审批程序的通知</p>"
        "<p>各有关单位，为有效预防、及时控制和消除突发公共卫生事件的危害，确保应急所需医疗器械尽快完成审批，制定本程序。</p></div></body></html>"
    )
    assert extract_bytes(page.encode()).title == "江海省药监局关于印发应急审批程序的通知"


@pytest.mark.parametrize(
    "unit", ["<meta ", "<meta name='", "<link ", "<script type='application/ld+json'>[", "<title>a - "]
)
def test_heads_made_to_cost_time_are_read(unit: str) -> None:
    """Backtracking would take minutes."""
    page = "<html><head>" + unit * 30_000 + "</script></head><body><p>A plan for scanners.</p></body></html>"
    document = extract_bytes(page.encode(), url="https://a.example/")
    assert len(document.title) <= 500


def test_many_links_to_files_deep_in_a_page_are_bounded() -> None:
    """Every link has thousands of ancestors, each with the whole rest of the page in it."""
    rows = "".join(f"<div><div>{'x' * 90}<a href='{n}.pdf'>file {n}</a>" for n in range(3_000))
    document = extract_bytes(f"<html><body>{rows}".encode(), url="https://a.example/")
    assert len(document.attachments) <= 200

"""Dates that name no year are counted from the day of writing."""

import pytest

from monitor.api import read_text


def _due(text: str, published: str) -> list[str | None]:
    return [s["deadline"] for s in read_text(text, published=published)["statements"] if s["kind"] == "target"]


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("by the end of the third quarter", "2025-09"),
        ("by Q3", "2025-09"),
        ("by Q1", "2026-03"),
        ("by Q4", "2025"),
        ("in the first quarter of next year", "2026-03"),
        ("by the end of the month", "2025-05"),
        ("by this time next year", "2026-05"),
        ("by the year after next", "2027"),
        ("in the course of the year", "2025"),
        ("in the next 100 days", "2025-08"),
        ("over the next twelve weeks", "2025-08"),
        ("within eighteen months of this decision", "2026-11"),
        ("by Easter", "2026"),
        ("by autumn", "2025"),
        ("by spring", "2025"),
    ],
)
def test_an_english_goal_is_due(when: str, due: str) -> None:
    assert _due(f"The ministry will put 40 CT scanners into service {when}.", "2025-05-12") == [due]


def test_a_season_that_is_over_is_that_of_the_next_year() -> None:
    assert _due("The ministry will put 40 CT scanners into service by spring.", "2025-11-02") == ["2026"]


def test_in_the_first_quarter_output_rose_is_a_fact() -> None:
    [fact] = read_text("In the first quarter, 320 scanners were delivered to hospitals.", "en", "2025-05-12")[
        "statements"
    ]
    assert (fact["kind"], fact["as_of"]) == ("baseline", "2025-03")


def test_the_quarters_of_a_page_on_the_british_year_begin_in_april() -> None:
    text = "The NHS trust spends £4 million in 2025-26.\nThe trust will replace 12 scanners by Q3."
    assert _due(text, "2025-05-12")[-1] == "2025-12"


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        (
            "The Treasury will give hospitals £1.4bn, £1.6bn and £1.9bn respectively in 2026, 2027 and 2028.",
            ["2026", "2027", "2028"],
        ),
        ("The board plans to open 12 wards and 18 wards in 2027 and 2029 respectively.", ["2027", "2029"]),
        (
            "In 2026, 2027 and 2028, the region will buy 20 scanners, 25 scanners and 30 scanners.",
            ["2026", "2027", "2028"],
        ),
        ("By 2027 the ministry wants 30 hospitals equipped and, three years later, 60 hospitals.", ["2027", "2030"]),
        ("Coverage is to reach 60% in 2027, rising to 80% a year later.", ["2027", "2028"]),
    ],
)
def test_figures_are_told_off_against_dates(text: str, dues: list[str]) -> None:
    assert _due(text, "2025-05-12") == dues


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("各县下月底前完成设备安装120台。", "2025-06"),
        ("力争本月底前采购呼吸机60台。", "2025-05"),
        ("计划第三季度内更新监护仪300台。", "2025-09"),
        ("第四季度末完成设备采购30台。", "2025"),
        ("力争未来100天内新增重症床位120张。", "2025-08"),
        ("春节前为乡镇卫生院配备心电图机200台。", "2026"),
        ("到本世纪中叶，建成100家一流医院。", "2050"),
    ],
)
def test_a_chinese_goal_is_due(text: str, due: str) -> None:
    assert _due(text, "2025-05-12") == [due]


def test_a_standing_term_is_no_date() -> None:
    assert _due("到2027年，新生儿听力筛查率达到98%，初筛阳性者须在42天内复筛。", "2025-05-12")[0] == "2027"
    assert "2025-06" not in _due("到2027年，新生儿听力筛查率达到98%，初筛阳性者须在42天内复筛。", "2025-05-12")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2029年，全省影像设备数要在2025年基础上翻一番。", "2029"),
        ("到2030年，全省产值在2025年的基础上增长50%。", "2030"),
        ("9月底前招标完成率达到100%；全年投资不少于33亿元。", "2025"),
        ("放射师现有9位，年底补到14位。", "2025"),
        ("年底再添巡回检查车3台。", "2025"),
        ("一期投资5亿元，计划2026年底投产；二期投资8亿元，计划2029年投产。", "2029"),
        ("总投资8亿元，2026年3月动工，2028年底建成。", "2028"),
    ],
)
def test_a_date_that_only_begins_or_compares_is_not_the_deadline(text: str, due: str) -> None:
    assert _due(text, "2025-05-12")[-1] == due


def test_the_day_until_which_a_text_is_in_force_is_no_deadline() -> None:
    text = "本办法自2026年1月1日起施行，有效期至2030年12月31日。三级医院设备完好率要达到95%。"
    assert "2030-12-31" not in _due(text, "2025-12-01")


@pytest.mark.parametrize(
    ("rows", "dues"),
    [
        (
            "任务 | 目标值 | 牵头 | 完成时限\n助听器（副） | 3600 | 残联 | 10月\n监护仪（台） | 500 | 卫健委 | 12月",
            ["2025-10", "2025"],
        ),
        (
            "Action | Target | Lead | Deadline\nNew MRI units | 12 | Estates | June\nEngineers | 40 | HR | October",
            ["2025-06", "2025-10"],
        ),
    ],
)
def test_a_column_of_deadlines_may_name_months_alone(rows: str, dues: list[str]) -> None:
    head = "重点任务分解表" if "任务" in rows else "Action plan"
    assert _due(f"{head}\n{rows}", "2025-02-19") == dues

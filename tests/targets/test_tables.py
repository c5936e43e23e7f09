"""Figures of tables in the unit of their row, their column, the head's first cell or the line above."""

from __future__ import annotations

from monitor.api import read_text


def read(text: str) -> list[tuple[str, str, float, str]]:
    found = read_text(text, None, "2025-06-16")["statements"]
    return [(one["kind"], one["metric"].strip(), float(one["value"]), one["unit"]) for one in found]


def figures(text: str) -> list[tuple[float, str]]:
    return [(value, unit) for _, _, value, unit in read(text)]


def test_a_head_may_begin_with_an_empty_cell() -> None:
    assert read("Promises of 2021\n | Plan | Now\nCath labs | 7 | 5\nNights waited (days) | 30 | 44") == [
        ("target", "Cath labs", 7, "count"),
        ("baseline", "Cath labs", 5, "count"),
        ("target", "Nights waited", 30, "days"),
        ("baseline", "Nights waited", 44, "days"),
    ]


def test_the_line_above_says_the_money_of_all_figures() -> None:
    for caption, unit, scale in (
        ("Payments (€m)", "EUR", 10**6),
        ("Scheme costs (Rs in crore)", "INR", 10**7),
        ("Table 4 (R'000)", "ZAR", 1000),
        ("Spending in KES million", "KES", 10**6),
        ("Grants (10 thousand yuan)", "CNY", 10_000),
    ):
        rows = " | Actual 2023/24 | Budget 2025/26 | Budget 2026/27\nRural theatres | 12.5 | - | 14.200"
        assert figures(f"{caption}\n{rows}") == [(12.5 * scale, unit), (14.2 * scale, unit)]


def test_a_head_says_the_unit_in_its_first_cell_or_without_brackets() -> None:
    assert figures("R thousand | 2023/24 audited | 2026/27\nScanners | 412 660 | 592 000") == [
        (412_660_000, "ZAR"),
        (592_000_000, "ZAR"),
    ]
    assert figures("Scheme | Budget 25/26 £000 | Outturn 24/25 £000\nHoists | 3,250 | 2,980") == [
        (3_250_000, "GBP"),
        (2_980_000, "GBP"),
    ]


def test_a_count_beside_sums_is_no_sum() -> None:
    text = "The plan of the board (£000)\nItem | Number | Cost\nFlexible cystoscopes | 18 | 720"
    assert figures(text) == [(18, "count"), (720_000, "GBP")]


def test_a_row_says_its_unit_in_its_name() -> None:
    head = "Measure | Result 2024 | Target 2027\n"
    for name, unit in (
        ("Days to first visit", "days"),
        ("Median weeks from referral to scan", "weeks"),
        ("Wait for a bed, minutes (median)", "minutes"),
        ("Time to report (working days)", "days"),
        ("Share of rooms with a digital detector", "percent"),
        ("Scanners in use (of those installed, %)", "percent"),
        ("Day cases done", "count"),
    ):
        assert figures(f"{head}{name} | 9 | 5") == [(9, unit), (5, unit)], name


def test_a_column_of_units_yields_to_the_unit_in_the_name() -> None:
    text = "Output | Indicator | Baseline 2024 | 2027 target\nConcentrators at work (%) | share | 54 | 90"
    assert figures(text) == [(54, "percent"), (90, "percent")]


def test_the_money_of_a_column_is_not_that_of_a_row_of_shares() -> None:
    text = "Activity | Target 2025-26 | Approved (Rs lakh)\nUptime of equipment (%) | 95 | 1,120"
    assert figures(text) == [(95, "percent"), (112_000_000, "INR")]


def test_bounds_and_nothing_in_cells() -> None:
    head = "Indicator | Baseline 2020 | Target 2030\n"
    assert figures(f"{head}Robots delivered | 0 | >=38") == [(0, "count"), (38, "count")]
    assert figures(f"{head}Coverage (%) | - | ≤ 34,5") == [(34.5, "percent")]


def test_rows_without_a_head_are_key_figures_of_their_unit() -> None:
    assert read(
        "县医院设备更新计划\n年度资金总额(万元) | 5,480\n绩效指标 | 年度指标值 | 上年完成\n影像设备(台) | 14 | 9"
    ) == [
        ("target", "年度资金总额", 54_800_000, "CNY"),
        ("target", "影像设备", 14, "count"),
        ("baseline", "影像设备", 9, "count"),
    ]
    assert figures("Cost of the project (US$ million)\nOxygen plants | 34.0\nReserve | 0.0") == [(34_000_000, "USD")]


def test_words_before_a_caption_are_no_unit_and_prices_no_statement() -> None:
    assert not figures("Comments in Opinion\nPosted by A. Lenk | 14 comments")
    assert not figures("Item | Unit price (US$) | Winning (US$)\nVarioscope | 14.50 | 12.00")

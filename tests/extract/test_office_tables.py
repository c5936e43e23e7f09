"""Tables of Word and Excel files are read as those of pages are: in columns, the header with each figure."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from monitor.api import read_text
from monitor.extract import extract_bytes
from monitor.types import Document

Rows = list[list[str]]
Merged = tuple[int, int, int, int]
TITLE = "临江市医疗装备产业发展“十四五”规划主要指标"


def in_word(rows: Rows, merged: list[Merged]) -> bytes:
    """A Word file with a table; cells merged are (first row, first column, last row, last column), from 0."""
    file = docx.Document()
    file.add_heading(TITLE, level=1)
    table = file.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    for top, left, bottom, right in merged:
        text = rows[top][left]
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    return saved(file)


def in_excel(rows: Rows, merged: list[Merged]) -> bytes:
    """The same as a sheet under a title over all columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
    for row in rows:
        sheet.append([int(text) if text.isdigit() else text or None for text in row])
    for top, left, bottom, right in merged:
        sheet.merge_cells(start_row=top + 2, start_column=left + 1, end_row=bottom + 2, end_column=right + 1)
    return saved(book)


def in_html(rows: Rows, merged: list[Merged]) -> bytes:
    """The same on a page."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged}
    hidden = {
        (row, column)
        for top, left, bottom, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    markup = ""
    for at, row in enumerate(rows):
        cells = ""
        for column, text in enumerate(row):
            if (at, column) not in hidden:
                high, wide = spans.get((at, column), (1, 1))
                cells += f"<td rowspan={high} colspan={wide}>{text}</td>"
        markup += f"<tr>{cells}</tr>"
    prose = "<p>各单位要把下列指标排进年度计划，明确分管负责人和联系人，每年年底前向联席会议报送进展情况。</p>" * 3
    closing = "<p>执行中遇到的问题，请及时与产业处联系，重大事项由联席会议研究后报市政府批准。</p>"
    return (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><div class=content><h1>{TITLE}</h1>{prose}"
        f"<table>{markup}</table>{closing}</div></body></html>"
    ).encode()


def saved(file: Any) -> bytes:
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def rows_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if " | " in block.text]


PLAIN: Rows = [
    ["指标", "2020年", "2025年", "属性"],
    ["医疗装备产业规模（亿元）", "320", "600", "预期性"],
    ["智能工厂（家）", "12", "40", "预期性"],
    ["国产设备占比（%）", "", "60", "约束性"],
]
MERGED_ROWS: Rows = [
    ["序号", "类别", "设备", "数量（台）", "", "责任单位"],
    ["", "", "", "2025年", "2030年", ""],
    ["1", "影像", "CT", "40", "55", "市卫健委"],
    ["2", "", "MRI", "30", "", ""],
]
MERGED: list[Merged] = [
    *((0, column, 1, column) for column in (0, 1, 2, 5)), (0, 3, 0, 4), (2, 1, 3, 1), (2, 5, 3, 5), (3, 3, 3, 4)
]  # fmt: skip


@pytest.mark.parametrize("written", [in_word, in_excel, in_html])
def test_the_header_goes_with_each_figure(written: Callable[[Rows, list[Merged]], bytes]) -> None:
    assert rows_of(extract_bytes(written(PLAIN, []))) == [
        "指标 | 2020年 | 2025年 | 属性",
        "医疗装备产业规模（亿元） | 2020年: 320 | 2025年: 600 | 预期性",
        "智能工厂（家） | 2020年: 12 | 2025年: 40 | 预期性",
        "国产设备占比（%） |  | 2025年: 60 | 约束性",
    ]


@pytest.mark.parametrize("written", [in_word, in_excel, in_html])
def test_merged_cells_stand_in_their_columns_and_rows(written: Callable[[Rows, list[Merged]], bytes]) -> None:
    assert rows_of(extract_bytes(written(MERGED_ROWS, MERGED))) == [
        "序号 | 类别 | 设备 | 数量（台） 2025年 | 数量（台） 2030年 | 责任单位",
        "1 | 影像 | CT | 数量（台） 2025年: 40 | 数量（台） 2030年: 55 | 市卫健委",
        "2 | 影像 | MRI | 30 |  | 市卫健委",
    ]


@pytest.mark.parametrize("written", [in_word, in_excel, in_html])
def test_targets_of_a_plan_are_read_from_its_table(written: Callable[[Rows, list[Merged]], bytes]) -> None:
    document = extract_bytes(written(PLAIN, []))
    statements = read_text(document.text, "zh", published="2021-03-01")["statements"]
    assert [(s["kind"], s["metric"], s["value"], s["unit"], s["deadline"] or s["as_of"]) for s in statements] == [
        ("baseline", "医疗装备产业规模", 32_000_000_000, "CNY", "2020"),
        ("target", "医疗装备产业规模", 60_000_000_000, "CNY", "2025"),
        ("baseline", "智能工厂", 12, "count", "2020"),
        ("target", "智能工厂", 40, "count", "2025"),
        ("target", "国产设备占比", 60, "percent", "2025"),
    ]


def test_equal_cells_side_by_side_are_two() -> None:
    assert rows_of(extract_bytes(in_word([["龙头企业", "十五", "十五"]], []))) == ["龙头企业 | 十五 | 十五"]


def test_header_rows_that_word_repeats_are_headers() -> None:
    file = docx.Document()
    table = file.add_table(rows=2, cols=2)
    for cells, row in zip(table.rows, [("甲", "乙"), ("丙", "7")], strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert extract_bytes(saved(file)).text == "甲 | 乙\n丙 | 乙: 7"


def test_a_table_of_one_column_is_a_frame_around_text() -> None:
    file = docx.Document()
    cell = file.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "一、总体要求"
    cell.add_paragraph("到2028年，全市建成智能工厂40家。")
    inner = cell.add_table(rows=2, cols=2)
    for cells, row in zip(inner.rows, [("指标", "2028年"), ("智能工厂", "40家")], strict=True):
        for one, text in zip(cells.cells, row, strict=True):
            one.text = text
    assert extract_bytes(saved(file)).text.split("\n") == [
        "一、总体要求",
        "到2028年，全市建成智能工厂40家。",
        "指标 | 2028年",
        "智能工厂 | 2028年: 40家",
    ]


def test_an_empty_row_of_a_sheet_ends_a_table() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["指标", "2025年"], ["智能工厂", 40], [None], ["联系电话", "2026年后另行通知"], ["份数", 3]):
        book.active.append(row)
    assert extract_bytes(saved(book)).text.split("\n") == [
        "指标 | 2025年",
        "智能工厂 | 2025年: 40",
        "联系电话 | 2026年后另行通知",
        "份数 | 3",
    ]


def test_a_merge_over_the_whole_sheet_is_read_in_bounds() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["全表说明"])
    book.active.merge_cells("A1:B2")
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book))) as package, zipfile.ZipFile(written, "w") as other:
        for name in package.namelist():
            other.writestr(name, package.read(name).replace(b"A1:B2", b"A1:XFD1048576"))
    assert extract_bytes(written.getvalue()).text == "全表说明"

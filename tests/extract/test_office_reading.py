"""Word and Excel files come out in order, with their tables as rows."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import extract_bytes, office
from monitor.types import BlockKind, Document


def read(file: Any, **asked: Any) -> Document:
    """Save a file of python-docx or openpyxl and read it."""
    stream = BytesIO()
    file.save(stream)
    return extract_bytes(stream.getvalue(), **asked)


def test_a_notice_in_word() -> None:
    file = docx.Document()
    title = file.add_paragraph("关于印发临江省医疗装备产业行动计划的通知")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    file.add_paragraph("临政办发〔2026〕3号").alignment = WD_ALIGN_PARAGRAPH.CENTER
    file.add_paragraph("各市人民政府：")
    file.add_heading("一、主要目标", level=2)
    file.add_paragraph("到2028年，产业规模突破600亿元。\n建成智能工厂40家以上。")
    file.add_paragraph("攻克核心技术", style="List Number")
    table = file.add_table(rows=3, cols=3)
    for at, row in enumerate(
        [("指标", "2025年", "2028年"), ("智能工厂（家）", "12", "40"), ("龙头企业（家）", "", "15")]
    ):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text = text
    file.add_paragraph("临江省人民政府办公厅")
    file.add_paragraph("2026年1月5日")
    document = read(file, url="https://www.linjiang.example/P1.docx")
    assert document.title == "关于印发临江省医疗装备产业行动计划的通知"
    assert (document.number, document.issuer) == ("临政办发〔2026〕3号", "临江省人民政府办公厅")
    assert document.published == "2026-01-05"
    assert document.language == "zh-Hans"
    assert [(block.kind, block.text) for block in document.blocks[3:10]] == [
        (BlockKind.HEADING, "一、主要目标"),
        (BlockKind.PARAGRAPH, "到2028年，产业规模突破600亿元。"),
        (BlockKind.PARAGRAPH, "建成智能工厂40家以上。"),
        (BlockKind.LIST_ITEM, "攻克核心技术"),
        (BlockKind.TABLE_ROW, "指标 | 2025年 | 2028年"),
        (BlockKind.TABLE_ROW, "智能工厂（家） | 2025年: 12 | 2028年: 40"),
        (BlockKind.TABLE_ROW, "龙头企业（家） |  | 2028年: 15"),
    ]


def test_tracked_changes_are_read_as_accepted() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Build ")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} w:id='1'><w:r><w:delText>thirty</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')} w:id='2'><w:r><w:t>forty factories</w:t></w:r></w:ins>"))
    held = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>A paragraph in a control.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    paragraph._p.addnext(held)
    assert read(file).text == "Build forty factories\nA paragraph in a control."


def test_a_title_of_the_style_for_titles_is_the_title() -> None:
    file = docx.Document()
    file.core_properties.title = "Template 7"
    file.add_paragraph("Annex 2")
    file.add_heading("Action plan for scanners", level=0)
    assert read(file).title == "Action plan for scanners"


def test_a_workbook_shows_its_visible_sheets() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "配置规划"
    first.append(["大型医用设备配置规划表"])
    first.append(["设备", "2025年", None, "2027年"])
    first.append(["PET/CT", 28, None, 45.0])
    first.append(["国产占比", 0.25, None, 0.1 + 0.2])
    first["B4"].number_format = "0%"
    first["D4"].number_format = "0.0%"
    first.append([None, None])
    first.append(["公布时间", datetime(2026, 1, 6)])  # noqa: DTZ001 (a workbook knows no time zone)
    second = book.create_sheet("Sources")
    second.append(["Source", "Own survey"])
    hidden = book.create_sheet("Working")
    hidden.append(["not", "shown"])
    hidden.sheet_state = "hidden"
    document = read(book)
    assert document.text.split("\n") == [
        "配置规划",
        "大型医用设备配置规划表",
        "设备 | 2025年 |  | 2027年",
        "PET/CT | 2025年: 28 |  | 2027年: 45",
        "国产占比 | 2025年: 25% |  | 2027年: 30%",
        "公布时间 | 2026-01-06",
        "Sources",
        "Source | Own survey",
    ]
    assert document.blocks[0].kind is BlockKind.HEADING


def _package(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def test_archives_made_to_exhaust_memory_are_refused() -> None:
    bomb = _package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * (office.MAX_XML_BYTES + 1)})
    assert len(bomb) < 200_000
    assert extract_bytes(bomb).blocks == ()
    many = _package({"[Content_Types].xml": b"", **{f"xl/{n}.xml": b"" for n in range(office.MAX_PARTS)}})
    assert extract_bytes(many).blocks == ()


def test_packages_that_are_no_documents_give_no_blocks() -> None:
    assert extract_bytes(_package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>"})).blocks == ()
    assert extract_bytes(_package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a>"})).blocks == ()


def _packages() -> tuple[bytes, bytes]:
    """A small workbook and a small Word file."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["a", 1])
    file = docx.Document()
    file.add_paragraph("one line")
    streams = BytesIO(), BytesIO()
    book.save(streams[0])
    file.save(streams[1])
    return streams[0].getvalue(), streams[1].getvalue()


#: Made once: both hold the time they were made, and hypothesis wants the same bytes every time.
PACKAGES = _packages()


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_damaged_bytes_never_raise(data: st.DataObject) -> None:
    for package in PACKAGES:
        content = bytearray(package)
        for _ in range(data.draw(st.integers(1, 6))):
            content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
        assert extract_bytes(bytes(content)).url is None

"""PDFs come out as paragraphs, without what stands on every page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import extract_bytes
from monitor.types import BlockKind

#: A line of a page: x and y in points from the lower left corner, size, text.
Line = tuple[float, float, float, str]
_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""


def make_pdf(pages: Sequence[Sequence[Line]], *, title: str = "", tall: str = "") -> bytes:
    """A PDF of A4 pages, written by hand: a font whose codes are UTF-16, wide characters an em, others half.

    Lines that begin with `tall` are set in one that says it reaches higher.
    """
    widths = "/DW 1000 /W [0 [" + "500 " * 1024 + "]]"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R "
        + widths.encode()
        + b">>",
        b"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120"
        b"/CapHeight 700/StemV 80>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(_CMAP), _CMAP),
        b"<</Title <FEFF%s>>>" % title.encode("utf-16-be").hex().upper().encode(),
    ]
    fonts = len(objects)
    box, tall_box = b"-200 1000 900]/ItalicAngle 0/Ascent 880", b"-500 1000 1400]/ItalicAngle 0/Ascent 1400"
    for at, own, other in ((2, b"4 0 R", b"9 0 R"), (3, b"5 0 R", b"10 0 R"), (4, box, tall_box)):
        objects.append(objects[at].replace(own, other).replace(b"/Own", b"/Tall"))
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"BT /%s %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n"
            % (b"T" if tall and text.startswith(tall) else b"F", size, x, y, text.encode("utf-16-be").hex().encode())
            for x, y, size, text in lines
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R/T %d 0 R>>>>/Contents %d 0 R>>"
            % (fonts + 1, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info 7 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def column(texts: Sequence[str], *, top: float = 760, x: float = 72, size: float = 12) -> list[Line]:
    """Lines under one another."""
    return [(x, top - 18 * at, size, text) for at, text in enumerate(texts)]


def numbered(page: int) -> list[Line]:
    """What a gazette sets on each of its pages."""
    return [(72, 805, 9, "Linjiang Province Gazette No. 12"), (290, 30, 9, f"- {page} -")]


def test_running_titles_go_and_a_paragraph_runs_over_the_page() -> None:
    first = column(
        [
            "The plan for high-end medical equipment sets out targets for the coming three",
            "years. By 2028 the industry is to reach 60 billion yuan, and more than forty",
        ]
    )
    second = column(["smart factories will be built.", "It was approved in January."])
    third = column(["Counties report once a year on the age of their scanners."])
    pdf = make_pdf([[*numbered(1), *first], [*numbered(2), *second], [*numbered(3), *third]])
    document = extract_bytes(pdf, explain=True)
    assert [block.text for block in document.blocks] == [
        "The plan for high-end medical equipment sets out targets for the coming three years. By 2028 the industry is "
        "to reach 60 billion yuan, and more than forty smart factories will be built.",
        "It was approved in January.",
        "Counties report once a year on the age of their scanners.",
    ]
    assert {removed.text for removed in document.removed} >= {"Linjiang Province Gazette No. 12", "- 2 -"}


def test_the_title_stays_although_it_runs_over_the_pages() -> None:
    first = [(72, 790, 24, "Plan for scanners"), *column(["Scanners are to be replaced."], top=700)]
    later = [[(72, 805, 9, "Plan for scanners"), *column([f"Counties report in {n} ways."], top=700)] for n in "abc"]
    document = extract_bytes(make_pdf([first, *later]))
    assert document.title == "Plan for scanners"
    assert document.text.count("Plan for scanners") == 1


def test_hyphens_at_the_end_of_lines() -> None:
    lines = [
        "Subsidies go to makers of imaging equipment that build smart facto-",
        "ries, and to those who sell high-",
        "end scanners.",
    ]
    text = extract_bytes(make_pdf([column(lines)])).text
    assert "smart factories, and" in text
    assert "high-end scanners." in text


def test_a_notice_in_chinese() -> None:
    page = [
        (120, 780, 22, "关于印发行动计划的通知"),
        (230, 745, 12, "临政办发〔2026〕3号"),
        (72, 700, 16, "各市人民政府，省政府各部门："),
        (104, 670, 16, "到2028年，全省高端医疗装备产业规模力争突破600亿元，培"),
        (72, 645, 16, "育龙头企业15家以上，建成智能工厂40家以上，国产设备配置"),
        (72, 620, 16, "比例达到60%。"),
        (104, 595, 16, "一、重点任务"),
        (104, 570, 16, "（一）攻克核心技术。重点突破体外膜肺氧合机等高端装备。"),
        (330, 500, 16, "临江省人民政府办公厅"),
        (350, 475, 16, "2026年1月5日"),
    ]
    document = extract_bytes(make_pdf([page], title="Microsoft Word - 1.doc"), url="https://a.gov.cn/1.pdf")
    assert document.title == "关于印发行动计划的通知"
    assert (document.published, document.number) == ("2026-01-05", "临政办发〔2026〕3号")
    assert document.issuer == "临江省人民政府办公厅"
    assert document.language == "zh-Hans"
    assert document.blocks[3].text == (
        "到2028年，全省高端医疗装备产业规模力争突破600亿元，培育龙头企业15家以上，建成智能工厂40家以上，国产设备配置比例达到60%。"
    )
    assert [(block.kind, block.level) for block in document.blocks if block.level] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
    ]


def test_a_running_title_wider_than_the_text_parts_no_paragraph() -> None:
    text = (
        "为落实国家关于推动医疗装备产业高质量发展的部署，进一步提升全省产业创新能力，优化区域布局，"
        "增强供应链韧性，结合本省实际，制定本行动计划。"
    )
    cut = (text[:26], text[26:54], text[54:])
    body = [(104.0 if at % 3 == 0 else 76.0, 700.0 - 24 * at, 14.0, line) for at, line in enumerate([*cut, *cut])]
    wide = [(40, 810, 9, "临江省人民政府公报"), (480, 810, 9, "2026年第1期")]
    pages = [[*wide, *body, (290, 30, 9, str(page))] for page in (1, 2, 3)]
    assert extract_bytes(make_pdf(pages)).text.split("\n") == [text] * 6


@pytest.mark.parametrize("interleaved", [False, True])
def test_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    left = column([f"left {n} words of the first column here" for n in range(8)], x=72, size=10)
    right = column([f"right {n} words of the second column" for n in range(8)], x=320, size=10)
    body = [line for pair in zip(left, right, strict=True) for line in pair] if interleaved else [*left, *right]
    text = extract_bytes(make_pdf([[(72, 800, 16, "Two columns"), *body]])).text
    assert text.index("left 7") < text.index("right 0")
    assert text.startswith("Two columns\n")


def test_rows_of_a_table_are_blocks_with_their_cells_apart() -> None:
    rows = [("Indicator", "2025", "2028"), ("Industry size, billion yuan", "38", "60"), ("Smart factories", "12", "40")]
    body = [
        (x, 760 - 18 * at, 10, cell) for at, row in enumerate(rows) for x, cell in zip((72, 300, 400), row, strict=True)
    ]
    document = extract_bytes(make_pdf([[*column(["Targets of the plan"], top=800), *body]]))
    assert [block.text for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == [
        "Indicator | 2025 | 2028",
        "Industry size, billion yuan | 38 | 60",
        "Smart factories | 12 | 40",
    ]


def test_the_file_names_its_title_when_no_heading_does() -> None:
    pages = [column(["Every county hospital is to have a scanner by 2028, the plan says."])]
    assert extract_bytes(make_pdf(pages, title="Plan for scanners")).title == "Plan for scanners"
    assert extract_bytes(make_pdf(pages, title="untitled")).title.startswith("Every county hospital")


def test_a_scan_and_a_damaged_file_give_no_blocks() -> None:
    assert extract_bytes(make_pdf([[]])).blocks == ()
    assert extract_bytes(b"%PDF-1.7\nnothing more").blocks == ()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_damaged_bytes_never_raise(data: st.DataObject) -> None:
    pdf = bytearray(make_pdf([column(["one line", "another line"])]))
    for _ in range(data.draw(st.integers(1, 8))):
        pdf[data.draw(st.integers(8, len(pdf) - 1))] = data.draw(st.integers(0, 255))
    assert extract_bytes(bytes(pdf)).url is None


def test_figures_in_a_font_with_higher_boxes_do_not_end_a_paragraph() -> None:
    texts = [
        "全省将围绕影像诊断和手术机器人等重点领域组织实施攻关项目，到",
        "2028年，高端医疗装备产业规模突破600亿元。",
    ]
    document = extract_bytes(make_pdf([column(texts)], tall="2028"), url=None)
    assert [block.text for block in document.blocks] == ["".join(texts)]

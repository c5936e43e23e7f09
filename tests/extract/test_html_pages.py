"""Pages of HTML keep their document and lose what the site wraps around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.api import main_text
from monitor.extract import extract_bytes
from monitor.extract.polish import polish
from monitor.extract.tree import outline
from monitor.types import BlockKind, Document, ExtractRules, Replies, Role

CASES = Path(__file__).parents[1] / "cases" / "extract" / "html"
URL = "https://www.nanlin.example/zwgk/a.html"


def read(name: str, rules: ExtractRules | None = None) -> Document:
    return extract_bytes((CASES / name).read_bytes(), url=URL, rules=rules or ExtractRules(), explain=True)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.html")), ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    """NAME.html is the page, NAME.txt its text."""
    gold = case.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
    assert extract_bytes(case.read_bytes(), url=URL).text == gold
    assert main_text(case.read_bytes(), URL) == gold


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    page = (CASES / "gov_notice.html").read_text(encoding="utf-8")
    if encoding == "big5hkscs":
        page = page.encode(encoding, "xmlcharrefreplace").decode(encoding)
    text = extract_bytes(page.encode(encoding), url=URL).text
    assert text == (CASES / "gov_notice.txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_line_of_the_page_is_kept_or_has_a_reason() -> None:
    document = read("gov_notice.html")
    reasons = {line.text: line.reason for line in document.removed}
    assert reasons["责任编辑：林小禾"] == "editor"
    assert reasons["分享到：微信新浪微博"] == "share"
    assert reasons["相关解读"] == "list of other pages"
    assert any(reason == "links" for reason in reasons.values())
    assert not reasons.keys() & {block.text for block in document.blocks}
    assert extract_bytes((CASES / "gov_notice.html").read_bytes(), url=URL).removed == ()


def test_posts_in_a_list_are_posts() -> None:
    roles = [block.role for block in read("thread_in_a_list.html").blocks]
    assert roles == [Role.BODY, Role.REPLY, Role.REPLY]


@pytest.mark.parametrize("name", ["table_thread.html", "table_thread_named_replies.html"])
def test_posts_in_tables_of_their_own_are_replies_but_the_first(name: str) -> None:
    roles = [block.role for block in read(name).blocks]
    assert roles == [Role.BODY, Role.BODY, Role.BODY, Role.REPLY, Role.REPLY]
    assert len(read(name, ExtractRules(replies=Replies.DROP)).blocks) == 3


@pytest.mark.parametrize(("row", "kept"), [("<td>{}</td>", True), ("", False)])
def test_links_alone_in_a_cell_stay_in_data_only(row: str, kept: bool) -> None:
    links = '<td><a href="/1">超声</a><br><a href="/2">影像</a></td>'
    rows = "".join(f"<tr>{row.format(place)}{links}</tr>" for place in ("东湖区", "西山县", "南岭县"))
    page = outline(f"<body><table>{rows}</table></body>")
    keep = [True] * len(page.runs)
    polish(page, keep, thread=False)
    assert all(keep) is kept


def test_replies_carry_their_role_and_can_be_dropped() -> None:
    document = read("club_thread.html")
    assert [block.role for block in document.blocks] == [Role.BODY, Role.BODY, Role.REPLY, Role.REPLY]
    alone = read("club_thread.html", ExtractRules(replies=Replies.DROP))
    assert [block.role for block in alone.blocks] == [Role.BODY, Role.BODY]
    assert {line.text for line in alone.removed if line.reason == "reply"} == {
        block.text for block in document.blocks if block.role is Role.REPLY
    }


def test_rows_of_a_table_are_blocks() -> None:
    rows = [block.text for block in read("targets_table.html").blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows[0] == "Indicator | 2023 | Target 2027"
    assert rows[1].endswith("Target 2027: 40 billion yuan")


def test_selectors_of_the_source_override_everything() -> None:
    kept = read("gov_notice.html", ExtractRules(keep=(".xgwj li",)))
    assert [block.text for block in kept.blocks] == [
        "一图读懂《南林市康复器械产业三年行动计划》",
        "专家解读：康复器械产业如何突围",
    ]
    dropped = read("gov_notice.html", ExtractRules(drop=(".xxgk_table",)))
    assert "索引号" not in dropped.text
    assert "到2026年" in dropped.text


def test_ignored_patterns_are_left_out_with_their_reason() -> None:
    document = read("gov_notice.html", ExtractRules(ignore=("此件公开",)))
    assert "此件公开发布" not in document.text
    assert ("（此件公开发布）", "ignored: 此件公开") in {(line.text, line.reason) for line in document.removed}


def test_rules_that_are_none_do_nothing() -> None:
    whole = read("gov_notice.html")
    broken = read("gov_notice.html", ExtractRules(keep=("p[",), drop=(":::",), ignore=("(",)))
    assert broken.text == whole.text


def test_kinds_of_file_that_are_not_read_give_no_blocks() -> None:
    assert extract_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, url=URL).blocks == ()
    assert extract_bytes(b"", url=URL).blocks == ()


@pytest.mark.parametrize("around", ["<body>%s</body>", "<body><div id=main>%s</div></body>"])
@pytest.mark.parametrize(
    "second", ["到2027年，第2区县级医院呼吸机配置数量达到152台。", "各市应当加强组织领导，按月报送进度。"]
)
def test_two_paragraphs_are_a_document(around: str, second: str) -> None:
    first = "各医疗机构采购呼吸机时应当先核对省级目录，并于每年十一月底以前提交采购情况的书面报告。"
    body = around % f"<h1>关于呼吸机采购的规定</h1><p>{first}</p><p>{second}</p>"
    page = f"<html><head><meta charset=utf-8><title>关于呼吸机采购的规定</title></head>{body}</html>"
    assert main_text(page.encode(), None) == f"{first}\n{second}"


def test_a_source_is_left_out_at_the_edge_and_kept_in_the_text_and_in_tables() -> None:
    sentences = [
        f"第{number}条 医疗机构应当在每年{number + 1}月底前核对目录，并向所在地主管部门报送采购情况。"
        for number in range(1, 21)
    ]
    inside = [f"<p>{sentence}</p>" for sentence in sentences]
    inside.insert(10, "<p>来源：省统计局</p>")
    facts = "<table><tr><td>索引号</td><td>A-7</td></tr><tr><td>发布机构</td><td>来源：省卫健委</td></tr></table>"
    body = f"<h1>采购目录核对办法</h1><p>来源：临江日报</p>{facts}{''.join(inside)}<p>来源：南林日报</p>"
    page = f"<html><head><meta charset=utf-8><title>采购目录核对办法</title></head><body>{body}</body></html>"
    text = main_text(page.encode(), None)
    assert "来源：省统计局" in text
    assert "来源：省卫健委" in text
    assert "临江日报" not in text
    assert "南林日报" not in text
    assert all(sentence in text for sentence in sentences)


def test_the_heading_of_another_section_above_the_text_is_left_out() -> None:
    sentence = "各医疗机构采购呼吸机时应当先核对省级目录，并于每年十一月底以前提交采购情况的书面报告。"
    body = f"<p>今日推荐</p><p>{sentence}</p><p>{sentence[:-1]}和附表。</p>"
    page = f"<html><head><meta charset=utf-8><title>采购规定</title></head><body>{body}</body></html>"
    assert main_text(page.encode(), None) == f"{sentence}\n{sentence[:-1]}和附表。"


def test_links_under_the_heading_of_another_section_beside_the_text_are_left_out() -> None:
    articles = [
        f"第{number}条 单价{number}0万元以上的设备应当进行购置论证，论证报告保存不少于五年。" for number in "一二三"
    ]
    side = "<td><b>最新文章</b><br><a href=a>关于年检的通知</a><br><a href=b>设备科招聘</a></td>"
    body = f"<table><tr>{side}<td>{'<br>'.join(articles)}</td></tr></table>"
    page = f"<html><head><meta charset=utf-8><title>县医疗设备管理办法</title></head><body>{body}</body></html>"
    assert main_text(page.encode(), None).split("\n") == articles


def test_a_quotation_that_a_line_announces_is_kept_at_the_end() -> None:
    sentence = "The agency will give hospitals sixty million to replace scanners by March 2028, it announced today."
    quote = "<blockquote><p>Nobody should wait because a machine broke down.</p></blockquote>"
    body = f"<main><h1>Money for scanners</h1><p>{sentence}</p><p>{sentence}</p><p>The minister said:</p>{quote}</main>"
    page = f"<html><head><title>Money for scanners</title></head><body>{body}</body></html>"
    assert main_text(page.encode(), None).endswith(
        "The minister said:\nNobody should wait because a machine broke down."
    )


def test_a_link_called_like_a_signature_below_the_text_is_no_signature() -> None:
    text = (CASES / "agency_news.html").read_text(encoding="utf-8")
    assert "县医院里的影像中心" in text
    assert "影像中心" not in extract_bytes(text.encode(), url=URL).text


PROSE = "<p>为落实国家关于医疗器械产业高质量发展的部署，现将有关事项通知如下，请结合实际认真贯彻执行。</p>"


def around(body: str) -> bytes:
    """A page of a site with this body."""
    menu = '<div class="header"><a href="/">首页</a><a href="/b">办事服务</a></div>'
    return f'<meta charset="utf-8"><title>规划</title>{menu}{body}<div class="footer">主办单位：南林市</div>'.encode()


@pytest.mark.parametrize(
    "under",
    [
        "<ul><li>支持磁共振成像设备攻关。</li><li>支持可穿戴监护设备推广。</li></ul>",
        "<table><tr><th>指标</th><th>2028年</th></tr><tr><td>产值</td><td>300亿元</td></tr></table>",
    ],
)
def test_the_heading_of_a_list_or_table_at_the_end_is_kept(under: str) -> None:
    page = around(f'<div class="con"><h1>规划</h1>{PROSE}<h2>二、主要任务</h2>{under}</div>')
    blocks = extract_bytes(page, url=URL).blocks
    assert [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING] == [("二、主要任务", 2)]
    assert len(blocks) == 4


@pytest.mark.parametrize(
    "facts",
    [
        "<dl><dt>索引号</dt><dd>NL-2026-7</dd><dt>发文字号</dt><dd>南政发〔2026〕7号</dd>"
        "<dt>发布日期</dt><dd>2026-02-03</dd></dl>",
        "<ul><li><b>索引号：</b>NL-2026-7</li><li><b>发文字号：</b>南政发〔2026〕7号</li><li>发布日期：2026-02-03</li></ul>",
        "<div><p>索引号：NL-2026-7</p><p>发文字号：南政发〔2026〕7号</p><p>发布日期：2026-02-03</p></div>",
    ],
)
def test_facts_of_a_notice_in_a_list_are_kept(facts: str) -> None:
    document = extract_bytes(around(f'<div class="x">{facts}</div><div class="y"><h1>规划</h1>{PROSE}</div>'), url=URL)
    assert all(fact in document.text for fact in ("NL-2026-7", "南政发〔2026〕7号", "2026-02-03"))
    assert "办事服务" not in document.text


def test_facts_of_other_notices_in_a_listing_are_left_out() -> None:
    entry = "<li>发文字号：南政发〔2025〕{}号</li><li>发布日期：2025-02-0{}</li>"
    listing = "".join(entry.format(number, number) for number in range(1, 5))
    page = around(f'<div class="y"><h1>规划</h1>{PROSE}{PROSE}</div><div class="other"><ul>{listing}</ul></div>')
    assert "〔2025〕" not in extract_bytes(page, url=URL).text


def test_a_page_of_navigation_and_a_footer_has_no_document() -> None:
    links = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("首页", "新闻中心", "政策法规", "办事指南"))
    foot = "<div class='footer'>版权所有 临江市卫生健康委员会 网站地图 联系我们</div>"
    page = (
        f"<html><head><title>临江市卫生健康委员会</title></head><body><nav><ul>{links}</ul></nav>%s{foot}</body></html>"
    )
    assert extract_bytes((page % "").encode(), content_type="text/html; charset=utf-8").blocks == ()
    said = "<p>本委搬迁至解放路2号办公，电话不变。</p>"
    assert "解放路2号" in extract_bytes((page % said).encode(), content_type="text/html; charset=utf-8").text
    listed = page.replace("nav>", "div>") % ""
    assert "新闻中心" in extract_bytes(listed.encode(), content_type="text/html; charset=utf-8").text

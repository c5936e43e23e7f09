"""Rows of tables in their columns with what the header says, and lists of named documents."""

from __future__ import annotations

from time import perf_counter

import pytest

from monitor.extract import extract_bytes
from monitor.types import BlockKind, Document

PROSE = (
    "<p>为推动全市医疗装备产业发展，现将今后几年的工作目标分解到各有关单位，请结合实际抓好落实，每年年底前报送进展情况。"
    "各单位要明确分管负责人和联系人，把任务排进年度计划。</p>"
) * 4
CLOSING = "<p>执行中遇到的问题，请及时与产业处联系，重大事项由联席会议研究后报市政府批准。</p>"


def page(inside: str) -> Document:
    title = "关于分解医疗装备产业工作目标的通知"
    markup = (
        f"<html><head><title>{title}</title></head><body><div class=menu><ul><li><a href=/>首页</a></li></ul></div>"
        f"<div class=content><h1>{title}</h1>{PROSE}{inside}{CLOSING}</div></body></html>"
    )
    return extract_bytes(markup.encode(), url="https://www.nanlin.example/zwgk/a.html")


def rows(inside: str) -> list[str]:
    return [block.text for block in page(f"<table>{inside}</table>").blocks if block.kind is BlockKind.TABLE_ROW]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "<tr><th>指标</th><th>2025年</th><th>2030年</th></tr><tr><td>产值</td><td>700亿元</td><td>900亿元</td></tr>"
            "<tr><td>企业数</td><td></td><td>90家</td></tr>",
            ["指标 | 2025年 | 2030年", "产值 | 2025年: 700亿元 | 2030年: 900亿元", "企业数 |  | 2030年: 90家"],
            id="an empty cell keeps its place",
        ),
        pytest.param(
            "<thead><tr><th rowspan=2>设备</th><th colspan=2>产值（亿元）</th><th rowspan=2>单位</th></tr>"
            "<tr><th>2025年</th><th>2030年</th></tr></thead>"
            "<tr><td>影像设备</td><td>700</td><td>900</td><td>市经信委</td></tr>",
            [
                "设备 | 产值（亿元） 2025年 | 产值（亿元） 2030年 | 单位",
                "影像设备 | 产值（亿元） 2025年: 700 | 产值（亿元） 2030年: 900 | 市经信委",
            ],
            id="headers in two rows",
        ),
        pytest.param(
            "<tr><th>类别</th><th>设备</th><th>数量</th></tr><tr><td rowspan=2>影像</td><td>CT</td><td>40台</td></tr>"
            "<tr><td>MRI</td><td>30台</td></tr><tr><td>监护</td><td colspan=2>2027年底前按需配置</td></tr>",
            ["类别 | 设备 | 数量", "影像 | CT | 数量: 40台", "影像 | MRI | 数量: 30台", "监护 | 2027年底前按需配置"],
            id="a first cell of two rows, a cell of two columns",
        ),
        pytest.param(
            "<tr><td></td><th scope=col>2025</th><th scope=col>2030</th></tr>"
            "<tr><th scope=row>Output</th><td>700</td><td>900</td></tr>",
            [" | 2025 | 2030", "Output | 2025: 700 | 2030: 900"],
            id="headers of rows and columns",
        ),
        pytest.param(
            "<tr><td>序号</td><td>指标</td><td>目标值</td><td>责任单位</td></tr>"
            "<tr><td>1</td><td>产业规模</td><td>700亿元</td><td>市经信委</td></tr>"
            "<tr><td>2</td><td>智能工厂</td><td>40家</td><td></td></tr>",
            [
                "序号 | 指标 | 目标值 | 责任单位",
                "1 | 产业规模 | 目标值: 700亿元 | 市经信委",
                "2 | 智能工厂 | 目标值: 40家",
            ],
            id="a header that is not marked as one",
        ),
        pytest.param(
            "<tr><th>指标</th><th>2025</th></tr><tr><td>产值</td><td>700</td></tr>"
            "<tr><th>指标</th><th>2030</th></tr><tr><td>产值</td><td>900</td></tr>",
            ["指标 | 2025", "产值 | 2025: 700", "指标 | 2030", "产值 | 2030: 900"],
            id="a second header",
        ),
        pytest.param(
            "<tr><td colspan=3>单位：亿元</td></tr><tr><th>指标</th><th>2025</th><th>2030</th></tr>"
            "<tr><td>产值</td><td>700</td><td>900</td></tr>",
            ["单位：亿元", "指标 | 2025 | 2030", "产值 | 2025: 700 | 2030: 900"],
            id="a row above the header",
        ),
        pytest.param(
            "<tr><td>采购人</td><td>临江市人民医院</td><td>联系人</td><td>李明</td></tr>"
            "<tr><td>预算</td><td>500万元</td><td>电话</td><td>0100-1234567</td></tr>",
            ["采购人 | 临江市人民医院 | 联系人 | 李明", "预算 | 500万元 | 电话 | 0100-1234567"],
            id="labels beside values are no header",
        ),
        pytest.param(
            "<tr><th>指标</th><th>值</th></tr>" + "<tr><td rowspan=999999999 colspan=x>产值</td><td>7</td></tr>" * 2,
            ["指标 | 值", "产值 | 值: 7", "产值 | 值: 7"],
            id="spans that cannot be",
        ),
        pytest.param(
            "<tr><th>序号</th><th>类别</th><th>设备</th><th>数量</th></tr>"
            "<tr><td>1</td><td rowspan=2>影像</td><td>CT</td><td>40台</td></tr>"
            "<tr><td>2</td><td>MRI</td><td>30台</td></tr>",
            ["序号 | 类别 | 设备 | 数量", "1 | 影像 | CT | 数量: 40台", "2 | 影像 | MRI | 数量: 30台"],
            id="a second cell of two rows",
        ),
        pytest.param(
            "<tr><th>设备</th><th>数量</th><th>合计</th><th>责任单位</th><th>完成时限</th></tr>"
            "<tr><td>CT</td><td>40台</td><td rowspan=2>70台</td><td rowspan=2>市卫健委</td>"
            "<td rowspan=2>2027年底</td></tr>"
            "<tr><td>MRI</td><td>30台</td></tr>",
            [
                "设备 | 数量 | 合计 | 责任单位 | 完成时限",
                "CT | 数量: 40台 | 合计: 70台 | 市卫健委 | 完成时限: 2027年底",
                "MRI | 数量: 30台 |  | 市卫健委 | 完成时限: 2027年底",
            ],
            id="what two rows share is said in both, a figure once",
        ),
        pytest.param(
            "<tr><td rowspan=2>指标</td><td colspan=2>产值（亿元）</td><td rowspan=2>属性</td></tr>"
            "<tr><td>2025年</td><td>2030年</td></tr><tr><td>影像设备</td><td>700</td><td>900</td><td>预期性</td></tr>",
            [
                "指标 | 产值（亿元） 2025年 | 产值（亿元） 2030年 | 属性",
                "影像设备 | 产值（亿元） 2025年: 700 | 产值（亿元） 2030年: 900 | 预期性",
            ],
            id="headers in two rows that are not marked",
        ),
        pytest.param(
            "<tr><td>片区</td><td>三级医院</td><td>基层机构</td></tr><tr><td>东片</td><td>4</td><td>61</td></tr>"
            "<tr><td>西片</td><td>—</td><td>48</td></tr><tr><td>北片</td><td>2</td><td>33</td></tr>",
            [
                "片区 | 三级医院 | 基层机构",
                "东片 | 三级医院: 4 | 基层机构: 61",
                "西片 | — | 基层机构: 48",
                "北片 | 三级医院: 2 | 基层机构: 33",
            ],
            id="a header over figures side by side",
        ),
        pytest.param(
            "<tr><td>品名</td><td>监护仪</td><td>型号</td><td>甲型</td></tr>"
            "<tr><td>台数</td><td>30</td><td>价格</td><td>8万元</td></tr>"
            "<tr><td>年限</td><td>6</td><td>保修</td><td>3年</td></tr>",
            ["品名 | 监护仪 | 型号 | 甲型", "台数 | 30 | 价格 | 8万元", "年限 | 6 | 保修 | 3年"],
            id="columns of figures beside labels have no header",
        ),
        pytest.param(
            "<tr><td>设备</td><td>2025年</td></tr><tr><td rowspan=2>监护仪</td><td>30台</td></tr>"
            "<tr><td>45台</td></tr>",
            ["设备 | 2025年", "监护仪 | 2025年: 30台", "监护仪 | 2025年: 45台"],
            id="a cell of two rows right under the header",
        ),
    ],
)
def test_rows_of_a_table(table: str, expected: list[str]) -> None:
    assert rows(table) == expected


def test_a_table_that_lays_out_a_page_has_no_rows() -> None:
    card = "<br>".join(
        ["李明", "等级：会员", "帖子：32", "积分：800", "注册：2020-1-1", "地区：临江", "签名：无", "勋章"]
    )
    post = "<br>".join(["设备科问过三家供应商。", "报价差得很多。", "有用过的朋友说说。", "先谢过了。"])
    found = page(f"<table><tr><td>{card}</td><td>{post}</td></tr></table>")
    assert not [block for block in found.blocks if block.kind is BlockKind.TABLE_ROW]


@pytest.mark.parametrize(
    "listed",
    [
        "<p>附件：</p><ul><li><a href=a.doc>申报表</a></li><li><a href=b.xlsx>企业名单</a></li></ul>",
        "<p>附件：</p><p><a href=a.doc>申报表</a></p><p><a href=b.xlsx>企业名单</a></p>",
        "<p>下列文件继续有效：</p><ul><li><a href=1.html>申报表</a></li><li><a href=2.html>企业名单</a></li></ul>",
    ],
)
def test_a_list_of_named_documents_is_document(listed: str) -> None:
    text = page(listed).text
    assert "申报表\n企业名单\n执行中" in text


def test_attachments_named_by_file_or_number_are_document() -> None:
    text = page(
        "<p>附件：<a href=1.doc>1.申报表</a></p><p><a href=2.doc>2.名单</a></p>"
        "<div><h3>下载</h3><ul><li><a href=/a/3.pdf>目录.pdf</a></li></ul></div>"
    ).text
    assert "2.名单" in text
    assert "目录.pdf" in text


@pytest.mark.parametrize("lead", ["相关阅读：", "标签：", "分享到：", "热门新闻："])
def test_lists_of_other_pages_are_not(lead: str) -> None:
    assert (
        "张三获奖" not in page(f"<p>{lead}</p><ul><li><a href=1>张三获奖</a></li><li><a href=2>今日</a></li></ul>").text
    )


def test_a_table_of_very_many_rows_is_read_in_bounded_time() -> None:
    start = perf_counter()
    many = rows("<tr><th>设备</th><th>数量</th></tr>" + "<tr><td>监护仪</td><td>3台</td></tr>" * 20_000)
    assert len(many) == 20_001
    assert many[-1] == "监护仪 | 数量: 3台"
    assert perf_counter() - start < 30


def test_spans_in_each_row_make_no_row_wider_than_the_one_above_without_end() -> None:
    row = "<tr><td rowspan=65534 colspan=1000>a</td><td>b</td></tr>"
    document = extract_bytes(f"<h1>Items</h1><table>{row * 300}</table>".encode(), url=None)
    assert document.text.endswith("b")
    assert max(len(block.text) for block in document.blocks) < 2_000

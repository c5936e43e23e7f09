"""A plan's table says the same whether its head is marked as one (<th>: each figure has its column's name) or not."""

from __future__ import annotations

from monitor.extract import extract_bytes
from monitor.targets import read_statements

PAGE = """<html><head><meta charset="utf-8"><title>规划指标</title>
<meta name="PubDate" content="2026-01-05"></head><body>
<div class="content"><h1>医疗装备产业规划指标</h1>
<p>为推动全市医疗装备产业发展，制定本规划，主要指标如下表所示，各单位要认真落实。</p>
<table><tr><{head}>指标</{head}><{head}>2025年</{head}><{head}>2028年目标</{head}><{head}>属性</{head}></tr>
<tr><td>智能工厂（家）</td><td>12</td><td>40</td><td>预期性</td></tr>
<tr><td>产业规模（亿元）</td><td>380</td><td>600</td><td>预期性</td></tr></table>
<p>各地要加强组织领导，完善配套措施，确保各项任务落到实处，并及时报送进展情况。</p></div></body></html>"""


def statements(head: str) -> list[tuple[str, str, int, str | None]]:
    document = extract_bytes(PAGE.format(head=head).encode(), content_type="text/html", url="http://a.example/1.html")
    found = read_statements(document)
    assert all(document.text[one.start : one.end] == one.quote for one in found)
    return [(one.kind.value, one.metric, int(one.value), one.deadline or one.as_of) for one in found]


def test_both_kinds_of_head_give_the_same_statements() -> None:
    assert statements("th") == statements("td")
    assert statements("th") == [
        ("baseline", "智能工厂", 12, "2025"),
        ("target", "智能工厂", 40, "2028"),
        ("baseline", "产业规模", 38_000_000_000, "2025"),
        ("target", "产业规模", 60_000_000_000, "2028"),
    ]

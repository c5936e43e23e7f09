"""Every kind of edit on a page with text, lists and a table, in both languages: what it is told as, and no more."""

from __future__ import annotations

import pytest

from monitor.targets import align
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.text.views import look
from monitor.types import Statement, StatementKind

CHINESE = """关于印发《宁波市医疗器械产业发展行动计划（2026—2028年）》的通知
各区县（市）人民政府：现将行动计划印发给你们，请认真贯彻执行。
一、主要目标
到2028年，全市医疗器械产业规模达到600亿元，培育领航企业8家，新增第三类医疗器械注册证80个。
到2027年，建成市级以上创新平台25个左右，三级医院国产设备配置比例不低于55%。
二、重点任务
（一）支持企业开展磁共振设备研发，每年安排专项资金2亿元以上。
（二）到2026年底前，实现县级医院影像中心全覆盖，远程诊断服务覆盖率达到90%。
指标 | 2024年 | 2028年
医疗器械产业规模（亿元） | 320 | 600
规上企业数（家） | 140 | 210
发明专利授权量（件） | 900 | 1500
到“十五五”末，培育上市企业12家。"""
ENGLISH = """Northland Medical Technology Action Plan 2026 to 2028
The government of Northland has today published its Medical Technology Action Plan 2026 to 2028.
By 2028, the sector will reach a turnover of £3.5 billion, employ at least 24,000 people and file 400 patents a year.
We will train 1,200 radiographers by March 2027 and replace around 300 CT scanners by the end of 2027.
At least 85% of hospitals will have access to surgical robots by 2028.
No patient will wait more than 6 weeks for a scan by 2028.
Measure | 2024 | 2028
Community diagnostic centres | 18 | 40
Share of domestic devices (%) | 22 | 35
We will invest £45 million in testing sites by 2027."""


def _read(text: str) -> tuple[Statement, ...]:
    view = look(text)
    return statements_of(view, published="2026-01-15", plans=plans_of(view))


def _told(before: str, now: str) -> list[str]:
    return sorted(change.kind.value.removeprefix("target_") for change in align(_read(before), _read(now)))


@pytest.mark.parametrize(("text", "count"), [(CHINESE, 10), (ENGLISH, 10)])
def test_the_targets_of_the_pages_are_read(text: str, count: int) -> None:
    assert len([one for one in _read(text) if one.kind is StatementKind.TARGET and not one.repeat]) == count
    assert _told(text, text) == []


@pytest.mark.parametrize(
    ("kinds", "old", "new"),
    [
        ("raised", "达到600亿元，培育", "达到700亿元，培育"),
        ("lowered", "达到600亿元，培育", "达到500亿元，培育"),
        ("", "达到600亿元，培育", "达到0.06万亿元，培育"),
        ("", "达到600亿元，培育", "达到6000000万元，培育"),
        ("", "600亿元，培育", "六百亿元，培育"),
        ("tightened", "达到600亿元，培育", "突破600亿元，培育"),
        ("tightened", "25个左右", "25个以上"),
        ("loosened", "不低于55%", "达到55%"),
        ("tightened", "25个左右", "25个"),
        (
            "postponed postponed",
            "到2027年，建成市级以上创新平台25个左右，三级医院国产设备配置比例不低于55%",
            "到2028年，建成市级以上创新平台25个左右，三级医院国产设备配置比例不低于55%",
        ),
        (
            "brought_forward",
            "到2027年，建成市级以上创新平台25个左右，三级",
            "到2026年，建成市级以上创新平台25个左右；到2027年，三级",
        ),
        ("reworded", "上市企业12家", "单项冠军企业12家"),
        ("reworded", "三级医院国产设备配置比例", "二级医院国产设备配置比例"),
        ("", "新增第三类医疗器械注册证80个", "新增三类医疗器械注册证80个"),
        ("", "，新增第三类医疗器械注册证80个。", "。新增第三类医疗器械注册证80个。"),
        (
            "",
            (
                "到2028年，全市医疗器械产业规模达到600亿元，培育领航企业8家，新增第三类医疗器械注册证80个。"
                "\n"
                "到2027年，建成市级以上创新平台25个左右，三级医院国产设备配置比例不低于55%。"
            ),
            (
                "到2027年，建成市级以上创新平台25个左右，三级医院国产设备配置比例不低于55%。\n"
                "到2028年，全市医疗器械产业规模达到600亿元，培育领航企业8家，新增第三类医疗器械注册证80个。"
            ),
        ),
        ("", "培育领航企业8家，新增第三类医疗器械注册证80个", "新增第三类医疗器械注册证80个，培育领航企业8家"),
        (
            "",
            "规上企业数（家） | 140 | 210\n发明专利授权量（件） | 900 | 1500",
            "发明专利授权量（件） | 900 | 1500\n规上企业数（家） | 140 | 210",
        ),
        ("raised", "规上企业数（家） | 140 | 210", "规上企业数（家） | 140 | 230"),
        ("", "到“十五五”末", "到2030年"),
        ("brought_forward", "到“十五五”末", "到2029年"),
        ("removed", "，新增第三类医疗器械注册证80个", ""),
        ("removed", "到“十五五”末，培育上市企业12家。", ""),
        ("removed", "发明专利授权量（件） | 900 | 1500\n", ""),
        ("new", "上市企业12家", "上市企业12家、独角兽企业3家"),
        (
            "new",
            "发明专利授权量（件） | 900 | 1500",
            "发明专利授权量（件） | 900 | 1500\n出口交货值（亿元） | 80 | 160",
        ),
        ("", "到2026年底前", "2026年年底前"),
        ("", "到2026年底前", "到2026年12月底前"),
        ("postponed", "到2026年底前", "到2027年底前"),
        ("", "每年安排专项资金2亿元以上", "每年安排不少于2亿元的专项资金"),
        ("raised", "每年安排专项资金2亿元以上", "每年安排专项资金3亿元以上"),
        ("", "覆盖率达到90%", "覆盖率达90%"),
        ("raised", "覆盖率达到90%", "覆盖率达到95%"),
        ("tightened", "覆盖率达到90%", "覆盖率达到90%以上"),
        ("", "第三类医疗器械注册证80个", "第三類醫療器械註冊證80個"),
        ("restated", "领航企业8家", "领航企业8件"),
        ("", "指标 | 2024年 | 2028年", "主要指标 | 2024年 | 2028年"),
        ("", "（二）到2026年底前，实现", "二是到2026年底前实现"),
        ("restated", "达到600亿元，培育", "增长600亿元，培育"),
    ],
)
def test_an_edit_of_a_chinese_page(kinds: str, old: str, new: str) -> None:
    assert old in CHINESE
    assert _told(CHINESE, CHINESE.replace(old, new)) == sorted(kinds.split())


@pytest.mark.parametrize(
    ("kinds", "old", "new"),
    [
        ("raised", "£3.5 billion", "£4 billion"),
        ("lowered", "£3.5 billion", "£3 billion"),
        ("", "£3.5 billion", "£3,500 million"),
        ("", "£3.5 billion", "£3.5bn"),
        ("", "1,200 radiographers", "1200 radiographers"),
        ("", "1,200 radiographers", "twelve hundred radiographers"),
        ("loosened", "at least 24,000", "about 24,000"),
        ("loosened", "at least 24,000", "24,000"),
        ("tightened", "around 300", "300"),
        ("tightened", "around 300", "at least 300"),
        ("postponed", "by March 2027", "by March 2028"),
        ("brought_forward", "by the end of 2027", "by the end of 2026"),
        ("", "by the end of 2027", "by December 2027"),
        ("reworded", "1,200 radiographers", "1,200 nurses"),
        ("reworded", "300 CT scanners", "300 MRI scanners"),
        ("reworded", "of hospitals will have access to surgical", "of care homes will have access to surgical"),
        (
            "",
            "We will train 1,200 radiographers by March 2027 and replace around 300 CT scanners by the end of 2027.",
            "By March 2027, 1,200 radiographers will be trained. Around 300 CT scanners go by the end of 2027.",
        ),
        (
            "",
            "employ at least 24,000 people and file 400 patents a year",
            "file 400 patents a year and employ at least 24,000 people",
        ),
        (
            "",
            "Community diagnostic centres | 18 | 40\nShare of domestic devices (%) | 22 | 35",
            "Share of domestic devices (%) | 22 | 35\nCommunity diagnostic centres | 18 | 40",
        ),
        ("raised", "Community diagnostic centres | 18 | 40", "Community diagnostic centres | 18 | 55"),
        ("removed", "We will invest £45 million in testing sites by 2027.", ""),
        (
            "new",
            "We will invest £45 million in testing sites by 2027.",
            "We will invest £45 million in testing sites by 2027. We will open 5 regional hubs by 2028.",
        ),
        ("lowered", "more than 6 weeks", "more than 4 weeks"),
        ("", "At least 85% of hospitals", "At least 85 per cent of hospitals"),
        ("", "At least 85% of hospitals", "No fewer than 85% of hospitals"),
        ("", "invest £45 million in testing sites", "put £45 million into testing sites"),
        ("removed", "Share of domestic devices (%) | 22 | 35\n", ""),
        (
            "lowered postponed",
            "replace around 300 CT scanners by the end of 2027",
            "replace around 250 CT scanners by the end of 2028",
        ),
        ("restated", "£45 million", "€45 million"),
    ],
)
def test_an_edit_of_a_english_page(kinds: str, old: str, new: str) -> None:
    assert old in ENGLISH
    assert _told(ENGLISH, ENGLISH.replace(old, new)) == sorted(kinds.split())


def test_a_figure_that_text_and_table_say_is_told_once_when_only_one_of_them_is_edited() -> None:
    """The other place still says the former figure: that is no second target, and nothing is removed."""
    for firmness in ("达到", "突破"):
        before = CHINESE.replace("产业规模达到600亿元", f"产业规模{firmness}600亿元")
        now = before.replace(f"{firmness}600亿元", f"{firmness}750亿元")
        assert _told(before, now) == ["raised"]
    assert _told(CHINESE, CHINESE.replace("| 320 | 600", "| 320 | 640")) == ["new"]


GOALS = "到2028年，全市医疗器械产业规模达到600亿元，培育领航企业8家，新增第三类医疗器械注册证80个。"
TABLE = (
    "指标 | 2024年 | 2028年\n"
    "医疗器械产业规模（亿元） | 320 | 600\n"
    "规上企业数（家） | 140 | 210\n"
    "发明专利授权量（件） | 900 | 1500"
)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (
            CHINESE,
            GOALS,
            (
                "到2028年：\n"
                "（1）全市医疗器械产业规模达到600亿元；\n"
                "（2）培育领航企业8家；\n"
                "（3）新增第三类医疗器械注册证80个。"
            ),
        ),
        (
            CHINESE,
            GOALS,
            (
                "到2028年，实现以下目标：\n"
                "——全市医疗器械产业规模达到600亿元。\n"
                "——培育领航企业8家。\n"
                "——新增第三类医疗器械注册证80个。"
            ),
        ),
        (
            CHINESE,
            GOALS,
            "到2028年，全市医疗器械产业规模达到600亿元，\n培育领航企业8家，\n新增第三类医疗器械注册证80个。",
        ),
        (
            CHINESE,
            "规上企业数（家） | 140 | 210\n发明专利授权量（件） | 900 | 1500",
            "到2028年，规上企业数达到210家，发明专利授权量达到1500件。",
        ),
        (
            CHINESE,
            TABLE,
            (
                "指标 | 单位 | 2024年 | 2028年\n"
                "医疗器械产业规模 | 亿元 | 320 | 600\n"
                "规上企业数 | 家 | 140 | 210\n"
                "发明专利授权量 | 件 | 900 | 1500"
            ),
        ),
        (
            CHINESE,
            TABLE,
            (
                "序号 | 指标 | 2024年 | 2028年\n"
                "1 | 医疗器械产业规模（亿元） | 320 | 600\n"
                "2 | 规上企业数（家） | 140 | 210\n"
                "3 | 发明专利授权量（件） | 900 | 1500"
            ),
        ),
        (CHINESE, "一、主要目标\n", "一、总体要求和主要目标\n"),
        (
            CHINESE,
            "（二）到2026年底前，实现县级医院影像中心全覆盖，远程诊断服务覆盖率达到90%。",
            "（二）实现县级医院影像中心全覆盖，到2026年底前，远程诊断服务覆盖率达到90%。",
        ),
        (CHINESE, "各区县（市）人民政府：现将行动计划印发给你们，请认真贯彻执行。\n", ""),
        (
            ENGLISH,
            (
                "By 2028, the sector will reach a turnover of £3.5 billion, employ at least 24,000 people a"
                "nd file 400 patents a year."
            ),
            (
                "By 2028, the sector will:\n"
                "- reach a turnover of £3.5 billion\n"
                "- employ at least 24,000 people\n"
                "- file 400 patents a year"
            ),
        ),
        (
            ENGLISH,
            "We will train 1,200 radiographers by March 2027 and replace around 300 CT scanners by the end of 2027.",
            "We will:\ntrain 1,200 radiographers by March 2027;\nreplace around 300 CT scanners by the end of 2027.",
        ),
        (
            ENGLISH,
            "Measure | 2024 | 2028\nCommunity diagnostic centres | 18 | 40\nShare of domestic devices (%) | 22 | 35",
            (
                "The number of community diagnostic centres will rise from 18 in 2024 to 40 in 2028. The "
                "share of domestic devices will grow from 22% in 2024 to 35% in 2028."
            ),
        ),
        (
            ENGLISH,
            "At least 85% of hospitals will have access to surgical robots by 2028.",
            "By 2028, surgical robots will be available to at least 85% of hospitals.",
        ),
    ],
)
def test_another_layout_is_no_edit(text: str, old: str, new: str) -> None:
    assert old in text
    assert _told(text, text.replace(old, new)) == []
    assert _told(text.replace(old, new), text) == []


def test_other_punctuation_and_shorter_lines_are_no_edit() -> None:
    assert _told(CHINESE, CHINESE.replace("，", ",").replace("（", "(").replace("）", ")").replace("。", "。 ")) == []
    assert _told(ENGLISH, ENGLISH.replace(". ", ".\n")) == []


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        (
            "到2027年,全市更新CT20台,更新磁共振30台。",
            "到2027年,全市更新CT30台,更新磁共振20台。",
            [("target_raised", 20, 30), ("target_lowered", 30, 20)],
        ),
        (
            "到2027年,全市更新CT20台,更新磁共振30台。",
            "到2027年,全市更新CT30台,更新磁共振40台。",
            [("target_raised", 20, 30), ("target_raised", 30, 40)],
        ),
        (
            "By 2027 the trust will install 20 CT scanners and 30 MRI scanners.",
            "By 2027 the trust will install 30 CT scanners and 20 MRI scanners.",
            [("target_raised", 20, 30), ("target_lowered", 30, 20)],
        ),
        ("到2027年,全市更新CT20台,更新磁共振30台。", "到2027年,全市更新磁共振30台,更新CT20台。", []),
    ],
)
def test_targets_that_trade_figures_keep_their_metric(
    before: str, now: str, changes: list[tuple[str, int, int]]
) -> None:
    found = align(_read(before), _read(now))
    assert [(c.kind.value, int(c.before.value), int(c.after.value)) for c in found if c.before and c.after] == changes
    assert len(found) == len(changes)

"""Pages that edit themselves at every check."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.changes import compare, is_quietened
from monitor.types import Change, ChangeKind, Recipe, Version
from tests.changes.cases import a_version

NOTICE = """# 关于推进医疗装备产业发展的通知
到2027年，全市医疗装备产业规模达到{size}亿元。
{news}
## 每日一句
{quote}
## 附则
本通知自印发之日起施行。"""
QUOTES = [
    "学而时习之，不亦说乎，有朋自远方来。",
    "A journey of a thousand miles begins with one step.",
    "路漫漫其修远兮，吾将上下而求索。",
    "Well begun is half done, as people say here.",
    "千里之行，始于足下，贵在坚持不懈。",
    "The early bird catches the worm, mostly.",
]


def versions(sizes: list[int] | None = None, news: list[str] | None = None) -> list[Version]:
    """Six checks of a page, oldest first."""
    return [
        a_version(
            NOTICE.format(size=(sizes or [500] * 6)[at], news=(news or ["各部门抓好落实。"] * 6)[at], quote=QUOTES[at])
        )
        for at in range(6)
    ]


def latest(row: list[Version]) -> dict[ChangeKind, Change]:
    """The changes of the last check, with the row of Versions before it."""
    return {change.kind: change for change in compare(row[-2], row[-1], earlier=row[-3::-1])}


def test_a_passage_that_changes_at_every_check_is_quiet_and_said_so() -> None:
    row = versions()
    alone = {change.kind: change for change in compare(row[-2], row[-1])}
    assert alone[ChangeKind.TEXT_CHANGED].significance >= 0.3
    change = latest(row)[ChangeKind.TEXT_CHANGED]
    assert change.significance == 0
    assert change.why[0].startswith("a passage that changes at every check")


def test_it_takes_some_checks_to_be_sure() -> None:
    assert latest(versions()[:4])[ChangeKind.TEXT_CHANGED].significance >= 0.3
    assert latest(versions()[:5])[ChangeKind.TEXT_CHANGED].significance == 0


def test_another_passage_is_still_heard() -> None:
    row = versions(news=["各部门抓好落实。"] * 5 + ["各部门抓好落实。《旧办法》同时废止。"])
    change = latest(row)[ChangeKind.TEXT_CHANGED]
    assert change.significance >= 0.8
    assert sorted(edit.weight == 0 for edit in change.edits) == [False, True, True]


def test_a_target_is_never_quietened() -> None:
    row = versions(sizes=[500, 510, 520, 530, 540, 550])
    assert latest(row)[ChangeKind.TARGET_RAISED].significance >= 0.9


def test_a_place_that_only_grows_is_not_restless() -> None:
    lines = ["第一批名单已经公布，请各单位知悉。"]
    row = []
    for at in range(6):
        lines.insert(0, f"第{at + 2}批名单今日公布，共有{at + 7}家企业入选名单。")
        row.append(a_version("# 名单公告\n" + "\n".join(lines)))
    assert latest(row)[ChangeKind.TEXT_CHANGED].significance >= 0.3


def test_versions_of_another_recipe_prove_nothing() -> None:
    row = versions()
    old = [replace(version, recipe=Recipe(extractor="0", rules="none")) for version in row[:3]]
    assert latest([*old, *row[3:]])[ChangeKind.TEXT_CHANGED].significance >= 0.3


def three_checks(line: str, values: tuple[str, str, str]) -> Change:
    """The change of text that the third check finds, when every check found a new value in a line."""
    body = "# 医疗器械公告\n各有关单位请登录系统办理，并按要求提交全部材料。\n{}\n联系电话见附件。"
    row = [a_version(body.format(line.format(value))) for value in values]
    (change,) = compare(row[1], row[2], earlier=row[:1])
    return change


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Ticket QK-48213 was opened for this page: {}.", ("QK-48213", "QK-48377", "QK-48502")),
        ("本页流水号{}，查询时请注明。", ("20261122001", "20261122017", "20261122033")),
        ("Rendered for session {} by the portal, please ignore.", ("a81Kx", "b7Q2z", "c55Rt")),
    ],
)
def test_an_identifier_that_is_another_at_each_check_is_told_once_at_most(
    line: str, values: tuple[str, str, str]
) -> None:
    change = three_checks(line, values)
    assert change.significance == 0
    assert change.why == ("a passage that changes at every check",)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("每例补助{}，由财政承担。", ("300000元", "350000元", "400000元")),
        ("申报截止{}，逾期不予受理。", ("20261122", "20261123", "20261124")),
        ("本次招标由{}单位负责，请与其联系。", ("采购处", "设备处", "招标办")),
    ],
)
def test_what_people_write_is_heard_twice_in_a_row(line: str, values: tuple[str, str, str]) -> None:
    assert three_checks(line, values).significance >= 0.3


def test_news_beside_a_restless_identifier_is_heard() -> None:
    body = "# 医疗器械公告\n页面流水号 QK-{} 供查询。\n{}\n联系电话见附件。"
    news = ["各单位按要求提交材料。", "各单位按要求提交材料。", "各单位不得再提交纸质材料。"]
    row = [a_version(body.format(number, line)) for number, line in zip((48100, 48237, 48374), news, strict=True)]
    (change,) = compare(row[1], row[2], earlier=row[:1])
    assert change.significance >= 0.3
    assert [edit.weight == 0 for edit in change.edits] == [True, False]
    assert "a passage that changes at every check" in change.why


PLAN = """# 康复设备产业发展方案
支持医疗机构与企业共建临床转化平台，推动成果落地。
{line}
## 保障措施
加强组织领导，建立部门协同推进机制。"""
TOPICS = ["骨科机器人发布", "集采结果公布", "超声新品亮相", "医工论坛落幕", "产业基金设立", "国产设备出海"]


def last_of(line: str, values: list[str]) -> list[Change]:
    """What the check of the last value finds; `values` are those of the checks that found another page."""
    row = [a_version(PLAN.format(line=line.format(value))) for value in values]
    return list(compare(row[-2], row[-1], earlier=row[-3::-1]))


def test_what_changes_at_most_checks_is_quiet_though_it_stood_still_at_one_of_them() -> None:
    """The place changed at four of five steps; at one of them another place did."""
    row = [
        a_version(PLAN.format(line=f"话题推送：{TOPICS[at]}，欢迎参与") + ("" if step < 3 else "\n联系电话见附件。"))
        for step, at in enumerate([0, 1, 2, 2, 3, 4])
    ]
    (change,) = compare(row[-2], row[-1], earlier=row[-3::-1])
    assert change.significance == 0
    (change,) = compare(row[-2], row[-1], earlier=row[-3:-5:-1])
    assert change.significance >= 0.3


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("每例补助{}万元", ["30", "35", "40", "45", "50", "55"]),
        ("每例补助{}，由市财政承担。", ["30万元", "35万元", "40万元", "45万元", "50万元", "55万元"]),
        ("申报材料于2026年{}日前提交。", ["6月1", "6月8", "6月15", "6月22", "6月29", "7月6"]),
        ("The grant is {} per device.", ["$300", "$350", "$400", "$450", "$500", "$550"]),
    ],
)
def test_a_figure_is_told_however_often_it_is_changed(line: str, values: list[str]) -> None:
    (change,) = [one for one in last_of(line, values) if one.kind is ChangeKind.TEXT_CHANGED]
    assert change.significance >= 0.3
    assert not is_quietened(change)


def test_of_a_target_that_is_raised_again_and_again_no_passage_is_said_to_be_left_out() -> None:
    changes = last_of("到2028年，全市康复设备产业规模达到{}亿元。", ["90", "95", "100", "110", "120", "130"])
    assert [change.kind for change in changes] == [ChangeKind.TARGET_RAISED, ChangeKind.TEXT_CHANGED]
    assert not any(map(is_quietened, changes))


@pytest.mark.parametrize(
    "line",
    [
        "广告：{}，欢迎致电咨询",
        "最新话题：关于{}的讨论正在进行，点击查看全部回复",
        "本版最新帖子：{}",
        "Latest topics: {}",
        "Advertisement: {} for every clinic",
    ],
)
def test_a_line_that_shows_another_topic_every_time_is_noise_from_the_first_time(line: str) -> None:
    (change,) = last_of(line, TOPICS[:2])
    assert change.significance == 0
    assert not is_quietened(change)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("广告：{}经审查后发布。", ["应当", "可以"]),
        ("广告：每例补助{}万元", ["30", "35"]),
        ("广告：{}发布医疗器械广告", ["允许", "禁止"]),
        ("最新话题：{}", ["骨科机器人发布", "旧办法自7月1日起废止"]),
    ],
)
def test_what_rules_or_sets_something_behind_such_a_head_is_told(line: str, values: list[str]) -> None:
    (change,) = last_of(line, values)
    assert change.significance >= 0.2


def test_such_a_line_among_passages_that_are_rewritten_is_one_of_them() -> None:
    row = [
        a_version(PLAN.format(line=line))
        for line in (
            "名录由省局公布，供各地使用。\n广告：在报刊上发布的宣传内容",
            "清单由市局编制，各县采用即可。\n广告：在网络上发布的宣传内容",
        )
    ]
    (change,) = compare(*row)
    assert all((edit.weight or 0) >= 0.2 for edit in change.edits)

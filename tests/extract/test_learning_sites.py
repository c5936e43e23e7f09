"""Sites in the likeness of real ones, line by line: what learning takes off, and that it never takes off a document.

Every site is (pages, lines that are the site's). A line that is taken off and not among them fails the test.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from monitor.extract.boilerplate import key_of
from monitor.extract.learn import learn
from tests.extract.test_boilerplate_learning import BANNER, learned, seen, story

Site = tuple[list[list[str]], set[str]]

FIELDS = (
    "区域",
    "社区",
    "乡镇",
    "院内",
    "远程",
    "夜间",
    "急诊",
    "康复",
    "护理",
    "检验",
    "影像",
    "药学",
    "口腔",
    "眼科",
    "儿科",
    "老年",
)
WORKS = (
    "流程优化",
    "人员培训",
    "信息共享",
    "质量评估",
    "转诊衔接",
    "设备维护",
    "预约服务",
    "档案管理",
    "费用结算",
    "随访工作",
)
DISCLAIMER = "本网转载此文只为传递更多信息，转载的图文与本网的观点无关，读者请自行判断其真实性并承担后果。"
SIDEBAR = ("办事指南请到大厅一楼咨询台领取", "网上信访请登录统一平台提交材料", "领导信箱每周五上午集中答复来信")
HOT = (
    "某地大桥通车市民点赞交通变化",
    "古城灯会本周末再次亮灯迎客",
    "青年创业大赛在体育馆开幕",
    "山区茶园迎来采摘季游客渐多",
    "图书馆延长夜间开放",
)


def prose(source: random.Random, count: int) -> list[str]:
    """Paragraphs that no other page has."""
    return [
        f"{source.choice(FIELDS)}{source.choice(WORKS)}由第{source.randrange(900)}小组牵头，{source.choice(FIELDS)}科室配合，"
        f"{source.choice(WORKS)}纳入{source.randrange(1, 31)}日的例会，意见给编号{source.randrange(10**6)}的联络人。"
        for _ in range(count)
    ]


def notice(source: random.Random, number: int) -> list[str]:
    return [
        f"关于做好第{number}项工作的通知",
        *prose(source, 5),
        "临江市卫生健康委员会",
        f"2026年3月{number % 28 + 1}日",
    ]


def government(source: random.Random, pages: int = 30) -> Site:
    furniture = {*SIDEBAR, DISCLAIMER}
    return [[*notice(source, number), *SIDEBAR, DISCLAIMER] for number in range(pages)], furniture


def portal(source: random.Random) -> Site:
    """The hot news are others at each visit: those lines are nobody's."""
    pages = [[*notice(source, number), *source.sample(HOT, 2), DISCLAIMER] for number in range(40)]
    return pages, {DISCLAIMER}


def club(source: random.Random) -> Site:
    greeting = "会员俱乐部欢迎新朋友入群交流经验"
    pages = [[greeting, *prose(source, 4), *(HOT[(number // 6 + at) % 5] for at in range(2))] for number in range(25)]
    return pages, {greeting}


def forwarded(source: random.Random, at: int) -> Site:
    """All report one plan, in its words and without its name; the shared passage stands here or there."""
    passage = prose(source, 5)
    pages = []
    for number in range(24):
        own = [f"第{number}区转发实施方案的通知", *prose(source, 6)]
        pages.append([*own[:at], *passage, *own[at:], DISCLAIMER])
    return pages, {DISCLAIMER}


def republished(source: random.Random) -> Site:
    copy = notice(source, 900)
    pages, furniture = government(source, 20)
    return [*([*copy, f"第{number}次转发", DISCLAIMER] for number in range(12)), *pages], furniture


def templates(source: random.Random, others: int) -> Site:
    """Annual notices that differ in three words."""
    pages, _ = government(source, others) if others else ([], set())
    for number in range(24):
        year = 2000 + number
        pages.append(
            [
                f"关于开展{year}年度{FIELDS[number % 16]}检查的通知",
                "各县区要高度重视，精心组织，把检查任务落实到人，建立台账，逐项销号。",
                f"检查自{year}年{number % 12 + 1}月开始，各单位要对照标准自查自纠，形成书面报告。",
                "检查组将随机抽取机构进行现场核验，结果在全市范围内通报。",
                "对发现的问题要立行立改，不能立即整改的要制定计划，明确时限和责任人。",
                DISCLAIMER,
            ]
        )
    return pages, {*SIDEBAR, DISCLAIMER}


def courses(source: random.Random) -> Site:
    """Notices of one kind that ask for the same at their end."""
    asked = (
        "参训人员食宿统一安排，交通费用由所在单位按规定报销，请提前做好工作交接。",
        "请于开班前一周登录培训系统下载回执并发送至培训处邮箱，逾期不再受理。",
        "The completed form must be returned to the department one week before the course begins.",
    )
    pages = [[f"第{n}期培训班的通知", *prose(source, 3), *asked[n % 2 :], DISCLAIMER] for n in range(30)]
    return pages, {DISCLAIMER}


SITES: dict[str, tuple[Callable[[random.Random], Site], float]] = {
    "government": (government, 1.0),
    "portal": (portal, 1.0),
    "club": (club, 1.0),
    "a plan quoted at the head": (lambda source: forwarded(source, 0), 1.0),
    "a plan quoted in the middle": (lambda source: forwarded(source, 4), 1.0),
    "a plan quoted at the end": (lambda source: forwarded(source, 7), 0.0),
    "a notice republished": (republished, 1.0),
    "templates alone": (lambda source: templates(source, 0), 0.0),
    "templates among others": (lambda source: templates(source, 30), 1.0),
    "courses": (courses, 0.0),
    "three pages": (lambda source: government(source, 3), 0.0),
    "six pages": (lambda source: government(source, 6), 1.0),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", SITES)
def test_no_line_of_a_document_is_taken_off(name: str, seed: int) -> None:
    make, least = SITES[name]
    pages, furniture = make(random.Random(seed))
    found = {one.key for one in learn(seen(pages))}
    taken = [line for lines in pages for line in lines if key_of(line) in found]
    assert [line for line in taken if line not in furniture and line not in HOT] == []
    wanted = sum(line in furniture for lines in pages for line in lines)
    assert sum(line in furniture for line in taken) >= least * wanted


@pytest.mark.parametrize(
    "line",
    [
        "省药品监督管理局办公室 2026年4月1日印发",
        "请各地于2026年6月30日前报送总结",
        "Send your report to the ministry by 30 June 2026",
        "支持企业开展手术机器人临床应用",
    ],
)
def test_who_printed_it_what_is_due_and_measures_are_not_learned(line: str) -> None:
    assert learned([[BANNER, *story(number), line] for number in range(12)]) == {BANNER}

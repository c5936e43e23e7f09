"""Short sentences of goals at the edges of a text are of the text; what sites put there is not."""

from __future__ import annotations

import pytest

from monitor.extract import extract_bytes
from monitor.extract.sentences import says_figure
from monitor.extract.tree import outline

CHINESE = [
    "为加快全市医疗设备更新，经市政府同意，制定本实施方案，请各区县和有关部门结合实际认真组织落实，确保各项任务按期完成。",
    "市卫生健康委会同市财政局建立设备更新台账，按季度调度进展情况，对推进缓慢的地区及时提醒，并将结果纳入年度考核范围。",
    "各级医疗机构要落实主体责任，完善采购论证和使用评价制度，防止重复购置和设备闲置，切实提高财政资金的使用效益。",
]
ENGLISH = [
    "The county council has adopted its programme for the renewal of hospital equipment after a long round of talks "
    "with wards, patients and suppliers in all of its districts.",
    "A joint office of the health and finance departments keeps a register of what is bought, and reports to the "
    "council on the progress of each hospital every quarter.",
    "Hospitals answer for their own purchases, and have to show that what they already own is used before any of the "
    "money is paid out to them.",
]
GOALS = [
    "到2028年，建成区域影像中心6个。",
    "到2029年，培养临床工程师450名。",
    "力争三年内更换老旧超声设备80台。",
    "县级医院核磁共振配置率达到95%。",
    "到2030年，实现乡镇卫生院数字化摄片全覆盖。",
    "2028年底前，基因编辑实验室增至4家。",
    "到2028年，開通遠程會診點120個。",
    "每年安排专项资金3000万元；",
    "到2027年，上述指标的完成率不低于九成，设备完好率保持在98%以上。",
    "全市新增CT扫描设备15台。",
    "By 2028, six imaging centres will open.",
    "We will train 450 clinical engineers by 2029.",
    "Eighty old ultrasound units, or 40% of all, will be replaced.",
    "More than 95% of county hospitals will have an MRI unit.",
    "The council sets aside $30 million a year.",
    "Results will be published every 2 years.",
    "Some 100 000 patients will be screened by 2030.",
    "The plan for 2025–2027 adds 15 CT units.",
    "Inspectors will visit 30 hospitals a year.",
    "Ten image-guided theatres are to follow by 2030.",
]
TAILS = [
    "责任编辑：王小明 审核：李四。",
    "本文于2026年3月12日浏览次数达1200次。",
    "2026年3月12日。",
    "发布于2026年3月12日，更新于2026年4月1日。",
    "如需了解更多，请扫描二维码关注公众号，已有3000人加入。",
    "联系电话：0571-88001234。",
    "版权所有 2026 临江市卫生健康委员会。",
    "本网站自2009年起由市信息中心维护。",
    "相关阅读：我市新增设备300台。",
    "（记者：张三 摄影：李四，2026年）",
    "Copyright 2026 Linjiang Health Office. All rights reserved.",
    "Follow us for updates 24 hours a day.",
    "For more information, call the press office on 555 0177.",
    "Last updated 12 March 2026.",
    "You have 3 free articles left this month.",
    "This story was first published in 2024 by our partners.",
    "Read also: ministry to buy 300 scanners by 2027.",
    "Jane Roe has been a reporter on health since 2012.",
    "7 Quarry Lane, Linjiang 30022.",
    "Registered charity number 1234567, founded in 1921.",
]
#: Those that go whatever stands above them.
LAST = [
    "责任编辑：王小明",
    "责任编辑：王小明。",
    "浏览次数：1200次",
    "来源：临江日报",
    "版权所有：临江市卫生健康委员会 2026",
    "扫一扫在手机打开当前页",
    "2026-03-12 09:30",
    "相关阅读：我市新增设备300台",
    "分享到：微信 微博",
    "Copyright 2026 Linjiang Health Office. All rights reserved.",
    "Follow us on Chirp.",
    "Subscribe to our newsletter.",
    "© 2026 Linjiang Health Office",
    "Read more",
    "1,200 views",
    "Last update: 12 March 2026",
    "Share this page",
]
LABELS = {True: "三、保障目标", False: "Goals of the programme"}


def lines_of(paragraphs: list[str], *, shape: str = "<p>{}</p>", frame: str = "<article>{}</article>") -> list[str]:
    body = frame.format("<h1>Equipment</h1>" + "".join(shape.format(one) for one in paragraphs))
    page = f"<!doctype html><html><head><meta charset=utf-8><title>Equipment</title></head><body>{body}</body></html>"
    return extract_bytes(page.encode(), url="https://www.nanlin.example/a.html").text.split("\n")


def is_chinese(line: str) -> bool:
    return not line.replace("–", "-").isascii()


@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_that_closes_a_long_text_is_kept_with_its_label(goal: str) -> None:
    text = [*CHINESE] * 4 if is_chinese(goal) else [*ENGLISH] * 4
    other = GOALS[1] if is_chinese(goal) else GOALS[13]
    label = LABELS[is_chinese(goal)]
    assert lines_of([*text, label, other, goal]) == [*text, label, other, goal]
    assert lines_of([*text, label, goal], shape="<div>{}</div>") == [*text, label, goal]
    assert lines_of([goal, *text]) == [goal, *text]


@pytest.mark.parametrize("tail", TAILS)
def test_what_a_site_puts_under_a_text_is_no_sentence_of_it(tail: str) -> None:
    assert not says_figure(outline(f"<body><p>{tail}</p></body>").runs[0])


@pytest.mark.parametrize("tail", LAST)
def test_furniture_under_the_last_goal_is_left_out(tail: str) -> None:
    chinese = is_chinese(tail)
    goals = [LABELS[chinese], GOALS[1], GOALS[0]] if chinese else [LABELS[chinese], GOALS[13], GOALS[10]]
    text = [*(CHINESE if chinese else ENGLISH) * 4, *goals]
    assert lines_of([*text, tail]) == text


def test_a_goal_elsewhere_on_the_page_is_none_of_the_text() -> None:
    text, goal = [*CHINESE * 4, LABELS[True], GOALS[1]], GOALS[0]
    frame = "<article>{}</article>" + f'<aside class="sidebar"><p>{goal}</p></aside>'
    assert lines_of(text, frame=frame) == text
    assert lines_of([*text, f'<a href="/b">{goal}</a>']) == text

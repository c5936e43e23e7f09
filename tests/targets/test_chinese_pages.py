"""What a Chinese page as a whole says of its figures: whose money it counts in, and whether anybody promises."""

import pytest

from monitor.api import read_text
from monitor.targets.reader import statements_of
from monitor.text.views import look

#: Sentences of a page, and the currency of the sums in them.
PAGES = [
    (
        "縣府編列9,600萬元汰換超音波\n〔記者周以安／屏山報導〕衛生局昨在縣議會答詢,明年編列9,600萬元汰換衛生所超音波30臺。",
        "TWD",
    ),
    ("心導管廠上半年財報\n上半年營收21.3億元,年增14%,毛利率45%,每股盈餘5.2元。", "TWD"),
    ("118年底前完成五座照護中心,總經費6億2,000萬元,由市府與中央各出一半。", "TWD"),
    ("急症室更換掃描儀\n署方今個財政年度撥款2.4億元,更換磁力共振機6部,輪候時間按年縮短一成。", "HKD"),
    ("按年升兩成\n上半年醫療儀器轉口總值198億元,按年升一成,輸往內地佔六成。", "HKD"),
    ("廣東省印發方案\n方案提出,到2027年,全省醫療裝備產業規模達到2000億元,由省工信廳牽頭。", "CNY"),
    (
        "全市2024年国民经济和社会发展统计公报\n年末卫生技术人员5.4万人。全年研究与试验发展经费支出428亿元,比上年增长6%。",
        "CNY",
    ),
    ("新(xīn)區(qū)計(jì)畫(huà)到2027年,全市醫(yī)療器械產(chǎn)業(yè)規模達到500億元。", "CNY"),
]


@pytest.mark.parametrize(("text", "currency"), PAGES)
def test_sums_are_counted_in_the_money_of_the_page(text: str, currency: str) -> None:
    sums = {s["unit"] for s in read_text(text, "zh", "2026-06-01")["statements"] if s["unit"].isupper()}
    assert sums == {currency}


#: Nobody in particular speaks here.
FILLER = (
    "大家围在屏幕前,一页一页往下看,有人拿手机拍照,有人低头记录,会场里很安静,只听见翻纸的声音。"
    "窗外的桂花开得正盛,茶水添了两回,谁也没有起身离开,主持人请大家把材料收好,说散会以后还可以再谈。"
)
GOALS = "力争建成介入器械产线12条,产值力争突破40亿元。"


def _by_the_rules(text: str) -> list[tuple[str, int]]:
    """What the rules alone read: what was learned hears the small talk, and the goals, and has its own opinion."""
    found = statements_of(
        look(text), published="2026-03-01", plans=(), judge=lambda _manner, _clause, _heard, ruled: ruled
    )
    return [(s.kind.value, int(s.value)) for s in found]


@pytest.mark.parametrize(
    "who",
    [
        "镇党代会上,书记念了今后五年的安排:",
        "会上公布了三年行动的时间表:",
        "四部门把话说得很清楚:",
        "招商大会上发了新的工作清单:",
        "这位司长介绍了下一步安排:",
    ],
)
def test_somebody_who_can_promise_has_the_word(who: str) -> None:
    assert _by_the_rules(f"{FILLER}\n{who}{GOALS}") == [("target", 12), ("target", 4_000_000_000)]


def test_nobody_promises_where_none_has_the_word() -> None:
    found = _by_the_rules(f"{FILLER}{FILLER}\n一位客人念道:{GOALS}")
    assert [value for kind, value in found if kind == "target"] == []


#: What a figure measures when its own words do not say it: [text, value, words of the metric].
METRICS = [
    ("到2027年，投放1.2万台（套）家用呼吸机。", 12_000, "家用呼吸机"),
    ("到2027年，推动100项左右创新产品进入临床。", 100, "创新产品"),
    ("上半年全省康复器械出口额18.4亿元，同比增长7%，环比微降0.6%。", 7, "康复器械出口额"),
    ("去年全市医疗器械营业收入达318亿元，年增12%。", 12, "医疗器械营业收入"),
    ("到2027年，县财政每年拿出90万元用于远程心电租赁。", 900_000, "远程心电租赁"),
    ("縣府明年編列5,200萬元汰換監護儀及救護車。", 52_000_000, "汰換監護儀及救護車"),
    ("到2028年，省里设立总规模40亿元的脑机接口产业基金。", 4_000_000_000, "脑机接口产业基金"),
    ("到2028年，省创新专项每年安排6000万元用于器械攻关。", 60_000_000, "省创新专项"),
    ("2025年全省基金支出4.2亿元，研发投入占6.3%。", 6.3, "研发投入"),
    ("到2027年，基本公共卫生服务项目达到45项。", 45, "基本公共卫生服务项目"),
    ("到2027年，三级医院手术机器人配备率不低于50%，二级医院不低于15%。", 15, "手术机器人配备率"),
    ("到2026年底，东部地区远程会诊覆盖率达到90%，西部地区达到60%。", 60, "远程会诊覆盖率"),
    ("到2028年，规模以上企业数字化改造比例达到80%，中小企业达到45%。", 45, "数字化改造比例"),
    ("到2027年，省级园区绿色工厂占比不低于25%；其他园区不低于10%。", 10, "绿色工厂占比"),
    ("到2027年，市场占有率达到30%，规上企业达到50%。", 50, "市场占有率"),
]


@pytest.mark.parametrize(("text", "value", "words"), METRICS)
def test_what_a_figure_measures(text: str, value: float, words: str) -> None:
    found = [s for s in read_text(text, "zh", "2026-06-01")["statements"] if float(s["value"]) == value]
    assert [words in s["metric"] for s in found] == [True], found

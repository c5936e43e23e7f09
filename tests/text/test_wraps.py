"""Line breaks in the midst of Chinese sentences are no ends of lines."""

from monitor.api import read_text
from monitor.text.fold import fold
from monitor.text.views import look
from monitor.text.wraps import wraps

WRAPPED = """云岭市康复装备产业行动计划
到2028年，全市康复装备产业规模力争突破一百二十亿元，培育链主企
业3家以上，引进配套企业40家，新取得第三类医疗器械注册证不少于2
6张，建成省级检测平台2个，县级康复中心配备外骨骼机器人的比例提
高到七成，基层机构人员轮训一遍。
一、夯实基础
支持医院与企业共建临床评价基地，每年安排财政资金3000万元，用于
首台套奖补和共性技术攻关，并为承担任务的单位提供中试场地。
"""


def test_sentences_are_read_over_the_breaks() -> None:
    found = read_text(WRAPPED, "zh", "2026-03-01")["statements"]
    values = [float(s["value"]) for s in found if s["kind"] == "target"]
    assert values[:6] == [12_000_000_000, 3, 40, 26, 2, 70]
    assert {s["deadline"] for s in found[:6]} == {"2028"}
    assert all(s["quote"] == WRAPPED[s["start"] : s["end"]] for s in found)


def test_breaks_are_cut_from_the_view_alone() -> None:
    view = look(WRAPPED)
    assert view.source == WRAPPED
    assert "链主企业3家" in view.text
    assert "不少于26张" in view.text
    assert "行动计划\n到2028年" in view.text
    assert "轮训一遍。\n一、" in view.text


def test_lists_titles_and_texts_that_are_not_wrapped_keep_their_lines() -> None:
    titles = "\n".join(f"云岭市第{n}人民医院新增一台国产磁共振成像设备正式投入使用" for n in "一二三四五六")
    items = "\n".join(f"{n}.建设康复装备检测平台，面向全市企业提供服务，力争覆盖全部区县" for n in range(1, 8))
    rows = "\n".join("康复机构配备外骨骼机器人的比例，按年末数计算，单位为百分数 | 45 | 70" for _ in range(5))
    flowing = "到2028年，全市康复装备产业规模力争突破一百二十亿元，培育链主企业。\n" * 6
    for text in (titles, items, rows, flowing, "", "短句\n" * 9):
        assert wraps(fold(text)) == []

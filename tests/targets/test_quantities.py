"""Figures, units and bounds, phrase by phrase."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from monitor.targets.chinese.dates import find_dates
from monitor.targets.chinese.numbers import numeral
from monitor.targets.chinese.quantities import Figures, find_quantities
from monitor.targets.english.quantities import find_english_quantities
from monitor.targets.marks import Today
from monitor.text.views import look

PHRASES = Path(__file__).parent.parent / "cases" / "targets" / "phrases"


def _phrases(name: str) -> list[tuple[str, float, float | None, str, str]]:
    return [tuple(row) for row in yaml.safe_load((PHRASES / name).read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("phrase", "value", "high", "unit", "comparator"), _phrases("chinese.yaml"))
def test_chinese(phrase: str, value: float, high: float | None, unit: str, comparator: str) -> None:
    text = look(phrase).text
    dates = [(d.start, d.end) for d in find_dates(text, Today(day=None))]
    found = find_quantities(text, dates)
    assert found, phrase
    first = found[0]
    assert float(first.value) == pytest.approx(value)
    assert (None if first.high is None else float(first.high)) == high
    assert (first.unit, first.comparator.value) == (unit, comparator)


@pytest.mark.parametrize(("phrase", "value", "high", "unit", "comparator"), _phrases("english.yaml"))
def test_english(phrase: str, value: float, high: float | None, unit: str, comparator: str) -> None:
    found = find_english_quantities(look(phrase).text, [])
    assert found, phrase
    first = found[0]
    assert float(first.value) == pytest.approx(value)
    assert (None if first.high is None else float(first.high)) == high
    assert (first.unit, first.comparator.value) == (unit, comparator)


@pytest.mark.parametrize(
    "phrase",
    [
        "上千万元的机器",
        "数十家企业参加",
        "二级以上医院",
        "第三类医疗器械",
        "64排CT",
        "一体化PET",
        "千县工程",
        "兆元產業",
        "七部门联合印发",
        "每千人口",
        "本批公布41起",
        "自2026起执行",
        "室温保持在22度",
        "20根据要求整改",
        "年营收百亿元以上企业",
        "短视频播放300亿",
        "分辨率为1080P",
        "截至九月三十日",
        "同一项目只报一次",
        "责任书一式四份",
        "参展商来自26个国家",
        "编号采用两位数编码",
        "验证码为两位数",
        # heads and document numbers
        "二级医院床位数(万张)",
        "关于首台(套)产品的通知(2025)12号",
        "表1(单位:亿元)",
    ],
)
def test_no_quantity(phrase: str) -> None:
    assert find_quantities(look(phrase).text, []) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十", 20),
        ("一百二十", 120),
        ("三万六千", 36000),
        ("百亿", 10**10),
        ("二百五", 250),
        ("一万二", 12000),
        ("一千零五", 1005),
        ("两千", 2000),
        ("一点二五", "1.25"),
        ("二〇二五", 2025),
    ],
)
def test_numerals(text: str, value: int | str) -> None:
    assert numeral(text) == Decimal(value)


def test_figures_are_the_same_however_often_a_line_is_asked_for_them() -> None:
    text = look("到2027年建成智能工厂40家，占三成，产值7000亿元").text
    figures = Figures(text)
    year = [(text.index("2027"), text.index("年") + 1)]
    assert figures.apart(year) == find_quantities(text, year) == figures.apart(year)
    share = [(text.index("三成"), text.index("三成") + 2)]
    assert [int(one.value) for one in figures.apart([*year, *share])] == [40, 700_000_000_000]

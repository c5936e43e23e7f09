"""分别 gives each figure of an enumeration its own date, or its own subject."""

from __future__ import annotations

import pytest

from monitor.api import read_text


def told(text: str) -> list[tuple[str, float, str | None, str]]:
    found = read_text(text, "zh", "2025-03-01")["statements"]
    return [(one["kind"], one["value"], one["deadline"] or one["as_of"], one["metric"]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "到2026年、2029年，医用机器人整机产量分别达到300台和900台。",
            [("target", 300, "2026", "医用机器人整机产量"), ("target", 900, "2029", "医用机器人整机产量")],
        ),
        (
            "2023年和2027年，检验试剂自给率分别为41%和65%。",
            [("baseline", 41, "2023", "检验试剂自给率"), ("target", 65, "2027", "检验试剂自给率")],
        ),
        (
            "力争2026年、2028年、2030年监护仪出口分别突破1亿元、2亿元、4亿元。",
            [("target", figure, year, "监护仪出口") for figure, year in ((1e8, "2026"), (2e8, "2028"), (4e8, "2030"))],
        ),
        (
            "到2026年底和2029年底，球管产量分别达到300只和900只，研发人员分别达到60名和200名。",
            [
                *(("target", 300, "2026", "球管产量"), ("target", 900, "2029", "球管产量")),
                *(("target", 60, "2026", "研发人员"), ("target", 200, "2029", "研发人员")),
            ],
        ),
    ],
)
def test_each_figure_has_its_own_date(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("到2027年，规上企业数量和园区产值分别达到45家和160亿元。", ["规上企业数量", "园区产值"]),
        ("到2027年，护理员和康复师分别达到1200名和300名。", ["护理员", "康复师"]),
        ("到2027年，耗材产值、试剂产值、设备产值分别达到9亿元、7亿元和5亿元。", ["耗材产值", "试剂产值", "设备产值"]),
        # one end for all of them: the subject of the first is no word of its own
        ("到2027年，三级和二级医院国产设备占比分别达到50%、75%。", ["三级和二级医院国产设备占比"] * 2),
        # three subjects, two figures: nothing says which
        ("到2027年，超声、内镜、核磁分别达到20台和12台。", ["超声、内镜、核磁"] * 2),
    ],
)
def test_each_figure_has_its_own_subject(text: str, metrics: list[str]) -> None:
    assert [metric for _, _, _, metric in told(text)] == metrics


def test_the_quote_of_a_figure_holds_its_subject() -> None:
    text = "到2027年，规上企业数量和园区产值分别达到45家和160亿元。"
    for one in read_text(text, "zh", "2025-03-01")["statements"]:
        assert one["metric"] in one["quote"]
        assert text[one["start"] : one["end"]] == one["quote"]


def test_dates_far_apart_are_no_enumeration() -> None:
    text = "2024年全市启动建设，到2028年，两类中心分别达到30个和12个。"
    assert {date for _, _, date, _ in told(text)} == {"2028"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "到2028年，培育产值超50亿元的链主企业3家以上、超10亿元的骨干企业20家以上。",
            [(3, "产值超50亿元的链主企业"), (20, "超10亿元的骨干企业")],
        ),
        ("到2028年，实现以下目标：\n（三）示范园区10个。", [(10, "示范园区")]),
    ],
)
def test_each_counted_noun_of_an_enumeration_has_its_own_words(text: str, expected: list[tuple[float, str]]) -> None:
    found = read_text(text, "zh", "2026-03-01")["statements"]
    assert [(one["value"], one["metric"]) for one in found] == expected
    assert not any("、" in one["quote"] for one in found)

"""The equipment lexicon, mentions of equipment and of plans, and one-line descriptions."""

from decimal import Decimal

import pytest

from monitor.api import read_text
from monitor.targets import describe
from monitor.targets.lexicon import entries, names_in
from monitor.text.fold import fold
from monitor.types import Comparator, Statement, StatementKind

CLASSES = {f"{number:02d}" for number in range(1, 23)}


def test_the_lexicon_is_large_and_bilingual() -> None:
    assert len(entries()) >= 1200
    assert {entry.nmpa_class for entry in entries()} - {None} == CLASSES
    for entry in entries():
        assert any("\u3400" <= c <= "\u9fff" for name in entry.names for c in name), entry.term
        assert any(name.isascii() for name in entry.names), entry.term
    assert len({entry.term for entry in entries()}) == len(entries())


def _term(name: str) -> str:
    """What a name stands for that is a whole text."""
    [(found, start, end)] = names_in(fold(name).lower())
    assert (start, end) == (0, len(name)), name
    return found.entry.term


def test_no_name_stands_in_two_entries() -> None:
    owners: dict[str, str] = {}
    for entry in entries():
        for name in entry.names:
            assert owners.setdefault(fold(name).lower(), entry.term) == entry.term, name
            # the first is kept of those that plurals, hyphens and spellings make alike
            assert _term(name) == entry.term, name


def test_an_entry_has_no_name_twice() -> None:
    for entry in entries():
        assert len({name.lower() for name in entry.names}) == len(entry.names), entry.term


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("pulsed field ablation", "脉冲电场消融系统"),
        ("pulsed-field ablation", "脉冲电场消融系统"),
        ("脉冲电场消融", "脉冲电场消融系统"),
        ("microwave ablation", "微波消融治疗仪"),
        ("vein finders", "静脉显像仪"),
        ("phlebotomy robots", "智能采血机器人"),
        ("breast pumps", "吸乳器"),
        ("voice prosthesis", "发音假体"),
        ("reading glasses", "老花镜"),
        ("white canes", "盲杖"),
        ("peritoneal dialysis", "腹膜透析机"),
        ("needle cutters", "注射针毁形器"),
        ("mobile C-arms", "移动式C形臂"),
        ("radiofrequency ablation", "射频消融设备"),
        ("anesthesia machine", "麻醉机"),
        ("anaesthesia machines", "麻醉机"),
        ("pediatric devices", "儿童专用医疗器械"),
        ("paediatric device", "儿童专用医疗器械"),
        ("point of care ultrasound", "超声诊断系统"),
        ("flat panel detector", "平板探测器"),
        ("磁力共振", "磁共振成像系统"),
        ("电脑断层", "X射线计算机体层摄影设备"),
        ("超音波", "超声诊断系统"),
        ("呼吸器", "呼吸机"),
        ("心律调节器", "植入式心脏起搏器"),
    ],
)
def test_spellings_and_near_names(name: str, term: str) -> None:
    assert _term(name) == term


@pytest.mark.parametrize("name", ["ecmo", "体外膜肺氧合机", "extracorporeal membrane oxygenation", "叶克膜"])
def test_names_of_one_thing_meet(name: str) -> None:
    [(found, start, end)] = names_in(name)
    assert (start, end) == (0, len(name))
    assert found.entry.term == "体外膜肺氧合机"
    assert found.entry.nmpa_class == "10"


@pytest.mark.parametrize(
    ("sentence", "surface", "stance", "nmpa_class"),
    [
        ("重点突破体外膜肺氧合机(ECMO)等装备。", "体外膜肺氧合机(ECMO)", "break_through", "10"),
        ("推動體外膜肺氧合機臨床應用。", "體外膜肺氧合機", "promote", "10"),
        ("更新乡镇卫生院的彩色多普勒超声诊断仪。", "彩色多普勒超声诊断仪", "update", "06"),
        ("采购一批国产光子计数CT。", "国产光子计数CT", "procure", "06"),
        ("发展手术机器人。", "手术机器人", "develop", "01"),
        ("严格控制配置伽玛刀。", "伽玛刀", "restrict", "05"),
        ("限制使用含汞血压计。", "含汞血压计", "restrict", "07"),
        ("重点攻关聚焦超声刀、人工耳蜗。", "人工耳蜗", "break_through", "12"),
        ("The ministry will procure ventilators for all districts.", "ventilators", "procure", "08"),
        ("Hospitals should replace linear accelerators that are too old.", "linear accelerators", "update", "05"),
    ],
)
def test_stance(sentence: str, surface: str, stance: str, nmpa_class: str) -> None:
    text = "《某省医疗装备更新方案》要求如下。\n" + sentence
    found = {e["surface"]: e for e in read_text(text, None, "2025-01-01")["equipment"]}
    assert (found[surface]["stance"], found[surface]["nmpa_class"], found[surface]["unlisted"]) == (
        stance,
        nmpa_class,
        False,
    )


def test_neighbours_in_an_enumeration_are_unlisted() -> None:
    found = read_text("《某省规划》提出,重点发展手术机器人、磁悬浮微创刀头、脑血管取物器等。", None, "2025-01-01")[
        "equipment"
    ]
    assert ("脑血管取物器", True) in [(e["surface"], e["unlisted"]) for e in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "呼吸机售价从3万元起,厂家直销。",
        "该公司生产的呼吸机抽检不合格,被责令召回。",
        "Ventilators for sale, price per unit on request.",
        "OCT. 2025 was cold, and Dr. Li agreed.",
    ],
)
def test_described_equipment_is_no_mention(sentence: str) -> None:
    assert read_text("《某省规划》解读。\n" + sentence, None, "2025-01-01")["equipment"] == []


def test_a_draft_is_a_draft() -> None:
    (plan,) = read_text("关于征求《某省医疗装备产业“十五五”发展规划（征求意见稿）》意见的公告", None, "2025-08-18")[
        "plans"
    ]
    assert plan["draft"] is True
    assert plan["period"] == [2026, 2030]


def test_a_plan_is_named_once_with_its_issuer() -> None:
    name = "某省医疗机器人行动方案（2026-2030年）"
    text = f"日前，某省工业和信息化厅印发《{name}》。《{name}》提出目标。"
    (plan,) = read_text(text, None, "2026-02-01")["plans"]
    assert plan["issuer"] == "某省工业和信息化厅"
    assert text[plan["start"] : plan["end"]] == plan["name"] == name


def _statement(**fields: object) -> Statement:
    base: dict[str, object] = {
        "kind": StatementKind.TARGET,
        "metric": "工业产值",
        "value": Decimal(700_000_000_000),
        "unit": "CNY",
        "comparator": Comparator.GT,
        "deadline": "2025",
        "quote": "",
        "start": 0,
        "end": 0,
        "rule": "test",
    }
    return Statement(**{**base, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        ({}, "工业产值 > 700 bn CNY by 2025", "工业产值 > 7000亿元（2025年）"),
        ({"value": Decimal("1250000000000")}, "工业产值 > 1.25 tn CNY by 2025", "工业产值 > 1.25万亿元（2025年）"),
        (
            {"metric": "智能工廠", "value": Decimal(40), "unit": "count", "counted": "家", "comparator": Comparator.GE},
            "智能工廠 ≥ 40 家 by 2025",
            "智能工廠 ≥ 40家（2025年）",
        ),
        (
            {
                "metric": "share",
                "value": Decimal(5),
                "value_high": Decimal(8),
                "unit": "percent",
                "comparator": Comparator.RANGE,
                "deadline": None,
            },
            "share = 5–8%",
            "share = 5–8%",
        ),
        (
            {
                "metric": "output",
                "value": Decimal(7),
                "unit": "percent",
                "comparator": Comparator.INCREASE_BY,
                "kind": StatementKind.BASELINE,
                "as_of": "2021",
            },
            "output +7% in 2021",
            "output +7%（2021年）",
        ),
        ({"metric": "產(chǎn)值"}, "產值 > 700 bn CNY by 2025", "產值 > 7000亿元（2025年）"),
        (
            {"metric": "new parks", "value": Decimal(12), "unit": "count", "counted": "parks"},
            "new parks > 12 by 2025",
            "new parks > 12（2025年）",
        ),
    ],
)
def test_describe(fields: dict[str, object], english: str, chinese: str) -> None:
    assert describe(_statement(**fields)) == english
    assert describe(_statement(**fields), language="zh") == chinese

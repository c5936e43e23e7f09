"""Whole documents: what is read in them, and nothing else. A new case is a file in tests/cases/targets/reading."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.api import read_text
from monitor.targets import read_equipment, read_plans, read_statements
from monitor.targets.chinese.cues import LineCues
from monitor.targets.chinese.dates import find_dates
from monitor.targets.chinese.layout import is_heading
from monitor.targets.chinese.quantities import find_quantities
from monitor.targets.chinese.reader import ChineseReader
from monitor.targets.learned.kinds import Likeliest
from monitor.targets.marks import Reading
from monitor.targets.noted import Noted
from monitor.targets.setting import setting
from monitor.targets.whole import Whole
from monitor.text.views import look
from monitor.types import Block, Document

CASES = Path(__file__).parent.parent / "cases" / "targets" / "reading"


def _case(name: str) -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return case


NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_targets_and_baselines(name: str) -> None:
    case = _case(name)
    found = [s for s in read_text(case["text"], None, case["published"])["statements"] if not s["repeat"]]
    targets = [
        [s["value"], s["value_high"], s["unit"], s["comparator"], s["deadline"]] for s in found if s["kind"] == "target"
    ]
    baselines = [[s["value"], s["unit"], s["comparator"], s["as_of"]] for s in found if s["kind"] == "baseline"]
    assert targets == case["targets"]
    assert baselines == case["baselines"]


def _sentences(name: str) -> list[Any]:
    rows: list[Any] = yaml.safe_load((CASES.parent / "sentences" / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


@pytest.mark.parametrize(("text", "surfaces"), _sentences("chinese-equipment"))
def test_equipment_of_a_sentence(text: str, surfaces: list[str]) -> None:
    found = read_text(f"关于印发《产业行动方案》的通知\n{text}", None, "2025-06-19")["equipment"]
    assert [e["surface"] for e in found] == surfaces


@pytest.mark.parametrize(("published", "text"), _sentences("chinese-no-targets"))
def test_no_target_is_invented(published: str, text: str) -> None:
    assert [s["quote"] for s in read_text(text, None, published)["statements"] if s["kind"] == "target"] == []


@pytest.mark.parametrize("row", _sentences("chinese"), ids=lambda row: row[0][:24])
def test_a_sentence(row: list[Any]) -> None:
    text, targets, baselines, *published = row
    found = [s for s in read_text(text, None, *(published or ["2025-06-19"]))["statements"] if not s["repeat"]]
    goals = [
        [s["value"], s["value_high"], s["unit"], s["comparator"], s["deadline"]] for s in found if s["kind"] == "target"
    ]
    assert goals == targets
    assert [[s["value"], s["unit"]] for s in found if s["kind"] == "baseline"] == baselines


@pytest.mark.parametrize("name", [name for name in NAMES if "equipment" in _case(name)])
def test_equipment(name: str) -> None:
    case = _case(name)
    found = read_text(case["text"], None, case["published"])["equipment"]
    assert [e["surface"] for e in found] == case["equipment"]


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_exact(name: str) -> None:
    case = _case(name)
    found = read_text(case["text"], None, case["published"])
    for part, key in (("statements", "quote"), ("equipment", "surface"), ("plans", "name")):
        for item in found[part]:
            assert case["text"][item["start"] : item["end"]] == item[key]
    for statement in found["statements"]:
        assert statement["metric"] in case["text"]
        assert statement["rule"]
        assert (statement["deadline"] is None) or statement["kind"] == "target"
        assert (statement["as_of"] is None) or statement["kind"] == "baseline"


def test_a_document_reads_as_its_text() -> None:
    case = _case("indicator-table")
    blocks = tuple(Block(text=line) for line in case["text"].splitlines())
    document = Document(url=None, title="", published=case["published"], blocks=blocks)
    found = read_text(document.text, None, case["published"])
    assert [s.quote for s in read_statements(document)] == [s["quote"] for s in found["statements"]]
    assert [e.surface for e in read_equipment(document)] == [e["surface"] for e in found["equipment"]]
    assert [p.key for p in read_plans(document)] == [p["key"] for p in found["plans"]]


#: What texts about policy are made of, to be put together at random.
DATES = [None, "", "2025-06-19", "nonsense", "2025-06-19T08:00:00+08:00"]
PIECES = [
    *"到2025年 2020年 今年底 三年内 “十四五”期间 产值 突破 达到 不低于 7000亿元 20家以上 6-8家 三成 "
    "百分之五 翻一番 由38%提高到 六成 CT、 "
    "体外膜肺氧合机(ECMO) 產(chǎn)業(yè) 《某市规划(2022-2025年)》 主要目标: |"
    " , 。 ; by_2025 at_least 40_factories Rs_3,420_crore £2.3_billion "
    "within_six_weeks two-thirds_of FY2027 will_be 1_000_000 one_in_five ſ İ 𝟕 ① 🙂".replace("_", "\xa0").split(" "),
    "\n",
    "\n一、",
    "\n· ",
    ". ",
    "\xad",
    "\ufeff",
    "\x00",
    " ",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40),
    st.sampled_from(DATES),
)
def test_never_raises_and_quotes_stay_exact(pieces: list[str], published: str | None) -> None:
    text = "".join(pieces)
    found = read_text(text, None, published)
    for part, key in (("statements", "quote"), ("equipment", "surface"), ("plans", "name")):
        for item in found[part]:
            assert text[item["start"] : item["end"]] == item[key]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_never_raises_on_any_text(text: str) -> None:
    assert set(read_text(text, None, "2025-06-19")) == {"statements", "equipment", "plans"}


@pytest.mark.parametrize(
    "piece",
    [
        "亿%",
        "到10%-",
        "高端的1%",
        "《规划CT|",
        "the National Plan ",
        "1 000 ",
        "字(chǎn)",
        "不低于",
        "by the end of ",
        "1 | ",
    ],
)
def test_work_is_linear_in_the_text(piece: str) -> None:
    """Counted in function calls, which no machine changes: eight times the text, at most twelve times the calls."""
    import cProfile
    import pstats

    def calls(size: int) -> int:
        profile = cProfile.Profile()
        text = (piece * (size // len(piece) + 1))[:size]
        profile.runcall(read_text, text, None, "2025-01-01")
        return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]

    calls(1000)
    assert calls(32_000) <= 12 * calls(4000) + 5000


@pytest.mark.parametrize(
    "title", ["某省医疗装备行动计划（2026—2028年）", "Action Plan for Medical Devices (2026-2028)"]
)
def test_blank_lines_cost_next_to_nothing(title: str) -> None:
    begun = time.perf_counter()
    assert read_text(title + "\n" * 40_000 + "x", None, "2026-01-05")["statements"] == []
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("支持县级医院更新磁共振设备。", "磁共振成像系统"),
        ("重点突破体外膜肺氧合机（ECMO）等高端装备。", "体外膜肺氧合机"),
    ],
)
def test_a_sentence_of_policy_names_equipment_though_nothing_around_it_says_policy(text: str, term: str) -> None:
    assert term in [one["term"] for one in read_text(text)["equipment"]]


def test_an_advertisement_names_none() -> None:
    assert read_text("本公司供应二手CT，价格优惠，欢迎来电咨询。")["equipment"] == []


def test_a_numbered_line_is_not_glued_to_the_sentence_before() -> None:
    text = "去年更新设备1200台。\n（一）发展现状\n全市监护病床300张。"
    found = read_text(text, "zh", "2025-01-10")["statements"]
    assert [(s["quote"], s["kind"]) for s in found] == [
        ("去年更新设备1200台", "baseline"),
        ("全市监护病床300张", "baseline"),
    ]


def test_parts_are_no_figure() -> None:
    text = "到2027年，关键零部件国产化率达到80%以上。"
    [found] = read_text(text, "zh", "2025-01-10")["statements"]
    assert found["metric"] == "关键零部件国产化率"
    assert find_quantities("攻关关键零部件。", []) == []


class Thorough(ChineseReader):
    """Reads every line in full, where the reader passes over lines without figures."""

    def line(self, start: int, end: int, *, headline: bool) -> Iterator[Reading]:
        self.current = line = self.whole.text[start:end]
        if not re.search(r"[\d〇一二两三四五六七八九十百千万亿半倍番]", line) and not line.endswith(":"):
            self.lead_open = self.lead_open and len(line) <= 30
            if len(line) > 12 or "目标" not in line:
                return
        dates = self._obligations_apart(line, find_dates(line, self.setting.today))
        self.words = LineCues(line)
        quantities = find_quantities(line, [(d.start, d.end) for d in dates])
        if is_heading(line, quantities):
            self._enter_section(line, dates, end)
            if not quantities:
                return
        yield from self._read(line, start, dates, quantities, headline=headline)


LINES = st.sampled_from(
    (
        "一、发展目标",
        "（一）回顾过去",
        "2.重点任务：",
        "三、到2026年的主要任务",
        "到2027年，全市建成智能工厂40家。",
        "现有三甲医院12所，去年新增2所。",
        "一是推进设备更新，二是完善配套。",
        "其中，新增监护床300张。",
        "各区要抓好落实，形成合力，确保任务安排",
        "截至目前，国产化率为60%。",
        "到2030年：",
        "培育龙头企业5家。",
        "第二条 本办法由市卫生健康委负责解释，自印发之日起施行，此前规定与本办法不一致的以本办法为准",
        "·引进人才100名",
        "围绕零部件攻关，支持企业联合院所。",
    )
)


@given(lines=st.lists(LINES, min_size=1, max_size=14))
def test_lines_without_figures_may_be_passed_over(lines: list[str]) -> None:
    view = look("\n".join(lines))
    about = setting(Whole(view), "2025-01-10", chinese=True)
    found = []
    for kind in (ChineseReader, Thorough):
        reader = kind(Whole(view), setting=about, judge=Likeliest(), noted=Noted())
        position = 0
        for line in view.text.split("\n"):
            found += [(kind, repr(one)) for one in reader.line(position, position + len(line), headline=False)]
            position += len(line) + 1
    assert [one for kind, one in found if kind is ChineseReader] == [one for kind, one in found if kind is Thorough]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("到2028年，新增创新医疗器械注册证50件以上。", "新增创新医疗器械注册证"),
        ("到2029年，新建重点实验室5家。", "新建重点实验室"),
    ],
)
def test_a_metric_is_not_cut_in_the_middle_of_its_verb(text: str, metric: str) -> None:
    [statement] = read_text(text, "zh", "2026-03-10")["statements"]
    assert statement["metric"] == metric


def test_opening_marks_without_end_cost_no_search_to_the_end() -> None:
    started = time.process_time()
    read_text("《" * 40_000, "zh", None)
    assert time.process_time() - started < 5, "a search from each mark to the end takes twenty seconds and more"

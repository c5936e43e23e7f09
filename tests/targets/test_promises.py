"""One reading of a text finds what three readings find, and looks for nothing twice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.targets import whole
from monitor.targets.cues import CueText, cues_of
from monitor.targets.english import dates as en_dates
from monitor.targets.english.dates import find_english_dates
from monitor.targets.equipment.mentions import read_equipment
from monitor.targets.plans.mentions import read_plans
from monitor.targets.promises import promises_of, read_promises
from monitor.targets.reader import read_statements
from monitor.targets.setting import setting
from monitor.targets.whole import Whole
from monitor.text.views import look
from monitor.types import Block, BlockKind, Document, StatementKind

TITLE = "Northern Province Medical Equipment Renewal Plan (2025-2028)"
TEXT = """The province will buy 120 ultrasound scanners and 40 ventilators by 2027, the health ministry said.
It plans to replace old dialysis machines. Hospitals are to install mobile X-ray units in 30 counties by 2026.
到2027年，全市配置磁共振设备60台，更新呼吸机300台。"""


def document(text: str, title: str) -> Document:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in text.split("\n"))
    return Document(url=None, title=title, blocks=blocks, language="en", published="2025-03-01")


@pytest.mark.parametrize("title", ["", TITLE])
def test_one_reading_finds_what_three_do(title: str) -> None:
    page = document(TEXT, title)
    found = read_promises(page)
    assert found.plans == read_plans(page)
    assert found.equipment == read_equipment(page)
    assert [one.value for one in found.statements] == [one.value for one in read_statements(page)]
    assert len(found.statements) == 5
    assert {"ultrasound scanners", "ventilators", "呼吸机"} <= {one.surface for one in found.equipment}


def test_a_text_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    for name in ("kind_of", "speaks_privately"):
        kept = getattr(whole, name)
        monkeypatch.setattr(whole, name, lambda text, name=name, kept=kept: (asked.update([name]), kept(text))[1])
    read: list[str] = []

    class Noted(CueText):
        def __init__(self, text: str) -> None:
            read.append(text)
            super().__init__(text)

    monkeypatch.setattr(whole, "CueText", Noted)
    read_promises(document(TEXT, TITLE))
    assert asked == {"kind_of": 1, "speaks_privately": 1}
    assert [len(one) for one in read] == [len(TEXT)]


WORDS = "will buy up in the supply plans. fund is to doubled, and before work; phase out up to be bought"
PIECES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=30)


@given(words=PIECES, ends=st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_cue_words_of_a_part_are_those_of_the_part_alone(words: list[str], ends: tuple[int, int]) -> None:
    text = " ".join(words)
    edges = [0, *(at for at, mark in enumerate(text) if mark == " "), len(text)]
    low, high = sorted(edges[min(end, len(edges) - 1)] for end in ends)
    part, alone = Whole(look(text)).cues(low, high), cues_of(text[low:high].lower())
    inner = [(at, to) for at in range(0, high - low, 3) for to in range(at, high - low, 5)]
    for kind in ("goal", "past", "stance_procure", "number"):
        assert part.all(kind) == alone.all(kind)
        assert [part.last(kind, *one) for one in inner] == [alone.last(kind, *one) for one in inner]
        assert [part.first((kind,), *one) for one in inner] == [alone.first((kind,), *one) for one in inner]


class Everything(frozenset[str]):
    """Holds any word."""

    def __contains__(self, word: object) -> bool:
        return True


OF_DATES = (
    "by the end of fiscal year 2027 in June 30 2026, within two to thirty years hospitals bought five from 2025 "
    "between FY2024-25 and 2028 next three late December of this month announced, now until mid-2029 14th five-year "
    "plan at before starting no later than so far over coming decade second quarter third"
)
DATES = st.lists(st.sampled_from(OF_DATES.split()), min_size=1, max_size=14)


@given(words=DATES)
def test_the_way_back_from_a_year_ends_at_no_word_of_a_date(words: list[str]) -> None:
    line = " ".join(words)
    about = setting(Whole(look(line)), "2025-03-01", chinese=False)
    found = find_english_dates(line, about)
    kept = en_dates._BEFORE_CORE
    try:
        en_dates._BEFORE_CORE = Everything()
        assert find_english_dates(line, about) == found
    finally:
        en_dates._BEFORE_CORE = kept


GOALS = "\n".join(
    [
        "到2027年，全省高端医疗装备产业规模突破2000亿元，年均增长15%以上。",
        "新增第三类医疗器械注册证40件。",
        "国产化率由三成提高到六成。",
        "培育示范医院20家。",
        "2024年，全省高端医疗装备产业营业收入为860亿元。",
        "建设检测平台6个。",
    ]
)


def test_the_title_says_what_kind_of_page_it_is() -> None:
    found = promises_of(GOALS, title="临江省高端医疗装备产业行动计划（2025-2027年）", published="2025-03-10").statements
    assert [int(s.value) for s in found if s.kind is StatementKind.TARGET] == [200_000_000_000, 15, 40, 60, 20, 6]
    assert {s.deadline for s in found if s.kind is StatementKind.TARGET} == {"2027"}


def test_offsets_are_those_of_the_text_below_the_title() -> None:
    for s in promises_of(GOALS, title="临江省行动计划（2025-2027年）", published="2025-03-10").statements:
        assert GOALS[s.start : s.end] == s.quote

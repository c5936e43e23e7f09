"""What a cut takes away is not withdrawn, wherever it cuts; what an editor takes out is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.decide import Rules, decide, read
from monitor.types import ChangeKind, CheckResult, PageState, Version
from tests.making import NOON, a_body, a_page, a_source

SOURCE = a_source()
CHINESE = [
    "为加快推动全市医疗设备更新，经市政府同意，制定本行动计划。",
    "一、主要目标",
    "到2028年，区域影像中心达到6个。",
    "到2028年，医疗装备产业规模突破300亿元。",
    "到2027年底，更换老旧超声设备80台。",
    "到2028年，县级医院核磁共振配置率达到95%。",
    "到2028年，培养临床工程师450名。",
    "到2028年，新增第三类注册证35项。",
    "到2028年，建成示范病房120间。",
    "二、保障措施",
    "加强组织领导，完善工作机制，明确部门职责，确保各项任务落到实处，定期向市政府报告进展情况。",
    "各县（市、区）结合实际制定落实方案。",
    "临江市人民政府办公室",
    "2026年1月8日",
]
ENGLISH = [
    "The county council has adopted its programme for hospital equipment after talks with all wards.",
    "1. Goals",
    "By 2028, the county will open 6 imaging centres.",
    "By 2029, 450 clinical engineers will be trained.",
    "By 2027, hospitals will replace 80 old ultrasound units.",
    "By 2028, 95% of hospitals will have an MRI unit.",
    "By 2030, the county will build 120 model wards.",
    "2. Means",
    "A joint office of the health and finance departments keeps a register and reports to the council each quarter.",
    "The programme is read again every spring, and hospitals answer for what they buy.",
]


def page_of(lines: list[str]) -> bytes:
    title = "医疗设备更新行动计划" if lines[0] == CHINESE[0] else "Hospital equipment programme"
    text = "".join(f"<p>{line}</p>" for line in lines)
    head = f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
    return f"{head}<article><h1>{title}</h1>{text}</article></body></html>".encode()


def version_of(lines: list[str]) -> Version:
    return replace(read(a_body(page_of(lines)), SOURCE), number=1)


BEFORE = {"zh": version_of(CHINESE), "en": version_of(ENGLISH)}
TEXTS = {"zh": CHINESE, "en": ENGLISH}


def checked(before: Version, lines: list[str], **page: object) -> CheckResult:
    known = a_page(**{"state": PageState.ACTIVE, "version": 1, "last_checked_at": NOON, **page})
    answer = a_body(page_of(lines))
    return decide(known, answer, source=SOURCE, previous=before, rules=Rules(), now=NOON, chance=0.0)


def kinds(result: CheckResult) -> list[ChangeKind]:
    return [change.kind for change in result.changes]


def goals(text: list[str]) -> list[int]:
    return [at for at, line in enumerate(text) if line.startswith(("到20", "By 20"))]


def test_each_goal_of_the_cases_is_read() -> None:
    for name, text in TEXTS.items():
        assert len(BEFORE[name].statements) == len(goals(text))


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_cut_at_any_line_end_withdraws_nothing(name: str) -> None:
    text = TEXTS[name]
    for end in range(1, len(text)):
        result = checked(BEFORE[name], text[:end])
        assert ChangeKind.TARGET_REMOVED not in kinds(result), end
        assert end > goals(text)[-1] or (result.state, result.changes) == (PageState.SUSPECT, ()), end


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_a_page_cut_at_any_letter_withdraws_nothing(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    line = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.integers(1, len(text[line])))
    ending = data.draw(st.sampled_from(["", "…", "……", "..."]))
    cut = [*text[:line], text[line][:letter] + ending]
    assert ChangeKind.TARGET_REMOVED not in kinds(checked(BEFORE[name], cut))


@pytest.mark.parametrize("name", TEXTS)
def test_a_last_line_that_trails_off_is_no_edit(name: str) -> None:
    text = TEXTS[name]
    last = goals(text)[-1]
    for trail in (f"{text[last - 1][:12]}…", "其余从略……" if name == "zh" else "And so on..."):
        result = checked(BEFORE[name], [*text[:last], trail])
        assert (result.state, result.changes) == (PageState.SUSPECT, ()), trail


@pytest.mark.parametrize("name", TEXTS)
def test_one_goal_that_is_taken_out_of_the_midst_is_told(name: str) -> None:
    text = TEXTS[name]
    for at in goals(text):
        told = kinds(checked(BEFORE[name], text[:at] + text[at + 1 :]))
        assert [kind for kind in told if kind.value.startswith("target")] == [ChangeKind.TARGET_REMOVED], at


@pytest.mark.parametrize("name", TEXTS)
def test_the_last_line_may_be_taken_out(name: str) -> None:
    text = TEXTS[name]
    ends = text[: goals(text)[-1] + 1]
    told = kinds(checked(version_of(ends), ends[:-1]))
    assert told.count(ChangeKind.TARGET_REMOVED) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_most_goals_that_vanish_at_once_are_doubted_and_told_when_a_day_has_passed(name: str) -> None:
    text = TEXTS[name]
    first, *_, last = goals(text)
    thin = text[: first + 1] + text[last + 1 :]
    result = checked(BEFORE[name], thin)
    assert (result.state, result.changes) == (PageState.SUSPECT, ())
    assert "nothing else is new" in result.reason
    suspect = {"state": PageState.SUSPECT, "failures": 2, "state_since": NOON - timedelta(days=1)}
    assert kinds(checked(BEFORE[name], thin, **suspect)).count(ChangeKind.TARGET_REMOVED) == last - first


@pytest.mark.parametrize("name", TEXTS)
def test_more_than_half_of_a_text_that_ends_neatly_is_an_edit_when_a_day_has_passed(name: str) -> None:
    text = TEXTS[name]
    cut = text[: goals(text)[-2]]
    suspect = {"failures": 2, "state_since": NOON - timedelta(days=1)}
    before = version_of(text[: goals(text)[-1] + 1])
    assert kinds(checked(before, cut, state=PageState.SUSPECT, **suspect)).count(ChangeKind.TARGET_REMOVED) == 2
    still = checked(before, cut, state=PageState.SHORTENED, **suspect)
    assert (still.state, still.changes) == (PageState.SHORTENED, ())
    half = text[: goals(text)[1]]
    assert kinds(checked(BEFORE[name], half, state=PageState.SUSPECT, **suspect)) == [ChangeKind.PAGE_SHORTENED]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("zh", "本计划其余目标自2026年3月起停止执行，另行公布。"),
        ("zh", "其余目标由各县（市、区）自行确定并组织实施。"),
        ("en", "The other goals of this programme were withdrawn in March."),
        ("en", "What else is to be done is left to the hospitals themselves."),
    ],
)
def test_a_text_that_says_something_in_place_of_its_goals_is_a_change_at_once(name: str, says: str) -> None:
    text = TEXTS[name]
    first, *_, last = goals(text)
    for tail in (text[last + 1 :], []):
        told = kinds(checked(BEFORE[name], [*text[: first + 2], says, *tail]))
        assert told.count(ChangeKind.TARGET_REMOVED) == last - first - 1

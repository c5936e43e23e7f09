"""Lists, clauses, numbered lines and table rows in another order are noise; what is said in them is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.changes import compare
from monitor.types import RuleFilter
from tests.changes.cases import a_version

HEARD = RuleFilter().min_significance
QUIET = 0.1
_LANDS = ("France", "Germany", "Spain", "New Zealand", "New Guinea", "Norway", "Korea", "Chile")
_CITIES = ("上海市", "北京市", "北海市", "广东省", "广州市", "江苏省", "浙江省", "重庆市")
_DUTIES = ("加强设备采购管理", "推进影像装备更新", "完善县级检查机制", "建立维修服务网络", "支持国产部件研发")


def _score(before: str, after: str) -> float:
    return max((change.significance for change in compare(a_version(before), a_version(after))), default=0.0)


def _lands(items: list[str]) -> str:
    return f"The scheme covers {', '.join(items[:-1])} and {items[-1]} in its first year."


def _cities(items: list[str]) -> str:
    return f"首批将{'、'.join(items)}纳入试点范围。"


_NUMERALS = "一二三四五"


def _lines(items: list[str]) -> str:
    return "\n".join(f"（{_NUMERALS[at]}）{item}。" for at, item in enumerate(items))


def _clauses(items: list[str]) -> str:
    named = [f"{_NUMERALS[at]}是{item}" for at, item in enumerate(items)]
    return f"各地要做好以下工作：{'；'.join(named)}。"


def _rows(items: list[str]) -> str:
    return "\n".join(["| 序号 | 事项", *(f"| {at} | {item}" for at, item in enumerate(items, 1))])


def _steps(items: list[str]) -> str:
    return "\n".join(f"- {at}. Inspect the hospitals of {item} once a year." for at, item in enumerate(items, 1))


Form = tuple[Callable[[list[str]], str], tuple[str, ...]]
FORMS: list[Form] = [
    (_lands, _LANDS),
    (_cities, _CITIES),
    (_lines, _DUTIES),
    (_clauses, _DUTIES),
    (_rows, _DUTIES),
    (_steps, _LANDS),
]


@given(form=st.sampled_from(FORMS), data=st.data())
def test_another_order_is_noise(form: Form, data: st.DataObject) -> None:
    written, words = form
    items = data.draw(st.lists(st.sampled_from(words), min_size=2, max_size=5, unique=True))
    assert _score(written(items), written(data.draw(st.permutations(items)))) <= QUIET


@given(form=st.sampled_from(FORMS), data=st.data())
def test_another_item_is_heard_in_whatever_order(form: Form, data: st.DataObject) -> None:
    written, words = form
    items = data.draw(st.lists(st.sampled_from(words), min_size=2, max_size=5, unique=True))
    other = data.draw(
        st.sampled_from(["澳门特别行政区", "台数为12台"] if words is not _LANDS else ["Mozambique", "12 cities"])
    )
    after = data.draw(st.permutations([other, *items[1:]]))
    assert _score(written(items), written(after)) >= HEARD


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("按比例由中央、地方分别承担80%、20%。", "按比例由地方、中央分别承担80%、20%。"),
        ("甲省设备由乙省、丙省检查。", "乙省设备由甲省、丙省检查。"),
        ("试点医院不得收费、可以转让名额。", "试点医院可以收费、不得转让名额。"),
        ("Grants of 80, 20 and 5 go to A, B and C.", "Grants of 20, 80 and 5 go to A, B and C."),
        (
            "1. Buy 12 scanners a year.\n2. Close 8 wards a year.",
            "1. Close 12 wards a year.\n2. Buy 8 scanners a year.",
        ),
        ("第五条废止。", "第六条废止。"),
        ("二、三类医疗器械实行备案管理。", "一、三类医疗器械实行备案管理。"),
        ("| 数量 | 设备\n| 1 | CT机\n| 2 | 核磁共振仪", "| 数量 | 设备\n| 1 | 核磁共振仪\n| 2 | CT机"),
        ("| 5 | CT机\n| 3 | 核磁共振仪", "| 3 | CT机\n| 5 | 核磁共振仪"),
        ("持证的，可以采购；无证的，不得采购设备。", "持证的，不得采购设备；无证的，可以采购。"),
    ],
)
def test_what_belongs_together_cannot_change_places(before: str, after: str) -> None:
    assert _score(before, after) >= HEARD


def test_an_item_put_in_is_heard_and_those_numbered_anew_are_not() -> None:
    (change,) = compare(a_version(_lines(list(_DUTIES[:3]))), a_version(_lines([_DUTIES[4], *_DUTIES[:3]])))
    assert change.significance >= HEARD
    assert [edit.after for edit in change.edits if edit.weight is not None and edit.weight > QUIET] == [
        f"（一）{_DUTIES[4]}。"
    ]

"""Linking: one plan told by several pages, in two languages."""

from pathlib import Path

import pytest

from monitor.targets.following.comparing import Told
from monitor.targets.linking.links import link
from monitor.targets.plans.key import plan_key
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.text.views import look

CHINESE = """《海东市高端装备产业发展“十四五”规划》发布
根据《海东市高端装备产业发展“十四五”规划》,\
到2025年,高端装备产业工业产值突破3000亿元,建设企业技术创新中心60个,关键装备首台(套)突破120项。"""
ENGLISH = """On May 6, Haidong issued the "14th Five-Year Plan" for the Development of the High-end Equipment Industry
.
The "Plan" pointed out that by 2025, \
the industrial output value of the high-end equipment industry exceeded 300 billion yuan
.
60 enterprise technology innovation centers were built, and the first (set) of key equipment exceeded 120 items
."""
SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


def _told(page: str, text: str, published: str) -> list[Told]:
    view = look(text)
    plans = plans_of(view)
    return [Told(page=page, statement=s) for s in statements_of(view, published=published, plans=plans)]


def _same(told: list[Told]) -> set[tuple[int, int]]:
    return {(int(t.first.statement.value), len(t.also)) for t in link(told).targets}


def test_two_languages_one_plan() -> None:
    told = _told("zh", CHINESE.replace("海东市", "上海市"), "2022-01-05") + _told(
        "en", ENGLISH.replace("Haidong", "Shanghai's").replace("of the High", "of Shanghai's High"), "2022-01-06"
    )
    linked = link(told)
    assert {int(t.first.statement.value): len(t.also) for t in linked.targets} == {300_000_000_000: 1, 60: 1, 120: 1}
    assert linked.conflicts == ()
    assert all(likeness.reasons for target in linked.targets for _, likeness in target.also)


def test_the_first_is_new_the_others_report() -> None:
    told = _told("a", CHINESE, "2022-01-05") + _told("b", CHINESE, "2022-01-06")
    for target in link(told).targets:
        assert target.first.page == "a"
        assert [other.page for other, _ in target.also] == ["b"]


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("120项", "120家", "counter"),
        ("3000亿元", "30亿元", "factor 100"),
        ("到2025年", "到2026年", "deadline"),
        ("中心60个", "中心90个", "value"),
    ],
)
def test_disagreement_is_a_conflict_with_both_quotes(old: str, new: str, about: str) -> None:
    assert old in CHINESE
    linked = link(_told("a", CHINESE, "2022-01-05") + _told("b", CHINESE.replace(old, new), "2022-01-06"))
    conflicts = [conflict for conflict in linked.conflicts if any(about in reason for reason in conflict.about)]
    assert conflicts
    for conflict in conflicts:
        assert conflict.quotes == (conflict.one.statement.quote, conflict.other.statement.quote)
        assert {conflict.one.page, conflict.other.page} == {"a", "b"}


def test_other_plans_are_other_targets() -> None:
    other = CHINESE.replace("“十四五”", "“十五五”").replace("2025年", "2030年")
    assert all(
        not target.also for target in link(_told("a", CHINESE, "2022-01-05") + _told("b", other, "2026-01-05")).targets
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "上海市高端裝備產業發展“十四五”規劃",
            "14th Five-Year Plan for the Development of Shanghai's High-end Equipment Industry",
        ),
        ("上海市高端装备产业发展“十四五”规划", "上海市高端装备产业发展第十四个五年规划"),
        (
            "某市体外诊断产业高质量发展三年行动计划（2025-2027年）",
            "Three-year Action Plan for High-quality Development of In Vitro Diagnosis Industry (2025-2027)",
        ),
        (
            "医疗装备产业发展规划（2021-2025年）（征求意见稿）",
            "Medical Equipment Industry Development Plan (2021-2025)",
        ),
    ],
)
def test_plan_keys_meet(one: str, other: str) -> None:
    assert plan_key(one) == plan_key(other) != ""


def test_plan_keys_part() -> None:
    assert plan_key("上海市高端装备产业发展“十四五”规划") != plan_key("上海市高端装备产业发展“十五五”规划")
    assert plan_key("上海市高端装备产业发展“十四五”规划") != plan_key("北京市高端装备产业发展“十四五”规划")
    assert plan_key("上海市高端装备产业发展“十四五”规划") != plan_key("上海市医疗器械产业发展“十四五”规划")


@pytest.mark.skipif(not SEEDS.exists(), reason="the shared seeds are not beside this checkout")
def test_the_seeds_are_one_plan() -> None:
    told = _told("zh", (SEEDS / "forum-page-cloaked-chinese.txt").read_text(encoding="utf-8"), "2021-12-29")
    told += _told("en", (SEEDS / "news-portal-english.txt").read_text(encoding="utf-8"), "2022-01-09")
    shared = {int(t.first.statement.value): t for t in link(told).targets if t.also}
    assert set(shared) == {700_000_000_000, 100, 300}
    assert [(item.page, item.statement.value) for item in told if item.statement.value == 300] == [
        ("zh", 300),
        ("en", 300),
    ]
    assert all(likeness.score >= 0.9 for target in shared.values() for _, likeness in target.also)
    assert len({t.first.key for t in shared.values()}) == 1


@pytest.mark.skipif(not SEEDS.exists(), reason="the shared seeds are not beside this checkout")
def test_the_chinese_seed_is_read() -> None:
    told = _told("zh", (SEEDS / "forum-page-cloaked-chinese.txt").read_text(encoding="utf-8"), "2021-12-29")
    read = {
        (
            t.statement.kind.value,
            int(t.statement.value),
            t.statement.unit,
            t.statement.comparator.value,
            t.statement.deadline,
        )
        for t in told
    }
    assert read == {
        ("target", 700_000_000_000, "CNY", "gt", "2025"),
        ("target", 100, "count", "eq", "2025"),
        ("target", 300, "count", "gt", "2025"),
        ("target", 20, "count", "ge", "2025"),
        ("baseline", 580_000_000_000, "CNY", "eq", None),
        ("baseline", 15, "percent", "gt", None),
    }

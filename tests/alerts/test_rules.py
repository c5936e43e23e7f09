"""Which changes are told to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.alerts import match_rules
from monitor.types import (
    Alert,
    AlertRule,
    Change,
    ChangeKind,
    Comparator,
    EquipmentMention,
    RuleFilter,
    SendPolicy,
    Statement,
    StatementKind,
)
from tests.changes.cases import a_version
from tests.making import NOON, a_page, a_source

TARGET = Statement(
    kind=StatementKind.TARGET,
    metric="产业规模",
    value=Decimal(500),
    unit="CNY",
    comparator=Comparator.GE,
    quote="全市醫療裝備產業規模達到500億元",
    start=0,
    end=17,
    rule="money",
)
ECMO = EquipmentMention(term="体外膜肺氧合机", surface="ECMO", start=0, end=4, nmpa_class="10", stance="develop")
RAISED = Change(
    kind=ChangeKind.TARGET_RAISED, key="raised", significance=0.98, summary="Target raised: x", after=TARGET
)
REWORDED = replace(RAISED, kind=ChangeKind.TARGET_REWORDED, key="reworded", significance=0.25)
NEW = Change(kind=ChangeKind.PAGE_NEW, key="page_new", significance=0.5, summary="New page: 关于医疗装备的通知")
NAMED = Change(
    kind=ChangeKind.EQUIPMENT_NAMED, key="named", significance=0.6, summary="Equipment named: x", equipment=ECMO
)
BLOCKED = Change(kind=ChangeKind.PAGE_BLOCKED, key="blocked", significance=0.5, summary="Page blocked: x")
VERSION = a_version("# 关于医疗装备的通知\n支持体外膜肺氧合机研发。")


def matched(*changes: Change, rules: list[AlertRule] | None = None, **facts: Any) -> tuple[Alert, ...]:
    when = facts.pop("when", RuleFilter())
    return match_rules(
        changes,
        **{
            "page": a_page(),
            "source": a_source(group="cities", jurisdiction="CN-SH", language="zh-Hans"),
            "version": VERSION,
            "rules": rules or [AlertRule(name="r", when=when, to=("desk",))],
            "channels": ("desk", "hook"),
            "now": NOON,
            **facts,
        },
    )


@pytest.mark.parametrize(
    ("when", "heard"),
    [
        (RuleFilter(), ["raised", "page_new", "named", "blocked"]),
        (RuleFilter(kinds=("target_*",)), ["raised"]),
        (RuleFilter(kinds=("page_blocked", "page_new")), ["page_new", "blocked"]),
        (RuleFilter(min_significance=0.9), ["raised"]),
        (RuleFilter(min_significance=0.0, kinds=("target_*",)), ["raised", "reworded"]),
        (RuleFilter(sources=("elsewhere",)), []),
        (RuleFilter(sources=("city",), groups=("cities",), kinds=("page_new",)), ["page_new"]),
        (RuleFilter(groups=("towns",)), []),
        (RuleFilter(jurisdictions=("CN",), kinds=("page_new",)), ["page_new"]),
        (RuleFilter(jurisdictions=("CN-S",)), []),
        (RuleFilter(languages=("zh",), kinds=("page_new",)), ["page_new"]),
        (RuleFilter(languages=("en",)), []),
        (RuleFilter(units=("CNY",)), ["raised"]),
        (RuleFilter(units=("USD",)), []),
        (RuleFilter(equipment_classes=("10",), kinds=("equipment_named",)), ["named"]),
        (RuleFilter(equipment_classes=("05",), kinds=("equipment_named",)), []),
        # A keyword is found in any script: the quote is in traditional characters.
        (RuleFilter(keywords=("医疗装备产业",)), ["raised"]),
        (RuleFilter(keywords=("醫療裝備的通知",)), ["raised", "page_new", "named", "blocked"]),
        # All of a new page is new; of other changes, only what they change.
        (RuleFilter(keywords=("支持体外膜肺",)), ["page_new"]),
        (RuleFilter(keywords=("EXTRACORPOREAL",)), []),
    ],
    ids=str,
)
def test_filters(when: RuleFilter, heard: list[str]) -> None:
    alerts = matched(RAISED, REWORDED, NEW, NAMED, BLOCKED, when=when)
    assert [alert.change_key for alert in alerts] == heard


def test_starting_stock_is_told_to_nobody() -> None:
    assert matched(replace(NEW, initial=True)) == ()


def test_a_change_is_told_once_to_each_channel_by_the_rule_that_is_soonest() -> None:
    rules = [
        AlertRule(name="weekly", to=("desk", "hook"), send=SendPolicy(when="weekly"), language="zh"),
        AlertRule(name="now", to=("desk",)),
        AlertRule(name="also now", to=("desk",)),
    ]
    alerts = {alert.channel: alert for alert in matched(NEW, rules=rules)}
    assert (alerts["desk"].rule, alerts["desk"].due_at) == ("now", NOON)
    assert (alerts["hook"].rule, alerts["hook"].language) == ("weekly", "zh")
    assert alerts["hook"].due_at > NOON + timedelta(days=1)


def test_the_order_of_changes_and_rules_does_not_matter() -> None:
    rules = [AlertRule(name="a", to=("desk",)), AlertRule(name="b", to=("hook",))]
    one = matched(RAISED, NEW, NAMED, rules=rules)
    other = matched(NAMED, NEW, RAISED, rules=rules[::-1])
    assert set(one) == set(other)


def test_a_channel_that_does_not_exist_gets_nothing() -> None:
    assert matched(NEW, channels=()) == ()


def test_without_a_version_the_language_is_that_of_the_source() -> None:
    when = RuleFilter(languages=("zh-Hans",))
    assert len(matched(BLOCKED, when=when, version=None)) == 1

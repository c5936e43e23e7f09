"""What a rule would have sent."""

from __future__ import annotations

from dataclasses import replace

from monitor.alerts import compose, replay
from monitor.changes import compare
from monitor.ports import ChangeEntry
from monitor.types import AlertRule, EmailChannel, RuleFilter, Source, Version
from tests.alerts.making import AFTER, BEFORE
from tests.changes.cases import a_version
from tests.making import NOON, a_source

VERSION = a_version(AFTER)
ENTRIES = [
    ChangeEntry(
        id=number,
        at=NOON,
        page_id=7,
        page_url="https://city.example/notice.html",
        page_title="江州市医疗装备产业发展规划",
        source="city",
        from_version=1,
        to_version=2,
        change=change,
    )
    for number, change in enumerate(compare(a_version(BEFORE), VERSION), start=1)
]
SOURCES: dict[str, Source] = {"city": a_source()}


def read(page_id: int, number: int) -> Version:
    assert (page_id, number) == (7, 2)
    return VERSION


def test_a_replayed_rule_takes_what_it_would_have_taken() -> None:
    rule = AlertRule(name="r", to=("desk", "hook"), when=RuleFilter(kinds=("target_*",)), language="zh")
    alerts = replay(rule, ENTRIES, sources=SOURCES, version=read, now=NOON)
    assert [alert.change.kind.value for alert in alerts if alert.change] == ["target_raised"]
    message = compose(alerts, channel=EmailChannel(name="desk", to=("a@city.example",)), now=NOON, sample=True)
    assert message.subject.startswith("[测试] 目标上调：")
    assert "City government" in message.text


def test_starting_stock_and_sources_that_are_gone_are_left_out() -> None:
    rule = AlertRule(name="r", to=("desk",))
    stock = [replace(entry, change=replace(entry.change, initial=True)) for entry in ENTRIES]
    assert replay(rule, stock, sources=SOURCES, version=read, now=NOON) == ()
    assert replay(rule, ENTRIES, sources={}, version=read, now=NOON) == ()

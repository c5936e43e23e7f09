"""What stands word for word is still what it was read as."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from monitor.decide import Rules, decide, read
from monitor.decide.steady import steadied
from monitor.targets import align
from monitor.types import ChangeKind, StatementKind, Version
from tests.making import NOON, a_body, a_notice, a_page, a_source

SOURCE = a_source()
GOAL = "到2027年，全市医疗装备产业规模达到500亿元，培育龙头企业12家。"


def version_of(content: bytes | str) -> Version:
    return replace(read(a_body(content), SOURCE), number=1)


def test_a_target_that_is_read_no_more_but_stands_is_kept_where_it_stands() -> None:
    previous = version_of(a_notice(GOAL))
    moved = version_of(a_notice(f"各单位要抓好落实，按时报送。</p><p>{GOAL}"))
    unread = replace(moved, statements=())
    steady = steadied(previous, unread)
    again = steady.version
    assert [(one.start, one.quote) for one in again.statements] == [(one.start, one.quote) for one in moved.statements]
    assert steady.lost == []
    assert steadied(previous, moved).version == moved


def test_what_is_gone_or_is_something_else_now_is_not_kept() -> None:
    previous = version_of(a_notice(GOAL))
    without = version_of(a_notice("各单位要抓好落实，按时报送。"))
    assert steadied(previous, without).version == without
    facts = tuple(replace(one, kind=StatementKind.BASELINE, deadline=None, as_of="2024") for one in previous.statements)
    reported = replace(previous, statements=facts)
    assert steadied(previous, reported).version == reported


def test_removing_the_heading_of_goals_withdraws_none_of_them() -> None:
    goals = "".join(f"</p><p>{one}。" for one in ("培育龙头企业12家", "建成智能工厂40家", "国产化率60%"))
    previous = version_of(a_notice(f"二、主要目标（到2027年）{goals}"))
    assert len([one for one in previous.statements if one.kind is StatementKind.TARGET]) == 3
    now = a_body(a_notice(goals.removeprefix("</p><p>")))
    page = a_page(version=1, last_changed_at=NOON, last_checked_at=NOON)
    result = decide(page, now, source=SOURCE, previous=previous, rules=Rules(), now=NOON, chance=0.0)
    assert [change.kind for change in result.changes] == [ChangeKind.TEXT_CHANGED]
    assert result.version is not None
    assert [one.quote for one in result.version.statements] == [one.quote for one in previous.statements]


def test_targets_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(*versions: object) -> object:
        asked.append(len(versions))
        return align(*versions)  # type: ignore[arg-type]

    for room in ("monitor.decide.steady", "monitor.changes.compare"):
        monkeypatch.setattr(sys.modules[room], "align", counted)
    previous = version_of(a_notice(GOAL))
    page = a_page(version=1, last_changed_at=NOON, last_checked_at=NOON)
    now = a_body(a_notice(GOAL.replace("500", "600")))
    result = decide(page, now, source=SOURCE, previous=previous, rules=Rules(), now=NOON, chance=0.0)
    assert ChangeKind.TARGET_RAISED in [change.kind for change in result.changes]
    assert len(asked) == 1

"""What time does to targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.changes import deadline_changes
from monitor.types import ChangeKind, Statement
from tests.changes.cases import a_version

NEAR, PASSED = ChangeKind.DEADLINE_NEAR, ChangeKind.DEADLINE_PASSED


def target(deadline: str | None) -> Statement:
    (statement, *_) = a_version("到2027年，全市医疗装备产业规模达到500亿元。").statements
    return replace(statement, deadline=deadline)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("deadline", "since", "now", "kinds"),
    [
        ("2027", "2027-10-01", "2027-10-02", []),
        ("2027", "2027-10-02", "2027-10-03", [NEAR]),
        ("2027", "2027-10-03", "2027-10-04", []),
        ("2027", "2027-12-31", "2028-01-01", [PASSED]),
        ("2027", "2028-01-01", "2028-01-02", []),
        ("2027", "2020-01-01", "2030-01-01", [PASSED]),
        ("2027-06", "2027-06-30 12:00", "2027-07-01 12:00", [PASSED]),
        ("2027-02", "2027-02-28 23:00", "2027-03-01 00:00", [PASSED]),
        ("2027-06-15", "2027-06-15 12:00", "2027-06-16 12:00", [PASSED]),
        (None, "2020-01-01", "2040-01-01", []),
        ("2027-13", "2020-01-01", "2040-01-01", []),
        ("soon", "2020-01-01", "2040-01-01", []),
        ("9999", "2020-01-01", "2040-01-01", []),
    ],
)
def test_moments(deadline: str | None, since: str, now: str, kinds: list[ChangeKind]) -> None:
    changes = deadline_changes([target(deadline)], since=at(since), now=at(now))
    assert [change.kind for change in changes] == kinds


def test_a_baseline_has_no_deadline_to_pass() -> None:
    version = a_version("2024年，全市医疗装备产业规模达到300亿元。")
    assert deadline_changes(version.statements, since=at("2000-01-01"), now=at("2100-01-01")) == ()


def test_it_says_so_in_one_line() -> None:
    (change,) = deadline_changes([target("2027")], since=at("2027-12-01"), now=at("2028-01-05"))
    assert change.summary.startswith("Deadline passed: ")
    assert change.summary.endswith("by 2027")


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_however_often_one_looks_each_moment_is_told_once(steps: list[int]) -> None:
    now = at("2027-01-01")
    told: list[ChangeKind] = []
    for days in [*steps, 1000]:
        since, now = now, now + timedelta(days=days)
        told += [change.kind for change in deadline_changes([target("2027")], since=since, now=now)]
    assert told in ([NEAR, PASSED], [PASSED])

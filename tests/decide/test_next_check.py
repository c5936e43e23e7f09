"""When a page is asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.next_check import NEVER, RETRY_LONGEST_S, next_check, next_retry, next_start
from monitor.types import PageRole, PageState, Schedule, SourceKind
from tests.making import NOON, a_page, a_source

DAY_S = 86_400


def test_an_interval_counts_from_the_check() -> None:
    assert next_start(Schedule(every_s=1800), NOON) == NOON + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("cron", "timezone", "expected"),
    [
        ("0 8 * * *", "Asia/Shanghai", datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        ("30 9 * * mon-fri", "Asia/Shanghai", datetime(2026, 3, 3, 1, 30, tzinfo=UTC)),
        # The clocks of New York go forward on 8 March 2026: 08:00 there is 12:00 UTC from then on.
        ("0 8 9 3 *", "America/New_York", datetime(2026, 3, 9, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_cron_expression_is_read_in_its_time_zone(cron: str, timezone: str, expected: datetime) -> None:
    assert next_start(Schedule(cron=cron, timezone=timezone), NOON) == expected


def test_a_date_that_never_comes_is_looked_at_again_in_a_year() -> None:
    assert next_start(Schedule(cron="0 0 30 2 *"), NOON) == NOON + timedelta(days=365)


def test_documents_of_an_index_have_their_own_interval_and_drift_apart() -> None:
    source = a_source(kind=SourceKind.LISTING, url="https://city.example/list", recheck_s=86_400)
    early, late = (next_check(a_page(), source, now=NOON, chance=chance) for chance in (0.0, 0.99))
    assert NOON + timedelta(hours=22) < early < late < NOON + timedelta(hours=26)
    index = a_page(url=source.url, role=PageRole.INDEX)
    assert next_check(index, source, now=NOON, chance=0.0) == NOON + timedelta(hours=6)


LIST = a_source(kind=SourceKind.LISTING, url="https://city.example/list", recheck_s=DAY_S)


@pytest.mark.parametrize(("unchanged_d", "wait_d"), [(0, 1), (1, 1), (7, 1), (28, 4), (70, 10), (89, 89 / 7)])
def test_the_longer_a_document_stands_the_less_often_it_is_asked(unchanged_d: float, wait_d: float) -> None:
    page = a_page(last_changed_at=NOON - timedelta(days=unchanged_d))
    due = next_check(page, LIST, now=NOON, chance=0.5)
    assert (due - NOON).total_seconds() == pytest.approx(wait_d * DAY_S)
    assert next_check(page, LIST, now=NOON, chance=0.5, changed=True) == NOON + timedelta(days=1)


def test_no_document_waits_longer_than_two_weeks_unless_its_source_says_so() -> None:
    page = a_page(last_changed_at=NOON - timedelta(days=3650))
    for_ever = replace(LIST, retire_s=0)
    assert next_check(page, for_ever, now=NOON, chance=0.5) == NOON + timedelta(days=14)
    assert next_check(page, replace(for_ever, recheck_s=30 * DAY_S), now=NOON, chance=0.5) == NOON + timedelta(days=30)


def test_a_document_retires_and_a_start_page_never_does() -> None:
    page = a_page(last_changed_at=NOON - timedelta(days=90))
    assert next_check(page, LIST, now=NOON, chance=0.5) == NEVER
    assert next_check(page, LIST, now=NOON, chance=0.5, changed=True) == NOON + timedelta(days=1)
    assert next_check(page, replace(LIST, retire_s=91 * DAY_S), now=NOON, chance=0.5) < NEVER
    own = a_page(url=LIST.url, last_changed_at=NOON - timedelta(days=900))
    assert next_check(own, LIST, now=NOON, chance=0.5) == NOON + timedelta(hours=6)


def test_a_document_in_trouble_is_asked_again_however_old_unless_it_is_gone() -> None:
    old = a_page(last_changed_at=NOON - timedelta(days=900), state=PageState.FAILING)
    trouble = {"failures": 9, "blocked": False, "retry_after_s": None, "now": NOON, "chance": 0.0}
    assert next_retry(old, LIST, **trouble) <= NOON + timedelta(days=1)  # type: ignore[arg-type]
    assert next_retry(replace(old, state=PageState.GONE), LIST, **trouble) == NEVER  # type: ignore[arg-type]


def wait(failures: int, *, blocked: bool = False, retry_after_s: float | None = None, every_s: int = 86_400) -> float:
    source = a_source(schedule=Schedule(every_s=every_s))
    due = next_retry(
        a_page(), source, failures=failures, blocked=blocked, retry_after_s=retry_after_s, now=NOON, chance=0.0
    )
    return (due - NOON).total_seconds()


def test_waits_double_up_to_the_usual_interval() -> None:
    assert [wait(count) for count in (1, 2, 3, 30)] == [300, 600, 1200, RETRY_LONGEST_S]
    assert wait(30, every_s=3600) == 3600


def test_a_wall_is_never_asked_more_often_than_usual() -> None:
    assert wait(1, blocked=True, every_s=6 * 3600) == 6 * 3600
    assert wait(1, blocked=True, every_s=60) == 3600


def test_the_servers_own_word_counts_but_not_for_ever() -> None:
    assert wait(1, retry_after_s=7200) == 7200
    assert wait(1, retry_after_s=1e12) == 7 * RETRY_LONGEST_S


@given(failures=st.integers(1, 10_000), blocked=st.booleans(), after=st.none() | st.floats(0, 1e9))
def test_a_retry_always_lies_in_the_future_and_within_a_week(failures: int, blocked: bool, after: float | None) -> None:
    assert 0 < wait(failures, blocked=blocked, retry_after_s=after) <= 7 * RETRY_LONGEST_S

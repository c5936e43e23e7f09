"""Alerts: rows of the outbox, from the check that caused them to their settlement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.types import Alert, AlertState, Change, ChangeKind, Outcome, PageState
from storage import SqlStore
from tests.storage.results import (
    HOUR,
    START,
    a_change,
    a_changed_result,
    a_page,
    a_result,
    a_snapshot,
    a_source,
    a_statement,
    a_version,
    an_alert,
)

TEXT = "The output of 700 billion yuan is to be exceeded."


def alerted(store: SqlStore, *alerts: Alert, changes: tuple[Change, ...] = (a_change(),)) -> int:
    """Record a first Version with these alerts; how many were added."""
    store.register([a_source()], START)
    page = store.pages()[0]
    snapshot = a_snapshot(b"<html>notice</html>")
    version = a_version(TEXT, snapshot)
    version = replace(version, document=replace(version.document, published="2026-03-01"))
    recorded = store.record([a_changed_result(page, version, snapshot, changes=changes, alerts=alerts)])
    return recorded[0].alerts_added


def test_an_alert_comes_back_with_all_that_a_message_needs(store: SqlStore) -> None:
    statement = a_statement(TEXT)
    change = a_change(kind=ChangeKind.TARGET_NEW, after=statement, why=("a figure is new",), significance=1.0)
    assert alerted(store, an_alert(language="zh", rule="figures"), changes=(change,)) == 1
    (alert,) = store.due_alerts(START)
    assert (alert.change, alert.change_key, alert.rule, alert.channel) == (change, "text", "figures", "desk")
    assert (alert.language, alert.due_at, alert.state, alert.attempts) == ("zh", START, AlertState.PENDING, 0)
    assert (alert.page_url, alert.page_title) == ("https://city.example/notice.html", "Notice")
    assert (alert.source, alert.source_name, alert.published) == ("city", "City government", "2026-03-01")
    assert alert.snapshot_sha256 == a_snapshot(b"<html>notice</html>").sha256
    assert alert.changed_at == START
    assert len(alert.idempotency_key) >= 32
    assert store.alerts() == [alert]


def test_one_change_goes_to_one_channel_once(store: SqlStore) -> None:
    added = alerted(
        store,
        an_alert(rule="slow", due_at=START + HOUR),
        an_alert(rule="fast"),
        an_alert(rule="slower", due_at=START + 2 * HOUR),
        an_alert(rule="slow", channel="board", due_at=START + HOUR),
    )
    assert added == 2
    assert [(alert.rule, alert.channel) for alert in store.due_alerts(START + HOUR)] == [
        ("fast", "desk"),
        ("slow", "board"),
    ]


def test_idempotency_keys_tell_changes_and_channels_apart(store: SqlStore) -> None:
    changes = (a_change("one"), a_change("two"))
    alerts = [an_alert(key, channel=channel) for key in ("one", "two") for channel in ("desk", "board")]
    assert alerted(store, *alerts, changes=changes) == 4
    due = store.due_alerts(START)
    assert len({alert.idempotency_key for alert in due}) == 4
    ids = [alert.id for alert in due]
    store.settle_alerts(ids, state=AlertState.PENDING, at=START, trouble="refused", next_due_at=START + HOUR)
    again = store.due_alerts(START + HOUR)
    assert [alert.idempotency_key for alert in again] == [alert.idempotency_key for alert in due]


def test_only_what_is_due_is_given_and_the_oldest_first(store: SqlStore) -> None:
    changes = tuple(a_change(str(number)) for number in range(4))
    dues = (START + 2 * HOUR, START, START + 5 * HOUR, START + HOUR)
    alerted(store, *(an_alert(str(number), due_at=due) for number, due in enumerate(dues)), changes=changes)
    assert [alert.change_key for alert in store.due_alerts(START + 2 * HOUR)] == ["1", "3", "0"]
    assert [alert.change_key for alert in store.due_alerts(START + 2 * HOUR, limit=1)] == ["1"]


def test_attempts_are_counted_until_an_alert_is_sent(store: SqlStore) -> None:
    alerted(store, an_alert())
    (alert,) = store.due_alerts(START)
    later = START + HOUR
    store.settle_alerts([alert.id], state=AlertState.PENDING, at=START, trouble="550 no", next_due_at=later)
    assert store.due_alerts(START) == []
    (retried,) = store.due_alerts(later)
    assert (retried.attempts, retried.trouble, retried.due_at) == (1, "550 no", later)
    store.settle_alerts([alert.id], state=AlertState.SENT, at=later)
    assert store.due_alerts(later) == []
    (sent,) = store.alerts(states=[AlertState.SENT])
    assert (sent.attempts, sent.trouble, sent.state) == (2, "", AlertState.SENT)


def test_a_dead_alert_can_be_sent_again(store: SqlStore) -> None:
    alerted(store, an_alert())
    (alert,) = store.due_alerts(START)
    store.settle_alerts([alert.id], state=AlertState.DEAD, at=START, trouble="given up")
    assert store.due_alerts(START + 100 * HOUR) == []
    again = START + HOUR
    store.settle_alerts([alert.id], state=AlertState.PENDING, at=again, next_due_at=again)
    assert [one.id for one in store.due_alerts(again)] == [alert.id]


def test_an_alert_that_stays_pending_needs_its_next_moment(store: SqlStore) -> None:
    alerted(store, an_alert())
    (alert,) = store.due_alerts(START)
    with pytest.raises(ValueError, match="next attempt"):
        store.settle_alerts([alert.id], state=AlertState.PENDING, at=START)
    assert store.due_alerts(START) == [alert]


def test_alerts_are_listed_newest_first_by_key(store: SqlStore) -> None:
    changes = tuple(a_change(str(number)) for number in range(5))
    alerts = [an_alert(str(number), channel="desk" if number % 2 else "board") for number in range(5)]
    alerted(store, *alerts, changes=changes)
    first = store.alerts(limit=2)
    assert [alert.change_key for alert in first] == ["4", "3"]
    assert [alert.change_key for alert in store.alerts(before=first[-1].id)] == ["2", "1", "0"]
    assert [alert.change_key for alert in store.alerts(channel="board")] == ["4", "2", "0"]
    assert store.alerts(states=[AlertState.DEAD]) == []
    assert store.alerts(states=[]) == []


def test_an_alert_without_a_version_has_the_evidence_of_its_check(store: SqlStore) -> None:
    store.register([a_source()], START)
    page = store.pages()[0]
    wall = a_snapshot(b"<h1>Forbidden</h1>", status=403)
    change = a_change(kind=ChangeKind.PAGE_BLOCKED)
    blocked = a_result(
        page,
        Outcome.BLOCKED,
        state=PageState.BLOCKED,
        failures=1,
        snapshot=wall,
        changes=(change,),
        alerts=(an_alert(),),
    )
    store.record([blocked])
    (alert,) = store.due_alerts(START)
    assert (alert.snapshot_sha256, alert.published, alert.change) == (wall.sha256, None, change)


def test_a_source_that_was_never_registered_is_called_by_its_id(store: SqlStore) -> None:
    page = a_page(store, source="unlisted")
    store.record([a_result(page, changes=(a_change(),), alerts=(an_alert(),))])
    assert store.due_alerts(START)[0].source_name == "unlisted"

"""Deadlines that come up or pass are told once, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.deadlines import note_deadlines
from monitor.decide import Rules, decide
from monitor.ports import Store
from monitor.types import ChangeKind
from tests.making import NOON, a_body, a_notice, a_rule, a_source

SOURCE = a_source()
SOURCES = {SOURCE.id: SOURCE}
RULES = Rules(alerts=(a_rule(),), channels=("desk",))
NOTICE = a_notice("到2026年9月底前，建成示范医院30家。")


@pytest.fixture
def watched(store: Store) -> Store:
    """A page whose target is due at the end of September 2026, read on 2 March."""
    store.register([SOURCE], NOON)
    [page] = store.pages()
    body = a_body(NOTICE)
    store.record([decide(page, body, source=SOURCE, previous=None, rules=Rules(), now=NOON, chance=0.0)])
    return store


def noted(store: Store, now: datetime) -> list[ChangeKind]:
    """Kinds that a look at this moment adds to the register."""
    before = {entry.id for entry in store.changes(limit=100)}
    note_deadlines(store, sources=SOURCES, rules=RULES, now=now)
    return [entry.change.kind for entry in store.changes(limit=100) if entry.id not in before]


def test_a_deadline_is_near_once_and_passes_once(watched: Store) -> None:
    days = [NOON + timedelta(days=day) for day in range(0, 300, 7)]
    told = [(now.date().isoformat(), kind) for now in days for kind in noted(watched, now)]
    assert [kind for _, kind in told] == [ChangeKind.DEADLINE_NEAR, ChangeKind.DEADLINE_PASSED]
    assert "2026-07-03" <= told[0][0] <= "2026-07-13"
    assert "2026-10-01" <= told[1][0] <= "2026-10-08"


def test_it_alerts_and_is_no_check_of_the_page(watched: Store) -> None:
    now = datetime.fromisoformat("2026-10-02T00:00:00+00:00")
    [before] = watched.pages()
    assert note_deadlines(watched, sources=SOURCES, rules=RULES, now=now) == 1
    [alert] = watched.due_alerts(now)
    assert alert.change is not None
    assert alert.change.kind is ChangeKind.DEADLINE_PASSED
    assert alert.change.sentence_after.endswith("。")
    assert alert.change.sentence_after in a_body(NOTICE).content.decode()
    [after] = watched.pages()
    assert after.last_checked_at == before.last_checked_at
    assert after.next_check_at == before.next_check_at
    assert note_deadlines(watched, sources=SOURCES, rules=RULES, now=now) == 0


def test_a_service_that_stood_still_tells_what_it_missed(watched: Store) -> None:
    assert noted(watched, datetime.fromisoformat("2026-10-20T00:00:00+00:00")) == [ChangeKind.DEADLINE_PASSED]


def test_a_deadline_that_had_passed_when_the_page_was_found_is_no_news(store: Store) -> None:
    late = datetime.fromisoformat("2026-10-10T00:00:00+00:00")
    store.register([SOURCE], late)
    [page] = store.pages()
    body = a_body(NOTICE, fetched_at=late)
    store.record([decide(page, body, source=SOURCE, previous=None, rules=Rules(), now=late, chance=0.0)])
    assert noted(store, late + timedelta(hours=1)) == []


def test_sources_that_are_no_longer_watched_are_left_alone(watched: Store) -> None:
    now = datetime.fromisoformat("2026-10-02T00:00:00+00:00")
    assert note_deadlines(watched, sources={}, rules=RULES, now=now) == 0


def test_a_deadline_that_several_pages_tell_is_told_of_the_final_plan_and_once(store: Store) -> None:
    name = "临江省医疗装备产业发展行动方案（2024—2026年）"
    texts = {
        f"关于公开征求《{name}（征求意见稿）》意见的公告": "到2026年9月底前，建成示范医院20家，更新放疗设备60台。",
        f"关于印发《{name}》的通知": "到2026年9月底前，建成示范医院30家，更新放疗设备60台。",
        f"《{name}》发布": "到2026年9月底前，建成示范医院30家，更新放疗设备60台。",
    }
    sources = {
        f"s{number}": a_source(id=f"s{number}", url=f"https://www.example.gov/{number}.html") for number in range(3)
    }
    store.register(list(sources.values()), NOON)
    for page, (title, text) in zip(sorted(store.pages(), key=lambda page: page.id), texts.items(), strict=True):
        body = a_body(a_notice(text, title=title), url=page.url)
        source = sources[page.source]
        store.record([decide(page, body, source=source, previous=None, rules=Rules(), now=NOON, chance=0.0)])
    now = datetime.fromisoformat("2026-10-02T00:00:00+00:00")
    for _ in range(2):
        note_deadlines(store, sources=sources, rules=RULES, now=now)
    told = store.changes(kinds=["deadline_*"])
    assert [
        (entry.page_url.rpartition("/")[2], str(entry.change.after.value)) for entry in told if entry.change.after
    ] == [
        ("1.html", "60"),
        ("1.html", "30"),
    ]

"""Changes, targets and equipment: what the registers answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.types import Change, ChangeKind, Edit, EditKind, Outcome, StatementKind
from storage import SqlStore
from tests.storage.results import (
    HOUR,
    START,
    a_change,
    a_changed_result,
    a_mention,
    a_page,
    a_plan,
    a_result,
    a_snapshot,
    a_statement,
    a_version,
    record_text,
)

TEXT = "By 2025 the output of 700 billion yuan is exceeded."


def changed(store: SqlStore, url: str, *changes: Change, source: str = "city", hour: int = 0) -> None:
    page = a_page(store, url, source=source)
    store.record([a_result(page, changes=changes, checked_at=START + hour * HOUR)])


# -- changes


def test_a_change_comes_back_whole(store: SqlStore) -> None:
    page = a_page(store)
    record_text(store, page, "An old paragraph.\nAnother.")
    snapshot = a_snapshot(b"new", fetched_at=START + HOUR)
    edit = Edit(
        kind=EditKind.REPLACED,
        before="An old paragraph.",
        after="A new paragraph.",
        words=(("=", "A"), ("-", "n old"), ("+", " new"), ("=", " paragraph.")),
    )
    change = a_change(
        kind=ChangeKind.TARGET_RAISED,
        before=a_statement(TEXT, value=Decimal("1E+3"), value_high=Decimal("1.50")),
        after=a_statement(TEXT, value=Decimal("0.1"), plan="Plan"),
        equipment=a_mention("ECMO"),
        edits=(edit,),
        why=("raised", "by half"),
        significance=1 / 3,
        initial=True,
    )
    now = store.page(page.id) or page
    store.record([a_changed_result(now, a_version("A new paragraph.", snapshot), snapshot, changes=(change,))])
    (entry,) = store.changes()
    assert entry.change == change
    assert (entry.from_version, entry.to_version, entry.page_title, entry.source) == (1, 2, "Notice", "city")


def test_changes_are_filtered(store: SqlStore) -> None:
    changed(store, "https://city.example/1", a_change("a", kind=ChangeKind.PAGE_NEW, significance=0.2))
    changed(store, "https://city.example/2", a_change("b", kind=ChangeKind.TARGET_RAISED, significance=1.0), hour=1)
    changed(store, "https://other.example/3", a_change("c", kind=ChangeKind.TARGET_NEW), source="other", hour=2)

    def keys(**filters: object) -> list[str]:
        return [entry.change.key for entry in store.changes(**filters)]  # type: ignore[arg-type]

    assert keys() == ["c", "b", "a"]
    assert keys(since=START + HOUR) == ["c", "b"]
    assert keys(sources=["city"]) == ["b", "a"]
    assert keys(kinds=["target_*"]) == ["c", "b"]
    assert keys(kinds=["page_new", "target_new"]) == ["c", "a"]
    assert keys(kinds=["target_raised", "page_*"]) == ["b", "a"]
    assert keys(kinds=["*"]) == ["c", "b", "a"]
    assert keys(kinds=[]) == []
    assert keys(min_significance=0.5) == ["c", "b"]
    assert keys(page_id=store.pages(url="https://city.example/2")[0].id) == ["b"]
    assert keys(limit=1) == ["c"]
    assert keys(before=store.changes()[0].id, limit=1) == ["b"]
    assert keys(since=START, sources=["city"], kinds=["target_*"], min_significance=0.9) == ["b"]


# -- targets


def test_targets_are_those_of_the_latest_version(store: SqlStore) -> None:
    page = a_page(store)
    first = a_statement(TEXT)
    record_text(store, page, TEXT, statements=(first,))
    (entry,) = store.targets()
    assert (entry.statement, entry.version, entry.since) == (first, 1, START)
    assert (entry.page_url, entry.page_title, entry.source) == (page.url, "Notice", "city")
    raised = a_statement("750", quote="750", value=Decimal(750))
    record_text(store, page, "750", START + HOUR, statements=(raised,))
    (entry,) = store.targets()
    assert (entry.statement, entry.version, entry.since) == (raised, 2, START + HOUR)
    record_text(store, page, "Withdrawn.", START + 2 * HOUR)
    assert store.targets() == []


def test_since_lasts_while_the_figures_do(store: SqlStore) -> None:
    page = a_page(store)
    record_text(store, page, TEXT, statements=(a_statement(TEXT),))
    moved = "A new paragraph.\n" + TEXT
    record_text(store, page, moved, START + HOUR, statements=(a_statement(moved),))
    reworded = "It is 700 billion by 2025."
    said_anew = a_statement(reworded, quote="700 billion by 2025", rule="other")
    record_text(store, page, reworded, START + 2 * HOUR, statements=(said_anew,))
    (entry,) = store.targets()
    assert (entry.since, entry.version, entry.statement) == (START, 3, said_anew)
    renamed = replace(said_anew, metric="industrial output", plan="Plan")
    record_text(store, page, reworded, START + 3 * HOUR, statements=(renamed,))
    (entry,) = store.targets()
    assert (entry.since, entry.statement.metric) == (START, "industrial output")
    later = replace(renamed, deadline="2027")
    record_text(store, page, reworded, START + 4 * HOUR, statements=(later,))
    assert [entry.since for entry in store.targets()] == [START + 4 * HOUR]


def test_since_is_inherited_by_metric_before_it_is_by_figures(store: SqlStore) -> None:
    page = a_page(store)
    beds = a_statement(metric="beds", quote="beds", unit="percent", value=Decimal(10))
    record_text(store, page, "beds", statements=(beds,))
    labs = replace(beds, metric="labs", quote="labs")
    record_text(store, page, "beds labs", START + HOUR, statements=(beds, labs))
    swapped = (replace(labs, quote="labs!"), replace(beds, quote="beds!"))
    record_text(store, page, "labs! beds!", START + 2 * HOUR, statements=swapped)
    assert {entry.statement.metric: entry.since for entry in store.targets()} == {"beds": START, "labs": START + HOUR}


def test_targets_as_they_stood(store: SqlStore) -> None:
    page, other = a_page(store), a_page(store, "https://city.example/other.html")
    first, raised = a_statement(TEXT), a_statement("It is 750.", quote="750", value=Decimal(750))
    record_text(store, page, TEXT, START + HOUR, statements=(first,))
    moved = "More. " + TEXT
    record_text(store, page, moved, START + 2 * HOUR, statements=(a_statement(moved),))
    record_text(store, page, "It is 750.", START + 3 * HOUR, statements=(raised,))
    record_text(store, other, TEXT, START + 3 * HOUR, statements=(first,))
    record_text(store, page, "Withdrawn.", START + 4 * HOUR)

    def stood(hours: float) -> list[tuple[int, int, object]]:
        entries = store.targets(as_of=START + hours * HOUR)
        return [(entry.page_id, entry.version, entry.statement) for entry in entries]

    assert stood(0) == []
    assert stood(1) == stood(1.5) == [(page.id, 1, first)]
    assert stood(2) == [(page.id, 2, a_statement(moved))]
    assert stood(3) == [(page.id, 3, raised), (other.id, 1, first)]
    assert stood(4) == stood(1000) == [(other.id, 1, first)]


def test_what_stood_is_told_with_its_versions(store: SqlStore) -> None:
    page = a_page(store)
    first = a_statement(TEXT)
    record_text(store, page, TEXT, statements=(first,))
    record_text(store, page, TEXT + " More.", START + HOUR, statements=(replace(first, value=Decimal(8)),))
    old, new = store.stood([page.id, 99])
    assert (old.first_version, old.last_version, old.statement.value) == (1, 1, first.value)
    assert (new.first_version, new.last_version, new.statement.value) == (2, None, Decimal(8))
    assert old.gone_at == new.seen_at
    assert store.standing(old.id) == old
    assert store.standing(999) is None
    assert store.stood([page.id], kind="baseline") == []


def test_a_plan_is_found_by_any_of_its_names(store: SqlStore) -> None:
    for number, (name, key) in enumerate((("海东市规划", "k"), ("Haidong's plan", "k"), ("another plan", "l"))):
        text = f"{name}: {TEXT}"
        page = a_page(store, f"https://city.example/{number}")
        snapshot = a_snapshot(text.encode(), url=page.url, final_url=page.url)
        plan = replace(a_plan(text), name=name, key=key, start=0, end=len(name))
        version = a_version(text, snapshot, plans=(plan,), statements=(replace(a_statement(text), plan=name),))
        store.record([a_changed_result(page, version, snapshot)])
    assert [entry.statement.plan for entry in store.targets(plan=["haidong"])] == ["海东市规划", "Haidong's plan"]
    assert [entry.statement.plan for entry in store.targets(plan=["海东"])] == ["海东市规划", "Haidong's plan"]
    assert [entry.statement.plan for entry in store.targets(plan=["another"])] == ["another plan"]
    assert store.targets(plan=["%"]) == []
    assert [entry.statement.plan for entry in store.targets(plan=["no such", "another"])] == ["another plan"]


def test_a_plan_is_found_by_who_issues_it_and_by_the_parts_of_its_key(store: SqlStore) -> None:
    known = (
        ("2026-2030|linjiang|imaging+robot", "临江市工信局"),
        ("|linjiang|imaging", None),
        ("|linjiangxi|robot", None),
    )
    for number, (key, issuer) in enumerate(known):
        text = f"{number}: {TEXT}"
        page = a_page(store, f"https://city.example/{number}")
        snapshot = a_snapshot(text.encode(), url=page.url, final_url=page.url)
        plan = replace(a_plan(text), name="The Plan", key=key, issuer=issuer, start=0, end=1)
        statement = replace(a_statement(text), plan="The Plan", value=Decimal(number))
        store.record(
            [a_changed_result(page, a_version(text, snapshot, plans=(plan,), statements=(statement,)), snapshot)]
        )

    def found(*words: str, key: str = "") -> list[int]:
        return [int(entry.statement.value) for entry in store.targets(plan=words, plan_key=key)]

    assert found("临江市工信局") == [0], "one name of several plans is no plan"
    assert found("x", key="|linjiang|") == [0, 1]
    assert found("x", key="|linjiang|robot") == [0]
    assert found("x", key="2026-2030|linjiang|") == [0]
    assert found("x", key="2026-2030|linjiang|imaging+robot") == [0]
    assert found("x", key="||robot") == found("x") == []


def test_pages_that_name_a_plan_are_found_and_plans_that_pages_name(store: SqlStore) -> None:
    pages = [a_page(store, f"https://city.example/{number}") for number in range(3)]
    for page, key in zip(pages, ("plan a", "plan a", "plan b"), strict=True):
        text = f"{TEXT} {page.id}"
        snapshot = a_snapshot(text.encode(), url=page.url, final_url=page.url)
        version = a_version(text, snapshot, plans=(replace(a_plan(text), key=key),))
        store.record([a_changed_result(page, version, snapshot)])
    assert store.pages_beside([pages[0].id]) == [pages[0].id, pages[1].id]
    assert store.pages_beside([]) == []
    wanted = ["plan a", "plan b", "plan c"]
    assert store.plans_named(wanted, except_page=pages[2].id) == {"plan a"}
    assert store.plans_named(wanted, except_page=99) == {"plan a", "plan b"}
    assert store.plans_named([], except_page=99) == frozenset()


def test_a_plan_of_any_place_is_found_by_its_years_and_subject(store: SqlStore) -> None:
    keys = (
        "2026-2030|云岭|robot",
        "2026-2030||robot",
        "2026-2030|linjiang|robot+imaging",
        "2026-2031|临江|robot",
        "x|robot",
    )
    for number, key in enumerate(keys):
        page = a_page(store, f"https://city.example/{number}")
        text = f"{TEXT} {number}"
        snapshot = a_snapshot(text.encode(), url=page.url, final_url=page.url)
        plan = replace(a_plan(text), name="n", key=key, draft=number == 1, edition=2027 * (number == 1), start=0, end=1)
        version = a_version(text, snapshot, plans=(plan,), statements=(replace(a_statement(text), plan="n"),))
        store.record([a_changed_result(page, version, snapshot)])

    def told(*wanted: str) -> list[tuple[str | None, bool]]:
        entries = store.told(wanted, except_page=99)
        assert {entry.draft: entry.edition for entry in entries} in ({}, {False: 0, True: 2027})
        return [(entry.plan_key, entry.draft) for entry in store.told(wanted, except_page=99)]

    assert told("2026-2030|*|robot") == [(keys[0], False), (keys[1], True)]
    assert told("2026-2030|*|robot", keys[3]) == [(keys[0], False), (keys[1], True), (keys[3], False)]
    assert told("2026-203|*|robot") == told("2026-2030|*|imaging") == told() == []


def test_targets_are_filtered(store: SqlStore) -> None:
    statements = (
        a_statement(metric="a", deadline="2025", plan="上海市高端装备产业发展“十四五”规划"),
        a_statement(metric="b", deadline="2026-06", unit="count", counted="家", value=Decimal(20)),
        a_statement(metric="c", deadline="2025-12-31", plan="Equipment Renewal Plan 100%_"),
        a_statement(metric="d", deadline=None, kind=StatementKind.BASELINE, as_of="2020"),
        a_statement(metric="e", repeat=True),
    )
    page = a_page(store)
    record_text(store, page, TEXT, statements=statements)

    def metrics(**filters: object) -> str:
        return "".join(entry.statement.metric for entry in store.targets(**filters))  # type: ignore[arg-type]

    assert metrics() == "abc"
    assert metrics(kinds=("target", "baseline")) == "abcd"
    assert metrics(kinds=("baseline",)) == "d"
    assert metrics(unit="count") == "b"
    assert metrics(plan=["高端装备"]) == "a"
    assert metrics(plan=["renewal plan"]) == "c"
    assert metrics(plan=["100%_"]) == "c"
    assert metrics(plan=["0%"]) == "c"
    assert metrics(plan=["%"]) == "c"
    assert metrics(due=("2025", "2025")) == "ac"
    assert metrics(due=("2026-01-01", "2026-06-29")) == ""
    assert metrics(due=("2026-01", "2026-06")) == "b"
    assert metrics(due=("2025-12-31", "2026")) == "abc"
    assert metrics(sources=["other"]) == ""
    assert metrics(page_id=page.id, unit="CNY") == "ac"
    assert metrics(page_id=page.id + 1) == ""
    first = store.targets(limit=1)
    assert [entry.statement.metric for entry in first] == ["a"]
    assert metrics(after=first[0].id) == "bc"


@pytest.mark.parametrize("text", ["700", "7E+11", "0.10", "-1E-7", "123456789012345678901234567890.123456789"])
def test_figures_keep_every_digit(store: SqlStore, text: str) -> None:
    statement = a_statement(value=Decimal(text), value_high=Decimal(text))
    record_text(store, a_page(store), TEXT, statements=(statement,))
    (entry,) = store.targets()
    assert str(entry.statement.value) == text == str(entry.statement.value_high)


# -- equipment


def test_equipment_is_listed_by_term_with_the_moment_it_was_first_named(store: SqlStore) -> None:
    one, two = a_page(store), a_page(store, "https://other.example/", source="other")
    record_text(store, one, "ECMO and MRI", equipment=(a_mention("ECMO and MRI", "MRI", nmpa_class="06"),))
    record_text(store, one, "Nothing.", START + HOUR)
    text = "ECMO, MRI"
    bought = {"nmpa_class": "06", "stance": "procure", "unlisted": True, "rule": "en:beside/verb"}
    mentions = (a_mention(text, "ECMO"), a_mention(text, "MRI", **bought))
    record_text(store, two, text, START + 2 * HOUR, equipment=mentions)
    listed = store.equipment()
    assert [entry.mention for entry in listed] == list(mentions)
    assert [(entry.first_seen, entry.version, entry.source) for entry in listed] == [
        (START + 2 * HOUR, 1, "other"),
        (START, 1, "other"),
    ]
    assert [entry.mention.term for entry in store.equipment(nmpa_class="06")] == ["MRI"]
    assert store.equipment(sources=["city"]) == []
    assert [entry.mention.term for entry in store.equipment(limit=1)] == ["ECMO"]


def test_a_mention_that_moves_in_the_text_stays_one_entry(store: SqlStore) -> None:
    page = a_page(store)
    record_text(store, page, "ECMO", equipment=(a_mention("ECMO"),), plans=(a_plan("Equipment Plan"),))
    moved = a_mention("More ECMO")
    record_text(store, page, "More ECMO", START + HOUR, equipment=(moved,), plans=(a_plan("The Equipment Plan"),))
    (entry,) = store.equipment()
    assert (entry.mention, entry.version, entry.first_seen) == (moved, 2, START)


def test_a_page_in_trouble_keeps_its_place_in_the_registers(store: SqlStore) -> None:
    page = a_page(store)
    record_text(store, page, TEXT, statements=(a_statement(TEXT),), equipment=(a_mention(),))
    store.record([a_result(store.page(page.id) or page, Outcome.BLOCKED, failures=1)])
    assert len(store.targets()) == len(store.equipment()) == 1

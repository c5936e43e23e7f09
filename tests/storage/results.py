"""CheckResults for tests: a Page that goes through Versions."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from monitor.types import (
    Alert,
    Block,
    Change,
    ChangeKind,
    CheckResult,
    Comparator,
    Document,
    EquipmentMention,
    Outcome,
    Page,
    PageState,
    PlanMention,
    Recipe,
    Schedule,
    Snapshot,
    Source,
    SourceKind,
    Statement,
    StatementKind,
    Version,
)
from storage import SqlStore

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
RECIPE = Recipe(extractor="1", rules="0123456789abcdef")


def a_source(**facts: Any) -> Source:
    """A source named `city`."""
    return Source(
        **{
            "id": "city",
            "name": "City government",
            "url": "https://city.example/notice.html",
            "schedule": Schedule(every_s=3600),
            **facts,
        }
    )


def an_index(**facts: Any) -> Source:
    """A listing named `list`."""
    return a_source(**{"id": "list", "url": "https://city.example/list/", "kind": SourceKind.LISTING, **facts})


def a_page(store: SqlStore, url: str = "https://city.example/notice.html", source: str = "city") -> Page:
    """A Page that is in the register."""
    return store.add_page(source, url, START)


def a_snapshot(content: bytes = b"<p>page</p>", **facts: Any) -> Snapshot:
    """Evidence."""
    return Snapshot(
        **{
            "sha256": hashlib.sha256(content).hexdigest(),
            "url": "https://city.example/notice.html",
            "final_url": "https://city.example/notice.html",
            "status": 200,
            "headers": (("content-type", "text/html; charset=utf-8"), ("server", "nginx")),
            "fetched_at": START,
            "content": content,
            **facts,
        }
    )


def a_statement(text: str = "", quote: str = "output of 700 billion yuan", **facts: Any) -> Statement:
    """A target, at the first place of `quote` in the text."""
    start = max(text.find(quote), 0)
    return Statement(
        **{
            "kind": StatementKind.TARGET,
            "metric": "output",
            "value": Decimal(700_000_000_000),
            "unit": "CNY",
            "comparator": Comparator.GT,
            "deadline": "2025",
            "quote": quote,
            "start": start,
            "end": start + len(quote),
            "rule": "money",
            **facts,
        }
    )


def a_mention(text: str = "", surface: str = "ECMO", **facts: Any) -> EquipmentMention:
    """Equipment, at the first place of `surface` in the text."""
    start = max(text.find(surface), 0)
    return EquipmentMention(
        **{
            "term": surface,
            "surface": surface,
            "start": start,
            "end": start + len(surface),
            "nmpa_class": "10",
            "stance": "develop",
            **facts,
        }
    )


def a_plan(text: str = "", name: str = "Equipment Plan", **facts: Any) -> PlanMention:
    """A plan, at the first place of `name` in the text."""
    start = max(text.find(name), 0)
    return PlanMention(**{"name": name, "key": name.lower(), "start": start, "end": start + len(name), **facts})


def a_version(text: str = "Nothing yet.", snapshot: Snapshot | None = None, **facts: Any) -> Version:
    """What a Snapshot says: one paragraph a line."""
    snapshot = snapshot or a_snapshot(text.encode())
    document = Document(
        url="https://city.example/notice.html",
        title="Notice",
        blocks=tuple(Block(text=line) for line in text.split("\n")),
    )
    return Version(
        **{
            "document": document,
            "recipe": RECIPE,
            "snapshot_sha256": snapshot.sha256,
            "fetched_at": snapshot.fetched_at,
            **facts,
        }
    )


def a_result(page: Page, outcome: Outcome = Outcome.UNCHANGED, **facts: Any) -> CheckResult:
    """A decision that starts from the page as it is."""
    at = facts.get("checked_at", START)
    return CheckResult(
        **{
            "page_id": page.id,
            "revision": page.revision,
            "checked_at": at,
            "outcome": outcome,
            "state": PageState.ACTIVE,
            "failures": 0,
            "title": page.title,
            "next_check_at": at + HOUR,
            **facts,
        }
    )


def a_changed_result(page: Page, version: Version, snapshot: Snapshot, **facts: Any) -> CheckResult:
    """A decision that brings a Version and its evidence."""
    return a_result(
        page,
        Outcome.CHANGED if page.version else Outcome.NEW,
        **{"checked_at": version.fetched_at, "snapshot": snapshot, "version": version, "title": "Notice", **facts},
    )


def a_change(key: str = "text", **facts: Any) -> Change:
    """A Change of the text."""
    return Change(
        **{
            "kind": ChangeKind.TEXT_CHANGED,
            "key": key,
            "significance": 0.5,
            "summary": "One paragraph changed",
            **facts,
        }
    )


def an_alert(change_key: str = "text", **facts: Any) -> Alert:
    """An Alert to `desk`, due at once."""
    return Alert(**{"change_key": change_key, "rule": "all", "channel": "desk", "due_at": START, **facts})


def record_text(store: SqlStore, page: Page, text: str, at: datetime = START, **facts: Any) -> Version:
    """Record a Version with that text; `facts` are the Version's. Returns it as it was recorded."""
    snapshot = a_snapshot(f"<html>{text}</html>".encode(), fetched_at=at)
    version = a_version(text, snapshot, **facts)
    now = store.page(page.id)
    assert now is not None
    recorded = store.record([a_changed_result(now, version, snapshot)])[0]
    assert not recorded.stale
    return replace(version, number=recorded.version)

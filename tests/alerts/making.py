"""Alerts as they are read back from the outbox."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from monitor.changes import compare
from monitor.types import Alert, Change, Version
from tests.changes.cases import a_version
from tests.making import NOON

BEFORE = """# 江州市医疗装备产业发展规划
## 一、主要目标
到2027年，全市医疗装备产业规模达到500亿元，培育国家级创新中心3家。
## 二、保障措施
本规划自2025年4月1日起施行。"""
AFTER = BEFORE.replace("500亿元", "650亿元").replace("2025年4月1日起施行。", "2025年7月1日起施行，原规划同时废止。")
ENGLISH = """# Northshire plan for medical equipment
By 2030, the output of the sector will exceed 12 billion pounds.
The plan takes effect from 1 May 2025."""


def alerts_of(before: Version | None, after: Version, **facts: Any) -> list[Alert]:
    """One alert for each change of a page."""
    return alerts_for(compare(before, after), page_title=after.document.title, **facts)


def alerts_for(changes: tuple[Change, ...], **facts: Any) -> list[Alert]:
    first = Alert(
        **{
            "change_key": "",
            "rule": "all",
            "channel": "desk",
            "due_at": NOON,
            "page_id": 7,
            "page_url": "https://city.example/notice.html",
            "page_title": "Notice",
            "source": "city",
            "source_name": "City government",
            "snapshot_sha256": "0123456789abcdef" * 4,
            "changed_at": NOON,
            "published": "2025-03-02",
            **facts,
        }
    )
    start = first.page_id * 100
    return [
        replace(
            first,
            id=start + number,
            change_id=start + number,
            change_key=change.key,
            change=change,
            idempotency_key=f"key-{start + number}",
        )
        for number, change in enumerate(changes, start=1)
    ]


def raised(**facts: Any) -> list[Alert]:
    """A target raised and a sentence changed on a Chinese page."""
    return alerts_of(a_version(BEFORE), a_version(AFTER), **facts)

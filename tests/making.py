"""Nouns for tests, with everything that does not matter filled in."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from monitor.types import (
    AlertRule,
    Body,
    FailureKind,
    FetchFailure,
    Page,
    PageRole,
    PageState,
    Schedule,
    Source,
    Validators,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

NOTICE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zc/">政策</a></div>
<div class="content"><h1>{title}</h1>
<p>各市人民政府：为推动医疗装备产业高质量发展，现就有关事项通知如下，请结合实际认真贯彻落实。</p>
<p>{target}</p>
<p>各地要加强组织领导，完善配套措施，确保各项任务落到实处，并及时报送进展情况。</p></div>
<div class="footer">主办单位：某市人民政府 备案号：某ICP备00000000号</div></body></html>"""


def a_notice(
    target: str = "到2027年，全市医疗装备产业规模达到500亿元。", title: str = "关于发展医疗装备产业的通知"
) -> bytes:
    """A government notice that sets one target."""
    return NOTICE.format(title=title, target=target).encode()


def a_source(**facts: Any) -> Source:
    """A source that is checked every six hours."""
    return Source(
        **{
            "id": "city",
            "name": "City government",
            "url": "https://city.example/notice.html",
            "schedule": Schedule(every_s=6 * 3600),
            **facts,
        }
    )


def a_page(**facts: Any) -> Page:
    """A page that has just been found."""
    return Page(
        **{
            "id": 1,
            "source": "city",
            "url": "https://city.example/notice.html",
            "role": PageRole.DOCUMENT,
            "title": "",
            "state": PageState.FOUND,
            "revision": 0,
            "initial": False,
            "validators": Validators(),
            "body_sha256": None,
            "version": 0,
            "failures": 0,
            "found_at": NOON,
            "last_checked_at": None,
            "last_changed_at": None,
            "state_since": NOON,
            "next_check_at": NOON,
            **facts,
        }
    )


def a_body(content: bytes | str = b"", **facts: Any) -> Body:
    """An answer with that content, 200 and HTML unless said otherwise."""
    content = content.encode() if isinstance(content, str) else content
    return Body(
        **{
            "url": "https://city.example/notice.html",
            "final_url": "https://city.example/notice.html",
            "status": 200,
            "headers": (("content-type", "text/html; charset=utf-8"),),
            "content": content,
            "sha256": hashlib.sha256(content).hexdigest(),
            "fetched_at": NOON,
            "took_s": 0.1,
            **facts,
        }
    )


def a_failure(**facts: Any) -> FetchFailure:
    """No answer: the host cannot be reached."""
    return FetchFailure(
        **{
            "url": "https://city.example/notice.html",
            "kind": FailureKind.CONNECT,
            "message": "city.example refuses connections",
            "retryable": True,
            "fetched_at": NOON,
            "took_s": 0.1,
            **facts,
        }
    )


def a_rule(**facts: Any) -> AlertRule:
    """A rule that sends everything worth sending to `desk`."""
    return AlertRule(**{"name": "all", "to": ("desk",), **facts})

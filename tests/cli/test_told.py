"""What a user is told, end to end: real pages, commands, and a mailbox on loopback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from monitor.app import App
from monitor.clock import SystemClock
from monitor.doctor import examine
from tests.cli.conftest import Installation
from tests.deliver.outbox import FakeClock
from tests.making import a_notice
from tests.serving import on_loopback


def crawled(here: Installation, *arguments: str) -> int:
    """Crawl and send; how many mails there are."""
    assert here.type("crawl", *(arguments or ("plan",))).code == 0
    assert here.type("alerts", "send").code == 0
    return len(here.mailbox.mails)


def ticket(number: int) -> bytes:
    return a_notice(
        f"到2027年，全市医疗装备产业规模达到500亿元。</p><p>页面流水号 QK-{48000 + 137 * number} 供查询使用。"
    )


def test_an_identifier_that_is_another_at_each_check_is_one_mail_at_most_and_said_to_be_quiet(
    here: Installation,
) -> None:
    here.site.put("/plan.html", ticket(0))
    before = crawled(here)
    for number in range(1, 6):
        here.site.put("/plan.html", ticket(number))
        crawled(here)
    assert len(here.mailbox.mails) - before <= 1
    assert "quiet: a passage changes at every check" in here.type("show", f"{here.site.address}/plan.html").out
    assert here.type("show", f"{here.site.address}/plan.html", "--json").rows[0]["quiet"] is True
    assert "a passage changes at every check" in here.type("doctor").out


def test_the_next_mail_about_a_page_says_what_is_left_out(here: Installation) -> None:
    for number in range(2):
        here.site.put("/plan.html", ticket(number))
        crawled(here)
    here.site.put("/plan.html", ticket(2).replace("500亿元".encode(), "600亿元".encode()))
    crawled(here)
    body = here.mailbox.mails[-1].get_body(("plain",))
    assert body is not None
    assert "it is left out of alerts" in body.get_content()


def test_a_page_that_is_sent_on_with_equal_words_is_told_once(here: Installation) -> None:
    crawled(here)
    here.site.put("/2026/plan.html", a_notice())
    here.site.put("/plan.html", b"", status=301, headers={"Location": "/2026/plan.html"})
    before = len(here.mailbox.mails)
    assert [crawled(here) - before for _ in range(3)] == [1, 1, 1]
    assert here.mailbox.mails[-1]["Subject"].startswith("Page moved: ")
    assert "/2026/plan.html" in here.mailbox.mails[-1]["Subject"]


@pytest.fixture
def taken(here: Installation) -> Iterator[list[dict[str, str]]]:
    """Headers of what a receiver took; the channel of all alerts is a webhook to it."""
    headers: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            headers.append(dict(self.headers.items()))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with on_loopback(Hook) as address:
        sources = Path(here.environ["MONITOR_SOURCES"])
        entry = f"webhook: '{address}/in', secret_env: HOOK_SECRET, allow_private: true"
        sources.write_text(sources.read_text("utf-8").replace("email: [desk@analysts.example]", entry), "utf-8")
        here.environ["HOOK_SECRET"] = "whsec_b2xkLW9sZC1vbGQtb2xkLW9sZA=="
        yield headers


def test_a_webhook_whose_host_changed_is_refused_until_it_is_confirmed(
    here: Installation, taken: list[dict[str, str]]
) -> None:
    sources = Path(here.environ["MONITOR_SOURCES"])
    assert here.type("crawl", "plan").code == 0
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到600亿元。"))
    here.type("crawl", "plan")
    here.type("alerts", "send")
    assert len(taken) == 1
    sources.write_text(sources.read_text("utf-8").replace("http://127.0.0.1", "http://localhost", 1), "utf-8")
    assert "localhost" in sources.read_text("utf-8")
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到700亿元。"))
    here.type("crawl", "plan")
    here.type("alerts", "send")
    assert len(taken) == 1
    examined = here.type("doctor")
    assert examined.code == 1
    assert "confirm the move with `monitor alerts confirm desk`" in " ".join(examined.out.split())
    assert "belongs to localhost from now on" in here.type("alerts", "confirm", "desk").out
    assert here.type("doctor").code == 0
    assert "nothing to confirm" in here.type("alerts", "confirm", "desk").out
    assert here.type("alerts", "confirm", "nobody").code == 2
    assert here.type("alerts", "test", "all").code == 0
    assert len(taken) == 2


def test_doctor_names_a_channel_that_fails_for_long_and_since_when(here: Installation) -> None:
    here.type("crawl", "plan")
    here.mailbox.refusal = "451 try later"
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到600亿元。"))
    here.type("crawl", "plan")
    here.type("alerts", "send")

    def named(after: timedelta) -> list[str]:
        clock = FakeClock(SystemClock().now() + after)
        found = examine(replace(App.from_environ(here.environ), clock=clock))
        return [f"{one.level} {one.text}" for one in found if one.about == "channel"]

    assert named(timedelta(minutes=30)) == []
    (soon,) = named(timedelta(hours=2))
    assert re.fullmatch(r"warn desk fails since .*Z, \d alerts wait: 127\.0\.0\.1:\d+ answered 451 try later", soon)
    assert [line[:5] for line in named(timedelta(days=2))] == ["fail "]


def test_pages_of_a_plan_that_is_only_their_title_are_told_to_disagree(here: Installation) -> None:
    sources = Path(here.environ["MONITOR_SOURCES"])
    more = "".join(f"  - {{id: p{n}, name: P{n}, url: {here.site.address}/p{n}.html}}\n" for n in (1, 2))
    sources.write_text(sources.read_text("utf-8") + more, "utf-8")
    title = "江州市医疗装备产业发展规划（2026—2030年）"
    words = "到2030年，全市医疗装备产业规模达到{}亿元。"
    for number, figure in ((1, 500), (2, 620)):
        here.site.put(f"/p{number}.html", a_notice(words.format(figure), title=title))
        crawled(here, f"p{number}")
    assert here.mailbox.mails == []
    [stock] = here.type("changes", "--kind", "sources_disagree", "--json").rows
    assert stock["change"]["initial"] is True
    here.site.put("/p2.html", a_notice(words.format(640), title=title))
    crawled(here, "p2")
    body = here.mailbox.mails[-1].get_body(("plain",))
    assert body is not None
    assert "Sources disagree: 全市医疗装备产业规模 64 bn CNY against 50 bn CNY by 2030" in body.get_content()
    assert f"{here.site.address}/p1.html" in body.get_content()

"""Lines that change at most checks, end to end: quiet in time, and nothing said to be left out that is told."""

from __future__ import annotations

from tests.cli.conftest import Installation
from tests.making import a_notice


def crawled(here: Installation) -> int:
    """Crawl and send; how many mails there are."""
    assert here.type("crawl", "plan").code == 0
    assert here.type("alerts", "send").code == 0
    return len(here.mailbox.mails)


def topic(number: int, size: int = 500) -> bytes:
    names = ["骨科机器人发布", "集采结果公布", "超声新品亮相", "医工论坛落幕", "产业基金设立"]
    return a_notice(f"到2027年，全市医疗装备产业规模达到{size}亿元。</p><p>话题推送：{names[number % 5]}，欢迎参与讨论")


def test_a_line_that_stands_still_at_some_checks_is_quiet_all_the_same(here: Installation) -> None:
    here.site.put("/plan.html", topic(0))
    before = crawled(here)
    number = 0
    for check in range(1, 13):
        number += check % 4 != 0
        here.site.put("/plan.html", topic(number))
        crawled(here)
    assert number == 9
    assert len(here.mailbox.mails) - before == 3
    here.site.put("/plan.html", topic(number + 1, 600))
    crawled(here)
    body = here.mailbox.mails[-1].get_body(("plain",))
    assert body is not None
    told = body.get_content()
    assert "达到[600亿元]。" in told
    assert "it is left out of alerts" in told
    assert "话题推送" not in told


def test_a_target_that_is_raised_again_and_again_is_told_each_time_and_never_said_to_be_left_out(
    here: Installation,
) -> None:
    for size in range(500, 560, 10):
        here.site.put("/plan.html", topic(0, size))
        mails = crawled(here)
    assert mails == 5
    bodies = [mail.get_body(("plain",)) for mail in here.mailbox.mails]
    assert not any(body is not None and "left out" in body.get_content() for body in bodies)
    assert "at every check" not in here.type("doctor").out

"""What a user is told, end to end: real pages, commands, and a mailbox on loopback."""

from __future__ import annotations

from tests.cli.conftest import Installation
from tests.making import a_notice


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

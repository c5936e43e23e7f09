"""`monitor crawl`, typed by a person."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Installation, listing
from tests.making import a_notice

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

RAISED = a_notice("到2027年，全市医疗装备产业规模达到800亿元。")


def outcomes(here: Installation, *arguments: str) -> dict[str, str]:
    rows = here.type("crawl", *arguments, "--json").rows
    return {row["url"].removeprefix(here.site.address): row["outcome"] for row in rows}


def test_first_crawl_takes_everything_in_and_tells_nobody(here: Installation) -> None:
    assert outcomes(here, "--all") == {
        "/plan.html": "new",
        "/list.html": "new",
        "/t1.html": "new",
        "/t2.html": "new",
    }
    assert here.mailbox.mails == []
    assert outcomes(here, "--all") == dict.fromkeys(("/plan.html", "/list.html", "/t1.html", "/t2.html"), "unchanged")


def test_a_raised_target_is_told_by_mail(here: Installation) -> None:
    here.type("crawl", "plan")
    here.site.put("/plan.html", RAISED)
    typed = here.type("crawl", "plan")
    assert typed.code == 0
    assert "changed" in typed.out
    assert "1 page checked: 1 changed; 1 message sent" in typed.out
    [mail] = here.mailbox.mails
    assert mail["To"] == "desk@analysts.example"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "800亿元" in body.get_content()


def test_a_new_notice_in_a_listing_is_told(here: Installation) -> None:
    here.type("crawl", "notices")
    here.site.put("/list.html", listing(1, 2, 3))
    assert outcomes(here, "notices")["/t3.html"] == "new"
    [mail] = here.mailbox.mails
    assert "第3号通知" in str(mail["Subject"])


def test_one_address_is_checked_alone(here: Installation) -> None:
    here.type("crawl", "--all")
    assert outcomes(here, f"{here.site.address}/t2.html") == {"/t2.html": "unchanged"}


def test_trouble_is_said_per_page_and_ends_with_1(here: Installation) -> None:
    here.type("crawl", "--all")
    here.site.put("/plan.html", "<title>403 Forbidden</title><h1>访问被拒绝</h1>", status=403)
    del here.site.pages["/t1.html"]
    typed = here.type("crawl", "--all")
    assert typed.code == 1
    assert "blocked" in typed.out
    assert "failed" in typed.out
    assert "4 pages checked: 2 unchanged, 1 blocked, 1 failed" in typed.out
    shown = here.type("show", f"{here.site.address}/plan.html", "--json").rows[0]
    assert shown["page"]["state"] == "blocked"
    assert shown["version"]["number"] == 1, "a wall takes nothing away"


def test_pages_of_a_host_that_asks_for_rest_are_postponed(here: Installation) -> None:
    here.type("crawl", "--all")
    here.site.put("/plan.html", "busy", status=503, headers={"Retry-After": "600"})
    typed = here.type("crawl", "plan", "notices")
    assert typed.code == 1, "the page that was asked for failed"
    assert "1 failed, 3 postponed" in typed.out
    assert "is left alone for" in typed.out
    shown = here.type("show", f"{here.site.address}/t1.html", "--json").rows[0]["page"]
    assert (shown["state"], shown["failures"], shown["trouble"]) == ("active", 0, "")
    again = here.type("crawl", "notices")
    assert "3 postponed" in again.out, "what the host asked for holds for the next process too"


def test_force_asks_without_validators(here: Installation) -> None:
    here.site.put("/plan.html", a_notice(), headers={"ETag": '"1"'})
    here.type("crawl", "plan")
    here.site.put("/plan.html", RAISED, headers={"ETag": '"1"'})
    assert outcomes(here, "plan") == {"/plan.html": "unchanged"}
    assert outcomes(here, "plan", "--force") == {"/plan.html": "changed"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a source or an address"),
        (("plam",), "'plam' is neither a source nor an address"),
        (("resting",), "is disabled"),
        (("https://elsewhere.example/x.html",), "is not a page of any source"),
    ],
)
def test_a_wrong_name_is_one_line(here: Installation, arguments: tuple[str, ...], said: str) -> None:
    typed = here.type("crawl", *arguments)
    assert typed.code == 2
    assert said in typed.err
    assert typed.err.count("\n") == 1


def test_an_address_on_a_watched_host_is_taken_in(here: Installation) -> None:
    here.type("crawl", "notices")
    typed = here.type("crawl", f"{here.site.address}/t3.html", "--json")
    # Two sources watch this host: which one it belongs to is for a person to say.
    assert typed.code == 2
    assert "not a page of any source" in typed.err


def test_a_retired_document_is_checked_by_hand_and_comes_back(here: Installation) -> None:
    """`retire: 1s` stands for the ninety days."""
    sources = Path(here.environ["MONITOR_SOURCES"])
    sources.write_text(sources.read_text().replace("kind: listing,", "kind: listing, recheck: 1s, retire: 1s,"))
    here.type("crawl", "notices")
    database = sqlite3.connect(here.directory / "data" / "monitor.db")
    with database:
        database.execute("UPDATE pages SET last_changed_at = last_changed_at - 5000000 WHERE role = 'document'")
    database.close()
    assert outcomes(here, "notices")["/t1.html"] == "unchanged"
    rows = here.type("pages", "--state", "retired", "--json").rows
    assert {row["url"].rpartition("/")[2] for row in rows} == {"t1.html", "t2.html"}
    assert "never" in here.type("pages", "--state", "retired").out
    here.site.put("/t2.html", a_notice("到2026年底，建成示范医院90家。", title="关于医疗设备的第2号通知"))
    assert outcomes(here, "notices")["/t2.html"] == "changed"
    assert [row["url"].rpartition("/")[2] for row in here.type("pages", "--state", "retired", "--json").rows] == [
        "t1.html"
    ]

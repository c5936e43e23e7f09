"""`monitor crawl SOURCE --depth N --since DATE`, typed by a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Installation, Typed, listing
from tests.making import a_notice


@pytest.fixture
def archive(here: Installation) -> Installation:
    """Three pages of a listing: t1 and t2, then t3 and t4, then t5 and t6, the newest first."""
    for number in range(1, 7):
        here.site.put(f"/t{number}.html", a_notice(title=f"关于医疗设备的第{number}号通知"))
    for leaf in range(3):
        first, second = 2 * leaf + 1, 2 * leaf + 2
        rows = "".join(
            f'<li><a href="/t{n}.html">关于医疗设备的第{n}号通知</a><span>2026-0{7 - n}-01</span></li>'
            for n in (first, second)
        )
        following = f'<a href="/list_{leaf + 1}.html">下一页</a>' if leaf < 2 else ""
        path = f"/list_{leaf}.html" if leaf else "/list.html"
        head = '<html><head><meta charset="utf-8"><title>通知</title></head>'
        here.site.put(path, f"{head}<body><ul>{rows}</ul>{following}</body></html>")
    return here


def documents(typed: Typed, here: Installation) -> list[str]:
    paths = [row["url"].removeprefix(here.site.address) for row in typed.rows if row.get("outcome") == "new"]
    return sorted(path for path in paths if path.startswith("/t"))


def leaves(typed: Typed, here: Installation) -> list[tuple[str, int]]:
    return [
        (row["url"].removeprefix(here.site.address), row["pages_added"]) for row in typed.rows if "listing_page" in row
    ]


def test_a_backfill_takes_the_archive_in_and_tells_nobody(archive: Installation) -> None:
    archive.type("crawl", "notices")
    typed = archive.type("crawl", "notices", "--depth", "9", "--json")
    assert typed.code == 0
    assert leaves(typed, archive) == [("/list.html", 0), ("/list_1.html", 2), ("/list_2.html", 2)]
    assert documents(typed, archive) == ["/t3.html", "/t4.html", "/t5.html", "/t6.html"]
    assert archive.mailbox.mails == []


def test_depth_and_since_bound_it(archive: Installation) -> None:
    assert documents(archive.type("crawl", "notices", "--depth", "2", "--json"), archive) == [
        "/t1.html",
        "/t2.html",
        "/t3.html",
        "/t4.html",
    ]
    typed = archive.type("crawl", "notices", "--depth", "9", "--since", "2026-02-01", "--json")
    assert documents(typed, archive) == ["/t5.html"]


def test_a_backfill_goes_on_where_it_was_interrupted(archive: Installation) -> None:
    archive.type("crawl", "notices", "--depth", "9")
    asked = len(archive.site.asked)
    typed = archive.type("crawl", "notices", "--depth", "9", "--json")
    assert documents(typed, archive) == []
    assert archive.site.asked[asked:].count("/t3.html") == 0, "documents that were checked are not checked again"


def test_a_listing_in_trouble_ends_the_walk_and_the_command_with_1(archive: Installation) -> None:
    archive.site.put("/list_1.html", "<title>403 Forbidden</title><h1>访问被拒绝</h1>", status=403)
    typed = archive.type("crawl", "notices", "--depth", "9")
    assert typed.code == 1
    assert "page 2 of the listing: " in typed.out
    assert documents(archive.type("crawl", "notices", "--json"), archive) == []


def test_since_without_depth_is_a_mistake(here: Installation) -> None:
    typed = here.type("crawl", "notices", "--since", "2026-01-01")
    assert (typed.code, "--since goes with --depth" in typed.err) == (2, True)


def test_a_source_watched_to_a_depth_misses_nothing_between_two_checks(archive: Installation) -> None:
    path = Path(archive.environ["MONITOR_SOURCES"])
    path.write_text(path.read_text().replace("kind: listing,", "kind: listing, depth: 2,"))
    archive.site.put("/list.html", listing(1))
    archive.type("crawl", "notices")
    archive.site.put(
        "/list.html",
        listing(1, 2).replace("</ul>", '</ul><a href="/list_1.html">下一页</a>'),
    )
    assert documents(archive.type("crawl", "notices", "--json"), archive) == ["/t2.html", "/t3.html", "/t4.html"]
    assert archive.mailbox.mails, "what stands on a further page since the last check is news"

"""One article at two addresses is one page."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Installation, listing
from tests.making import a_notice

TEXT = "到2026年底，建成示范医院10家。"


def put(here: Installation, number: int, canonical: str, text: str = TEXT) -> None:
    head = f'<head><link rel="canonical" href="{here.site.address}{canonical}">'
    page = a_notice(text, title="关于医疗设备的第1号通知").decode().replace("<head>", head)
    here.site.put(f"/t{number}.html", page)


def test_a_page_that_names_a_known_one_as_its_address_and_says_the_same_is_that_page(here: Installation) -> None:
    put(here, 1, "/t1.html")
    here.site.put("/list.html", listing(1))
    here.type("crawl", "notices")
    put(here, 8, "/t1.html")
    put(here, 9, "/t1.html", "到2026年底，建成示范医院90家。")
    here.site.put("/list.html", listing(1, 8, 9))
    rows = {row["url"].removeprefix(here.site.address): row for row in here.type("crawl", "notices", "--json").rows}
    assert (rows["/t8.html"]["outcome"], rows["/t8.html"]["version"]) == ("unchanged", 0)
    assert rows["/t8.html"]["note"].startswith(f"a second address of {here.site.address}/t1.html")
    assert rows["/t9.html"]["outcome"] == "new", "a template may name one address on all pages: the text has to agree"
    [mail] = here.mailbox.mails
    assert "90家" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    retired = here.type("pages", "--state", "retired", "--json").rows
    assert [row["url"].rpartition("/")[2] for row in retired] == ["t8.html"]
    again = {row["url"].rpartition("/")[2]: row["outcome"] for row in here.type("crawl", "notices", "--json").rows}
    assert again["t8.html"] == "unchanged"
    put(here, 8, "/t8.html", "到2027年底，建成示范医院20家。")
    again = {row["url"].rpartition("/")[2]: row["outcome"] for row in here.type("crawl", "notices", "--json").rows}
    assert again["t8.html"] == "new", "it is a page of its own now"


@pytest.fixture
def folded(here: Installation) -> Installation:
    """The register knows pages at one spelling of their addresses each; one of them is of a domain."""
    sources = here.directory / "sources.yaml"
    entry = "  - {id: city, name: City, url: 'https://www.city.example/notices/'}\n"
    sources.write_text(sources.read_text(encoding="utf-8") + entry, encoding="utf-8")
    here.type("crawl", "plan", "notices")
    return here


@pytest.mark.parametrize(
    "spelling",
    [
        "http://m.city.example/notices/",
        "https://wap.city.example/notices/index.html",
        "http://city.example/notices/?utm_source=mail",
        "HTTPS://WWW.City.example:443/a/../notices/#top",
    ],
)
def test_a_page_is_shown_under_every_spelling_of_its_address(folded: Installation, spelling: str) -> None:
    typed = folded.type("show", spelling, "--json")
    [shown] = typed.rows
    assert shown["page"]["url"] == "https://www.city.example/notices/"
    assert typed.err == f"{spelling} is page {shown['page']['id']}: https://www.city.example/notices/\n"


def test_the_address_itself_needs_no_word_and_another_page_is_none(folded: Installation) -> None:
    assert folded.type("show", "https://www.city.example/notices/").err == ""
    assert folded.type("show", "https://www.city.example/other/").code == 2
    assert folded.type("show", "http://news.city.example/notices/").code == 2


def test_history_and_diff_take_other_spellings_too(folded: Installation) -> None:
    one, other = (f"{folded.site.address.replace('http:', 'https:')}/t{n}.html?spm=a.1" for n in (1, 2))
    assert [row["number"] for row in folded.type("history", one, "--json").rows] == [1]
    typed = folded.type("diff", one, other)
    assert typed.code == 0
    assert f"{folded.site.address}/t1.html" in typed.out
    assert f"{other} is page" in typed.err


def test_a_page_named_by_another_spelling_is_crawled_and_no_second_one_is_made(folded: Installation) -> None:
    known = folded.type("pages", "--json").rows
    asked = f"{folded.site.address.replace('http:', 'https:')}/t1.html"
    typed = folded.type("crawl", asked, f"{folded.site.address}/t1.html", "--json")
    assert [(row["url"], row["outcome"]) for row in typed.rows] == [(f"{folded.site.address}/t1.html", "unchanged")]
    assert f"{asked} is page" in typed.err
    assert len(folded.type("pages", "--json").rows) == len(known)


def test_a_spelling_that_only_an_unwatched_source_has_can_still_be_crawled(folded: Installation) -> None:
    sources = folded.directory / "sources.yaml"
    text = sources.read_text(encoding="utf-8").replace("{id: plan,", "{id: plan, enabled: false,")
    sources.write_text(text, encoding="utf-8")
    refused = folded.type("crawl", f"{folded.site.address}/plan.html?utm_source=mail")
    assert (refused.code, "belongs to source 'plan'" in refused.err) == (2, True)
    before = len(folded.type("pages", "--json").rows)
    folded.type("crawl", f"{folded.site.address.replace('http:', 'https:')}/plan.html")
    assert len(folded.type("pages", "--json").rows) == before + 1

"""One article at two addresses is one page."""

from __future__ import annotations

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

"""A page that is cut short for days: told as that, with its targets unconfirmed."""

from __future__ import annotations

import sqlite3

from tests.cli.conftest import Installation
from tests.making import a_notice

GOALS = "到2027年，全市医疗装备产业规模达到500亿元，培育龙头企业12家，建成智能工厂40家。"
MORE = "各有关单位要按照职责分工，扎实做好组织实施、政策衔接、资金安排和宣传引导等各项工作，确保如期见效。"


def a_day_passes(here: Installation) -> None:
    with sqlite3.connect(here.directory / "data" / "monitor.db") as connection:
        connection.execute("update pages set state_since = state_since - ?", (24 * 3600 * 1_000_000,))
    connection.close()


def test_a_page_that_stays_cut_short_is_told_once_and_keeps_its_targets(here: Installation) -> None:
    whole = a_notice("</p><p>".join([MORE, MORE.replace("各", "省"), GOALS]))
    here.site.put("/plan.html", whole)
    here.type("crawl", "plan")
    cut = whole[: whole.index("培育龙头".encode())] + b"</p></div></body></html>"
    here.site.put("/plan.html", cut)
    here.type("crawl", "plan", "--force")
    here.type("crawl", "plan", "--force")
    a_day_passes(here)
    assert here.mailbox.mails == []
    for _ in range(2):
        here.type("crawl", "plan", "--force")
    [mail] = here.mailbox.mails
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Page shortened" in str(mail["Subject"])
    assert "targets are not on it any more, unconfirmed; version 1 stands as it was" in body.get_content()
    rows = here.type("targets", "--json").rows
    assert len(rows) == 3
    assert "(stands, unconfirmed: the page is shortened)" in here.type("show", f"T{rows[0]['target']}").out
    assert "breaks off" in here.type("doctor").out
    assert {row["change"]["kind"] for row in here.type("changes", "--json").rows} == {
        "page_new",
        "target_new",
        "page_shortened",
    }
    here.site.put("/plan.html", whole)
    here.type("crawl", "plan", "--force")
    assert len(here.mailbox.mails) == 2
    assert "(stands)" in here.type("show", f"T{rows[0]['target']}").out

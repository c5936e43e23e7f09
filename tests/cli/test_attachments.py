"""`monitor crawl` follows the files of a notice."""

from __future__ import annotations

import io
import zipfile

from tests.cli.conftest import Installation, listing
from tests.making import a_notice

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(name: str, text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, text)
    return packed.getvalue()


def notice_with_files(title: str) -> str:
    links = '<p>附件：<a href="/f/plan.zip">1. 行动计划.zip</a></p><p><a href="/f/form.doc">2. 申报表.doc</a></p></div>'
    return a_notice(title=title).decode().replace('</div>\n<div class="footer"', f'{links}\n<div class="footer"')


def test_files_of_a_notice_are_pages_and_their_targets_are_told(here: Installation) -> None:
    here.type("crawl", "notices")
    here.site.put("/t3.html", notice_with_files("关于医疗设备的第3号通知"))
    here.site.put(
        "/f/plan.zip",
        zipped("行动计划.txt", "到2028年，全市建成示范手术中心60家。各单位要认真组织实施，确保按期完成。"),
        content_type="application/zip",
    )
    here.site.put("/f/form.doc", OLD_OFFICE, content_type="application/msword")
    here.site.put("/list.html", listing(1, 2, 3))
    typed = here.type("crawl", "notices", "--json")
    outcomes = {row["url"].removeprefix(here.site.address): row["outcome"] for row in typed.rows}
    assert outcomes["/t3.html"] == outcomes["/f/plan.zip"] == outcomes["/f/form.doc"] == "new"
    assert typed.code == 0, "a file that cannot be read is no trouble"
    told = {row["url"].removeprefix(here.site.address): row["note"] for row in typed.rows}
    assert "old office file" in told["/f/form.doc"]
    quotes = [row["statement"]["quote"] for row in here.type("targets", "--json").rows]
    assert any("60家" in quote for quote in quotes)
    unread = here.type("pages", "--state", "unread", "--json").rows
    assert [row["url"].removeprefix(here.site.address) for row in unread] == ["/f/form.doc"]
    again = {row["outcome"] for row in here.type("crawl", "notices", "--json").rows}
    assert again == {"unchanged"}

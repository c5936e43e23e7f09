"""Commands that look at what is stored."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from tests.cli.conftest import Installation
from tests.making import a_notice


@pytest.fixture
def changed(here: Installation) -> Installation:
    """A page whose target has been raised."""
    here.type("crawl", "--all")
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
    here.type("crawl", "--all")
    return here


def test_pages(changed: Installation) -> None:
    rows = changed.type("pages", "--json").rows
    assert [row["url"].rpartition("/")[2] for row in rows] == ["plan.html", "list.html", "t1.html", "t2.html"]
    assert rows[0]["version"] == 2
    assert "plan.html" in changed.type("pages", "--source", "plan").out
    assert changed.type("pages", "--source", "nobody").code == 2


def test_show_history_and_diff_of_one_page(changed: Installation) -> None:
    url = f"{changed.site.address}/plan.html"
    shown = changed.type("show", url)
    assert "800亿元" in shown.out
    assert "500亿元" not in shown.out
    assert "500亿元" in changed.type("show", url, "--version", "1").out
    assert [row["number"] for row in changed.type("history", url, "--json").rows] == [1, 2]
    diff = changed.type("diff", url)
    assert "[-500" in diff.out
    assert "{+800" in diff.out
    [row] = changed.type("diff", url, "1", "2", "--json").rows
    assert [edit["kind"] for edit in row["edits"]] == ["replaced"]


@pytest.mark.parametrize(
    "arguments",
    [("show", "99"), ("show", "1", "--version", "7"), ("diff", "1", "1", "9"), ("diff", "3"), ("history", "x")],
)
def test_what_is_not_there_is_one_line(changed: Installation, arguments: tuple[str, ...]) -> None:
    typed = changed.type(*arguments)
    assert typed.code == 2
    assert typed.err.startswith("monitor: ")
    assert typed.err.count("\n") == 1


def test_changes(changed: Installation) -> None:
    rows = changed.type("changes", "--kind", "target_*", "--since", "1h", "--json").rows
    raised = [row for row in rows if row["change"]["kind"] == "target_raised"]
    assert len(raised) == 1
    assert raised[0]["change"]["after"]["value"] == "80000000000"
    assert "target_raised" in changed.type("changes").out
    assert changed.type("changes", "--since", "yesterday").code == 2


def test_targets(changed: Installation) -> None:
    rows = changed.type("targets", "--unit", "CNY", "--json").rows
    assert [row["statement"]["value"] for row in rows] == ["80000000000"]
    table = list(csv.DictReader(io.StringIO(changed.type("targets", "--csv").out)))
    assert {row["unit"] for row in table} == {"CNY", "count"}
    due = changed.type("targets", "--due", "--days", "3650", "--json").rows
    assert [row["statement"]["deadline"] for row in due] == ["2026", "2027"]


@pytest.mark.parametrize(
    "arguments",
    [("pages", "--state", "bogus"), ("changes", "--kind", "bogus_*"), ("equipment", "--class", "99")],
)
def test_a_filter_that_cannot_match_is_refused(changed: Installation, arguments: tuple[str, ...]) -> None:
    typed = changed.type(*arguments)
    assert typed.code == 2
    assert typed.err.count("\n") == 1


def test_pages_by_state(changed: Installation) -> None:
    assert len(changed.type("pages", "--state", "active", "--json").rows) == 4
    assert changed.type("pages", "--state", "gone").out == "no such pages\n"


def test_show_lists_equipment(changed: Installation) -> None:
    assert "磁共振" in changed.type("show", f"{changed.site.address}/t1.html").out.partition("支持县级医院")[0]


def test_doctor_makes_nothing(here: Installation) -> None:
    typed = here.type("doctor")
    assert typed.code == 0
    assert "none yet" in typed.out
    assert not (here.directory / "data").exists()


def test_doctor(changed: Installation) -> None:
    typed = changed.type("doctor")
    assert typed.code == 0
    assert "sqlite" in typed.out.lower()
    changed.environ["MONITOR_SOURCES"] = "nowhere.yaml"
    broken = changed.type("doctor", "--json")
    assert broken.code == 1
    assert [row["about"] for row in broken.rows if row["level"] == "fail"] == ["sources"]


def test_extract_reads_a_file(here: Installation) -> None:
    path = here.directory / "notice.html"
    path.write_bytes(a_notice())
    [read] = here.type("extract", str(path), "--url", "https://city.example/notice.html", "--json").rows
    assert read["title"] == "关于发展医疗装备产业的通知"
    assert "备案号" not in read["text"]
    assert any("备案号" in removed["text"] for removed in read["removed"])
    [statement] = read["statements"]
    assert read["text"][statement["start"] : statement["end"]] == statement["quote"]
    assert "Stripped" in here.type("extract", str(path)).out
    assert here.type("extract", str(here.directory / "nothing.html")).code == 2


def test_extract_reads_the_files_of_an_archive(here: Installation) -> None:
    path = here.directory / "attachments.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notice.html", a_notice())
        archive.writestr("words.txt", "The committee will review the supply of ventilators in each district.")
        archive.writestr("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    typed = here.type("extract", str(path), "--json")
    assert [row["url"] for row in typed.rows] == ["attachments.zip#notice.html", "attachments.zip#words.txt"]
    assert typed.rows[0]["title"] == "关于发展医疗装备产业的通知"
    assert "old.doc: not read" in typed.err
    told = here.type("extract", str(path))
    assert (told.code, told.out.count("== attachments.zip#")) == (0, 2)
    path.write_bytes(b"PK\x03\x04 cut off")
    assert here.type("extract", str(path)).code == 1
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    old = here.type("extract", str(path))
    assert (old.code, "of the kind old-office, which is not supported" in old.err) == (1, True)


def test_reextract_after_a_change_of_rules_alerts_nobody(changed: Installation) -> None:
    sources = changed.directory / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("name: City plan", "name: City plan, ignore: ['各地要加强']"), encoding="utf-8")
    mails = len(changed.mailbox.mails)
    typed = changed.type("reextract", "plan")
    assert typed.code == 0
    assert "1 read again" in typed.out
    shown = changed.type("show", "1", "--json").rows[0]["version"]
    assert shown["technical"]
    assert "各地要加强" not in " ".join(block["text"] for block in shown["document"]["blocks"])
    changed.type("crawl", "plan", "--force")
    assert len(changed.mailbox.mails) == mails
    assert "1 up to date" in changed.type("reextract", "plan").out


def test_a_selector_edit_without_reextract_alerts_nobody(changed: Installation) -> None:
    sources = changed.directory / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("name: City plan", "name: City plan, ignore: ['各地要加强']"), encoding="utf-8")
    mails = len(changed.mailbox.mails)
    changed.type("crawl", "plan", "--force")
    assert len(changed.mailbox.mails) == mails


def test_sources(here: Installation) -> None:
    assert here.type("sources", "check").code == 0
    assert [row["id"] for row in here.type("sources", "list", "--json").rows] == ["plan", "notices", "resting"]
    tried = here.type("sources", "test", "notices")
    assert "2 to documents" in tried.out
    assert here.site.asked == ["/list.html"]
    (here.directory / "sources.yaml").write_text("sources:\n  - {id: a, name: A, url: 'http://a.example', evry: 6h}\n")
    wrong = here.type("sources", "check")
    assert wrong.code == 2
    assert "sources.yaml:2:" in wrong.out
    assert 'did you mean "every"' in wrong.out


def test_alerts_are_listed_and_retried(here: Installation) -> None:
    here.type("crawl", "plan")
    here.mailbox.refusal = "550 no such user"
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
    here.type("crawl", "plan")
    [row, *_] = here.type("alerts", "list", "--json").rows
    assert "550" in row["trouble"]
    here.mailbox.refusal = ""
    assert here.type("alerts", "retry").code == 0
    here.type("alerts", "send")
    assert {row["state"] for row in here.type("alerts", "list", "--json").rows} == {"sent"}
    assert len(here.mailbox.mails) == 1

"""`monitor verify`, `backup`, `restore`, and a rule tried out."""

from __future__ import annotations

import sqlite3

import pytest

from tests.cli.conftest import Installation
from tests.making import a_notice


@pytest.fixture
def changed(here: Installation) -> Installation:
    """A page whose target has been raised."""
    here.type("crawl", "plan")
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
    here.type("crawl", "plan")
    return here


def test_a_sound_database_is_said_to_be_sound(changed: Installation) -> None:
    typed = changed.type("verify")
    assert (typed.code, typed.out) == (0, "ok: every hash and every reference holds\n")


def test_a_damaged_blob_is_found_and_named(changed: Installation) -> None:
    with sqlite3.connect(changed.directory / "data" / "monitor.db") as connection:
        connection.execute("update blobs set data = zeroblob(length(data)) where id = (select min(id) from blobs)")
    connection.close()
    typed = changed.type("verify")
    assert typed.code == 1
    assert "blob: " in typed.out
    assert f"{changed.site.address}/plan.html" in typed.out


def test_a_database_that_is_not_there_is_not_sound(changed: Installation) -> None:
    changed.environ["MONITOR_DATA_DIR"] = str(changed.directory / "mistyped")
    typed = changed.type("verify")
    assert (typed.code, typed.out) == (1, "")
    assert "there is no database yet" in typed.err
    assert typed.err.count("\n") == 1
    assert not (changed.directory / "mistyped" / "monitor.db").exists()


def test_damage_in_a_backup_is_told_with_its_page(changed: Installation) -> None:
    with sqlite3.connect(changed.directory / "data" / "monitor.db") as connection:
        connection.execute("update blobs set data = zeroblob(length(data)) where id = (select min(id) from blobs)")
    connection.close()
    typed = changed.type("backup", str(changed.directory / "monitor.backup"))
    assert typed.code == 1
    assert f"blob: {changed.site.address}/plan.html (" in typed.out


def test_a_backup_fills_a_new_installation(changed: Installation) -> None:
    path = changed.directory / "monitor.backup"
    written = changed.type("backup", str(path))
    assert written.code == 0
    assert "2 versions" in written.out
    changed.environ["MONITOR_DATA_DIR"] = str(changed.directory / "elsewhere")
    assert changed.type("restore", str(path)).code == 0
    assert [row["number"] for row in changed.type("history", "1", "--json").rows] == [1, 2]
    again = changed.type("restore", str(path))
    assert again.code == 1
    assert again.err.count("\n") == 1


def test_a_file_that_is_no_backup_is_refused_in_one_line(here: Installation) -> None:
    path = here.directory / "letter.txt"
    path.write_text("not a backup")
    typed = here.type("restore", str(path))
    assert typed.code == 1
    assert "letter.txt" in typed.err
    assert typed.err.count("\n") == 1


def test_a_rule_is_tried_on_what_has_happened(changed: Installation) -> None:
    mails = len(changed.mailbox.mails)
    typed = changed.type("alerts", "test", "all")
    assert typed.code == 0
    assert "sample sent" in typed.out
    assert len(changed.mailbox.mails) == mails + 1
    assert "test" in str(changed.mailbox.mails[-1]["Subject"]).lower()
    assert len(changed.type("alerts", "list", "--json").rows) > 0
    assert changed.type("alerts", "test", "nobody").code == 2

"""The whole database in one file, and back; and files that are refused."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from sqlalchemy import Connection

import storage
from monitor.errors import SchemaError, StorageError
from monitor.types import FoundLink, Outcome, PageState
from storage import SqlStore
from tests.databases import PostgresServer, SqliteFiles
from tests.storage.results import (
    HOUR,
    START,
    a_change,
    a_changed_result,
    a_mention,
    a_page,
    a_plan,
    a_result,
    a_snapshot,
    a_source,
    a_statement,
    a_version,
    an_alert,
    record_text,
)


def fill(store: SqlStore) -> None:
    """Rows in every table."""
    store.register([a_source()], START)
    page = store.pages()[0]
    for hour in range(3):
        text = "A paragraph that stays. " * 40 + f"The output of {hour} is exceeded with ECMO."
        snapshot = a_snapshot(f"<p>{text}".encode(), fetched_at=START + hour * HOUR)
        version = a_version(
            text,
            snapshot,
            statements=(a_statement(text, quote=f"output of {hour}"),),
            equipment=(a_mention(text),),
            plans=(a_plan(text),),
        )
        change = a_change(f"{hour}", after=version.statements[0])
        alert = an_alert(f"{hour}", due_at=START + hour * HOUR)
        now = store.page(page.id) or page
        store.record([a_changed_result(now, version, snapshot, changes=(change,), alerts=(alert,))])
    found = tuple(FoundLink(url=f"https://city.example/{number}.html", title="医疗装备") for number in range(5))
    store.record([a_result(store.page(page.id) or page, Outcome.CHANGED, found=found)])
    wall = a_snapshot(b"wall", status=403)
    two = store.pages()[1]
    store.record([a_result(two, Outcome.BLOCKED, state=PageState.BLOCKED, snapshot=wall, reason="captcha")])


def everything(store: SqlStore) -> list[object]:
    """All that a store gives."""
    pages = store.pages()
    return [
        pages,
        [store.history(page.id) for page in pages],
        [store.checks(page.id) for page in pages],
        [store.version(page.id, entry.number) for page in pages for entry in store.history(page.id)],
        [store.snapshot(entry.snapshot_sha256) for entry in store.history(pages[0].id)],
        store.changes(limit=1000),
        store.alerts(limit=1000),
        store.targets(),
        store.targets(as_of=START + HOUR),
        store.equipment(),
    ]


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    fill(store)
    return store


@pytest.fixture
def a_backup(sqlite_files: SqliteFiles, tmp_path: Path) -> Path:
    """A good one, to be spoilt."""
    url = sqlite_files.create()
    store = storage.open_store(url)
    fill(store)
    store.close()
    storage.backup(url, tmp_path / "good.backup")
    return tmp_path / "good.backup"


def test_what_is_restored_is_what_was_backed_up(
    filled: SqlStore, database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    """From each kind of database to each."""
    path = tmp_path / "x.backup"
    done = storage.backup(database_url, path)
    assert (done.findings, done.file_bytes) == ((), path.stat().st_size)
    assert done.rows["versions"] == 3
    assert done.rows["pages"] == 6
    assert list(tmp_path.iterdir()) == [path]
    back = storage.restore(path, empty_database_url)
    assert (back.findings, back.rows) == ((), done.rows)
    restored = storage.open_store(empty_database_url)
    assert everything(restored) == everything(filled)
    # New rows are numbered from where the old ones end.
    page = a_page(restored, "https://city.example/new.html")
    record_text(restored, page, "New.", statements=(a_statement("New."),))
    assert page.id > max(one.id for one in filled.pages())
    assert list(storage.verify(restored)) == []
    restored.close()


def test_a_backup_is_taken_beside_a_writer_in_one_state(sqlite_url: str, tmp_path: Path) -> None:
    store = storage.open_store(sqlite_url)
    fill(store)
    writer = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE pages SET title = 'half'")
    storage.backup(sqlite_url, tmp_path / "x.backup")
    writer.execute("ROLLBACK")
    writer.close()
    storage.restore(tmp_path / "x.backup", f"sqlite:///{tmp_path}/back.db")
    restored = storage.open_store(f"sqlite:///{tmp_path}/back.db")
    assert everything(restored) == everything(store)
    restored.close()
    store.close()


def test_a_backup_replaces_an_earlier_one_only_when_it_is_whole(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.backup"
    storage.backup(sqlite_url, path)
    before = path.read_bytes()
    store = storage.open_store(sqlite_url)
    fill(store)
    store.close()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.backups.os.fsync", fail)
    with pytest.raises(StorageError, match="No space left"):
        storage.backup(sqlite_url, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    monkeypatch.undo()
    storage.backup(sqlite_url, path)
    assert path.read_bytes() != before


def test_damage_is_carried_along_and_named(filled: SqlStore, database_url: str, tmp_path: Path) -> None:
    with filled.database.writing() as connection:
        connection.exec_driver_sql("UPDATE blobs SET size = 1 WHERE id = 1")
    done = storage.backup(database_url, tmp_path / "x.backup")
    assert {finding.kind for finding in done.findings} == {"blob"}
    back = storage.restore(tmp_path / "x.backup", f"sqlite:///{tmp_path}/back.db")
    assert back.findings == done.findings


def test_a_database_with_data_is_not_written_over(filled: SqlStore, database_url: str, a_backup: Path) -> None:
    before = everything(filled)
    with pytest.raises(StorageError, match="already holds data"):
        storage.restore(a_backup, database_url)
    assert everything(filled) == before


def test_a_restoration_that_fails_leaves_no_database(
    a_backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_source: Connection, target: Connection) -> None:
        target.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr("storage.backups.copying.copy_all", fail)
    target = tmp_path / "data" / "monitor.db"
    with pytest.raises(StorageError, match=f"^{target}: no such table"):
        storage.restore(a_backup, f"sqlite:///{target}")
    assert list(target.parent.iterdir()) == []


def test_a_backup_is_not_written_over_its_database(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="the database itself"):
        storage.backup(sqlite_url, Path(sqlite_url.removeprefix("sqlite:///")))
    with pytest.raises(StorageError, match="is a directory"):
        storage.backup(sqlite_url, tmp_path)
    with pytest.raises(StorageError, match="No such file"):
        storage.backup(sqlite_url, tmp_path / "missing" / "x.backup")
    with pytest.raises(SchemaError, match="no database yet"):
        storage.backup(f"sqlite:///{tmp_path}/missing.db", tmp_path / "x.backup")
    assert list(tmp_path.iterdir()) == []


# -- files that are refused


def sql(*statements: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return spoil


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:40_960] = b"\xa5" * (40_960 - 8192)
    path.write_bytes(content)


def in_use(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"not yet in the file")


def text_instead(path: Path) -> None:
    path.write_text("PK or tar or anything else: ../../etc/passwd")


def archive_that_climbs(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name in ("../../outside", "/etc/outside"):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO(b""))


def archive_of_links(path: Path) -> None:
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("monitor.db")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)


def archive_that_swells(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("monitor.db", b"\0" * 50_000_000)


def nothing_instead(path: Path) -> None:
    path.write_bytes(b"")


def missing(path: Path) -> None:
    path.unlink()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "meaning"),
    [
        (sql("UPDATE alembic_version SET version_num = '9999'"), "newer release"),
        (sql("DELETE FROM alembic_version"), "not a backup .* does not say of which release"),
        (sql("DROP TABLE alembic_version"), "not a backup .* does not say of which release"),
        (sql("DELETE FROM changes"), "damaged: rows of alerts belong to rows of changes it does not have"),
        (sql("CREATE TRIGGER t AFTER INSERT ON pages BEGIN DELETE FROM pages; END"), "it has the trigger t"),
        (sql("CREATE VIEW v AS SELECT load_extension('x')"), "it has the view v"),
        (sql("CREATE TABLE more (id INTEGER)"), "it has the table more"),
        (sql("CREATE VIRTUAL TABLE more USING fts5(x)"), "it has the table more"),
        (sql("ALTER TABLE pages ADD COLUMN more TEXT"), "it has the columns of pages"),
        (sql("ALTER TABLE pages ADD COLUMN more TEXT GENERATED ALWAYS AS (hex(url))"), "it has the columns of pages"),
        (sql("DROP TABLE alerts"), "it has the columns of alerts"),
        (cut, "damaged|malformed|not a SQLite|disk"),
        (scribbled, "damaged"),
        (in_use, "a database in use"),
        (text_instead, "not a backup"),
        (archive_that_climbs, "not a backup"),
        (archive_of_links, "not a backup"),
        (archive_that_swells, "not a backup"),
        (nothing_instead, "not a backup"),
        (missing, "No such file"),
        (directory, "directory"),
        (a_pipe, "not a backup"),
    ],
)
def test_a_file_that_is_no_whole_backup_is_refused(
    a_backup: Path, tmp_path: Path, spoil: Callable[[Path], None], meaning: str
) -> None:
    path = tmp_path / "spoilt.backup"
    shutil.copyfile(a_backup, path)
    spoil(path)
    target = tmp_path / "target.db"
    with pytest.raises(StorageError, match=meaning) as caught:
        storage.restore(path, f"sqlite:///{target}")
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    assert ".part" not in str(caught.value)
    assert not target.exists()


def test_a_value_of_another_kind_stops_the_restoration(a_backup: Path, tmp_path: Path) -> None:
    sql("UPDATE pages SET found_at = 'yesterday'")(a_backup)
    with pytest.raises(StorageError) as caught:
        storage.restore(a_backup, f"sqlite:///{tmp_path}/target.db")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "target.db").exists()


def test_a_row_that_claims_too_much_is_refused(a_backup: Path, tmp_path: Path) -> None:
    sql("UPDATE blobs SET size = 2000000000 WHERE id = 1")(a_backup)
    with pytest.raises(StorageError, match="content that claims to have 2000000000 bytes"):
        storage.restore(a_backup, f"sqlite:///{tmp_path}/target.db")
    assert not (tmp_path / "target.db").exists()


def frame_of_zeros(size: int) -> bytes:
    """A frame that says how large it is, as zstd writes them by itself."""
    writer = zstandard.ZstdCompressor().compressobj(size=size)
    pieces = [writer.compress(bytes(2**20)) for _ in range(size // 2**20)]
    return b"".join([*pieces, writer.flush()])


def put(path: Path, data: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE blobs SET data = ? WHERE id = 1", (data,))
        connection.commit()


def test_a_bomb_is_refused(a_backup: Path, tmp_path: Path) -> None:
    put(a_backup, frame_of_zeros(2**29))
    with pytest.raises(StorageError, match=f"content that claims to have {2**29} bytes"):
        storage.restore(a_backup, f"sqlite:///{tmp_path}/target.db")
    assert not (tmp_path / "target.db").exists()


def test_a_frame_that_claims_more_than_its_row_is_not_unpacked(a_backup: Path, tmp_path: Path) -> None:
    put(a_backup, frame_of_zeros(2**27))
    tracemalloc.start()
    try:
        back = storage.restore(a_backup, f"sqlite:///{tmp_path}/target.db")
        assert tracemalloc.get_traced_memory()[1] < 2**27
    finally:
        tracemalloc.stop()
    assert any(f"claims to have {2**27} bytes instead of" in finding.message for finding in back.findings)


def test_content_that_rests_on_itself_is_no_endless_loop(a_backup: Path, tmp_path: Path) -> None:
    sql("UPDATE blobs SET base_id = id, depth = 1")(a_backup)
    back = storage.restore(a_backup, f"sqlite:///{tmp_path}/target.db")
    assert {finding.kind for finding in back.findings} >= {"blob"}


def test_only_the_file_that_is_named_is_written(a_backup: Path, tmp_path: Path) -> None:
    """A link in the way is replaced, not followed."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"untouched")
    link = tmp_path / "link.backup"
    link.symlink_to(elsewhere)
    storage.restore(a_backup, f"sqlite:///{tmp_path}/target.db")
    storage.backup(f"sqlite:///{tmp_path}/target.db", link)
    assert elsewhere.read_bytes() == b"untouched"
    assert not link.is_symlink()


def test_a_restored_file_is_set_up_like_any_other(a_backup: Path, tmp_path: Path) -> None:
    storage.restore(a_backup, f"sqlite:///{tmp_path}/target.db")
    connection = sqlite3.connect(tmp_path / "target.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_an_empty_database_may_be_filled(a_backup: Path, sqlite_url: str, postgresql_server: PostgresServer) -> None:
    storage.restore(a_backup, sqlite_url)
    address = postgresql_server.create()
    storage.restore(a_backup, address)
    one, two = storage.open_store(sqlite_url), storage.open_store(address)
    assert everything(one) == everything(two)
    one.close()
    two.close()
    postgresql_server.drop(address)

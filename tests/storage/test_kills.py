"""A writer that is killed in the middle of its work: nothing lost, nothing half written."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import storage
from tests.storage.results import a_page

ROOT = Path(__file__).parents[2]

#: Records Versions in batches of three pages, and says so after each commit.
WRITER = """
import sys, random, storage
from tests.storage.results import *
store = storage.open_store(sys.argv[1])
chance = random.Random(sys.argv[2])
pages = [a_page(store, f"https://city.example/{n}.html") for n in range(3)]
while True:
    results = []
    for page in pages:
        page = store.page(page.id)
        at = START + page.revision * HOUR
        text = f"Version {page.version + 1}: " + chance.randbytes(30_000).hex()
        snapshot = a_snapshot(text.encode(), fetched_at=at)
        version = a_version(text, snapshot, statements=(a_statement(text, quote="Version"),))
        key = f"to {page.version + 1}"
        results.append(a_changed_result(page, version, snapshot, changes=(a_change(key),), alerts=(an_alert(key),)))
    recorded = store.record(results)
    print(recorded[0].version, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_leaves_whole_batches(sqlite_url: str, seed: int) -> None:
    chance = random.Random(seed)
    confirmed = 0
    for round_ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, sqlite_url, f"{seed}-{round_}"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(chance.randint(1, 6)):
            confirmed = int(process.stdout.readline())
        # Some steps into the next batch, which takes some ten milliseconds.
        for _ in range(chance.randint(0, 40_000)):
            pass
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        confirmed = int(rest.split()[-1]) if rest.split() else confirmed
        check_whole(sqlite_url, confirmed)


def check_whole(url: str, confirmed: int) -> None:
    """Every page has the same number of whole Versions, all that were confirmed among them."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    store = storage.open_store(url)
    pages = [a_page(store, f"https://city.example/{number}.html") for number in range(3)]
    (kept,) = {page.version for page in pages}
    assert kept in (confirmed, confirmed + 1)
    for page in pages:
        assert page.revision == kept == len(store.checks(page.id, limit=1000)) == len(store.history(page.id))
        for entry in store.history(page.id):
            version = store.version(page.id, entry.number)
            assert version is not None
            assert version.document.text.startswith(f"Version {entry.number}: ")
            assert store.snapshot(version.snapshot_sha256) is not None
        assert len(store.changes(page_id=page.id, limit=1000)) == kept
        assert len(store.targets(page_id=page.id)) == 1
    assert len(store.alerts(limit=1000)) == 3 * kept
    store.close()

"""One service at a time on one SQLite database."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import storage
from monitor.errors import StorageBusyError, StorageError

HOLDER = """
import sys, storage
with storage.service_lock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(url: str) -> subprocess.Popen[str]:
    """Another process that has the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str], with_signal: signal.Signals | None) -> None:
    if with_signal is not None:
        process.send_signal(with_signal)
    process.communicate("")


@pytest.mark.parametrize("with_signal", [None, signal.SIGKILL])
def test_a_second_service_is_refused_until_the_first_ends(
    sqlite_url: str, tmp_path: Path, with_signal: signal.Signals | None
) -> None:
    process = hold(sqlite_url)
    with pytest.raises(StorageBusyError) as caught, storage.service_lock(sqlite_url):
        pytest.fail("two services at once")
    assert "already served by" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert f"process {process.pid}; stop it or use `monitor crawl` beside it" in str(caught.value)
    end(process, with_signal)
    with storage.service_lock(sqlite_url):
        pass
    with storage.service_lock(sqlite_url):
        pass


def test_databases_do_not_exclude_each_other(sqlite_url: str, tmp_path: Path) -> None:
    with storage.service_lock(sqlite_url), storage.service_lock(f"sqlite:///{tmp_path}/other.db"):
        pass


def test_the_way_to_the_database_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    with (
        storage.service_lock(f"sqlite:///{tmp_path}/monitor.db"),
        pytest.raises(StorageBusyError),
        storage.service_lock(f"sqlite:///{tmp_path}/link/monitor.db"),
    ):
        pytest.fail("two services at once")


def test_a_directory_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(StorageError, match="cannot be had") as caught,
        storage.service_lock(f"sqlite:///{tmp_path}/file/data/monitor.db"),
    ):
        pytest.fail("a lock without a file")
    assert "\n" not in str(caught.value)


def test_an_error_of_the_service_is_its_own(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="of the service"), storage.service_lock(sqlite_url):
        raise OSError("of the service")
    with storage.service_lock(sqlite_url):
        pass

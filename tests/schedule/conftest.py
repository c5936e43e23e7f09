"""An installation on PostgreSQL whose processes the test starts, watches and kills."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import storage
from tests.making import a_notice
from tests.schedule.hosts import Host, serving_host
from tests.serving import Mailbox, mailbox
from tests.waiting import PATIENCE_S, wait_for

ROOT = Path(__file__).parents[2]

SOURCES = """
defaults: {{allow_private: true, every: {every}, delay: {delay}}}
channels:
  desk: {{email: [desk@analysts.example]}}
alerts:
  - {{name: all, to: [desk]}}
sources:
{sources}
"""


@dataclass
class Site:
    """One installation: hosts to watch, a mailbox, a database, and processes."""

    directory: Path
    url: str
    mailbox: Mailbox
    stack: ExitStack
    hosts: list[Host] = field(default_factory=list)
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    environ: dict[str, str] = field(default_factory=dict)

    def watch(self, *, hosts: int = 1, pages: int = 1, every: str = "1d", delay: str = "0s") -> None:
        """Start hosts with so many pages each, and a sources.yaml that names them all."""
        lines = []
        for number in range(hosts):
            host = self.stack.enter_context(serving_host())
            self.hosts.append(host)
            for page in range(pages):
                host.pages[f"/{page}.html"] = a_notice(f"到2027年，第{page}期产业规模达到{page + 100}亿元。")
                name = f"h{number}p{page}"
                lines.append(f"  - {{id: {name}, name: {name}, url: '{host.address}/{page}.html'}}")
        text = SOURCES.format(every=every, delay=delay, sources="\n".join(lines))
        (self.directory / "sources.yaml").write_text(text, encoding="utf-8")

    def start(self, *roles: str) -> list[subprocess.Popen[str]]:
        """Start a process for each role, and wait until all of them serve."""
        started = []
        for role in roles:
            log = (self.directory / f"{len(self.processes)}.log").open("w", encoding="utf-8")
            self.stack.callback(log.close)
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.schedule.process", role],
                env=os.environ | self.environ,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                text=True,
            )
            self.processes.append(process)
            started.append(process)
        for process in started:
            wait_for(partial(self.said, process, "serving"), "a process to serve")
        return started

    def log(self, process: subprocess.Popen[str]) -> str:
        return (self.directory / f"{self.processes.index(process)}.log").read_text(encoding="utf-8")

    def said(self, process: subprocess.Popen[str], event: str) -> list[dict[str, Any]]:
        """Lines of a process's log with that event."""
        lines = [json.loads(line) for line in self.log(process).splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event]

    def stop(self, *processes: subprocess.Popen[str]) -> None:
        """Ask processes to end, and see that they do so well."""
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            assert process.wait(PATIENCE_S) == 0, self.log(process)
            assert "Traceback" not in self.log(process)


@pytest.fixture
def site(tmp_path: Path, postgresql_url: str) -> Iterator[Site]:
    with ExitStack() as stack:
        box = stack.enter_context(mailbox())
        made = Site(tmp_path, postgresql_url, box, stack)
        made.environ = {
            "MONITOR_DATABASE_URL": postgresql_url.replace("+psycopg", ""),
            "MONITOR_DATA_DIR": str(tmp_path / "data"),
            "MONITOR_SOURCES": str(tmp_path / "sources.yaml"),
            "MONITOR_SMTP_HOST": "127.0.0.1",
            "MONITOR_SMTP_PORT": str(box.port),
            "MONITOR_SMTP_SECURITY": "none",
            "MONITOR_SMTP_FROM": "monitor@installation.example",
        }
        try:
            yield made
        finally:
            for process in made.processes:
                process.kill()
                process.wait()


@pytest.fixture
def store_of(site: Site) -> Iterator[storage.SqlStore]:
    """The installation's Store, to look into."""
    opened = storage.open_store(site.url)
    yield opened
    opened.close()


@pytest.fixture
def store(postgresql_url: str) -> Iterator[storage.SqlStore]:
    store = storage.open_store(postgresql_url)
    yield store
    store.close()


@pytest.fixture
def state(postgresql_url: str) -> Iterator[storage.SharedState]:
    state = storage.SharedState(postgresql_url, holder="here:1")
    yield state
    state.close()

"""The crash test in its short form; `make soak` runs it long."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.ordeal import Plan, suffer
from tests.databases import PostgresServer

SHORT = Plan(
    seed=1,
    pages=6,
    edits=2,
    documents=1,
    kills=3,
    pause_s=(2.5, 5.0),
    full_disks=1,
    every="1s",
    network={"drop": 0.05, "cut": 0.05, "delay": 0.05, "error": 0.03},
)


@pytest.mark.slow
def test_nothing_is_lost_on_sqlite(tmp_path: Path) -> None:
    came_of_it = suffer(SHORT, f"sqlite:///{tmp_path}/monitor.db", tmp_path)
    assert came_of_it.wrong == [], came_of_it
    assert came_of_it.tracebacks == []
    assert came_of_it.kills == SHORT.kills
    assert came_of_it.ends["service 0"] == 1, "the last end is a clean one"


@pytest.fixture
def durable_server() -> Iterator[PostgresServer]:
    """A server that may be restarted, and keeps what it has said to keep."""
    server = PostgresServer(durable=True)
    yield server
    server.stop()


@pytest.mark.slow
def test_nothing_is_lost_on_postgresql(tmp_path: Path, durable_server: PostgresServer) -> None:
    # Jobs of a dead worker are taken up after half a minute: that is most of the time this takes.
    roles = [(name, ()) for name in ("scheduler", "worker", "worker", "alerts")]
    plan = dataclasses.replace(SHORT, seed=2, kills=2, restarts=1, pause_s=(2.0, 4.0), roles=roles)
    url = durable_server.create()
    came_of_it = suffer(plan, url, tmp_path, restart=durable_server.restart, fill_disk=durable_server.fill_disk)
    assert came_of_it.wrong == [], came_of_it
    assert came_of_it.tracebacks == []
    assert came_of_it.kills == plan.kills

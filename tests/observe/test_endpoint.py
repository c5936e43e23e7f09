"""The three addresses, asked over HTTP."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

import storage
from monitor.errors import UsageError
from monitor.observe import Endpoint, Observer, Pulse, endpoint
from storage import SqlStore
from storage.engine import Database
from tests.observe.test_observer import Seconds, a_checked


@asynccontextmanager
async def serving(observer: Observer, unready: Any = dict, seconds: Any = None) -> AsyncIterator[httpx.AsyncClient]:
    it = Endpoint(
        registry=observer.registry, pulse=observer.pulse, unready=unready, **({"seconds": seconds} if seconds else {})
    )
    port = await it.open("127.0.0.1", 0)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client
    finally:
        await it.close()


async def test_metrics_are_answered_in_both_formats() -> None:
    observer = Observer()
    observer.checked(a_checked())
    async with serving(observer) as client:
        plain = await client.get("/metrics")
        assert plain.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert 'monitor_checks_total{outcome="unchanged",source="city"} 1.0' in plain.text
        assert "process_resident_memory_bytes" in plain.text
        open_metrics = await client.get("/metrics", headers={"Accept": "application/openmetrics-text"})
        assert open_metrics.headers["content-type"].startswith("application/openmetrics-text")
        assert open_metrics.text.endswith("# EOF\n")
        assert (await client.get("/")).status_code == 404
        assert (await client.post("/metrics")).status_code == 405


async def test_health_is_that_of_the_loops() -> None:
    seconds = Seconds()
    observer = Observer(Pulse(seconds))
    observer.pulse.beat("delivery", 10)
    async with serving(observer) as client:
        well = await client.get("/healthz")
        assert (well.status_code, well.json()) == (200, {"status": "ok", "loops": {"delivery": 0}})
        seconds.now += 301
        ill = await client.get("/healthz")
        assert (ill.status_code, ill.json()["stuck"]) == (503, {"delivery": 301})


async def test_readiness_says_what_is_in_the_way_and_is_not_asked_again_at_once() -> None:
    seconds, answers = Seconds(), [{"storage": "the disk is full"}, {}]
    async with serving(Observer(), lambda: answers.pop(0), seconds) as client:
        for _ in range(3):
            unready = await client.get("/readyz")
            assert unready.status_code == 503
            assert unready.json() == {"status": "unready", "trouble": {"storage": "the disk is full"}}
        seconds.now += 2.5
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    assert answers == []


async def test_a_database_that_hangs_holds_up_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "TIMEOUT_S", 0.05)
    go_on = threading.Event()
    asked: list[int] = []

    def hang() -> Mapping[str, str]:
        asked.append(1)
        go_on.wait(30)
        return {}

    async with serving(Observer(), hang) as client:
        for _ in range(3):
            assert (await client.get("/readyz")).json()["trouble"] == {"database": "no answer within 0.05 s"}
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/metrics")).status_code == 200
        assert asked == [1], "one question at a time"
        go_on.set()
        async with asyncio.timeout(30):
            while (await client.get("/readyz")).status_code != 200:
                """The look that hung has ended, and its answer counts."""


async def test_a_port_that_is_taken_is_one_line() -> None:
    observer = Observer()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        it = Endpoint(registry=observer.registry, pulse=observer.pulse, unready=dict)
        with pytest.raises(UsageError, match=r"127\.0\.0\.1:\d+.*MONITOR_METRICS_PORT") as caught:
            await it.open("127.0.0.1", taken.getsockname()[1])
        assert "\n" not in str(caught.value)


# -- what /readyz looks at


def test_a_database_that_works_is_ready(store: SqlStore) -> None:
    assert storage.unready(store) == {}


def test_another_schema_is_not_ready(store: SqlStore, database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    assert list(storage.unready(store)) == ["schema"]
    assert "newer release" in storage.unready(store)["schema"]


def test_a_disk_that_takes_nothing_is_not_ready(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = storage.open_store(sqlite_url)
    directory = Path(sqlite_url.removeprefix("sqlite:///")).parent
    before = sorted(directory.iterdir())

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.readiness.os.write", full)
    assert "No space left" in storage.unready(store)["storage"]
    monkeypatch.undo()
    assert storage.unready(store) == {}
    assert [path for path in sorted(directory.iterdir()) if ".probe" in path.name] == []
    assert len(before) <= len(list(directory.iterdir()))
    store.close()


def test_a_read_only_server_is_not_ready(postgresql_url: str) -> None:
    store = storage.open_store(postgresql_url)
    database = Database(postgresql_url)
    with database.session() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar()
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    database.close()
    store.close()
    store = SqlStore(Database(postgresql_url))
    assert storage.unready(store) == {"storage": "the server is read-only"}
    store.close()


def test_a_server_that_is_gone_is_not_ready() -> None:
    store = SqlStore(Database("postgresql://someone:hunter2@127.0.0.1:1/monitor"))
    assert list(storage.unready(store)) == ["database"]
    assert "hunter2" not in str(storage.unready(store))
    store.close()

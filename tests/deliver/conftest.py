"""An outbox on a real database, and a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import storage
from monitor.ports import Store
from monitor.serial import Serial
from tests.deliver.outbox import FakeClock, Outbox, Recorder
from tests.making import a_source


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    opened = storage.open_store(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def outbox(sqlite_store: Store, serial: Serial, clock: FakeClock) -> Outbox:
    sqlite_store.register([a_source()], clock.now())
    return Outbox(sqlite_store, serial, clock)


@pytest.fixture
def recorder(clock: FakeClock) -> Recorder:
    return Recorder(clock)

"""A clock that stands still."""

from __future__ import annotations

import pytest

from tests.deliver.outbox import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()

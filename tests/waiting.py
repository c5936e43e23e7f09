"""Waiting for what other processes do."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

#: Seconds a step may take on a loaded machine before the test is called failed.
PATIENCE_S = 90.0
POLL_S = 0.05


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Come back when the condition holds; the test fails when that takes too long."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / POLL_S)):
        if condition():
            return
        pause.wait(POLL_S)
    pytest.fail(f"waited {PATIENCE_S:.0f} s for {what}")

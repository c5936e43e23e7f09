"""Two processes on one SQLite database ask a host one after the other, and heed what either was told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import StorageError
from monitor.types.host import HostState
from storage import HostTurns

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Watch:
    """The time of day, moved by hand."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def later(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def two(tmp_path: Path, watch: Watch) -> tuple[HostTurns, HostTurns]:
    url = f"sqlite:///{tmp_path}/monitor.db"
    return HostTurns(url, watch.now), HostTurns(url, watch.now)


async def test_one_at_a_time(two: tuple[HostTurns, HostTurns]) -> None:
    service, crawl = two
    assert (await service.take("a.example")).taken
    refused = await crawl.take("a.example")
    assert not refused.taken
    assert refused.busy_s > 0
    assert (await crawl.take("b.example")).taken
    await service.give_back("a.example", HostState())
    assert (await crawl.take("a.example")).taken


async def test_rests_holds_and_failures_are_those_of_both(two: tuple[HostTurns, HostTurns], watch: Watch) -> None:
    service, crawl = two
    await service.take("a.example")
    told = HostState(rest_s=2.0, held_s=20.0, why_held="it asked for it", delay_s=1.5, failures=3)
    await service.give_back("a.example", told)
    watch.later(5)
    turn = await crawl.take("a.example")
    assert not turn.taken
    assert turn.state == HostState(rest_s=0.0, held_s=15.0, why_held="it asked for it", delay_s=1.5, failures=3)
    watch.later(15)
    turn = await crawl.take("a.example")
    assert turn.taken
    assert (turn.state.delay_s, turn.state.failures) == (1.5, 3)


async def test_a_clock_set_back_makes_no_rest_longer(two: tuple[HostTurns, HostTurns], watch: Watch) -> None:
    service, crawl = two
    await service.take("a.example")
    await service.give_back("a.example", HostState(rest_s=2.0))
    watch.later(-86_400)
    assert (await crawl.take("a.example")).state.rest_s == 2.0


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", json.dumps({"at": 1}).encode(), b'{"at": 1, "else": 2}', b"null"]
)
async def test_what_was_cut_off_is_learned_anew(
    two: tuple[HostTurns, HostTurns], tmp_path: Path, content: bytes
) -> None:
    service, crawl = two
    await service.take("a.example")
    await service.give_back("a.example", HostState(failures=1))
    for file in (tmp_path / "monitor.db.hosts").iterdir():
        file.write_bytes(content)
    turn = await crawl.take("a.example")
    assert turn.taken
    assert turn.state == HostState()


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, watch: Watch) -> None:
    (tmp_path / "monitor.db.hosts").write_text("in the way")
    with pytest.raises(StorageError, match=r"monitor\.db\.hosts cannot be written"):
        await HostTurns(f"sqlite:///{tmp_path}/monitor.db", watch.now).take("a.example")

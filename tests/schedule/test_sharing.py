"""Two processes that ask the same host: turns, rests, holds and robots.txt are those of both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack

import pytest

import storage
from monitor.clock import SystemClock
from monitor.fetch import HostBook, HttpFetcher
from monitor.fetch.throttle import BREAK_AFTER, BREAK_S, HostGate
from monitor.serial import Serial
from monitor.types import Body, FailureKind, FetchFailure, FetchRequest
from monitor.types.host import HostState, HostTurn, KeptRobots
from tests.schedule.hosts import Host, serving_host

#: Makes the fetcher of one more process.
NewFetcher = Callable[[], HttpFetcher]


@pytest.fixture
def host() -> Iterator[Host]:
    with serving_host() as host:
        host.pages["/a"] = b"<p>a</p>"
        yield host


@pytest.fixture
def other(postgresql_url: str) -> Iterator[storage.SharedState]:
    state = storage.SharedState(postgresql_url, holder="there:2")
    yield state
    state.close()


@pytest.fixture
async def new_fetcher(postgresql_url: str) -> AsyncIterator[NewFetcher]:
    async with AsyncExitStack() as stack:

        def make() -> HttpFetcher:
            state = storage.SharedState(postgresql_url, holder=f"process {len(made)}")
            serial = Serial("shared")
            book = HostBook(state, serial, turn_s=1.0)
            fetcher = HttpFetcher(clock=SystemClock(), user_agent="monitor-test/1", book=book)
            made.append(fetcher)
            stack.callback(state.close)
            stack.callback(serial.close)
            stack.push_async_callback(fetcher.close)
            return fetcher

        made: list[HttpFetcher] = []
        yield make


def ask(host: Host, path: str = "/a", *, delay_s: float = 0.0) -> FetchRequest:
    return FetchRequest(url=host.address + path, allow_private=True, min_delay_s=delay_s)


async def test_two_processes_ask_a_host_one_after_the_other(host: Host, new_fetcher: NewFetcher) -> None:
    host.pause_s = 0.02
    one, two = new_fetcher(), new_fetcher()
    answers = await asyncio.gather(*(fetcher.fetch(ask(host)) for _ in range(8) for fetcher in (one, two)))
    assert {type(answer) for answer in answers} == {Body}
    assert host.asked["/a"] == 16
    assert host.crowds == []


async def test_the_rest_is_that_of_both(host: Host, new_fetcher: NewFetcher) -> None:
    one, two = new_fetcher(), new_fetcher()
    await asyncio.gather(*(fetcher.fetch(ask(host, delay_s=0.3)) for _ in range(3) for fetcher in (one, two)))
    assert host.asked["/a"] == 6
    assert min(host.rests_s) >= 0.29


async def test_a_request_that_takes_longer_than_a_turn_is_not_disturbed(host: Host, new_fetcher: NewFetcher) -> None:
    one, two = new_fetcher(), new_fetcher()
    await one.fetch(ask(host))
    host.pause_s = 2.5  # a turn is one second
    await asyncio.gather(one.fetch(ask(host)), two.fetch(ask(host)))
    assert host.crowds == []


async def test_retry_after_holds_for_the_other_process_too(host: Host, new_fetcher: NewFetcher) -> None:
    host.answers["/busy"] = (429, {"Retry-After": "120"})
    assert isinstance(await new_fetcher().fetch(ask(host, "/busy")), Body)
    paused = await new_fetcher().fetch(ask(host))
    assert isinstance(paused, FetchFailure)
    assert paused.kind is FailureKind.PAUSED
    assert "Retry-After" in paused.message
    assert 110 < (paused.retry_after_s or 0) <= 120
    assert host.asked == {"/busy": 1}


async def test_the_breaker_counts_the_failures_of_all_processes(state: storage.SharedState) -> None:
    serial = Serial("shared")
    book = HostBook(state, serial)
    for _ in range(BREAK_AFTER):
        gate = HostGate(SystemClock(), "h", book)  # as in a process that has not asked the host yet
        assert await gate.enter() == 0
        await gate.leave(took_s=0, min_delay_s=0, failed=True)
        forget_rest(state)
    gate = HostGate(SystemClock(), "h", book)
    assert await gate.enter() > 0.9 * BREAK_S
    assert gate.why_held == f"{BREAK_AFTER} requests in a row failed"
    serial.close()


def forget_rest(state: storage.SharedState) -> None:
    """Let a host be asked again at once, as far as rests go."""
    with state._database.writing() as connection:
        connection.exec_driver_sql("UPDATE hosts SET next_at = NULL")


async def test_robots_is_asked_once_by_all(host: Host, new_fetcher: NewFetcher) -> None:
    host.pages["/robots.txt"] = b"User-agent: *\nDisallow: /closed"
    for fetcher in (new_fetcher(), new_fetcher()):
        assert isinstance(await fetcher.fetch(ask(host)), Body)
        refused = await fetcher.fetch(ask(host, "/closed"))
        assert isinstance(refused, FetchFailure)
        assert refused.kind is FailureKind.ROBOTS
    assert [visit.path for visit in host.visits].count("/robots.txt") == 1


async def test_trouble_with_robots_is_told_to_all(host: Host, new_fetcher: NewFetcher) -> None:
    host.answers["/robots.txt"] = (503, {})
    said = []
    for fetcher in (new_fetcher(), new_fetcher()):
        answer = await fetcher.fetch(ask(host))
        assert isinstance(answer, FetchFailure)
        said.append((answer.kind, answer.message, answer.retryable, answer.retry_after_s))
    assert said[0] == said[1]
    assert [visit.path for visit in host.visits] == ["/robots.txt"]


def take(state: storage.SharedState, name: str, *, lease_s: float) -> HostTurn:
    (turn,) = state.take_turns([name], lease_s=lease_s)
    return turn


def test_a_turn_is_one_processs_until_it_is_given_back(state: storage.SharedState, other: storage.SharedState) -> None:
    assert take(state, "h", lease_s=30).taken
    waiting = take(other, "h", lease_s=30)
    assert not waiting.taken
    assert 25 < waiting.busy_s <= 30
    state.give_back([("h", HostState(rest_s=20, delay_s=2.5, failures=2))])
    resting = take(other, "h", lease_s=30)
    assert not resting.taken
    assert resting.busy_s == 0
    assert 15 < resting.state.rest_s <= 20
    assert (resting.state.delay_s, resting.state.failures) == (2.5, 2)


def test_a_turn_whose_process_is_gone_ends_by_itself(state: storage.SharedState, other: storage.SharedState) -> None:
    assert take(state, "h", lease_s=30).taken
    state.prolong_turn("h", lease_s=0.0)  # as if the thirty seconds were over
    assert take(other, "h", lease_s=30).taken
    state.prolong_turn("h", lease_s=500)
    state.give_back([("h", HostState(rest_s=500))])
    turn = take(other, "h", lease_s=30)
    assert turn.taken, "who has lost the turn can neither keep it nor say how the host is to be treated"
    assert not take(state, "h", lease_s=30).taken


def test_what_robots_came_to_is_kept_as_long_as_it_holds(state: storage.SharedState) -> None:
    state.keep_robots("https://a.example/robots.txt", KeptRobots(expires_in_s=100, content=b"User-agent: *"))
    kept = state.robots("https://a.example/robots.txt")
    assert kept is not None
    assert (kept.content, kept.trouble) == (b"User-agent: *", None)
    assert 90 < kept.expires_in_s <= 100
    assert state.robots("https://b.example/robots.txt") is None
    state.keep_robots("https://a.example/robots.txt", KeptRobots(expires_in_s=0.0))
    assert state.robots("https://a.example/robots.txt") is None


def test_hosts_of_which_nothing_is_remembered_are_forgotten(state: storage.SharedState) -> None:
    for name, told in {"idle": HostState(), "failing": HostState(failures=1), "resting": HostState(rest_s=60)}.items():
        assert take(state, name, lease_s=5).taken
        state.give_back([(name, told)])
    assert take(state, "busy", lease_s=60).taken
    state.prune(ended_s=0)
    with state._database.reading() as connection:
        left = connection.exec_driver_sql("SELECT host FROM hosts ORDER BY host").scalars().all()
    assert left == ["busy", "failing", "resting"]


def test_a_lease_is_one_processs_at_a_time(state: storage.SharedState, other: storage.SharedState) -> None:
    assert state.take_lease("scheduler", lease_s=30)
    assert state.take_lease("scheduler", lease_s=30), "who has it may go on with it"
    assert not other.take_lease("scheduler", lease_s=30)
    assert other.take_lease("channel:desk", lease_s=30)
    assert state.lease_holder("scheduler") == "here:1"
    other.release("scheduler")
    assert not other.take_lease("scheduler", lease_s=30), "only who has it gives it back"
    state.release("scheduler")
    assert state.lease_holder("scheduler") is None
    assert other.take_lease("scheduler", lease_s=0.0)
    assert state.take_lease("scheduler", lease_s=30), "it ends by itself"

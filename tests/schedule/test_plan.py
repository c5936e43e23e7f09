"""Which due pages enter the queue, and in which order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monitor.schedule.plan import LEAST_PLACES, MOST_PLACES, Places, choose, shortened
from monitor.types import Page, PageRole, Schedule
from tests.making import NOON, a_page, a_source

HOUR = timedelta(hours=1)
SOURCE = a_source()
SOURCES = {"city": SOURCE}


def pages(*hosts: str, **facts: Any) -> list[Page]:
    """A page of each host, in that order."""
    return [a_page(id=n, url=f"https://{host}/{n}.html", **facts) for n, host in enumerate(hosts, 1)]


def ids(due: list[Page], **queued: int) -> list[int]:
    by_host = {host.replace("_", "."): count for host, count in queued.items()}
    return [page.id for page in choose(due, queued=by_host, places=Places(), sources=SOURCES, now=NOON)]


def test_hosts_take_turns_and_keep_the_order_of_their_pages() -> None:
    assert ids(pages("a.example", "a.example", "a.example", "b.example", "b.example")) == [1, 4, 2, 5, 3]


def test_a_host_has_only_so_many_places() -> None:
    many = pages(*["a.example"] * (LEAST_PLACES + 5))
    assert ids(many) == list(range(1, LEAST_PLACES + 1))
    assert ids(many, a_example=LEAST_PLACES - 2) == [1, 2]
    assert ids(many, a_example=LEAST_PLACES) == []
    assert Places().full({"a.example": LEAST_PLACES, "b.example": LEAST_PLACES - 1}) == ["a.example"]


def test_a_host_that_answers_fast_has_more_places() -> None:
    places = Places()
    queued, seen = 0, []
    for done in (8, 16, 40, 200, 3, 0):
        places.look({"fast": max(0, queued - done), "slow": 7})
        seen.append(places.of("fast"))
        queued = places.of("fast")
        places.filled({"fast": queued, "slow": 8})
    assert seen == [LEAST_PLACES, 2 * 8, 2 * 16, 2 * 32, LEAST_PLACES, LEAST_PLACES]
    assert places.of("slow") == LEAST_PLACES
    places.filled({"fast": 1000})
    places.look({})
    assert places.of("fast") == MOST_PLACES


def test_ports_are_hosts_of_their_own() -> None:
    (one, two) = choose(pages("a.example", "a.example:8080"), queued={}, places=Places(), sources=SOURCES, now=NOON)
    assert (one.host, two.host) == ("a.example", "a.example:8080")


def test_a_job_is_for_the_page_as_it_stands() -> None:
    (due,) = choose([a_page(id=7, revision=3)], queued={}, places=Places(), sources=SOURCES, now=NOON)
    assert (due.id, due.revision) == (7, 3)


def test_starts_wait_out_a_jitter_that_all_schedulers_agree_on() -> None:
    schedule = Schedule(every_s=3600, jitter_s=600)
    sources = {
        name: a_source(id=name, url=f"https://{name}.example/", schedule=schedule) for name in map(str, range(200))
    }
    due = [a_page(id=int(name), source=name, url=sources[name].url, last_checked_at=NOON - HOUR) for name in sources]

    def started(seconds: float) -> set[int]:
        now = NOON + timedelta(seconds=seconds)
        return {page.id for page in choose(due, queued={}, places=Places(), sources=sources, now=now)}

    assert started(0) == set()
    assert started(600) == set(range(200))
    assert started(300) == started(300)
    assert started(150) < started(300)
    assert 60 <= len(started(300)) <= 140


def test_retries_first_checks_and_documents_do_not_wait() -> None:
    source = a_source(schedule=Schedule(every_s=3600, jitter_s=600))
    due = [
        a_page(id=1, last_checked_at=NOON - HOUR, failures=1),
        a_page(id=2, last_checked_at=None),
        a_page(id=3, last_checked_at=NOON - HOUR, url="https://city.example/found.html"),
        a_page(id=4, last_checked_at=NOON - HOUR),
        a_page(id=5, last_checked_at=NOON - HOUR, role=PageRole.INDEX),
    ]
    chosen = {page.id for page in choose(due, queued={}, places=Places(), sources={"city": source}, now=NOON)}
    assert chosen == {1, 2, 3}


def test_a_schedule_that_was_made_shorter_counts_from_the_last_check() -> None:
    checked = {"last_checked_at": NOON - HOUR, "next_check_at": NOON + 23 * HOUR}
    source = a_source(schedule=Schedule(every_s=7200))
    pages = [
        a_page(id=1, **checked),
        a_page(id=2, **(checked | {"next_check_at": NOON + HOUR / 2})),
        a_page(id=3, **checked, failures=2),
        a_page(id=4, **checked, url="https://city.example/found.html"),
        a_page(id=5),
    ]
    assert shortened(pages, {"city": source}) == {1: NOON + HOUR}

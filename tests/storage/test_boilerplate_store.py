"""What the Store remembers of learned boilerplate, on both databases."""

from __future__ import annotations

from dataclasses import replace

from alembic import command
from alembic.config import Config

import storage
from monitor.types import LearnedLine, LineState, SeenBlock, SeenPage, Why
from storage import SqlStore
from storage.boilerplate import KEPT, LOOKED_AT
from storage.engine import Database
from storage.queries import boilerplate as queries
from storage.schema import MIGRATIONS
from tests.storage.results import HOUR, START, a_page, a_result

HOST = "city.example"
KEY = "00112233445566aa"
OTHER = "ffeeddccbbaa9988"


def a_seen(page_id: int, **facts: object) -> SeenPage:
    blocks = (
        SeenBlock(key=KEY, width=70_000, speaks=True),
        SeenBlock(key=OTHER, width=3, formal=True),
        SeenBlock(key=KEY, width=0, masked=True),
    )
    return replace(
        SeenPage(page_id=page_id, host=HOST, seen_at=START, subject=OTHER, blocks=blocks, restless=((KEY, 2),)),
        **facts,  # type: ignore[arg-type]
    )


def a_line(key: str = KEY, **facts: object) -> LearnedLine:
    line = LearnedLine(key=key, text="Not an offer.", why=Why.RECURS, seen=9, looked_at=10, since=START)
    return replace(line, **facts)  # type: ignore[arg-type]


def test_what_a_page_showed_is_recorded_with_its_check(store: SqlStore) -> None:
    page = a_page(store)
    seen = a_seen(page.id)
    store.record([a_result(page, seen=seen)])
    widest = replace(seen.blocks[0], width=0xFFFF)
    assert store.seen_page(page.id) == replace(seen, blocks=(widest, *seen.blocks[1:]))
    later = a_seen(page.id, seen_at=START + HOUR, blocks=(), restless=())
    now = store.page(page.id)
    assert now is not None
    store.record([a_result(now, seen=later)])
    assert store.seen_pages(HOST) == [later]
    assert store.hosts_of("city") == [HOST]
    assert store.hosts_of("other") == []


def test_a_stale_check_leaves_nothing(store: SqlStore) -> None:
    page = a_page(store)
    stale = replace(page, revision=7)
    assert store.record([a_result(stale, seen=a_seen(page.id))])[0].stale
    assert store.seen_page(page.id) is None


def test_a_host_nobody_knows(store: SqlStore) -> None:
    known = store.learned_host("nowhere.example")
    assert (known.revision, known.learned_at, known.pages, known.lines) == (0, None, 0, ())
    assert store.mask_revision("nowhere.example") == 0


def test_the_revision_moves_only_with_the_mask(store: SqlStore) -> None:
    assert store.learn(HOST, [], at=START) == 0
    assert store.learn(HOST, [a_line()], at=START) == 1
    again = a_line(seen=10, looked_at=11, since=START + HOUR, text="NOT an offer.")
    assert store.learn(HOST, [again], at=START + HOUR) == 1
    known = store.learned_host(HOST)
    # Counts move on, what was learned when and as which text does not.
    assert known.lines == (a_line(seen=10, looked_at=11),)
    assert known.learned_at == START + HOUR
    assert store.learn(HOST, [a_line(), a_line(OTHER)], at=START) == 2
    assert store.learn(HOST, [], at=START) == 3
    assert store.learned_host(HOST).lines == ()
    assert store.mask_revision(HOST) == 3
    assert store.mask_revision("other.example") == 0


def test_what_a_person_settled_stays(store: SqlStore) -> None:
    store.learn(HOST, [a_line(), a_line(OTHER, text="Share")], at=START)
    forgotten = a_line(state=LineState.FORGOTTEN)
    assert store.settle_line(HOST, forgotten) == 2
    assert store.settle_line(HOST, forgotten) == 2
    assert store.learn(HOST, [a_line(), a_line(OTHER, text="Share")], at=START) == 2
    assert {line.key: line.state for line in store.learned_host(HOST).lines} == {
        KEY: LineState.FORGOTTEN,
        OTHER: LineState.LEARNED,
    }
    pinned = a_line(OTHER, state=LineState.PINNED, why=Why.PERSON)
    assert store.settle_line(HOST, pinned) == 2
    assert store.learn(HOST, [], at=START) == 2
    assert {line.state for line in store.learned_host(HOST).lines} == {LineState.FORGOTTEN, LineState.PINNED}


def test_only_so_many_pages_are_looked_at_and_kept(database_url: str, store: SqlStore) -> None:
    pages = [a_page(store, f"https://city.example/{number}.html") for number in range(KEPT + 20)]
    store.record([a_result(page, seen=a_seen(page.id, seen_at=START + at * HOUR)) for at, page in enumerate(pages)])
    assert [seen.page_id for seen in store.seen_pages(HOST)] == [page.id for page in pages[: -LOOKED_AT - 1 : -1]]
    assert store.learned_host(HOST).pages == KEPT + 20
    store.learn(HOST, [], at=START + 10 * HOUR)
    known = store.learned_host(HOST)
    assert known.pages == KEPT
    assert known.fresh == KEPT
    database = Database(database_url)
    with database.reading() as connection:
        assert queries.count_seen(connection, HOST, START + (KEPT + 9) * HOUR) == 10
    database.close()


def test_a_database_from_before_is_brought_up_to_date(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    database.prepare()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    database.close()
    assert storage.upgrade(empty_database_url).before == "0001"
    opened = storage.open_store(empty_database_url)
    page = a_page(opened)
    opened.record([a_result(page, seen=a_seen(page.id))])
    assert opened.learned_host(HOST).pages == 1
    opened.close()

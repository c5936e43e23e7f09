"""Laws: what was recorded is what comes back, and the registers are what the Versions said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitor.types import (
    Attachment,
    Block,
    BlockKind,
    Change,
    ChangeKind,
    Comparator,
    Document,
    Edit,
    EditKind,
    EquipmentMention,
    PlanMention,
    Recipe,
    Removed,
    Role,
    Statement,
    StatementKind,
    Version,
)
from storage import SqlStore
from storage.detail import meta_bytes, pack_changes, pack_meta, read_meta, unpack_change, unpack_meta
from storage.reading import (
    pack_reading,
    unpack_document,
    unpack_equipment,
    unpack_plans,
    unpack_reading,
    unpack_statements,
)
from tests.storage.results import HOUR, START, a_changed_result, a_snapshot, record_text

#: One store serves all examples: each makes Pages of its own.
SHARED_STORE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=25,
    # An example costs a dozen transactions: shrinking one would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)

words = st.text(max_size=12)
#: Words of the program itself: names of rules, classes, revisions.
ours = st.text("abc-1", max_size=6)
lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=20)
maybe = st.none() | words
offsets = st.integers(0, 100_000)
figures = st.decimals(allow_nan=False, allow_infinity=False)

statements = st.builds(
    Statement,
    kind=st.sampled_from(StatementKind),
    metric=words,
    value=figures,
    value_high=st.none() | figures,
    unit=words,
    counted=words,
    comparator=st.sampled_from(Comparator),
    deadline=maybe,
    as_of=maybe,
    plan=maybe,
    quote=words,
    start=offsets,
    end=offsets,
    rule=ours,
    repeat=st.booleans(),
)
equipment = st.builds(
    EquipmentMention,
    term=words,
    surface=words,
    start=offsets,
    end=offsets,
    nmpa_class=st.none() | ours,
    stance=ours,
    unlisted=st.booleans(),
    rule=ours,
)
plans = st.builds(
    PlanMention,
    name=words,
    key=words,
    issuer=maybe,
    period=st.none() | st.tuples(st.integers(1900, 2100), st.integers(1900, 2100)),
    draft=st.booleans(),
    start=offsets,
    end=offsets,
)
blocks = st.builds(
    Block,
    text=lines,
    kind=st.sampled_from(BlockKind),
    level=st.integers(0, 6),
    role=st.sampled_from(Role),
)
documents = st.builds(
    Document,
    url=maybe,
    title=words,
    published=maybe,
    modified=maybe,
    issuer=maybe,
    number=maybe,
    language=maybe,
    canonical_url=maybe,
    blocks=st.lists(blocks, max_size=8).map(tuple),
    removed=st.lists(st.builds(Removed, text=words, reason=words), max_size=3).map(tuple),
    attachments=st.lists(st.builds(Attachment, url=words, title=words), max_size=3).map(tuple),
)
versions = st.builds(
    Version,
    document=documents,
    statements=st.lists(statements, max_size=5).map(tuple),
    equipment=st.lists(equipment, max_size=5).map(tuple),
    plans=st.lists(plans, max_size=3).map(tuple),
    recipe=st.builds(Recipe, extractor=ours, rules=ours, boilerplate=st.integers(0, 9)),
    snapshot_sha256=st.just("00" * 32),
    fetched_at=st.just(START),
    technical=st.booleans(),
)
changes = st.builds(
    Change,
    kind=st.sampled_from(ChangeKind),
    key=words,
    significance=st.floats(0, 1),
    why=st.lists(words, max_size=3).map(tuple),
    summary=words,
    initial=st.booleans(),
    before=st.none() | statements,
    after=st.none() | statements,
    equipment=st.none() | equipment,
    edits=st.lists(
        st.builds(
            Edit,
            kind=st.sampled_from(EditKind),
            before=words,
            after=words,
            words=st.lists(st.tuples(st.sampled_from("=-+"), words), max_size=3).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


@given(version=versions)
def test_a_reading_is_unpacked_as_it_was(version: Version) -> None:
    data = unpack_reading(pack_reading(version))
    assert unpack_document(data) == version.document
    assert unpack_statements(data) == version.statements
    assert unpack_equipment(data) == version.equipment
    assert unpack_plans(data) == version.plans


@given(block=st.text(st.sampled_from("ab\n"), max_size=6), count=st.integers(1, 3))
def test_a_line_break_in_a_block_is_kept(block: str, count: int) -> None:
    document = Document(url=None, title="", blocks=(Block(text=block),) * count)
    version = Version(document=document, recipe=Recipe(extractor="", rules=""), snapshot_sha256="", fetched_at=START)
    assert unpack_document(unpack_reading(pack_reading(version))) == document


@given(version=versions)
def test_equal_readings_have_equal_bytes(version: Version) -> None:
    same = replace(version, document=replace(version.document), technical=not version.technical, number=7)
    assert pack_reading(same) == pack_reading(version)


@given(change=changes, readings=st.binary(max_size=200))
def test_a_change_is_unpacked_as_it_was(change: Change, readings: bytes) -> None:
    columns = {"kind": change.kind.value, "significance": change.significance}
    [detail] = pack_changes([change], readings)
    assert unpack_change(detail, readings, initial=change.initial, **columns) == change


@given(url=words, final_url=words, status=st.integers(100, 599), headers=st.lists(st.tuples(words, words), max_size=4))
def test_headers_are_unpacked_as_they_were(
    url: str, final_url: str, status: int, headers: list[tuple[str, str]]
) -> None:
    snapshot = a_snapshot(url=url, final_url=final_url, status=status, headers=tuple(headers))
    meta = meta_bytes(snapshot, "https://city.example/")
    for first in (b"", meta, b"other"):
        assert unpack_meta(pack_meta(meta, first), first) == meta
    assert read_meta(meta, "https://city.example/") == {
        "url": url,
        "final_url": final_url,
        "status": status,
        "headers": tuple(headers),
    }


@SHARED_STORE
@given(kept=st.lists(versions, min_size=1, max_size=3), contents=st.data())
def test_versions_come_back_as_they_were_recorded(
    store: SqlStore, kept: list[Version], contents: st.DataObject
) -> None:
    page = store.add_page("city", f"https://city.example/{len(store.pages())}.html", START)
    recorded = []
    for number, version in enumerate(kept, start=1):
        content = contents.draw(st.binary(max_size=300))
        at = START + number * HOUR + timedelta(microseconds=number)
        snapshot = a_snapshot(content, url=page.url, final_url=page.url, fetched_at=at)
        version = replace(version, snapshot_sha256=snapshot.sha256, fetched_at=at)
        now = store.page(page.id)
        assert now is not None
        store.record([a_changed_result(now, version, snapshot)])
        recorded.append(replace(version, number=number))
        last = snapshot
    assert [store.version(page.id, version.number) for version in recorded] == recorded
    assert store.version(page.id) == recorded[-1]
    assert store.snapshot(last.sha256, page_id=page.id) == last


#: Few values, so that Statements go, come back, repeat and change places.
few = st.builds(
    Statement,
    kind=st.just(StatementKind.TARGET),
    metric=st.sampled_from(["output", "beds"]),
    value=st.sampled_from([Decimal(1), Decimal(2)]),
    unit=st.just("count"),
    comparator=st.just(Comparator.GE),
    deadline=st.sampled_from([None, "2025"]),
    quote=st.sampled_from(["a", "b"]),
    start=st.integers(0, 9),
    end=st.integers(10, 19),
    rule=st.just("r"),
    repeat=st.sampled_from([False, False, True]),
)


@SHARED_STORE
@given(stages=st.lists(st.lists(few, max_size=5), min_size=1, max_size=5))
def test_targets_are_what_the_versions_said(store: SqlStore, stages: list[list[Statement]]) -> None:
    page = store.add_page("city", f"https://city.example/{len(store.pages())}.html", START)
    for number, said in enumerate(stages, start=1):
        record_text(store, page, "text", START + number * HOUR, statements=tuple(said))
    for number, said in enumerate(stages, start=1):
        entries = store.targets(page_id=page.id, as_of=START + number * HOUR)
        assert _sorted([entry.statement for entry in entries]) == _sorted([one for one in said if not one.repeat])
        assert {entry.version for entry in entries} <= {number}
        for entry in entries:
            # The figures stood in every Version from then on.
            earlier = range(round((entry.since - START) / HOUR), number + 1)
            assert all(any(_figures(one) == _figures(entry.statement) for one in stages[at - 1]) for at in earlier)
    latest = store.targets(page_id=page.id)
    assert _sorted([entry.statement for entry in latest]) == _sorted([one for one in stages[-1] if not one.repeat])


def _sorted(said: list[Statement]) -> list[str]:
    return sorted(map(repr, said))


def _figures(statement: Statement) -> tuple[object, ...]:
    return (statement.value, statement.deadline)

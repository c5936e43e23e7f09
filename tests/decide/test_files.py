"""Files that a document links to, archives among them, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide import Rules, decide, read
from monitor.types import (
    Body,
    ChangeKind,
    CheckResult,
    NotModified,
    Outcome,
    Page,
    PageState,
    SourceKind,
    Version,
)
from tests.making import NOON, a_body, a_notice, a_page, a_rule, a_source

SOURCE = a_source(kind=SourceKind.LISTING, url="https://city.example/list/")
RULES = Rules(alerts=(a_rule(),), channels=("desk",))
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FILES = (("/a/1.pdf", "附件1：医疗装备清单.pdf"), ("/a/2.doc", "附件2：申报表.doc"))


def notice(*files: tuple[str, str]) -> bytes:
    links = "".join(f'<p><a href="{address}">{title}</a></p>' for address, title in files)
    return a_notice().replace(b'</div>\n<div class="footer"', links.encode() + b'</div>\n<div class="footer"')


def decided(page: Page, body: Body, previous: Version | None = None) -> CheckResult:
    return decide(page, body, source=SOURCE, previous=previous, rules=RULES, now=NOON, chance=0.0)


def after(page: Page, result: CheckResult) -> Page:
    """The page as the check leaves it."""
    return replace(
        page,
        state=result.state,
        failures=result.failures,
        body_sha256=result.body_sha256 or page.body_sha256,
        validators=result.validators or page.validators,
        version=page.version + (result.version is not None),
        last_changed_at=NOON,
    )


def version_of(content: bytes) -> Version:
    return replace(read(a_body(content), SOURCE), number=1)


def a_file(content: bytes, media: str = "application/octet-stream", name: str = "2.doc") -> Body:
    url = f"https://city.example/a/{name}"
    return a_body(content, url=url, final_url=url, headers=(("content-type", media), ("etag", '"1"')))


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def word(*paragraphs: str) -> bytes:
    document = WordDocument()
    for text in paragraphs:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_files_of_a_new_notice_become_pages_as_new_as_it_is() -> None:
    result = decided(a_page(), a_body(notice(*FILES)))
    assert [link.url for link in result.found] == ["https://city.example/a/1.pdf", "https://city.example/a/2.doc"]
    assert not result.found_initial
    assert decided(a_page(initial=True), a_body(notice(*FILES))).found_initial
    assert result.version is not None
    tied = {attachment.url for attachment in result.version.document.attachments}
    assert {link.url for link in result.found} <= tied


def test_a_file_that_is_replaced_under_an_unchanged_notice_is_told() -> None:
    page = a_page(state=PageState.ACTIVE, version=1, last_changed_at=NOON)
    revised = (("/a/1-revised.pdf", FILES[0][1]), FILES[1])
    result = decided(page, a_body(notice(*revised)), version_of(notice(*FILES)))
    assert ChangeKind.ATTACHMENT_REPLACED in [change.kind for change in result.changes]
    assert [link.url for link in result.found] == ["https://city.example/a/1-revised.pdf"]
    assert not result.found_initial


def test_files_that_the_version_before_had_are_no_news() -> None:
    page = a_page(state=PageState.ACTIVE, version=1, last_changed_at=NOON)
    raised = notice(*FILES).replace("500亿元".encode(), "800亿元".encode())
    result = decided(page, a_body(raised), version_of(notice(*FILES)))
    assert result.outcome is Outcome.CHANGED
    assert len(result.found) == 2
    assert result.found_initial


def test_a_file_of_a_kind_that_is_not_read_is_kept_and_said_once() -> None:
    first = decided(a_page(), a_file(OLD_OFFICE))
    assert (first.outcome, first.state, first.failures, first.version) == (Outcome.NEW, PageState.UNREAD, 0, None)
    assert "old office file" in first.reason
    assert first.snapshot is not None
    assert first.validators is None, "the next release may read it: it is asked for whole"
    page = after(a_page(), first)
    again = decided(page, a_file(OLD_OFFICE))
    assert (again.outcome, again.state, again.snapshot, again.changes) == (
        Outcome.UNCHANGED,
        PageState.UNREAD,
        None,
        (),
    )
    same = decide(
        page,
        NotModified(url=page.url, headers=(), fetched_at=NOON, took_s=0.0),
        source=SOURCE,
        previous=None,
        rules=RULES,
        now=NOON,
        chance=0.0,
    )
    assert same.state is PageState.UNREAD


def test_another_file_that_cannot_be_read_under_the_same_address_is_told() -> None:
    page = after(a_page(title="申报表"), decided(a_page(), a_file(OLD_OFFICE)))
    result = decided(page, a_file(OLD_OFFICE + b"revised"))
    assert result.outcome is Outcome.CHANGED
    [change] = result.changes
    assert (change.kind, change.summary) == (ChangeKind.ATTACHMENT_REPLACED, "Attachment replaced: 申报表")
    assert result.snapshot is not None
    assert result.alerts


def test_a_file_that_becomes_readable_is_read() -> None:
    page = after(a_page(), decided(a_page(), a_file(OLD_OFFICE)))
    result = decided(page, a_body(a_notice()))
    assert (result.state, result.version is not None) == (PageState.ACTIVE, True)


def test_the_readable_files_of_an_archive_are_one_document() -> None:
    packed = zipped(
        {
            "1 行动计划.docx": word("医疗装备产业行动计划", "到2027年，全市医疗装备产业规模达到600亿元。"),
            "2 说明.txt": "到2026年底，建成智能工厂40家。各单位要认真组织实施，确保按期完成。".encode(),
            "3 申报表.doc": OLD_OFFICE,
        }
    )
    result = decided(a_page(), a_file(packed, "application/zip", "files.zip"))
    assert (result.outcome, result.state) == (Outcome.NEW, PageState.ACTIVE)
    assert result.version is not None
    document = result.version.document
    assert [block.text for block in document.blocks if block.text.startswith(("1 ", "2 "))] == [
        "1 行动计划.docx",
        "2 说明.txt",
    ]
    assert document.title == "files.zip"
    assert sorted(int(one.value) for one in result.version.statements) == [40, 60_000_000_000]
    [left_out] = document.removed
    assert left_out.text == "3 申报表.doc"
    assert "old office file" in left_out.reason


def test_an_archive_is_read_again_from_its_snapshot_as_it_was_read() -> None:
    body = a_file(zipped({"a.txt": "到2026年底，建成智能工厂40家。各单位要认真组织实施。".encode()}), name="a.zip")
    result = decided(a_page(), body)
    assert result.snapshot is not None
    assert read(result.snapshot, SOURCE) == result.version


def test_an_archive_with_nothing_to_read_is_kept_and_said_once() -> None:
    body = a_file(zipped({"申报表.doc": OLD_OFFICE}), name="a.zip")
    result = decided(a_page(), body)
    assert (result.state, result.version) == (PageState.UNREAD, None)
    assert "nothing in it can be read here: an old office file" in result.reason
    seven = decided(a_page(), a_file(b"7z\xbc\xaf\x27\x1c" + bytes(50), name="a.7z"))
    assert (seven.state, "not unpacked here" in seven.reason) == (PageState.UNREAD, True)
    damaged = decided(a_page(), a_file(b"Rar!\x1a\x07\x01\x00" + bytes(50), name="a.rar"))
    assert (damaged.state, "damaged" in damaged.reason) == (PageState.UNREAD, True)


def test_a_sources_own_address_that_cannot_be_read_is_trouble() -> None:
    source = a_source()
    result = decide(a_page(), a_file(OLD_OFFICE), source=source, previous=None, rules=RULES, now=NOON, chance=0.0)
    assert result.state is PageState.FAILING


@given(content=st.binary(max_size=300))
def test_any_bytes_in_an_archive_are_decided(content: bytes) -> None:
    for body in (a_file(zipped({"a.bin": content, "b.html": content}), name="a.zip"), a_file(b"PK\x03\x04" + content)):
        assert decided(a_page(), body).next_check_at > NOON

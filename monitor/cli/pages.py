"""`monitor pages`, `show` and `history`: the register of pages, and what is kept of one."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.context import check_sources, find_page, opened
from monitor.cli.output import clean, emit, moment, say, short, table
from monitor.cli.target import is_target, show_target
from monitor.errors import UsageError
from monitor.quiet import quiet_pages
from monitor.targets import describe
from monitor.types import Page, PageState, StatementKind, Version
from monitor.types.codec import dump

SourceOption = Annotated[list[str] | None, typer.Option("--source", "-s", help="Only this source (repeatable).")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON Lines.")]
PageArgument = Annotated[str, typer.Argument(metavar="PAGE", help="Number or address of a page.")]


def pages(
    source: SourceOption = None,
    state: Annotated[list[PageState] | None, typer.Option(help="Only pages in this state (repeatable).")] = None,
    after: Annotated[int, typer.Option(help="Only pages with a higher number: the next part of a long list.")] = 0,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 200,
    as_json: JsonOption = False,
) -> None:
    """List the pages in the register."""
    with opened() as (app, store):
        sources = check_sources(source, {one.id: one for one in app.sources_file().sources})
        found = store.pages(
            sources=sources, states=[one.value for one in state] if state else None, after=after, limit=limit
        )
    if as_json:
        for page in found:
            emit(page)
        return
    table(
        ("#page", "state", "#version", "changed", "checked", "next check", "source", "title", "address"),
        (
            (
                page.id,
                page.state.value,
                page.version or "",
                moment(page.last_changed_at),
                moment(page.last_checked_at),
                moment(page.next_check_at),
                page.source,
                short(page.title, 40),
                page.url,
            )
            for page in found
        ),
        empty="no such pages"
        if sources or state or after
        else "no pages yet; `monitor crawl --all` checks the sources now, `monitor run` by their schedules",
    )
    if len(found) == limit:
        say(f"… more: monitor pages --after {found[-1].id}")


def show(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="Number or address of a page; or a target, as T12.")],
    version: Annotated[int | None, typer.Option(help="This version instead of the latest.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is kept of one page: facts, targets, equipment, text, the last checks. Or the history of one target."""
    with opened() as (here, store):
        if is_target(page):
            if version is not None:
                raise UsageError("--version is of pages; the history of a target has all its versions")
            show_target(store, page, as_json=as_json)
            return
        found = find_page(store, page)
        is_quiet = bool(quiet_pages(store, now=here.clock.now(), page_id=found.id))
        kept = store.version(found.id, version)
        if version is not None and kept is None:
            raise UsageError(f"page {found.id} has no version {version}; `monitor history {found.id}` lists them")
        checks = store.checks(found.id, limit=5)
    if as_json:
        version_data = dump(kept) if kept else None
        emit({"page": dump(found), "quiet": is_quiet, "version": version_data, "checks": [dump(one) for one in checks]})
        return
    _tell_page(found)
    if is_quiet:
        say("quiet: a passage changes at every check and is left out of alerts; `monitor diff` shows it")
    if kept is not None:
        _tell_version(found, kept)
    say()
    table(
        ("checked", "outcome", "#status", "note"),
        ((one.at, one.outcome.value, one.status or "", short(one.reason, 100)) for one in checks),
        empty="not checked yet",
    )


def _tell_page(page: Page) -> None:
    say(f"page {page.id}  {page.url}")
    state = f"{page.state.value} since {moment(page.state_since)}"
    say(f"source {page.source} · {state} · next check {moment(page.next_check_at)}")
    if page.trouble:
        say(f"trouble: {clean(page.trouble)}")


def _tell_version(page: Page, kept: Version) -> None:
    """Facts, statements, attachments, then the text."""
    document = kept.document
    say()
    say(clean(document.title))
    facts = (
        ("version", f"{kept.number} of {page.version}, fetched {moment(kept.fetched_at)}"),
        ("published", document.published),
        ("modified", document.modified),
        ("issuer", document.issuer),
        ("number", document.number),
        ("language", document.language),
        ("snapshot", f"sha256:{kept.snapshot_sha256}"),
    )
    for name, value in facts:
        if value:
            say(f"  {name:<10} {clean(value)}")
    for statement in kept.statements:
        sign = "→" if statement.kind is StatementKind.TARGET else "="
        say(f"  {sign} {clean(describe(statement))}    “{short(statement.quote, 70)}”")
    for mention in kept.equipment:
        say(f"  {mention.nmpa_class or '--'} {clean(mention.term)}  ({mention.stance})")
    for attachment in document.attachments:
        say(f"  attachment {clean(attachment.title)} {attachment.url}")
    say()
    for block in document.blocks:
        say(clean(block.text))


def history(page: PageArgument, as_json: JsonOption = False) -> None:
    """List the versions of one page, oldest first."""
    with opened() as (_, store):
        found = find_page(store, page)
        entries = store.history(found.id)
    if as_json:
        for entry in entries:
            emit(entry)
        return
    table(
        ("#version", "fetched", "#statements", "#characters", "snapshot", "title"),
        (
            (
                entry.number,
                entry.fetched_at,
                entry.statements,
                entry.text_chars,
                entry.snapshot_sha256[:12],
                short(entry.title) + (" (technical)" if entry.technical else ""),
            )
            for entry in entries
        ),
        empty="no version yet: no check of this page has had a usable answer",
    )

"""`monitor diff`: two versions of a page, or two pages: what became of each target, then the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.text import Text

from monitor.changes import diff_blocks
from monitor.cli.context import find_page, opened
from monitor.cli.output import clean, console, emit, moment, say
from monitor.cli.pages import JsonOption, PageArgument
from monitor.errors import UsageError
from monitor.ports import Store
from monitor.targets import StatementChange, align, describe
from monitor.types import Edit, EditKind, Page, StatementKind, Version
from monitor.types.codec import dump

_STYLES = {"=": "", "-": "red strike", "+": "bold green"}


def diff(
    page: PageArgument,
    a: Annotated[
        str | None,
        typer.Argument(help="Older version (default: the one before B), or the address of another page."),
    ] = None,
    b: Annotated[int | None, typer.Argument(help="Newer version; the latest by default.")] = None,
    other: Annotated[
        str | None,
        typer.Option(
            "--with", metavar="PAGE", help="Another page, by number or address: PAGE is the draft, it the final."
        ),
    ] = None,
    only_targets: Annotated[bool, typer.Option("--targets", help="Only what became of the targets.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what differs between two versions of a page, or between two pages, as a draft and the final plan."""
    if other is None and a is not None and not a.isdigit():
        other, a = a, None
    if other is not None and (a is not None or b is not None):
        raise UsageError("two pages are compared in their latest versions: give no version beside another page")
    with opened() as (_, store):
        found = find_page(store, page)
        if other is not None:
            second = find_page(store, other)
            before, after = _version(store, found, None), _version(store, second, None)
        else:
            second = found
            after = _version(store, found, b)
            before = _version(store, found, int(a) if a is not None else after.number - 1)
    changes = align(before.statements, after.statements)
    edits = () if only_targets else diff_blocks(before.document.blocks, after.document.blocks)
    if as_json:
        facts = {"page": found.id, "from": before.number, "to": after.number}
        if second.id != found.id:
            facts["with"] = second.id
        emit(facts | {"targets": [dump(change) for change in changes], "edits": [dump(edit) for edit in edits]})
        return
    _tell_heads(found, before, second, after)
    _tell_targets(changes, before, after)
    if only_targets:
        return
    say()
    if not edits:
        say("no difference in the text")
    out = console()
    for edit in edits:
        out.print(_line(edit), soft_wrap=True)


def _version(store: Store, page: Page, number: int | None) -> Version:
    version = store.version(page.id, number) if number != 0 else None
    if version is None:
        kept = f"versions 1 to {page.version}" if page.version else "no versions"
        raise UsageError(f"page {page.id} has no version {number or 'before the first'}; it has {kept}")
    return version


def _tell_heads(one: Page, before: Version, other: Page, after: Version) -> None:
    """What is compared: one page at two times, or two pages."""
    if one.id == other.id:
        times = f"{before.number} ({moment(before.fetched_at)}) → {after.number} ({moment(after.fetched_at)})"
        say(f"{one.url}  version {times}")
        return
    for sign, page, version in (("-", one, before), ("+", other, after)):
        drafts = " (draft)" if any(plan.draft and plan.titled for plan in version.plans) else ""
        say(f"{sign} page {page.id} version {version.number}{drafts}  {clean(page.title)}  {page.url}")


def _tell_targets(changes: Sequence[StatementChange], before: Version, after: Version) -> None:
    """Counts, then each target that differs, with both quotes."""
    followed = [s for s in after.statements if s.kind is StatementKind.TARGET and not s.repeat]
    changed = {(change.after.start, change.after.end, change.after.value) for change in changes if change.after}
    same = sum((s.start, s.end, s.value) not in changed for s in followed)
    kinds = Counter(_word(change) for change in changes)
    parts = [f"{count} {word}" for word, count in kinds.items()]
    if followed or any(s.kind is StatementKind.TARGET for s in before.statements):
        say(f"targets: {', '.join([*parts, f'{same} as before'])}")
    for change in changes:
        one, other = change.before, change.after
        sides = " → ".join(clean(describe(side)) for side in (one, other) if side is not None)
        say(f"  {_word(change):<16} {sides}")
        if one is not None:
            say(f"    - “{clean(' '.join(one.quote.split()))}”")
        if other is not None:
            say(f"    + “{clean(' '.join(other.quote.split()))}”")


def _word(change: StatementChange) -> str:
    return change.kind.value.removeprefix("target_").replace("_", " ")


def _line(edit: Edit) -> Text:
    """One edit: `-` and `+` lines, or one `~` line with [-removed-] and {+added+} words."""
    if edit.kind is EditKind.ADDED:
        return Text(f"+ {clean(edit.after)}", style="green")
    if edit.kind is EditKind.REMOVED:
        return Text(f"- {clean(edit.before)}", style="red")
    if edit.kind is EditKind.MOVED:
        return Text(f"> {clean(edit.after)}", style="cyan")
    line = Text("~ ")
    for sign, words in edit.words:
        shown = {"=": words, "-": f"[-{words}-]", "+": f"{{+{words}+}}"}[sign]
        line.append(clean(shown), style=_STYLES[sign])
    return line

"""`monitor diff`: two versions of a page, side by side in one text."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from monitor.changes import diff_blocks
from monitor.cli.context import find_page, opened
from monitor.cli.output import clean, console, emit, moment, say
from monitor.cli.pages import JsonOption, PageArgument
from monitor.errors import UsageError
from monitor.ports import Store
from monitor.types import Edit, EditKind, Page, Version
from monitor.types.codec import dump

_STYLES = {"=": "", "-": "red strike", "+": "bold green"}


def diff(
    page: PageArgument,
    a: Annotated[int | None, typer.Argument(help="Older version; the one before B by default.")] = None,
    b: Annotated[int | None, typer.Argument(help="Newer version; the latest by default.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what differs between two versions of a page."""
    with opened() as (_, store):
        found = find_page(store, page)
        after = _version(store, found, b)
        before = _version(store, found, a if a is not None else after.number - 1)
    edits = diff_blocks(before.document.blocks, after.document.blocks)
    if as_json:
        emit({"page": found.id, "from": before.number, "to": after.number, "edits": [dump(edit) for edit in edits]})
        return
    times = f"{before.number} ({moment(before.fetched_at)}) → {after.number} ({moment(after.fetched_at)})"
    say(f"{found.url}  version {times}")
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

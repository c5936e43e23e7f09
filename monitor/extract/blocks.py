"""Chosen runs of an outline to Blocks: rows of tables, headings, list items, replies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from monitor.extract.tables import Tables
from monitor.extract.tree import Element, Outline, Run
from monitor.types import Block, BlockKind, Role

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = frozenset({"li", "dd", "dt"})
_CELLS = frozenset({"td", "th"})
_TABLE_TAGS = frozenset({"td", "th", "tr", "table"})
#: Tables with longer cells (mean, characters) are layout, not data.
LAYOUT_CELL_CHARS = 60
#: Cells of so many lines (mean) lay out a page: the card of an author, a list of topics.
_LAYOUT_CELL_LINES = 3
#: Marks that cannot begin a line: they end the one before.
_STRAY = re.compile(r"[.。,，、;；:：!！?？)）\]】»”’…]+")
#: What replies are called.
REPLY_WORDS = frozenset({"comment", "comments", "commentlist", "reply", "replies", "answer", "answers", "respond"})


@dataclass(slots=True)
class _Row:
    """A row of a data table while its cells are gathered."""

    element: Element
    cells: list[tuple[Element, list[str]]]


def blocks_of(
    page: Outline, keep: list[bool], replies: list[bool] | None = None, tree: LexborHTMLParser | None = None
) -> tuple[Block, ...]:
    """The kept runs as Blocks, in order; `replies` says which runs are replies in a thread.

    The tree shows what the outline does not have of tables: empty cells and cells that span others.
    """
    blocks: list[Block] = []
    tables: dict[int, bool] = {}
    grid = Tables(tree)
    row: _Row | None = None
    element: Element | None = None
    kind, level = BlockKind.PARAGRAPH, 0
    tr: Element | None = None
    holder: Element | None = None
    for at, run in enumerate(page.runs):
        if not keep[at]:
            continue
        role = Role.REPLY if replies is not None and replies[at] else Role.BODY
        if run.element is not element:
            element = run.element
            kind, level = _shape(element)
            around = element.parent if element.parent is not None and element.tag not in _TABLE_TAGS else element
            if around is not holder:
                holder = around
                tr = _data_row(page, around, tables)
        if row is not None and tr is not row.element:
            blocks += _row_blocks(row, grid)
            row = None
        if tr is not None:
            if row is None:
                row = _Row(tr, [])
            cell = _cell_of(run.element)
            if row.cells and row.cells[-1][0] is cell:
                row.cells[-1][1].append(run.text)
            else:
                row.cells.append((cell, [run.text]))
        elif blocks and _STRAY.fullmatch(run.text):
            blocks[-1] = _replaced(blocks[-1], blocks[-1].text + run.text)
        else:
            blocks.append(Block(text=run.text, kind=kind, level=level, role=role))
    if row is not None:
        blocks += _row_blocks(row, grid)
    return tuple(blocks)


def _replaced(block: Block, text: str) -> Block:
    return Block(text=text, kind=block.kind, level=block.level, role=block.role)


def _shape(element: Element) -> tuple[BlockKind, int]:
    """Kind and heading level, from the innermost elements around a run."""
    here: Element | None = element
    for _ in range(3):
        if here is None:
            break
        if here.tag in _LEVELS:
            return BlockKind.HEADING, _LEVELS[here.tag]
        if here.tag in _ITEMS:
            return BlockKind.LIST_ITEM, 0
        here = here.parent
    return BlockKind.PARAGRAPH, 0


def _data_row(page: Outline, element: Element, tables: dict[int, bool]) -> Element | None:
    """The <tr> around an element, when its table holds data rather than layout."""
    row: Element | None = None
    here: Element | None = element
    while here is not None:
        if here.tag == "tr" and row is None:
            row = here
        elif here.tag == "table":
            if row is None:
                return None
            data = tables.get(id(here))
            if data is None:
                data = tables[id(here)] = is_data_table(page, here)
            return row if data else None
        here = here.parent
    return None


def is_data_table(page: Outline, table: Element) -> bool:
    """Whether a table has rows of short cells; tables that lay out a page have few and long ones."""
    runs = page.runs[table.first : table.last]
    rows: dict[int, set[int]] = {}
    for run in runs:
        here: Element | None = run.element
        cell: Element | None = None
        row: Element | None = None
        while here is not None and here is not table:
            if here.tag == "table":
                return False
            if here.tag in _CELLS and cell is None:
                cell = here
            if here.tag == "tr" and row is None:
                row = here
            here = here.parent
        if row is not None:
            rows.setdefault(id(row), set()).add(id(cell))
    cells = sum(len(row) for row in rows.values())
    if cells < 2 or not any(len(row) > 1 for row in rows.values()):
        return False
    if len(runs) > _LAYOUT_CELL_LINES * cells:
        return False
    return sum(len(run.text) for run in runs) <= LAYOUT_CELL_CHARS * cells


def _cell_of(element: Element) -> Element:
    here: Element | None = element
    while here is not None:
        if here.tag in _CELLS:
            return here
        here = here.parent
    return element


def _row_blocks(row: _Row, grid: Tables) -> list[Block]:
    """One row as one Block; the header of a column is said with each figure in it.

    Of headers in several rows, one Block says all names of each column.
    """
    table = row.element.parent
    while table is not None and table.tag != "table":
        table = table.parent
    placed = grid.place(id(table), [parts for _, parts in row.cells])
    if placed is None:
        texts = [" ".join(parts) for _, parts in row.cells]
    elif placed:
        texts = placed
    else:
        return []
    return [Block(text=" | ".join(texts), kind=BlockKind.TABLE_ROW)]


def replies_in(page: Outline, keep: list[bool], *, thread: bool) -> list[bool]:
    """Which kept runs are replies: parts named so, and all but the first of a thread's posts."""
    named: dict[int, bool] = {}
    replies = []
    for run, kept in zip(page.runs, keep, strict=True):
        replies.append(kept and _is_named_reply(run.element, named))
    if not thread:
        return replies
    kept_runs = [(at, run) for at, run in enumerate(page.runs) if keep[at] and not replies[at]]
    first = _first_post(kept_runs)
    if first is not None:
        for at, _ in kept_runs:
            replies[at] = at >= first.last
    return replies


def _is_named_reply(element: Element, named: dict[int, bool]) -> bool:
    """Whether an element or one around it is called a comment, a reply or an answer."""
    path: list[Element] = []
    here: Element | None = element
    found = False
    while here is not None:
        known = named.get(id(here))
        if known is not None:
            found = known
            break
        path.append(here)
        here = here.parent
    for one in reversed(path):
        found = found or not REPLY_WORDS.isdisjoint(one.words())
        named[id(one)] = found
    return found


def _first_post(runs: list[tuple[int, Run]]) -> Element | None:
    """The first of several elements of one name, side by side, that hold the kept runs of a thread; None if no such.

    Tables that each hold a post need no name.
    """
    # The title may stand above all posts.
    opening = next((run.element for _, run in runs if run.element.tag not in _LEVELS), None)
    if len(runs) < 2 or opening is None:
        return None
    here: Element | None = opening
    while here is not None and here.parent is not None:
        # A post may be an item of a list, then it has parts of its own.
        item = here.tag == "li" and here is opening
        if not item and _same_kind_after(here, runs):
            return here
        here = here.parent
    return None


def _same_kind_after(element: Element, runs: list[tuple[int, Run]]) -> bool:
    """Whether an element of the same tag and first name follows under the same parent and holds kept runs."""
    if element.tag in ("p", "br", "h1", "h2", "h3", "h4", "td", "span"):
        return False
    if not element.words() and element.tag != "table":
        return False
    wanted = (element.tag, *element.words()[:1])
    for at, run in runs:
        if at < element.last:
            continue
        here: Element | None = run.element
        while here is not None and here.parent is not element.parent:
            here = here.parent
        if here is not None and (here.tag, *here.words()[:1]) == wanted:
            return True
    return False

"""Menus in cells of tables that lay out a page: `<td><a>News</a><br><a>Notices</a></td>`.

A link that is all there is in a cell belongs to its row; several links and nothing else lead to other pages.
"""

from __future__ import annotations

from monitor.extract.blocks import is_data_table
from monitor.extract.tree import Element, Outline, Run, is_announced, is_menu_entry

_CELLS = frozenset({"td", "th"})
_FEWEST = 2


def drop_menus(page: Outline, keep: list[bool]) -> None:
    """Drop the kept short links that stand with others of their kind alone in a cell of a layout table."""
    for element in page.elements:
        first, last = element.first, element.last
        if (
            last - first >= _FEWEST
            and element.tag in _CELLS
            and any(keep[first:last])
            and all(map(_leads_on, page.runs[first:last]))
            and not any(is_announced(page.runs[at - 1], page.runs[at].text) for at in range(max(1, first), last))
            and _lays_out(page, element)
        ):
            keep[first:last] = [False] * (last - first)


def _leads_on(run: Run) -> bool:
    return run.link_chars == len(run.text) and is_menu_entry(run.text)


def _lays_out(page: Outline, cell: Element) -> bool:
    """Whether the table around a cell holds no data."""
    here: Element | None = cell
    while here is not None and here.tag != "table":
        here = here.parent
    return here is None or not is_data_table(page, here)

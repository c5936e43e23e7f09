"""Chosen runs of an outline to Blocks."""

from __future__ import annotations

from monitor.extract.tree import Element, Run
from monitor.types import Block, BlockKind

_LEVELS = {f"h{level}": level for level in range(1, 7)}


def blocks_of(runs: list[Run]) -> tuple[Block, ...]:
    """One Block for a run."""
    blocks = []
    for run in runs:
        kind, level = _shape(run.element)
        blocks.append(Block(text=run.text, kind=kind, level=level))
    return tuple(blocks)


def _shape(element: Element) -> tuple[BlockKind, int]:
    """Kind and heading level, from the innermost elements around a run."""
    here: Element | None = element
    for _ in range(3):
        if here is None:
            break
        if here.tag in _LEVELS:
            return BlockKind.HEADING, _LEVELS[here.tag]
        if here.tag in ("li", "dd", "dt"):
            return BlockKind.LIST_ITEM, 0
        here = here.parent
    return BlockKind.PARAGRAPH, 0

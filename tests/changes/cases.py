"""Recorded pairs: one file holds a page before and after, and what is to be found.

A line is a block: `#` headings, `-` list items, `|` table rows, `>` replies, anything else a paragraph. Lines of
`=====` stand between before, after and (in targets/) the kinds of change; `-` is "none".
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitor.targets import read_equipment, read_statements
from monitor.text.language import language_of
from monitor.types import Block, BlockKind, Document, Recipe, Role, Version
from tests.making import NOON

CASES = Path(__file__).parents[1] / "cases" / "changes"


@dataclass(frozen=True)
class Pair:
    """A page before and after."""

    name: str
    before: Version
    after: Version
    kinds: tuple[str, ...]


def pairs(folder: str) -> list[Pair]:
    """All pairs of a folder."""
    return [read_pair(path) for path in sorted((CASES / folder).glob("*.txt"))]


def read_pair(path: Path) -> Pair:
    parts = path.read_text(encoding="utf-8").split("\n=====\n")
    kinds = tuple(line for line in parts[2].split() if line != "-") if len(parts) > 2 else ()
    return Pair(path.stem, a_version(parts[0]), a_version(parts[1]), kinds)


def a_version(text: str) -> Version:
    """The Version that a page of these lines is."""
    blocks = tuple(a_block(line) for line in text.splitlines() if line.strip())
    title = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    document = Document(
        url="https://city.example/notice.html",
        title=title,
        published="2025-03-02",
        language=language_of(text),
        blocks=blocks,
    )
    return Version(
        document=document,
        statements=read_statements(document),
        equipment=read_equipment(document),
        recipe=Recipe(extractor="1", rules="none"),
        snapshot_sha256="0" * 64,
        fetched_at=NOON,
    )


def a_block(line: str) -> Block:
    mark, _, text = line.partition(" ")
    if mark and set(mark) == {"#"}:
        return Block(text=text, kind=BlockKind.HEADING, level=len(mark))
    if mark == "-":
        return Block(text=text, kind=BlockKind.LIST_ITEM)
    if mark == "|":
        return Block(text=text, kind=BlockKind.TABLE_ROW)
    if mark == ">":
        return Block(text=text, role=Role.REPLY)
    return Block(text=line)

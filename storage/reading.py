"""A Version as bytes and back: the text, the outline of its blocks, and all that was read in it.

What stands in columns of `versions` (number, snapshot, recipe, dates) is not repeated here. Offsets are kept as
distances from the one before, so that a paragraph that grows moves one number, not all that follow: that is what keeps
the difference between two Versions small.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, TypeVar

from monitor.types import (
    Attachment,
    Block,
    BlockKind,
    Document,
    EquipmentMention,
    PlanMention,
    Removed,
    Role,
    Statement,
    Version,
)
from monitor.types.codec import load
from storage.packing import from_bytes, plain, to_bytes

T = TypeVar("T", Statement, EquipmentMention, PlanMention)

#: Which words of it the offsets of each kind span.
WORDS: dict[type, str] = {Statement: "quote", EquipmentMention: "surface", PlanMention: "name"}
#: Fields of a Document that are kept as they are.
FACTS = ("url", "title", "published", "modified", "issuer", "number", "language", "canonical_url")


def pack_reading(version: Version) -> bytes:
    """The bytes of a Version; equal for equal readings."""
    document = version.document
    return to_bytes(
        {
            "document": {name: getattr(document, name) for name in FACTS if getattr(document, name) is not None},
            "text": document.text,
            "outline": _outline(document.blocks),
            "removed": [[removed.text, removed.reason] for removed in document.removed],
            "attachments": [[attachment.url, attachment.title] for attachment in document.attachments],
            "statements": _without_offsets(version.statements, WORDS[Statement]),
            "equipment": _without_offsets(version.equipment, WORDS[EquipmentMention]),
            "plans": _without_offsets(version.plans, WORDS[PlanMention]),
        }
    )


def unpack_document(data: dict[str, Any]) -> Document:
    """The Document of a reading."""
    facts = dict.fromkeys(FACTS) | data["document"]
    return Document(
        blocks=_blocks(data["text"], data["outline"]),
        removed=tuple(Removed(text=text, reason=reason) for text, reason in data["removed"]),
        attachments=tuple(Attachment(url=url, title=title) for url, title in data["attachments"]),
        **facts,
    )


def unpack_statements(data: dict[str, Any]) -> tuple[Statement, ...]:
    """The Statements of a reading, in their order."""
    return _with_offsets(data["statements"], Statement)


def unpack_equipment(data: dict[str, Any]) -> tuple[EquipmentMention, ...]:
    """The EquipmentMentions of a reading, in their order."""
    return _with_offsets(data["equipment"], EquipmentMention)


def unpack_plans(data: dict[str, Any]) -> tuple[PlanMention, ...]:
    """The PlanMentions of a reading, in their order."""
    return _with_offsets(data["plans"], PlanMention)


def unpack_reading(content: bytes) -> dict[str, Any]:
    """The parts of a reading, for the functions above."""
    data: dict[str, Any] = from_bytes(content)
    return data


def _outline(blocks: tuple[Block, ...]) -> list[list[Any]]:
    """Runs of like blocks: kind, level, role, lines in each, how many."""
    shapes = ((block.kind.value, block.level, block.role.value, block.text.count("\n") + 1) for block in blocks)
    return [[*shape, sum(1 for _ in run)] for shape, run in groupby(shapes)]


def _blocks(text: str, outline: list[list[Any]]) -> tuple[Block, ...]:
    lines = iter(text.split("\n"))
    return tuple(
        Block(
            text="\n".join(next(lines) for _ in range(per_block)),
            kind=BlockKind(kind),
            level=level,
            role=Role(role),
        )
        for kind, level, role, per_block, count in outline
        for _ in range(count)
    )


def _without_offsets(items: tuple[Any, ...], words: str) -> list[dict[str, Any]]:
    packed = []
    before = 0
    for item in items:
        data = plain(item)
        start, end = data.pop("start"), data.pop("end")
        data["gap"] = start - before
        if end - start != len(getattr(item, words)):
            data["chars"] = end - start
        before = start
        packed.append(data)
    return packed


def _with_offsets(items: list[dict[str, Any]], kind: type[T]) -> tuple[T, ...]:
    words = WORDS[kind]
    whole = []
    start = 0
    for data in items:
        start += data.pop("gap")
        data["start"] = start
        data["end"] = start + data.pop("chars", len(data[words]))
        whole.append(load(kind, data))
    return tuple(whole)

"""Stable functions for other programs: a page's text, and what a text promises.

main_text(html, url)                     -> str     what the page says, one block a line
read_text(text, language, published)     -> dict    statements, equipment, plans, as `monitor extract --json` has them
read_document(document)                  -> dict    all that `monitor extract --json` prints
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from monitor.extract import text_of
from monitor.targets.promises import Promises, promises_of, read_promises
from monitor.types import Document, EquipmentMention, PlanMention, Statement
from monitor.types.codec import dump


def main_text(html: bytes, url: str | None) -> str:
    """What a page says, one block a line; "" when it says nothing. Never raises. Other kinds of file work as well."""
    return text_of(html, url=url)


def read_text(text: str, language: str | None = None, published: str | None = None) -> dict[str, Any]:
    """What a text promises: `statements`, `equipment` and `plans`, as plain JSON data.

    `language` (`zh` or `en`) is what the caller takes it for; each line is read in the languages it is written in.
    `published` is the ISO date that relative deadlines count from. The text may be as it was scraped: nothing is read
    in lines of page furniture. Never raises for any text.
    """
    return _promises(promises_of(text, published=published))


def read_document(document: Document) -> dict[str, Any]:
    """A Document and what it promises, as plain JSON data: the object that `monitor extract --json` prints."""
    return {
        "url": document.url,
        "title": document.title,
        "published": document.published,
        "modified": document.modified,
        "issuer": document.issuer,
        "number": document.number,
        "language": document.language,
        "canonical_url": document.canonical_url,
        "text": document.text,
        "blocks": [dump(block) for block in document.blocks],
        "attachments": [dump(attachment) for attachment in document.attachments],
        "removed": [dump(removed) for removed in document.removed],
        **_promises(read_promises(document)),
    }


def _promises(found: Promises) -> dict[str, Any]:
    return {
        "statements": [_statement(statement) for statement in found.statements],
        "equipment": [_equipment(mention) for mention in found.equipment],
        "plans": [_plan(plan) for plan in found.plans],
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "kind": statement.kind.value,
        "metric": statement.metric,
        "value": _number(statement.value),
        "value_high": _number(statement.value_high),
        "unit": statement.unit,
        "counted": statement.counted,
        "comparator": statement.comparator.value,
        "deadline": statement.deadline,
        "as_of": statement.as_of,
        "plan": statement.plan,
        "quote": statement.quote,
        "start": statement.start,
        "end": statement.end,
        "rule": statement.rule,
        "repeat": statement.repeat,
    }


def _equipment(mention: EquipmentMention) -> dict[str, Any]:
    return {
        "term": mention.term,
        "surface": mention.surface,
        "start": mention.start,
        "end": mention.end,
        "nmpa_class": mention.nmpa_class,
        "stance": mention.stance,
        "unlisted": mention.unlisted,
        "rule": mention.rule,
    }


def _plan(plan: PlanMention) -> dict[str, Any]:
    return {
        "name": plan.name,
        "key": plan.key,
        "issuer": plan.issuer,
        "period": list(plan.period) if plan.period else None,
        "draft": plan.draft,
        "start": plan.start,
        "end": plan.end,
    }

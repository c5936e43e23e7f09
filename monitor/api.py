"""Stable functions for other programs: a page's text, and what a text promises.

main_text(html, url)                     -> str     what the page says, one block a line
read_text(text, language, published)     -> dict    statements, equipment, plans, as `monitor extract --json` has them
read_document(document)                  -> dict    all that `monitor extract --json` prints
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from monitor.extract import extract_bytes
from monitor.targets import read_plans, read_statements
from monitor.targets.equipment import equipment_of
from monitor.targets.plans import plans_of
from monitor.targets.reader import statements_of
from monitor.types import Document, EquipmentMention, PlanMention, Statement
from monitor.types.codec import dump


def main_text(html: bytes, url: str | None) -> str:
    """What a page says, one block a line; "" when it says nothing. Never raises. Other kinds of file work as well."""
    return extract_bytes(html, url=url).text


def read_text(text: str, language: str | None = None, published: str | None = None) -> dict[str, Any]:
    """What a text promises: `statements`, `equipment` and `plans`, as plain JSON data.

    `language` (`zh` or `en`) is a hint; `published` is the ISO date that relative deadlines count from. The text may be
    as it was scraped: nothing is read in lines of page furniture. Never raises for any text.
    """
    statements = statements_of(text, language=language, published=published, plan=None)
    return {
        "statements": [_statement(s) for s in statements],
        "equipment": [_equipment(e) for e in equipment_of(text, statements)],
        "plans": [_plan(p) for p in plans_of(text)],
    }


def read_document(document: Document) -> dict[str, Any]:
    """A Document and what it promises, as plain JSON data: the object that `monitor extract --json` prints."""
    statements = read_statements(document)
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
        "statements": [_statement(s) for s in statements],
        "equipment": [_equipment(e) for e in equipment_of(document.text, statements)],
        "plans": [_plan(p) for p in read_plans(document)],
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

"""Indexes kept as files: `tests/cases/discover/NAME.http` beside `NAME.links`.

The first is a head of `name: value` lines, an empty line, and the body as UTF-8. `url`, `kind` (listing when left
out), `family`, `jurisdiction`, `keywords`, `exclude` (alternatives separated by " | "), `encode`, `next` (the next
page, when there is one) and the fields of a LinkRule are ours; the rest are headers. The second has a line for each
link that is to be found, in order: date or "-", address, title, separated by tabs. A new case needs no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.types import Body, LinkRule, Schedule, Source, SourceKind

CASES = Path(__file__).parent.parent / "cases" / "discover"
_OWN = {"url", "kind", "family", "jurisdiction", "keywords", "exclude", "encode", "next"}
_RULE = {"selector", "pattern", "items", "url_field", "title_field", "date_field"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One index, and what it leads to."""

    name: str
    body: Body
    source: Source
    #: (date or None, address, title)
    links: list[tuple[str | None, str, str]]
    next: str | None


def read_case(path: Path) -> Case:
    """A case from its two files."""
    head, _, content = path.read_text(encoding="utf-8").partition("\n\n")
    facts = [(name, value.strip()) for name, _, value in (line.partition(": ") for line in head.split("\n"))]
    own = dict(facts)
    rule = {name: value for name, value in facts if name in _RULE}
    source = Source(
        id="case",
        name="Case",
        url=own["url"],
        kind=SourceKind(own.get("kind", "listing")),
        schedule=Schedule(every_s=3600),
        family=own.get("family"),
        jurisdiction=own.get("jurisdiction"),
        keywords=_words(own.get("keywords", "")),
        exclude=_words(own.get("exclude", "")),
        links=LinkRule(**rule),  # type: ignore[arg-type]
    )
    lines = path.with_suffix(".links").read_text(encoding="utf-8").splitlines()
    links = [(date if date != "-" else None, url, title) for date, url, title in (line.split("\t") for line in lines)]
    headers = tuple(pair for pair in facts if pair[0] not in _OWN | _RULE)
    return Case(
        name=path.stem,
        body=body_of(content.encode(own.get("encode", "utf-8")), url=own["url"], headers=headers),
        source=source,
        links=links,
        next=own.get("next"),
    )


def body_of(content: bytes, *, url: str, headers: tuple[tuple[str, str], ...] = ()) -> Body:
    """An answer with that content."""
    return Body(
        url=url,
        final_url=url,
        status=200,
        headers=headers,
        content=content,
        sha256="",
        fetched_at=datetime(2026, 11, 21, tzinfo=UTC),
        took_s=0.1,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(" | ") if word.strip())


def all_cases() -> list[Case]:
    """Every case there is, by name."""
    return [read_case(path) for path in sorted(CASES.glob("*.http"))]

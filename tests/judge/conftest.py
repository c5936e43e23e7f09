"""Answers kept as files: `tests/cases/verdict/VERDICT/NAME.http`.

A file is a head of `name: value` lines, an empty line, and the body as UTF-8. `url`, `final_url`, `status`,
`must_contain` (alternatives separated by " | ") and `encode` (the encoding that the body is sent in) are ours; all
other lines are the response's headers. A new case needs no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.types import Body

CASES = Path(__file__).parent.parent / "cases" / "verdict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One recorded answer and what it is."""

    name: str
    verdict: str
    body: Body
    must_contain: tuple[str, ...]


def read_case(path: Path) -> Case:
    """A case from its file."""
    head, _, content = path.read_bytes().decode("utf-8").partition("\n\n")
    facts = [(name, value.strip()) for name, _, value in (line.partition(":") for line in head.split("\n"))]
    own = dict(facts)
    url = own["url"]
    body = Body(
        url=url,
        final_url=own.get("final_url", url),
        status=int(own["status"]),
        headers=tuple(
            pair for pair in facts if pair[0] not in ("url", "final_url", "status", "must_contain", "encode")
        ),
        content=content.encode(own.get("encode", "utf-8")),
        sha256="",
        fetched_at=datetime(2026, 11, 21, tzinfo=UTC),
        took_s=0.1,
    )
    wanted = tuple(part.strip() for part in own.get("must_contain", "").split(" | ") if part.strip())
    return Case(name=path.stem, verdict=path.parent.name, body=body, must_contain=wanted)


def all_cases() -> list[Case]:
    """Every case there is, by verdict and name."""
    return [read_case(path) for path in sorted(CASES.glob("*/*.http"))]

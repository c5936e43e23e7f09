"""One fetch of a source, shown and forgotten: what would be kept, what is stripped, and what to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.discover import discover, opened
from monitor.extract import NOTHING_LEARNED, Boilerplate, extract
from monitor.extract.html import idle_selectors
from monitor.judge import judge
from monitor.targets.promises import read_promises
from monitor.text.decode import decode
from monitor.text.sniff import ContentKind, sniff
from monitor.types import (
    Body,
    Document,
    EquipmentMention,
    Fetched,
    FetchFailure,
    FoundLink,
    NotModified,
    Render,
    Source,
    SourceKind,
    Statement,
    Verdict,
    VerdictKind,
)
from monitor.types.codec import dump

#: Shorter documents are worth a second look: a listing's teaser, or a page that a script fills.
SHORT_CHARS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What one answer would have become."""

    is_usable: bool
    #: One line: status and verdict, or what failed.
    answer: str
    charset: str | None = None
    links: tuple[FoundLink, ...] = ()
    document: Document | None = None
    statements: tuple[Statement, ...] = ()
    equipment: tuple[EquipmentMention, ...] = ()
    #: What to change in sources.yaml, when something looks wrong.
    advice: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As plain JSON data."""
        data: dict[str, Any] = dump(self)
        return data


def try_out(fetched: Fetched, source: Source, mask: Boilerplate = NOTHING_LEARNED) -> Trial:
    """Say what an answer would become under a source's rules and what was learned of its host. Pure."""
    if isinstance(fetched, FetchFailure):
        return Trial(is_usable=False, answer=f"failed: {fetched.message}")
    if isinstance(fetched, NotModified):
        return Trial(is_usable=True, answer="304: not modified")
    seen = opened(fetched) if source.kind.is_index else fetched
    verdict = judge(seen, must_contain=source.must_contain)
    answer = f"{fetched.status} from {fetched.final_url}, {len(fetched.content)} bytes: {verdict.kind.value}"
    charset = decode(seen.content, content_type=fetched.header("content-type")).encoding
    if verdict.kind is not VerdictKind.USABLE:
        advice = _browser_advice(verdict, source)
        return Trial(is_usable=False, answer=f"{answer} ({verdict.reason})", charset=charset, advice=advice)
    if source.kind.is_index:
        links = discover(fetched, source)
        return Trial(
            is_usable=bool(links), answer=answer, charset=charset, links=links, advice=_index_advice(links, source)
        )
    return _document(fetched, source, mask, answer, charset)


def _browser_advice(verdict: Verdict, source: Source) -> tuple[str, ...]:
    """What helps when a script fills the page; nothing when a browser has been there already."""
    if not verdict.needs_browser or source.render is Render.BROWSER:
        return ()
    return ("a script fills the page: set render: browser, or watch the JSON that it loads (kind: json)",)


def _document(body: Body, source: Source, mask: Boilerplate, answer: str, charset: str) -> Trial:
    document = extract(body, rules=source.rules, mask=mask, explain=True)
    advice: list[str] = []
    if len(document.text) < SHORT_CHARS:
        advice.append("little text is kept: name the document's element with keep:, or look whether a script fills it")
    advice += _selector_advice(body, source)
    advice += [
        f"ignore: {pattern!r} leaves out nothing on this page"
        for pattern in source.rules.ignore
        if not any(pattern in removed.reason for removed in document.removed)
    ]
    found = read_promises(document)
    return Trial(
        is_usable=bool(document.text.strip()),
        answer=answer,
        charset=charset,
        document=document,
        statements=found.statements,
        equipment=found.equipment,
        advice=tuple(advice),
    )


def _selector_advice(body: Body, source: Source) -> list[str]:
    """Which selectors do nothing on this page; of those under `keep:` one is enough."""
    keep, drop = source.rules.keep, source.rules.drop
    kind = body.header("content-type")
    if not (keep or drop) or sniff(body.content, content_type=kind, url=body.final_url) is not ContentKind.HTML:
        return []
    idle = idle_selectors(body.content, kind, (*keep, *drop))
    advice = [f"drop: {selector!r} is nowhere on this page" for selector in drop if selector in idle]
    if keep and all(selector in idle for selector in keep):
        advice.append("keep: none of its selectors is on this page, so what is kept is told by content")
    return advice


def _index_advice(links: tuple[FoundLink, ...], source: Source) -> tuple[str, ...]:
    if links:
        return ()
    keys = "{items: …, url_field: …}" if source.kind is SourceKind.JSON else "{selector: …} or {pattern: …}"
    loosen = "loosen keywords:, or " if source.keywords else ""
    return (f"no link is taken: {loosen}name the links with links: {keys}",)

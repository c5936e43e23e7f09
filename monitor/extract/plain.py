"""Plain text to runs of the document: no markup to go by, so wording and the shape of the lines decide.

lines ──> stray punctuation joined to the line it ends ──> furniture by wording ──> the span with most prose
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from monitor.extract.lines import furniture, opens_other_section
from monitor.extract.text_facts import document_of
from monitor.types import Block, Document, Removed

#: Marks that cannot begin a sentence; alone or at the start of a line they belong to the line before.
_STRAY = re.compile(r"[.。,，、;；:：!！?？)）\]】»”’…]+(?=\s|$)")
#: After these the sentence goes on.
_CONTINUES = ",，、;；:：)）]】"
_QUOTE = re.compile('"')
_BULLET = re.compile(r"(?:[-–•·*●○▪◦]|\d{1,2}[.)])\s*")
_SENTENCE = re.compile(r"[。！？；]|[.!?;,，、:：](?:[\s\"'”’)]|$)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


def join_stray(lines: list[str]) -> list[str]:
    """Lines trimmed, empty ones left out, punctuation at the head of a line moved to the end of the one before."""
    joined: list[str] = []
    for raw in lines:
        line = " ".join(raw.split())
        stray = _STRAY.match(line) if joined else None
        if stray is None and line.startswith('" ') and joined and joined[-1].count('"') % 2:
            stray = _QUOTE.match(line)
        if stray is not None:
            rest = line[stray.end() :].strip()
            joined[-1] += stray[0]
            if rest and stray[0][-1] in _CONTINUES:
                joined[-1] += " " + rest
            elif rest:
                joined.append(rest)
        elif line:
            joined.append(line)
    return joined


def split_plain(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """(lines of the document, (line, reason) of those that are not), in order.

    The title may stand apart from the text, above menus and dates: it is the first line then.
    """
    lines = join_stray(re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text))
    reasons = [furniture(line) for line in lines]
    weights = [-10.0 if reason else _weight(line) for line, reason in zip(lines, reasons, strict=True)]
    for at, line in enumerate(lines):
        if opens_other_section(line) and sum(weights[at + 1 :]) <= 0.25 * sum(max(0.0, weight) for weight in weights):
            reasons[at:] = [reason or "list of other pages" for reason in reasons[at:]]
            weights[at:] = [-10.0] * len(weights[at:])
            break
    first, last = _best_span(weights)
    title = _title(lines, reasons, first)
    kept: list[str] = []
    removed: list[tuple[str, str]] = []
    for at, line in enumerate(lines):
        if (reasons[at] is None and first <= at < last) or at == title:
            kept.append(line)
        else:
            removed.append((line, reasons[at] or "outside the document"))
    return kept, removed


def _title(lines: list[str], reasons: list[str | None], first: int) -> int | None:
    """Where the title is: the nearest long label above the text that dates, menus and breadcrumbs do not part from it.

    A breadcrumb ends with the title often enough to confirm one that is further away.
    """
    crumbs = " ".join(line for line, reason in zip(lines[:first], reasons, strict=False) if reason == "breadcrumb")
    for at in range(first - 1, max(-1, first - 8), -1):
        line = lines[at]
        if reasons[at] is None and not _BULLET.match(line) and (_weight(line) >= 8.0 or line in crumbs):
            return at
    return None


def _weight(line: str) -> float:
    """How much a line speaks for being document: about its length when it is prose, negative for labels."""
    bare = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    length = len(bare) + 2 * len(_WIDE.findall(bare))
    if length > 40 and _SENTENCE.search(bare):
        return min(300.0, length)
    if bare != line:
        return -8.0
    return 8.0 if length > 24 else -6.0


def _best_span(weights: list[float]) -> tuple[int, int]:
    """The contiguous span with the greatest sum (Kadane); all of a text that has no prose."""
    if not any(weight > 10 for weight in weights):
        return 0, len(weights)
    sums = [0.0, *accumulate(weights)]
    best = (0, len(weights))
    value = float("-inf")
    low = 0
    for end in range(1, len(sums)):
        if sums[end - 1] < sums[low]:
            low = end - 1
        if sums[end] - sums[low] > value:
            value = sums[end] - sums[low]
            best = (low, end)
    return best


def read_plain(text: str, *, url: str | None, explain: bool) -> Document:
    """The Document of a plain text."""
    kept, removed = split_plain(text)
    reasons = tuple(Removed(text=line, reason=reason) for line, reason in removed)
    document = document_of([Block(text=line) for line in kept], url=url, removed=reasons)
    return document if explain else replace(document, removed=())

"""Subjects of messages: the weightiest change with its figures whole, how much more there is, the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.alerts.cleaning import clean
from monitor.alerts.grouping import by_statement
from monitor.alerts.phrases import digest_title, holds, known_before, others, phrases
from monitor.changes import headline, label, shortened
from monitor.changes.reports import TOLD_BEFORE
from monitor.types import Change, ChangeKind

#: Of a page's title that a headline may hold already.
TITLE_CHARS = 90
#: Of a subject; of the name of a target in it, and where that leaves too little room; for the page's title.
SUBJECT_CHARS, METRIC_CHARS, TAIL_LEAST = 110, (40, 24), 28

#: What the reasons of a new page say of its targets.
_HELD = re.compile(r"(\d+) targets?")


def page_subject(changes: Sequence[Change], title: str, language: str) -> str:
    """The weightiest change, how many more there are, and the page."""
    if not changes:
        return shortened(title, SUBJECT_CHARS)
    if any(change.kind is ChangeKind.PAGE_NEW for change in changes):
        name = label(ChangeKind.PAGE_NEW, language) + phrases(language)["colon"]
        held = holds_targets(changes, language)
        return name + shortened(title, SUBJECT_CHARS - len(name) - len(held)) + held
    told = by_statement(change for change in changes if change.kind is not ChangeKind.TEXT_CHANGED)
    first = told[0] if told else changes[:1]
    kinds = [change.kind for change in first]
    more = others(len(told) - 1, language) if len(told) > 1 else ""
    if shortened(title, TITLE_CHARS) in (whole := clean(headline(first[0], language, kinds=kinds))):
        return shortened(whole, SUBJECT_CHARS - len(more)) + more
    return _with_title(first[0], kinds, more, title, language)


def _with_title(change: Change, kinds: Sequence[ChangeKind], more: str, title: str, language: str) -> str:
    """A subject in which the figures stay whole: the name of the target gives way first, then the page's title."""
    line = ""
    for chars in METRIC_CHARS:
        line = clean(headline(change, language, kinds=kinds, metric_chars=chars))
        if len(line) + len(more) + TAIL_LEAST <= SUBJECT_CHARS:
            break
    line = shortened(line, SUBJECT_CHARS - len(more)) + more
    room = SUBJECT_CHARS - len(line) - len(" — ")
    return f"{line} — {shortened(title, room)}" if room >= TAIL_LEAST // 2 else line


def digest_subject(first: str, *, changes: int, pages: int, language: str) -> str:
    """How much a digest holds, and the subject of its weightiest page."""
    return shortened(f"{digest_title(changes, pages, language)}{phrases(language)['colon']}{first}", SUBJECT_CHARS)


def holds_targets(changes: Sequence[Change], language: str) -> str:
    """How many targets a new page sets, "" for none: all of them, though a rule may take fewer than there are."""
    told = sum(change.kind is ChangeKind.TARGET_NEW for change in changes)
    held = [
        found for change in changes if change.kind is ChangeKind.PAGE_NEW for found in map(_HELD.fullmatch, change.why)
    ]
    targets = max([told, *(int(found[1]) for found in held if found)])
    if targets and any(TOLD_BEFORE in change.why for change in changes):
        return known_before(targets, language)
    return holds(targets, told, language) if targets else ""

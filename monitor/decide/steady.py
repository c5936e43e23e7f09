"""Targets whose sentence stands word for word are targets still, due when they were, though other words went or came.

What a figure is, is read from the words around it: a heading that goes, or a line that makes the page look like another
kind of page, would take targets away that nobody withdrew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from monitor.changes import sentence
from monitor.targets import StatementChange, align
from monitor.types import ChangeKind, Statement, StatementKind, Version

#: A shorter sentence that is no line of its own may stand on a page for other reasons: 其中, 20家.
_SENTENCE_CHARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """A Version as it is to be compared with the one before it, and how their targets differ."""

    version: Version
    changes: tuple[StatementChange, ...]

    @property
    def lost(self) -> list[Statement]:
        """Targets of the Version before that this one does not have."""
        return list(_removed(self.changes))


def _removed(changes: Iterable[StatementChange]) -> Iterator[Statement]:
    return (one.before for one in changes if one.kind is ChangeKind.TARGET_REMOVED and one.before is not None)


def steadied(previous: Version, found: Version) -> Steady:
    """The Version with the targets of `previous` whose sentences it has, where it reads nothing else in their place.

    What it takes for facts of no time there, or for targets of no time, is the same figure without the words that said
    what it is and when.
    """
    changes = align(previous.statements, found.statements)
    lost = [*_removed(changes), *_undated(changes)]
    kept = [again for one in lost if (again := _again(one, previous, found)) is not None]
    if not kept:
        return Steady(version=found, changes=changes)
    read = [one for one in found.statements if not any(_overlap(one, again) for again in kept)]
    statements = tuple(sorted((*read, *kept), key=lambda one: one.start))
    changes = align(previous.statements, statements)
    return Steady(version=replace(found, statements=statements), changes=changes)


def _undated(changes: Iterable[StatementChange]) -> Iterator[Statement]:
    """Targets of the one Version that the other has without their date, and else as they were."""
    return (
        one.before
        for one in changes
        if one.kind is ChangeKind.TARGET_LOOSENED and one.before and one.after and _is_timeless(one.after, one.before)
    )


def _again(lost: Statement, previous: Version, found: Version) -> Statement | None:
    """The target at its place in the new text."""
    words, text = sentence(previous.document.text, lost), f"\n{found.document.text}\n"
    at, within = text.find(f"\n{words}\n"), words.find(lost.quote)
    if at < 0 and len(words) >= _SENTENCE_CHARS:
        at = text.find(words) - 1
    if at < 0 or within < 0:
        return None
    again = replace(lost, start=at + within, end=at + within + len(lost.quote))
    others = [one for one in found.statements if _overlap(one, again)]
    return again if all(_is_timeless(one, lost) for one in others) else None


def _overlap(one: Statement, other: Statement) -> bool:
    return one.start < other.end and other.start < one.end


def _is_timeless(now: Statement, lost: Statement) -> bool:
    """Whether a figure is taken for a fact, and no date says so, or for a target that is due at no time."""
    same = (now.value, now.value_high, now.unit) == (lost.value, lost.value_high, lost.unit)
    if now.kind is StatementKind.BASELINE:
        return same and now.as_of is None
    return same and now.deadline is None and lost.deadline is not None and now.comparator is lost.comparator

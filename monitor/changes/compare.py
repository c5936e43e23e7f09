"""From two Versions of a Page to the Changes between them.

targets    --follow-->      target_*                 one Change each
equipment  --by term-->     equipment_*              one Change each
text       --diff_blocks, significance-->  text_changed   one Change, with the edits
document   --------->       page_new, page_moved, attachment_*
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from monitor.changes.diff import diff_blocks
from monitor.changes.links import links
from monitor.changes.noise import is_clockwork
from monitor.changes.passage import cut, excerpt, sentence
from monitor.changes.restless import quieten
from monitor.changes.significance import NOISE, weighed
from monitor.changes.wording import headline, label, told
from monitor.changes.words import diff_words
from monitor.discover.normalise import is_elsewhere
from monitor.targets import StatementChange, align
from monitor.text.fold import fold
from monitor.text.normal import comparable
from monitor.types import (
    Attachment,
    Change,
    ChangeKind,
    Document,
    Edit,
    EditKind,
    EquipmentMention,
    Page,
    Statement,
    StatementKind,
    Version,
)

#: What a change of target weighs: a figure that changed is what the product is for.
TARGET_SIGNIFICANCE = {
    ChangeKind.TARGET_RAISED: 0.98,
    ChangeKind.TARGET_LOWERED: 0.98,
    ChangeKind.TARGET_REMOVED: 0.97,
    ChangeKind.TARGET_NEW: 0.95,
    ChangeKind.TARGET_POSTPONED: 0.95,
    ChangeKind.TARGET_BROUGHT_FORWARD: 0.95,
    ChangeKind.TARGET_TIGHTENED: 0.85,
    ChangeKind.TARGET_LOOSENED: 0.85,
    ChangeKind.TARGET_REWORDED: 0.6,
    ChangeKind.TARGET_RESTATED: 0.6,
}
#: What news of the page itself weighs.
PAGE_SIGNIFICANCE = {
    ChangeKind.PAGE_GONE: 0.8,
    ChangeKind.PAGE_BACK: 0.6,
    ChangeKind.PAGE_SHORTENED: 0.8,
    ChangeKind.PAGE_BLOCKED: 0.5,
    ChangeKind.PAGE_UNBLOCKED: 0.35,
    ChangeKind.PAGE_FAILING: 0.5,
    ChangeKind.PAGE_RECOVERED: 0.35,
}
#: A new page by itself, with equipment that it asks for, and with targets.
_NEW, _NEW_WITH_EQUIPMENT, _NEW_WITH_TARGETS = 0.5, 0.65, 0.95
#: Equipment that the text wants something done with, and equipment that it only mentions.
_EQUIPMENT_ASKED, _EQUIPMENT_MENTIONED = 0.6, 0.3
_ATTACHMENT_SIGNIFICANCE = {
    ChangeKind.ATTACHMENT_ADDED: 0.6,
    ChangeKind.ATTACHMENT_REPLACED: 0.6,
    ChangeKind.ATTACHMENT_REMOVED: 0.5,
}
#: Another address, and one that the page had a check or two ago.
_MOVED, _MOVED_ROUND = 0.35, 0.05
#: Edits that a Change carries, and the characters in them; the whole difference is made again from the Versions.
EDITS_MOST, EDIT_CHARS_MOST = 200, 40_000
#: A longer passage is cut down to what changed in it and the words near that.
EDIT_CHARS_LONG = 4_000


def compare(
    previous: Version | None,
    now: Version,
    *,
    initial: bool = False,
    earlier: Sequence[Version] = (),
    aligned: Sequence[StatementChange] | None = None,
) -> tuple[Change, ...]:
    """The Changes between two Versions of one Page, the weightiest first. Pure; equal input gives equal output.

    `previous` is None for the first Version: one `page_new` and one `target_new` for each target; `initial` marks them
    as the starting stock of a source, which is kept and not alerted. Versions that differ only in what a reader cannot
    see give nothing. `earlier` are the Versions before `previous`, the newest first, that the last checks found: a
    passage that changed at most of them is quietened, and `why` says so. `aligned` is how their targets differ, when
    that is known.

    Raises:
        ValueError: the Versions were read with different Recipes; what differs may be the reader's own doing.
    """
    if previous is None:
        return _finished(_first(now), initial)
    if previous.recipe != now.recipe:
        raise ValueError("versions read with different recipes cannot be compared")
    said = previous.statements, now.statements
    previous, now = _of_document(previous), _of_document(now)
    if aligned is None or (previous.statements, now.statements) != said:
        aligned = align(previous.statements, now.statements)
    changes = [_target(item, previous, now) for item in aligned]
    changes += _equipment(previous, now)
    changes += _attachments(previous.document.attachments, now.document.attachments)
    changes += _moved(previous.document, now.document, earlier)
    changes += _text(previous, now, changes, earlier)
    return _finished(changes, initial)


def page_change(kind: ChangeKind, page: Page, reason: str) -> Change:
    """A Change of the Page's state rather than of its text."""
    title = page.title or page.url
    return Change(
        kind=kind,
        key=kind.value,
        significance=PAGE_SIGNIFICANCE[kind],
        why=(reason,),
        summary=f"{label(kind)}: {title}",
    )


def _first(now: Version) -> list[Change]:
    """A page that was not there before: itself, what it promises, and the equipment it wants something done with."""
    now = _of_document(now)
    changes = [_target(item, None, now) for item in align((), now.statements)]
    asked = tuple(mention for mention in now.equipment if mention.stance != "mention")
    changes += [_equipment_change(ChangeKind.EQUIPMENT_NAMED, mention) for mention in _terms(asked).values()]
    targets, kinds = len([change for change in changes if change.kind.is_target]), len(_terms(asked))
    holds = [f"{targets} target{'s' if targets > 1 else ''}"] if targets else []
    holds += [f"{kinds} kind{'s' if kinds > 1 else ''} of equipment"] if kinds else []
    score = _NEW_WITH_TARGETS if targets else _NEW_WITH_EQUIPMENT if kinds else _NEW
    title = now.document.title or now.document.url or "without a title"
    page = Change(
        kind=ChangeKind.PAGE_NEW,
        key=ChangeKind.PAGE_NEW.value,
        significance=score,
        why=("first version", *holds),
        summary=f"{label(ChangeKind.PAGE_NEW)}: {title}" + (f" ({', '.join(holds)})" if holds else ""),
        edits=excerpt(now.document.blocks),
    )
    return [page, *changes]


def _of_document(version: Version) -> Version:
    """The Version without what it reads in headlines of other documents and in counters: they change by themselves."""
    if not version.statements and not version.equipment:
        return version
    blocks = version.document.blocks
    others = links(blocks)
    starts = list(accumulate((len(block.text) + 1 for block in blocks), initial=0))
    judged: dict[int, bool] = {}

    def stands_in_it(found: Statement | EquipmentMention) -> bool:
        at = bisect_right(starts, found.start) - 1
        if at not in judged:
            judged[at] = at not in others and not (at < len(blocks) and is_clockwork(blocks[at].text))
        return judged[at]

    return replace(
        version,
        statements=tuple(one for one in version.statements if stands_in_it(one)),
        equipment=tuple(one for one in version.equipment if stands_in_it(one)),
    )


def _target(found: StatementChange, previous: Version | None, now: Version) -> Change:
    change = Change(
        kind=found.kind,
        key=f"{found.kind.value}:{found.key}",
        significance=TARGET_SIGNIFICANCE[found.kind],
        why=(label(found.kind).lower(),),
        summary="",
        before=found.before,
        after=found.after,
        sentence_before=sentence(previous.document.text, found.before) if previous and found.before else "",
        sentence_after=sentence(now.document.text, found.after) if found.after else "",
    )
    return replace(change, summary=headline(change))


def _terms(mentions: Sequence[EquipmentMention]) -> dict[str, EquipmentMention]:
    """One mention for each term: the one that wants most done with it, else the first."""
    found: dict[str, EquipmentMention] = {}
    for mention in sorted(mentions, key=lambda mention: (mention.stance == "mention", mention.start)):
        found.setdefault(mention.term, mention)
    return found


def _equipment(previous: Version, now: Version) -> list[Change]:
    """Equipment that only one of the Versions names.

    A name that stands in both texts was read differently because of the words around it: it is neither new nor gone.
    """
    old, new = _terms(previous.equipment), _terms(now.equipment)
    sides = (
        (ChangeKind.EQUIPMENT_NAMED, [mention for term, mention in new.items() if term not in old], previous),
        (ChangeKind.EQUIPMENT_DROPPED, [mention for term, mention in old.items() if term not in new], now),
    )
    found: list[Change] = []
    for kind, mentions, other in sides:
        text = fold(other.document.text) if mentions else ""
        found += [_equipment_change(kind, mention) for mention in mentions if fold(mention.surface) not in text]
    return found


def _equipment_change(kind: ChangeKind, mention: EquipmentMention) -> Change:
    change = Change(
        kind=kind,
        key=f"{kind.value}:{mention.term}",
        significance=_EQUIPMENT_MENTIONED if mention.stance == "mention" else _EQUIPMENT_ASKED,
        why=(f"stance: {mention.stance.replace('_', ' ')}",),
        summary="",
        equipment=mention,
    )
    return replace(change, summary=headline(change))


def _attachments(before: Sequence[Attachment], after: Sequence[Attachment]) -> list[Change]:
    old = {item.url: item for item in before}
    new = {item.url: item for item in after}
    gone = {comparable(item.title): item for url, item in old.items() if url not in new}
    found: list[tuple[ChangeKind, Attachment]] = []
    for url, item in new.items():
        if url in old:
            continue
        replaced = gone.pop(comparable(item.title), None) if item.title else None
        found.append((ChangeKind.ATTACHMENT_REPLACED if replaced else ChangeKind.ATTACHMENT_ADDED, item))
    found += [(ChangeKind.ATTACHMENT_REMOVED, item) for item in gone.values()]
    return [
        Change(
            kind=kind,
            key=f"{kind.value}:{item.url}",
            significance=_ATTACHMENT_SIGNIFICANCE[kind],
            why=(label(kind).lower(),),
            summary=f"{label(kind)}: {item.title or item.url}",
            attachment=item,
        )
        for kind, item in found
    ]


def _moved(before: Document, after: Document, earlier: Sequence[Version]) -> list[Change]:
    """The document answers from another place. Back where it was a check or two ago, it goes round among mirrors."""
    if not is_elsewhere(before.url, after.url):
        return []
    goes_round = any(not is_elsewhere(version.document.url, after.url) for version in earlier)
    why = (f"was {before.url}", *(("goes to and fro between addresses",) if goes_round else ()))
    return [
        Change(
            kind=ChangeKind.PAGE_MOVED,
            key=ChangeKind.PAGE_MOVED.value,
            significance=_MOVED_ROUND if goes_round else _MOVED,
            why=why,
            summary=f"{label(ChangeKind.PAGE_MOVED)}: {before.url} → {after.url}",
        )
    ]


def _text(previous: Version, now: Version, others: Sequence[Change], earlier: Sequence[Version]) -> list[Change]:
    """One Change for the words, which knows what it touches; none when a reader sees no difference."""
    before, after = previous.document, now.document
    blocks = diff_blocks(before.blocks, after.blocks)
    edits = _title_edit(before.title, after.title) + quieten(blocks, previous, now, earlier)
    if not edits:
        return []
    edits, score, why = weighed(edits, before.blocks, after.blocks)
    touched = [change for change in others if change.kind.is_target]
    if touched:
        score = max(score, *(change.significance for change in touched))
        count = len(touched)
        why = (f"{count} target{'s' if count > 1 else ''} touched", *why)
    elif score >= NOISE and _baselines(previous) != _baselines(now):
        why = ("a reported figure is another", *why)
    kept, left = _limited(edits)
    if left:
        why = (*why, f"{left} further edits are left out here; `monitor diff` shows all")
    return [
        Change(
            kind=ChangeKind.TEXT_CHANGED,
            key=ChangeKind.TEXT_CHANGED.value,
            significance=score,
            why=why,
            summary=f"{label(ChangeKind.TEXT_CHANGED)}: {told(edits)}",
            edits=kept,
        )
    ]


def _title_edit(before: str, after: str) -> tuple[Edit, ...]:
    if comparable(before) == comparable(after):
        return ()
    return (Edit(kind=EditKind.REPLACED, before=before, after=after, words=diff_words(before, after)),)


def _baselines(version: Version) -> set[tuple[str, str]]:
    return {
        (str(statement.value), statement.unit)
        for statement in version.statements
        if statement.kind is StatementKind.BASELINE
    }


def _limited(edits: Sequence[Edit]) -> tuple[tuple[Edit, ...], int]:
    """The edits a Change carries, the longest cut down to what changed, and how many are left out."""
    kept: list[Edit] = []
    room = EDIT_CHARS_MOST
    for edit in edits[:EDITS_MOST]:
        if len(edit.before) + len(edit.after) > EDIT_CHARS_LONG:
            edit = cut(edit)
        room -= len(edit.before) + len(edit.after)
        if room < 0:
            break
        kept.append(edit)
    return tuple(kept), len(edits) - len(kept)


def _finished(changes: Sequence[Change], initial: bool) -> tuple[Change, ...]:
    """In order of weight, then as found; keys made unique within the check; marked when they are the starting stock."""
    seen: dict[str, int] = {}
    finished: list[Change] = []
    for change in sorted(changes, key=lambda change: -change.significance):
        count = seen[change.key] = seen.get(change.key, 0) + 1
        key = change.key if count == 1 else f"{change.key}#{count}"
        finished.append(replace(change, key=key, initial=initial))
    return tuple(finished)

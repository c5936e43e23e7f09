"""What a message shows: Alerts as pages and items, cleaned, shortened, with the changed words marked.

    alerts --group--> PageView (one page, one check) --> ItemView (one change) --> Quote (before, after …) --> Mark

Text of pages is data: entities decoded, control and direction marks taken out. Escaping is the template's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.alerts.cleaning import clean, safe_url, shown_url
from monitor.alerts.grouping import Group, by_statement, weight
from monitor.alerts.phrases import more, phrases
from monitor.alerts.quotes import PASSAGES_MOST, Passage, passages_of, untold
from monitor.alerts.reasons import worded
from monitor.alerts.subject import holds_targets, page_subject
from monitor.changes import equipment_name, headline, is_chinese, is_quietened, label
from monitor.changes.wording import EDITION_OTHERWISE
from monitor.types import Change, ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One Change, or several that one sentence holds."""

    #: `up`, `down`, `new`, `gone` or `plain`: the colour.
    tone: str
    #: One line each; several when the same sentence says them.
    headlines: tuple[str, ...]
    passages: tuple[Passage, ...]
    #: Label and text, one line each.
    facts: tuple[tuple[str, str], ...]
    #: Other pages: label and addresses.
    also: tuple[str, tuple[str, ...]] | None
    #: What is left out.
    note: str
    significance: float

    def __str__(self) -> str:
        return "\n".join(map(str, (*self.headlines, *self.passages)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """All that one check of one Page has to tell."""

    number: int
    title: str
    #: As text, and as a link when it is safe to be one.
    url: str
    link: str | None
    source: str
    published: str
    seen: str
    snapshot: str
    items: tuple[ItemView, ...]
    #: That a passage which changes at every check is left out, or "".
    quiet: str
    subject: str
    significance: float

    def __str__(self) -> str:
        return "\n".join(map(str, (self.title, self.url, *self.items)))


_TONES = {
    ChangeKind.TARGET_RAISED: "up",
    ChangeKind.TARGET_TIGHTENED: "up",
    ChangeKind.TARGET_BROUGHT_FORWARD: "up",
    ChangeKind.TARGET_LOWERED: "down",
    ChangeKind.TARGET_LOOSENED: "down",
    ChangeKind.TARGET_POSTPONED: "down",
    ChangeKind.TARGET_REMOVED: "gone",
    ChangeKind.PAGE_GONE: "gone",
    ChangeKind.PAGE_SHORTENED: "gone",
    ChangeKind.PAGE_BLOCKED: "gone",
    ChangeKind.PAGE_FAILING: "gone",
    ChangeKind.DEADLINE_PASSED: "gone",
    ChangeKind.SOURCES_DISAGREE: "gone",
    ChangeKind.TARGET_NEW: "new",
    ChangeKind.PAGE_NEW: "new",
    ChangeKind.EQUIPMENT_NAMED: "new",
}


def page_view(alerts: Group, *, number: int, language: str) -> PageView:
    """One page's changes as they are shown, the weightiest first."""
    first = alerts[0]
    words = phrases(language)
    changes = sorted(
        (alert.change for alert in alerts if alert.change is not None),
        key=lambda change: (-change.significance, change.kind is ChangeKind.TEXT_CHANGED, _at(change)),
    )
    url = shown_url(first.page_url)
    title = clean(first.page_title) or url or words["untitled"]
    return PageView(
        number=number,
        title=title,
        url=url,
        link=safe_url(first.page_url),
        source=clean(first.source_name or first.source),
        published=clean(first.published or "").replace("T", " "),
        seen="" if first.changed_at is None else f"{first.changed_at:%Y-%m-%d %H:%M} UTC",
        snapshot=first.snapshot_sha256 or "",
        items=_items(changes, language),
        quiet=words["quiet_note"] if any(map(is_quietened, changes)) else "",
        subject=page_subject(changes, title, language),
        significance=weight(alerts),
    )


def _at(change: Change) -> int:
    """Where in its text a target stands: changes of equal weight are told in reading order."""
    statement = change.after or change.before
    return 0 if statement is None else statement.start


def _items(changes: Sequence[Change], language: str) -> tuple[ItemView, ...]:
    """One item a change; equipment in one line; the text change without what the targets already show."""
    items: list[ItemView] = []
    for same in by_statement(change for change in changes if change.equipment is None):
        item = _item(same, changes, language)
        if item is None:
            continue
        if items and item.passages and (items[-1].passages, items[-1].facts) == (item.passages, item.facts):
            headlines, also = items[-1].headlines + item.headlines, _who_tells_both(items[-1], item)
            items[-1] = replace(items[-1], headlines=headlines, also=also)
        else:
            items.append(item)
    for kind in (ChangeKind.EQUIPMENT_NAMED, ChangeKind.EQUIPMENT_DROPPED):
        named = [change for change in changes if change.kind is kind]
        if named:
            items.append(_equipment_item(kind, named, language))
    return tuple(items)


def _who_tells_both(one: ItemView, other: ItemView) -> tuple[str, tuple[str, ...]] | None:
    """The other pages of two targets in one sentence: those that tell the one as well as the other."""
    if one.also is None or other.also is None:
        return None
    pages = tuple(page for page in one.also[1] if page in other.also[1])
    return (one.also[0], pages) if pages else None


def _equipment_item(kind: ChangeKind, changes: Sequence[Change], language: str) -> ItemView:
    comma = "、" if is_chinese(language) else ", "
    terms = comma.join(
        clean(equipment_name(change.equipment, language)) for change in changes if change.equipment is not None
    )
    return ItemView(
        tone=_TONES.get(kind, "plain"),
        headlines=(f"{label(kind, language)}{phrases(language)['colon']}{terms}",),
        passages=(),
        facts=(),
        also=None,
        note="",
        significance=max(change.significance for change in changes),
    )


def _item(same: Sequence[Change], changes: Sequence[Change], language: str) -> ItemView | None:
    """What happened to one thing. None for a text change of which the targets tell everything."""
    words = phrases(language)
    change = same[0]
    if change.kind is ChangeKind.TEXT_CHANGED:
        edits = untold(change.edits, changes)
        if not edits:
            return None
        change = replace(change, edits=edits)
    passages = passages_of(change, words, has_targets=any(other.kind.is_target for other in changes))
    left = max(0, len(change.edits) - PASSAGES_MOST)
    facts = [] if change.edits else _reasons(change, language)
    if change.attachment is not None:
        facts.append((words["file"], shown_url(change.attachment.url)))
    statement = change.after or change.before
    if statement is not None and statement.plan:
        facts.append((words["plan"], clean(statement.plan)))
    if change.draft:
        stage = "edition" if EDITION_OTHERWISE in change.why else "draft"
        facts.append((words[stage], shown_url(change.draft)))
    also = None
    if change.also:
        name = words["differs" if change.kind is ChangeKind.SOURCES_DISAGREE else "also"]
        also = (name, tuple(map(shown_url, change.also)))
    return ItemView(
        tone=_TONES.get(change.kind, "plain"),
        headlines=(_headline(same, changes, change, language),),
        passages=passages,
        facts=tuple(facts),
        also=also,
        note=more(left, language) if left else "",
        significance=change.significance,
    )


def _reasons(change: Change, language: str) -> list[tuple[str, str]]:
    """Why a page is in trouble, or is not any more, as facts without a label."""
    return [("", worded(clean(reason), language)) for reason in change.why if change.kind in _TELL_WHY]


def _headline(same: Sequence[Change], changes: Sequence[Change], shown: Change, language: str) -> str:
    """The line over an item; the title of a new page stands above it already."""
    if shown.kind is ChangeKind.PAGE_NEW:
        return label(shown.kind, language) + holds_targets(changes, language)
    return clean(headline(shown, language, kinds=[change.kind for change in same]))


#: Kinds whose reasons say what a person wants to know: the wall, the failure.
_TELL_WHY = frozenset(
    {
        ChangeKind.PAGE_BLOCKED,
        ChangeKind.PAGE_UNBLOCKED,
        ChangeKind.PAGE_FAILING,
        ChangeKind.PAGE_RECOVERED,
        ChangeKind.PAGE_GONE,
        ChangeKind.PAGE_SHORTENED,
        ChangeKind.PAGE_BACK,
        ChangeKind.PAGE_MOVED,
    }
)

"""What a message shows: Alerts as pages and items, cleaned, shortened, with the changed words marked.

    alerts --group--> PageView (one page, one check) --> ItemView (one change) --> Quote (before, after …) --> Mark

Text of pages is data: entities decoded, control and direction marks taken out. Escaping is the template's business.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from monitor.alerts.phrases import holds, more, others, phrases
from monitor.changes import NOISE, diff_words, equipment_name, headline, is_chinese, is_quietened, label, shortened
from monitor.types import Alert, Change, ChangeKind, Edit, EditKind

#: Passages shown of one text change, and characters of equal text around a changed word.
PASSAGES_MOST, CONTEXT_CHARS = 8, 90
#: Characters of a passage that came or went whole.
PASSAGE_CHARS = 600
TITLE_CHARS = 90
#: Of a subject; of the name of a target in it, and where that leaves too little room; for the page's title.
SUBJECT_CHARS, METRIC_CHARS, TAIL_LEAST = 110, (40, 24), 28
#: C0 and C1 controls, line and paragraph separators, and marks that turn the direction of writing round.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def clean(text: str) -> str:
    """Text of a page as one line that cannot do anything: entities decoded, controls and line breaks taken out."""
    return " ".join(_CONTROLS.sub(" ", html.unescape(text)).split())


def safe_url(url: str) -> str | None:
    """The address when a mail client may make a link of it: http or https with a host, no controls."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if usable and not _CONTROLS.search(url) and " " not in url else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of text: `=` as it was, `-` gone, `+` new."""

    op: str
    text: str

    def __str__(self) -> str:
        return self.text if self.op == "=" else f"[{self.text}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One labelled passage with its changed words marked."""

    label: str
    marks: tuple[Mark, ...]

    def __str__(self) -> str:
        return f"{self.label}{': ' if self.label.isascii() else '：'}{''.join(map(str, self.marks))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Quotes that belong together, and where they stand."""

    section: str
    quotes: tuple[Quote, ...]

    def __str__(self) -> str:
        return "\n".join([*([self.section] if self.section else ()), *map(str, self.quotes)])


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


def readable(value: object) -> object:
    """What a template shows of a value: lists as lines, what stands together in one line."""
    if not isinstance(value, (tuple, list)):
        return value
    return "\n".join(" ".join(filter(None, map(str, one))) if isinstance(one, tuple) else str(one) for one in value)


Group = tuple[Alert, ...]

_TONES = {
    ChangeKind.TARGET_RAISED: "up",
    ChangeKind.TARGET_TIGHTENED: "up",
    ChangeKind.TARGET_BROUGHT_FORWARD: "up",
    ChangeKind.TARGET_LOWERED: "down",
    ChangeKind.TARGET_LOOSENED: "down",
    ChangeKind.TARGET_POSTPONED: "down",
    ChangeKind.TARGET_REMOVED: "gone",
    ChangeKind.PAGE_GONE: "gone",
    ChangeKind.PAGE_BLOCKED: "gone",
    ChangeKind.PAGE_FAILING: "gone",
    ChangeKind.DEADLINE_PASSED: "gone",
    ChangeKind.SOURCES_DISAGREE: "gone",
    ChangeKind.TARGET_NEW: "new",
    ChangeKind.PAGE_NEW: "new",
    ChangeKind.EQUIPMENT_NAMED: "new",
}


def group(alerts: Sequence[Alert]) -> tuple[Group, ...]:
    """Alerts by page and check, the weightiest page first; the order they come in does not matter."""
    found: dict[tuple[int, datetime | None], list[Alert]] = {}
    for alert in sorted(alerts, key=lambda alert: (alert.id, alert.idempotency_key)):
        found.setdefault((alert.page_id, alert.changed_at), []).append(alert)
    return tuple(sorted((tuple(some) for some in found.values()), key=lambda some: (-_weight(some), some[0].id)))


def _weight(alerts: Sequence[Alert]) -> float:
    return max((alert.change.significance for alert in alerts if alert.change is not None), default=0.0)


def page_view(alerts: Group, *, number: int, language: str) -> PageView:
    """One page's changes as they are shown, the weightiest first."""
    first = alerts[0]
    words = phrases(language)
    changes = sorted(
        (alert.change for alert in alerts if alert.change is not None),
        key=lambda change: (-change.significance, change.kind is ChangeKind.TEXT_CHANGED, _at(change)),
    )
    url = clean(first.page_url)
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
        subject=_subject(changes, title, language),
        significance=_weight(alerts),
    )


def _at(change: Change) -> int:
    """Where in its text a target stands: changes of equal weight are told in reading order."""
    statement = change.after or change.before
    return 0 if statement is None else statement.start


def _subject(changes: Sequence[Change], title: str, language: str) -> str:
    """The weightiest change, how many more there are, and the page."""
    if not changes:
        return shortened(title, SUBJECT_CHARS)
    if any(change.kind is ChangeKind.PAGE_NEW for change in changes):
        colon = "：" if is_chinese(language) else ": "
        name, holds_targets = f"{label(ChangeKind.PAGE_NEW, language)}{colon}", _holds(changes, language)
        return name + shortened(title, SUBJECT_CHARS - len(name) - len(holds_targets)) + holds_targets
    told = _by_statement(change for change in changes if change.kind is not ChangeKind.TEXT_CHANGED)
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


def _items(changes: Sequence[Change], language: str) -> tuple[ItemView, ...]:
    """One item a change; equipment in one line; the text change without what the targets already show."""
    items: list[ItemView] = []
    for same in _by_statement(change for change in changes if change.equipment is None):
        item = _item(same, changes, language)
        if item is None:
            continue
        if items and item.passages and (items[-1].passages, items[-1].facts) == (item.passages, item.facts):
            items[-1] = replace(items[-1], headlines=items[-1].headlines + item.headlines)
        else:
            items.append(item)
    for kind in (ChangeKind.EQUIPMENT_NAMED, ChangeKind.EQUIPMENT_DROPPED):
        named = [change for change in changes if change.kind is kind]
        if named:
            items.append(_equipment_item(kind, named, language))
    return tuple(items)


def _by_statement(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes that speak of one target in one list: raised and postponed is one thing to read."""
    found: dict[object, list[Change]] = {}
    for change in changes:
        about = (change.before, change.after) if change.kind.is_target else change.key
        found.setdefault(about, []).append(change)
    return list(found.values())


def _equipment_item(kind: ChangeKind, changes: Sequence[Change], language: str) -> ItemView:
    comma = "、" if is_chinese(language) else ", "
    terms = comma.join(
        clean(equipment_name(change.equipment, language)) for change in changes if change.equipment is not None
    )
    colon = "：" if is_chinese(language) else ": "
    return ItemView(
        tone=_TONES.get(kind, "plain"),
        headlines=(f"{label(kind, language)}{colon}{terms}",),
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
        edits = tuple(edit for edit in change.edits if _is_worth_reading(edit) and not _is_told(edit, changes))
        if not edits:
            return None
        change = replace(change, edits=edits)
    passages = _passages(change, words, has_targets=any(other.kind.is_target for other in changes))
    left = max(0, len(change.edits) - PASSAGES_MOST)
    facts = [] if change.edits else [("", clean(reason)) for reason in change.why if change.kind in _TELL_WHY]
    statement = change.after or change.before
    if statement is not None and statement.plan:
        facts.append((words["plan"], clean(statement.plan)))
    if change.draft:
        facts.append((words["draft"], clean(change.draft)))
    also = None
    if change.also:
        name = words["differs" if change.kind is ChangeKind.SOURCES_DISAGREE else "also"]
        also = (name, tuple(clean(url) for url in change.also))
    return ItemView(
        tone=_TONES.get(change.kind, "plain"),
        headlines=(_headline(same, changes, change, language),),
        passages=passages,
        facts=tuple(facts),
        also=also,
        note=more(left, language) if left else "",
        significance=change.significance,
    )


def _headline(same: Sequence[Change], changes: Sequence[Change], shown: Change, language: str) -> str:
    """The line over an item; the title of a new page stands above it already."""
    if shown.kind is ChangeKind.PAGE_NEW:
        return label(shown.kind, language) + _holds(changes, language)
    return clean(headline(shown, language, kinds=[change.kind for change in same]))


def _holds(changes: Sequence[Change], language: str) -> str:
    targets = sum(change.kind is ChangeKind.TARGET_NEW for change in changes)
    return holds(targets, language) if targets else ""


#: Kinds whose reasons say what a person wants to know: the wall, the failure.
_TELL_WHY = frozenset(
    {
        ChangeKind.PAGE_BLOCKED,
        ChangeKind.PAGE_UNBLOCKED,
        ChangeKind.PAGE_FAILING,
        ChangeKind.PAGE_RECOVERED,
        ChangeKind.PAGE_GONE,
        ChangeKind.PAGE_BACK,
        ChangeKind.PAGE_MOVED,
    }
)


def _passages(change: Change, words: dict[str, str], *, has_targets: bool) -> tuple[Passage, ...]:
    """What is quoted for a change: sentences of targets, passages of texts, the beginning of a page without targets."""
    before, after = _sentences(change)
    if change.kind is ChangeKind.PAGE_NEW:
        if has_targets:
            return ()
        return tuple(
            Passage(section="", quotes=(Quote(label=words["says"], marks=_whole("=", edit.after)),))
            for edit in change.edits
        )
    if not before and not after:
        return tuple(_passage(edit, words) for edit in change.edits[:PASSAGES_MOST])
    if change.kind is ChangeKind.SOURCES_DISAGREE:
        quotes = tuple(
            Quote(label=words[name], marks=_whole("=", text)) for name, text in (("says", after), ("other", before))
        )
    elif before and after and before != after:
        quotes = _both(diff_words(before, after), words)
    elif after:
        quotes = (Quote(label=words["says"], marks=_whole("=", after)),)
    else:
        quotes = (Quote(label=words["removed"], marks=_whole("-", before)),)
    return (Passage(section="", quotes=quotes),)


def _sentences(change: Change) -> tuple[str, str]:
    """The sentences of a target before and after; the bare quotes when the sentences are not kept."""
    before = change.sentence_before or (change.before.quote if change.before is not None else "")
    after = change.sentence_after or (change.after.quote if change.after is not None else "")
    return clean(before), clean(after)


def _is_worth_reading(edit: Edit) -> bool:
    return edit.weight is None or edit.weight >= NOISE


def _is_told(edit: Edit, changes: Sequence[Change]) -> bool:
    """Whether the quotes of the target changes hold all that an edit changes."""
    before, after = clean(edit.before), clean(edit.after)
    touched = False
    for change in changes:
        old, new = _sentences(change)
        if (old and old in before) or (new and new in after):
            touched = True
            before, after = before.replace(old, "") if old else before, after.replace(new, "") if new else after
    return touched and before.strip(" 。，；.,;") == after.strip(" 。，；.,;")


def _passage(edit: Edit, words: dict[str, str]) -> Passage:
    section = clean(edit.section)
    if edit.kind is EditKind.REPLACED and edit.words:
        pairs = tuple((op, clean_run(text)) for op, text in edit.words)
        return Passage(section=section, quotes=_both(pairs, words))
    if edit.kind is EditKind.REMOVED:
        return Passage(section=section, quotes=(Quote(label=words["removed"], marks=_whole("-", edit.before)),))
    name, op = (words["moved"], "=") if edit.kind is EditKind.MOVED else (words["added"], "+")
    return Passage(section=section, quotes=(Quote(label=name, marks=_whole(op, edit.after)),))


def clean_run(text: str) -> str:
    """Like `clean` for a part of a line: blanks at its ends are kept."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{head}{clean(text)}{tail}"


def _whole(op: str, text: str) -> tuple[Mark, ...]:
    return (Mark(op=op, text=shortened(clean(text), PASSAGE_CHARS)),)


def _both(pairs: Sequence[tuple[str, str]], words: dict[str, str]) -> tuple[Quote, ...]:
    """The passage before with what went marked, and after with what came marked."""
    return tuple(
        Quote(label=words[name], marks=_around([pair for pair in pairs if pair[0] != hidden]))
        for name, hidden in (("before", "+"), ("after", "-"))
    )


def _around(pairs: Sequence[tuple[str, str]]) -> tuple[Mark, ...]:
    """Changed words with some of the equal text around them."""
    marks: list[Mark] = []
    for at, (op, text) in enumerate(pairs):
        if op != "=":
            marks.append(Mark(op=op, text=shortened(text, PASSAGE_CHARS) if len(text) > PASSAGE_CHARS else text))
            continue
        is_first, is_last = at == 0, at == len(pairs) - 1
        room = CONTEXT_CHARS * (1 if is_first or is_last else 2)
        if len(text) > room:
            head = "" if is_first else text[:CONTEXT_CHARS]
            tail = "" if is_last else text[-CONTEXT_CHARS:]
            text = f"{head}…{tail}"
        marks.append(Mark(op=op, text=text))
    return tuple(marks)

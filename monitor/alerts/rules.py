"""Which Changes are told to whom: the rules of sources.yaml applied to the Changes of one check."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from monitor.alerts.policy import departure
from monitor.text.fold import fold
from monitor.types import Alert, AlertRule, Change, ChangeKind, Page, RuleFilter, Source, Statement, Version


def match_rules(
    changes: Sequence[Change],
    *,
    page: Page,
    source: Source,
    version: Version | None,
    rules: Sequence[AlertRule],
    channels: Collection[str],
    now: datetime,
) -> tuple[Alert, ...]:
    """The Alerts of one check: at most one for each Change and Channel. Pure.

    Starting stock (`Change.initial`) is told to nobody. When several rules send one Change to one Channel, the alert
    that leaves first stands. Channels that are not in `channels` are left out. Alerts of one page and check become one
    message when they are delivered.
    """
    found: dict[tuple[str, str], Alert] = {}
    for rule in rules:
        due_at = departure(rule.send, now)
        for change in changes:
            if change.initial or not takes(rule.when, change, title=page.title, source=source, version=version):
                continue
            for channel in rule.to:
                if channel not in channels:
                    continue
                standing = found.get((change.key, channel))
                if standing is not None and standing.due_at <= due_at:
                    continue
                found[change.key, channel] = Alert(
                    change_key=change.key,
                    rule=rule.name,
                    channel=channel,
                    language=rule.language,
                    due_at=due_at,
                )
    return tuple(found.values())


def takes(when: RuleFilter, change: Change, *, title: str, source: Source, version: Version | None) -> bool:
    """Whether a rule takes a Change of the page of that title: every field that is given must agree."""
    return (
        change.significance >= when.min_significance
        and _kind_agrees(when.kinds, change.kind)
        and (not when.sources or source.id in when.sources)
        and (not when.groups or source.group in when.groups)
        and (not when.jurisdictions or _is_within(source.jurisdiction, when.jurisdictions))
        and (not when.languages or _is_within(_language(source, version), when.languages))
        and (not when.units or any(statement.unit in when.units for statement in _statements(change, version)))
        and (not when.equipment_classes or _classes(change, version) & set(when.equipment_classes) != set())
        and (not when.keywords or _names_any(when.keywords, change, title, version))
    )


def _kind_agrees(kinds: Sequence[str], kind: ChangeKind) -> bool:
    """`target_*` takes all that begin so."""
    return not kinds or any(
        kind.value.startswith(wanted[:-1]) if wanted.endswith("*") else kind.value == wanted for wanted in kinds
    )


def _is_within(tag: str | None, wanted: Sequence[str]) -> bool:
    """Whether a tag is one of those wanted or a part of one: `CN-SH` is within `CN`, `zh-Hans` within `zh`."""
    if tag is None:
        return False
    tag = tag.lower()
    return any(tag == name.lower() or tag.startswith(f"{name.lower()}-") for name in wanted)


def _language(source: Source, version: Version | None) -> str | None:
    """The text itself decides; the source's author knows better than nobody."""
    return (version.document.language if version is not None else None) or source.language


def _statements(change: Change, version: Version | None) -> tuple[Statement, ...]:
    """The statements a Change speaks of; a new page speaks of all that it holds."""
    if change.kind is ChangeKind.PAGE_NEW and version is not None:
        return version.statements
    return tuple(statement for statement in (change.before, change.after) if statement is not None)


def _classes(change: Change, version: Version | None) -> set[str | None]:
    """NMPA classes of the equipment a Change names, else of that on the page."""
    if change.equipment is not None:
        return {change.equipment.nmpa_class}
    return {mention.nmpa_class for mention in version.equipment} if version is not None else set()


def _names_any(keywords: Sequence[str], change: Change, title: str, version: Version | None) -> bool:
    """Whether a keyword stands in the title, the quotes or the changed words, in any script.

    A new page is searched whole: all of it is new.
    """
    texts = [change.summary, title]
    texts += [statement.quote for statement in _statements(change, None)]
    texts += [text for edit in change.edits for text in (edit.before, edit.after)]
    if version is not None:
        texts.append(version.document.title)
        if change.kind is ChangeKind.PAGE_NEW:
            texts.append(version.document.text)
    haystack = fold("\n".join(texts)).casefold()
    return any(fold(keyword).casefold() in haystack for keyword in keywords)

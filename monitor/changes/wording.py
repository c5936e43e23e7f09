"""A Change in one line, for people, in English or Chinese: subjects of mails, lines of listings.

Change --headline--> "Target raised: industrial output >700 bn → >750 bn CNY by 2025"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.targets.describing import amount
from monitor.targets.lexicon import english_name
from monitor.text.decloak import decloak
from monitor.types import Change, ChangeKind, Comparator, Edit, EditKind, EquipmentMention, Statement

#: What each kind is called, in English and Chinese.
LABELS: dict[ChangeKind, tuple[str, str]] = {
    ChangeKind.PAGE_NEW: ("New page", "新页面"),
    ChangeKind.TEXT_CHANGED: ("Text changed", "内容有改动"),
    ChangeKind.PAGE_BLOCKED: ("Page blocked", "页面被拦截"),
    ChangeKind.PAGE_UNBLOCKED: ("Page no longer blocked", "页面不再被拦截"),
    ChangeKind.PAGE_FAILING: ("Page cannot be read", "页面无法读取"),
    ChangeKind.PAGE_RECOVERED: ("Page can be read again", "页面恢复读取"),
    ChangeKind.PAGE_GONE: ("Page gone", "页面已消失"),
    ChangeKind.PAGE_BACK: ("Page is back", "页面重新出现"),
    ChangeKind.PAGE_SHORTENED: ("Page shortened", "页面内容缩短"),
    ChangeKind.PAGE_MOVED: ("Page moved", "页面已迁移"),
    ChangeKind.ATTACHMENT_ADDED: ("Attachment added", "新增附件"),
    ChangeKind.ATTACHMENT_REPLACED: ("Attachment replaced", "附件已替换"),
    ChangeKind.ATTACHMENT_REMOVED: ("Attachment removed", "附件已移除"),
    ChangeKind.TARGET_NEW: ("New target", "新增目标"),
    ChangeKind.TARGET_REMOVED: ("Target removed", "目标被删除"),
    ChangeKind.TARGET_RAISED: ("Target raised", "目标上调"),
    ChangeKind.TARGET_LOWERED: ("Target lowered", "目标下调"),
    ChangeKind.TARGET_POSTPONED: ("Target postponed", "目标期限推迟"),
    ChangeKind.TARGET_BROUGHT_FORWARD: ("Target brought forward", "目标期限提前"),
    ChangeKind.TARGET_TIGHTENED: ("Target tightened", "目标收紧"),
    ChangeKind.TARGET_LOOSENED: ("Target loosened", "目标放宽"),
    ChangeKind.TARGET_REWORDED: ("Target reworded", "目标表述调整"),
    ChangeKind.TARGET_RESTATED: ("Target restated", "目标重述"),
    ChangeKind.DEADLINE_NEAR: ("Deadline near", "期限临近"),
    ChangeKind.DEADLINE_PASSED: ("Deadline passed", "期限已过"),
    ChangeKind.SOURCES_DISAGREE: ("Sources disagree", "来源说法不一"),
    ChangeKind.EQUIPMENT_NAMED: ("Equipment named", "新提及设备"),
    ChangeKind.EQUIPMENT_DROPPED: ("Equipment no longer named", "不再提及设备"),
}

#: Why a new target is told as changed: beside which former text of the plan.
DRAFT_OTHERWISE, EDITION_OTHERWISE = "its draft said otherwise", "its earlier edition said otherwise"
_SIGNS = {
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.APPROX: "≈",
    Comparator.INCREASE_BY: "+",
    Comparator.DECREASE_BY: "−",
}
#: The number at the head of an amount; what follows is its scale and unit.
_NUMBER = re.compile(r"[\d.,]+")
#: Where a line may be cut: before a blank or behind a mark; looked for in the last part of what may stay.
_BREAK = re.compile(r"\s|(?<=[，。、；：！？）》”」】,;:)])(?=.)")
_BREAK_FROM = 0.6
#: What is counted has at least so many characters; 家 and 台 are counters, and stay with their figure.
_NOUN_CHARS = 2
#: What no shortened line ends with.
_OPENING = " \t，、；：（《“「【([,;:-—"
_METRIC_CHARS = 70
_SNIPPET_CHARS = 40
_EDITS = {
    EditKind.ADDED: ("added", "新增"),
    EditKind.REMOVED: ("removed", "删除"),
    EditKind.REPLACED: ("changed", "修改"),
    EditKind.MOVED: ("moved", "移动"),
}


def is_chinese(language: str) -> bool:
    """Whether people are to be spoken to in Chinese; English otherwise."""
    return language.lower().startswith("zh")


def label(kind: ChangeKind, language: str = "en") -> str:
    """What a kind is called."""
    return LABELS[kind][1 if is_chinese(language) else 0]


def labels(kinds: Sequence[ChangeKind], language: str = "en") -> str:
    """What happened to one target, when it is several things: `Target raised, brought forward`."""
    names = [label(kind, language) for kind in kinds]
    if is_chinese(language):
        return "、".join(names)
    return ", ".join([names[0], *(name.removeprefix("Target ") for name in names[1:])])


def figure(statement: Statement, language: str = "en") -> str:
    """The bound and value with its unit: `>700 bn CNY`, `≥7000亿元`, `20–30%`, `+5 percentage points`."""
    return "".join(_parts(statement, language))


def figures(before: Statement, after: Statement, language: str = "en") -> str:
    """Both figures, the scale and unit once when they are the same: `>700 → >750 bn CNY`."""
    old, old_unit = _parts(before, language)
    new, new_unit = _parts(after, language)
    return f"{old} → {new}{new_unit}" if old_unit == new_unit else f"{old}{old_unit} → {new}{new_unit}"


def headline(
    change: Change, language: str = "en", *, kinds: Sequence[ChangeKind] = (), metric_chars: int = _METRIC_CHARS
) -> str:
    """One line that says it all. `kinds` are all that apply to the same target: "Target raised, brought forward"."""
    chinese = is_chinese(language)
    colon = "：" if chinese else ": "
    name = labels(kinds or (change.kind,), language)
    statement = change.after or change.before
    if statement is not None:
        metric = _metric(statement, metric_chars)
        change = _without_noun(change, metric)
        statement = change.after or change.before or statement
        if change.kind is ChangeKind.SOURCES_DISAGREE and change.before and change.after:
            return f"{name}{colon}{metric} {_disputed(change.after, change.before, change.why, language)}"
        said = f"{_figures_of(change, statement, language)}{_deadlines_of(change, statement, language)}"
        return f"{name}{colon}{metric} {said}"
    if change.equipment is not None:
        return f"{name}{colon}{equipment_name(change.equipment, language)}"
    if change.attachment is not None:
        return f"{name}{colon}{change.attachment.title or change.attachment.url}"
    if change.edits and change.kind is ChangeKind.TEXT_CHANGED:
        return f"{name}{colon}{told(change.edits, language)}"
    _, mark, rest = change.summary.partition(": ")
    return f"{name}{colon}{rest}" if mark else name


def told(edits: Sequence[Edit], language: str = "en") -> str:
    """Edits in a few words: those of the weightiest, and how many more matter."""
    chinese = is_chinese(language)
    weighty = [edit for edit in edits if edit.weight is None or edit.weight >= 0.15] or list(edits)
    first = max(weighty, key=lambda edit: 1.0 if edit.weight is None else edit.weight)
    more = len(weighty) - 1
    line = _told(first, chinese=chinese)
    if not more:
        return line
    return f"{line}（另 {more} 处）" if chinese else f"{line} (+{more} more passage{'s' if more > 1 else ''})"


def _told(edit: Edit, *, chinese: bool) -> str:
    if edit.words:
        went, came = _changed(edit, "-"), _changed(edit, "+")
        if went and came:
            return f"“{went}” → “{came}”"
        kind, text = (EditKind.REMOVED, went) if went else (EditKind.ADDED, came)
    else:
        kind, text = edit.kind, _snippet(edit.after or edit.before)
    return f"{_EDITS[kind][1]}“{text}”" if chinese else f"{_EDITS[kind][0]} “{text}”"


def _changed(edit: Edit, op: str) -> str:
    """The words that went or came, without the marks at their ends unless there is nothing else."""
    texts = [text.strip() for found, text in edit.words if found == op]
    bare = [text.strip(" ，。、；：,;:") for text in texts]
    return _snippet(" … ".join(text for text in bare if text) or " … ".join(texts))


def equipment_name(mention: EquipmentMention, language: str = "en") -> str:
    """What equipment is called: in English as the lexicon has it, in Chinese by its term."""
    return mention.term if is_chinese(language) else english_name(mention.term)


def _figures_of(change: Change, statement: Statement, language: str) -> str:
    before, after = change.before, change.after
    if before is None or after is None or figure(before, language) == figure(after, language):
        return figure(statement, language)
    return figures(before, after, language)


def _disputed(after: Statement, before: Statement, about: Sequence[str], language: str) -> str:
    """What two pages say, as far as it differs: `20 by 2028 against 2027`, `40 by 2029 against 30 by 2028`."""
    joint = "，另有来源为 " if is_chinese(language) else " against "
    figures = [figure(after, language), figure(before, language)]
    ends = [_by(_date(one, language), language) for one in (after, before)]
    if (figures[0], ends[0]) == (figures[1], ends[1]):
        return f"{figures[0]}{ends[0]}"
    if figures[0] == figures[1] or (about and all(why.startswith("deadline ") for why in about)):
        none = "无期限" if is_chinese(language) else "no date"
        dates = joint.join(_date(one, language) or none for one in (after, before))
        return f"{figures[0]}（{dates}）" if is_chinese(language) else f"{figures[0]} by {dates}"
    return f"{figures[0]}{ends[0] if ends[0] != ends[1] else ''}{joint}{figures[1]}{ends[1]}"


def _date(statement: Statement, language: str) -> str:
    date = statement.deadline or ""
    return f"{date}年" if is_chinese(language) and len(date) == 4 else date


def _by(date: str, language: str) -> str:
    if not date:
        return ""
    return f"（{date}）" if is_chinese(language) else f" by {date}"


def _deadlines_of(change: Change, statement: Statement, language: str) -> str:
    """` by 2025`, ` by 2025 → 2026`, `（2025年）`; "" when there is none."""
    none = "无期限" if is_chinese(language) else "no date"
    dates = [_date(one, language) for one in (change.before or statement, change.after or statement)]
    text = dates[0] if dates[0] == dates[1] else " → ".join(date or none for date in dates)
    return _by(text, language)


def _without_noun(change: Change, metric: str) -> Change:
    """The Change whose figures do not count once more what the metric ends in: `smart factories ≥40`.

    Who disagrees may count in other words, or in another language: those stay.
    """
    disagree = change.kind is ChangeKind.SOURCES_DISAGREE
    sides = [one for one in (None if disagree else change.before, change.after) if one is not None]
    nouns = {decloak(one.counted).casefold() for one in sides}
    noun = nouns.pop() if len(nouns) == 1 else ""
    head = metric.casefold().removesuffix(noun)
    if len(noun) < _NOUN_CHARS or len(head) == len(metric) or (noun.isascii() and head[-1:].isalnum()):
        return change
    before, after = (
        replace(one, counted="") if one is not None and decloak(one.counted).casefold() == noun else one
        for one in (change.before, change.after)
    )
    return replace(change, before=before, after=after)


def _metric(statement: Statement, most: int) -> str:
    return shortened(decloak(statement.metric or statement.quote), most)


def _snippet(text: str) -> str:
    return shortened(text, _SNIPPET_CHARS)


def shortened(text: str, most: int) -> str:
    """One line of at most so many characters, cut behind a word or a mark when there is one not far back."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if not text[most - 1].isspace():
        ends = [match.start() for match in _BREAK.finditer(kept, int(most * _BREAK_FROM))]
        kept = kept[: ends[-1]] if ends else kept
    return kept.rstrip(_OPENING) + "…"


def _parts(statement: Statement, language: str) -> tuple[str, str]:
    """The number with its sign, and the scale and unit that stand after it."""
    style = "zh" if is_chinese(language) else "en"
    values = [statement.value] if statement.value_high is None else [statement.value, statement.value_high]
    cut = [_cut(amount(value, statement.unit, statement.counted, style)) for value in values]
    sign = _SIGNS.get(statement.comparator, "")
    if len({unit for _, unit in cut}) == 1:
        return sign + "–".join(number for number, _ in cut), cut[0][1]
    return sign + "–".join(number + unit for number, unit in cut), ""


def _cut(text: str) -> tuple[str, str]:
    """`700 bn CNY` as `700` and ` bn CNY`."""
    match = _NUMBER.match(text.removeprefix("-"))
    if match is None:
        return text, ""
    end = match.end() + (1 if text.startswith("-") else 0)
    return text[:end], text[end:]

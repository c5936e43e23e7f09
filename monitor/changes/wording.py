"""A Change in one line, for people, in English or Chinese: subjects of mails, lines of listings.

Change --headline--> "Target raised: industrial output >700 bn → >750 bn CNY by 2025"
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from monitor.types import Change, ChangeKind, Comparator, Edit, EditKind, Statement

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

_SIGNS = {
    Comparator.EQ: "",
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.APPROX: "≈",
    Comparator.RANGE: "",
    Comparator.INCREASE_BY: "+",
    Comparator.DECREASE_BY: "−",
}
_SCALES_EN = ((Decimal(10) ** 12, " tn"), (Decimal(10) ** 9, " bn"), (Decimal(10) ** 6, " m"))
_SCALES_ZH = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_CURRENCIES_ZH = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "HKD": "港元",
    "TWD": "新台币",
}
#: Units in English (set after the number) and Chinese.
_UNITS = {
    "percent": ("%", "%"),
    "percentage_points": (" pp", "个百分点"),
    "times": ("×", "倍"),
    "minutes": (" minutes", "分钟"),
    "hours": (" hours", "小时"),
    "days": (" days", "天"),
    "weeks": (" weeks", "周"),
    "months": (" months", "个月"),
    "years": (" years", "年"),
}
_METRIC_CHARS = 70
_SNIPPET_CHARS = 60
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


def figure(statement: Statement, language: str = "en") -> str:
    """The bound and value with its unit: `>700 bn CNY`, `≥7000亿元`, `20–30%`, `+5 pp`."""
    number, unit = _parts(statement, language)
    return number + unit


def figures(before: Statement, after: Statement, language: str = "en") -> str:
    """Both figures, the unit once when it is the same: `>700 → >750 bn CNY`."""
    old, old_unit = _parts(before, language)
    new, new_unit = _parts(after, language)
    return f"{old} → {new}{new_unit}" if old_unit == new_unit else f"{old}{old_unit} → {new}{new_unit}"


def headline(change: Change, language: str = "en") -> str:
    """One line that says it all. Changes without a statement say their `summary` in English, their label in Chinese."""
    chinese = is_chinese(language)
    colon = "：" if chinese else ": "
    name = label(change.kind, language)
    statement = change.after or change.before
    if statement is not None:
        return f"{name}{colon}{_metric(statement)} {_what(change, statement, language)}".rstrip()
    if change.equipment is not None:
        return f"{name}{colon}{change.equipment.term}"
    if change.attachment is not None:
        return f"{name}{colon}{change.attachment.title or change.attachment.url}"
    if change.edits:
        return f"{name}{colon}{told(change.edits, language)}"
    _, mark, rest = change.summary.partition(": ")
    return f"{name}{colon}{rest}" if mark else name


def told(edits: Sequence[Edit], language: str = "en") -> str:
    """Edits in a few words: the words themselves when there is one that matters, else how many of each kind."""
    chinese = is_chinese(language)
    weighty = [edit for edit in edits if edit.weight is None or edit.weight >= 0.15] or list(edits)
    if len(weighty) == 1:
        (edit,) = weighty
        if edit.words:
            went = _snippet("".join(text for op, text in edit.words if op == "-"))
            came = _snippet("".join(text for op, text in edit.words if op == "+"))
            if went and came:
                return f"“{went}” → “{came}”"
            kind, text = (EditKind.REMOVED, went) if went else (EditKind.ADDED, came)
        else:
            kind, text = edit.kind, _snippet(edit.after or edit.before)
        return f"{_EDITS[kind][1]}“{text}”" if chinese else f"{_EDITS[kind][0]} “{text}”"
    counts = [(_EDITS[kind], sum(edit.kind is kind for edit in weighty)) for kind in EditKind]
    if chinese:
        return "，".join(f"{names[1]}{count}处" for names, count in counts if count)
    return ", ".join(f"{count} passage{'s' if count > 1 else ''} {names[0]}" for names, count in counts if count)


def due(deadline: str | None, language: str = "en") -> str:
    """`by 2025`, `2025年前`-like words for a deadline; "" for none."""
    if deadline is None:
        return ""
    return f"（期限 {deadline}）" if is_chinese(language) else f"by {deadline}"


def _what(change: Change, statement: Statement, language: str) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        return " ".join(part for part in (figure(statement, language), due(statement.deadline, language)) if part)
    if figure(before, language) == figure(after, language):
        values = figure(after, language)
    else:
        values = figures(before, after, language)
    if before.deadline == after.deadline:
        deadline = due(after.deadline, language)
    else:
        none = "无" if is_chinese(language) else "none"
        both = f"{before.deadline or none} → {after.deadline or none}"
        deadline = f"（期限 {both}）" if is_chinese(language) else f"by {both}"
    return " ".join(part for part in (values, deadline) if part)


def _metric(statement: Statement) -> str:
    return shortened(statement.metric or statement.quote, _METRIC_CHARS)


def _snippet(text: str) -> str:
    return shortened(text, _SNIPPET_CHARS)


def shortened(text: str, most: int) -> str:
    """One line of at most so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _parts(statement: Statement, language: str) -> tuple[str, str]:
    """The number with its sign, and what stands after it."""
    chinese = is_chinese(language)
    sign = _SIGNS[statement.comparator]
    divisor, scale = _scale(statement, chinese)
    number = _plain(statement.value / divisor, chinese)
    if statement.value_high is not None:
        number = f"{number}–{_plain(statement.value_high / divisor, chinese)}"
    if statement.unit in _UNITS:
        return sign + number, _UNITS[statement.unit][1 if chinese else 0]
    if statement.unit == "count":
        gap = "" if chinese or not statement.counted else " "
        return sign + number, f"{scale}{gap}{statement.counted}"
    if chinese:
        return sign + number, scale + _CURRENCIES_ZH.get(statement.unit, f" {statement.unit}")
    return sign + number, f"{scale} {statement.unit}"


def _scale(statement: Statement, chinese: bool) -> tuple[Decimal, str]:
    """The scale in which the number is short; counts keep all their digits up to a million (English)."""
    if statement.unit in _UNITS:
        return Decimal(1), ""
    most = max(abs(statement.value), abs(statement.value_high or statement.value))
    for size, name in _SCALES_ZH if chinese else _SCALES_EN:
        # Chinese writes 7000亿, not 0.7万亿 and not 7万亿 for 70000亿 unless it is round.
        if most >= size and (not chinese or name != "万亿" or most % (size / 10) == 0):
            return size, name
    return Decimal(1), ""


def _plain(value: Decimal, chinese: bool) -> str:
    """Without exponent and idle zeros, with thousands marked in English."""
    text = format(value.normalize(), "f")
    if chinese:
        return text
    whole, mark, rest = text.partition(".")
    return f"{int(whole):,}{mark}{rest}" if abs(value) >= 10_000 or not mark else text

"""The fixed words of messages, in English and Chinese."""

from __future__ import annotations

from monitor.changes import is_chinese

_PHRASES: dict[str, tuple[str, str]] = {
    "colon": (": ", "："),
    "before": ("Before", "原文"),
    "after": ("After", "现文"),
    "says": ("It says", "原句"),
    "other": ("Elsewhere", "另一来源"),
    "added": ("Added", "新增"),
    "removed": ("Removed", "删除"),
    "moved": ("Moved", "移动"),
    "section": ("Under", "所在章节"),
    "plan": ("Plan", "规划"),
    "source": ("Source", "来源"),
    "published": ("Published", "发布日期"),
    "seen": ("Seen", "发现时间"),
    "snapshot": ("Evidence (SHA-256 of the snapshot)", "证据（快照 SHA-256）"),
    "also": ("Also reported by", "其他来源"),
    "file": ("Address of the file", "附件地址"),
    "draft": ("Changed from the draft", "较征求意见稿有改动"),
    "edition": ("Changed from the earlier edition", "较原版本有改动"),
    "differs": ("Reported otherwise by", "说法不同的来源"),
    "contents": ("Contents", "目录"),
    "undelivered": ("Could not be delivered", "未能送达"),
    "retry": ("Send again with `monitor alerts retry`.", "可用 `monitor alerts retry` 重新发送。"),
    "quiet": (
        "Pages that change at every check; what changes there is told no more",
        "每次检查都变动、不再逐次提醒的页面",
    ),
    "quiet_note": (
        "A passage of this page changes at every check; it is left out of alerts.",
        "本页有一处内容每次检查都变动，已不再提醒。",
    ),
    "sample": ("TEST", "测试"),
    "sample_note": (
        "This is a sample made by `monitor alerts test`; nothing has changed.",
        "这是 `monitor alerts test` 生成的样例，并非真实变化。",
    ),
    "template_failed": ("The template of this channel failed", "该渠道的模板出错"),
    "no_include": ("it includes “{name}”; a template may include nothing", "引用了“{name}”；模板不得引用任何文件"),
    "untitled": ("without a title", "无标题"),
}


def phrases(language: str) -> dict[str, str]:
    """All fixed words in one language, by name."""
    at = 1 if is_chinese(language) else 0
    return {name: both[at] for name, both in _PHRASES.items()}


def more(count: int, language: str) -> str:
    """That further passages are left out."""
    if is_chinese(language):
        return f"另有 {count} 处改动，`monitor diff` 可查看全部。"
    return f"{count} further passage{'s' if count > 1 else ''}; `monitor diff` shows all."


def digest_title(changes: int, pages: int, language: str) -> str:
    """What a digest holds: `12 changes on 5 pages`."""
    if is_chinese(language):
        return f"{pages} 个页面共 {changes} 处变化"
    return f"{changes} change{'s' if changes != 1 else ''} on {pages} page{'s' if pages != 1 else ''}"


def others(count: int, language: str) -> str:
    """That a subject names only the weightiest of several changes."""
    return f"（另 {count} 处）" if is_chinese(language) else f" (+{count} more)"


def holds(targets: int, told: int, language: str) -> str:
    """How many targets a new page sets; and how many of them a message tells, when a rule does not take all."""
    if is_chinese(language):
        return f"（{targets} 项目标" + (f"，此处列出 {told} 项）" if told < targets else "）")
    return f" ({targets} target{'s' if targets != 1 else ''}" + (f", {told} of them here)" if told < targets else ")")


def known_before(targets: int, language: str) -> str:
    """That a new page sets no target of its own: other pages have told them all."""
    if is_chinese(language):
        return f"（{targets} 项目标，均已见于其他页面）"
    return f" ({targets} target{'s' if targets != 1 else ''}, told before by other pages)"


def only_listed(count: int, language: str) -> str:
    """That the last pages of a digest stand in its contents only."""
    if is_chinese(language):
        return f"其余 {count} 个页面仅列于目录。"
    return f"{count} further page{'s are' if count > 1 else ' is'} listed above only."


def undelivered_line(channel: str, count: int, trouble: str, language: str) -> str:
    """One channel's dead letters."""
    if is_chinese(language):
        return f"{channel}：{count} 条提醒：{trouble}"
    return f"{channel}: {count} alert{'s' if count != 1 else ''}: {trouble}"
